//! One player's verification as a value: JSON text that the host stores beside its player.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::Now;
use shiming_core::account::{AccountOptions, AccountState, account_apply};

use crate::buf::{give, shiming_buf};
use crate::input::{members, place, read_json, read_optional, read_text};
use shiming_shape::{answers, shapes};

/// The state of a player of whom nothing is known: `out` gets JSON text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_account_new(
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            give(out, shiming_buf::of(AccountState::new().to_json()))
        })
    }
}

/// Checks a stored state and brings it to the newest version: `out` gets JSON text.
///
/// Errors: invalid_state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_account_load(
    json: *const c_char,
    json_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let json = read_text(json, json_len, "json")?;
            let state = AccountState::from_json(json)?;
            give(out, shiming_buf::of(state.to_json()))
        })
    }
}

/// Applies one event, for hosts that keep their own loop: `state_out` gets the new state, `effects_out` JSON text, a list of
/// `{"kind":...}` of what is to be done.
///
/// `event`: JSON text `{"kind":"submit_identity","name","id_number"}` and so on. `fresh_ai`: used if a new attempt begins; null: none may.
/// `unix_ms`, `mono_ms`: now by the wall clock and of a clock that never runs back.
///
/// Errors: invalid_parameter, bad_time, invalid_ai, invalid_di, invalid_pi, invalid_state.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_account_apply(
    state: *const c_char,
    state_len: usize,
    event: *const c_char,
    event_len: usize,
    fresh_ai: *const c_char,
    fresh_ai_len: usize,
    unix_ms: i64,
    mono_ms: i64,
    state_out: *mut shiming_buf,
    effects_out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let state_out = place(state_out, "state_out")?;
            let effects_out = place(effects_out, "effects_out")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let event = read_json(event, event_len, "event")?;
            let event = shapes::account_event(members(&event)?)?;
            let fresh_ai = read_optional(fresh_ai, fresh_ai_len, "fresh_ai")?;
            let fresh_ai = fresh_ai.filter(|ai| !ai.is_empty());
            let now = Now { unix: unix_ms, mono: mono_ms };
            let applied = account_apply(&state, &event, fresh_ai, now, &AccountOptions::default())?;
            give(state_out, shiming_buf::of(applied.state.to_json()))?;
            give(effects_out, shiming_buf::json(&answers::effects(&applied.effects)))
        })
    }
}
