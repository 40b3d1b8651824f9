//! OmniSDK.

use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{self, OmniForm, OmniPlatform, OmniProfile};
use shiming_core::{Request, Result};
use shiming_shape::answers;

use crate::inbox::{Given, choice};
use crate::outbox;
use crate::packet::keep;

/// What a message of OmniSDK is about: profile, key, body.
fn message<'a>(given: &mut Given<'a>) -> Result<(OmniProfile, OmniKey, &'a [u8])> {
    Ok((OmniProfile::parse(given.text()?)?, OmniKey::new(given.text()?)?, given.bytes()?))
}

type Build = fn(&OmniProfile, &OmniKey, &str, Option<OmniPlatform>, OmniForm, i64) -> Result<Request>;

/// Profile, key, uid, platform, form, unix. The length of the body; the rest is the last `packet`.
fn request(given: &mut Given<'_>, build: Build) -> Result<i32> {
    let (profile, key, uid) =
        (OmniProfile::parse(given.text()?)?, OmniKey::new(given.text()?)?, given.text()?);
    let platform = given.optional_text()?.map(|name| choice(name, "platform")).transpose()?;
    let form = given.choice("form")?;
    Ok(keep(build(&profile, &key, uid, platform, form, given.int()?)?))
}

/// `omnisdk_play_request`.
pub(crate) fn play_request(given: &mut Given<'_>) -> Result<i32> {
    request(given, omnisdk::omnisdk_play_request)
}

/// `omnisdk_exit_request`.
pub(crate) fn exit_request(given: &mut Given<'_>) -> Result<i32> {
    request(given, omnisdk::omnisdk_exit_request)
}

/// `omnisdk_sign`.
pub(crate) fn sign(given: &mut Given<'_>) -> Result<i32> {
    let (profile, key, body) = message(given)?;
    outbox::text(&omnisdk::omnisdk_sign(&profile, &key, body)?)
}

/// `omnisdk_diagnose_signature`.
pub(crate) fn diagnose_signature(given: &mut Given<'_>) -> Result<i32> {
    let (profile, key, body) = message(given)?;
    outbox::json(&answers::omni_matches(&omnisdk::omnisdk_diagnose_signature(&profile, &key, body)?))
}

/// `omnisdk_parse_response`: status, body.
pub(crate) fn parse_response(given: &mut Given<'_>) -> Result<i32> {
    let (status, body) = (given.int32("status")?, given.bytes()?);
    outbox::json(&answers::omni_answer(&omnisdk::omnisdk_parse_response(status, body)))
}

/// `omnisdk_verify_callback`.
pub(crate) fn verify_callback(given: &mut Given<'_>) -> Result<i32> {
    let (profile, key, body) = message(given)?;
    outbox::json(&answers::omni_callback(&omnisdk::omnisdk_verify_callback(&profile, &key, body)?))
}

/// `omnisdk_callback_reply`: outcome. The body.
pub(crate) fn callback_reply(given: &mut Given<'_>) -> Result<i32> {
    outbox::bytes(omnisdk::omnisdk_callback_reply(given.choice("outcome")?))
}

/// `omnisdk_verify_login`: app_id, key, uid, verify_timestamp, signature. 1: it is OmniSDK's.
pub(crate) fn verify_login(given: &mut Given<'_>) -> Result<i32> {
    let (app_id, key, uid) = (given.text()?, given.text()?, given.text()?);
    omnisdk::omnisdk_verify_login(app_id, key, uid, given.text()?, given.text()?).map(i32::from)
}

/// `omnisdk_certification`: value.
pub(crate) fn certification(given: &mut Given<'_>) -> Result<i32> {
    outbox::text(omnisdk::omnisdk_certification(given.int32("value")?).name())
}
