//! Callbacks that a careless or hostile sender may make: each refused with the right code.

use serde_json::{Value, json};
use shiming_core::ErrorCode::{self, InvalidCallback, InvalidSignature};
use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{
    OmniAnswer, OmniArrayMode, OmniProfile, omnisdk_parse_response, omnisdk_sign, omnisdk_verify_callback,
};

use crate::signer::*;

const TYPE: &str = "anti-addiction-game-expired";
const TS: &str = "20191128160125";

fn verify(body: &[u8]) -> Result<Vec<String>, ErrorCode> {
    let callback = omnisdk_verify_callback(&with_mode(OmniArrayMode::JsonCompact), &key(), body);
    callback.map(|callback| callback.uids).map_err(|error| error.code)
}

fn good() -> String {
    String::from_utf8(expired(&sample_uids(), TS, OmniArrayMode::JsonCompact)).unwrap()
}

#[test]
fn signatures_that_are_none() {
    let sign =
        mac(KEY, &format!(r#"ts={TS}&type={TYPE}&uids=["jinshan__001","jinshan__002","jinshan__003"]"#));
    assert!(good().contains(&sign));
    let with = |other: &str| good().replace(&format!("\"{sign}\""), other).into_bytes();
    assert!(verify(good().as_bytes()).is_ok());
    let zeros = "0".repeat(40);
    for other in [
        "null",
        "\"\"",
        "\"xxxx\"",
        "1",
        "true",
        "[]",
        &format!("[\"{sign}\"]"),
        &format!("\"{sign}0\""),
        &format!("\"{}\"", &sign[1..]),
        &format!("\"{}\"", sign.to_uppercase()),
        &format!("\" {}\"", &sign[1..]),
        &format!("\"{zeros}\""),
        "\"００００００００００００００００００００００００００００００００００００００００\"",
    ] {
        assert_eq!(verify(&with(other)), Err(InvalidSignature), "{other}");
    }
    let none =
        good().replace(&format!(",\"sign\":\"{sign}\""), "").replace(&format!("\"sign\":\"{sign}\","), "");
    assert!(!none.contains("sign"));
    assert_eq!(verify(none.as_bytes()), Err(InvalidSignature));
}

#[test]
fn nothing_that_reads_in_two_ways() {
    let doubled = |member: &str| good().replacen('{', &format!("{{{member},"), 1).into_bytes();
    for member in [
        r#""uids":["x"]"#,
        r#""ts":"20191128160125""#,
        r#""type":"anti-addiction-game-expired""#,
        r#""sign":"""#,
        // The same name, spelled with an escape.
        r#""\u0075ids":["x"]"#,
    ] {
        assert_eq!(verify(&doubled(member)), Err(InvalidCallback), "{member}");
    }
}

#[test]
fn shapes_that_nobody_knows_how_to_sign() {
    let with = |member: &str| good().replacen('{', &format!("{{{member},"), 1).into_bytes();
    for member in [
        r#""x":{}"#,
        r#""x":{"y":"z"}"#,
        r#""x":[1]"#,
        r#""x":[null]"#,
        r#""x":[["y"]]"#,
        r#""x":["y",{}]"#,
        r#""x":"\ud800""#,
        r#""x":01"#,
        r#""x":nul"#,
        r#""x":"a"#,
    ] {
        assert_eq!(verify(&with(member)), Err(InvalidCallback), "{member}");
    }
    let bodies: [&[u8]; 9] = [
        b"",
        b"null",
        b"[]",
        b"\"x\"",
        b"{",
        b"{}{}",
        b"\xef\xbb\xbf{}",
        b"{\"x\":\"\xff\"}",
        b"type=x&sign=y",
    ];
    for body in bodies {
        assert_eq!(verify(body), Err(InvalidCallback), "{body:?}");
    }
    let deep = [b"{\"a\":".repeat(200_000), b"1".to_vec(), b"}".repeat(200_000)].concat();
    assert_eq!(verify(&deep[..1_000_001]), Err(InvalidCallback));
    assert_eq!(verify(&[b"{\"a\":".to_vec(), b"[".repeat(500_000)].concat()), Err(InvalidCallback));
}

#[test]
fn sizes() {
    // One byte more than a mebibyte, rightly signed, is not even read.
    let padded = |length: usize| {
        let pad = "x".repeat(length);
        let source = format!(r#"pad={pad}&ts={TS}&type={TYPE}&uids=["a"]"#);
        signed_as(json!({"type": TYPE, "uids": ["a"], "ts": TS, "pad": pad}), &source)
    };
    let overhead = padded(1).len() - 1;
    assert!(verify(&padded((1 << 20) - overhead)).is_ok());
    assert_eq!(verify(&padded((1 << 20) - overhead + 1)), Err(InvalidCallback));
    let many = |count: usize| {
        let uids: Vec<String> = (0..count).map(|n| n.to_string()).collect();
        expired(&uids, TS, OmniArrayMode::JsonCompact)
    };
    assert_eq!(verify(&many(10_000)).map(|uids| uids.len()), Ok(10_000));
    assert_eq!(verify(&many(10_001)), Err(InvalidCallback));
    let few = profile(&json!({"max_uids": 2}));
    assert!(omnisdk_verify_callback(&few, &key(), &many(2)).is_ok());
    assert!(omnisdk_verify_callback(&few, &key(), &many(3)).is_err());
}

#[test]
fn rightly_signed_and_still_no_callback() {
    let signed = |kind: &str, uids: &[&str], ts: &str| {
        let source = format!("ts={ts}&type={kind}&uids={}", json!(uids));
        verify(&signed_as(json!({"type": kind, "uids": uids, "ts": ts}), &source))
    };
    let long = "u".repeat(129);
    assert!(signed(TYPE, &["u"], TS).is_ok());
    assert!(signed(TYPE, &[&long[1..]], TS).is_ok());
    for uids in [&[][..], &[""], &["a", ""], &[&long], &["a", &long]] {
        assert_eq!(signed(TYPE, uids, TS), Err(InvalidCallback), "{} uids", uids.len());
    }
    for kind in ["playgame", "anti-addiction-game-expired ", "ANTI-ADDICTION-GAME-EXPIRED"] {
        assert_eq!(signed(kind, &["u"], TS), Err(InvalidCallback), "{kind}");
    }
    for ts in [
        "2019112816012",
        "201911281601255",
        "20191328160125",
        "20190229000000",
        "20191128240000",
        "20191128166025",
        "20191128160160",
        "2019-11-28T16:01",
        "+0191128160125",
        "２0191128160125",
        "00000000000000",
        "19700101000000",
    ] {
        assert_eq!(signed(TYPE, &["u"], ts), Err(InvalidCallback), "{ts}");
    }
    let other_types: [(Value, &str); 3] = [
        (json!({"type": TYPE, "uids": "u", "ts": TS}), "&uids=u"),
        (json!({"type": TYPE, "uids": null, "ts": TS}), ""),
        (json!({"type": TYPE, "ts": TS}), ""),
    ];
    for (body, tail) in other_types {
        assert_eq!(verify(&signed_as(body, &format!("ts={TS}&type={TYPE}{tail}"))), Err(InvalidCallback));
    }
}

#[test]
fn a_uid_that_separates_is_refused_where_it_would() {
    let cases = [
        (OmniArrayMode::JavaList, "a, b", false),
        (OmniArrayMode::JavaList, "a,b", true),
        (OmniArrayMode::Comma, "a,b", false),
        (OmniArrayMode::Repeated, "a&uids=b", false),
        (OmniArrayMode::Indexed, "a&uids[1]=b", false),
        (OmniArrayMode::JavaList, "a]&zone=[1", false),
        (OmniArrayMode::Comma, "a&zone=1", false),
        (OmniArrayMode::JsonCompact, "a\",\"b, c&d", true),
    ];
    for (mode, uid, taken) in cases {
        let body = expired(&[uid.to_owned()], TS, mode);
        let verified = omnisdk_verify_callback(&with_mode(mode), &key(), &body);
        assert_eq!(verified.is_ok(), taken, "{mode:?} {uid}");
        assert_eq!(omnisdk_sign(&with_mode(mode), &key(), &body).is_ok(), taken);
        if let Err(error) = verified {
            assert_eq!(error.code, InvalidCallback);
        }
    }
    // The forgery that this prevents: two players out of one, under the same signature.
    let honest = expired(&["a".into(), "b".into()], TS, OmniArrayMode::Comma);
    let forged = String::from_utf8(honest).unwrap().replace(r#"["a","b"]"#, r#"["a,b"]"#);
    assert!(omnisdk_verify_callback(&with_mode(OmniArrayMode::Comma), &key(), forged.as_bytes()).is_err());
}

#[test]
fn unsigned_uids_need_a_word_of_consent() {
    let refused = |json: &str| OmniProfile::parse(json).unwrap_err();
    let error = refused(r#"{"app_id":"1","array_mode":"excluded"}"#);
    assert_eq!((error.code, error.field), (ErrorCode::InvalidProfile, Some("unsafe_accept_unsigned_uids")));
    let error = refused(r#"{"app_id":"1","unsafe_accept_unsigned_uids":true}"#);
    assert_eq!(error.field, Some("unsafe_accept_unsigned_uids"));
    assert!(
        OmniProfile::parse(r#"{"app_id":"1","array_mode":"excluded","unsafe_accept_unsigned_uids":true}"#)
            .is_ok()
    );
}

#[test]
fn keys_that_were_badly_copied() {
    for text in ["", " ", " k", "k ", "k\n", "\u{3000}k", "k\u{0}", "k\tk", &"k".repeat(257)] {
        assert_eq!(OmniKey::new(text).unwrap_err().code, ErrorCode::InvalidKey, "{text:?}");
    }
    for text in ["k", "a b", "密钥", &"k".repeat(256)] {
        assert!(OmniKey::new(text).is_ok(), "{text:?}");
    }
}

#[test]
fn answers_of_more_than_a_mebibyte_are_not_read() {
    let answer = |blanks: usize| [&vec![b' '; blanks][..], br#"{"code":"0"}"#].concat();
    assert_eq!(omnisdk_parse_response(200, &answer((1 << 20) - 12)), OmniAnswer::Accepted);
    assert_eq!(omnisdk_parse_response(200, &answer((1 << 20) - 11)), OmniAnswer::Malformed);
    assert_eq!(omnisdk_parse_response(200, &b"[".repeat(1 << 20)), OmniAnswer::Malformed);
}
