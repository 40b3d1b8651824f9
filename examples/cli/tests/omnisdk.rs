//! `shiming omnisdk`: for people in both languages and for machines.

mod common;

use common::{Run, shiming, shiming_with};
use serde_json::{Value, json};

const KEY: &str = "654321";
const COMPACT: &str = "dae703a06c080ee80417164aace8c4f4de0b38dd";
const COMMA: &str = "47e55c402574660c56b7a1b77f99088a0587e460";
const EXCLUDED: &str = "3582745d9e4a15256ef0a4865a47b9ea29696308";

/// The sample of the vendor's document.
fn body(sign: &str) -> String {
    format!(
        r#"{{"type":"anti-addiction-game-expired","uids":["jinshan__001","jinshan__002","jinshan__003"],"ts":"20191128160125","sign":"{sign}"}}"#
    )
}

fn run(tool: &str, more: &[&str]) -> Run {
    let mut args = vec!["omnisdk", tool, "--key", KEY];
    args.extend(more);
    shiming(&args)
}

#[test]
fn sign_gives_the_published_signature() {
    let example = r#"{"tradeNo":"2984456","ts":"20150723150028","type":"verify-order"}"#;
    let sign = "86e396a999e9673731be6609c4dc7bca8945ada6";
    let people = run("sign", &["--body", example]);
    assert_eq!((people.code, people.stdout.contains(sign)), (0, true), "{}", people.all());
    assert_eq!(run("sign", &["--body", example, "--json"]).json(), json!({"sign": sign}));
    // The body on standard input, the key from the environment.
    let piped = shiming_with(&["omnisdk", "sign", "--json"], example, &[("SHIMING_OMNISDK_KEY", KEY)]);
    assert_eq!(piped.json(), json!({"sign": sign}));
    let call = json!({
        "profile": r#"{"app_id":"1"}"#, "key": KEY,
        "body_hex": example.bytes().map(|byte| format!("{byte:02x}")).collect::<String>(),
    });
    let stdin = shiming_with(&["omnisdk", "sign", "--json", "--stdin"], &call.to_string(), &[]);
    assert_eq!(stdin.json(), json!({"sign": sign}));
    let comma = run("sign", &["--body", &body(""), "--array-mode", "comma", "--json"]);
    assert_eq!(comma.json(), json!({"sign": COMMA}));
}

#[test]
fn verify_says_whom_to_put_out() {
    let good = run("verify", &["--body", &body(COMPACT)]);
    assert_eq!(good.code, 0);
    assert!(good.stdout.contains("jinshan__001 jinshan__002 jinshan__003"), "{}", good.stdout);
    assert!(good.stdout.contains("1574928085000"));
    let chinese = run("verify", &["--body", &body(COMPACT), "--lang", "zh"]);
    assert!(chinese.stdout.contains("签名正确") && chinese.stdout.contains("应踢下线"), "{}", chinese.stdout);
    let json = run("verify", &["--body", &body(COMPACT), "--json"]).json();
    assert_eq!(
        (json["unix"].as_i64(), json["uids"][2].as_str()),
        (Some(1_574_928_085_000), Some("jinshan__003"))
    );
    let profile = r#"{"app_id":"10032","array_mode":"comma"}"#;
    assert_eq!(run("verify", &["--body", &body(COMMA), "--profile", profile]).code, 0);
}

#[test]
fn a_wrong_callback_is_a_bad_verdict() {
    let wrong = run("verify", &["--body", &body(COMMA), "--json"]);
    assert_eq!((wrong.code, wrong.json()["error"]["code"].as_str()), (1, Some("invalid_signature")));
    let chinese = run("verify", &["--body", &body(COMMA), "--lang", "zh"]);
    assert!(chinese.stderr.contains("签名不符"), "{}", chinese.stderr);
    let broken = run("verify", &["--body", "{}{}", "--json"]);
    assert_eq!((broken.code, broken.json()["error"]["code"].as_str()), (1, Some("invalid_callback")));
}

#[test]
fn diagnose_settles_the_array_mode() {
    let found = run("diagnose", &["--body", &body(COMMA)]);
    assert_eq!(found.code, 0);
    assert!(found.stdout.contains(r#""array_mode":"comma""#), "{}", found.stdout);
    let chinese = run("diagnose", &["--body", &body(COMMA), "--lang", "zh"]);
    assert!(chinese.stdout.contains("已确定"), "{}", chinese.stdout);
    let json = run("diagnose", &["--body", &body(&COMMA.to_uppercase()), "--json"]).json();
    let one: Value = json!({"array_mode": "comma", "variant": "standard", "upper_hex": true});
    assert_eq!(json, json!({"matches": [one]}));
    let upper = run("diagnose", &["--body", &body(&COMMA.to_uppercase())]);
    assert!(upper.stdout.contains(r#""accept_upper_hex":true"#), "{}", upper.stdout);
}

#[test]
fn diagnose_warns_where_it_must() {
    let unsigned = run("diagnose", &["--body", &body(EXCLUDED)]);
    assert!(unsigned.stdout.contains("forge") && !unsigned.stdout.contains("settled"), "{}", unsigned.stdout);
    let none = run("diagnose", &["--body", &body("0000000000000000000000000000000000000000")]);
    assert_eq!((none.code, none.stdout.contains("server key")), (1, true), "{}", none.stdout);
    // One uid: two ways are the same.
    let one = r#"{"type":"t","uids":["a"],"sign":"SIGN"}"#;
    let sign = run("sign", &["--body", one, "--array-mode", "comma", "--json"]).json();
    let several = run("diagnose", &["--body", &one.replace("SIGN", sign["sign"].as_str().unwrap())]);
    assert!(several.stdout.contains("two uids or more"), "{}", several.stdout);
}

#[test]
fn misuse_ends_with_2() {
    let cases: [&[&str]; 6] = [
        &["omnisdk"],
        &["omnisdk", "nothing"],
        &["omnisdk", "sign", "--body", "{}"],
        &["omnisdk", "sign", "--key", "k", "--body", "{}", "--profile", "{}"],
        &["omnisdk", "sign", "--key", "k", "--body", "{}", "--array-mode", "excluded"],
        &["omnisdk", "sign", "--key", "k", "--body", "{}", "--array-mode", "comma", "--profile", "{}"],
    ];
    for args in cases {
        assert_eq!(shiming(args).code, 2, "{args:?}");
    }
    assert!(shiming(cases[2]).stderr.contains("SHIMING_OMNISDK_KEY"));
}

#[test]
fn the_key_is_never_printed() {
    let key = "5ec2e7-server-key";
    for tool in ["sign", "verify", "diagnose"] {
        for lang in ["zh", "en"] {
            for last in ["--json", "--color=never"] {
                for key in [key.to_owned(), format!("{key}\n")] {
                    let run = shiming(&[
                        "omnisdk",
                        tool,
                        "--key",
                        &key,
                        "--body",
                        &body(COMPACT),
                        "--lang",
                        lang,
                        last,
                    ]);
                    assert!(!run.all().contains("5ec2e7"), "{}", run.all());
                }
            }
        }
        let help = shiming_with(&["omnisdk", tool, "--help"], "", &[("SHIMING_OMNISDK_KEY", key)]);
        assert!(!help.all().contains(key));
        assert!(shiming(&["omnisdk", tool, "--help", "--lang", "zh"]).stdout.contains("服务端密钥"));
    }
}
