//! The authority's protocol: signature, bodies, requests, answers.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::wire::{self, Endpoints, RowView};

use crate::app::{app_of, shiming_app};
use crate::buf::{give, shiming_buf, shiming_text};
use crate::guard::{Fault, Result};
use crate::input::{choice, json_of, members, place, read_bytes, read_json, read_optional, read_text, sized};
use crate::request::{into_raw, shiming_request};
use crate::system::nonce_or_fresh;
use shiming_shape::{Value, answers, shapes};

/// One row of a report. Text with `ptr` null is absent.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_row {
    /// `sizeof(shiming_row)`, set by the caller.
    pub struct_size: u32,
    /// `SHIMING_LOGIN` or `SHIMING_LOGOUT`.
    pub bt: i32,
    /// `SHIMING_VERIFIED` or `SHIMING_GUEST`.
    pub ct: i32,
    /// The session's name on the wire, 1 to 32 bytes, the same in both of its rows.
    pub si: shiming_text,
    /// When it happened, Unix seconds.
    pub ot: i64,
    /// The player's pi; for verified players.
    pub pi: shiming_text,
    /// The device, 1 to 32 bytes; for guests.
    pub di: shiming_text,
}

fn params_of(params: &Value) -> Result<Vec<(String, String)>> {
    Ok(match params {
        Value::Array(pairs) => shapes::params(pairs)?,
        _ => {
            return Err(shiming_shape::args::bad_call("pass params as a list of pairs [key, value]").into());
        }
    })
}

/// As many rows as a report may have; how many there are is the core's to judge.
const MANY: usize = 128;

/// Where requests go. Production is what nearly every call says, so it is known without reading JSON.
unsafe fn endpoints_of(ptr: *const c_char, len: usize) -> Result<Endpoints> {
    // SAFETY: the caller's promise for a text.
    let text = unsafe { read_text(ptr, len, "endpoints") }?;
    if text == r#"{"kind":"production"}"# {
        return Ok(Endpoints::Production);
    }
    let value = json_of(text, "endpoints")?;
    Ok(shapes::endpoints(members(&value)?)?)
}

unsafe fn rows_of<'a>(rows: *const shiming_row, count: usize) -> Result<Vec<RowView<'a>>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    // SAFETY: the caller promises `count` rows of the size that the first one names.
    unsafe {
        sized(rows, "rows")?;
        if count.checked_mul(size_of::<shiming_row>()).is_none_or(|size| isize::try_from(size).is_err()) {
            return Err(Fault::new(
                crate::status::SHIMING_E_INVALID_PARAMETER,
                "rows",
                "no array has this many rows: was it a negative number?",
            ));
        }
        // To collect into a result would grow the list step by step: it cannot know that no row fails.
        let mut views = Vec::with_capacity(count.min(MANY));
        for row in core::slice::from_raw_parts(rows, count) {
            views.push(row_of(row)?);
        }
        Ok(views)
    }
}

unsafe fn row_of<'a>(row: &shiming_row) -> Result<RowView<'a>> {
    // SAFETY: the caller's promise for the views in each row.
    unsafe {
        Ok(RowView {
            si: read_text(row.si.ptr, row.si.len, "si")?,
            bt: choice(row.bt, "bt")?,
            ot: row.ot,
            ct: choice(row.ct, "ct")?,
            pi: read_optional(row.pi.ptr, row.pi.len, "pi")?,
            di: read_optional(row.di.ptr, row.di.len, "di")?,
        })
    }
}

/// The signature of a request (V1.9 §4): `out` gets 64 lower-case hexadecimal digits.
///
/// `params` is JSON text, a list of pairs `[["appId","..."],["bizId","..."],["timestamps","..."],...]` in any order, with the query's
/// parameters decoded; `body` the exact bytes to be sent, empty for a GET. `secret_key` is 32 hexadecimal digits.
///
/// Errors: invalid_parameter, invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_sign(
    secret_key: *const c_char,
    secret_key_len: usize,
    params: *const c_char,
    params_len: usize,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let secret_key = read_text(secret_key, secret_key_len, "secret_key")?;
            let params = read_json(params, params_len, "params")?;
            let body = read_bytes(body, body_len, "body")?;
            give(out, shiming_buf::of(wire::sign(secret_key, &params_of(&params)?, body)?))
        })
    }
}

/// What was signed, to find out why the authority answers 1011: `out` gets JSON text `{"sorted":[[k,v]...],"text","length","sign"}`.
/// The key is masked in `text`; `length` is the bytes of the true text.
///
/// `params` is JSON text, a list of pairs `[["appId","..."],["bizId","..."],["timestamps","..."],...]` in any order, with the query's
/// parameters decoded; `body` the exact bytes to be sent, empty for a GET. `secret_key` is 32 hexadecimal digits.
///
/// Errors: invalid_parameter, invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_explain_sign(
    secret_key: *const c_char,
    secret_key_len: usize,
    params: *const c_char,
    params_len: usize,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let secret_key = read_text(secret_key, secret_key_len, "secret_key")?;
            let params = read_json(params, params_len, "params")?;
            let body = read_bytes(body, body_len, "body")?;
            give(
                out,
                shiming_buf::json(&answers::explained(&wire::explain_sign(
                    secret_key,
                    &params_of(&params)?,
                    body,
                )?)),
            )
        })
    }
}

/// Encrypts a body: `out` gets `{"data":"base64(nonce, ciphertext, tag)"}`.
///
/// `nonce`: 12 bytes that were never used with this key, or a null pointer to draw them from the system (do that).
///
/// Errors: invalid_nonce, invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_encrypt_body(
    secret_key: *const c_char,
    secret_key_len: usize,
    nonce: *const u8,
    nonce_len: usize,
    plaintext: *const u8,
    plaintext_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let secret_key = read_text(secret_key, secret_key_len, "secret_key")?;
            let nonce = nonce_or_fresh(nonce, nonce_len)?;
            let plaintext = read_bytes(plaintext, plaintext_len, "plaintext")?;
            give(out, shiming_buf::of_ciphertext(wire::encrypt_body(secret_key, &nonce, plaintext)?))
        })
    }
}

/// Decrypts a body `{"data":"..."}`: `out` gets the plaintext.
///
/// Errors: invalid_key, invalid_body, decrypt_failed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_decrypt_body(
    secret_key: *const c_char,
    secret_key_len: usize,
    body: *const u8,
    body_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let secret_key = read_text(secret_key, secret_key_len, "secret_key")?;
            let body = read_bytes(body, body_len, "body")?;
            give(out, shiming_buf::of(wire::decrypt_body(secret_key, body)?))
        })
    }
}

/// A check of one person (V1.9 §3.1): `out` gets the request, to be freed with `shiming_request_free`.
///
/// `endpoints`: JSON text `{"kind":"production"}`, `{"kind":"test","code":"..."}` or `{"kind":"custom","check":url,"query":url,"report":url}`.
/// `ai`: 1 to 32 bytes, new for every attempt. `name`, `id_number`: as the player typed them. `nonce`: 12 bytes, or null to draw them.
/// `unix_ms`: now.
///
/// Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_ai, invalid_name, invalid_id_number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_check_request(
    app: *const shiming_app,
    endpoints: *const c_char,
    endpoints_len: usize,
    ai: *const c_char,
    ai_len: usize,
    name: *const c_char,
    name_len: usize,
    id_number: *const c_char,
    id_number_len: usize,
    nonce: *const u8,
    nonce_len: usize,
    unix_ms: i64,
    out: *mut *mut shiming_request,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let app = app_of(app)?;
            let endpoints = endpoints_of(endpoints, endpoints_len)?;
            let ai = read_text(ai, ai_len, "ai")?;
            let name = read_text(name, name_len, "name")?;
            let id_number = read_text(id_number, id_number_len, "id_number")?;
            let nonce = nonce_or_fresh(nonce, nonce_len)?;
            let unix = unix_ms;
            give(out, into_raw(wire::check_request(app, &endpoints, ai, name, id_number, &nonce, unix)?))
        })
    }
}

/// Asks for the result of a check that was pending: `out` gets the request, to be freed with `shiming_request_free`.
///
/// `endpoints`: as for `shiming_check_request`. `ai`: that of the check. `unix_ms`: now.
///
/// Errors: invalid_parameter, bad_time, invalid_url, invalid_key, invalid_ai.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_query_request(
    app: *const shiming_app,
    endpoints: *const c_char,
    endpoints_len: usize,
    ai: *const c_char,
    ai_len: usize,
    unix_ms: i64,
    out: *mut *mut shiming_request,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let app = app_of(app)?;
            let endpoints = endpoints_of(endpoints, endpoints_len)?;
            let ai = read_text(ai, ai_len, "ai")?;
            let unix = unix_ms;
            give(out, into_raw(wire::query_request(app, &endpoints, ai, unix)?))
        })
    }
}

/// A report of 1 to 128 rows: `out` gets the request, to be freed with `shiming_request_free`. They are numbered from 1 in the order given.
///
/// `endpoints`: as for `shiming_check_request`. `rows`: an array of `row_count`. `nonce`: 12 bytes, or null to draw them. `unix_ms`: now;
/// every `ot` lies before it and less than 180 s before.
///
/// Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_si, invalid_di, invalid_pi, invalid_rows.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_report_request(
    app: *const shiming_app,
    endpoints: *const c_char,
    endpoints_len: usize,
    rows: *const shiming_row,
    row_count: usize,
    nonce: *const u8,
    nonce_len: usize,
    unix_ms: i64,
    out: *mut *mut shiming_request,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let app = app_of(app)?;
            let endpoints = endpoints_of(endpoints, endpoints_len)?;
            let rows = rows_of(rows, row_count)?;
            let nonce = nonce_or_fresh(nonce, nonce_len)?;
            let unix = unix_ms;
            give(out, into_raw(wire::report_request_of_views(app, &endpoints, &rows, &nonce, unix)?))
        })
    }
}

/// What the authority answered to a check. Never an error for what came from the network: bytes that make no sense are unreadable.
///
/// `status` is the HTTP status, `body` the bytes as they came. `out` gets JSON text `{"kind":"verified","pi"}`, `{"kind":"pending"}`, `{"kind":"failed"}`,
/// `{"kind":"refused","errcode","errmsg","class"}` or `{"kind":"unreadable","reason"}`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_parse_check(
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
            give(out, shiming_buf::json(&shapes::answer(&wire::parse_check(status, body))))
        })
    }
}

/// What the authority answered to a query: as `shiming_parse_check`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_parse_query(
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
            give(out, shiming_buf::json(&shapes::answer(&wire::parse_query(status, body))))
        })
    }
}

/// What the authority answered to a report of `rows` rows (1 to 128).
///
/// `status` is the HTTP status, `body` the bytes as they came. `out` gets JSON text `{"kind":"accepted"}`, `{"kind":"partial","results":[{"no","errcode","errmsg"}...]}`, or refused
/// or unreadable as for `shiming_parse_check`.
///
/// Errors: invalid_parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_parse_report(
    status: i32,
    body: *const u8,
    body_len: usize,
    rows: i32,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let body = read_bytes(body, body_len, "body")?;
            give(out, shiming_buf::json(&shapes::report_answer(&wire::parse_report(status, body, rows)?)))
        })
    }
}

/// What a code of the authority means and what to do: `out` gets JSON text
/// `{"errcode","errmsg"|null,"class","official","meaning_zh","meaning_en","advice_zh","advice_en"}`. Unknown codes are explained too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_errcode_info(
    errcode: i32,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            give(out, shiming_buf::json(&answers::errcode_info(&wire::errcode_info(errcode))))
        })
    }
}
