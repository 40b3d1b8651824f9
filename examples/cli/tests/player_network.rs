//! `shiming player-network decide`, for people in both languages and for machines.

mod common;

use common::{shiming, shiming_with};
use serde_json::{Value, json};

/// 2026-11-20T20:00:00+08:00.
const NOW: &str = "1795176000000";
const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";

fn login(status: Value) -> String {
    json!({
        "ret": 0, "openid": "18446744073709551615", "token": TOKEN, "email": "player@example.com", "del_account_status": 0,
        "extra_json": {"get_status_rsp": status},
    })
    .to_string()
}

fn adult() -> String {
    login(json!({"region": "156", "adult_check_status": 1}))
}

fn minor() -> String {
    login(json!({
        "region": "410", "adult_check_status": -1, "adult_check_status_expiration": "1795176060", "certificate_type": 3,
        "parent_certificate_status": 0,
    }))
}

fn decide(body: &str, more: &[&str]) -> common::Run {
    let mut args = vec!["player-network", "decide", "-", "--unix", NOW];
    args.extend(more);
    shiming_with(&args, body, &[])
}

#[test]
fn an_adult_enters() {
    let run = decide(&adult(), &[]);
    assert_eq!((run.code, run.stdout.trim()), (0, "✔ may enter"), "{}", run.stderr);
    assert_eq!(decide(&adult(), &["--lang", "zh"]).stdout.trim(), "✔ 可以进入");
}

#[test]
fn what_comes_first_is_listed_in_both_languages() {
    let run = decide(&minor(), &["--options", r#"{"os":5}"#]);
    assert_eq!(run.code, 1);
    for text in [
        "✘ not yet: first comes what follows",
        "to do: ask a parent for consent (by mail)",
        "degraded: adult_age_map lacks this system: adult_age holds",
        "decide again at: 2026-11-20 20:01:00 UTC+8",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    let run = decide(&minor(), &["--lang", "zh"]);
    for text in [
        "✘ 暂不可进入，需先完成下列事项",
        "待办：请家长授权（认证方式 邮箱）",
        "降级说明：韩国玩家",
        "重新判断时间：",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
}

#[test]
fn a_denial_says_why() {
    let below = login(json!({"region": "156", "adult_check_status": -2}));
    let run = decide(&below, &[]);
    assert_eq!((run.code, run.stdout.trim()), (1, "✘ may not enter: younger than the game's rating"));
    assert_eq!(decide(&below, &["--lang", "zh"]).stdout.trim(), "✘ 不可进入：低于游戏分级年龄");
}

#[test]
fn machines_get_the_shape_of_the_pipe() {
    let run = decide(&minor(), &["--json", "--options", r#"{"os":5}"#]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.json(),
        json!({
            "gate": {"kind": "need_action"},
            "actions": [{"kind": "parent_consent", "blocks": true, "certificate_type": "email"}],
            "degraded": ["adult_age_not_by_os", "game_grade_not_by_os"],
            "recheck_at": 1_795_176_060_000_i64,
        })
    );
}

#[test]
fn login_and_options_may_come_from_files() {
    let folder = std::env::temp_dir().join(format!("shiming-player-network-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (body, options) = (folder.join("login.json"), folder.join("options.json"));
    std::fs::write(&body, adult()).unwrap();
    std::fs::write(&options, r#"{"agreements":{"game_tos":"36"}}"#).unwrap();
    let (body, options) = (body.to_str().unwrap(), options.to_str().unwrap());
    let run = shiming(&["player-network", "decide", body, "--options-file", options, "--json"]);
    assert_eq!(run.json()["actions"][0]["documents"], json!(["game_tos"]));
    let missing = shiming(&["player-network", "decide", &format!("{body}.none")]);
    assert_eq!(missing.code, 2);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_call_may_come_as_the_pipe_takes_it() {
    let call = json!({"login": r#"{"v":1,"login":{"openid":"1"}}"#, "options": "{}", "unix": 0}).to_string();
    let run = shiming_with(&["player-network", "decide", "--stdin", "--json"], &call, &[]);
    assert_eq!(run.json()["degraded"], json!(["ret_missing", "deletion_missing", "status_missing"]));
}

#[test]
fn nothing_is_decided_without_a_login() {
    assert_eq!(shiming(&["player-network", "decide"]).code, 2);
    assert_eq!(shiming(&["player-network"]).code, 2);
    let run = decide("<html>", &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("invalid_callback (not_json)"), "{}", run.stderr);
    assert!(decide("<html>", &["--lang", "zh"]).stderr.contains("请原样传入"));
    let run = decide(&adult(), &["--options", r#"{"oss":5}"#]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("unknown_option"), "{}", run.stderr);
    assert_eq!(decide(&adult(), &["--options", "{}", "--options-file", "x"]).code, 2);
}

#[test]
fn no_output_shows_the_player() {
    let broken = adult().replace("\"ret\":0", "\"ret\":[]");
    for (body, more) in [
        (adult(), vec![]),
        (minor(), vec!["--lang", "zh"]),
        (minor(), vec!["--json"]),
        (broken, vec![]),
        (adult(), vec!["--options", "{\"0123456789abcdef0123456789abcdef01234567\":1}"]),
    ] {
        let run = decide(&body, &more);
        for secret in [TOKEN, "18446744073709551615", "player@example.com"] {
            assert!(!run.all().contains(secret), "{}", run.all());
        }
    }
}
