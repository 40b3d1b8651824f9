//! Nobody's uid, and never the key, in Debug or in an error.

use serde_json::json;
use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::*;
use shiming_core::{Error, http::Request};

use crate::signer::*;

const SECRET: &str = "5ec2e7-server-key";
const UID: &str = "jinshan__player-of-flesh";

fn silent(what: &str, text: &str) {
    assert!(!text.is_empty(), "{what}");
    for marker in [SECRET, UID, "5ec2e7", "player-of", "of-flesh", "53, 101, 99", "106, 105, 110"] {
        assert!(!text.contains(marker), "{what}: {text}");
    }
}

fn debug_is_silent(what: &str, value: &impl std::fmt::Debug) {
    silent(what, &format!("{value:?}"));
    silent(what, &format!("{value:#?}"));
}

fn body() -> Vec<u8> {
    let mut body = json!({"type": "anti-addiction-game-expired", "uids": [UID], "ts": "20191128160125"});
    let source = format!(r#"ts=20191128160125&type=anti-addiction-game-expired&uids=["{UID}"]"#);
    body["sign"] = mac(SECRET, &source).into();
    body.to_string().into_bytes()
}

#[test]
fn debug_shows_nobody() {
    let key = OmniKey::new(SECRET).unwrap();
    let profile = with_mode(OmniArrayMode::JsonCompact);
    debug_is_silent("OmniKey", &key);
    debug_is_silent("OmniProfile", &profile);
    for form in [OmniForm::Get, OmniForm::Post] {
        let request: Request = omnisdk_play_request(&profile, &key, UID, None, form, SAMPLE_UNIX).unwrap();
        debug_is_silent("a request", &request);
    }
    debug_is_silent("OmniCallback", &omnisdk_verify_callback(&profile, &key, &body()).unwrap());
    debug_is_silent("matches", &omnisdk_diagnose_signature(&profile, &key, &body()).unwrap());
    let rejected = omnisdk_parse_response(200, format!(r#"{{"code":"-5","msg":"no {UID}"}}"#).as_bytes());
    debug_is_silent("OmniAnswer", &rejected);
}

#[test]
fn errors_quote_nothing() {
    let key = OmniKey::new(SECRET).unwrap();
    let profile = with_mode(OmniArrayMode::JsonCompact);
    let text = String::from_utf8(body()).unwrap();
    let of = |text: &str| omnisdk_verify_callback(&profile, &key, text.as_bytes()).unwrap_err();
    let mode =
        |mode| omnisdk_sign(&with_mode(mode), &key, format!(r#"{{"uids":["{UID}, a&b,c"]}}"#).as_bytes());
    let errors: Vec<(&str, Error)> = vec![
        ("key", OmniKey::new(&format!("{SECRET}\n")).unwrap_err()),
        ("unknown field", OmniProfile::parse(&format!(r#"{{"app_id":"1","{SECRET}":1}}"#)).unwrap_err()),
        ("value", OmniProfile::parse(&format!(r#"{{"app_id":"1","array_mode":"{SECRET}"}}"#)).unwrap_err()),
        ("base", OmniProfile::parse(&format!(r#"{{"app_id":"1","base":"{SECRET}"}}"#)).unwrap_err()),
        ("url", OmniProfile::parse(&format!(r#"{{"app_id":"1","base_url":"{SECRET}"}}"#)).unwrap_err()),
        ("no JSON", OmniProfile::parse(SECRET).unwrap_err()),
        ("another signature", of(&text.replace("20191128160125", "20191128160126"))),
        ("cut", of(&text[..text.len() - 1])),
        ("nested", of(&text.replace(&format!(r#"["{UID}"]"#), &format!(r#"[{{"u":"{UID}"}}]"#)))),
        ("twice", of(&text.replacen('{', &format!(r#"{{"uids":["{UID}"],"#), 1))),
        ("separators", mode(OmniArrayMode::Comma).unwrap_err()),
        ("separators", mode(OmniArrayMode::JavaList).unwrap_err()),
        (
            "uid",
            omnisdk_play_request(&profile, &key, &UID.repeat(9), None, OmniForm::Get, SAMPLE_UNIX)
                .unwrap_err(),
        ),
        ("login", omnisdk_verify_login(&format!("{UID} "), SECRET, UID, "1", "").unwrap_err()),
        ("login's key", omnisdk_verify_login("1", &format!("{SECRET} "), UID, "1", "").unwrap_err()),
    ];
    for (what, error) in errors {
        silent(what, &format!("{error} {error:?}"));
        assert!(!error.detail.is_empty() && error.field.is_some(), "{what}");
    }
}
