//! The eight official test cases.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::interface_test;

use crate::app::{app_of, shiming_app};
use crate::buf::{give, shiming_buf};
use crate::input::{place, read_bytes, read_text};
use crate::request::{into_raw, shiming_request};
use crate::system::nonce_or_fresh;
use shiming_shape::answers;

/// One of the eight official test cases, `number` 1 to 8: `out` gets JSON text `{"case","endpoint","expect","presets":[...]}`.
///
/// Errors: unknown_case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_interface_test(
    number: i32,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            give(out, shiming_buf::json(&answers::interface_test(&interface_test::interface_test(number)?)))
        })
    }
}

/// The request of one test case: `out` gets it, to be freed with `shiming_request_free`.
///
/// `number`: 1 to 8. `code`: the test code of this case. `preset`: which of the official persons, from 1. `nonce`: 12 bytes, or null to draw
/// them. `unix_ms`: now.
///
/// Errors: invalid_parameter, bad_time, unknown_case, invalid_nonce, invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_interface_test_request(
    number: i32,
    app: *const shiming_app,
    code: *const c_char,
    code_len: usize,
    preset: i32,
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
            let code = read_text(code, code_len, "code")?;
            let nonce = nonce_or_fresh(nonce, nonce_len)?;
            let unix = unix_ms;
            give(
                out,
                into_raw(interface_test::interface_test_request(number, app, code, preset, &nonce, unix)?),
            )
        })
    }
}

/// Whether an answer passes the case: `out` gets JSON text `{"passed","reason","advice_zh","advice_en"}`.
///
/// Errors: unknown_case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_interface_test_judge(
    number: i32,
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
                shiming_buf::json(&answers::judged(&interface_test::interface_test_judge(
                    number, status, body,
                )?)),
            )
        })
    }
}
