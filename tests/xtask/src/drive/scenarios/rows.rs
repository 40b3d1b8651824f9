//! Sessions and their rows.

use serde_json::json;
use shiming_core::wire::decrypt_body;

use super::{begin, begin_with, ensure, login, session, submit};
use crate::drive::people::{ADULT, OTHER};
use crate::drive::world::{KEY, World, good, unhex};

/// alice and bob are verified.
fn two_players(world: &mut World) -> Result<(), String> {
    submit(world, "alice", ADULT)?;
    submit(world, "bob", OTHER)?;
    world.run(3_000)?;
    ensure(
        world.kind("game", "alice") == "verified" && world.kind("game", "bob") == "verified",
        "both are verified",
    )
}

pub(super) fn partial(world: &mut World) -> Result<(), String> {
    begin(world)?;
    two_players(world)?;
    login(world, "alice", "s1")?;
    login(world, "bob", "s2")?;
    let report = world.next("report")?;
    let partial = r#"{"errcode":3001,"errmsg":"BUS COLL PARTIAL ERROR","data":{"results":[{"no":2,"errcode":3010,"errmsg":"BUS COLL PLAYERID INVALID"}]}}"#;
    world.reply(&report, partial)?;
    world.run(1_000)?;
    ensure(
        world.outcomes("s1") == ["accepted"] && world.outcomes("s2") == ["refused"],
        "one of two is refused",
    )?;
    session(world, "engine_logout", "s1")?;
    world.note("the logout of a login that was refused is dropped");
    session(world, "engine_logout", "s2")?;
    world.run(5_000)?;
    ensure(world.outcomes("s1").len() == 2 && world.outcomes("s2") == ["refused", "dropped"], "both ended")
}

/// alice plays for a minute while the authority does not answer for ten.
fn late(world: &mut World) -> Result<(), String> {
    two_players(world)?;
    login(world, "alice", "s1")?;
    good(
        &world.call(
            "engine_hold",
            json!({"game": "game", "endpoint": "report", "until": world.unix + 600_000}),
        ),
    )?;
    world.run(60_000)?;
    session(world, "engine_logout", "s1")?;
    world.run(620_000)
}

pub(super) fn late_shift(world: &mut World) -> Result<(), String> {
    begin(world)?;
    late(world)?;
    ensure(world.outcomes("s1") == ["shifted", "shifted"], "both rows are moved")?;
    let rows = world.event("rows_settled")?["rows"].clone();
    let last = rows.as_array().and_then(|rows| rows.last()).cloned().unwrap_or_default();
    ensure(last["ot"] != last["true_ot"], "the true time is told")
}

pub(super) fn late_drop(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"late": "drop"}), json!({}))?;
    late(world)?;
    ensure(world.outcomes("s1") == ["dropped", "dropped"], "both rows are given up")
}

pub(super) fn bad_batch(world: &mut World) -> Result<(), String> {
    begin(world)?;
    two_players(world)?;
    for nth in 0..4 {
        login(world, if nth % 2 == 0 { "alice" } else { "bob" }, &format!("s{nth}"))?;
    }
    let view = world.call("engine_session", json!({"game": "game", "session": "s2"}));
    let bad = good(&view)?["si"].as_str().unwrap_or_default().to_owned();
    for rows in [4, 2, 1] {
        world.note(&format!("a batch with the bad row: {rows} left to suspect"));
        loop {
            let report = world.next("report")?;
            let body = unhex(report.request["body_hex"].as_str().unwrap_or_default());
            let plain = decrypt_body(KEY, &body).map_err(|error| error.to_string())?;
            if !String::from_utf8_lossy(&plain).contains(&bad) {
                world.deliver(&report)?;
                continue;
            }
            ensure(plain.windows(5).filter(|text| text == b"\"no\":").count() == rows, "halved")?;
            world.reply(&report, r#"{"errcode":1012,"errmsg":"SYS REQ PARAM CHECK ERROR"}"#)?;
            break;
        }
    }
    world.run(70_000)?;
    let all: Vec<Vec<&str>> = (0..4).map(|nth| world.outcomes(&format!("s{nth}"))).collect();
    let refused = all.iter().filter(|outcomes| **outcomes == ["refused"]).count();
    ensure(refused == 1 && all[2] == ["refused"], &format!("one row is refused: {all:?}"))
}

pub(super) fn lost_report(world: &mut World) -> Result<(), String> {
    begin(world)?;
    two_players(world)?;
    login(world, "alice", "s1")?;
    let report = world.next("report")?;
    world.lose_answer(&report)?;
    let again = world.next("report")?;
    ensure(again.request["body_hex"] != report.request["body_hex"], "sealed anew")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    let stats = world.call("engine_stats", json!({"game": null}));
    ensure(good(&stats)?["resent"] == 1, "one row was sent again")?;
    let stored = world.authority.sessions("1101000001").first().map(|(_, session)| session.login.accepted);
    ensure(stored == Some(2), "the authority has it twice")
}

pub(super) fn heartbeat_timeout(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"heartbeat_timeout_s": 120}), json!({}))?;
    two_players(world)?;
    login(world, "alice", "s1")?;
    login(world, "bob", "s2")?;
    world.run(100_000)?;
    session(world, "engine_heartbeat", "s2")?;
    world.run(60_000)?;
    let ended = world.event("session_ended")?;
    ensure(ended["session"] == "s1" && ended["cause"] == "timeout", "alice's session timed out")?;
    ensure(world.outcomes("s1").len() == 2 && world.outcomes("s2").len() == 1, "bob still plays")?;
    let late = world.timed("engine_heartbeat", json!({"game": "game", "session": "s1"}));
    super::refused(&late, "session_over")
}

pub(super) fn early_logout(world: &mut World) -> Result<(), String> {
    begin(world)?;
    two_players(world)?;
    login(world, "alice", "s1")?;
    let first = world.next("report")?;
    session(world, "engine_logout", "s1")?;
    world.advance(3_000);
    world.pump()?;
    ensure(world.flying().is_empty(), "the logout waits for its login")?;
    world.deliver(&first)?;
    let second = world.next("report")?;
    world.deliver(&second)?;
    world.run(1_000)?;
    ensure(world.outcomes("s1").len() == 2, "login, then logout")
}

pub(super) fn guest(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({}), json!({"profile": {"base": "cn2019"}}))?;
    let guest = json!({"game": "game", "session": "g1", "account": null, "state": null, "di": "device-1"});
    let admission = world.timed("engine_login", guest);
    ensure(good(&admission)?["reported"] == true, "a guest is reported with ct 2")?;
    world.run(3_000)?;
    world.note("the guest verifies and comes back under the same key: two sessions on the wire");
    submit(world, "alice", ADULT)?;
    world.run(3_000)?;
    login(world, "alice", "g1")?;
    world.run(3_000)?;
    session(world, "engine_logout", "g1")?;
    world.run(5_000)?;
    ensure(world.outcomes("g1").len() == 4, "four rows")?;
    world.note("under the rules of 2021 there are no guests (N2021-2)");
    let other = crate::drive::people::game("new", "1101000002", json!({"profile": {"base": "cn2021"}}));
    good(&world.call("engine_put_game", json!({"json": other})))?;
    let guest = json!({"game": "new", "session": "g2", "account": null, "state": null, "di": "device-1"});
    let denied = world.timed("engine_login", guest);
    ensure(good(&denied)?["allowed"] == false, "the guest is denied")
}
