//! Errors by scope: what rests, what does not, who is told, and that it comes back by itself.

use shiming_core::engine::Event;
use shiming_core::wire::Endpoint;

use crate::host::{APP, Host, KEY, KEY_2, Reply, Sent, all_well, code, game_json};

/// Two games of one enterprise and one of another, each with work on every lane.
fn three_games() -> Host {
    let mut host = Host::bare("");
    host.set_up();
    host.engine.put_game(&game_json("second", "biz-2", "")).expect("game");
    host.engine.put_app(&format!(r#"{{"app_id":"other","keys":[{{"secret_key":"{KEY}"}}]}}"#)).expect("app");
    host.engine.put_game(&game_json("other", "biz-3", "").replace(APP, "other")).expect("game");
    host.run(1_500);
    host
}

fn work(host: &mut Host, round: u32) {
    let (name, number) = shiming_suite::sim::person(1);
    for game in ["g", "second", "other"] {
        let now = host.now();
        let new = shiming_core::account::AccountState::new();
        let live = shiming_core::engine::Priority::Live;
        for n in 0..3 {
            host.engine
                .verify(game, &format!("a-{round}-{n}"), &new, &name, &number, live, now)
                .expect("verify");
        }
        let player = shiming_core::engine::Player::Account {
            account: "v".into(),
            state: crate::host::verified_state(2),
        };
        host.engine.login(game, &format!("s-{round}"), &player, now).expect("login");
    }
}

/// Code, game, call and errcode of an alert.
type Alert = (String, Option<String>, Option<Endpoint>, Option<i32>);

fn configuration_alerts(host: &Host) -> Vec<Alert> {
    let all = host.events.iter().filter_map(|(_, _, event)| match event {
        Event::Alert { code, game, endpoint, errcode } => {
            Some((code.clone(), game.clone(), *endpoint, *errcode))
        }
        _ => None,
    });
    all.filter(|(code, ..)| code != "clock").collect()
}

/// Which (biz, endpoint) were used in this stretch.
fn used(sent: &[Sent]) -> std::collections::BTreeMap<(String, &'static str), usize> {
    let mut all = std::collections::BTreeMap::new();
    for sent in sent {
        *all.entry((sent.biz.clone(), sent.endpoint.name())).or_default() += 1;
    }
    all
}

/// 1005, 1008, 1009, 1011 are the enterprise's: all of its lanes rest, one probe a minute and more; others go on.
#[test]
fn enterprise_errors_rest_the_enterprise() {
    for bad in [1005, 1008, 1009, 1011] {
        let mut host = three_games();
        host.script =
            Box::new(move |sent| if sent.biz == "biz-3" { all_well(sent) } else { (code(bad), 300) });
        work(&mut host, 0);
        host.run(5_000);
        let alerts = configuration_alerts(&host);
        assert_eq!(alerts.len(), 1, "{bad}: one alert, {alerts:?}");
        assert_eq!((alerts[0].0.as_str(), alerts[0].3), ("configuration", Some(bad)));
        let from = host.sent.len();
        work(&mut host, 1);
        host.run(1_800_000);
        let probes: Vec<&Sent> = host.sent[from..].iter().filter(|sent| sent.biz != "biz-3").collect();
        assert!((2..=8).contains(&probes.len()), "{bad}: {} probes in half an hour", probes.len());
        assert!(probes.windows(2).all(|pair| pair[1].at - pair[0].at >= 60_000), "{bad}: slowly");
        assert_eq!(configuration_alerts(&host).len(), 1, "{bad}: said once");
        assert!(host.changes("a-1-0").iter().len() == 1, "{bad}: the other enterprise goes on");
        // The authority recovers: the next probe opens everything.
        host.script = Box::new(all_well);
        host.run(910_000);
        assert_eq!(host.changes("a-0-2").len(), 3, "{bad}");
        assert_eq!((host.stat("queued"), host.stat("verifying")), (0, 0), "{bad}");
        // And if it happens again, it is said again.
        host.script = Box::new(move |_| (code(bad), 20));
        work(&mut host, 2);
        host.run(5_000);
        assert_eq!(configuration_alerts(&host).len(), 3, "{bad}: once for each enterprise");
    }
}

/// 1002-1004 and 1010 are one game's and one call's.
#[test]
fn lane_errors_rest_that_game_and_call() {
    for bad in [1002, 1003, 1004, 1010] {
        let mut host = three_games();
        host.script = Box::new(move |sent| {
            let hit = sent.biz == "biz" && sent.endpoint == Endpoint::Check;
            if hit { (code(bad), 20) } else { all_well(sent) }
        });
        work(&mut host, 0);
        host.run(5_000);
        let alerts = configuration_alerts(&host);
        assert_eq!(alerts.len(), 1, "{bad}: {alerts:?}");
        assert_eq!(alerts[0], ("configuration".into(), Some("g".into()), Some(Endpoint::Check), Some(bad)));
        let from = host.sent.len();
        work(&mut host, 1);
        host.run(1_000_000);
        let seen = used(&host.sent[from..]);
        let probes = seen[&("biz".to_string(), "check")];
        assert!((2..=6).contains(&probes), "{bad}: {probes} probes");
        assert_eq!(seen[&("biz-2".to_string(), "check")], 3, "{bad}");
        assert!(seen.contains_key(&("biz".to_string(), "report")), "{bad}: reports go on");
        host.script = Box::new(all_well);
        host.run(910_000);
        assert_eq!(host.changes("a-1-2").len(), 3, "{bad}");
    }
}

/// 2002: the total of verifications is used up; only that game's check rests.
#[test]
fn total_quota_rests_that_check() {
    let mut host = three_games();
    host.script = Box::new(|sent| {
        if sent.endpoint == Endpoint::Check && sent.biz == "biz" { (code(2002), 20) } else { all_well(sent) }
    });
    work(&mut host, 0);
    host.run(5_000);
    let alerts = configuration_alerts(&host);
    assert_eq!(alerts, [("total_quota".into(), Some("g".into()), Some(Endpoint::Check), Some(2002))]);
    let from = host.sent.len();
    host.run(600_000);
    let probes = host.sent[from..].iter().filter(|sent| sent.endpoint == Endpoint::Check).count();
    assert!((2..=4).contains(&probes), "{probes}");
    host.script = Box::new(all_well);
    host.run(910_000);
    assert_eq!(host.stat("verifying"), 0);
}

/// 1006: a minute of rest with jitter, for that lane only; told once; hold does the same in other processes.
#[test]
fn throttled_rests_one_lane_for_a_minute() {
    let mut host = three_games();
    host.script = Box::new(|sent| {
        let hit = sent.biz == "biz" && sent.endpoint == Endpoint::Check;
        if hit { (code(1006), 30) } else { all_well(sent) }
    });
    work(&mut host, 0);
    host.run(5_000);
    let throttled: Vec<i64> = host
        .events
        .iter()
        .filter_map(|(_, _, event)| match event {
            Event::Throttled { game, endpoint: Endpoint::Check, until } if game == "g" => Some(*until),
            _ => None,
        })
        .collect();
    assert_eq!(throttled.len(), 1, "three answers 1006, told once");
    let lanes = host.engine.stats(None).expect("stats").lanes;
    assert_eq!(lanes.len(), 1);
    assert_eq!(
        (lanes[0].game.as_str(), lanes[0].endpoint, lanes[0].state.as_str()),
        ("g", Endpoint::Check, "throttled")
    );
    let from = host.sent.len();
    host.script = Box::new(all_well);
    let until = throttled[0] - crate::host::BEGIN;
    host.run(until - host.t - 200);
    assert!(host.sent[from..].iter().all(|sent| sent.biz != "biz" || sent.endpoint != Endpoint::Check));
    host.run(5_000);
    assert_eq!(host.changes("a-0-0").len(), 3);
    assert!(host.engine.stats(None).expect("stats").lanes.is_empty());
}

/// Jitter: many processes that were locked together do not come back together.
#[test]
fn the_rest_has_jitter() {
    let mut ends = std::collections::BTreeSet::new();
    for n in 0..20 {
        let mut host = Host::open(Default::default(), 0, "", n).expect("open");
        host.set_up();
        host.run(1_500);
        host.script = Box::new(|_| (code(1006), 20));
        host.enter("s", 1);
        host.run(3_000);
        for (_, _, event) in &host.events {
            if let Event::Throttled { until, .. } = event {
                ends.insert(*until);
            }
        }
    }
    assert!(ends.len() > 15, "{} different ends of 20", ends.len());
}

/// hold: another process was told 1006.
#[test]
fn hold_keeps_one_call_still() {
    let mut host = three_games();
    let until = host.unix() + 60_000;
    host.engine.hold("g", Endpoint::Report, until).expect("hold");
    let stats = host.engine.stats(None).expect("stats");
    assert_eq!((stats.lanes[0].state.as_str(), stats.lanes[0].until), ("held", Some(until)));
    work(&mut host, 0);
    host.run(59_000);
    let seen = used(&host.sent);
    assert!(!seen.contains_key(&("biz".to_string(), "report")));
    assert!(
        seen.contains_key(&("biz-2".to_string(), "report"))
            && seen.contains_key(&("biz".to_string(), "check"))
    );
    host.run(3_000);
    assert!(used(&host.sent).contains_key(&("biz".to_string(), "report")));
    // A shorter hold does not shorten a longer one.
    let until = host.unix() + 60_000;
    host.engine.hold("g", Endpoint::Report, until).expect("hold");
    host.engine.hold("g", Endpoint::Report, until - 50_000).expect("hold");
    assert_eq!(host.engine.stats(None).expect("stats").lanes[0].until, Some(until));
    for bad in [0, -1, i64::MAX, 1_700_000_000] {
        assert_eq!(
            host.engine.hold("g", Endpoint::Report, bad).expect_err("no time").code.name(),
            "bad_time"
        );
    }
    assert_eq!(host.engine.hold("x", Endpoint::Report, until).expect_err("none").code.name(), "unknown_game");
}

fn two_keys(host: &mut Host) {
    let json = format!(
        r#"{{"app_id":"{APP}","keys":[{{"secret_key":"{KEY}"}},{{"secret_key":"{KEY_2}","not_before":{}}}]}}"#,
        crate::host::BEGIN - 1
    );
    host.engine.put_app(&json).expect("app");
}

/// 1011 with two keys: the other one is tried once, at once; the key that last worked is preferred (Q97).
#[test]
fn a_1011_tries_the_other_key_once() {
    let mut host = Host::ready("");
    two_keys(&mut host);
    host.script = Box::new(|sent| if sent.second_key { (code(1011), 20) } else { all_well(sent) });
    host.enter("s", 1);
    host.run(3_000);
    let keys: Vec<bool> = host.sent.iter().map(|sent| sent.second_key).collect();
    assert_eq!(keys, [true, false], "the newest first, then the other");
    assert!(host.ended("s", true).is_some());
    assert!(configuration_alerts(&host).is_empty());
    for n in 0..5 {
        host.enter(&format!("t-{n}"), n);
        host.run(2_000);
    }
    assert!(host.sent[2..].iter().all(|sent| !sent.second_key), "the key that worked is kept");
    // Now the new one works and the old one ends: switched by itself, without an alert.
    host.script = Box::new(|sent| if sent.second_key { all_well(sent) } else { (code(1011), 20) });
    host.enter("u", 1);
    host.run(3_000);
    assert!(host.ended("u", true).is_some());
    assert!(configuration_alerts(&host).is_empty());
    // Neither works: rest and alert, after each was tried.
    host.script = Box::new(|_| (code(1011), 20));
    let from = host.sent.len();
    host.enter("v", 1);
    host.run(30_000);
    let keys: Vec<bool> = host.sent[from..].iter().map(|sent| sent.second_key).collect();
    assert_eq!(keys, [true, false]);
    assert_eq!(configuration_alerts(&host).len(), 1);
    host.script = Box::new(|sent| if sent.second_key { all_well(sent) } else { (code(1011), 20) });
    host.run(400_000);
    assert!(host.ended("v", true).is_some());
}

/// Many requests in flight with a key that just died: the other key is taken, nothing rests.
#[test]
fn many_1011_at_once_are_one_change_of_key() {
    let mut host = Host::ready("");
    two_keys(&mut host);
    for n in 0..100 {
        host.verify(&format!("a-{n}"), n);
    }
    host.script = Box::new(|sent| if sent.second_key { (code(1011), 600) } else { all_well(sent) });
    host.run(10_000);
    for n in 0..100 {
        assert_eq!(host.changes(&format!("a-{n}")).len(), 1, "a-{n}");
    }
    assert!(configuration_alerts(&host).is_empty(), "{:?}", configuration_alerts(&host));
}

/// Keys begin and end with time; the end of the last one is announced three days before, once.
#[test]
fn keys_begin_and_end_with_time() {
    let mut host = Host::ready("");
    let day = 86_400_000;
    let begin = crate::host::BEGIN;
    let json = format!(
        r#"{{"app_id":"{APP}","keys":[{{"secret_key":"{KEY}","not_after":{}}},{{"secret_key":"{KEY_2}","not_before":{},"not_after":{}}}]}}"#,
        begin + 2 * day,
        begin + day,
        begin + 10 * day
    );
    host.engine.put_app(&json).expect("app");
    let expiring = |host: &Host| {
        let all = host.events.iter().filter_map(|(_, _, event)| match event {
            Event::KeyExpiring { app_id, at } => Some((app_id.clone(), *at)),
            _ => None,
        });
        all.collect::<Vec<_>>()
    };
    let check = |host: &mut Host, session: &str, second: bool| {
        host.enter(session, 1);
        host.run(3_000);
        assert_eq!(host.sent.last().expect("sent").second_key, second, "{session}");
        host.leave(session);
        host.run(3_000);
    };
    check(&mut host, "now", false);
    host.run(day + 3_600_000);
    // Both are valid: the one that worked stays.
    check(&mut host, "both", false);
    host.run(day);
    check(&mut host, "second", true);
    assert!(expiring(&host).is_empty(), "a successor is known, or the end is far");
    host.run(5 * day);
    assert_eq!(expiring(&host), [(APP.to_string(), begin + 10 * day)]);
    host.run(4 * day);
    host.enter("none", 1);
    host.run(100_000);
    assert!(host.ended("none", true).is_none(), "without a valid key nothing is sent");
    assert_eq!(expiring(&host).len(), 1);
    // A new key ends it at once.
    host.set_up();
    host.run(2_000);
    assert!(host.ended("none", true).is_some());
}

/// A game whose enterprise was never put: nothing can be signed, and somebody must be told.
#[test]
fn a_missing_key_is_told() {
    let mut host = Host::bare("");
    host.engine.put_game(&game_json("g", "biz", "")).expect("game");
    host.run(1_500);
    host.enter("s", 1);
    host.run(120_000);
    assert!(host.sent.is_empty());
    assert!(host.alerts("key_missing") >= 1);
    host.engine.put_app(&crate::host::app_json()).expect("app");
    host.run(2_000);
    assert!(host.ended("s", true).is_some());
}

/// Codes that nobody published: the lane asks slowly, somebody is told, nothing is refused.
#[test]
fn unknown_codes_rest_slowly() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (code(7777), 20));
    host.enter("s", 1);
    host.verify("a", 2);
    host.run(600_000);
    assert!(host.sent.len() <= 12, "{}", host.sent.len());
    assert!(host.alerts("unknown_code") >= 1);
    host.script = Box::new(all_well);
    host.run(1_000_000);
    assert!(host.ended("s", true).is_some());
    assert_eq!(host.changes("a").len(), 1);
}

/// A probe whose answer never comes does not end the probing.
#[test]
fn a_lost_probe_is_followed_by_another() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (code(1005), 20));
    host.enter("s", 1);
    host.run(3_000);
    host.script = Box::new(|_| (Reply::Never, 0));
    host.run(300_000);
    host.script = Box::new(all_well);
    host.run(910_000);
    assert!(host.ended("s", true).is_some());
}
