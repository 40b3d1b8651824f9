//! OmniSDK.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{self, OmniForm, OmniPlatform, OmniProfile, OmniReply};

use crate::buf::{give, shiming_buf};
use crate::guard::Result;
use crate::input::{choice, place, read_bytes, read_text};
use crate::request::{into_raw, shiming_request};
use shiming_shape::answers;

fn platform_of(platform: i32) -> Result<Option<OmniPlatform>> {
    if platform == 0 { Ok(None) } else { choice(platform, "platform").map(Some) }
}

/// Tells OmniSDK that a player entered: `out` gets the request, to be freed with `shiming_request_free`.
///
/// `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key. `platform`: `SHIMING_PLATFORM_ANDROID`,
/// `SHIMING_PLATFORM_IOS`, or 0 for none. `form`: `SHIMING_FORM_GET` or `SHIMING_FORM_POST`. `unix_ms`: now.
///
/// Errors: invalid_parameter, bad_time, invalid_key, invalid_profile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_play_request(
    profile: *const c_char,
    profile_len: usize,
    key: *const c_char,
    key_len: usize,
    uid: *const c_char,
    uid_len: usize,
    platform: i32,
    form: i32,
    unix_ms: i64,
    out: *mut *mut shiming_request,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let profile = OmniProfile::parse(read_text(profile, profile_len, "profile")?)?;
            let key = OmniKey::new(read_text(key, key_len, "key")?)?;
            let uid = read_text(uid, uid_len, "uid")?;
            let platform = platform_of(platform)?;
            let form = choice::<OmniForm>(form, "form")?;
            let unix = unix_ms;
            give(out, into_raw(omnisdk::omnisdk_play_request(&profile, &key, uid, platform, form, unix)?))
        })
    }
}

/// Tells OmniSDK that a player left: as `shiming_omnisdk_play_request`.
///
/// Errors: invalid_parameter, bad_time, invalid_key, invalid_profile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_exit_request(
    profile: *const c_char,
    profile_len: usize,
    key: *const c_char,
    key_len: usize,
    uid: *const c_char,
    uid_len: usize,
    platform: i32,
    form: i32,
    unix_ms: i64,
    out: *mut *mut shiming_request,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let profile = OmniProfile::parse(read_text(profile, profile_len, "profile")?)?;
            let key = OmniKey::new(read_text(key, key_len, "key")?)?;
            let uid = read_text(uid, uid_len, "uid")?;
            let platform = platform_of(platform)?;
            let form = choice::<OmniForm>(form, "form")?;
            let unix = unix_ms;
            give(out, into_raw(omnisdk::omnisdk_exit_request(&profile, &key, uid, platform, form, unix)?))
        })
    }
}

/// The signature of an OmniSDK message: `out` gets 40 lower-case hexadecimal digits.
///
/// `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key. `body`: the message, JSON.
///
/// Errors: invalid_key, invalid_profile, invalid_callback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_sign(
    profile: *const c_char,
    profile_len: usize,
    key: *const c_char,
    key_len: usize,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let profile = OmniProfile::parse(read_text(profile, profile_len, "profile")?)?;
            let key = OmniKey::new(read_text(key, key_len, "key")?)?;
            let body = read_bytes(body, body_len, "body")?;
            give(out, shiming_buf::of(omnisdk::omnisdk_sign(&profile, &key, body)?))
        })
    }
}

/// Which way of signing explains a message's signature: `out` gets JSON text `{"matches":[{"array_mode","variant","upper_hex"}...]}`.
///
/// `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key.
///
/// Errors: invalid_key, invalid_profile, invalid_callback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_diagnose_signature(
    profile: *const c_char,
    profile_len: usize,
    key: *const c_char,
    key_len: usize,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let profile = OmniProfile::parse(read_text(profile, profile_len, "profile")?)?;
            let key = OmniKey::new(read_text(key, key_len, "key")?)?;
            let body = read_bytes(body, body_len, "body")?;
            give(
                out,
                shiming_buf::json(&answers::omni_matches(&omnisdk::omnisdk_diagnose_signature(
                    &profile, &key, body,
                )?)),
            )
        })
    }
}

/// What OmniSDK answered: `out` gets JSON text `{"kind":"accepted"|"rejected"|"malformed","code","msg","class"}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_parse_response(
    status: i32,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let body = read_bytes(body, body_len, "body")?;
            give(
                out,
                shiming_buf::json(&answers::omni_answer(&omnisdk::omnisdk_parse_response(status, body))),
            )
        })
    }
}

/// Checks and reads a callback of OmniSDK: `out` gets JSON text `{"uids":[...],"unix","dedupe_hex"}`.
///
/// `profile`: JSON text such as `{"base":"cn_v1","app_id":"..."}`. `key`: the server key. `body`: the bytes as they came.
///
/// Errors: invalid_key, invalid_profile, invalid_signature, invalid_callback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_verify_callback(
    profile: *const c_char,
    profile_len: usize,
    key: *const c_char,
    key_len: usize,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let profile = OmniProfile::parse(read_text(profile, profile_len, "profile")?)?;
            let key = OmniKey::new(read_text(key, key_len, "key")?)?;
            let body = read_bytes(body, body_len, "body")?;
            give(
                out,
                shiming_buf::json(&answers::omni_callback(&omnisdk::omnisdk_verify_callback(
                    &profile, &key, body,
                )?)),
            )
        })
    }
}

/// What to answer to a callback: `out` gets the body. `outcome`: one of `SHIMING_REPLY_...`.
///
/// Errors: invalid_parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_callback_reply(
    outcome: i32,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let outcome = choice::<OmniReply>(outcome, "outcome")?;
            give(out, shiming_buf::of(omnisdk::omnisdk_callback_reply(outcome)))
        })
    }
}

/// Whether the client's login proof is genuine: `valid` gets 1 or 0. `verify_timestamp` is the text that the client sent.
///
/// Errors: invalid_parameter, invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_verify_login(
    app_id: *const c_char,
    app_id_len: usize,
    key: *const c_char,
    key_len: usize,
    uid: *const c_char,
    uid_len: usize,
    verify_timestamp: *const c_char,
    verify_timestamp_len: usize,
    signature: *const c_char,
    signature_len: usize,
    valid: *mut i32,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let valid = place(valid, "valid")?;
            let app_id = read_text(app_id, app_id_len, "app_id")?;
            let key = read_text(key, key_len, "key")?;
            let uid = read_text(uid, uid_len, "uid")?;
            let verify_timestamp = read_text(verify_timestamp, verify_timestamp_len, "verify_timestamp")?;
            let signature = read_text(signature, signature_len, "signature")?;
            give(
                valid,
                i32::from(omnisdk::omnisdk_verify_login(app_id, key, uid, verify_timestamp, signature)?),
            )
        })
    }
}

/// What the client's certification value means: `out` gets `channel_managed`, `unverified`, `minor`, `adult` or `unknown`.
///
/// Errors: invalid_parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_omnisdk_certification(
    value: i32,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            give(out, shiming_buf::of(omnisdk::omnisdk_certification(value).name()))
        })
    }
}
