//! Limits of the authority: per enterprise, game and call. What is over them waits; it is neither lost nor refused.

use std::collections::BTreeMap;

use shiming_core::account::AccountKind;
use shiming_core::wire::Endpoint;

use crate::host::{Host, Sent};

/// The most of these requests in any 1,000 ms.
fn most_in_a_second(sent: &[&Sent]) -> usize {
    let times: Vec<i64> = sent.iter().map(|sent| sent.at).collect();
    times
        .iter()
        .map(|from| times.iter().filter(|at| (*from..from + 1_000).contains(at)).count())
        .max()
        .unwrap_or(0)
}

/// Q101, Q89: everybody leaves at once. Every row arrives, 10 reports of 128 a second at most.
#[test]
fn a_mass_logout_drains_and_loses_nobody() {
    const PLAYERS: u32 = 6_000;
    let mut host = Host::ready("");
    for n in 0..PLAYERS {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(20_000);
    let before = host.sent.len();
    for n in 0..PLAYERS {
        host.leave(&format!("s-{n}"));
    }
    host.run(10_000);
    let mut logouts: BTreeMap<String, usize> = BTreeMap::new();
    for row in host.settled().into_iter().filter(|row| row.bt == shiming_core::wire::Behavior::Logout) {
        *logouts.entry(row.session).or_default() += 1;
    }
    assert_eq!(logouts.len(), PLAYERS as usize);
    assert!(logouts.values().all(|ended| *ended == 1));
    let reports: Vec<&Sent> = host.sent[before..].iter().collect();
    assert!(reports.iter().all(|sent| sent.rows.len() <= 128));
    assert!(most_in_a_second(&reports) <= 10);
    assert_eq!(host.alerts("queue_full"), 0);
}

/// M25, M14, Q93: more new players than 100 a second wait in line; each gets a result, none is sent away.
#[test]
fn a_rush_of_new_players_waits_in_line() {
    let mut host = Host::ready("");
    for n in 0..500 {
        assert!(host.verify(&format!("a-{n}"), n).state.kind() == AccountKind::Submitting);
    }
    host.run(20_000);
    for n in 0..500 {
        let changes = host.changes(&format!("a-{n}"));
        assert_eq!((changes.len(), changes[0].1.kind()), (1, AccountKind::Verified), "a-{n}");
    }
    let checks = host.calls(Endpoint::Check);
    assert_eq!(checks.len(), 500);
    assert!((60..=100).contains(&most_in_a_second(&checks)), "{}", most_in_a_second(&checks));
}

/// Q96, Q90, Q91, M14: a limit that the authority raised for an event is used at once, and lowered the same way.
#[test]
fn a_raised_limit_is_used_and_lowered_again() {
    let mut host = Host::ready("");
    let rate = |host: &mut Host, from: u32, quota: &str| {
        host.engine.put_game(&crate::host::game_json("g", "biz", quota)).expect("game");
        host.run(2_000);
        let before = host.calls(Endpoint::Check).len();
        for n in from..from + 900 {
            host.verify(&format!("a-{n}"), n);
        }
        host.run(20_000);
        let checks = host.calls(Endpoint::Check);
        most_in_a_second(&checks[before..])
    };
    let raised = rate(&mut host, 0, r#""quota":{"check":400,"query":300,"report":10}"#);
    assert!((240..=400).contains(&raised), "{raised}");
    let again = rate(&mut host, 1_000, "");
    assert!((60..=100).contains(&again), "{again}");
}
