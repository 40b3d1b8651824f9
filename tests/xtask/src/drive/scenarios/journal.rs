//! Crashes and the journal.

use serde_json::json;

use super::{begin, begin_with, ensure, login, refused, session, submit};
use crate::drive::people::{self, ADULT, OTHER};
use crate::drive::world::{JOURNAL_KEY, KEY, World, good, hex};

/// The same host again, on what its disk kept.
fn reopen(world: &mut World, config: serde_json::Value, piece: usize) -> Result<(), String> {
    world.advance(5_000);
    world.open(&people::config(config), piece)?;
    good(&world.call("engine_put_app", json!({"json": people::app(&[KEY])})))?;
    let game = people::game("game", "1101000001", json!({}));
    good(&world.call("engine_put_game", json!({"json": game}))).map(|_| ())
}

pub(super) fn before_persist(world: &mut World) -> Result<(), String> {
    begin(world)?;
    world.run(2_000)?;
    world.sync = false;
    submit(world, "alice", ADULT)?;
    world.pump()?;
    world.crash(usize::MAX);
    world.sync = true;
    reopen(world, json!({}), 1 << 20)?;
    let account = world.call("engine_account", json!({"game": "game", "account": "alice"}));
    ensure(account["ok"].is_null(), "the engine does not know the attempt")?;
    world.note("the host's own state says submitting: it asks again, and no ai is used twice");
    submit(world, "alice", ADULT)?;
    world.run(3_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}

pub(super) fn after_send(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.note("the authority has it, the host never hears");
    let _ = world.outcome(&check);
    world.crash(0);
    reopen(world, json!({}), 100)?;
    let query = world.next("query")?;
    world.deliver(&query)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "the query found the result")?;
    let late = world.timed(
        "engine_complete",
        json!({
            "send": check.send, "outcome": {"kind": "transport", "sent": "unknown"},
        }),
    );
    refused(&late, "unknown_send")
}

pub(super) fn before_handled(world: &mut World) -> Result<(), String> {
    begin(world)?;
    world.handle = false;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    let first = world.event("account_changed")?.clone();
    world.crash(0);
    world.handle = true;
    world.events.clear();
    reopen(world, json!({}), 1 << 20)?;
    world.run(2_000)?;
    ensure(world.event("account_changed")?["state"] == first["state"], "told again, the same")?;
    world.crash(0);
    world.events.clear();
    reopen(world, json!({}), 1 << 20)?;
    world.run(2_000)?;
    ensure(world.event("account_changed").is_err(), "handled: not told a third time")
}

pub(super) fn torn_chunk(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    login(world, "alice", "s1")?;
    world.run(2_000)?;
    world.sync = false;
    session(world, "engine_logout", "s1")?;
    world.pump()?;
    world.crash(7);
    world.sync = true;
    reopen(world, json!({}), 33)?;
    world.run(2_000)?;
    let damage = world.event("recovered")?["damage"].as_array().map_or(0, Vec::len);
    ensure(damage == 1, "the torn tail is reported")?;
    world.note("the logout was not durable: the session is open");
    session(world, "engine_logout", "s1")?;
    world.run(5_000)?;
    ensure(world.outcomes("s1").len() == 2, "both rows arrived")
}

pub(super) fn restart_close(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"restart": "close"}), json!({}))?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    login(world, "alice", "s1")?;
    world.run(70_000)?;
    world.crash(0);
    reopen(world, json!({"restart": "close"}), 1 << 20)?;
    world.run(5_000)?;
    ensure(world.event("session_ended")?["cause"] == "restart", "the session ended with the restart")?;
    ensure(world.outcomes("s1").len() == 2, "its logout is reported")
}

pub(super) fn off(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"journal": "off", "journal_keys": []}), json!({}))?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    login(world, "alice", "s1")?;
    world.run(2_000)?;
    session(world, "engine_logout", "s1")?;
    world.run(5_000)?;
    ensure(world.outcomes("s1").len() == 2 && world.disk.is_empty(), "delivered without a journal")?;
    let stats = world.call("engine_stats", json!({"game": null}));
    ensure(good(&stats)?["journal"] == 0, "stats say so")
}

/// A journal of two opens, so that damage in the first segment is in the middle.
fn two_segments(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    submit(world, "bob", OTHER)?;
    world.pump()?;
    world.advance(1_000);
    world.pump()?;
    world.crash(0);
    reopen(world, json!({}), 1 << 20)?;
    world.pump()?;
    world.crash(0);
    ensure(world.disk.len() >= 2, "two segments")
}

/// Opens on the damaged disk; gives the answer of the first load that is refused.
fn open_refused(world: &mut World, config: serde_json::Value) -> Result<serde_json::Value, String> {
    world.advance(5_000);
    let entropy: String = (0..32).map(|at| format!("{:02x}", 200 - at)).collect();
    let config = people::config(config).to_string();
    good(&world.timed("engine_open", json!({"config": config, "entropy_hex": entropy})))?;
    let mut refusal = None;
    for (segment, bytes) in world.disk.clone() {
        let answer = world.call("engine_load", json!({"segment": segment, "bytes_hex": hex(&bytes)}));
        if answer.get("error").is_some() {
            refusal.get_or_insert(answer);
        }
    }
    if refusal.is_none() {
        // What can be known only when all is loaded is said by the next call.
        let answer = world.timed("engine_poll", json!({}));
        refusal = answer.get("error").is_some().then_some(answer);
    }
    world.call("engine_free", json!({}));
    refusal.ok_or_else(|| "nothing was refused".to_owned())
}

fn first_segment(world: &mut World) -> Result<&mut Vec<u8>, String> {
    world.disk.values_mut().next().ok_or_else(|| "no segment".to_owned())
}

pub(super) fn damaged(world: &mut World) -> Result<(), String> {
    two_segments(world)?;
    let bytes = first_segment(world)?;
    // Past the header and the first chunk's head: sealed bytes, followed by a whole chunk.
    let at = 100 + 13 + 4;
    let byte = bytes.get_mut(at).ok_or("the segment is short")?;
    *byte ^= 0x40;
    world.note("one bit of the first chunk is wrong");
    let answer = open_refused(world, json!({}))?;
    refused(&answer, "journal_damaged")?;
    world.note("salvage skips it, and lists it");
    reopen(world, json!({"salvage": true}), 1 << 20)?;
    world.run(2_000)?;
    let damage = world.event("recovered")?["damage"].as_array().map_or(0, Vec::len);
    ensure(damage >= 1, "the damage is listed")
}

pub(super) fn newer(world: &mut World) -> Result<(), String> {
    two_segments(world)?;
    let bytes = first_segment(world)?;
    // The format's number follows the eight bytes of the magic.
    let byte = bytes.get_mut(9).ok_or("the segment is short")?;
    *byte = 2;
    let answer = open_refused(world, json!({}))?;
    refused(&answer, "journal_newer")
}

pub(super) fn key_unknown(world: &mut World) -> Result<(), String> {
    two_segments(world)?;
    let other = "ffffffffffffffffffffffffffffffff00000000000000000000000000000000";
    let answer = open_refused(world, json!({"journal_keys": [other]}))?;
    refused(&answer, "journal_key_unknown")?;
    world.note("the newest key writes, an older one still reads");
    reopen(world, json!({"journal_keys": [other, JOURNAL_KEY]}), 1 << 20)?;
    world.run(2_000)?;
    ensure(world.event("recovered")?["accounts"] == 2, "both attempts are known")?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}
