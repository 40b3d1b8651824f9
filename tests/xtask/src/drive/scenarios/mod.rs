//! The recorded situations. Each plays its part, and fails when the situation did not come about.

mod codes;
mod journal;
mod rows;
mod setup;
mod verify;
mod windows;

use super::world::World;

/// One situation.
pub struct Scenario {
    /// The name of its file.
    pub name: &'static str,
    /// What it shows.
    pub why: &'static str,
    /// Plays it.
    pub play: fn(&mut World) -> Result<(), String>,
}

/// All of them.
pub const SCENARIOS: &[Scenario] = &[
    Scenario { name: "verified_at_once", why: "verify, login, logout: the whole way", play: verify::at_once },
    Scenario {
        name: "pending_then_verified",
        why: "a session becomes reportable when the result arrives (Q200, Q211)",
        play: verify::pending_verified,
    },
    Scenario {
        name: "pending_then_failed",
        why: "the session ends some time after the failure (Q146)",
        play: verify::pending_failed,
    },
    Scenario { name: "failed", why: "a failed player may not play (Q138)", play: verify::failed },
    Scenario {
        name: "malformed",
        why: "a malformed person is refused before anything is sent",
        play: verify::malformed,
    },
    Scenario {
        name: "another_person",
        why: "another person replaces the attempt; the old answer is late and stale (E15)",
        play: verify::another_person,
    },
    Scenario {
        name: "known_elsewhere",
        why: "put_account settles what the host knows, and the open session is reported (Q160)",
        play: verify::known_elsewhere,
    },
    Scenario {
        name: "system_error",
        why: "1001 proves nothing: query first, then the same ai again (Q158)",
        play: codes::system_error,
    },
    Scenario { name: "lost_answer", why: "a lost answer: query first (Q158)", play: codes::lost_answer },
    Scenario {
        name: "not_sent",
        why: "a refused connection: the same ai again, without asking",
        play: codes::not_sent,
    },
    Scenario {
        name: "in_use_own_resend",
        why: "2004 on our own resend: query that ai",
        play: codes::in_use_own_resend,
    },
    Scenario {
        name: "in_use_first_send",
        why: "2004 on a first send: never query, a new ai (E14)",
        play: codes::in_use_first_send,
    },
    Scenario {
        name: "throttled",
        why: "1006: the lane rests for a minute (Q89, M16)",
        play: codes::throttled,
    },
    Scenario {
        name: "restamp",
        why: "1007 with a Date: the clock is learnt, and kept when it works (E13)",
        play: codes::restamp,
    },
    Scenario { name: "second_key", why: "1011: the other valid key (Q97)", play: codes::second_key },
    Scenario {
        name: "configuration",
        why: "1005: every lane of the enterprise rests, one alert",
        play: codes::configuration,
    },
    Scenario {
        name: "unreadable",
        why: "an HTML page, cut JSON and a status without pi settle nothing",
        play: codes::unreadable,
    },
    Scenario {
        name: "partial",
        why: "3001: the listed row is refused, the others are stored",
        play: rows::partial,
    },
    Scenario {
        name: "row_time",
        why: "3005 for one row: it is sent again with a time that passes (Q201)",
        play: rows::row_time,
    },
    Scenario {
        name: "late_shift",
        why: "rows older than the window are moved by the least that passes (Q201, E9)",
        play: rows::late_shift,
    },
    Scenario { name: "late_drop", why: "with late: drop they are given up (M30, E9)", play: rows::late_drop },
    Scenario {
        name: "bad_batch",
        why: "1012 on a batch: halved until the bad row is alone (E10)",
        play: rows::bad_batch,
    },
    Scenario {
        name: "lost_report",
        why: "a lost answer: the batch again, duplicates possible (E6)",
        play: rows::lost_report,
    },
    Scenario {
        name: "heartbeat_timeout",
        why: "heartbeats stop: logout at the time it was sensed (Q209, Q213)",
        play: rows::heartbeat_timeout,
    },
    Scenario {
        name: "early_logout",
        why: "a logout before its login is settled waits for it (E5)",
        play: rows::early_logout,
    },
    Scenario { name: "guest", why: "guests exist under the rules of 2019 only (Q41)", play: rows::guest },
    Scenario {
        name: "minor_evening",
        why: "a minor is warned, and ended by the engine at 21:00 (14号)",
        play: windows::evening,
    },
    Scenario {
        name: "minor_restart",
        why: "the end of the window is in the journal; a late row past it is flagged (Q201)",
        play: windows::restart_over_nine,
    },
    Scenario {
        name: "minor_late_drop",
        why: "late_minor: drop gives up a minor's rows that would be moved past 21:00",
        play: windows::late_minor,
    },
    Scenario {
        name: "minor_pending",
        why: "a pending minor by claimed age; the result arrives in mid-session (Q187, 14号)",
        play: windows::pending_minor,
    },
    Scenario {
        name: "guest_hour",
        why: "a guest's hour under 34号, with the host's ledger",
        play: windows::hours_of_2019,
    },
    Scenario {
        name: "fail_open",
        why: "nobody answers: play, but not for ever (Q99)",
        play: windows::fail_open,
    },
    Scenario {
        name: "calendar_loaded",
        why: "a notice is loaded while running; a bad one changes nothing",
        play: windows::calendar,
    },
    Scenario { name: "two_games", why: "each game has lanes of its own (Q88)", play: setup::two_games },
    Scenario { name: "remove_game", why: "a removed game drains, then says so", play: setup::remove_game },
    Scenario { name: "hold", why: "another process was throttled: this one holds too", play: setup::hold },
    Scenario { name: "share", why: "one of two processes sends in every other slot", play: setup::share },
    Scenario {
        name: "misuse",
        why: "calls that make no sense are refused and change nothing",
        play: setup::misuse,
    },
    Scenario {
        name: "crash_before_persist",
        why: "what was not durable was not sent: ask again",
        play: journal::before_persist,
    },
    Scenario {
        name: "crash_after_send",
        why: "an attempt that was out is asked for after the restart",
        play: journal::after_send,
    },
    Scenario {
        name: "crash_before_handled",
        why: "a fact that was not handled is told again",
        play: journal::before_handled,
    },
    Scenario { name: "torn_chunk", why: "a torn append is cut and reported", play: journal::torn_chunk },
    Scenario {
        name: "restart_close",
        why: "restart: close ends the sessions that were open (E8)",
        play: journal::restart_close,
    },
    Scenario { name: "journal_off", why: "without a journal nothing is persisted", play: journal::off },
    Scenario {
        name: "journal_damaged",
        why: "damage in the middle is refused, and salvaged on demand",
        play: journal::damaged,
    },
    Scenario { name: "journal_newer", why: "a journal of a newer version is refused", play: journal::newer },
    Scenario {
        name: "journal_key_unknown",
        why: "none of the keys opens this journal; the older of two does",
        play: journal::key_unknown,
    },
];

/// The open engine with one game, as most situations begin.
fn begin(world: &mut World) -> Result<(), String> {
    begin_with(world, serde_json::json!({}), serde_json::json!({}))
}

/// The same with more configuration, and more about the game.
fn begin_with(world: &mut World, config: serde_json::Value, game: serde_json::Value) -> Result<(), String> {
    use super::people;
    use super::world::{KEY, good};
    world.open(&people::config(config), 1 << 20)?;
    good(&world.call("engine_put_app", serde_json::json!({"json": people::app(&[KEY])})))?;
    let game = people::game("game", "1101000001", game);
    good(&world.call("engine_put_game", serde_json::json!({"json": game}))).map(|_| ())
}

/// Submits a person's identity for an account of `game`, and stores the state.
fn submit(world: &mut World, account: &str, person: super::people::Person) -> Result<(), String> {
    use super::world::good;
    let state = world.state("game", account);
    let answer = world.timed(
        "engine_verify",
        serde_json::json!({
            "game": "game", "account": account, "state": state, "name": person.0, "id_number": person.1,
            "priority": "live",
        }),
    );
    let state = good(&answer)?["state"].as_str().unwrap_or_default().to_owned();
    world.states.insert(("game".to_owned(), account.to_owned()), state);
    Ok(())
}

/// Lets an account's player into `game`; gives the admission.
fn login(world: &mut World, account: &str, session: &str) -> Result<serde_json::Value, String> {
    let state = world.state("game", account);
    let answer = world.timed(
        "engine_login",
        serde_json::json!({
            "game": "game", "session": session, "account": account, "state": state, "di": null,
        }),
    );
    super::world::good(&answer).cloned()
}

/// heartbeat or logout of a session of `game`.
fn session(world: &mut World, op: &str, session: &str) -> Result<(), String> {
    let answer = world.timed(op, serde_json::json!({"game": "game", "session": session}));
    super::world::good(&answer).map(|_| ())
}

/// Fails with this text unless it holds.
fn ensure(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

/// The call must be refused with this code.
fn refused(answer: &serde_json::Value, code: &str) -> Result<(), String> {
    if answer["error"]["code"] == code { Ok(()) } else { Err(format!("{code} was due, not {answer}")) }
}
