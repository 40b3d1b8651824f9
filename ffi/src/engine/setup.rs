//! Opening, loading, configuring.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use super::handle::{handle, shiming_engine};

use shiming_core::Now;
use shiming_core::engine::{Engine, Share};
use shiming_core::wire::Endpoint;

use crate::buf::give;
use crate::constants::SHIMING_NONE;
use crate::input::{choice, place, read_bytes, read_text};
use crate::system;

/// Opens an engine: `out` gets it, to be freed with `shiming_engine_free`. Then `shiming_engine_load` what the journal holds, then
/// `..._put_app`, `..._put_policy`, `..._put_game`, `..._set_share`; then the loop of `shiming_engine_poll`.
///
/// `config`: JSON text `{"v":1,"journal":"on","journal_keys":["64 hexadecimal digits"]}`. `entropy`: a null pointer draws 32 bytes from the
/// system (do that); else exactly 32 that were never used before. `unix_ms`, `mono_ms`: now, as from `shiming_now`.
///
/// Errors: invalid_parameter, invalid_config, bad_time, weak_entropy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_open(
    config: *const c_char,
    config_len: usize,
    entropy: *const u8,
    entropy_len: usize,
    unix_ms: i64,
    mono_ms: i64,
    out: *mut *mut shiming_engine,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let config = read_text(config, config_len, "config")?;
            let entropy = system::entropy_or_fresh(entropy, entropy_len)?;
            let now = Now { unix: unix_ms, mono: mono_ms };
            give(out, shiming_engine::boxed(Engine::open(config, &entropy, now)?))
        })
    }
}

/// Gives the engine what the journal holds, right after opening: segments ascending, the bytes of each in order, in pieces of at most
/// 1 MiB.
///
/// Errors: invalid_parameter, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_load(
    engine: *const shiming_engine,
    segment: i64,
    bytes: *const u8,
    bytes_len: usize,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let bytes = read_bytes(bytes, bytes_len, "bytes")?;
            engine.with(|engine| engine.load(segment, bytes))
        })
    }
}

/// Adds or changes an enterprise: JSON text `{"app_id","keys":[{"secret_key","not_before"|null,"not_after"|null}]}`.
///
/// Errors: invalid_parameter, invalid_config, invalid_key, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_put_app(
    engine: *const shiming_engine,
    json: *const c_char,
    json_len: usize,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let json = read_text(json, json_len, "json")?;
            engine.with(|engine| engine.put_app(json))
        })
    }
}

/// Adds or changes a game: JSON text `{"game","app_id","biz_id","endpoints":{...},"role":"both","quota":{...}}`.
///
/// Errors: invalid_parameter, invalid_config, invalid_url, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_put_game(
    engine: *const shiming_engine,
    json: *const c_char,
    json_len: usize,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let json = read_text(json, json_len, "json")?;
            engine.with(|engine| engine.put_game(json))
        })
    }
}

/// Sets profile and calendar: JSON text `{"profile":{...},"calendar":{...}|null}`.
///
/// Errors: invalid_config, invalid_profile, invalid_calendar, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_put_policy(
    engine: *const shiming_engine,
    json: *const c_char,
    json_len: usize,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let json = read_text(json, json_len, "json")?;
            engine.with(|engine| engine.put_policy(json))
        })
    }
}

/// Lets a game drain; an event tells when it has.
///
/// Errors: unknown_game, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_remove_game(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            engine.with(|engine| engine.remove_game(game))
        })
    }
}

/// The part of a game's quota that this process owns: `index` of `count`, `from` (inclusive) to `until` (exclusive, Unix ms; `SHIMING_NONE`:
/// for ever).
///
/// Errors: invalid_share, unknown_game, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_set_share(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    index: i64,
    count: i64,
    from: i64,
    until: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let until = (until != SHIMING_NONE).then_some(until);
            engine.with(|engine| engine.set_share(game, Share { index, count, from, until }))
        })
    }
}

/// Another process was throttled: send nothing to this endpoint until then (Unix ms). `endpoint`: `SHIMING_CHECK`, `SHIMING_QUERY` or `SHIMING_REPORT`.
///
/// Errors: invalid_parameter, unknown_game, journal_damaged, journal_newer, journal_key_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_hold(
    engine: *const shiming_engine,
    game: *const c_char,
    game_len: usize,
    endpoint: i32,
    until: i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let engine = handle(engine)?;
            let game = read_text(game, game_len, "game")?;
            let endpoint = choice::<Endpoint>(endpoint, "endpoint")?;
            engine.with(|engine| engine.hold(game, endpoint, until))
        })
    }
}
