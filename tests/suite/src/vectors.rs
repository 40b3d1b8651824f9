//! The files of known answers.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

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
