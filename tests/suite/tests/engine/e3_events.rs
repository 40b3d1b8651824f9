//! E3: events are derived from state; what must not be lost comes again.

use shiming_core::account::AccountKind;
use shiming_core::engine::Event;

use crate::host::{Host, code, pi, status};

/// The crash between the answer and the host's own database: the pi is gone from the authority after 300 s, so the
/// journal must tell it again.
#[test]
fn unhandled_results_come_again_after_a_restart() {
    let mut host = Host::ready("");
    host.handle = false;
    host.verify("a", 1);
    host.enter("s", 2);
    host.run(3_000);
    assert_eq!(host.changes("a").len(), 1);
    assert!(host.ended("s", true).is_some());
    for round in 0..3 {
        host = host.restart(1_000, "");
        host.handle = false;
        host.run(3_000);
        let changes = host.changes("a");
        assert_eq!(changes.len(), 1, "round {round}");
        assert_eq!(changes[0].1.pi(), Some(pi(1).as_str()));
        assert_eq!((changes[0].0.as_str(), changes[0].2), ("answer", 1));
        assert!(host.ended("s", true).is_some(), "round {round}");
        let asked = host.sent.iter().filter(|sent| sent.rows.is_empty()).count();
        assert_eq!(asked, 0, "nothing is asked again");
    }
    let seqs: Vec<i64> = host.events.iter().map(|event| event.1).collect();
    for seq in seqs {
        host.engine.handled(seq).expect("handled");
        host.engine.handled(seq).expect("handled again");
    }
    host.run(1_000);
    assert!(host.state("a").is_none(), "settled and handled: the host's state is the truth");
    let mut host = host.restart(1_000, "");
    host.run(3_000);
    assert!(host.changes("a").is_empty());
    assert!(host.ended("s", true).is_none());
}

/// handled is durable too: what the application has stored is not told twice for ever.
#[test]
fn handled_not_durable_is_told_again_handled_durable_is_not() {
    let mut host = Host::ready("");
    host.verify("a", 1);
    host.handle = false;
    host.run(1_000);
    host.sync = false;
    let seq = host.events.last().expect("told").1;
    host.engine.handled(seq).expect("handled");
    // The record is accepted, and the disk never saw it.
    let disk = host.disk.clone();
    host.run(1_000);
    let mut again = Host::open(disk, host.t + 1_000, "", 9).expect("open");
    again.set_up();
    again.run(2_000);
    assert_eq!(again.changes("a").len(), 1);
    let mut after = again.restart(1_000, "");
    after.run(2_000);
    assert!(after.changes("a").is_empty());
}

/// A host that never handles events must not cost memory or stop reporting.
#[test]
fn ignored_events_stop_nothing() {
    let mut host = Host::ready(r#""limits":{"max_unhandled":3}"#);
    host.handle = false;
    for n in 0..50 {
        host.verify(&format!("v-{n}"), n);
    }
    for n in 0..200 {
        host.enter(&format!("s-{n}"), 100 + n);
    }
    host.run(10_000);
    assert_eq!(host.stat("queued"), 0, "every row was sent");
    let durable = |event: &Event| matches!(event, Event::AccountChanged { .. } | Event::RowsSettled { .. });
    let told = host.events.iter().filter(|(_, _, event)| durable(event)).count();
    assert_eq!(told, 3, "and no more than max_unhandled wait at the host");
    host.handle = true;
    for seq in host.events.iter().map(|event| event.1).collect::<Vec<_>>() {
        host.engine.handled(seq).expect("handled");
    }
    host.run(10_000);
    for n in 0..50 {
        assert_eq!(host.changes(&format!("v-{n}")).len(), 1);
    }
    for n in 0..200 {
        assert!(host.ended(&format!("s-{n}"), true).is_some());
    }
}

/// An event carries at most 128 rows: hosts size their statements by it.
#[test]
fn events_hold_at_most_128_rows() {
    let mut host = Host::ready("");
    host.handle = false;
    for n in 0..700 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(10_000);
    for (_, _, event) in &host.events {
        if let Event::RowsSettled { rows, .. } = event {
            assert!((1..=128).contains(&rows.len()));
        }
    }
    assert_eq!(host.settled().len(), 700);
}

/// Accepted rows are told only if the configuration asks; shifted, refused and dropped ones always.
#[test]
fn accepted_rows_are_told_on_request_only() {
    let config = |report: bool| {
        format!(r#"{{"v":1,"journal_keys":["{}"],"report_accepted":{report}}}"#, crate::host::JOURNAL_KEY)
    };
    for report in [false, true] {
        let mut host = Host::open_config(Default::default(), 0, &config(report), 1).expect("open");
        host.set_up();
        host.run(1_500);
        host.enter("s", 1);
        host.run(5_000);
        assert_eq!(host.ended("s", true).is_some(), report);
        host.script = Box::new(|_| (crate::host::partial(&[(1, 3008)]), 10));
        host.leave("s");
        host.run(5_000);
        assert!(host.ended("s", false).is_some(), "a refusal is always told");
    }
}

/// handled with a number that was never given out is a mistake of the host, and says so.
#[test]
fn handled_refuses_unknown_numbers() {
    let mut host = Host::ready("");
    for seq in [0, -1, 10_000, i64::MAX, i64::MIN] {
        let error = host.engine.handled(seq).expect_err("unknown");
        assert_eq!((error.code.name(), error.field), ("invalid_parameter", Some("seq")));
        assert!(!error.detail.is_empty());
    }
}

/// Two changes of one account are told in order, the second after the first was handled, none is skipped.
#[test]
fn changes_of_one_account_come_one_after_the_other() {
    let mut host = Host::ready("");
    host.handle = false;
    host.script = Box::new(|sent| {
        let reply = match sent.endpoint.name() {
            "check" => status(1, ""),
            "query" => status(0, &pi(1)),
            _ => code(1001),
        };
        (reply, 10)
    });
    host.verify("a", 1);
    host.run(200_000);
    let changes = host.changes("a");
    assert_eq!(changes.len(), 1, "the second waits until the first is handled");
    assert_eq!(changes[0].1.kind(), AccountKind::Pending);
    host.engine.handled(host.events.last().expect("told").1).expect("handled");
    host.run(1_000);
    let changes = host.changes("a");
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[1].1.kind(), AccountKind::Verified);
    host.engine.handled(host.events.last().expect("told").1).expect("handled");
    assert!(host.state("a").is_none());
}
