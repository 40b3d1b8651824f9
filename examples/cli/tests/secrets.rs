//! No tool ever prints a key; names, numbers and pi appear only where they are the very thing that was asked about.

mod common;

use common::{Run, shiming, shiming_with};

const KEY: &str = "5ec2e75ec2e75ec2e75ec2e75ec2e75e";
const BAD_KEY: &str = "5ec2e75ec2e7-this-is-no-key";
const NAME: &str = "欧阳某某";
const NUMBER: &str = "110000199001010017";
const PI: &str = "1hkc2zmarkermarkermarkermarkermarkerma";

fn holds(run: &Run, markers: &[&str]) {
    for marker in markers {
        assert!(!run.all().contains(marker), "{marker} in {}", run.all());
    }
}

#[test]
fn keys_are_never_printed() {
    for lang in ["zh", "en"] {
        for json in [false, true] {
            for key in [KEY, BAD_KEY] {
                let base = ["--app-id", "a", "--biz-id", "b", "--secret-key", key, "--lang", lang];
                for tool in ["sign", "explain"] {
                    let mut args = vec![tool];
                    args.extend(base);
                    if json {
                        args.push("--json");
                    }
                    holds(&shiming(&args), &[key]);
                    if tool == "explain" {
                        args.extend(["--got", "00"]);
                        holds(&shiming(&args), &[key]);
                    }
                }
                for tool in ["encrypt", "decrypt"] {
                    let mut args =
                        vec![tool, "--secret-key", key, "--lang", lang, "--body", "{\"data\":\"AAAA\"}"];
                    if json {
                        args.push("--json");
                    }
                    holds(&shiming(&args), &[key]);
                    let environment =
                        shiming_with(&[tool, "--lang", lang], "x", &[("SHIMING_SECRET_KEY", key)]);
                    holds(&environment, &[key]);
                }
                let args =
                    ["--lang", lang, "interface-test", "--base-url", "http://127.0.0.1:9", "--app-id", "a"];
                let mut args = args.to_vec();
                args.extend(["--secret-key", key, "--code", "1=abc123"]);
                holds(&shiming(&args), &[key]);
            }
        }
    }
}

#[test]
fn help_does_not_show_the_environment() {
    for tool in ["sign", "explain", "encrypt", "decrypt", "interface-test", "simulate", "demo"] {
        holds(&shiming_with(&[tool, "--help"], "", &[("SHIMING_SECRET_KEY", KEY)]), &[KEY]);
    }
}

#[test]
fn sealed_persons_stay_sealed() {
    let plain = format!("{{\"ai\":\"1\",\"name\":\"{NAME}\",\"idNum\":\"{NUMBER}\",\"pi\":\"{PI}\"}}");
    let sealed = shiming(&["encrypt", "--secret-key", KEY, "--body", &plain]);
    assert_eq!(sealed.code, 0);
    holds(&sealed, &[KEY, NAME, NUMBER, PI]);
    let explained = shiming(&[
        "explain",
        "--secret-key",
        KEY,
        "--app-id",
        "a",
        "--biz-id",
        "b",
        "--body",
        sealed.stdout.trim(),
    ]);
    holds(&explained, &[KEY, NAME, NUMBER, PI]);
    // With the right key the plaintext is what was asked for; with a wrong one nothing shows.
    let opened = shiming_with(&["decrypt", "--secret-key", KEY], sealed.stdout.trim(), &[]);
    assert!(opened.stdout.contains(NAME));
    let refused = shiming_with(
        &["decrypt", "--secret-key", "00000000000000000000000000000000"],
        sealed.stdout.trim(),
        &[],
    );
    assert_eq!(refused.code, 1);
    holds(&refused, &[KEY, NAME, NUMBER, PI]);
}

#[test]
fn refusals_do_not_quote_persons() {
    let name = format!("{NAME}7");
    let number = format!("{}9", &NUMBER[..17]);
    for lang in ["zh", "en"] {
        for (tool, value) in [("name", name.as_str()), ("id", number.as_str())] {
            for json in ["--json", "--color=never"] {
                let run = shiming(&[tool, value, "--lang", lang, json]);
                assert_ne!(run.code, 0, "{tool}");
                holds(&run, &[value, NAME]);
            }
        }
    }
}

#[test]
fn the_pipe_does_not_quote_either() {
    let call = |op: &str, args: serde_json::Value| {
        format!("{}\n", serde_json::json!({"id": 1, "op": op, "args": args}))
    };
    let lines = [
        call("sign", serde_json::json!({"secret_key": BAD_KEY, "params": [], "body_hex": ""})),
        call("validate_name", serde_json::json!({"name": format!("{NAME}7")})),
        call(
            "validate_id_number",
            serde_json::json!({"id_number": format!("{}9", &NUMBER[..17]), "unix": 1}),
        ),
        call("pi_birth_date", serde_json::json!({"pi": format!("{PI} {PI}")})),
        call("account_load", serde_json::json!({"json": format!("{{\"pi\":\"{PI}\"")})),
    ];
    let run = shiming_with(&["pipe"], &lines.concat(), &[]);
    assert_eq!(run.stdout.lines().count(), lines.len());
    let errors = run.stdout.lines().filter(|line| line.contains("\"error\"")).count();
    assert_eq!(errors, lines.len() - 1, "{}", run.stdout);
    holds(&run, &[BAD_KEY, NAME, &NUMBER[..17], PI]);
}
