//! OmniSDK: requests, signatures, its callback, the status values of its client.

use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{self, OmniProfile};
use zeroize::Zeroizing;

use crate::enumerations::{OmniForm, OmniPlatform, OmniReply};
use crate::error::Result;
use crate::request::Request;
use crate::shown::shown;
use crate::text::Text;

/// A way of signing that gives the signature in a body.
#[derive(uniffi::Record)]
pub struct OmniMatch {
    /// How arrays are joined.
    pub array_mode: String,
    /// `standard`, `empty_kept`, `known_members` or `percent_encoded`.
    pub variant: String,
    /// Whether the signature is in upper case.
    pub upper_hex: bool,
}

/// What OmniSDK answered.
#[derive(uniffi::Enum)]
pub enum OmniAnswer {
    /// Done.
    Accepted,
    /// Refused.
    Rejected {
        /// Its code.
        code: String,
        /// Its text.
        msg: String,
        /// `signature`, `config`, `retryable` or `unknown`.
        code_class: String,
    },
    /// Nothing to rely on.
    Malformed,
}

/// A callback whose signature is right. Handling it must be idempotent.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct OmniCallback {
    /// The players to put out, each once, in order.
    pub uids: Vec<String>,
    /// When, Unix ms.
    pub unix: i64,
    /// 32 bytes, the same when the same callback comes again.
    pub dedupe: Vec<u8>,
}

shown! {
    OmniCallback: it => format!("OmniCallback({} players)", it.uids.len());
}

fn read(profile: Text, key: Text) -> Result<(OmniProfile, OmniKey)> {
    let profile = OmniProfile::parse(&profile.take("profile")?)?;
    Ok((profile, OmniKey::new(&Zeroizing::new(key.take("key")?))?))
}

/// The request that says that a player begins to play. `profile`: JSON text; `key`: the server key; `uid`: the player.
///
/// Errors: `invalid_profile`, `invalid_key`, `invalid_parameter`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn omnisdk_play_request(
    profile: Text,
    key: Text,
    uid: Text,
    platform: Option<OmniPlatform>,
    form: OmniForm,
    unix: i64,
) -> Result<Request> {
    let (profile, key) = read(profile, key)?;
    let (uid, platform) = (uid.take("uid")?, platform.map(Into::into));
    Ok(omnisdk::omnisdk_play_request(&profile, &key, &uid, platform, form.into(), unix)?.into())
}

/// The request that says that a player stops playing.
///
/// Errors: as `omnisdk_play_request`.
#[uniffi::export]
pub fn omnisdk_exit_request(
    profile: Text,
    key: Text,
    uid: Text,
    platform: Option<OmniPlatform>,
    form: OmniForm,
    unix: i64,
) -> Result<Request> {
    let (profile, key) = read(profile, key)?;
    let (uid, platform) = (uid.take("uid")?, platform.map(Into::into));
    Ok(omnisdk::omnisdk_exit_request(&profile, &key, &uid, platform, form.into(), unix)?.into())
}

/// The signature of a body: 40 lower-case hexadecimal digits.
///
/// Errors: `invalid_profile`, `invalid_key`, `invalid_callback`, `invalid_text`.
#[uniffi::export]
pub fn omnisdk_sign(profile: Text, key: Text, body: Vec<u8>) -> Result<String> {
    let (profile, key) = read(profile, key)?;
    Ok(omnisdk::omnisdk_sign(&profile, &key, &body)?)
}

/// Finds out how a body was signed.
///
/// Errors: as `omnisdk_sign`.
#[uniffi::export]
pub fn omnisdk_diagnose_signature(profile: Text, key: Text, body: Vec<u8>) -> Result<Vec<OmniMatch>> {
    let (profile, key) = read(profile, key)?;
    let found = omnisdk::omnisdk_diagnose_signature(&profile, &key, &body)?;
    let shape = |found: omnisdk::OmniMatch| OmniMatch {
        array_mode: found.array_mode.name().to_owned(),
        variant: found.variant.name().to_owned(),
        upper_hex: found.upper_hex,
    };
    Ok(found.into_iter().map(shape).collect())
}

/// What OmniSDK answered. `status`: of HTTP. Never fails.
#[uniffi::export]
pub fn omnisdk_parse_response(status: i32, body: Vec<u8>) -> OmniAnswer {
    match omnisdk::omnisdk_parse_response(status, &body) {
        omnisdk::OmniAnswer::Accepted => OmniAnswer::Accepted,
        omnisdk::OmniAnswer::Rejected { code, msg, class } => {
            OmniAnswer::Rejected { code, msg, code_class: class.name().to_owned() }
        }
        omnisdk::OmniAnswer::Malformed => OmniAnswer::Malformed,
    }
}

/// Checks the signature of a callback and reads it. `body`: the bytes exactly as they came.
///
/// Errors: `invalid_profile`, `invalid_key`, `invalid_signature`, `invalid_callback`, `invalid_text`.
#[uniffi::export]
pub fn omnisdk_verify_callback(profile: Text, key: Text, body: Vec<u8>) -> Result<OmniCallback> {
    let (profile, key) = read(profile, key)?;
    let callback = omnisdk::omnisdk_verify_callback(&profile, &key, &body)?;
    Ok(OmniCallback { uids: callback.uids, unix: callback.unix, dedupe: callback.dedupe })
}

/// The body to answer a callback with.
#[uniffi::export]
pub fn omnisdk_callback_reply(outcome: OmniReply) -> Vec<u8> {
    omnisdk::omnisdk_callback_reply(outcome.into())
}

/// Whether the signature of a login is right.
///
/// Errors: `invalid_parameter`, `invalid_key`, `invalid_text`.
#[uniffi::export]
pub fn omnisdk_verify_login(
    app_id: Text,
    key: Text,
    uid: Text,
    verify_timestamp: Text,
    signature: Text,
) -> Result<bool> {
    let (app_id, key) = (app_id.take("app_id")?, Zeroizing::new(key.take("key")?));
    let (uid, timestamp) = (uid.take("uid")?, verify_timestamp.take("verify_timestamp")?);
    Ok(omnisdk::omnisdk_verify_login(&app_id, &key, &uid, &timestamp, &signature.take("signature")?)?)
}

/// The neutral term for `certification` of the client: `channel_managed`, `unverified`, `minor`, `adult` or `unknown`.
#[uniffi::export]
pub fn omnisdk_certification(value: i32) -> String {
    omnisdk::omnisdk_certification(value).name().to_owned()
}
