//! What the authority's codes, and silence, do to a verification.

use serde_json::json;

use super::{begin, begin_with, ensure, submit};
use crate::drive::people::{ADULT, OTHER};
use crate::drive::world::{APP_ID, Flying, KEY, World, good, http_date};

const SYSTEM_ERROR: &str = r#"{"errcode":1001,"errmsg":"SYS ERROR"}"#;
const NO_RECORD: &str = r#"{"errcode":2003,"errmsg":"BUS AUTH CODE NO AUTH RECODE"}"#;
const IN_USE: &str = r#"{"errcode":2004,"errmsg":"BUS AUTH CODE ALREADY IN USE"}"#;

/// The ai of a query.
fn ai(flying: &Flying) -> String {
    let url = flying.request["url"].as_str().unwrap_or_default();
    url.split_once("ai=").map_or("", |(_, ai)| ai).to_owned()
}

pub(super) fn system_error(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.reply(&check, SYSTEM_ERROR)?;
    world.note("ask before doing anything twice");
    let query = world.next("query")?;
    world.reply(&query, NO_RECORD)?;
    let again = world.next("check")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")?;
    let attempt = world.authority.attempt(APP_ID, "1101000001", &ai(&query));
    ensure(attempt.is_some(), "the same ai was used again")
}

pub(super) fn lost_answer(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.lose_answer(&check)?;
    let query = world.next("query")?;
    world.deliver(&query)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "the query found the result")
}

pub(super) fn not_sent(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.complete(check.send, json!({"kind": "transport", "sent": "no"}))?;
    let again = world.next("check")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}

pub(super) fn in_use_own_resend(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.lose_answer(&check)?;
    let query = world.next("query")?;
    world.note("a replica of the authority that has not heard of it yet");
    world.reply(&query, NO_RECORD)?;
    let again = world.next("check")?;
    world.reply(&again, IN_USE)?;
    let query = world.next("query")?;
    world.deliver(&query)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "the result of the first send counts")
}

pub(super) fn in_use_first_send(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let before = world.states[&("game".to_owned(), "alice".to_owned())].clone();
    let check = world.next("check")?;
    world.reply(&check, IN_USE)?;
    let again = world.next("check")?;
    let account = world.call("engine_account", json!({"game": "game", "account": "alice"}));
    ensure(good(&account)?["state"] != before.as_str(), "a new ai")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")?;
    ensure(world.events.iter().any(|event| event["kind"] == "alert"), "somebody must look")
}

pub(super) fn throttled(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.reply(&check, r#"{"errcode":1006,"errmsg":"SYS REQ BUSY ERROR"}"#)?;
    world.pump()?;
    ensure(world.event("throttled")?["endpoint"] == "check", "the lane is throttled")?;
    let stats = world.call("engine_stats", json!({"game": null}));
    ensure(good(&stats)?["lanes"][0]["state"] == "throttled", "stats show the lane")?;
    let began = world.unix;
    let again = world.next_send()?;
    ensure(world.unix - began >= 60_000, "it rests for a minute")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}

pub(super) fn restamp(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    let body = crate::drive::world::hex(br#"{"errcode":1007,"errmsg":"SYS REQ EXPIRE ERROR"}"#);
    let date = http_date(world.unix + 195_000);
    world.note("the authority's clock is 195 s ahead of ours");
    world.complete(check.send, json!({"kind": "http", "status": 200, "body_hex": body, "date": date}))?;
    let again = world.next_send()?;
    let headers = again.request["headers"].as_array().cloned().unwrap_or_default();
    let stamp = headers.iter().find(|pair| pair[0] == "timestamps").and_then(|pair| pair[1].as_str());
    let stamp: i64 = stamp.and_then(|stamp| stamp.parse().ok()).unwrap_or_default();
    ensure(stamp - world.unix > 190_000, "the stamp follows the authority's clock")?;
    let outcome = {
        // The authority of this history has that clock from the start.
        world.unix += 195_000;
        let outcome = world.outcome(&again);
        world.unix -= 195_000;
        outcome
    };
    world.complete(again.send, outcome)?;
    world.pump()?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")?;
    let stats = world.call("engine_stats", json!({"game": null}));
    ensure(good(&stats)?["clock_offset_ms"] != 0, "the offset is kept")
}

pub(super) fn second_key(world: &mut World) -> Result<(), String> {
    begin(world)?;
    // The portal issued a new key, and the authority does not know it yet.
    let newer = json!({"secret_key": "ffeeddccbbaa99887766554433221100", "not_before": world.unix - 60_000});
    let app = json!({"app_id": APP_ID, "keys": [newer, {"secret_key": KEY}]});
    good(&world.call("engine_put_app", json!({"json": app.to_string()})))?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.deliver(&check)?;
    world.pump()?;
    let again = world.next_send()?;
    ensure(again.request["headers"] != check.request["headers"], "signed anew")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "the other key was right")?;
    world.note("the key that worked is preferred");
    submit(world, "bob", OTHER)?;
    let check = world.next("check")?;
    world.deliver(&check)?;
    world.run(1_000)?;
    ensure(world.kind("game", "bob") == "verified", "bob is verified at the first try")
}

pub(super) fn configuration(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "alice", ADULT)?;
    let check = world.next("check")?;
    world.reply(&check, r#"{"errcode":1005,"errmsg":"SYS REQ IP ERROR"}"#)?;
    world.pump()?;
    let alerts = world.events.iter().filter(|event| event["kind"] == "alert");
    ensure(
        alerts.clone().any(|alert| alert["errcode"] == 1005),
        &format!("an alert names the code: {:?}", alerts.collect::<Vec<_>>()),
    )?;
    let began = world.unix;
    let again = world.next_send()?;
    ensure(world.unix - began >= 30_000, "it probes slowly")?;
    world.deliver(&again)?;
    world.run(1_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}

pub(super) fn unreadable(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"limits": {"timeout_ms": 3_000}}), json!({}))?;
    submit(world, "alice", ADULT)?;
    for body in [
        "<html>502 Bad Gateway</html>",
        r#"{"errcode":0,"errmsg":"ok","data":{"result":{"sta"#,
        r#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":0,"pi":""}}}"#,
    ] {
        let flying = world.next_send()?;
        world.reply(&flying, body)?;
        world.pump()?;
        ensure(world.kind("game", "alice") == "submitting", "nothing is settled")?;
    }
    let late = world.next_send()?;
    world.note("its lease is over: the answer is late, and still knowledge (E4)");
    world.advance(9_000);
    world.pump()?;
    world.deliver(&late)?;
    world.run(130_000)?;
    ensure(world.kind("game", "alice") == "verified", "alice is verified")
}
