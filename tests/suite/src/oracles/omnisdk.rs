//! OmniSDK: what is signed verifies and nothing else does; answers are read as a naive reader reads them.

use serde_json::{Value, json};
use shiming_core::ErrorCode;
use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{
    OmniAnswer, OmniArrayMode, OmniForm, OmniMatch, OmniProfile, OmniVariant, omnisdk_diagnose_signature,
    omnisdk_parse_response, omnisdk_play_request, omnisdk_sign, omnisdk_verify_callback,
    omnisdk_verify_login,
};

use super::input::Input;
use super::marker::{MARKER, check_error};

/// The key of the vendor's examples.
pub const KEY: &str = "654321";

fn key() -> OmniKey {
    OmniKey::new(KEY).expect("a key")
}

/// A profile with this array mode and nothing else of its own.
pub fn profile(mode: OmniArrayMode) -> OmniProfile {
    let mut json = json!({"base": "cn_v1", "app_id": "10032", "array_mode": mode.name()});
    if mode == OmniArrayMode::Excluded {
        json["unsafe_accept_unsigned_uids"] = true.into();
    }
    OmniProfile::parse(&json.to_string()).expect("a profile")
}

/// The first byte chooses: bytes as a callback, a callback that is signed and then changed, bytes as an answer, a profile, or the
/// parts of a request and a login.
pub fn omnisdk(bytes: &[u8]) {
    let mut input = Input(bytes);
    match input.below(5) {
        0 => callback(input.rest()),
        1 => signed(&mut input),
        2 => answer(&mut input),
        3 => configured(input.rest()),
        _ => parts(&mut input),
    }
}

fn callback(body: &[u8]) {
    for mode in OmniArrayMode::ALL {
        match omnisdk_verify_callback(&profile(mode), &key(), body) {
            Ok(callback) => {
                let read: Value = serde_json::from_slice(body).expect("what was verified is JSON");
                let uids: Vec<&str> =
                    read["uids"].as_array().expect("uids").iter().filter_map(Value::as_str).collect();
                assert!(callback.uids.iter().all(|uid| uids.contains(&uid.as_str())), "a uid of nobody's");
                assert!(uids.iter().all(|uid| callback.uids.iter().any(|kept| kept == uid)), "a uid is lost");
                assert_eq!(read["type"], "anti-addiction-game-expired");
                assert_eq!(callback.dedupe.len(), 32);
                let found =
                    omnisdk_diagnose_signature(&profile(mode), &key(), body).expect("it was verified");
                let own = OmniMatch { array_mode: mode, variant: OmniVariant::Standard, upper_hex: false };
                assert!(found.contains(&own), "verified, and not diagnosed");
            }
            Err(error) => refused(&error),
        }
        // A text that cannot be signed in this mode cannot be verified either.
        if let Err(error) = omnisdk_sign(&profile(mode), &key(), body) {
            check_error(&error);
            assert_eq!(error.code, ErrorCode::InvalidCallback);
            assert!(omnisdk_verify_callback(&profile(mode), &key(), body).is_err());
        }
    }
    if let Err(error) = omnisdk_diagnose_signature(&profile(OmniArrayMode::Comma), &key(), body) {
        refused(&error);
    }
}

fn refused(error: &shiming_core::Error) {
    check_error(error);
    assert!(matches!(error.code, ErrorCode::InvalidCallback | ErrorCode::InvalidSignature), "{error}");
}

fn signed(input: &mut Input<'_>) {
    let mode = *input.pick(&OmniArrayMode::ALL);
    let (place, bit) = (usize::from(input.byte()), input.below(8));
    let uids: Vec<String> = (0..=input.below(4)).map(|_| input.text()).collect();
    let mut body = json!({
        "type": "anti-addiction-game-expired", "uids": uids, "ts": "20191128160125", "zone": input.text() + "1",
    });
    let (profile, key) = (profile(mode), key());
    let sign = match omnisdk_sign(&profile, &key, body.to_string().as_bytes()) {
        Ok(sign) => sign,
        Err(error) => return refused(&error),
    };
    body["sign"] = sign.into();
    let body = body.to_string().into_bytes();
    match omnisdk_verify_callback(&profile, &key, &body) {
        Ok(callback) => {
            let mut once: Vec<&String> = Vec::new();
            uids.iter().for_each(|uid| {
                if !once.contains(&uid) {
                    once.push(uid)
                }
            });
            assert_eq!(callback.uids.iter().collect::<Vec<_>>(), once, "not each once, in order");
        }
        // Our own signature is right, whatever else is wrong.
        Err(error) => assert_eq!(error.code, ErrorCode::InvalidCallback, "{error}"),
    }
    let other = OmniKey::new("654322").expect("a key");
    assert!(omnisdk_verify_callback(&profile, &other, &body).is_err(), "verified with another key");
    let mut changed = body.clone();
    let at = place * body.len() / 256;
    changed[at] ^= 1 << bit;
    let same = |a: &[u8], b: &[u8]| {
        let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
        read(a).is_some() && read(a) == read(b)
    };
    // An escape spelled in other letters is the same text; unsigned uids may be any.
    if mode != OmniArrayMode::Excluded && !same(&body, &changed) {
        assert!(
            omnisdk_verify_callback(&profile, &key, &changed).is_err(),
            "one bit is wrong, and it verifies"
        );
    }
}

fn answer(input: &mut Input<'_>) {
    let status = if input.byte() == 0 { 200 } else { i32::from(input.byte()) };
    let body = input.rest();
    let read = serde_json::from_slice::<Value>(body).ok();
    let code = read.as_ref().map_or(&Value::Null, |value| &value["code"]);
    match omnisdk_parse_response(status, body) {
        OmniAnswer::Accepted => {
            assert_eq!(status, 200);
            assert!(*code == "0" || *code == 0, "accepted without code 0");
        }
        OmniAnswer::Rejected { code: kept, msg, .. } => {
            assert_ne!(kept, "0");
            assert!(code.as_str() == Some(kept.as_str()) || code.is_number(), "another code");
            assert!(msg.chars().count() <= 200 && !msg.chars().any(char::is_control));
        }
        OmniAnswer::Malformed => {}
    }
}

fn configured(text: &[u8]) {
    let text = String::from_utf8_lossy(text).replace('@', MARKER);
    if let Err(error) = OmniProfile::parse(&text) {
        check_error(&error);
        assert_eq!(error.code, ErrorCode::InvalidProfile);
    }
}

fn parts(input: &mut Input<'_>) {
    let unix = input.number();
    let (uid, stamp) = (input.text(), input.text());
    let signature = input.text();
    match omnisdk_play_request(&profile(OmniArrayMode::JsonCompact), &key(), &uid, None, OmniForm::Post, unix)
    {
        Ok(request) => {
            // What is sent verifies by the rule for anything that is signed.
            let mut body: Value = serde_json::from_slice(&request.body).expect("JSON");
            let sign = body.as_object_mut().and_then(|body| body.remove("sign")).expect("a signature");
            let again = omnisdk_sign(&profile(OmniArrayMode::Comma), &key(), body.to_string().as_bytes());
            assert_eq!(sign, again.expect("flat"));
            assert_eq!(body["uid"], uid);
        }
        Err(error) => {
            check_error(&error);
            assert!(matches!(error.code, ErrorCode::InvalidParameter | ErrorCode::BadTime), "{error}");
        }
    }
    let valid =
        omnisdk_verify_login("10032", KEY, &uid, &stamp, &signature).expect("the host's part is right");
    assert!(!valid || signature.len() == 40, "a login without a signature");
}
