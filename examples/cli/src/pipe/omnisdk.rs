//! OmniSDK: its requests, answers, callback and login check.

use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{
    OmniForm, OmniPlatform, OmniProfile, omnisdk_callback_reply, omnisdk_certification,
    omnisdk_diagnose_signature, omnisdk_exit_request, omnisdk_parse_response, omnisdk_play_request,
    omnisdk_sign, omnisdk_verify_callback, omnisdk_verify_login,
};
use shiming_core::{Request, Result};
use shiming_shape::{Value, object};

use super::args::{Args, hex};
use super::{Handler, answers, shapes};

pub(super) const OPS: &[(&str, Handler)] = &[
    ("omnisdk_play_request", Handler::Pure(op_play_request)),
    ("omnisdk_exit_request", Handler::Pure(op_exit_request)),
    ("omnisdk_sign", Handler::Pure(op_sign)),
    ("omnisdk_diagnose_signature", Handler::Pure(op_diagnose_signature)),
    ("omnisdk_parse_response", Handler::Pure(op_parse_response)),
    ("omnisdk_verify_callback", Handler::Pure(op_verify_callback)),
    ("omnisdk_callback_reply", Handler::Pure(op_callback_reply)),
    ("omnisdk_verify_login", Handler::Pure(op_verify_login)),
    ("omnisdk_certification", Handler::Pure(op_certification)),
];

fn profile(args: Args<'_>) -> Result<OmniProfile> {
    OmniProfile::parse(&args.text("profile")?)
}

fn key(args: Args<'_>) -> Result<OmniKey> {
    OmniKey::new(&args.text("key")?)
}

fn op_play_request(args: Args<'_>) -> Result<Value> {
    request(args, omnisdk_play_request)
}

fn op_exit_request(args: Args<'_>) -> Result<Value> {
    request(args, omnisdk_exit_request)
}

/// Either builder.
type Build = fn(&OmniProfile, &OmniKey, &str, Option<OmniPlatform>, OmniForm, i64) -> Result<Request>;

fn request(args: Args<'_>, build: Build) -> Result<Value> {
    let request = build(
        &profile(args)?,
        &key(args)?,
        &args.text("uid")?,
        args.optional_choice("platform")?,
        args.choice("form")?,
        args.int("unix")?,
    )?;
    Ok(shapes::request(&request))
}

fn op_sign(args: Args<'_>) -> Result<Value> {
    Ok(object!({"sign": omnisdk_sign(&profile(args)?, &key(args)?, &args.bytes("body_hex")?)?}))
}

fn op_diagnose_signature(args: Args<'_>) -> Result<Value> {
    let found = omnisdk_diagnose_signature(&profile(args)?, &key(args)?, &args.bytes("body_hex")?)?;
    Ok(answers::omni_matches(&found))
}

fn op_parse_response(args: Args<'_>) -> Result<Value> {
    Ok(answers::omni_answer(&omnisdk_parse_response(args.int32("status")?, &args.bytes("body_hex")?)))
}

fn op_verify_callback(args: Args<'_>) -> Result<Value> {
    Ok(answers::omni_callback(&omnisdk_verify_callback(
        &profile(args)?,
        &key(args)?,
        &args.bytes("body_hex")?,
    )?))
}

fn op_callback_reply(args: Args<'_>) -> Result<Value> {
    Ok(object!({"body_hex": hex(&omnisdk_callback_reply(args.choice("outcome")?))}))
}

fn op_verify_login(args: Args<'_>) -> Result<Value> {
    let valid = omnisdk_verify_login(
        &args.text("app_id")?,
        &args.text("key")?,
        &args.text("uid")?,
        &args.text("verify_timestamp")?,
        &args.text("signature")?,
    )?;
    Ok(object!({"valid": valid}))
}

fn op_certification(args: Args<'_>) -> Result<Value> {
    Ok(object!({"real_name": omnisdk_certification(args.int32("value")?).name()}))
}
