//! When two answers to one call are the same.

use serde_json::Value;

/// Compares the testee's answer with the reference's: everything but the id and the text of `detail`.
pub fn compare(reference: &Value, answer: &Value) -> Result<(), String> {
    let plain = |value: &Value| {
        let mut value = value.clone();
        if let Some(members) = value.as_object_mut() {
            // The reference's id is its own count; null says that the line was no call, and that must agree.
            if members.get("id").is_some_and(|id| !id.is_null()) {
                members.remove("id");
            }
            if let Some(error) = members.get_mut("error").and_then(Value::as_object_mut) {
                error.remove("detail");
            }
        }
        value
    };
    let (left, right) = (plain(reference), plain(answer));
    if left == right { Ok(()) } else { Err(format!("expected {left}\n     got {right}")) }
}

/// An error must say what to do, and must not quote a secret or a person from the arguments.
pub fn check_detail(args: &Value, answer: &Value) -> Result<(), String> {
    let Some(error) = answer.get("error") else { return Ok(()) };
    if error["code"] == "internal" {
        return Err("the testee met a defect of its own".to_owned());
    }
    let detail = error.get("detail").and_then(Value::as_str).unwrap_or_default();
    if detail.is_empty() {
        return Err("the error has no detail: it must say what to do".to_owned());
    }
    let text = error.to_string();
    let mut secrets = Vec::new();
    collect_secrets(args, &mut secrets);
    match secrets.iter().find(|(_, secret)| text.contains(secret.as_str())) {
        Some((name, _)) => Err(format!("the error quotes the argument {name}")),
        None => Ok(()),
    }
}

fn collect_secrets(args: &Value, secrets: &mut Vec<(String, String)>) {
    const SECRET: [&str; 6] = ["secret_key", "name", "id_number", "pi", "value", "birth"];
    match args {
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str() {
                    // Very short values occur in any text by chance.
                    Some(text) if SECRET.contains(&name.as_str()) && text.len() >= 6 => {
                        secrets.push((name.clone(), text.to_owned()));
                    }
                    _ => collect_secrets(value, secrets),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_secrets(item, secrets)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn detail_and_ids_are_free_and_all_else_counts() {
        let error = |id: Value, code: &str, detail: &str| json!({"id": id, "error": {"code": code, "detail": detail}});
        assert!(compare(&error(1.into(), "a", "x"), &error(9.into(), "a", "y")).is_ok());
        assert!(compare(&error(1.into(), "a", "x"), &error(1.into(), "b", "x")).is_err());
        assert!(compare(&error(Value::Null, "a", "x"), &error(1.into(), "a", "x")).is_err());
        assert!(compare(&json!({"id": 1, "ok": {"a": 1}}), &json!({"ok": {"a": 1}})).is_ok());
        assert!(compare(&json!({"id": 1, "ok": {"a": 1}}), &json!({"ok": {"a": 2}})).is_err());
    }

    #[test]
    fn quoting_is_found() {
        let args = json!({"app": {"secret_key": "0123456789abcdef"}});
        let answer = |detail: &str| json!({"error": {"code": "invalid_key", "detail": detail}});
        assert!(check_detail(&args, &answer("pass 32 hex digits")).is_ok());
        assert!(check_detail(&args, &answer("0123456789abcdef is wrong")).is_err());
        assert!(check_detail(&args, &answer("")).is_err());
    }
}
