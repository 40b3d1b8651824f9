//! The life of an `ai`, and who is verified how.

mod common;

use common::*;
use shiming_core::identity::{PiShape, pi_birth_date};
use shiming_simulator::{
    AiScope, Authority, AuthorityConfig, Command, Game, Outcome, PersonRule, Spread, code as codes,
};

const HOUR: i64 = 3_600 * SECOND;

fn person(outcome: Outcome) -> AuthorityConfig {
    let mut config = config();
    config.people.rules =
        vec![PersonRule { id_number: YI.1.into(), name: Some(YI.0.into()), outcome, pi: Some(PI.into()) }];
    config
}

#[test]
fn presets_in_production() {
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    let verified = parsed(&authority.handle(&client.check("a", YI, T0), T0));
    assert_eq!(verified["data"]["result"]["status"], 0);
    assert_eq!(verified["data"]["result"]["pi"], PI);
    assert_eq!(status(&authority.handle(&client.check("b", ER, T0), T0)), 1);
    assert_eq!(status(&authority.handle(&client.query("b", T0 + 59_999), T0 + 59_999)), 1);
    assert_eq!(status(&authority.handle(&client.query("b", T0 + 60_000), T0 + 60_000)), 0);
    // A preset's number under another name is nobody.
    assert_eq!(status(&authority.handle(&client.check("c", ("某二", YI.1), T0), T0)), 2);
}

#[test]
fn number_2001_comes_before_name_2005() {
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    let mut try_one = |person| code(&mut authority, &client.check("a", person, T0), T0);
    assert_eq!(try_one(("某一一", "110000190101010002")), 2001);
    assert_eq!(try_one(("某一一", "110000190113010001")), 2001);
    assert_eq!(try_one(("", "110000190101010002")), 2001);
    assert_eq!(try_one(("", YI.1)), 2005);
    assert_eq!(try_one(("某1", YI.1)), 2005);
    // None of them took the ai.
    assert_eq!(try_one(YI), 0);
}

#[test]
fn an_ai_is_held_until_300_s_after_its_first_final_query() {
    let mut client = Client::new();
    let mut authority = Authority::new(person(Outcome::PendingThenVerified { after_s: 100 }));
    assert_eq!(status(&authority.handle(&client.check("a", YI, T0), T0)), 1);
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 2004);
    // A pending answer starts nothing.
    assert_eq!(status(&authority.handle(&client.query("a", T0), T0)), 1);
    let first = T0 + 100 * SECOND;
    assert_eq!(status(&authority.handle(&client.query("a", first), first)), 0);
    let late = first + 299 * SECOND;
    assert_eq!(status(&authority.handle(&client.query("a", late), late)), 0);
    assert_eq!(code(&mut authority, &client.check("a", YI, late), late), 2004);
    let gone = first + 301 * SECOND;
    assert_eq!(code(&mut authority, &client.query("a", gone), gone), 2003);
    // Deleted means free.
    assert_eq!(status(&authority.handle(&client.check("a", YI, gone), gone)), 1);
    let attempt = authority.attempt(APP, BIZ, "a").unwrap();
    assert_eq!(
        (attempt.submissions, attempt.in_use, attempt.queries, attempt.queries_too_late),
        (2, 2, 3, 1)
    );
}

#[test]
fn the_300_s_end_exactly() {
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    authority.handle(&client.check("a", YI, T0), T0);
    authority.handle(&client.query("a", T0), T0);
    let end = T0 + 300 * SECOND;
    assert_eq!(code(&mut authority, &client.query("a", end - 1), end - 1), 0);
    assert_eq!(code(&mut authority, &client.query("a", end), end), 2003);
}

#[test]
fn an_ai_answered_at_once_is_held_too_unless_switched_off() {
    for (hold_immediate, again, query) in [(true, 2004, 0), (false, 0, 2003)] {
        let mut config = config();
        config.ai.hold_immediate = hold_immediate;
        let mut client = Client::new();
        let mut authority = Authority::new(config);
        assert_eq!(status(&authority.handle(&client.check("a", YI, T0), T0)), 0);
        assert_eq!(code(&mut authority, &client.query("a", T0), T0), query);
        assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), again);
    }
}

#[test]
fn a_failed_result_is_fetched_and_deleted_like_any_other() {
    let mut client = Client::new();
    let mut authority = Authority::new(person(Outcome::PendingThenFailed { after_s: 1 }));
    authority.handle(&client.check("a", YI, T0), T0);
    let at = T0 + SECOND;
    let answer = parsed(&authority.handle(&client.query("a", at), at));
    assert_eq!(answer["data"]["result"]["status"], 2);
    assert!(answer["data"]["result"]["pi"].is_null());
    assert_eq!(code(&mut authority, &client.query("a", at + 300 * SECOND), at + 300 * SECOND), 2003);
}

#[test]
fn after_48_h_an_unqueried_record_is_purged() {
    let mut client = Client::new();
    let mut authority = Authority::new(person(Outcome::Never));
    authority.handle(&client.check("a", YI, T0), T0);
    authority.handle(&client.check("b", YI, T0), T0);
    let almost = T0 + 48 * HOUR - 1;
    assert_eq!(status(&authority.handle(&client.query("a", almost), almost)), 1);
    // "b" was left alone for 48 h; "a" was asked for a moment ago.
    let end = T0 + 48 * HOUR;
    assert_eq!(code(&mut authority, &client.query("b", end), end), 2003);
    assert_eq!(status(&authority.handle(&client.query("a", end), end)), 1);
    assert_eq!(code(&mut authority, &client.query("a", end + HOUR), end + HOUR), 2003);
}

#[test]
fn unknown_2003() {
    let client = Client::new();
    assert_eq!(code(&mut Authority::new(config()), &client.query("a", T0), T0), 2003);
}

#[test]
fn total_quota_2002() {
    let mut config = config();
    config.enterprises[0].total_checks = Some(2);
    let mut client = Client::new();
    let mut authority = Authority::new(config);
    let codes = ["a", "b", "b", "c"].map(|ai| code(&mut authority, &client.check(ai, YI, T0), T0));
    assert_eq!(codes, [0, 0, 2004, 2002]);
    assert_eq!(code(&mut authority, &client.query("a", T0), T0), 0);
}

#[test]
fn an_ai_is_unique_within_a_game_or_within_an_enterprise() {
    for (scope, expected) in [(AiScope::Game, 0), (AiScope::Enterprise, 2004)] {
        let mut config = config();
        second_enterprise(&mut config);
        config.games.push(Game { biz_id: "1101000002".into(), app_ids: vec![APP.into()] });
        config.ai.scope = scope;
        let mut authority = Authority::new(config);
        assert_eq!(code(&mut authority, &Client::new().check("a", YI, T0), T0), 0);
        let mut other_game = Client::of(APP, "1101000002", KEY);
        other_game.nonce = 10;
        assert_eq!(code(&mut authority, &other_game.check("a", YI, T0), T0), expected);
        let mut channel = Client::of("channel", BIZ, TEST_KEY);
        assert_eq!(code(&mut authority, &channel.check("a", YI, T0), T0), 0);
        assert!(authority.attempt(APP, BIZ, "a").is_some());
    }
}

#[test]
fn one_person_has_one_pi_everywhere_and_it_carries_the_birth_date() {
    let mut config = config();
    second_enterprise(&mut config);
    let mut authority = Authority::new(config);
    let number = synthetic(7);
    let mut pi_of = |client: &mut Client, ai| {
        let answer = authority.handle(&client.check(ai, ("某某", &number), T0), T0);
        parsed(&answer)["data"]["result"]["pi"].as_str().unwrap().to_owned()
    };
    let first = pi_of(&mut Client::new(), "a");
    let mut channel = Client::of("channel", BIZ, TEST_KEY);
    assert_eq!(first, pi_of(&mut channel, "b"));
    let birth = pi_birth_date(&first).unwrap();
    assert_eq!(birth.shape, PiShape::Standard);
    assert_eq!(birth.birth.unwrap().text(), "1990-01-01");
}

#[test]
fn odd_pi_are_odd_and_still_known() {
    let mut config = config();
    config.people.odd_pi = true;
    let mut client = Client::new();
    let mut authority = Authority::new(config);
    for n in 0..20 {
        let request = client.check(&format!("a{n}"), ("某某", &synthetic(n)), T0);
        let pi = parsed(&authority.handle(&request, T0))["data"]["result"]["pi"].clone();
        assert!(pi_birth_date(pi.as_str().unwrap()).unwrap().shape == PiShape::Other);
        let at = T0 + i64::from(n) * SECOND;
        let row = serde_json::json!({"no": 1, "si": "s", "bt": 1, "ot": at / 1000 - 1, "ct": 0, "pi": pi});
        assert_eq!(code(&mut authority, &client.report(&[row], at), at), 0);
    }
}

#[test]
fn everybody_else_follows_the_spread_and_never_changes() {
    let mut config = config();
    config.people.others = Spread { verified: 1, failed: 1, pending_then_verified: 1, ..Spread::mixed() };
    let outcome = |seed, n: u32| {
        let mut config = config.clone();
        config.seed = seed;
        let mut authority = Authority::new(config);
        status(&authority.handle(&Client::new().check("a", ("某某", &synthetic(n)), T0), T0))
    };
    let all: Vec<i64> = (0..60).map(|n| outcome(1, n)).collect();
    assert!([0, 1, 2].iter().all(|status| all.contains(status)));
    assert_eq!(all, (0..60).map(|n| outcome(1, n)).collect::<Vec<_>>());
    assert_ne!(all, (0..60).map(|n| outcome(2, n)).collect::<Vec<_>>());
}

#[test]
fn people_can_be_changed_while_it_runs() {
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    let rule = PersonRule { id_number: YI.1.into(), name: None, outcome: Outcome::Failed, pi: None };
    authority.command(&Command::PutPeople { rules: vec![rule] }, T0).unwrap();
    assert_eq!(status(&authority.handle(&client.check("a", YI, T0), T0)), 2);
    let others = Spread { verified: 0, failed: 1, ..Spread::default() };
    authority.command(&Command::SetOthers { others }, T0).unwrap();
    let person = ("某某", synthetic(1));
    assert_eq!(status(&authority.handle(&client.check("b", (person.0, &person.1), T0), T0)), 2);
    assert_eq!(authority.answered(codes::OK), 2);
}
