//! The signature: HMAC-SHA1 under the server key, as lower-case hex.

use alloc::string::String;

use super::OmniProfile;
use super::canonical::{borrowed, check_items, join, pairs};
use super::message::{Message, Value};
use crate::credential::OmniKey;
use crate::crypto::{hmac_sha1, verify_hmac_sha1};
use crate::error::{Error, ErrorCode, Result};
use crate::hex;

/// The signature of a flat JSON object, whoever sends it: a test of one's own callback, a comparison with the portal's.
///
/// Every member but `sign` and empty ones takes part, also unknown ones: text decoded, numbers as they are written, arrays as the
/// profile's `array_mode` says. 40 lower-case hex digits.
///
/// # Errors
/// `invalid_callback`: no JSON object, too long, a member twice, an object inside, an array of other than text, or an item that
/// is ambiguous in this `array_mode`.
///
/// ```
/// use shiming_core::credential::OmniKey;
/// use shiming_core::omnisdk::{OmniProfile, omnisdk_sign};
///
/// // A published example of XGSDK (verify-order).
/// let profile = OmniProfile::parse(r#"{"base":"cn_v1","app_id":"2018"}"#)?;
/// let body = br#"{"tradeNo":"2984456","ts":"20150723150028","type":"verify-order"}"#;
/// let sign = omnisdk_sign(&profile, &OmniKey::new("654321")?, body)?;
/// assert_eq!(sign, "86e396a999e9673731be6609c4dc7bca8945ada6");
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn omnisdk_sign(profile: &OmniProfile, key: &OmniKey, body: &[u8]) -> Result<String> {
    let message = Message::parse(body, profile.max_body_bytes)?;
    Ok(sign_source(key, &source(&message, profile)?))
}

/// The signature over a source string.
pub(super) fn sign_source(key: &OmniKey, source: &str) -> String {
    hex::lower(&hmac_sha1(key.bytes(), &[source.as_bytes()]))
}

/// The signature of a message as 20 bytes, if it is 40 hex digits of an allowed case.
pub(super) fn signature_of(message: &Message, upper: bool) -> Option<[u8; 20]> {
    let Some(Value::Text(text)) = message.get("sign") else { return None };
    decode(text, upper)
}

/// 40 hex digits: lower-case ones, or, if `upper`, of either case.
pub(super) fn decode(text: &str, upper: bool) -> Option<[u8; 20]> {
    let shape = upper || !text.bytes().any(|byte| byte.is_ascii_uppercase());
    hex::decode(text.as_bytes()).filter(|_| shape)
}

/// Checks the signature of a message before anything in it is believed.
pub(super) fn verify(message: &Message, profile: &OmniProfile, key: &OmniKey) -> Result<()> {
    let source = source(message, profile)?;
    let tag = signature_of(message, profile.accept_upper_hex);
    if tag.is_some_and(|tag| verify_source(key, &source, &tag)) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::InvalidSignature,
        "the signature does not match, or is not 40 lower-case hex digits: answer with bad_signature; compare the server \
         key, keep the raw bytes of the body, and settle array_mode with omnisdk_diagnose_signature",
    )
    .with_field("sign"))
}

/// In constant time.
pub(super) fn verify_source(key: &OmniKey, source: &str, tag: &[u8; 20]) -> bool {
    verify_hmac_sha1(key.bytes(), &[source.as_bytes()], tag)
}

fn source(message: &Message, profile: &OmniProfile) -> Result<String> {
    check_items(message, profile.array_mode)?;
    Ok(join(borrowed(&pairs(message, profile.array_mode))))
}
