//! E7: room for rows is reserved at login; leaving is never refused, and a full queue bars nobody from play (Q99).

use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, all_well};

/// A full queue: play goes on unreported and somebody is told. Those who were promised are delivered.
#[test]
fn a_full_queue_never_bars_play() {
    let mut host = Host::ready(r#""limits":{"max_queued_rows":10},"heartbeat_timeout_s":60"#);
    host.script = Box::new(|_| (Reply::Lost, 50));
    let reported: Vec<bool> = (0..8).map(|n| host.enter(&format!("s-{n}"), n).reported).collect();
    assert_eq!(reported, [true, true, true, true, true, false, false, false]);
    host.run(1_000);
    assert!(host.alerts("queue_full") >= 1);
    for n in 0..4 {
        host.leave(&format!("s-{n}"));
    }
    host.run(70_000);
    // Time-outs are ends too, and never refused.
    assert_eq!(host.stat("sessions"), 0);
    host.script = Box::new(all_well);
    host.run(120_000);
    for n in 0..5 {
        let session = format!("s-{n}");
        assert!(host.ended(&session, true).is_some() && host.ended(&session, false).is_some(), "{session}");
    }
    for n in 5..8 {
        let session = format!("s-{n}");
        assert!(host.ended(&session, true).is_none() && host.ended(&session, false).is_none());
    }
    // And there is room again.
    assert!(host.enter("again", 9).reported);
}

/// Reserved rows are given back exactly: after thousands of sessions the room is what it was.
#[test]
fn room_is_given_back_exactly() {
    let mut host = Host::ready(r#""limits":{"max_queued_rows":20}"#);
    for round in 0..60 {
        for n in 0..10 {
            assert!(host.enter(&format!("s-{round}-{n}"), n).reported, "round {round}, session {n}");
        }
        assert!(!host.enter(&format!("x-{round}"), 99).reported);
        host.run(1_000);
        for n in 0..10 {
            host.leave(&format!("s-{round}-{n}"));
        }
        host.leave(&format!("x-{round}"));
        host.run(3_000);
        if round % 7 == 3 {
            host = host.restart(1_000, r#""limits":{"max_queued_rows":20}"#);
            host.run(2_000);
        }
    }
}

/// After a restart the rows of the journal count, and none is lost although there is no room for them.
#[test]
fn rows_of_the_journal_are_kept_beyond_the_limit() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    for n in 0..20 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(1_000);
    let mut host = host.restart(1_000, r#""limits":{"max_queued_rows":6}"#);
    host.script = Box::new(all_well);
    assert!(!host.enter("new", 50).reported);
    for n in 0..20 {
        host.leave(&format!("s-{n}"));
    }
    host.run(20_000);
    for n in 0..20 {
        assert!(host.ended(&format!("s-{n}"), false).is_some());
    }
    assert!(host.enter("newer", 51).reported);
    assert!(host.calls(Endpoint::Report).len() < 10);
}
