//! Each tool, for people in both languages and for machines.

mod common;

use common::{KEY, shiming, shiming_with};
use serde_json::json;

const SIGN: &str = "13806865bd4ea428a6c28e85c2e37c3d9bf8748d825f1f475e2252f527394b20";
const V21_KEY: &str = "b4c932250dbe59ff53b15ee993a9feb5";
const BODY: &str = r#"{"data":"kGuV06piX8av9vsZGofHI1viPrHG/IpjsGGu75DYmRyQx6UEvPXrKkAdwWs3SmzEQ5GctOK/N5x5J4Yykw61plWqIL/PytfMZfcnqM43+HmW04agmLU6TJ1ydUnirDl8xGiofmrLLg=="}"#;
const PLAIN: &str = r#"{"ai":"100000000000000001","name":"某一一","idNum":"110000190101010001"}"#;

/// The official example of V2.1 as flags.
fn v21(tool: &'static str) -> Vec<&'static str> {
    vec![
        tool,
        "--secret-key",
        V21_KEY,
        "--app-id",
        "fdc6688637bc468e9aea874654cbead2",
        "--biz-id",
        "1101999999",
        "--timestamps",
        "1705975788903",
        "--body",
        BODY,
    ]
}

#[test]
fn sign_gives_the_official_signature() {
    let run = shiming(&v21("sign"));
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains(SIGN), "{}", run.stdout);
    let mut json = v21("sign");
    json.push("--json");
    assert_eq!(shiming(&json).json(), json!({"sign": SIGN}));
}

#[test]
fn sign_takes_a_call_on_standard_input() {
    let params = json!([
        ["appId", "fdc6688637bc468e9aea874654cbead2"],
        ["bizId", "1101999999"],
        ["timestamps", "1705975788903"]
    ]);
    let body: String = BODY.bytes().map(|byte| format!("{byte:02x}")).collect();
    let call = json!({"secret_key": V21_KEY, "params": params, "body_hex": body}).to_string();
    for flag in ["--stdin", "-"] {
        let run = shiming_with(&["sign", "--json", flag], &call, &[]);
        assert_eq!(run.json(), json!({"sign": SIGN}), "{}", run.stderr);
    }
}

#[test]
fn the_key_may_come_from_a_file_or_the_environment() {
    let file = std::env::temp_dir().join(format!("shiming-key-{}", std::process::id()));
    std::fs::write(&file, format!("{V21_KEY}\n")).unwrap();
    let mut args = v21("sign");
    args.drain(1..3);
    let from_environment = shiming_with(&args, "", &[("SHIMING_SECRET_KEY", V21_KEY)]);
    assert!(from_environment.stdout.contains(SIGN), "{}", from_environment.stderr);
    args.extend(["--secret-key-file", file.to_str().unwrap()]);
    assert!(shiming(&args).stdout.contains(SIGN));
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_missing_key_is_misuse_and_says_how_to_give_one() {
    let mut args = v21("sign");
    args.drain(1..3);
    let run = shiming(&args);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("SHIMING_SECRET_KEY"), "{}", run.stderr);
}

#[test]
fn explain_shows_the_string_and_masks_the_key() {
    let run = shiming(&v21("explain"));
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("<secretKey>appIdfdc6688637bc468e9aea874654cbead2bizId1101999999timestamps"));
    assert!(run.stdout.contains(SIGN) && !run.all().contains(V21_KEY));
}

#[test]
fn explain_finds_the_mistake_in_a_signature() {
    let mut right = v21("explain");
    right.extend(["--got", SIGN]);
    assert_eq!(shiming(&right).code, 0);
    let upper = SIGN.to_uppercase();
    let mut wrong = v21("explain");
    wrong.extend(["--got", &upper]);
    let run = shiming(&wrong);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("upper-case hex"), "{}", run.stdout);
    wrong.extend(["--lang", "zh"]);
    assert!(shiming(&wrong).stdout.contains("应为小写"));
    let mut unknown = v21("explain");
    unknown.extend(["--got", "0123", "--json"]);
    let run = shiming(&unknown);
    assert_eq!((run.code, run.json()["got"].clone()), (1, json!({"right": false, "causes": null})));
}

#[test]
fn explain_reads_a_pasted_request() {
    // Signed without the query, as several public clients do.
    let sign = shiming(&[
        "sign",
        "--json",
        "--secret-key",
        KEY,
        "--app-id",
        "a",
        "--biz-id",
        "b",
        "--timestamps",
        "1705975247808",
    ]);
    let sign = sign.json()["sign"].as_str().unwrap().to_owned();
    let request = format!(
        "GET /idcard/authentication/query?ai=100000000000000001 HTTP/1.1\nHost: h\nappId: a\nbizId: b\ntimestamps: 1705975247808\nsign: {sign}\n"
    );
    let run = shiming_with(&["explain", "--secret-key", KEY, "--request", "-"], &request, &[]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("the query of the URL is not signed"), "{}", run.stdout);
}

#[test]
fn explain_sees_seconds() {
    let args =
        ["explain", "--secret-key", KEY, "--app-id", "a", "--biz-id", "b", "--timestamps", "1705975247"];
    assert!(shiming(&args).stdout.contains("looks like seconds"));
}

#[test]
fn bodies_are_opened_and_sealed() {
    let run = shiming_with(&["decrypt", "--secret-key", V21_KEY], BODY, &[]);
    assert_eq!((run.code, run.stdout.trim()), (0, PLAIN));
    let sealed =
        ["encrypt", "--secret-key", V21_KEY, "--nonce-hex", "906b95d3aa625fc6aff6fb19", "--body", PLAIN];
    assert_eq!(shiming(&sealed).stdout.trim(), BODY);
    // Without a nonce each run draws its own.
    let fresh = ["encrypt", "--secret-key", V21_KEY, "--body", "x"];
    assert_ne!(shiming(&fresh).stdout, shiming(&fresh).stdout);
}

#[test]
fn a_body_of_another_key_is_a_bad_verdict() {
    let run = shiming_with(&["decrypt", "--secret-key", KEY, "--json"], BODY, &[]);
    assert_eq!((run.code, run.json()["error"]["code"].as_str()), (1, Some("decrypt_failed")));
}

#[test]
fn id_numbers() {
    let good = shiming(&["id", "11000019010101001x"]);
    assert_eq!(good.code, 0);
    assert!(good.stdout.contains("11000019010101001X") && good.stdout.contains("1901-01-01"));
    let chinese = shiming(&["--lang", "zh", "id", "110000190101010002"]);
    assert_eq!(chinese.code, 1);
    assert!(chinese.stdout.contains("校验码不符"), "{}", chinese.stdout);
    let json = shiming(&["id", "--json", "110000190101010002"]);
    assert_eq!((json.code, json.json()["error"]["reason"].as_str()), (1, Some("check_digit")));
    let stdin = shiming_with(
        &["id", "--json", "-"],
        r#"{"id_number":"110000190101010001","unix":1795176000000}"#,
        &[],
    );
    assert_eq!(stdin.json()["kind"], "mainland");
}

#[test]
fn names() {
    let good = shiming(&["name", "阿·不都 "]);
    assert_eq!(good.code, 0);
    assert!(good.stdout.contains("阿·不都"));
    assert_eq!(shiming(&["name", "王1"]).code, 1);
    assert_eq!(
        shiming(&["name", "--json", "Li Lei"]).json(),
        json!({"name": "Li Lei", "warnings": ["latin"]})
    );
}

#[test]
fn pi() {
    let pi = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
    assert!(shiming(&["pi", pi]).stdout.contains("1901-01-01"));
    assert_eq!(shiming(&["pi", "--json", pi]).json(), json!({"birth": "1901-01-01", "shape": "standard"}));
}

#[test]
fn errcodes_say_what_to_do() {
    let english = shiming(&["errcode", "1011"]);
    assert!(english.stdout.contains("SYS REQ PARTNER AUTH ERROR") && english.stdout.contains("what to do"));
    let chinese = shiming(&["errcode", "1011", "--lang", "zh"]);
    assert!(chinese.stdout.contains("怎么办"), "{}", chinese.stdout);
    assert_eq!(shiming(&["errcode", "--json", "3005"]).json()["class"], "row_time");
    assert_eq!(shiming(&["errcode", "--json", "-1"]).json()["official"], false);
    assert_eq!(shiming(&["errcode", "x"]).code, 2);
}

#[test]
fn the_language_follows_the_locale() {
    let run = shiming_with(&["errcode", "1006"], "", &[("LC_ALL", "zh_CN.UTF-8")]);
    assert!(run.stdout.contains("怎么办"));
    assert!(shiming(&["--help"]).stdout.contains("Usage"));
    assert!(shiming(&["--lang", "zh", "--help"]).stdout.contains("用法"));
}

#[test]
fn colours_only_when_asked_for_off_a_terminal() {
    let escape = '\u{1b}';
    assert!(!shiming(&["errcode", "1011"]).all().contains(escape));
    assert!(shiming(&["errcode", "1011", "--color", "always"]).stdout.contains(escape));
    assert!(!shiming(&["errcode", "1011", "--color", "never"]).all().contains(escape));
}

#[test]
fn misuse_ends_with_2() {
    for args in [&["nothing"][..], &[], &["sign", "--bogus"], &["id"], &["interface-test", "--code", "1=a"]] {
        assert_eq!(shiming(args).code, 2, "{args:?}");
    }
}

#[test]
fn the_pipe_answers_lines() {
    let run =
        shiming_with(&["pipe"], "{\"id\":1,\"op\":\"hello\",\"args\":{\"protocol\":1}}\nnonsense\n", &[]);
    assert_eq!(run.code, 0);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["ok"]["language"], &lines[1]["error"]["code"]),
        (&json!("rust"), &json!("bad_call"))
    );
}
