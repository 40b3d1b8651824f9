//! Decisions from the command line, for people and for scripts.

mod common;

use common::{shiming, shiming_with};
use serde_json::{Value, json};

const NOON: &str = "2026-11-20T12:00";
const EVENING: &str = "2026-11-20T20:30:00+08:00";
/// 14 years old then.
const BIRTH: &str = "2012-06-15";

fn play(args: &[&str]) -> (i32, Value) {
    let mut all = vec!["decide", "--json"];
    all.extend(args);
    let run = shiming(&all);
    let answer = run.json();
    (run.code, answer["play"].clone())
}

#[test]
fn the_exit_status_says_whether_play_is_allowed() {
    for (args, code, reason) in [
        (&["--birth", BIRTH, "--at", NOON][..], 1, "minor_outside_window"),
        (&["--birth", BIRTH, "--at", EVENING], 0, "minor_in_window"),
        (&["--birth", BIRTH, "--at", "1795179600000"], 1, "minor_outside_window"),
        (&["--birth", "1990-01-01", "--at", NOON], 0, "adult"),
        (&["--kind", "pending", "--birth", "1990-01-01", "--at", NOON], 0, "pending_claimed_adult"),
        (&["--kind", "pending", "--birth", BIRTH, "--at", NOON], 1, "minor_outside_window"),
        (
            &["--kind", "pending", "--birth", BIRTH, "--at", EVENING, "--profile", "cn2021_strict"],
            1,
            "pending_blocked",
        ),
        (&["--kind", "failed", "--at", EVENING], 1, "verification_failed"),
        (&["--kind", "unverified", "--at", EVENING], 1, "unverified"),
        (&["--kind", "guest", "--at", EVENING], 1, "guest_prohibited"),
        (&["--kind", "guest", "--at", "2020-05-01T12:00"], 0, "guest_time_left"),
        (&["--kind", "guest", "--at", "2020-05-01T12:00", "--guest-used", "3600"], 1, "guest_time_used"),
        (
            &["--birth", BIRTH, "--at", NOON, "--profile", "cn2019", "--played-today", "5400"],
            1,
            "minor_time_used",
        ),
        (
            &["--birth", BIRTH, "--at", EVENING, "--profile", r#"{"base":"cn2021","minimum_age":16}"#],
            1,
            "under_minimum_age",
        ),
    ] {
        let (status, verdict) = play(args);
        assert_eq!((status, verdict["reason"].as_str()), (code, Some(reason)), "{args:?}");
    }
}

#[test]
fn it_is_the_answer_of_the_pipe() {
    let new = shiming_with(&["pipe"], "{\"id\":1,\"op\":\"account_new\",\"args\":{}}\n", &[]).json();
    let state = new["ok"]["state"].as_str().unwrap();
    let file = std::env::temp_dir().join(format!("shiming-state-{}", std::process::id()));
    std::fs::write(&file, state).unwrap();
    let from_file = shiming(&["decide", "--json", "--state", file.to_str().unwrap(), "--at", NOON]);
    std::fs::remove_file(file).unwrap();
    let args = json!({
        "state": state, "profile": "{\"base\":\"auto\"}", "calendar": null,
        "usage": {"played_today_s": 0, "guest_used_s": 0}, "unix": 1_795_147_200_000_i64,
    });
    let from_stdin = shiming_with(&["decide", "--json", "--stdin"], &args.to_string(), &[]);
    let call = format!("{}\n", json!({"id": 1, "op": "decide", "args": args}));
    let piped = shiming_with(&["pipe"], &call, &[]).json()["ok"].clone();
    assert_eq!((from_file.json(), from_stdin.json()), (piped.clone(), piped));
    assert_eq!((from_file.code, from_stdin.code), (1, 1));
}

#[test]
fn a_stored_state_shows_nobody() {
    let pi = "1i0k5lmarkermarkermarkermarkermarkerma";
    let event = json!({"kind": "link_person", "pi": pi, "birth": BIRTH, "source": "own"});
    let now = json!({"unix": 1_795_147_200_000_i64, "mono": 0});
    let new = r#"{"id":1,"op":"account_new","args":{}}"#;
    let new = shiming_with(&["pipe"], &format!("{new}\n"), &[]).json()["ok"]["state"].clone();
    let args = json!({"state": new, "event": event, "fresh_ai": null, "now": now});
    let call = json!({"id": 1, "op": "account_apply", "args": args});
    let linked = shiming_with(&["pipe"], &format!("{call}\n"), &[]).json();
    let state = linked["ok"]["state"].as_str().unwrap();
    assert!(state.contains(pi));
    for more in [&["--json"][..], &["--lang", "zh"], &["--profile", "nonsense"]] {
        let mut args = vec!["decide", "--state", "-", "--at", EVENING];
        args.extend(more);
        let run = shiming_with(&args, state, &[]);
        assert!(!run.all().contains(pi) && !run.all().contains(BIRTH), "{}", run.all());
        let broken = shiming_with(&args, &state.replace("birth", "bitrh"), &[]);
        assert!(broken.code == 2 && !broken.all().contains(pi), "{}", broken.all());
    }
}

#[test]
fn people_read_reason_rule_and_time() {
    let run = shiming(&["decide", "--birth", BIRTH, "--at", NOON]);
    for text in [
        "✘ play: not allowed",
        "By law, minors may play only",
        "N2021-1",
        "next allowed: 2026-11-20 Fri 20:00",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    let chinese = shiming(&["decide", "--birth", BIRTH, "--at", EVENING, "--lang", "zh"]);
    for text in ["✔ 游戏：允许", "您是未成年人", "14号", "有效至：2026-11-20 周五 21:00"]
    {
        assert!(chinese.stdout.contains(text), "{text}: {}", chinese.stdout);
    }
    let uncovered = shiming(&["decide", "--birth", BIRTH, "--at", "2031-01-05T20:30"]);
    assert!(uncovered.stdout.contains("no loaded notice"), "{}", uncovered.stdout);
}

#[test]
fn payments_say_what_is_left() {
    let pay = |at: &str, amount: &str, spent: &str, birth: &str| {
        let args = ["pay", "--json", "--birth", birth, "--at", at, "--amount", amount, "--spent", spent];
        let run = shiming(&args);
        (run.code, run.json())
    };
    let (code, answer) = pay(EVENING, "50yuan", "100元", BIRTH);
    assert_eq!((code, &answer["month_left_fen"]), (0, &5_000.into()));
    let (code, answer) = pay(EVENING, "5001fen", "0", BIRTH);
    assert_eq!((code, answer["verdict"]["reason"].as_str()), (1, Some("single_limit")));
    let (code, answer) = pay(EVENING, "50.00yuan", "15001fen", BIRTH);
    assert_eq!((code, answer["verdict"]["reason"].as_str()), (1, Some("month_limit")));
    assert_eq!(answer["month_left_fen"], 4_999);
    assert_eq!(pay(NOON, "1fen", "0", BIRTH).0, 1);
    assert_eq!(pay(NOON, "648元", "0", "1990-01-01").0, 0);
    let people = shiming(&["pay", "--birth", BIRTH, "--at", EVENING, "--amount", "50元", "--lang", "zh"]);
    assert!(people.stdout.contains("这笔之后本月还可充：150.00 元"), "{}", people.stdout);
    let adult = shiming(&["pay", "--birth", "1990-01-01", "--amount", "648yuan"]);
    assert!(adult.stdout.contains("left this month after it: no limit"), "{}", adult.stdout);
}

#[test]
fn a_month_is_a_picture() {
    let run = shiming(&["play-window", "--year", "2026", "--month", "2", "--birth", BIRTH, "--at", EVENING]);
    assert_eq!(run.code, 0, "{}", run.all());
    for text in [
        "16#  17#  18#  19#  20+  21+  22+",
        "2026-02: minors may play on 15 days",
        "x make-up workday, closed: 14 28",
        "this player may play next: 2026-11-20 Fri 20:00 to 21:00",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    assert!(!run.stdout.contains(BIRTH));
    let coloured = shiming(&["play-window", "--year", "2026", "--month", "2", "--color", "always"]);
    assert!(coloured.stdout.contains('\u{1b}'));
    let answer =
        shiming(&["play-window", "--json", "--year", "2026", "--month", "2", "--birth", "1990-01-01"]);
    let answer = answer.json();
    assert_eq!((answer["days"].as_array().unwrap().len(), &answer["next_play_window"]), (28, &Value::Null));
    assert_eq!(
        answer["days"][13],
        json!({"date": "2026-02-14", "open": false, "reason": "makeup_workday", "covered": true})
    );
}

#[test]
fn a_year_lists_its_breaks_and_what_is_not_covered() {
    let run = shiming(&["play-window", "--year", "2026", "--lang", "zh"]);
    for text in [
        "2026：未成年人可玩",
        "2026-02-15 周日 至 2026-02-23 周一",
        "2026-09-20 周日",
        "? 没有国务院通知覆盖",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    assert!(run.stdout.lines().all(|line| line.len() <= 120), "{}", run.stdout);
    let old = shiming(&["play-window", "--year", "2020", "--month", "10"]);
    assert!(old.stdout.contains("34号") && !old.stdout.contains('?'), "{}", old.stdout);
    let days = shiming(&["play-window", "--json", "--year", "2026"]).json();
    assert_eq!(days["days"].as_array().unwrap().len(), 365);
    let never = shiming(&[
        "play-window",
        "--birth",
        BIRTH,
        "--profile",
        r#"{"unknown_age":"block","minimum_age":99}"#,
    ]);
    assert_eq!(never.code, 0, "{}", never.all());
}

#[test]
fn misuse_ends_with_2_and_quotes_no_birth_date() {
    for args in [
        &["decide", "--birth", "2012-13-45"][..],
        &["decide", "--kind", "pending"],
        &["decide", "--at", "tomorrow"],
        &["decide", "--profile", "cn2030"],
        &["decide", "--profile", "{"],
        &["decide", "--birth", "2012-06-15", "--state", "x"],
        &["decide", "--state", "/nowhere"],
        &["decide", "--played-today", "-1"],
        &["decide", "--calendar", "/nowhere"],
        &["pay", "--birth", BIRTH],
        &["pay", "--birth", BIRTH, "--amount", "50"],
        &["pay", "--birth", BIRTH, "--amount", "0fen"],
        &["pay", "--birth", BIRTH, "--amount", "1fen", "--spent", "-1fen"],
        &["play-window", "--month", "13"],
        &["play-window", "--year", "1"],
        &["play-window", "--birth", "20120615"],
        &["calendar"],
        &["calendar", "convert"],
    ] {
        for json in ["--json", "--color=never"] {
            let mut all = args.to_vec();
            all.push(json);
            let run = shiming(&all);
            assert_eq!(run.code, 2, "{args:?}: {}", run.all());
            assert!(!run.all().contains("2012-13-45") && !run.all().contains("20120615"), "{}", run.all());
        }
    }
}
