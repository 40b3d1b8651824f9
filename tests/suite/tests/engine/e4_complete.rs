//! E4: complete, leases, late answers, numbers.

use shiming_core::account::AccountKind;
use shiming_core::engine::{Event, Outcome, Sent, Used};
use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, accepted, all_well, code, pi, status, status_json};

const LEASE: i64 = 10_000;

/// An answer that comes after the lease is still knowledge: a pi that arrives late must not be thrown away, for nobody
/// can ask for it after 300 s.
#[test]
fn a_late_answer_is_used() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.verify("a", 1);
    host.run(LEASE + 1_000);
    let id = host.calls(Endpoint::Check)[0].id;
    assert_eq!(host.calls(Endpoint::Query).len(), 1, "after the lease the engine asks");
    let used = host.complete(id, &status_json(0, &pi(1))).expect("known");
    assert_eq!(used, Used::Late);
    host.run(100);
    assert_eq!(host.changes("a").len(), 1);
    // The query that was sent meanwhile brings nothing new.
    let query = host.calls(Endpoint::Query)[0].id;
    assert_eq!(host.complete(query, &status_json(0, &pi(1))).expect("known"), Used::Already);
    host.run(30_000);
    assert_eq!(host.changes("a").len(), 1);
}

/// A late "accepted" settles rows that are on their way again; the second answer then tells nothing.
#[test]
fn late_accepted_rows_end_once() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(LEASE + 4_000);
    let ids: Vec<i64> = host.calls(Endpoint::Report).iter().map(|sent| sent.id).collect();
    assert_eq!(ids.len(), 2, "sent again after the lease");
    assert!(host.stat("resent") >= 1, "E6: stats count what is sent again after a lost answer");
    assert_eq!(host.complete(ids[0], r#"{"errcode":0,"errmsg":"ok"}"#).expect("known"), Used::Late);
    assert_eq!(host.complete(ids[1], r#"{"errcode":0,"errmsg":"ok"}"#).expect("known"), Used::Already);
    host.run(30_000);
    assert_eq!(host.ended("s", true).expect("told").outcome.name(), "accepted");
    assert_eq!(host.calls(Endpoint::Report).len(), 2);
}

/// After the lease a transport outcome is no news; a late 1006 is.
#[test]
fn late_transport_is_already_late_1006_rests_the_lane() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(LEASE + 1_000);
    let id = host.calls(Endpoint::Report)[0].id;
    let now = host.now();
    let used = host.engine.complete(id, &Outcome::Transport { sent: Sent::Unknown }, now).expect("known");
    assert_eq!(used, Used::Already);
    host.run(LEASE + 5_000);
    let again = host.calls(Endpoint::Report)[1].clone();
    assert!(host.t > again.at + LEASE);
    let id = again.id;
    assert_eq!(host.complete(id, r#"{"errcode":1006,"errmsg":"x"}"#).expect("known"), Used::Late);
    let count = host.sent.len();
    host.run(59_900);
    assert_eq!(host.sent.len(), count, "a late 1006 rests the lane for a minute");
    host.run(5_000);
    assert!(host.sent.len() > count);
}

/// A late 1007 proves nothing about the clock now.
#[test]
fn a_late_1007_never_sets_the_offset() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(LEASE + 500);
    let id = host.calls(Endpoint::Report)[0].id;
    let body = br#"{"errcode":1007,"errmsg":"x"}"#.to_vec();
    let response =
        shiming_core::Response { status: 200, body, date: Some("Fri, 20 Nov 2026 13:00:00 GMT".into()) };
    let now = host.now();
    host.engine.complete(id, &Outcome::Http(response), now).expect("known");
    assert_eq!(host.stat("clock_offset_ms"), 0);
}

/// The lease is timeout + 5 s: before it nothing is repeated, after it the work goes on although nobody ever answers.
#[test]
fn the_lease_is_timeout_plus_five_seconds() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.verify("a", 1);
    host.run(LEASE - 1);
    assert_eq!(host.sent.len(), 1);
    assert_eq!(host.sent[0].timeout_ms, 5_000);
    assert_eq!(host.stat("in_flight"), 1);
    host.run(2_000);
    assert_eq!(host.sent.len(), 2);
    assert_eq!(host.sent[1].endpoint, Endpoint::Query);
    assert_eq!(host.sent[1].ai, host.sent[0].ai);
}

/// Unknown numbers are harmless: the answer of an earlier process reaches the new one when a host shares sockets.
#[test]
fn unknown_sends_are_harmless() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(2_000);
    let old = host.sent[0].id;
    let mut host = host.restart(1_000, "");
    host.script = Box::new(all_well);
    for id in [old, 0, -1, i64::MAX, i64::MIN, 99_999_999_999_999] {
        let error = host.complete(id, r#"{"errcode":0,"errmsg":"ok"}"#).expect_err("not of this open");
        assert_eq!((error.code.name(), error.field), ("unknown_send", Some("send")));
        assert!(!error.detail.is_empty());
    }
    host.run(5_000);
    assert_eq!(host.ended("s", true).expect("delivered").outcome.name(), "accepted");
    assert!(host.sent[0].id > old, "ids only grow across opens");
    // A duplicated answer.
    let id = host.sent[0].id;
    let error = host.complete(id, r#"{"errcode":0,"errmsg":"ok"}"#).expect_err("done already");
    assert_eq!(error.code.name(), "unknown_send");
}

/// Ids ascend across many opens of one journal, torn or not: an id used twice would hand one player's answer to another.
#[test]
fn ids_ascend_across_opens() {
    let mut host = Host::ready("");
    let mut last = 0;
    for round in 0..6 {
        host.enter(&format!("s-{round}"), round);
        host.run(2_000);
        let first = host.sent.first().expect("sent").id;
        assert!(first > last, "round {round}: {first} after {last}");
        last = host.sent.last().expect("sent").id;
        host = host.restart(2_000, "");
        host.run(1_100);
    }
}

/// An expired request stays known for ten minutes, then its answer belongs to nothing.
#[test]
fn expired_ids_are_kept_ten_minutes() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (Reply::Never, 0),
        _ => (status(1, ""), 10),
    });
    host.verify("a", 1);
    host.run(LEASE + 590_000);
    let id = host.calls(Endpoint::Check)[0].id;
    assert!(host.complete(id, r#"{"errcode":1001,"errmsg":"x"}"#).is_ok());
    host.verify("b", 2);
    host.run(LEASE + 601_000);
    let id = host.calls(Endpoint::Check)[1].id;
    assert_eq!(host.complete(id, "{}").expect_err("forgotten").code.name(), "unknown_send");
}

/// Whatever rubbish comes as an answer, it never settles anything: no HTML page verifies a player or accepts a row.
#[test]
fn absence_never_settles() {
    let rubbish: Vec<(i32, Vec<u8>)> = vec![
        (200, vec![]),
        (200, b"<html>ok</html>".to_vec()),
        (200, b"{".to_vec()),
        (200, b"null".to_vec()),
        (200, b"{}".to_vec()),
        (200, br#"{"errcode":1001,"errmsg":"SYS ERROR"}"#.to_vec()),
        (200, br#"{"errcode":"0"}"#.to_vec()),
        (200, vec![0xff; 300]),
        (200, vec![b'['; 5_000]),
        (502, br#"<html>bad gateway</html>"#.to_vec()),
        (500, br#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":0,"pi":"x"}}}"#.to_vec()),
        (0, vec![]),
        (-5, b"{\"errcode\":0}".to_vec()),
        (204, vec![]),
    ];
    for (http, body) in rubbish {
        let mut host = Host::ready("");
        let first = (http, body.clone());
        host.script = Box::new(move |sent| match sent.endpoint {
            Endpoint::Query => (Reply::Http(first.0, first.1.clone()), 10),
            _ => (Reply::Http(first.0, first.1.clone()), 10),
        });
        host.verify("a", 1);
        host.enter("s", 2);
        host.run(120_000);
        assert!(host.changes("a").is_empty(), "{http} {body:?}");
        assert!(host.ended("s", true).is_none(), "{http} {body:?}");
        let checks = host.calls(Endpoint::Check).len();
        assert_eq!(checks, 1, "asked before anything else: {checks} checks");
        assert!(host.sent.len() < 80, "with back-off: {} requests in two minutes", host.sent.len());
        host.script = Box::new(|sent| match sent.endpoint {
            Endpoint::Report => (accepted(), 10),
            _ => (status(0, &pi(1)), 10),
        });
        host.run(130_000);
        assert_eq!(host.changes("a")[0].1.kind(), AccountKind::Verified);
        assert!(host.ended("s", true).is_some());
    }
}

/// errcode 0 without a usable status, and status 0 without a pi, are no results either.
#[test]
fn half_answers_settle_nothing() {
    for half in [
        r#"{"errcode":0,"errmsg":"ok"}"#.to_string(),
        r#"{"errcode":0,"errmsg":"ok","data":{}}"#.to_string(),
        status_json(0, ""),
        status_json(7, "x"),
        r#"{"errcode":0,"data":{"result":{"status":0}}}"#.to_string(),
    ] {
        let mut host = Host::ready("");
        let text = half.clone();
        host.script = Box::new(move |_| (Reply::Json(text.clone()), 10));
        host.verify("a", 1);
        host.run(60_000);
        assert!(host.changes("a").is_empty(), "{half}");
        assert_eq!(host.calls(Endpoint::Check).len(), 1, "{half}");
    }
}

/// The table of crash and loss: certainly not sent -> the same ai again at once; unknown -> ask; 2003 -> the same ai again.
#[test]
fn not_sent_checks_again_unknown_asks_first() {
    let mut host = Host::ready("");
    let mut first = true;
    host.script =
        Box::new(move |sent| if std::mem::take(&mut first) { (Reply::Refused, 5) } else { all_well(sent) });
    host.verify("a", 1);
    host.run(5_000);
    let calls: Vec<_> = host.sent.iter().map(|sent| (sent.endpoint, sent.ai.clone())).collect();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0], calls[1], "the same check again");

    let mut host = Host::ready("");
    let mut first = true;
    host.script =
        Box::new(move |sent| if std::mem::take(&mut first) { (Reply::Lost, 5) } else { all_well(sent) });
    host.verify("a", 1);
    host.run(5_000);
    let calls: Vec<_> = host.sent.iter().map(|sent| sent.endpoint).collect();
    assert_eq!(calls, [Endpoint::Check, Endpoint::Query, Endpoint::Check]);
    assert!(host.sent.iter().all(|sent| sent.ai == host.sent[0].ai));
    assert_eq!(host.changes("a").len(), 1);
}

/// complete never comes: the engine goes on all the same, one lease after the other, and nothing piles up.
#[test]
fn a_host_that_never_completes_loses_nothing() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.verify("a", 1);
    for n in 0..10 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(3_600_000);
    assert!(host.stat("in_flight") <= 4);
    assert_eq!(host.stat("queued"), 20, "ten logins and, after the time-out, ten logouts");
    host.script = Box::new(all_well);
    host.run(200_000);
    for n in 0..10 {
        assert!(host.ended(&format!("s-{n}"), true).is_some());
    }
    assert_eq!(host.changes("a").len(), 1);
}

/// Answers of one attempt are never used for another: the old one's result would verify the wrong person.
#[test]
fn answers_of_a_replaced_attempt_are_stale() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.verify("a", 1);
    host.run(1_000);
    let old = host.calls(Endpoint::Check)[0].id;
    let state = host.state("a").expect("held");
    host.verify_with("a", &state, 2);
    host.script = Box::new(all_well);
    assert_eq!(host.complete(old, &status_json(0, &pi(1))).expect("known"), Used::Already);
    host.run(2_000);
    let changes = host.changes("a");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].1.pi(), Some(pi(2).as_str()));
    assert_eq!(changes[0].2, 2, "the second attempt");
    let told = host.events.iter().any(|(_, _, event)| matches!(event, Event::Alert { .. }));
    assert!(!told);
}

/// 1001 is no answer: a status of a check that came with it is not a result, a report is sent again.
#[test]
fn codes_for_retry_repeat() {
    let mut host = Host::ready("");
    let mut left = 3;
    host.script = Box::new(move |sent| {
        if sent.endpoint == Endpoint::Report && left > 0 {
            left -= 1;
            return (code(1001), 5);
        }
        all_well(sent)
    });
    host.enter("s", 1);
    host.run(20_000);
    let times: Vec<i64> = host.calls(Endpoint::Report).iter().map(|sent| sent.at).collect();
    assert_eq!(times.len(), 4);
    let gaps: Vec<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps[0] >= 1_000 && gaps[1] >= 2_000 && gaps[2] >= 4_000, "{gaps:?}");
    assert_eq!(host.stat("resent"), 3);
    let row = host.ended("s", true).expect("accepted");
    assert_eq!((row.outcome.name(), row.ot), ("accepted", row.true_ot));
}
