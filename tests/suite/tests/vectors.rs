//! The known answers, against this library in process.

use serde_json::Value;
use shiming_suite::{matcher, toolkit, vectors};

#[test]
fn every_known_answer_of_the_toolkit_holds() {
    let mut failures = Vec::new();
    let mut count = 0;
    for op in toolkit::OPERATIONS {
        for vector in vectors::of(op) {
            count += 1;
            let answer = toolkit::call(op, &vector.line["args"]).expect("an operation of the toolkit");
            if let Err(mismatch) = matcher::answer(&vector.line, &answer) {
                let why = vector.line["why"].as_str().unwrap_or("?");
                failures.push(format!("{} ({why}): {mismatch}", vector.place));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_vector_says_why_and_from_where() {
    for op in toolkit::OPERATIONS {
        for vector in vectors::of(op) {
            for field in ["why", "source"] {
                let text = vector.line.get(field).and_then(Value::as_str).unwrap_or_default();
                assert!(!text.is_empty(), "{} has no {field}", vector.place);
            }
        }
    }
}
