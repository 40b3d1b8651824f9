//! The authority's protocol: signature, bodies, requests, answers.

use shiming_core::wire::{self, Row, RowView, report_request_of_views};
use shiming_shape::args::bad_call;
use shiming_shape::{Value, answers, shapes};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::{Result, told};
use crate::inbox::{self, text};
use crate::input::{app, choice, endpoints, int, int32, json};
use crate::packet::{keep, keep_parts};

fn params_of(params: &str) -> Result<Vec<(String, String)>> {
    match json(params, "params")? {
        Value::Array(pairs) => Ok(shapes::params(&pairs)?),
        _ => Err(bad_call("pass params as a list of pairs [key, value]").into()),
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
    Ok(answers::explained(&explained).compact())
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

/// `check_request`: the length of its body; the rest is the last `packet`. In the inbox: endpoints, ai, name, number, nonce. -1: a fault.
#[wasm_bindgen]
pub fn check_request(to: usize, ai: usize, name: usize, id_number: usize, nonce: usize, unix: f64) -> i32 {
    told(inbox::read([to, ai, name, id_number, nonce], |[to, ai, name, id_number, nonce]| {
        let (app, to) = (app()?, endpoints(text(to)?)?);
        let (ai, name, id_number) = (text(ai)?, text(name)?, text(id_number)?);
        let mut post = wire::check_post(&app, &to, ai, name, id_number, nonce, int(unix))?;
        let body = core::mem::take(&mut post.body);
        Ok(keep_parts("POST", &post.url, post.headers(&app).into_iter(), body))
    }))
}

/// `query_request`: as `check_request`. In the inbox: endpoints, ai.
#[wasm_bindgen]
pub fn query_request(to: usize, ai: usize, unix: f64) -> i32 {
    told(inbox::read([to, ai], |[to, ai]| {
        let (app, to) = (app()?, endpoints(text(to)?)?);
        Ok(keep(wire::query_request(&app, &to, text(ai)?, int(unix))?))
    }))
}

/// `report_request`: as `check_request`. In the inbox: endpoints, rows, nonce. Rows: for each row `si`, `bt`, `ot`, `ct`, `pi`, `di`,
/// each followed by U+001F; `pi` and `di` begin with `+` where they are present. JSON text would take as long as all
/// cryptography. A field that holds a U+001F itself makes more fields than `count` rows have: then nothing is made, the answer
/// is -2, and the rows shall come as JSON text, a list of rows, with a `count` of -1.
#[wasm_bindgen]
pub fn report_request(to: usize, rows: usize, nonce: usize, count: i32, unix: f64) -> i32 {
    told(inbox::read([to, rows, nonce], |[to, rows, nonce]| {
        let (app, to, rows) = (app()?, endpoints(text(to)?)?, text(rows)?);
        if count < 0 {
            return Ok(keep(wire::report_request(&app, &to, &listed(rows)?, nonce, int(unix))?));
        }
        match separated(rows, count)? {
            Some(rows) => Ok(keep(report_request_of_views(&app, &to, &rows, nonce, int(unix))?)),
            None => Ok(-2),
        }
    }))
}

fn listed(rows: &str) -> shiming_core::Result<Vec<Row>> {
    let Value::Array(rows) = json(rows, "rows")? else { return Ok(Vec::new()) };
    shapes::rows(&rows)
}

/// `None`: not as many fields as this many rows have.
fn separated(rows: &str, count: i32) -> shiming_core::Result<Option<Vec<RowView<'_>>>> {
    let mut rest = rows;
    let mut next = || {
        let at = rest.bytes().position(|byte| byte == 0x1f)?;
        let (field, after) = rest.split_at_checked(at)?;
        rest = after.get(1..)?;
        Some(field)
    };
    let mut read = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
    for _ in 0..count {
        let (Some(si), Some(bt), Some(ot), Some(ct), Some(pi), Some(di)) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Ok(None);
        };
        let (bt, ct) = (choice(bt, "bt")?, choice(ct, "ct")?);
        let (pi, di) = (pi.strip_prefix('+'), di.strip_prefix('+'));
        read.push(RowView { si, bt, ot: ot.parse().unwrap_or_default(), ct, pi, di });
    }
    Ok(rest.is_empty().then_some(read))
}

/// `parse_check`: JSON text.
#[wasm_bindgen]
pub fn parse_check(status: f64, body: &[u8]) -> Result<String> {
    Ok(shapes::answer(&wire::parse_check(int32(status, "status")?, body)).compact())
}

/// `parse_query`: JSON text.
#[wasm_bindgen]
pub fn parse_query(status: f64, body: &[u8]) -> Result<String> {
    Ok(shapes::answer(&wire::parse_query(int32(status, "status")?, body)).compact())
}

/// `parse_report`: JSON text.
#[wasm_bindgen]
pub fn parse_report(status: f64, body: &[u8], rows: f64) -> Result<String> {
    let answer = wire::parse_report(int32(status, "status")?, body, int32(rows, "rows")?)?;
    Ok(shapes::report_answer(&answer).compact())
}

/// `errcode_info`: JSON text.
#[wasm_bindgen]
pub fn errcode_info(errcode: f64) -> Result<String> {
    Ok(answers::errcode_info(&wire::errcode_info(int32(errcode, "errcode")?)).compact())
}
