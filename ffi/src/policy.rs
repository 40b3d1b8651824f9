//! Decisions.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::Date;
use shiming_core::account::AccountState;
use shiming_core::policy::{self, AgeRule, Calendar, Profile, Reason};

use crate::buf::{give, shiming_buf};
use crate::guard::Result;
use crate::input::{choice, place, read_optional, read_text, sized};
use crate::verdict::{self, shiming_decision, shiming_payment, shiming_play_window, shiming_usage};
use shiming_shape::{answers, args};

fn calendar_of(json: Option<&str>) -> Result<Calendar> {
    Ok(json.map_or_else(|| Ok(Calendar::official()), Calendar::from_json)?)
}

fn date_of(text: &str) -> Result<Date> {
    let date = Date::parse(text);
    date.ok_or_else(|| args::invalid("birth", "pass a calendar day as YYYY-MM-DD").into())
}

/// Full years: `age` gets them, 0 from the day of birth.
///
/// `birth`: `YYYY-MM-DD`. `unix_ms`: milliseconds. `rule`: one of `SHIMING_AGE_...`.
///
/// Errors: invalid_parameter, bad_time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_age_on(
    birth: *const c_char,
    birth_len: usize,
    unix_ms: i64,
    rule: i32,
    age: *mut i32,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let age = place(age, "age")?;
            let birth = read_text(birth, birth_len, "birth")?;
            let birth = date_of(birth)?;
            let unix = unix_ms;
            let rule = choice::<AgeRule>(rule, "rule")?;
            give(age, policy::age_on(birth, unix, rule)?)
        })
    }
}

/// May the account be used, may the player play and pay, is the session reported: `out` gets four verdicts.
///
/// `state`: the account's state, JSON text. `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one. `usage`: what the ledgers
/// say; used under 34号 only. `unix_ms`: now. Set `out->struct_size` before (`SHIMING_DECISION_INIT`).
///
/// Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_decide(
    state: *const c_char,
    state_len: usize,
    profile: *const c_char,
    profile_len: usize,
    calendar: *const c_char,
    calendar_len: usize,
    usage: *const shiming_usage,
    unix_ms: i64,
    out: *mut shiming_decision,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            sized(out, "out")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let profile = Profile::from_json(read_text(profile, profile_len, "profile")?)?;
            let calendar = calendar_of(read_optional(calendar, calendar_len, "calendar")?)?;
            let usage = verdict::usage_of(usage)?;
            let unix = unix_ms;
            give(out, verdict::decision(&policy::decide(&state, &profile, &calendar, usage, unix)?))
        })
    }
}

/// May the player pay this sum: `out` gets the verdict and the limits. Sums are fen (1 yuan = 100 fen).
///
/// `state`: the account's state, JSON text. `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one. `spent_month_fen`: what this person paid in this calendar
/// month in all games of the enterprise. `unix_ms`: now. Set `out->struct_size` before (`SHIMING_PAYMENT_INIT`).
///
/// Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, invalid_amount, bad_time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_decide_payment(
    state: *const c_char,
    state_len: usize,
    profile: *const c_char,
    profile_len: usize,
    calendar: *const c_char,
    calendar_len: usize,
    spent_month_fen: i64,
    amount_fen: i64,
    unix_ms: i64,
    out: *mut shiming_payment,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            sized(out, "out")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let profile = Profile::from_json(read_text(profile, profile_len, "profile")?)?;
            let calendar = calendar_of(read_optional(calendar, calendar_len, "calendar")?)?;
            let unix = unix_ms;
            give(
                out,
                verdict::payment(&policy::decide_payment(
                    &state,
                    &profile,
                    &calendar,
                    spent_month_fen,
                    amount_fen,
                    unix,
                )?),
            )
        })
    }
}

/// When the player may play next: `out` gets the window, or says that nothing restricts this player.
///
/// `state`: the account's state, JSON text. `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one. `unix_ms`: now. Set `out->struct_size`
/// before (`SHIMING_PLAY_WINDOW_INIT`).
///
/// Errors: invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_next_play_window(
    state: *const c_char,
    state_len: usize,
    profile: *const c_char,
    profile_len: usize,
    calendar: *const c_char,
    calendar_len: usize,
    unix_ms: i64,
    out: *mut shiming_play_window,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            sized(out, "out")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let profile = Profile::from_json(read_text(profile, profile_len, "profile")?)?;
            let calendar = calendar_of(read_optional(calendar, calendar_len, "calendar")?)?;
            let unix = unix_ms;
            give(out, verdict::window(policy::next_play_window(&state, &profile, &calendar, unix)?))
        })
    }
}

/// A month of a minor's play windows: `out` gets JSON text `{"days":[{"date","open","reason","covered"}...]}`.
///
/// `profile`: JSON text such as `{"base":"auto"}`. `calendar`: JSON text, or null for the built-in one.
///
/// Errors: invalid_parameter, invalid_profile, invalid_calendar.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_play_windows(
    year: i32,
    month: i32,
    profile: *const c_char,
    profile_len: usize,
    calendar: *const c_char,
    calendar_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let profile = Profile::from_json(read_text(profile, profile_len, "profile")?)?;
            let calendar = calendar_of(read_optional(calendar, calendar_len, "calendar")?)?;
            give(
                out,
                shiming_buf::json(&answers::play_days(&policy::play_windows(
                    year, month, &profile, &calendar,
                )?)),
            )
        })
    }
}

/// What to tell the player: `out` gets JSON text `{"reason","text_zh","text_en"}` for the reason of a verdict.
///
/// Errors: invalid_parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_reason_text(
    reason: *const c_char,
    reason_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let reason = read_text(reason, reason_len, "reason")?;
            let reason = Reason::from_name(reason)
                .ok_or_else(|| args::invalid("reason", "pass a reason as a verdict names it"))?;
            give(out, shiming_buf::json(&answers::reason_text(&policy::reason_text(reason))))
        })
    }
}
