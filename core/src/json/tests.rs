//! The reader and the writer against `serde_json`.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::*;

const TEXT: &str = r#"{"a": [1, -2.50, 3e2, true, false, null], "é": "x\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00", "b": {"": []} }"#;

/// What is put into a text, or in place of one of its characters.
const PIECES: &[&str] = &[
    "",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "0",
    "1",
    "-",
    ".",
    "e",
    "+",
    "é",
    "\u{1}",
    "null",
    "1.5",
    "1e400",
    "-0",
    "100000000000000000000",
    "[]",
    "{}",
    "\\u12",
    "\\ud800",
    "\\udc00",
    "nul",
    "{\"",
    "[1",
];

fn mutations() -> impl Iterator<Item = String> {
    let chars: Vec<char> = TEXT.chars().collect();
    let part = move |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    let length = TEXT.chars().count();
    (0..=length).flat_map(move |at| {
        let (before, after, rest) = (part(0, at), part(at, length), part((at + 1).min(length), length));
        PIECES.iter().flat_map(move |piece| {
            [format!("{before}{piece}{after}"), format!("{before}{piece}{rest}"), format!("{before}{piece}")]
        })
    })
}

/// Keeps members that are there twice, as ours does.
fn same(ours: &Json, theirs: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Int(a), Value::Number(b)) => Some(*a) == b.as_i64(),
        // Digits beyond those of a float are kept.
        (Json::Number(a), Value::Number(b)) => b.as_i64().is_none() && (*a == b.to_string() || a.len() > 17),
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Json::Object(a), Value::Object(b)) => {
            let mut last = a
                .iter()
                .enumerate()
                .filter(|(at, (name, _))| !a[at + 1..].iter().any(|(other, _)| other == name));
            a.len() >= b.len() && last.all(|(_, (name, a))| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => false,
    }
}

/// Bytes before this place.
fn offset(text: &str, line: usize, column: usize) -> usize {
    text.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>() + column
}

#[test]
fn the_same_texts_are_json_with_the_same_values_and_faults_in_the_same_place_but_for_a_word() {
    let (mut good, mut bad) = (0, 0);
    for text in mutations() {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        let mut reader = Reader::new(&text);
        let ours = value(&mut reader, MAX_DEPTH).and_then(|value| Ok(reader.end().map(|()| value)?));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => {
                good += 1;
                assert!(same(&ours, &theirs), "{text}: {}", ours.compact());
                assert_eq!(parse(ours.compact().as_bytes()), Ok(ours));
            }
            (Err(JsonError::Syntax), Err(theirs)) => {
                bad += 1;
                // Of a word, a number or an escape neither says which character is wrong. Of a power beyond 32 bits theirs does not read all digits.
                let far = theirs.to_string().starts_with("number out of range");
                let (line, column) = reader.place();
                let place = offset(&text, line, column);
                let near = far || place.abs_diff(offset(&text, theirs.line(), theirs.column())) <= 6;
                assert!(near, "{text}: {line} {column}, {theirs}");
            }
            (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
        }
    }
    assert!(good > 500 && bad > 5_000, "{good} {bad}");
}

#[test]
fn what_is_not_decoded_is_checked_as_serde_json_checks_it() {
    for text in mutations() {
        let mut reader = Reader::new(&text);
        let ours = reader.raw().and_then(|raw| reader.end().map(|()| raw));
        let theirs = serde_json::from_str::<&serde_json::value::RawValue>(&text);
        assert_eq!(ours.ok(), theirs.ok().map(serde_json::value::RawValue::get), "{text}");
    }
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(Reader::new(&deep).raw(), Ok(deep.as_str()));
}

#[test]
fn numbers_have_the_spelling_of_floats() {
    let mut state = 1_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..20_000 {
        let (whole, fraction, power) = (next(10_000_000), next(10_000_000), next(40));
        let sign = ["", "-"][usize::try_from(next(2)).unwrap()];
        let width = usize::try_from(next(8)).unwrap();
        let fraction =
            [String::new(), format!(".{fraction:0width$}")][usize::try_from(next(2)).unwrap()].clone();
        let power = ["", "e", "E+", "e-"][usize::try_from(next(4)).unwrap()].to_string() + &power.to_string();
        let power = if power.starts_with(['e', 'E']) { power } else { String::new() };
        let text = format!("{sign}{whole}{fraction}{power}");
        let Ok(theirs) = text.parse::<f64>() else { panic!("{text}") };
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        let Json::Number(ours) = number(&text).unwrap() else {
            assert!(read.is_i64(), "{text}");
            continue;
        };
        // serde_json's own reader may miss the nearest float by the last digit; its writer does not.
        assert_eq!(ours, serde_json::Value::from(theirs).to_string(), "{text}");
    }
    for text in [
        "1e308",
        "0e999999999999999999999",
        "-0",
        "-0.0",
        "1e-9",
        "123456789012345000000",
        "18446744073709551615",
    ] {
        let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(number(text), Ok(Json::Number(theirs.to_string())), "{text}");
    }
    for text in ["1e309", "-1e309", "2e308", "1.8e308", "1e99999999999999999999"] {
        assert_eq!(number(text), Err(Syntax), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
    }
}

#[test]
fn texts_are_written_as_serde_json_writes_them() {
    for text in (0..0x100_u32).filter_map(char::from_u32).map(|char| format!("a{char}z{char}")) {
        assert_eq!(Json::Text(text.clone()).compact(), serde_json::to_string(&text).unwrap());
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(nested(32).as_bytes()).is_ok());
    assert_eq!(parse(nested(33).as_bytes()), Err(JsonError::Depth));
    assert!(
        Json::read(&nested(127)).is_some() && serde_json::from_str::<serde_json::Value>(&nested(127)).is_ok()
    );
    assert!(
        Json::read(&nested(128)).is_none()
            && serde_json::from_str::<serde_json::Value>(&nested(128)).is_err()
    );
}

#[test]
fn of_members_with_one_name_the_last_is_an_argument_and_none_is_single() {
    let json = Json::read(r#"{"a":1,"b":2,"a":3}"#).unwrap();
    assert_eq!(json.get("a"), Some(&Json::Int(3)));
    assert_eq!(json.first("a"), Some(&Json::Int(1)));
    assert_eq!(json.single("a"), Err(Repeated));
    assert_eq!(json.single("b"), Ok(Some(&Json::Int(2))));
}
