//! Player Network, and the status values of other channels.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::adapter::{self, StatusSource};
use shiming_core::player_network::{self, Login, Options};

use crate::buf::{give, shiming_buf};
use crate::input::{choice, place, read_bytes, read_text};
use shiming_shape::answers;

/// Reads the login result of the Player Network SDK: `out` gets JSON text, to be stored and given to `shiming_player_network_decide`.
///
/// Errors: invalid_callback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_player_network_parse(
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
            give(out, shiming_buf::of(player_network::player_network_parse(body)?.into_json()))
        })
    }
}

/// What to do with this login now: `out` gets JSON text `{"gate","actions":[...],"degraded":[...],"recheck_at"|null}`.
///
/// `login`: from `shiming_player_network_parse`. `options`: JSON text. `unix_ms`: now.
///
/// Errors: invalid_parameter, bad_time, invalid_state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_player_network_decide(
    login: *const c_char,
    login_len: usize,
    options: *const c_char,
    options_len: usize,
    unix_ms: i64,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let login = read_text(login, login_len, "login")?;
            let login = Login::from_json(login)?;
            let options = read_text(options, options_len, "options")?;
            let options = Options::from_json(options)?;
            let unix = unix_ms;
            give(
                out,
                shiming_buf::json(&answers::decision(&player_network::player_network_decide(
                    &login, &options, unix,
                )?)),
            )
        })
    }
}

/// Another channel's status value in our terms: `out` gets `channel_managed`, `unverified`, `pending`, `verified`, `minor`,
/// `adult` or `unknown`. `source`: one of `SHIMING_SOURCE_...`.
///
/// Errors: invalid_parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_adapt_status(
    source: i32,
    value: *const c_char,
    value_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let source = choice::<StatusSource>(source, "source")?;
            let value = read_text(value, value_len, "value")?;
            give(out, shiming_buf::of(adapter::adapt_status(source, value).name()))
        })
    }
}
