//! The pipe: one line in, one line of JSON out.

use serde_json::Value;

/// Every line of `bytes` is given to `answer`, which stands for the command's own testee.
pub fn pipe_lines(bytes: &[u8], answer: &mut dyn FnMut(&[u8]) -> String) {
    for line in bytes.split(|byte| *byte == b'\n').take(64) {
        let text = answer(line);
        assert!(!text.contains('\n'), "more than one line: {text}");
        let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let members = json.as_object().expect("an object");
        assert_eq!(members.len(), 2, "{text}");
        let id = members.get("id").expect("an id");
        let Some(error) = members.get("error") else {
            assert!(members.contains_key("ok") && id.is_i64(), "{text}");
            continue;
        };
        assert!(error["code"].is_string() && error["number"].is_i64(), "{text}");
        assert_ne!(error["code"], "internal", "{text}");
        assert_eq!(error["code"] == "bad_call", id.is_null(), "{text}");
        assert!(error["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{text}");
    }
}
