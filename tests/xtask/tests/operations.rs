//! operations.json against the code: error codes, the pipe's operations, the vectors' arguments, and spelling by rule.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shiming_cli::pipe::Testee;
use shiming_core::ErrorCode;
use shiming_xtask::operations::{Operations, skips, vectors};

#[test]
fn error_codes_are_those_of_the_core() {
    let codes: BTreeMap<String, i64> =
        ErrorCode::ALL.iter().map(|code| (code.name().to_owned(), i64::from(code.number()))).collect();
    let operations = Operations::read().unwrap();
    assert_eq!(operations.error_codes, codes);
    for operation in &operations.list {
        for error in &operation.errors {
            assert!(codes.contains_key(error), "{}: {error} is no error code", operation.name);
        }
    }
}

#[test]
fn operations_are_those_of_hello() {
    let hello = Testee::new().answer_value(&json!({"id": 1, "op": "hello", "args": {"protocol": 1}}));
    let ops: Vec<&str> = hello["ok"]["ops"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(Operations::read().unwrap().names(), ops);
}

#[test]
fn vectors_use_the_listed_arguments() {
    let operations = Operations::read().unwrap();
    for operation in &operations.list {
        let Ok(text) = std::fs::read_to_string(vectors().join(format!("{}.jsonl", operation.name))) else {
            continue;
        };
        let listed: BTreeSet<&str> = operation.args.iter().map(String::as_str).collect();
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let used: BTreeSet<&str> = line["args"].as_object().unwrap().keys().map(String::as_str).collect();
            assert!(used.is_subset(&listed), "{}: {used:?} against {listed:?}", operation.name);
        }
    }
}

#[test]
fn every_argument_is_read() {
    // Without its arguments a call fails, and the field of the error is one of them.
    for operation in Operations::read().unwrap().list {
        let answer = Testee::new().answer_value(&json!({"id": 1, "op": operation.name, "args": {}}));
        if operation.args.is_empty() {
            assert!(answer.get("ok").is_some(), "{}: {answer}", operation.name);
            continue;
        }
        assert_eq!(answer["error"]["code"], "invalid_parameter", "{}: {answer}", operation.name);
        let field = answer["error"]["field"].as_str().unwrap();
        assert!(operation.args.iter().any(|arg| arg == field), "{}: {field}", operation.name);
    }
}

#[test]
fn spelling_follows_each_languages_rule() {
    const LANGUAGES: [&str; 11] =
        ["c", "cpp", "csharp", "go", "java", "js", "kotlin", "lua", "python", "rust", "swift"];
    for operation in Operations::read().unwrap().list {
        if operation.group == "protocol" {
            continue;
        }
        let languages: Vec<&str> = operation.spelling.keys().map(String::as_str).collect();
        assert_eq!(languages, LANGUAGES, "{}", operation.name);
        for language in LANGUAGES {
            let spelled = &operation.spelling[language];
            assert_eq!(*spelled, spelling(language, &operation.name), "{} in {language}", operation.name);
        }
    }
}

/// The rules: functions by the language's habit, the engine's operations as methods of a class.
fn spelling(language: &str, name: &str) -> String {
    let (class, verb) = match name.strip_prefix("engine_") {
        Some(verb) => ("Engine", verb),
        None => ("", name),
    };
    let exception = match (language, name) {
        ("go", "engine_open") => Some("OpenEngine"),
        ("lua", "engine_open") => Some("shiming.open_engine"),
        ("rust", "engine_free") => Some("drop"),
        ("rust", "account_new") => Some("AccountState::new"),
        ("rust", "account_load") => Some("AccountState::from_json"),
        ("cpp", "engine_free") => Some("~Engine"),
        ("csharp", "engine_free") => Some("Engine.Dispose"),
        ("go", "engine_free") => Some("Engine.Close"),
        ("lua", "engine_free") => Some("engine:close"),
        ("swift", "engine_free") => Some("Engine.deinit"),
        ("kotlin" | "java" | "python", "engine_free") => Some("Engine.close"),
        _ => None,
    };
    if let Some(exception) = exception {
        return exception.to_owned();
    }
    let (camel, pascal) = (capitals(verb, false), capitals(verb, true));
    match (language, class) {
        ("c", _) => format!("shiming_{name}"),
        ("rust" | "python", "") => verb.to_owned(),
        ("cpp", "") => format!("shiming::{verb}"),
        ("csharp", "") => format!("Shiming.{pascal}"),
        ("go", "") => format!("shiming.{}", go(verb)),
        ("lua", "") => format!("shiming.{verb}"),
        ("java", "") => format!("Shiming.{camel}"),
        (_, "") => camel,
        ("rust" | "cpp", _) => format!("{class}::{verb}"),
        ("csharp", _) => format!("{class}.{pascal}"),
        ("go", _) => format!("{class}.{}", go(verb)),
        ("lua", _) => format!("engine:{verb}"),
        ("python", _) => format!("{class}.{verb}"),
        _ => format!("{class}.{camel}"),
    }
}

fn capitals(name: &str, first: bool) -> String {
    let mut next = first;
    let mut text = String::new();
    for c in name.chars() {
        match c {
            '_' => next = true,
            _ => {
                text.push(if next { c.to_ascii_uppercase() } else { c });
                next = false;
            }
        }
    }
    text
}

fn go(name: &str) -> String {
    let word = |word: &str| match word {
        "id" | "ai" => word.to_uppercase(),
        _ => capitals(word, true),
    };
    name.split('_').map(word).collect()
}

#[test]
fn skips_name_known_operations() {
    let operations = Operations::read().unwrap();
    for (_, op) in skips().unwrap().keys() {
        assert!(operations.names().contains(&op.as_str()), "{op}");
    }
}
