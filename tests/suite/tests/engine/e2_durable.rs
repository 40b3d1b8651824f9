//! E2: accepted, durable, sent, told: in this order.

use shiming_core::engine::Event;
use shiming_core::wire::Endpoint;

use crate::host::{Host, all_well};

/// Ids start from the journal: a request before the first Persist is on disk could carry an id, and a nonce, of an
/// earlier life.
#[test]
fn nothing_is_sent_before_the_first_persist_is_acknowledged() {
    let mut host = Host::bare("");
    host.sync = false;
    host.set_up();
    host.verify("a", 1);
    host.enter("s", 2);
    host.run(60_000);
    assert_eq!(host.sent.len(), 0);
    host.ack();
    host.sync = true;
    host.run(2_000);
    assert_eq!((host.calls(Endpoint::Check).len(), host.calls(Endpoint::Report).len()), (1, 1));
}

/// A check whose attempt is not on disk would be sent under an ai that a crash forgets: the player's result is lost.
#[test]
fn a_check_waits_for_its_attempt() {
    let mut host = Host::ready("");
    host.sync = false;
    host.verify("a", 1);
    host.run(5_000);
    assert!(host.calls(Endpoint::Check).is_empty());
    host.ack();
    host.run(5);
    assert_eq!(host.calls(Endpoint::Check).len(), 1);
    // A second one, while the answer's record is being written.
    host.verify("b", 2);
    host.run(5_000);
    assert_eq!(host.calls(Endpoint::Check).len(), 1);
    while host.unacked.is_some() {
        host.ack();
        host.run(5);
    }
    assert_eq!(host.calls(Endpoint::Check).len(), 2);
}

/// A row that is reported before it is durable comes twice, under two names, after a crash.
#[test]
fn a_row_waits_until_it_is_durable() {
    let mut host = Host::ready("");
    host.sync = false;
    host.enter("s", 1);
    host.run(5_000);
    assert!(host.calls(Endpoint::Report).is_empty());
    host.ack();
    host.run(2_000);
    assert_eq!(host.rows().len(), 1);
    host.leave("s");
    host.run(5_000);
    assert_eq!(host.rows().len(), 1, "the logout is not durable");
    for _ in 0..4 {
        host.ack();
        host.run(2_000);
    }
    assert_eq!(host.rows().len(), 2);
}

/// An application that stores a result the journal then forgets is told something else after the restart.
#[test]
fn events_wait_for_their_facts() {
    let mut host = Host::ready(r#""heartbeat_timeout_s":5"#);
    host.verify("a", 1);
    host.enter("s", 2);
    host.pump();
    host.sync = false;
    let before = host.events.len();
    host.run(4_000);
    assert!(host.unacked.is_some(), "the ends are being written");
    assert_eq!(host.events.len(), before, "neither the verification nor the row's end is told");
    host.sync = true;
    host.ack();
    host.pump();
    assert_eq!(host.changes("a").len(), 1);
    assert!(host.ended("s", true).is_some());
    // The time-out ends the session: the application hears of it when the journal knows.
    host.sync = false;
    let before = host.events.len();
    host.run(10_000);
    let ended = |host: &Host, from: usize| {
        host.events[from..].iter().any(|(_, _, event)| matches!(event, Event::SessionEnded { .. }))
    };
    assert!(!ended(&host, before), "SessionEnded is told before it is durable");
    host.ack();
    host.pump();
    host.ack();
    host.pump();
    assert!(ended(&host, before));
}

/// persisted is cumulative, and repeating it is harmless: a host may acknowledge from a log of its own.
#[test]
fn persisted_is_cumulative_and_idempotent() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.run(100);
    let last = host.persists.last().expect("a persist").0;
    for seq in 1..=last {
        host.engine.persisted(seq).expect("an old number again");
    }
    for seq in [0, -1, last + 1, i64::MAX, i64::MIN] {
        let error = host.engine.persisted(seq).expect_err("a number never given out");
        assert_eq!(error.code.name(), "invalid_parameter");
        assert!(!error.detail.is_empty());
    }
    host.run(5_000);
    assert!(host.ended("s", true).is_some());
}

/// Past max_unpersisted the engine takes no new work, but a player who leaves is always written down.
#[test]
fn backlog_refuses_login_and_verify_never_logout() {
    let mut host = Host::ready(r#""limits":{"max_unpersisted_bytes":4000}"#);
    host.enter("first", 999);
    host.run(3_000);
    host.sync = false;
    let mut open = Vec::new();
    let refused = loop {
        let session = format!("s-{}", open.len());
        let player = shiming_core::engine::Player::Account {
            account: session.clone(),
            state: crate::host::verified_state(1),
        };
        let now = host.now();
        match host.engine.login("g", &session, &player, now) {
            Ok(admission) => assert!(admission.reported),
            Err(error) => break error,
        }
        open.push(session);
        assert!(open.len() < 200, "4,000 bytes are full long before");
    };
    assert_eq!(refused.code.name(), "journal_backlog");
    assert!(refused.detail.contains("Persist"));
    let (name, number) = shiming_suite::sim::person(3);
    let now = host.now();
    let new = shiming_core::account::AccountState::new();
    let error = host
        .engine
        .verify("g", "v", &new, &name, &number, shiming_core::engine::Priority::Live, now)
        .err()
        .expect("verify is refused too");
    assert_eq!(error.code.name(), "journal_backlog");
    assert!(host.state("v").is_none());
    for session in &open {
        host.leave(session);
    }
    host.leave("first");
    assert!(host.stat("unpersisted_bytes") >= 4_000);
    host.sync = true;
    host.ack();
    host.run(20_000);
    for session in &open {
        assert!(host.ended(session, true).is_some() && host.ended(session, false).is_some());
    }
    assert_eq!(host.stat("unpersisted_bytes"), 0);
    host.enter("after", 5);
}

/// Without a journal the engine works and says so.
#[test]
fn journal_off_works_and_is_said() {
    let mut host =
        Host::open_config(Default::default(), 0, r#"{"v":1,"journal":"off","report_accepted":true}"#, 1)
            .expect("open");
    // There is no Persist to wait for.
    host.engine.put_app(&crate::host::app_json()).expect("app");
    host.engine.put_game(&crate::host::game_json("g", "biz", "")).expect("game");
    host.script = Box::new(all_well);
    host.accept_unjournalled();
    host.verify("a", 1);
    host.enter("s", 2);
    host.run(3_000);
    host.leave("s");
    host.run(5_000);
    assert!(host.persists.is_empty());
    assert_eq!(host.changes("a").len(), 1);
    assert!(host.ended("s", true).is_some() && host.ended("s", false).is_some());
    assert_eq!(host.stat("journal"), 0);
    assert_eq!(host.stat("verified"), 0);
    assert!(host.engine.persisted(1).is_err());
}
