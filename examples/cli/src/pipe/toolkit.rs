//! The pure operations: each reads its arguments, calls one function of the core and writes the result.

use shiming_core::Result;
use shiming_core::identity::{
    ai_for_attempt, normalize_id, pi_birth_date, redact, unpad_id, validate_id_number, validate_name,
};
use shiming_core::interface_test::{interface_test, interface_test_judge, interface_test_request};
use shiming_core::journal::derive_journal_key;
use shiming_core::wire::{
    check_request, decrypt_body, encrypt_body, errcode_info, explain_sign, parse_check, parse_query,
    parse_report, query_request, report_request, sign,
};
use shiming_shape::{Value, object};

use super::args::{Args, hex};
use super::{Handler, answers, shapes};

pub(super) const OPS: &[(&str, Handler)] = &[
    ("sign", Handler::Pure(op_sign)),
    ("explain_sign", Handler::Pure(op_explain_sign)),
    ("encrypt_body", Handler::Pure(op_encrypt_body)),
    ("decrypt_body", Handler::Pure(op_decrypt_body)),
    ("check_request", Handler::Pure(op_check_request)),
    ("query_request", Handler::Pure(op_query_request)),
    ("report_request", Handler::Pure(op_report_request)),
    ("parse_check", Handler::Pure(op_parse_check)),
    ("parse_query", Handler::Pure(op_parse_query)),
    ("parse_report", Handler::Pure(op_parse_report)),
    ("errcode_info", Handler::Pure(op_errcode_info)),
    ("ai_for_attempt", Handler::Pure(op_ai_for_attempt)),
    ("normalize_id", Handler::Pure(op_normalize_id)),
    ("unpad_id", Handler::Pure(op_unpad_id)),
    ("validate_name", Handler::Pure(op_validate_name)),
    ("validate_id_number", Handler::Pure(op_validate_id_number)),
    ("pi_birth_date", Handler::Pure(op_pi_birth_date)),
    ("redact", Handler::Pure(op_redact)),
    ("interface_test", Handler::Pure(op_interface_test)),
    ("interface_test_request", Handler::Pure(op_interface_test_request)),
    ("interface_test_judge", Handler::Pure(op_interface_test_judge)),
    ("derive_journal_key", Handler::Pure(op_derive_journal_key)),
];

fn params(args: Args<'_>) -> Result<Vec<(String, String)>> {
    shapes::params(args.list("params")?)
}

fn op_sign(args: Args<'_>) -> Result<Value> {
    let signature = sign(&args.text("secret_key")?, &params(args)?, &args.bytes("body_hex")?)?;
    Ok(object!({"sign": signature}))
}

fn op_explain_sign(args: Args<'_>) -> Result<Value> {
    Ok(answers::explained(&explain_sign(
        &args.text("secret_key")?,
        &params(args)?,
        &args.bytes("body_hex")?,
    )?))
}

fn op_encrypt_body(args: Args<'_>) -> Result<Value> {
    let (nonce, plaintext) = (args.bytes("nonce_hex")?, args.bytes("plaintext_hex")?);
    let body = encrypt_body(&args.text("secret_key")?, &nonce, &plaintext)?;
    Ok(object!({"body_hex": hex(&body)}))
}

fn op_decrypt_body(args: Args<'_>) -> Result<Value> {
    let plaintext = decrypt_body(&args.text("secret_key")?, &args.bytes("body_hex")?)?;
    Ok(object!({"plaintext_hex": hex(&plaintext)}))
}

fn op_check_request(args: Args<'_>) -> Result<Value> {
    let request = check_request(
        &shapes::app(args)?,
        &shapes::endpoints(args.object("endpoints")?)?,
        &args.text("ai")?,
        &args.text("name")?,
        &args.text("id_number")?,
        &args.bytes("nonce_hex")?,
        args.int("unix")?,
    )?;
    Ok(shapes::request(&request))
}

fn op_query_request(args: Args<'_>) -> Result<Value> {
    let request = query_request(
        &shapes::app(args)?,
        &shapes::endpoints(args.object("endpoints")?)?,
        &args.text("ai")?,
        args.int("unix")?,
    )?;
    Ok(shapes::request(&request))
}

fn op_report_request(args: Args<'_>) -> Result<Value> {
    let app = shapes::app(args)?;
    let endpoints = shapes::endpoints(args.object("endpoints")?)?;
    let rows = shapes::rows(args.list("rows")?)?;
    let request = report_request(&app, &endpoints, &rows, &args.bytes("nonce_hex")?, args.int("unix")?)?;
    Ok(shapes::request(&request))
}

fn op_parse_check(args: Args<'_>) -> Result<Value> {
    Ok(shapes::answer(&parse_check(args.int32("status")?, &args.bytes("body_hex")?)))
}

fn op_parse_query(args: Args<'_>) -> Result<Value> {
    Ok(shapes::answer(&parse_query(args.int32("status")?, &args.bytes("body_hex")?)))
}

fn op_parse_report(args: Args<'_>) -> Result<Value> {
    let answer = parse_report(args.int32("status")?, &args.bytes("body_hex")?, args.int32("rows")?)?;
    Ok(shapes::report_answer(&answer))
}

fn op_errcode_info(args: Args<'_>) -> Result<Value> {
    Ok(answers::errcode_info(&errcode_info(args.int32("errcode")?)))
}

fn op_ai_for_attempt(args: Args<'_>) -> Result<Value> {
    let ai = ai_for_attempt(
        &args.bytes("salt_hex")?,
        &args.text("biz_id")?,
        &args.text("account")?,
        args.int("attempt")?,
        &args.text("name")?,
        &args.text("id_number")?,
    )?;
    Ok(object!({"ai": ai}))
}

fn op_normalize_id(args: Args<'_>) -> Result<Value> {
    let normal = normalize_id(&args.text("raw")?, args.choice("mode")?)?;
    Ok(answers::normal_id(&normal))
}

fn op_unpad_id(args: Args<'_>) -> Result<Value> {
    Ok(object!({"raw": unpad_id(&args.text("id")?)?}))
}

pub(crate) fn op_validate_name(args: Args<'_>) -> Result<Value> {
    Ok(answers::valid_name(&validate_name(&args.text("name")?)?))
}

pub(crate) fn op_validate_id_number(args: Args<'_>) -> Result<Value> {
    Ok(answers::valid_id_number(&validate_id_number(&args.text("id_number")?, args.int("unix")?)?))
}

fn op_pi_birth_date(args: Args<'_>) -> Result<Value> {
    Ok(answers::pi_birth(&pi_birth_date(&args.text("pi")?)?))
}

fn op_redact(args: Args<'_>) -> Result<Value> {
    Ok(object!({"text": redact(args.choice("kind")?, &args.text("value")?)?}))
}

fn op_interface_test(args: Args<'_>) -> Result<Value> {
    Ok(answers::interface_test(&interface_test(args.int32("case")?)?))
}

fn op_interface_test_request(args: Args<'_>) -> Result<Value> {
    let request = interface_test_request(
        args.int32("case")?,
        &shapes::app(args)?,
        &args.text("code")?,
        args.int32("preset")?,
        &args.bytes("nonce_hex")?,
        args.int("unix")?,
    )?;
    Ok(shapes::request(&request))
}

fn op_interface_test_judge(args: Args<'_>) -> Result<Value> {
    Ok(answers::judged(&interface_test_judge(
        args.int32("case")?,
        args.int32("status")?,
        &args.bytes("body_hex")?,
    )?))
}

fn op_derive_journal_key(args: Args<'_>) -> Result<Value> {
    Ok(object!({"key_hex": hex(&derive_journal_key(&args.text("secret_key")?)?)}))
}
