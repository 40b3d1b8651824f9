//! OmniSDK.

use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{self, OmniPlatform, OmniProfile};
use shiming_shape::answers;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Result;
use crate::input::{choice, int, int32};
use crate::packet::keep;

fn key_of(key: String) -> Result<OmniKey> {
    Ok(OmniKey::new(&Zeroizing::new(key))?)
}

fn platform_of(platform: Option<String>) -> Result<Option<OmniPlatform>> {
    Ok(platform.map(|name| choice(&name, "platform")).transpose()?)
}

/// `omnisdk_play_request`: the length of its body; the rest is the last `packet`.
#[wasm_bindgen]
pub fn omnisdk_play_request(
    profile: &str,
    key: String,
    uid: &str,
    platform: Option<String>,
    form: &str,
    unix: f64,
) -> Result<i32> {
    let (profile, key) = (OmniProfile::parse(profile)?, key_of(key)?);
    let (platform, form) = (platform_of(platform)?, choice(form, "form")?);
    Ok(keep(omnisdk::omnisdk_play_request(&profile, &key, uid, platform, form, int(unix))?))
}

/// `omnisdk_exit_request`: the length of its body; the rest is the last `packet`.
#[wasm_bindgen]
pub fn omnisdk_exit_request(
    profile: &str,
    key: String,
    uid: &str,
    platform: Option<String>,
    form: &str,
    unix: f64,
) -> Result<i32> {
    let (profile, key) = (OmniProfile::parse(profile)?, key_of(key)?);
    let (platform, form) = (platform_of(platform)?, choice(form, "form")?);
    Ok(keep(omnisdk::omnisdk_exit_request(&profile, &key, uid, platform, form, int(unix))?))
}

/// `omnisdk_sign`.
#[wasm_bindgen]
pub fn omnisdk_sign(profile: &str, key: String, body: &[u8]) -> Result<String> {
    Ok(omnisdk::omnisdk_sign(&OmniProfile::parse(profile)?, &key_of(key)?, body)?)
}

/// `omnisdk_diagnose_signature`: JSON text.
#[wasm_bindgen]
pub fn omnisdk_diagnose_signature(profile: &str, key: String, body: &[u8]) -> Result<String> {
    let found = omnisdk::omnisdk_diagnose_signature(&OmniProfile::parse(profile)?, &key_of(key)?, body)?;
    Ok(answers::omni_matches(&found).compact())
}

/// `omnisdk_parse_response`: JSON text.
#[wasm_bindgen]
pub fn omnisdk_parse_response(status: f64, body: &[u8]) -> Result<String> {
    Ok(answers::omni_answer(&omnisdk::omnisdk_parse_response(int32(status, "status")?, body)).compact())
}

/// `omnisdk_verify_callback`: JSON text.
#[wasm_bindgen]
pub fn omnisdk_verify_callback(profile: &str, key: String, body: &[u8]) -> Result<String> {
    let callback = omnisdk::omnisdk_verify_callback(&OmniProfile::parse(profile)?, &key_of(key)?, body)?;
    Ok(answers::omni_callback(&callback).compact())
}

/// `omnisdk_callback_reply`: the body.
#[wasm_bindgen]
pub fn omnisdk_callback_reply(outcome: &str) -> Result<Vec<u8>> {
    Ok(omnisdk::omnisdk_callback_reply(choice(outcome, "outcome")?))
}

/// `omnisdk_verify_login`.
#[wasm_bindgen]
pub fn omnisdk_verify_login(
    app_id: &str,
    key: String,
    uid: &str,
    verify_timestamp: &str,
    signature: &str,
) -> Result<bool> {
    let key = Zeroizing::new(key);
    Ok(omnisdk::omnisdk_verify_login(app_id, &key, uid, verify_timestamp, signature)?)
}

/// `omnisdk_certification`.
#[wasm_bindgen]
pub fn omnisdk_certification(value: f64) -> Result<String> {
    Ok(omnisdk::omnisdk_certification(int32(value, "value")?).name().to_owned())
}
