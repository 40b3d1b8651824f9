//! Play windows. Every situation begins at 20:00 of Friday, 2026-11-20.

use serde_json::{Value, json};

use super::{begin, begin_with, ensure, login, refused, session, submit};
use crate::drive::people::{ADULT, CHILD, SLOW_CHILD};
use crate::drive::world::{World, good};

const MINUTE: i64 = 60_000;
/// 21:00 of that Friday.
const NINE: i64 = 1_795_179_600_000;

/// Time with a heartbeat a minute.
fn play(world: &mut World, key: &str, until: i64) -> Result<(), String> {
    while world.unix < until {
        world.run(MINUTE.min(until - world.unix))?;
        world.timed("engine_heartbeat", json!({"game": "game", "session": key}));
    }
    world.run(5_000)
}

pub(super) fn evening(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "kid", CHILD)?;
    world.run(2_000)?;
    world.advance(40 * MINUTE);
    let admission = login(world, "kid", "s1")?;
    ensure(admission["valid_until"] == NINE && admission["reported"] == true, "until nine")?;
    play(world, "s1", NINE)?;
    ensure(world.event("warning")?["remaining_s"] == 60, "warned, at last a minute before")?;
    let ended = world.event("session_ended")?;
    ensure(ended["cause"] == "window" && ended["at"] == NINE, "ended at nine")?;
    ensure(world.outcomes("s1") == ["accepted", "accepted"], "both rows are accepted")?;
    refused(&world.timed("engine_logout", json!({"game": "game", "session": "s1"})), "session_over")?;
    world.note("the same evening there is no way back in");
    let denied = login(world, "kid", "s2")?;
    ensure(denied["allowed"] == false && denied["reason"] == "minor_outside_window", "refused")
}

pub(super) fn restart_over_nine(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "kid", CHILD)?;
    world.run(2_000)?;
    login(world, "kid", "s1")?;
    play(world, "s1", NINE - 2 * MINUTE)?;
    world.crash(0);
    world.advance(20 * MINUTE);
    world.note(
        "the process was down at nine: the session ended then all the same, its row is late and says so",
    );
    begin(world)?;
    world.run(10_000)?;
    let rows = world.event("rows_settled")?["rows"].clone();
    let late = rows.as_array().and_then(|rows| rows.iter().find(|row| row["bt"] == "logout")).cloned();
    let late = late.unwrap_or(Value::Null);
    ensure(late["true_ot"] == NINE / 1_000 && late["outcome"] == "shifted", &late.to_string())?;
    ensure(late["outside_window"] == true, "flagged")
}

pub(super) fn late_minor(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({"late_minor": "drop"}), json!({}))?;
    submit(world, "kid", CHILD)?;
    submit(world, "alice", ADULT)?;
    world.run(2_000)?;
    world.advance(50 * MINUTE);
    login(world, "kid", "s1")?;
    login(world, "alice", "s2")?;
    session(world, "engine_logout", "s1")?;
    session(world, "engine_logout", "s2")?;
    world.note("the host was cut off until after nine");
    world.pump()?;
    let until = NINE + 10 * MINUTE;
    good(&world.call("engine_hold", json!({"game": "game", "endpoint": "report", "until": until})))?;
    world.run(until - world.unix + 10_000)?;
    ensure(world.outcomes("s1") == ["dropped", "dropped"], "a minor's rows are not moved past nine")?;
    ensure(world.outcomes("s2") == ["shifted", "shifted"], "an adult's are")
}

pub(super) fn pending_minor(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "kid", SLOW_CHILD)?;
    world.run(2_000)?;
    ensure(world.kind("game", "kid") == "pending", "pending")?;
    let admission = login(world, "kid", "s1")?;
    ensure(
        admission["valid_until"] == NINE && admission["reported"] == false,
        "plays unreported until nine",
    )?;
    world.run(60_000)?;
    session(world, "engine_heartbeat", "s1")?;
    world.note("the result arrives in mid-session: reported from now on, and ended at nine");
    submit(world, "kid", SLOW_CHILD)?;
    play(world, "s1", NINE)?;
    ensure(world.event("session_ended")?["cause"] == "window", "ended at nine")?;
    ensure(world.outcomes("s1").len() == 2, "one session is reported")
}

pub(super) fn hours_of_2019(world: &mut World) -> Result<(), String> {
    begin_with(world, json!({}), json!({"profile": {"base": "cn2019"}}))?;
    let guest = |usage: Value| json!({"game": "game", "session": "g1", "account": null, "state": null, "di": "device-1", "usage": usage});
    let usage = json!({"played_today_s": 0, "guest_used_s": 3_300});
    let admission = world.timed("engine_login", guest(usage));
    ensure(good(&admission)?["valid_until"] == world.unix + 5 * MINUTE, "five minutes are left")?;
    world.run(MINUTE)?;
    world.note("another login without the ledger does not give another hour");
    good(&world.timed("engine_login", guest(Value::Null)))?;
    let until = world.unix + 5 * MINUTE;
    play(world, "g1", until)?;
    ensure(world.event("session_ended")?["cause"] == "guest_time_used", "the hour is over")?;
    ensure(world.outcomes("g1").len() == 2, "reported as a guest")?;
    let bad = json!({
        "game": "game", "session": "g2", "account": null, "state": null, "di": "device-2",
        "usage": {"played_today_s": -1, "guest_used_s": 0},
    });
    refused(&world.timed("engine_login", bad), "invalid_parameter")
}

pub(super) fn fail_open(world: &mut World) -> Result<(), String> {
    begin(world)?;
    let policy = json!({"profile": {"fail_open_max_s": 300}}).to_string();
    good(&world.call("engine_put_policy", json!({"json": policy})))?;
    submit(world, "alice", ADULT)?;
    let silence = |world: &mut World| {
        let flying = world.next_send()?;
        world.complete(flying.send, json!({"kind": "transport", "sent": "unknown"}))
    };
    silence(world)?;
    let state = world.call("engine_account", json!({"game": "game", "account": "alice"}));
    let state = good(&state)?["state"].as_str().unwrap_or_default().to_owned();
    world.states.insert(("game".to_owned(), "alice".to_owned()), state);
    let admission = login(world, "alice", "s1")?;
    ensure(
        admission["reason"] == "fail_open" && admission["rule_id"] == "Q99",
        "admitted while nobody answers",
    )?;
    let begun = world.unix;
    while world.unix < begun + 6 * MINUTE {
        silence(world)?;
        world.timed("engine_heartbeat", json!({"game": "game", "session": "s1"}));
    }
    let ended = world.event("session_ended")?;
    let at = ended["at"].as_i64().unwrap_or_default();
    ensure(ended["cause"] == "pending_expired", "the profile's patience is over")?;
    ensure(at - begun > 3 * MINUTE && at - begun <= 5 * MINUTE, "five minutes after the first fault")
}

pub(super) fn calendar(world: &mut World) -> Result<(), String> {
    begin(world)?;
    submit(world, "kid", CHILD)?;
    world.run(2_000)?;
    let state = world.state("game", "kid");
    world.crash(0);
    // 2027-01-09, a Saturday, at 20:10.
    world.advance(1_799_496_600_000 - world.unix);
    begin(world)?;
    world.states.insert(("game".to_owned(), "kid".to_owned()), state);
    let admission = login(world, "kid", "s1")?;
    ensure(admission["allowed"] == true, "a Saturday that no notice covers")?;
    world.run(1_000)?;
    world.alert("calendar_uncovered")?;
    let days = json!(["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"]);
    let notice = |makeup: &str| {
        let year = json!({"off_days": days, "makeup_workdays": [makeup], "statutory_days": days});
        json!({"json": json!({"calendar": {"v": 1, "years": {"2027": year}}}).to_string()})
    };
    refused(&world.call("engine_put_policy", notice("2027-01-11")), "invalid_calendar")?;
    good(&world.call("engine_put_policy", notice("2027-01-09")))?;
    let denied = login(world, "kid", "s2")?;
    ensure(denied["reason"] == "minor_outside_window", "the notice makes it a workday")
}
