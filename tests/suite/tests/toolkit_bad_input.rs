//! Every argument of every operation of the toolkit, replaced by what a careless or hostile caller may pass: always an
//! answer, never a defect of this library, never a quotation of the input.

use serde_json::{Value, json};
use shiming_cli::pipe::Testee;
use shiming_suite::{matcher, vectors};

/// Stands inside every hostile text, so that a quotation would show.
const MARK: &str = "QuOtEd";

/// The operations without a state of their own.
fn operations() -> Vec<String> {
    let stateful = |op: &str| op.starts_with("account_") || op.starts_with("engine_");
    vectors::operations().into_iter().filter(|op| !stateful(op)).collect()
}

fn call(op: &str, args: Value) -> Value {
    Testee::new().answer_value(&json!({"id": 1, "op": op, "args": args}))
}

/// The first vector of an operation that succeeds.
fn good_args(op: &str) -> Value {
    let line = vectors::of(op).into_iter().map(|vector| vector.line).find(|line| line.get("ok").is_some());
    let mut args = line.expect("an operation that can succeed")["args"].clone();
    vectors::build_state(&mut args, call);
    args
}

/// Every way to a text, an integer or a list inside the arguments.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, value)| leaves(value, &format!("{path}/{name}"), found));
        }
        Value::Array(items) if !items.is_empty() => {
            items
                .iter()
                .enumerate()
                .for_each(|(place, value)| leaves(value, &format!("{path}/{place}"), found));
            // A pair of key and value has two items, always.
            if !path.contains("/params/") {
                found.push(path.into());
            }
        }
        _ => found.push(path.into()),
    }
}

fn hostile_texts() -> Vec<String> {
    let wide: String = "１１００００１９０１０１０１０００１".into();
    [
        String::new(),
        MARK.into(),
        format!(" {MARK} "),
        format!("{MARK}\u{0}"),
        format!("{MARK}\r\nappId: x"),
        format!("{MARK}\"\\{{}}"),
        format!("{MARK}\u{202e}\u{feff}\u{e0100}"),
        format!("{MARK}😀\u{10ffff}"),
        format!("{MARK}%00%s${{x}}"),
        "0".repeat(31) + MARK,
        MARK.repeat(20_000),
        wide.clone() + MARK,
        wide,
        "-1".into(),
        "0".repeat(33),
        "g".repeat(32),
    ]
    .into()
}

/// As in the pipe protocol, integers too large for some JSON libraries travel as text.
fn hostile_integers() -> Vec<Value> {
    let edges = [
        0,
        1,
        -1,
        128,
        129,
        2_147_483_648,
        -2_147_483_649,
        1_795_147_200,
        1_795_147_200_000_000,
        i64::MAX,
        i64::MIN,
    ];
    edges
        .into_iter()
        .map(|edge| {
            if edge.abs_diff(0) < 100_000_000_000_000 {
                json!(edge)
            } else {
                json!({"$int": edge.to_string()})
            }
        })
        .collect()
}

fn hostile_for(path: &str, old: &Value) -> Vec<Value> {
    match old {
        Value::Number(_) => hostile_integers(),
        Value::Array(_) => vec![json!([]), Value::Array(vec![old[0].clone(); 300])],
        _ if path.ends_with("_hex") => {
            let bytes = hostile_texts().into_iter().map(String::into_bytes);
            let bytes = bytes.chain([
                vec![0; 11],
                vec![0; 13],
                vec![0xff; 12],
                b"[".repeat(100_000),
                b"{\"a\":".repeat(40),
            ]);
            bytes.map(|bytes| json!(matcher::hex_of_bytes(&bytes))).collect()
        }
        _ => {
            let texts = hostile_texts().into_iter().map(Value::from);
            texts.chain([json!({"$utf8_hex": "c328"}), json!({"$utf8_hex": "eda080"})]).collect()
        }
    }
}

#[test]
fn hostile_arguments_get_an_answer_that_quotes_nothing() {
    let mut calls = 0;
    for op in &operations() {
        let good = good_args(op);
        assert!(call(op, good.clone()).get("ok").is_some(), "{op}");
        let mut paths = Vec::new();
        leaves(&good, "", &mut paths);
        assert!(!paths.is_empty(), "{op}");
        for path in paths {
            let old = good.pointer(&path).unwrap().clone();
            for hostile in hostile_for(&path, &old) {
                let mut args = good.clone();
                *args.pointer_mut(&path).unwrap() = hostile;
                let answer = call(op, args);
                calls += 1;
                let Some(error) = answer.get("error") else { continue };
                let text = error.to_string();
                assert!(!text.contains(MARK), "{op} {path}: the error quotes its input: {text}");
                assert_ne!(error["code"], "internal", "{op} {path}");
                assert_ne!(error["code"], "bad_call", "{op} {path}: the test called it wrongly");
                assert!(
                    error["detail"].as_str().is_some_and(|detail| detail.len() > 20),
                    "{op} {path}: {text}"
                );
                assert!(
                    error["field"].is_string() || error["code"] == "decrypt_failed",
                    "{op} {path}: {text}"
                );
            }
        }
    }
    assert!(calls > 1000, "{calls} calls");
}

/// What must be refused, argument by argument: an answer alone is not enough.
#[test]
fn bad_arguments_are_refused() {
    let refused = |op: &str, path: &str, value: Value, code: &str| {
        let mut args = good_args(op);
        *args.pointer_mut(path).unwrap() = value;
        let answer = call(op, args);
        assert_eq!(answer["error"]["code"], code, "{op} {path}: {answer}");
    };
    for op in ["sign", "explain_sign", "encrypt_body", "decrypt_body", "derive_journal_key"] {
        for key in [
            "",
            "0",
            &"0".repeat(31),
            &"0".repeat(33),
            &"g".repeat(32),
            &"０".repeat(32),
            &"\u{0}".repeat(32),
        ] {
            refused(op, "/secret_key", json!(key), "invalid_key");
        }
    }
    for op in ["check_request", "query_request", "report_request", "interface_test_request"] {
        refused(op, "/app/secret_key", json!("g".repeat(32)), "invalid_key");
        for value in ["", "a b", "a\n", "\u{7f}", "１", &"a".repeat(65)] {
            refused(op, "/app/app_id", json!(value), "invalid_parameter");
            refused(op, "/app/biz_id", json!(value), "invalid_parameter");
        }
        for unix in [
            json!(-1),
            json!(0),
            json!({"$int": i64::MAX.to_string()}),
            json!({"$int": i64::MIN.to_string()}),
        ] {
            // A report compares its rows with the time only once that is one.
            refused(op, "/unix", unix, "bad_time");
        }
    }
    for op in ["encrypt_body", "check_request", "report_request", "interface_test_request"] {
        for bytes in [0, 11, 13, 1000] {
            refused(op, "/nonce_hex", json!("00".repeat(bytes)), "invalid_nonce");
        }
    }
    for op in ["check_request", "query_request"] {
        for ai in ["", &"a".repeat(33), "a\u{0}", "a\u{9f}"] {
            refused(op, "/ai", json!(ai), "invalid_ai");
        }
    }
}

#[test]
fn answers_of_more_than_a_mebibyte_are_not_read() {
    use shiming_core::wire::{Answer, UnreadableReason, parse_check};
    let answer = |blanks: usize| [&vec![b' '; blanks][..], br#"{"errcode":1001}"#].concat();
    let too_large = Answer::Unreadable { reason: UnreadableReason::TooLarge };
    assert!(matches!(parse_check(200, &answer((1 << 20) - 16)), Answer::Refused { .. }));
    assert_eq!(parse_check(200, &answer((1 << 20) - 15)), too_large);
    let http_status = Answer::Unreadable { reason: UnreadableReason::HttpStatus };
    assert_eq!(parse_check(500, &answer(1 << 20)), http_status);
}

#[test]
fn a_text_of_more_than_a_mebibyte_is_not_redacted() {
    use shiming_core::ErrorCode;
    use shiming_core::identity::{RedactKind, redact};
    let text = "a ".repeat(1 << 19);
    assert_eq!(redact(RedactKind::Text, &text).unwrap(), text);
    let error = redact(RedactKind::Text, &(text + "a")).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidParameter);
}
