//! The authority's protocol: signature, bodies, requests, answers.

use shiming_core::wire::{self, Row};
use shiming_shape::args::bad_call;
use shiming_shape::{answers, shapes};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Result;
use crate::input::{app, choice, endpoints, int, int32, json};
use crate::packet::keep;

fn params_of(params: &str) -> Result<Vec<(String, String)>> {
    match json(params, "params")?.as_array() {
        Some(pairs) => Ok(shapes::params(pairs)?),
        None => Err(bad_call("pass params as a list of pairs [key, value]").into()),
    }
}

/// `sign`.
#[wasm_bindgen]
pub fn sign(secret_key: String, params: &str, body: &[u8]) -> Result<String> {
    Ok(wire::sign(&Zeroizing::new(secret_key), &params_of(params)?, body)?)
}

/// `explain_sign`: JSON text.
#[wasm_bindgen]
pub fn explain_sign(secret_key: String, params: &str, body: &[u8]) -> Result<String> {
    let explained = wire::explain_sign(&Zeroizing::new(secret_key), &params_of(params)?, body)?;
    Ok(answers::explained(&explained).to_string())
}

/// `encrypt_body`.
#[wasm_bindgen]
pub fn encrypt_body(secret_key: String, nonce: &[u8], plaintext: &[u8]) -> Result<Vec<u8>> {
    Ok(wire::encrypt_body(&Zeroizing::new(secret_key), nonce, plaintext)?)
}

/// `decrypt_body`.
#[wasm_bindgen]
pub fn decrypt_body(secret_key: String, body: &[u8]) -> Result<Vec<u8>> {
    Ok(wire::decrypt_body(&Zeroizing::new(secret_key), body)?)
}

/// `check_request`: the length of a packet.
#[wasm_bindgen]
pub fn check_request(
    app_id: &str,
    biz_id: &str,
    secret_key: String,
    to: &str,
    ai: &str,
    name: &str,
    id_number: &str,
    nonce: &[u8],
    unix: f64,
) -> Result<usize> {
    let (app, to) = (app(app_id, biz_id, secret_key)?, endpoints(to)?);
    Ok(keep(&wire::check_request(&app, &to, ai, name, id_number, nonce, int(unix))?))
}

/// `query_request`: the length of a packet.
#[wasm_bindgen]
pub fn query_request(
    app_id: &str,
    biz_id: &str,
    secret_key: String,
    to: &str,
    ai: &str,
    unix: f64,
) -> Result<usize> {
    let (app, to) = (app(app_id, biz_id, secret_key)?, endpoints(to)?);
    Ok(keep(&wire::query_request(&app, &to, ai, int(unix))?))
}

/// `report_request`: the length of a packet. `rows`, UTF-8: for each row `si`, `bt`, `ot`, `ct`, `pi`, `di`, each followed by U+001F; `pi` and `di` begin
/// with `+` where they are present. JSON text would take as long as all cryptography. Only where a field itself
/// holds a U+001F, `rows` is JSON text, a list of rows.
#[wasm_bindgen]
pub fn report_request(
    app_id: &str,
    biz_id: &str,
    secret_key: String,
    to: &str,
    rows: &[u8],
    nonce: &[u8],
    unix: f64,
) -> Result<usize> {
    let (app, to) = (app(app_id, biz_id, secret_key)?, endpoints(to)?);
    let rows = str::from_utf8(rows).map_err(|_| bad_call("pass rows as UTF-8"))?;
    let rows = if rows.starts_with('[') { listed(rows)? } else { separated(rows)? };
    Ok(keep(&wire::report_request(&app, &to, &rows, nonce, int(unix))?))
}

fn listed(rows: &str) -> Result<Vec<Row>> {
    let rows = json(rows, "rows")?;
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(rows.iter().map(shapes::row).collect::<shiming_core::Result<_>>()?)
}

fn separated(rows: &str) -> Result<Vec<Row>> {
    let mut fields = rows.split_terminator('\x1f');
    let mut read = Vec::new();
    while let (Some(si), Some(bt), Some(ot), Some(ct), Some(pi), Some(di)) =
        (fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
    {
        let present = |text: &str| text.strip_prefix('+').map(str::to_owned);
        read.push(Row {
            si: si.to_owned(),
            bt: choice(bt, "bt")?,
            ot: ot.parse().unwrap_or_default(),
            ct: choice(ct, "ct")?,
            pi: present(pi),
            di: present(di),
        });
    }
    Ok(read)
}

/// `parse_check`: JSON text.
#[wasm_bindgen]
pub fn parse_check(status: f64, body: &[u8]) -> Result<String> {
    Ok(shapes::answer(&wire::parse_check(int32(status, "status")?, body)).to_string())
}

/// `parse_query`: JSON text.
#[wasm_bindgen]
pub fn parse_query(status: f64, body: &[u8]) -> Result<String> {
    Ok(shapes::answer(&wire::parse_query(int32(status, "status")?, body)).to_string())
}

/// `parse_report`: JSON text.
#[wasm_bindgen]
pub fn parse_report(status: f64, body: &[u8], rows: f64) -> Result<String> {
    let answer = wire::parse_report(int32(status, "status")?, body, int32(rows, "rows")?)?;
    Ok(shapes::report_answer(&answer).to_string())
}

/// `errcode_info`: JSON text.
#[wasm_bindgen]
pub fn errcode_info(errcode: f64) -> Result<String> {
    Ok(answers::errcode_info(&wire::errcode_info(int32(errcode, "errcode")?)).to_string())
}
