//! playgame and exitgame as they are sent.

use serde_json::json;
use shiming_core::ErrorCode;
use shiming_core::omnisdk::{
    OmniArrayMode, OmniForm, OmniPlatform, omnisdk_exit_request, omnisdk_play_request,
};

use crate::signer::*;

#[test]
fn both_forms_carry_the_same_signature() {
    let profile = with_mode(OmniArrayMode::JsonCompact);
    let uid = "a b&c=中+/%\"\\";
    for (platform, letter) in
        [(None, None), (Some(OmniPlatform::Android), Some("a")), (Some(OmniPlatform::Ios), Some("i"))]
    {
        let source = format!(
            "{}ts=20191128160125&type=playgame&uid={uid}",
            letter.map(|letter| format!("platform={letter}&")).unwrap_or_default()
        );
        let sign = mac(KEY, &source);
        let build =
            |form| omnisdk_play_request(&profile, &key(), uid, platform, form, SAMPLE_UNIX + 999).unwrap();
        let post = build(OmniForm::Post);
        let names = r#"{"type":"playgame","uid":"#;
        let body = String::from_utf8(post.body).unwrap();
        assert!(
            body.starts_with(names) && body.ends_with(&format!(r#""ts":"20191128160125","sign":"{sign}"}}"#)),
            "{body}"
        );
        assert_eq!(body.contains("platform"), letter.is_some());
        assert_eq!(post.headers, [("Content-Type".to_owned(), "application/json;charset=UTF-8".to_owned())]);
        let get = build(OmniForm::Get);
        assert!(get.body.is_empty() && get.headers.is_empty());
        assert!(get.url.ends_with(&format!("&ts=20191128160125&sign={sign}")), "{}", get.url);
        assert!(get.url.contains("?type=playgame&uid=a%20b%26c%3D%E4%B8%AD%2B%2F%25%22%5C&"), "{}", get.url);
    }
}

#[test]
fn exitgame_says_what_the_profile_says() {
    for kind in ["exitgame", "playgame"] {
        let profile = profile(&json!({"exit_type": kind, "base_url": "http://127.0.0.1:1/"}));
        let request = omnisdk_exit_request(&profile, &key(), "u", None, OmniForm::Post, SAMPLE_UNIX).unwrap();
        assert_eq!(request.url, "http://127.0.0.1:1/account/exitgame/10032");
        let sign = mac(KEY, &format!("ts=20191128160125&type={kind}&uid=u"));
        let body = format!(r#"{{"type":"{kind}","uid":"u","ts":"20191128160125","sign":"{sign}"}}"#);
        assert_eq!(request.body, body.as_bytes());
    }
}

#[test]
fn a_retry_is_stamped_anew() {
    let profile = with_mode(OmniArrayMode::JsonCompact);
    let build = |unix| omnisdk_play_request(&profile, &key(), "u", None, OmniForm::Post, unix).unwrap();
    assert_eq!(build(SAMPLE_UNIX), build(SAMPLE_UNIX + 999));
    assert_ne!(build(SAMPLE_UNIX), build(SAMPLE_UNIX + 1_000));
}

#[test]
fn what_cannot_be_sent() {
    let profile = with_mode(OmniArrayMode::JsonCompact);
    let refused = |uid: &str, unix| {
        omnisdk_play_request(&profile, &key(), uid, None, OmniForm::Get, unix).map_err(|error| error.code)
    };
    for uid in ["", &"u".repeat(129), &"人".repeat(129)] {
        assert_eq!(refused(uid, SAMPLE_UNIX), Err(ErrorCode::InvalidParameter));
    }
    for unix in [-1, i64::MIN, i64::MAX, 253_402_300_800_000] {
        assert_eq!(refused("u", unix), Err(ErrorCode::BadTime));
    }
    assert!(refused("u", 0).is_ok() && refused(&"人".repeat(128), 253_402_100_000_000).is_ok());
}
