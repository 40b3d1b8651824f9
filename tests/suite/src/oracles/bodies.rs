//! Encryption and signature.

use shiming_core::ErrorCode;
use shiming_core::wire::{decrypt_body, encrypt_body, explain_sign, sign};

use super::input::Input;
use super::marker::check_error;

/// The example key of the published specification.
pub const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";

/// The first byte chooses: a body to open, a text to seal, or parameters to sign.
pub fn bodies(bytes: &[u8]) {
    let mut input = Input(bytes);
    match input.below(3) {
        0 => open(input.rest()),
        1 => seal(&mut input),
        _ => signature(&mut input),
    }
}

fn open(body: &[u8]) {
    if let Err(error) = decrypt_body(KEY, body) {
        check_error(&error);
        assert!(matches!(error.code, ErrorCode::InvalidBody | ErrorCode::DecryptFailed), "{error}");
    }
}

fn seal(input: &mut Input<'_>) {
    let nonce: [u8; 12] = std::array::from_fn(|_| input.byte());
    let (place, bit) = (usize::from(input.byte()), input.below(8));
    let text = input.rest();
    let sealed = encrypt_body(KEY, &nonce, text).expect("key and nonce are right");
    assert_eq!(decrypt_body(KEY, &sealed).expect("our own body"), text);
    let other = "00000000000000000000000000000000";
    assert!(decrypt_body(other, &sealed).is_err(), "opened with another key");
    let mut changed = sealed.clone();
    let at = place * sealed.len() / 256;
    changed[at] ^= 1 << bit;
    let error = decrypt_body(KEY, &changed).expect_err("opened although one bit is wrong");
    assert!(matches!(error.code, ErrorCode::InvalidBody | ErrorCode::DecryptFailed), "{error}");
}

fn signature(input: &mut Input<'_>) {
    let mut params: Vec<(String, String)> = Vec::new();
    if input.byte() > 8 {
        for (key, value) in
            [("appId", "test-appId"), ("bizId", "test-bizId"), ("timestamps", "1584949895758")]
        {
            params.push((key.into(), value.into()));
        }
    }
    for _ in 0..input.below(5) {
        params.push((input.text(), input.text()));
    }
    let body = input.rest();
    let signed = sign(KEY, &params, body);
    let explained = explain_sign(KEY, &params, body);
    params.reverse();
    assert_eq!(signed, sign(KEY, &params, body), "the order of the parameters counts");
    let (signed, explained) = match (signed, explained) {
        (Err(error), Err(again)) => {
            check_error(&error);
            assert_eq!((error.code, &error), (ErrorCode::InvalidParameter, &again));
            return;
        }
        (signed, explained) => (signed.expect("explained"), explained.expect("signed")),
    };
    assert_eq!(signed, explained.sign);
    assert!(signed.len() == 64 && signed.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
    assert!(explained.sorted.is_sorted(), "not in the order of the keys");
    let joined: String = explained.sorted.iter().flat_map(|(key, value)| [key.as_str(), value]).collect();
    let length = KEY.len() + joined.len() + body.len();
    assert_eq!(explained.length, i64::try_from(length).expect("small"));
    assert!(explained.text.starts_with(&format!("<secretKey>{joined}")), "{}", explained.text);
    let given = (joined + &String::from_utf8_lossy(body)).contains(KEY);
    assert!(given || !explained.text.contains(KEY), "the secret is shown");
}
