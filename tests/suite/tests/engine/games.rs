//! Games come and go: put_game, remove_game, games that are only in the journal.

use shiming_core::engine::Event;
use shiming_core::wire::Endpoint;

use crate::host::{APP, Host, KEY, Reply, all_well, app_json, game_json};

fn drained(host: &Host) -> usize {
    host.events.iter().filter(|(_, _, event)| matches!(event, Event::GameDrained { .. })).count()
}

/// remove_game takes no new players, delivers what it owes, and says when it is done.
#[test]
fn a_removed_game_drains() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Lost, 20));
    host.enter("s", 1);
    host.verify("a", 2);
    host.run(2_000);
    host.engine.remove_game("g").expect("known");
    let now = host.now();
    let player =
        shiming_core::engine::Player::Account { account: "x".into(), state: crate::host::verified_state(1) };
    assert_eq!(host.engine.login("g", "t", &player, now).expect_err("removed").code.name(), "unknown_game");
    assert!(host.beat("s").is_ok(), "who is inside may stay");
    host.run(60_000);
    assert_eq!(drained(&host), 0);
    host.leave("s");
    host.script = Box::new(all_well);
    host.run(120_000);
    assert_eq!(drained(&host), 1);
    assert!(host.ended("s", false).is_some());
    assert_eq!(host.changes("a").len(), 1);
    // Removed twice, and put again.
    host.engine.remove_game("g").expect("known");
    host.run(1_000);
    assert_eq!(drained(&host), 1);
    host.set_up();
    assert!(host.enter("again", 1).reported);
}

/// A game without work is drained at once; a game that never was is an error.
#[test]
fn an_idle_game_is_drained_at_once() {
    let mut host = Host::ready("");
    assert_eq!(host.engine.remove_game("none").expect_err("unknown").code.name(), "unknown_game");
    host.engine.remove_game("g").expect("known");
    host.run(10);
    assert_eq!(drained(&host), 1);
}

/// Rows of a game that the host forgot to put are kept, with an alert, and go out when it is put: never dropped.
#[test]
fn rows_of_an_unknown_game_are_held() {
    let mut host = Host::bare("");
    host.set_up();
    host.engine.put_game(&game_json("lost", "biz-lost", "")).expect("game");
    host.run(1_500);
    host.script = Box::new(|_| (Reply::Never, 0));
    let now = host.now();
    let player =
        shiming_core::engine::Player::Account { account: "x".into(), state: crate::host::verified_state(1) };
    host.engine.login("lost", "s", &player, now).expect("login");
    let (name, number) = shiming_suite::sim::person(3);
    let new = shiming_core::account::AccountState::new();
    let live = shiming_core::engine::Priority::Live;
    host.engine.verify("lost", "a", &new, &name, &number, live, now).expect("verify");
    host.run(2_000);
    for round in 0..3 {
        host = host.restart(1_000, "");
        host.script = Box::new(all_well);
        host.run(70_000);
        assert!(host.alerts("game_missing") >= 1, "round {round}");
        assert!(host.sent.is_empty());
    }
    // Its heartbeats and logouts are taken all the same.
    let now = host.now();
    host.engine
        .logout("lost", "s", now)
        .or_else(|error| match error.code.name() {
            "session_over" => Ok(()),
            _ => Err(error),
        })
        .expect("known");
    host.engine.put_game(&game_json("lost", "biz-lost", "")).expect("game");
    host.run(10_000);
    let told: Vec<_> = host.settled().into_iter().map(|row| row.outcome.name()).collect();
    assert_eq!(told, ["shifted", "accepted"], "the login of long ago, the logout of now");
    assert_eq!(host.changes("a").len(), 1);
}

/// A game keeps its appId and bizId; a mistaken put changes nothing, in no game.
#[test]
fn a_refused_put_changes_nothing() {
    let mut host = Host::ready("");
    host.engine.put_game(&game_json("h", "biz-h", "")).expect("game");
    let wrong =
        game_json("g", "biz-h", r#""quota":{"check":1,"query":1,"report":1}"#).replace("127.0.0.", "10.0.0.");
    let error = host.engine.put_game(&wrong).expect_err("g is biz");
    assert_eq!((error.code.name(), error.field), ("invalid_config", Some("biz_id")));
    let now = host.now();
    let player =
        shiming_core::engine::Player::Account { account: "x".into(), state: crate::host::verified_state(1) };
    for n in 0..1_000 {
        host.engine.login("h", &format!("s-{n}"), &player, now).expect("login");
    }
    host.run(3_000);
    assert!(
        host.sent.iter().all(|sent| sent.url.contains("127.0.0.2")),
        "the address of biz-h was not touched"
    );
    assert_eq!(host.sent.len(), 8, "nor its quota");
}

/// Two keys of the host for one bizId share their lanes: the authority counts them together (Q88).
#[test]
fn games_of_one_biz_share_the_quota() {
    let mut host = Host::ready("");
    host.engine.put_game(&game_json("twin", "biz", "")).expect("game");
    let player =
        shiming_core::engine::Player::Account { account: "x".into(), state: crate::host::verified_state(1) };
    let now = host.now();
    for n in 0..1_500 {
        host.engine.login("g", &format!("s-{n}"), &player, now).expect("login");
        host.engine.login("twin", &format!("s-{n}"), &player, now).expect("login");
    }
    host.run(10_000);
    let times: Vec<i64> = host.calls(Endpoint::Report).iter().map(|sent| sent.at).collect();
    for (at, first) in times.iter().enumerate() {
        let within = times[at..].iter().take_while(|time| *time - first < 1_000).count();
        assert!(within <= 8, "{within} reports in a second");
    }
    assert_eq!(host.stat("queued"), 0);
}

/// An enterprise put anew: keys are replaced, what is in flight with the old ones does no harm.
#[test]
fn keys_can_be_put_while_requests_fly() {
    let mut host = Host::ready("");
    host.script =
        Box::new(
            |sent| if sent.second_key { (crate::host::code(1011), 10) } else { (all_well(sent).0, 2_000) },
        );
    for n in 0..20 {
        host.verify(&format!("a-{n}"), n);
    }
    host.run(1_000);
    let json = format!(
        r#"{{"app_id":"{APP}","keys":[{{"secret_key":"{}"}},{{"secret_key":"{KEY}"}}]}}"#,
        crate::host::KEY_2
    );
    host.engine.put_app(&json).expect("app");
    host.run(2_000);
    // The answers to the old requests say that their key works: not that the first of the new list does.
    let from = host.sent.len();
    for n in 0..20 {
        host.verify(&format!("b-{n}"), n);
    }
    host.run(10_000);
    let wrong = host.sent[from..].iter().filter(|sent| sent.second_key).count();
    assert_eq!(wrong, 0, "{wrong} requests with a key that never worked");
    for n in 0..20 {
        assert_eq!(host.changes(&format!("b-{n}")).len(), 1);
    }
}

/// An account that was let go leaves nothing behind in the queue: its slot may belong to another game's player, who must
/// never be checked under this game's bizId.
#[test]
fn a_reused_slot_is_not_sent_for_another_game() {
    let mut host = Host::ready("");
    host.engine.put_game(&game_json("h", "biz-h", "")).expect("game");
    let until = host.unix() + 30_000;
    host.engine.hold("g", Endpoint::Check, until).expect("hold");
    host.engine.hold("h", Endpoint::Check, until + 30_000).expect("hold");
    host.verify("a", 1);
    host.run(1_000);
    let now = host.now();
    host.engine.put_account("g", "a", &crate::host::verified_state(1), now).expect("put");
    host.run(10);
    assert!(host.state("a").is_none());
    let (name, number) = shiming_suite::sim::person(2);
    let new = shiming_core::account::AccountState::new();
    let live = shiming_core::engine::Priority::Live;
    let now = host.now();
    host.engine.verify("h", "b", &new, &name, &number, live, now).expect("verify");
    host.run(100_000);
    assert_eq!(host.sent.len(), 1);
    assert_eq!((host.sent[0].biz.as_str(), host.sent[0].number.as_str()), ("biz-h", number.as_str()));
    assert!(app_json().contains(APP));
}
