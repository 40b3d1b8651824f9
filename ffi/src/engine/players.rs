//! Accounts and sessions.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use super::handle::{handle, shiming_engine};

use shiming_core::Now;
use shiming_core::account::AccountState;
use shiming_core::engine::{Admission, Engine, Player, Priority};

use crate::buf::{give, shiming_buf};
use crate::input::{choice, place, read_optional, read_text, sized};
use crate::verdict::{self, shiming_admission, shiming_usage};
use shiming_shape::{Value, answers};

fn login(
    engine: &mut Engine,
    game: &str,
    session: &str,
    player: &Player,
    usage: Option<shiming_core::policy::Usage>,
    now: Now,
) -> shiming_core::Result<Admission> {
    match usage {
        None => engine.login(game, session, player, now),
        Some(usage) => engine.login_with_usage(game, session, player, usage, now),
    }
}

/// A player submits an identity: `state_out` gets the state to be stored beside the player, `attempt` the number of the attempt. The result
/// comes as an event.
///
/// `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `state`: what the host stores, JSON text. `priority`: `SHIMING_LIVE` or `SHIMING_BACKFILL`. `unix_ms`, `mono_ms`: now.
///
/// Errors: invalid_parameter, bad_time, invalid_name, invalid_id_number, invalid_state, unknown_game, journal_backlog, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_verify(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    account: *const c_char,
    account_len: usize,
    state: *const c_char,
    state_len: usize,
    name: *const c_char,
    name_len: usize,
    id_number: *const c_char,
    id_number_len: usize,
    priority: i32,
    unix_ms: i64,
    mono_ms: i64,
    state_out: *mut shiming_buf,
    attempt: *mut i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let state_out = place(state_out, "state_out")?;
            let attempt = place(attempt, "attempt")?;
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let account = read_text(account, account_len, "account")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let name = read_text(name, name_len, "name")?;
            let id_number = read_text(id_number, id_number_len, "id_number")?;
            let priority = choice::<Priority>(priority, "priority")?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            let verifying =
                engine.with(|engine| engine.verify(game, account, &state, name, id_number, priority, now))?;
            give(attempt, verifying.attempt)?;
            give(state_out, shiming_buf::of(verifying.state.to_json()))
        })
    }
}

/// What the host knows of an account: settled elsewhere, or unsettled and to be followed.
///
/// `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `state`: JSON text. `unix_ms`, `mono_ms`: now.
///
/// Errors: invalid_parameter, bad_time, invalid_state, unknown_game, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_put_account(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    account: *const c_char,
    account_len: usize,
    state: *const c_char,
    state_len: usize,
    unix_ms: i64,
    mono_ms: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let account = read_text(account, account_len, "account")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            engine.with(|engine| engine.put_account(game, account, &state, now))
        })
    }
}

/// A player with an account comes in: `out` says whether it may play and whether the session is reported. Store nothing: the engine reports
/// login and logout.
///
/// `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `state`: what the host stores, JSON text. `usage`: what the
/// ledgers say, or null where no profile asks for it. `unix_ms`, `mono_ms`: now. Set `out->struct_size` before (`SHIMING_ADMISSION_INIT`).
///
/// Errors: invalid_parameter, bad_time, invalid_di, invalid_pi, invalid_state, invalid_calendar, unknown_game, session_over, journal_backlog, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_login(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    session: *const c_char,
    session_len: usize,
    account: *const c_char,
    account_len: usize,
    state: *const c_char,
    state_len: usize,
    usage: *const shiming_usage,
    unix_ms: i64,
    mono_ms: i64,
    out: *mut shiming_admission,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            sized(out, "out")?;
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let session = read_text(session, session_len, "session")?;
            let account = read_text(account, account_len, "account")?;
            let state = AccountState::from_json(read_text(state, state_len, "state")?)?;
            let usage = verdict::optional_usage(usage)?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            let player = Player::Account { account: account.to_owned(), state };
            let admission = engine.with(|engine| login(engine, game, session, &player, usage, now))?;
            give(out, verdict::admission(&admission))
        })
    }
}

/// A guest comes in (34号 only, Q41): as `shiming_engine_login`. `di`: the device, 1 to 32 bytes.
///
/// Errors: invalid_parameter, bad_time, invalid_di, invalid_pi, invalid_state, invalid_calendar, unknown_game, session_over, journal_backlog, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_login_guest(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    session: *const c_char,
    session_len: usize,
    di: *const c_char,
    di_len: usize,
    usage: *const shiming_usage,
    unix_ms: i64,
    mono_ms: i64,
    out: *mut shiming_admission,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            sized(out, "out")?;
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let session = read_text(session, session_len, "session")?;
            let di = read_text(di, di_len, "di")?;
            let usage = verdict::optional_usage(usage)?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            let player = Player::Guest { di: di.to_owned() };
            let admission = engine.with(|engine| login(engine, game, session, &player, usage, now))?;
            give(out, verdict::admission(&admission))
        })
    }
}

/// The player is still there. Without one for the configured time (150 s) the session ends as of the last.
///
/// `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `unix_ms`, `mono_ms`: now.
///
/// Errors: bad_time, unknown_game, unknown_session, session_over, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_heartbeat(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    session: *const c_char,
    session_len: usize,
    unix_ms: i64,
    mono_ms: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let session = read_text(session, session_len, "session")?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            engine.with(|engine| engine.heartbeat(game, session, now))
        })
    }
}

/// The player left.
///
/// `game`, `account` and `session` are the host's own keys, 1 to 64 bytes. `unix_ms`, `mono_ms`: now.
///
/// Errors: bad_time, unknown_game, unknown_session, session_over, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_logout(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    session: *const c_char,
    session_len: usize,
    unix_ms: i64,
    mono_ms: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let session = read_text(session, session_len, "session")?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            engine.with(|engine| engine.logout(game, session, now))
        })
    }
}

/// The state of an account as the engine holds it: `out` gets JSON text, or null when it holds none.
///
/// Errors: unknown_game.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_account(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    account: *const c_char,
    account_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let account = read_text(account, account_len, "account")?;
            let view = engine.with(|engine| engine.account(game, account))?;
            give(out, view.map_or(shiming_buf::NONE, |view| shiming_buf::of(view.state.to_json())))
        })
    }
}

/// One session: `out` gets JSON text `{"account"|null,"si"|null,"since","reported"}`, or null when there is none.
///
/// Errors: unknown_game.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_session(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    session: *const c_char,
    session_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let session = read_text(session, session_len, "session")?;
            let view = engine.with(|engine| engine.session(game, session))?;
            let view = view.map(|view| answers::session(&view));
            give(out, view.as_ref().map_or(shiming_buf::NONE, |view: &Value| shiming_buf::json(view)))
        })
    }
}

/// Numbers for a dashboard: `out` gets JSON text, a flat object of integers and `lanes`. `game`: of this game; null: of all.
///
/// Errors: unknown_game.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_stats(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let engine = handle(engine)?;
            let game = read_optional(game, game_len, "game")?;
            let stats = engine.with(|engine| engine.stats(game))?;
            give(out, shiming_buf::json(&answers::stats(&stats)))
        })
    }
}
