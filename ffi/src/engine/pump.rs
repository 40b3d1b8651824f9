//! The loop: poll, and what was done about it.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use super::handle::{handle, shiming_engine};

use shiming_core::engine::{Outcome, Sent};
use shiming_core::{Now, Response};

use super::step::{into_raw, shiming_step};
use crate::buf::give;
use crate::input::{choice, place, read_bytes, read_optional};
use shiming_shape::names::Named;

/// The next step: `out` gets it, to be freed with `shiming_step_free`. Do what it says and poll again until it says wait; poll again at that
/// time, and after any other call to this engine. In a process that was forked from the one that opened the engine it answers forked.
///
/// `unix_ms`, `mono_ms`: now.
///
/// Errors: bad_time, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_poll(
    engine: *const shiming_engine,
    unix_ms: i64,
    mono_ms: i64,
    out: *mut *mut shiming_step,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let engine = handle(engine)?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            let step = engine.with(|engine| engine.poll(now))?;
            give(out, into_raw(step))
        })
    }
}

/// The bytes of a persist step, and of all before it, are written and synced.
///
/// Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_persisted(
    engine: *const shiming_engine,
    seq: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            engine.with(|engine| engine.persisted(seq))
        })
    }
}

/// The application dealt with an event. An event of an unknown kind is handled too.
///
/// Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_handled(
    engine: *const shiming_engine,
    seq: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            engine.with(|engine| engine.handled(seq))
        })
    }
}

/// A request got an HTTP answer, whatever it says: `used` gets one of `SHIMING_USED_...`.
///
/// `send`: from the step. `body`: the bytes as they came. `date`: the raw text of the `Date` header, or null. `unix_ms`, `mono_ms`: now.
///
/// Errors: invalid_parameter, bad_time, unknown_send, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_complete(
    engine: *const shiming_engine,
    send: i64,
    status: i32,
    body: *const u8,
    body_len: usize,
    date: *const c_char,
    date_len: usize,
    unix_ms: i64,
    mono_ms: i64,
    used: *mut i32,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let used = place(used, "used")?;
            let engine = handle(engine)?;
            let body = read_bytes(body, body_len, "body")?;
            let date = read_optional(date, date_len, "date")?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            let outcome =
                Outcome::Http(Response { status, body: body.to_vec(), date: date.map(str::to_owned) });
            let answer = engine.with(|engine| engine.complete(send, &outcome, now))?;
            give(used, answer.number())
        })
    }
}

/// A request got no HTTP answer: `used` gets one of `SHIMING_USED_...`.
///
/// `sent`: `SHIMING_SENT_NO` only if it certainly never reached the server (refused connection, unknown host); when in doubt
/// `SHIMING_SENT_UNKNOWN`. `unix_ms`, `mono_ms`: now.
///
/// Errors: invalid_parameter, bad_time, unknown_send, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_complete_transport(
    engine: *const shiming_engine,
    send: i64,
    sent: i32,
    unix_ms: i64,
    mono_ms: i64,
    used: *mut i32,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let used = place(used, "used")?;
            let engine = handle(engine)?;
            let sent = choice::<Sent>(sent, "sent")?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            let answer = engine.with(|engine| engine.complete(send, &Outcome::Transport { sent }, now))?;
            give(used, answer.number())
        })
    }
}
