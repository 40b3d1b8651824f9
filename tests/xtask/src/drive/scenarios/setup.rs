//! Games, shares, holds, and misuse.

use serde_json::json;

use super::{begin, begin_with, ensure, login, refused, session, submit};
use crate::drive::people::{self, ADULT, OTHER};
use crate::drive::world::{World, good};

pub(super) fn two_games(world: &mut World) -> Result<(), String> {
    begin(world)?;
    good(&world.call("engine_put_game", json!({"json": people::game("second", "1101000002", json!({}))})))?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    let state = world.state("game", "alice");
    login(world, "alice", "s1")?;
    world.note("the same person, known from the first game, reported for the second");
    let admission = world.timed(
        "engine_login",
        json!({
            "game": "second", "session": "s1", "account": "alice", "state": state, "di": null,
        }),
    );
    ensure(good(&admission)?["reported"] == true, "reported in both")?;
    world.run(3_000)?;
    good(&world.timed("engine_logout", json!({"game": "second", "session": "s1"})))?;
    session(world, "engine_logout", "s1")?;
    world.run(5_000)?;
    let sessions = |biz_id| world.authority.sessions(biz_id).len();
    ensure(sessions("1101000001") == 1 && sessions("1101000002") == 1, "each game has its session")?;
    good(&world.call("engine_stats", json!({"game": "second"}))).map(|_| ())
}

pub(super) fn remove_game(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    login(world, "alice", "s1")?;
    good(&world.call("engine_remove_game", json!({"game": "game"})))?;
    let late = world.timed(
        "engine_login",
        json!({
            "game": "game", "session": "s2", "account": null, "state": null, "di": "device-1",
        }),
    );
    refused(&late, "unknown_game")?;
    session(world, "engine_logout", "s1")?;
    world.run(8_000)?;
    ensure(world.outcomes("s1").len() == 2, "both rows arrived")?;
    ensure(world.event("game_drained")?["game"] == "game", "then the game is gone")
}

pub(super) fn hold(world: &mut World) -> Result<(), String> {
    begin(world)?;
    let until = world.unix + 45_000;
    good(&world.call("engine_hold", json!({"game": "game", "endpoint": "check", "until": until})))?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    ensure(world.unix >= until, "nothing was sent before")?;
    world.deliver(&check)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}

pub(super) fn share(world: &mut World) -> Result<(), String> {
    begin(world)?;
    let mut share =
        |share: serde_json::Value| world.call("engine_set_share", json!({"game": "game", "share": share}));
    refused(&share(json!({"index": 2, "count": 2, "from": 0, "until": null})), "invalid_share")?;
    refused(&share(json!({"index": 0, "count": 0, "from": 0, "until": null})), "invalid_share")?;
    good(&share(json!({"index": 1, "count": 2, "from": 0, "until": null})))?;
    for nth in 0..8 {
        submit(world, &format!("player-{nth}"), if nth % 2 == 0 { ADULT } else { OTHER })?;
    }
    for _ in 0..8 {
        let check = world.next_send()?;
        ensure(world.unix / 125 % 2 == 1, "sent in a slot of its own")?;
        world.deliver(&check)?;
    }
    world.run(2_000)?;
    ensure((0..8).all(|nth| world.kind("game", &format!("player-{nth}")) == "verified"), "all are verified")
}

pub(super) fn misuse(world: &mut World) -> Result<(), String> {
    let open = |config: serde_json::Value, entropy: &str| json!({"config": config.to_string(), "entropy_hex": entropy.repeat(32)});
    let fresh = |at: usize| format!("{at:02x}");
    let entropy: String = (0..32).map(fresh).collect();
    refused(&world.timed("engine_open", open(people::config(json!({})), "00")), "weak_entropy")?;
    refused(
        &world.timed("engine_open", open(people::config(json!({"hartbeat": 1})), "07")),
        "invalid_config",
    )?;
    let no_key = json!({"config": "{\"v\":1}", "entropy_hex": entropy});
    refused(&world.timed("engine_open", no_key), "invalid_config")?;
    let seconds = json!({
        "config": people::config(json!({})).to_string(), "entropy_hex": entropy,
        "now": {"unix": world.unix / 1000, "mono": 1},
    });
    refused(&world.call("engine_open", seconds), "bad_time")?;
    begin_with(world, json!({}), json!({}))?;
    refused(&world.call("engine_put_game", json!({"json": "{}"})), "invalid_config")?;
    refused(&world.call("engine_put_app", json!({"json": people::app(&["x"])})), "invalid_key")?;
    let unknown = r#"{"profile":{"base":"cn1999"}}"#;
    refused(&world.call("engine_put_policy", json!({"json": unknown})), "invalid_profile")?;
    good(
        &world.call("engine_put_policy", json!({"json": r#"{"profile":{"base":"auto"},"calendar":null}"#})),
    )?;
    refused(&world.call("engine_stats", json!({"game": "nothing"})), "unknown_game")?;
    refused(&world.call("engine_remove_game", json!({"game": "nothing"})), "unknown_game")?;
    let nobody = json!({"game": "game", "session": "nobody"});
    refused(&world.timed("engine_heartbeat", nobody.clone()), "unknown_session")?;
    refused(&world.timed("engine_logout", nobody), "unknown_session")?;
    let never = json!({"send": 77, "outcome": {"kind": "transport", "sent": "no"}});
    refused(&world.timed("engine_complete", never), "unknown_send")?;
    refused(&world.call("engine_handled", json!({"seq": 99})), "invalid_parameter")?;
    refused(&world.call("engine_persisted", json!({"seq": 99})), "invalid_parameter")?;
    let denied = login(world, "stranger", "s1")?;
    ensure(denied["allowed"] == false, "a player without an identity may not play (Q138)")?;
    world.run(3_000)?;
    ensure(world.event("session_ended").is_err(), "nothing came of it")
}
