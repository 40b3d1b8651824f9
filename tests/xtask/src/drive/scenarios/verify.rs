//! Verification without trouble on the way.

use serde_json::json;

use super::{begin, begin_with, ensure, login, refused, session, submit};
use crate::drive::people::{ADULT, KNOWN_PI, OTHER, SLOW, SLOW_FAIL, WRONG};
use crate::drive::world::{World, good};

pub(super) fn at_once(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")?;
    let admission = login(world, "alice", "s1")?;
    ensure(admission["reported"] == true, "the session is reported")?;
    world.call("engine_session", json!({"game": "game", "session": "s1"}));
    world.run(30_000)?;
    session(world, "engine_heartbeat", "s1")?;
    session(world, "engine_logout", "s1")?;
    world.run(5_000)?;
    ensure(world.outcomes("s1") == ["accepted", "accepted"], "both rows are accepted")?;
    world.call("engine_session", json!({"game": "game", "session": "s1"}));
    world.call("engine_account", json!({"game": "game", "account": "alice"}));
    good(&world.call("engine_stats", json!({"game": "game"}))).map(|_| ())
}

pub(super) fn pending_verified(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "sam", SLOW)?;
    world.run(2_000)?;
    ensure(world.kind("game", "sam") == "pending", "sam is pending")?;
    let admission = login(world, "sam", "s1")?;
    ensure(admission["allowed"] == true && admission["reported"] == false, "sam plays unreported")?;
    world.run(60_000)?;
    session(world, "engine_heartbeat", "s1")?;
    world.run(60_000)?;
    session(world, "engine_heartbeat", "s1")?;
    world.note("the player asks again: a query at once (Q155)");
    submit(world, "sam", SLOW)?;
    world.run(2_000)?;
    ensure(world.kind("game", "sam") == "verified", "sam is verified")?;
    world.call("engine_session", json!({"game": "game", "session": "s1"}));
    session(world, "engine_logout", "s1")?;
    world.run(5_000)?;
    ensure(world.outcomes("s1").len() == 2, "one session is reported")
}

pub(super) fn pending_failed(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"limits": {"failed_grace_ms": 30_000}}), json!({}))?;
    submit(world, "sid", SLOW_FAIL)?;
    world.run(2_000)?;
    login(world, "sid", "s1")?;
    world.run(70_000)?;
    session(world, "engine_heartbeat", "s1")?;
    world.run(30_000)?;
    submit(world, "sid", SLOW_FAIL)?;
    world.run(2_000)?;
    ensure(world.kind("game", "sid") == "failed", "sid has failed")?;
    world.run(40_000)?;
    ensure(world.event("session_ended")?["cause"] == "verification_failed", "the session ended")?;
    let heartbeat = world.timed("engine_heartbeat", json!({"game": "game", "session": "s1"}));
    refused(&heartbeat, "session_over")?;
    ensure(world.outcomes("s1").is_empty(), "nothing was reported")
}

pub(super) fn failed(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "will", WRONG)?;
    world.run(2_000)?;
    ensure(world.kind("game", "will") == "failed", "will has failed")?;
    let admission = login(world, "will", "s1")?;
    ensure(admission["allowed"] == false, "will may not play")?;
    world.note("another try takes a new ai (Q173)");
    submit(world, "will", ADULT)?;
    world.run(2_000)?;
    ensure(world.kind("game", "will") == "verified", "the second try succeeds")
}

pub(super) fn malformed(world: &mut World) -> Result<(), String> {
    begin(world)?;
    let state = world.state("game", "max");
    for (name, id_number, code) in [
        ("", ADULT.1, "invalid_name"),
        (ADULT.0, "11000019900101001", "invalid_id_number"),
        (ADULT.0, "110000199001010011", "invalid_id_number"),
        (ADULT.0, "990229110000199", "invalid_id_number"),
    ] {
        let answer = world.timed(
            "engine_verify",
            json!({
                "game": "game", "account": "max", "state": state, "name": name, "id_number": id_number,
                "priority": "live",
            }),
        );
        refused(&answer, code)?;
    }
    world.run(3_000)?;
    let account = world.call("engine_account", json!({"game": "game", "account": "max"}));
    ensure(account["ok"].is_null() && world.events.is_empty(), "nothing came of it")
}

pub(super) fn another_person(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let first = world.next("check")?;
    submit(world, "alice", OTHER)?;
    let second = world.next("check")?;
    ensure(first.request["body_hex"] != second.request["body_hex"], "a new attempt")?;
    world.note("the answer to the attempt that was replaced changes nothing");
    world.deliver(&first)?;
    world.pump()?;
    ensure(world.kind("game", "alice") == "submitting", "the old answer is stale")?;
    world.deliver(&second)?;
    world.run(1_000)?;
    ensure(world.event("account_changed")?["attempt"] == 2, "the second attempt counts")
}

pub(super) fn known_elsewhere(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "sam", SLOW)?;
    world.run(2_000)?;
    login(world, "sam", "s1")?;
    world.run(5_000)?;
    world.note("another game of the enterprise verified the same person");
    let fresh = world.call("account_new", json!({}));
    let linked = world.timed(
        "account_apply",
        json!({
            "state": good(&fresh)?["state"], "fresh_ai": null,
            "event": {"kind": "link_person", "pi": KNOWN_PI, "birth": "1990-01-01", "source": "other"},
        }),
    );
    let state = good(&linked)?["state"].clone();
    good(&world.timed("engine_put_account", json!({"game": "game", "account": "sam", "state": state})))?;
    world.run(3_000)?;
    session(world, "engine_logout", "s1")?;
    world.run(5_000)?;
    ensure(world.outcomes("s1") == ["accepted", "accepted"], "the session is reported")
}
