//! Compares an answer with a known one. The forms for what a vector leaves open are described in
//! `tests/vectors/README.md`.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

/// Where an answer differs, and how. Quotes both sides: for test output only.
#[derive(Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The way from the root, as `headers[1][0]`.
    pub path: String,
    /// What was expected there and what came.
    pub detail: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the answer" } else { &self.path };
        write!(f, "{path}: {}", self.detail)
    }
}

/// Whether `line`, an answer of the pipe protocol, is what `vector` asks for: its `ok` is compared whole, of its `error` the
/// code and, where the vector gives one, the reason; an error must also say what to do.
pub fn answer(vector: &Value, line: &Value) -> Result<(), Mismatch> {
    if let Some(expected) = vector.get("ok") {
        let ok = line.get("ok").ok_or_else(|| mismatch("", format!("expected ok, got {line}")))?;
        return value(expected, ok);
    }
    let expected = vector.get("error").ok_or_else(|| mismatch("", "the vector has neither ok nor error"))?;
    let error = line.get("error").ok_or_else(|| mismatch("", format!("expected {expected}, got {line}")))?;
    for field in ["code", "reason"] {
        if let Some(expected) = expected.get(field) {
            compare(expected, error.get(field).unwrap_or(&Value::Null), &format!("error.{field}"))?;
        }
    }
    match error.get("detail").and_then(Value::as_str) {
        Some(detail) if !detail.trim().is_empty() => Ok(()),
        _ => Err(mismatch("error.detail", "an error says what to do")),
    }
}

/// Whether `actual` is what `expected` asks for.
pub fn value(expected: &Value, actual: &Value) -> Result<(), Mismatch> {
    compare(expected, actual, "")
}

fn compare(expected: &Value, actual: &Value, path: &str) -> Result<(), Mismatch> {
    match expected {
        Value::Object(members) => match open_form(members) {
            Some((form, argument)) => compare_form(form, argument, actual, path),
            None => compare_objects(members, actual, path),
        },
        Value::Array(items) => {
            let actual = actual.as_array().ok_or_else(|| differs(expected, actual, path))?;
            if items.len() != actual.len() {
                return Err(mismatch(path, format!("expected {} items, got {}", items.len(), actual.len())));
            }
            let mut pairs = items.iter().zip(actual).enumerate();
            pairs.try_for_each(|(place, (item, actual))| compare(item, actual, &format!("{path}[{place}]")))
        }
        _ if expected == actual => Ok(()),
        _ => Err(differs(expected, actual, path)),
    }
}

fn compare_objects(expected: &Map<String, Value>, actual: &Value, path: &str) -> Result<(), Mismatch> {
    let members =
        actual.as_object().ok_or_else(|| mismatch(path, format!("expected an object, got {actual}")))?;
    let inside = |name: &str| if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
    for (name, expected) in expected {
        let actual = members.get(name).ok_or_else(|| mismatch(&inside(name), "is missing"))?;
        compare(expected, actual, &inside(name))?;
    }
    match members.keys().find(|name| !expected.contains_key(*name)) {
        Some(name) => Err(mismatch(&inside(name), "was not expected")),
        None => Ok(()),
    }
}

/// An open form is an object with one member whose name begins with `$`.
fn open_form(members: &Map<String, Value>) -> Option<(&str, &Value)> {
    let (name, argument) = members.iter().next()?;
    (members.len() == 1 && name.starts_with('$')).then_some((name.as_str(), argument))
}

fn compare_form(form: &str, argument: &Value, actual: &Value, path: &str) -> Result<(), Mismatch> {
    let bad_form = || mismatch(path, format!("the vector's {form} is malformed: {argument}"));
    let fails = || mismatch(path, format!("expected {form} {argument}, got {actual}"));
    let fits = match form {
        "$any" => argument.as_str().ok_or_else(bad_form)?.split('|').any(|kind| is_of_kind(kind, actual)),
        "$one_of" => argument.as_array().ok_or_else(bad_form)?.iter().any(|item| value(item, actual).is_ok()),
        "$bag" => is_bag(argument.as_array().ok_or_else(bad_form)?, actual),
        "$json_hex" => {
            match actual.as_str().and_then(bytes_of_hex).map(|bytes| serde_json::from_slice(&bytes)) {
                Some(Ok(json)) => return compare(argument, &json, path),
                _ => false,
            }
        }
        "$url" => actual.as_str().is_some_and(|url| is_url(argument, url)),
        _ => return Err(bad_form()),
    };
    if fits { Ok(()) } else { Err(fails()) }
}

fn is_of_kind(kind: &str, actual: &Value) -> bool {
    match kind {
        "text" => actual.as_str().is_some_and(|text| !text.is_empty()),
        "int" => actual.is_i64() || actual.is_u64(),
        "bool" => actual.is_boolean(),
        "null" => actual.is_null(),
        "list" => actual.is_array(),
        "object" => actual.is_object(),
        "hex" => actual.as_str().is_some_and(|text| bytes_of_hex(text).is_some()),
        _ => false,
    }
}

/// Each expected item takes the first free one that fits: enough while the items of a bag exclude each other.
fn is_bag(expected: &[Value], actual: &Value) -> bool {
    let Some(actual) = actual.as_array().filter(|actual| actual.len() == expected.len()) else {
        return false;
    };
    let mut free: Vec<&Value> = actual.iter().collect();
    expected.iter().all(|item| {
        let place = free.iter().position(|candidate| value(item, candidate).is_ok());
        place.map(|place| free.swap_remove(place)).is_some()
    })
}

fn is_url(expected: &Value, url: &str) -> bool {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let Some(expected_query) = expected.get("query").and_then(Value::as_object) else { return false };
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (Some(name), Some(value)) = (percent_decode(name), percent_decode(value)) else { return false };
        pairs.push((name, value));
    }
    let decoded: BTreeMap<_, _> = pairs.iter().cloned().collect();
    expected.get("base").and_then(Value::as_str) == Some(base)
        && decoded.len() == pairs.len()
        && decoded.len() == expected_query.len()
        && expected_query.iter().all(|(name, expected)| {
            decoded.get(name).is_some_and(|actual| value(expected, &Value::from(actual.as_str())).is_ok())
        })
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let pair = [rest.next()?, rest.next()?];
                bytes.extend(bytes_of_any_hex(std::str::from_utf8(&pair).ok()?)?);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The bytes of lower-case hex, the only spelling of this protocol.
pub fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let lower = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if lower { bytes_of_any_hex(text) } else { None }
}

fn bytes_of_any_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    pairs.iter().map(|[high, low]| Some((digit(*high)? << 4) | digit(*low)?)).collect()
}

/// Lower-case hex.
pub fn hex_of_bytes(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mismatch(path: &str, detail: impl Into<String>) -> Mismatch {
    Mismatch { path: path.into(), detail: detail.into() }
}

fn differs(expected: &Value, actual: &Value, path: &str) -> Mismatch {
    mismatch(path, format!("expected {expected}, got {actual}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fits(expected: Value, actual: Value) -> bool {
        value(&expected, &actual).is_ok()
    }

    #[test]
    fn plain_values_compare_whole() {
        assert!(fits(json!({"a":[1,null,"x"]}), json!({"a":[1,null,"x"]})));
        assert!(!fits(json!({"a":1}), json!({"a":1,"b":2})), "an extra member");
        assert!(!fits(json!({"a":1,"b":2}), json!({"a":1})), "a missing member");
        assert!(!fits(json!({"a":null}), json!({})), "null is not absent");
        assert!(!fits(json!([1, 2]), json!([2, 1])), "order counts");
        assert!(!fits(json!([1]), json!([1, 1])));
        assert!(!fits(json!(1), json!("1")));
        let path = value(&json!({"a":[{"b":1}]}), &json!({"a":[{"b":2}]})).unwrap_err().path;
        assert_eq!(path, "a[0].b");
    }

    #[test]
    fn any() {
        assert!(fits(json!({"$any":"text|null"}), json!(null)));
        assert!(fits(json!({"$any":"text"}), json!("x")));
        assert!(!fits(json!({"$any":"text"}), json!("")), "text is not empty");
        assert!(!fits(json!({"$any":"int"}), json!(1.5)));
        assert!(fits(json!({"$any":"hex"}), json!("00ff")));
        assert!(!fits(json!({"$any":"hex"}), json!("00FF")));
        assert!(!fits(json!({"$any":"hex"}), json!("0")));
        assert!(!fits(json!({"$any":"nonsense"}), json!("x")));
    }

    #[test]
    fn one_of_and_bag() {
        assert!(fits(json!({"$one_of":[{"$any":"int"},"x"]}), json!("x")));
        assert!(!fits(json!({"$one_of":[1,2]}), json!(3)));
        assert!(fits(json!({"$bag":[1,2,2]}), json!([2, 1, 2])));
        assert!(!fits(json!({"$bag":[1,2,2]}), json!([2, 1, 1])));
        assert!(!fits(json!({"$bag":[1]}), json!([1, 1])));
    }

    #[test]
    fn json_hex_and_url() {
        let hex = hex_of_bytes(br#"{"b":2, "a":1}"#);
        assert!(fits(json!({"$json_hex":{"a":1,"b":2}}), json!(hex)));
        assert!(!fits(json!({"$json_hex":{"a":1}}), json!(hex)));
        let form = json!({"$url":{"base":"https://h/p","query":{"a":"x y","b":{"$any":"text"}}}});
        assert!(fits(form.clone(), json!("https://h/p?b=1&a=x%20y")));
        assert!(!fits(form.clone(), json!("https://h/p?a=x%20y")));
        assert!(!fits(form.clone(), json!("https://h/p?a=x%20y&b=1&b=2")));
        assert!(!fits(form, json!("http://h/p?b=1&a=x%20y")));
    }

    #[test]
    fn errors_compare_by_code_and_reason_and_have_a_detail() {
        let vector = json!({"error":{"code":"c","reason":null}});
        assert!(answer(&vector, &json!({"error":{"code":"c","detail":"do"}})).is_ok());
        assert!(answer(&vector, &json!({"error":{"code":"c","reason":"r","detail":"do"}})).is_err());
        assert!(answer(&vector, &json!({"error":{"code":"c","detail":" "}})).is_err());
        assert!(answer(&vector, &json!({"ok":{}})).is_err());
        assert!(answer(&json!({"ok":{}}), &json!({"error":{"code":"c","detail":"do"}})).is_err());
        assert!(answer(&json!({}), &json!({"ok":{}})).is_err(), "a vector must expect something");
    }

    #[test]
    fn an_unknown_form_never_fits() {
        assert!(!fits(json!({"$typo":1}), json!({"$typo":1})));
    }
}
