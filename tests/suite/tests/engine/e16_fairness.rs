//! E16: a ring of lanes, one Send a turn.

use crate::host::{Host, game_json};

/// A game with a million rows must not keep the others from the wire: within one poll loop lanes take turns.
#[test]
fn ready_lanes_take_turns() {
    let mut host = Host::bare("");
    host.set_up();
    for game in 0..10 {
        host.engine.put_game(&game_json(&format!("g-{game}"), &format!("biz-{game}"), "")).expect("game");
    }
    host.run(1_500);
    let (name, number) = shiming_suite::sim::person(1);
    for game in 0..10 {
        for n in 0..40 {
            let (now, new) = (host.now(), shiming_core::account::AccountState::new());
            let live = shiming_core::engine::Priority::Live;
            host.engine
                .verify(&format!("g-{game}"), &format!("a-{n}"), &new, &name, &number, live, now)
                .expect("verify");
        }
    }
    host.pump();
    let order: Vec<&str> = host.sent.iter().map(|sent| sent.biz.as_str()).collect();
    assert_eq!(order.len(), 100, "ten a slot and game");
    for turn in order.chunks(10) {
        let all: std::collections::BTreeSet<_> = turn.iter().collect();
        assert_eq!(all.len(), 10, "each game once a turn: {order:?}");
    }
}

/// Oldest first inside a lane.
#[test]
fn players_are_served_in_order() {
    let mut host = Host::ready("");
    for n in 0..300 {
        host.verify(&format!("a-{n}"), n);
    }
    host.run(10_000);
    let numbers: Vec<_> = host.sent.iter().map(|sent| sent.number.clone()).collect();
    let wanted: Vec<_> = (0..300).map(|n| shiming_suite::sim::person(n).1).collect();
    assert_eq!(numbers, wanted);
}
