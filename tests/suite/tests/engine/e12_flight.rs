//! E12: what may be in flight, and what a dead host costs.

use std::collections::BTreeMap;

use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, all_well, game_json};

/// At most two seconds of a lane's rate are in flight: a host that hangs does not eat every connection.
#[test]
fn a_lane_has_two_seconds_of_its_rate_in_flight() {
    let mut host = Host::ready(r#""limits":{"timeout_ms":60000}"#);
    host.script = Box::new(|_| (Reply::Never, 0));
    for n in 0..600 {
        host.verify(&format!("v-{n}"), n);
    }
    for n in 0..3_000 {
        host.enter(&format!("s-{n}"), n % 900);
    }
    host.run(20_000);
    // 10 a slot and 1 a slot of 125 ms: 80 and 8 a second.
    assert_eq!(host.calls(Endpoint::Check).len(), 160);
    assert_eq!(host.calls(Endpoint::Report).len(), 16);
}

/// At most 256 a host name, so that a dead api2 cannot starve api.
#[test]
fn a_host_name_has_256_in_flight() {
    let mut host = Host::bare(r#""limits":{"timeout_ms":60000,"host_down_after":100000}"#);
    host.set_up();
    for game in 0..20 {
        host.engine.put_game(&game_json(&format!("g-{game}"), &format!("biz-{game}"), "")).expect("game");
    }
    host.run(1_500);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (Reply::Never, 0),
    });
    let (name, number) = shiming_suite::sim::person(1);
    for game in 0..20 {
        for n in 0..100 {
            let (now, new) = (host.now(), shiming_core::account::AccountState::new());
            let live = shiming_core::engine::Priority::Live;
            host.engine
                .verify(&format!("g-{game}"), &format!("a-{n}"), &new, &name, &number, live, now)
                .expect("verify");
        }
    }
    host.enter("s", 1);
    host.run(20_000);
    assert_eq!(host.calls(Endpoint::Check).len(), 256);
    assert!(host.ended("s", true).is_some(), "the other host name is not held up");
    // Every lane had its turn (E16).
    let mut games: BTreeMap<&str, usize> = BTreeMap::new();
    for sent in host.calls(Endpoint::Check) {
        *games.entry(sent.biz.as_str()).or_default() += 1;
    }
    assert_eq!(games.len(), 20);
    assert!(games.values().all(|count| (10..=20).contains(count)), "{games:?}");
}

/// Eight in a row without an answer: the host is down, one probe at a time, 1 to 60 s apart, for all games.
#[test]
fn a_dead_host_gets_one_probe_at_a_time() {
    let mut host = Host::bare("");
    host.set_up();
    host.engine.put_game(&game_json("h", "biz-h", "")).expect("game");
    host.run(1_500);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (Reply::Lost, 700),
    });
    let (name, number) = shiming_suite::sim::person(1);
    for game in ["g", "h"] {
        for n in 0..40 {
            let (now, new) = (host.now(), shiming_core::account::AccountState::new());
            let live = shiming_core::engine::Priority::Live;
            host.engine.verify(game, &format!("a-{n}"), &new, &name, &number, live, now).expect("verify");
        }
    }
    host.run(3_000);
    assert_eq!(host.alerts("host_down"), 1);
    let storm = host.sent.len();
    let from = host.t;
    host.run(600_000);
    let probes: Vec<i64> = host.sent[storm..].iter().map(|sent| sent.at).collect();
    let gaps: Vec<i64> = probes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| *gap >= 1_000), "one at a time: {gaps:?}");
    assert!(gaps.iter().all(|gap| *gap <= 62_000), "and never given up: {gaps:?}");
    assert!(gaps.iter().any(|gap| *gap >= 60_000));
    assert!((8..=30).contains(&probes.len()), "{} probes in ten minutes", probes.len());
    assert_eq!(host.alerts("host_down"), 1, "said once");
    // The report host was never blamed.
    host.enter("s", 1);
    host.run(3_000);
    assert!(host.ended("s", true).is_some());
    // It comes back: everything goes on within a minute.
    host.script = Box::new(all_well);
    host.run(120_000);
    for n in 0..40 {
        assert_eq!(host.changes(&format!("a-{n}")).len(), 2, "both games");
    }
    assert!(host.t > from);
}

/// A lane that waits for room at the host is never forgotten, whatever becomes of the request that held the room.
#[test]
fn a_waiting_lane_is_never_forgotten() {
    for reply in [
        Reply::Json(r#"{"errcode":1009,"errmsg":"x"}"#.into()),
        Reply::Json(r#"{"errcode":1006,"errmsg":"x"}"#.into()),
        Reply::Json(r#"{"errcode":1010,"errmsg":"x"}"#.into()),
        Reply::Http(500, vec![]),
        Reply::Lost,
    ] {
        let mut host = Host::bare(r#""limits":{"host_in_flight":1}"#);
        host.set_up();
        // Another enterprise on the same host name.
        host.engine
            .put_app(r#"{"app_id":"other","keys":[{"secret_key":"2836e95fcd10e04b0069bb1ee659955b"}]}"#)
            .expect("app");
        let other = game_json("other", "biz-other", "").replace(crate::host::APP, "other");
        host.engine.put_game(&other).expect("game");
        host.run(1_500);
        let bad = reply.clone();
        host.script =
            Box::new(move |sent| if sent.biz == "biz" { (bad.clone(), 300) } else { all_well(sent) });
        let (name, number) = shiming_suite::sim::person(1);
        let (now, new) = (host.now(), shiming_core::account::AccountState::new());
        let live = shiming_core::engine::Priority::Live;
        host.engine.verify("g", "a", &new, &name, &number, live, now).expect("verify");
        host.run(10);
        host.engine.verify("other", "b", &new, &name, &number, live, host.now()).expect("verify");
        host.run(5_000);
        assert_eq!(host.changes("b").len(), 1, "the other enterprise waited for ever");
    }
}

/// Many lanes, little room: all get on, none starves.
#[test]
fn no_lane_starves_when_the_host_is_full() {
    let mut host = Host::bare(r#""limits":{"host_in_flight":2}"#);
    host.set_up();
    for game in 0..5 {
        host.engine.put_game(&game_json(&format!("g-{game}"), &format!("biz-{game}"), "")).expect("game");
    }
    host.run(1_500);
    host.script = Box::new(|sent| (all_well(sent).0, 100));
    let (name, number) = shiming_suite::sim::person(1);
    for game in 0..5 {
        for n in 0..200 {
            let (now, new) = (host.now(), shiming_core::account::AccountState::new());
            let live = shiming_core::engine::Priority::Live;
            host.engine
                .verify(&format!("g-{game}"), &format!("a-{n}"), &new, &name, &number, live, now)
                .expect("verify");
        }
    }
    host.run(5_000);
    let mut games: BTreeMap<&str, usize> = BTreeMap::new();
    for sent in &host.sent {
        *games.entry(sent.biz.as_str()).or_default() += 1;
    }
    assert_eq!(games.len(), 5, "{games:?}");
    let (least, most) = (games.values().min().expect("some"), games.values().max().expect("some"));
    assert!(most - least <= 4, "{games:?}");
}
