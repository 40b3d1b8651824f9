//! The files of known answers.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

/// One line of a file.
#[derive(Debug)]
pub struct Vector {
    /// File and line, to find it again.
    pub place: String,
    /// `{op, args, ok|error, why, source}`.
    pub line: Value,
}

/// The folder.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../vectors")
}

/// The operations that have a file of their own, in order.
pub fn operations() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder of vectors");
    let paths = entries.map(|entry| entry.expect("entry").path());
    let mut found: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no vectors");
    found
}

/// All lines of one operation. A missing file is a defect of the tests: it panics.
pub fn of(op: &str) -> Vec<Vector> {
    let path = folder().join(format!("{op}.jsonl"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines: Vec<Vector> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| {
            let place = format!("{op}.jsonl:{number}");
            let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(line.get("op").and_then(Value::as_str), Some(op), "{place}");
            Vector { place, line }
        })
        .collect();
    assert!(!lines.is_empty(), "{op}.jsonl is empty");
    lines
}

/// Replaces `{"$verified":...}` and its like in place of `state` by a state that the program under test builds itself: `ask`
/// takes an operation and its arguments and gives the answer.
pub fn build_state(args: &mut Value, mut ask: impl FnMut(&str, Value) -> Value) {
    const AI: &str = "00000000000000000000000000000001";
    let unix = args["unix"].as_i64().unwrap_or_default();
    let Some(form) = args.get("state").and_then(Value::as_object).and_then(|form| form.iter().next()) else {
        return;
    };
    let (name, person) = (form.0.clone(), form.1.clone());
    let submit = json!({"kind": "submit_identity", "name": person["name"], "id_number": person["id_number"]});
    let answer = |kind: &str| json!({"kind": "check_answer", "ai": AI, "answer": {"kind": kind}});
    let events = match name.as_str() {
        "$verified" => {
            vec![
                json!({"kind": "link_person", "pi": person["pi"], "birth": person["birth"], "source": "own"}),
            ]
        }
        "$pending" => vec![submit, answer("pending")],
        "$failed" => vec![submit, answer("failed")],
        _ => Vec::new(),
    };
    let mut one = |op: &str, args: Value| ask(op, args)["ok"]["state"].clone();
    let mut state = one("account_new", json!({}));
    for event in events {
        let now = json!({"unix": unix - 60_000, "mono": 0});
        state = one("account_apply", json!({"state": state, "event": event, "fresh_ai": AI, "now": now}));
    }
    args["state"] = state;
}
