//! The callback: what is kept, in which order, and what the host may do with it.

use serde_json::json;
use shiming_core::ErrorCode;
use shiming_core::omnisdk::{
    OmniArrayMode, OmniMatch, OmniVariant, omnisdk_diagnose_signature, omnisdk_verify_callback,
};

use crate::signer::*;

const TYPE: &str = "anti-addiction-game-expired";

#[test]
fn players_are_put_out_once_and_in_order() {
    let uids: Vec<String> = ["b", "a", "b", "B", "c", "a"].map(String::from).into();
    let body = expired(&uids, "20191128160125", OmniArrayMode::JsonCompact);
    let callback = omnisdk_verify_callback(&with_mode(OmniArrayMode::JsonCompact), &key(), &body).unwrap();
    assert_eq!(callback.uids, ["b", "a", "B", "c"]);
}

#[test]
fn the_dedupe_key_names_the_callback_and_not_its_spelling() {
    let profile = with_mode(OmniArrayMode::JsonCompact);
    let verify = |body: &[u8]| omnisdk_verify_callback(&profile, &key(), body).unwrap();
    let body = expired(&sample_uids(), "20191128160125", OmniArrayMode::JsonCompact);
    let spaced = String::from_utf8(body.clone()).unwrap().replace("\":", "\" : ");
    assert_eq!(verify(&body), verify(spaced.as_bytes()));
    let later = expired(&sample_uids(), "20191128160126", OmniArrayMode::JsonCompact);
    assert_ne!(verify(&body).dedupe, verify(&later).dedupe);
    let fewer = expired(&sample_uids()[..2], "20191128160125", OmniArrayMode::JsonCompact);
    assert_ne!(verify(&body).dedupe, verify(&fewer).dedupe);
    // Where upper-case digits are taken, they are no second callback.
    let upper = profile_upper();
    let sign =
        serde_json::from_slice::<serde_json::Value>(&body).unwrap()["sign"].as_str().unwrap().to_owned();
    let shouted = String::from_utf8(body.clone()).unwrap().replace(&sign, &sign.to_uppercase());
    assert!(omnisdk_verify_callback(&profile, &key(), shouted.as_bytes()).is_err());
    let taken = omnisdk_verify_callback(&upper, &key(), shouted.as_bytes()).unwrap();
    assert_eq!(taken.dedupe, verify(&body).dedupe);
}

fn profile_upper() -> shiming_core::omnisdk::OmniProfile {
    profile(&json!({"accept_upper_hex": true}))
}

#[test]
fn age_is_the_hosts_decision() {
    let body = expired(&sample_uids(), "20191128160125", OmniArrayMode::JsonCompact);
    let callback = omnisdk_verify_callback(&with_mode(OmniArrayMode::JsonCompact), &key(), &body).unwrap();
    assert_eq!(callback.skew_ms(SAMPLE_UNIX + 5_000), 5_000);
    assert_eq!(callback.skew_ms(SAMPLE_UNIX - 5_000), -5_000);
    for (now, fresh) in [(0, true), (60_000, true), (60_001, false), (-60_000, true), (-60_001, false)] {
        let checked = callback.check_age(SAMPLE_UNIX + now, 60_000);
        assert_eq!(
            checked.map_err(|error| error.code),
            if fresh { Ok(()) } else { Err(ErrorCode::InvalidCallback) }
        );
    }
    assert!(callback.check_age(i64::MIN, i64::MAX).is_err());
    // A replayed callback leaves sessions alone that began after it.
    assert!(callback.ends_session(SAMPLE_UNIX - 1, 0));
    assert!(callback.ends_session(SAMPLE_UNIX + 120_000, 120_000));
    assert!(!callback.ends_session(SAMPLE_UNIX + 120_001, 120_000));
    assert!(callback.ends_session(i64::MAX, i64::MAX));
}

#[test]
fn ts_follows_the_profile_and_never_the_machine() {
    let body = expired(&sample_uids(), "20191128160125", OmniArrayMode::JsonCompact);
    for (minutes, unix) in
        [(480, SAMPLE_UNIX), (0, SAMPLE_UNIX + 28_800_000), (-720, SAMPLE_UNIX + 72_000_000)]
    {
        let profile = profile(&json!({"ts_offset_minutes": minutes}));
        assert_eq!(omnisdk_verify_callback(&profile, &key(), &body).unwrap().unix, unix);
    }
}

#[test]
fn every_member_is_signed_as_it_is_written() {
    let body =
        json!({"type": TYPE, "uids": ["a"], "ts": "20191128160125", "zone": "1", "none": null, "empty": ""});
    let source = format!(r#"ts=20191128160125&type={TYPE}&uids=["a"]&zone=1"#);
    let profile = with_mode(OmniArrayMode::JsonCompact);
    let verify = |body: &[u8]| omnisdk_verify_callback(&profile, &key(), body).map(|callback| callback.unix);
    assert_eq!(verify(&signed_as(body, &source)), Ok(SAMPLE_UNIX));
    // Numbers keep their letters: as 64-bit floats all of these would be something else.
    for lexeme in ["12345678901234567890", "1.10", "1e400", "-0", "0.30000000000000004", "1E+2"] {
        let sign = mac(KEY, &format!(r#"n={lexeme}&ts=20191128160125&type={TYPE}&uids=["a"]"#));
        let body =
            format!(r#"{{"n":{lexeme},"type":"{TYPE}","uids":["a"],"ts":"20191128160125","sign":"{sign}"}}"#);
        assert_eq!(verify(body.as_bytes()), Ok(SAMPLE_UNIX), "{lexeme}");
    }
}

#[test]
fn one_captured_callback_tells_the_array_mode() {
    // Whatever the profile believes.
    let profile = with_mode(OmniArrayMode::JsonCompact);
    for mode in OmniArrayMode::ALL {
        let body = expired(&sample_uids(), "20191128160125", mode);
        let found = omnisdk_diagnose_signature(&profile, &key(), &body).unwrap();
        let own = OmniMatch { array_mode: mode, variant: OmniVariant::Standard, upper_hex: false };
        assert_eq!(found, [own]);
    }
    let wrong = expired(&sample_uids(), "20191128160125", OmniArrayMode::Comma);
    let other = shiming_core::credential::OmniKey::new("another").unwrap();
    assert_eq!(omnisdk_diagnose_signature(&profile, &other, &wrong), Ok(Vec::new()));
}
