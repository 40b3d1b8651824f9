//! E8 and the crash table: what a crash leaves.

use shiming_core::account::AccountKind;
use shiming_core::engine::Event;
use shiming_core::wire::Endpoint;

use crate::host::{BEGIN, Host, Reply, accepted, all_well, code, pi, status, status_json};

/// Players who survive a restart of their server keep their session, under the same si.
#[test]
fn sessions_stay_open_and_the_deadline_begins_anew() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.run(100_000);
    let si = host.si("s").expect("reported");
    let mut host = host.restart(3_600_000, "");
    assert_eq!(host.si("s"), Some(si.clone()));
    host.run(149_000);
    assert!(host.beat("s").is_ok(), "the deadline is now + heartbeat timeout");
    host.run(149_000);
    host.leave("s");
    host.run(5_000);
    let row = host.ended("s", false).expect("told");
    assert_eq!((row.si, row.outcome.name()), (si, "accepted"));
}

/// Nobody comes back: the session ends when the time-out passes, not at some time in the past that would be refused.
#[test]
fn without_heartbeats_it_times_out_after_the_restart() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.run(2_000);
    let mut host = host.restart(60_000, "");
    let opened = host.t;
    host.run(160_000);
    let row = host.ended("s", false).expect("told");
    let seconds = row.true_ot - (BEGIN + opened) / 1_000;
    assert!((149..=152).contains(&seconds), "{seconds}");
    let ended = host.events.iter().find_map(|(_, _, event)| match event {
        Event::SessionEnded { session, cause, at, account, .. } => {
            Some((session.clone(), cause.clone(), *at, account.clone()))
        }
        _ => None,
    });
    let (session, cause, at, account) = ended.expect("told");
    assert_eq!((session.as_str(), cause.as_str(), account.as_deref()), ("s", "timeout", Some("account-1")));
    assert_eq!(at / 1_000, row.true_ot);
}

/// restart: close is for hosts whose players cannot survive: ot = min(now - 1 s, last alive + timeout).
#[test]
fn restart_close_ends_sessions_when_they_were_last_alive() {
    let close = r#""restart":"close""#;
    for (lived, down, wanted) in [
        // Alive is written each minute: 600 s + 150 s later.
        (660_000, 3_600_000, Some((600_000..=661_000, 150_000))),
        // Down for less than the time-out: one second ago.
        (660_000, 20_000, None),
        // In the first minute, before alive was ever written, the login itself shows life.
        (30_000, 3_600_000, Some((1_500..=30_000, 150_000))),
    ] {
        let mut host = Host::ready(close);
        host.enter("s", 1);
        let end = host.t + lived;
        while host.t < end {
            host.run(29_000.min(end - host.t));
            host.beat("s").expect("open");
        }
        let mut host = host.restart(down, close);
        let opened = host.t;
        host.run(10_000);
        let row = host.ended("s", false).expect("told");
        let at = row.true_ot * 1_000 - BEGIN;
        match wanted {
            Some((alive, timeout)) => {
                let alive_at = at - timeout;
                assert!(
                    (*alive.start()..=*alive.end()).contains(&(alive_at + 999)),
                    "lived {lived}, down {down}: closed at {at}"
                );
            }
            None => assert!((opened - 2_000..=opened - 999).contains(&at), "closed at {at}, opened {opened}"),
        }
        let cause = host.events.iter().find_map(|(_, _, event)| match event {
            Event::SessionEnded { cause, .. } => Some(cause.clone()),
            _ => None,
        });
        assert_eq!(cause.as_deref(), Some("restart"));
        assert_eq!(host.beat("s").expect_err("over").code.name(), "session_over");
    }
}

/// A session of the last minute is never closed before it began.
#[test]
fn restart_close_never_ends_before_the_login() {
    let close = r#""restart":"close""#;
    let mut host = Host::ready(close);
    host.run(120_000);
    host.enter("s", 1);
    host.run(10);
    let mut host = host.restart(5, close);
    host.run(10_000);
    let (login, logout) = (host.ended("s", true).expect("told"), host.ended("s", false).expect("told"));
    assert!(logout.true_ot >= login.true_ot && logout.ot >= login.ot);
}

/// verify returned, not durable: nothing was sent; the host asks again.
#[test]
fn crash_verify_not_durable() {
    let mut host = Host::ready("");
    let disk = host.disk.clone();
    host.sync = false;
    host.verify("a", 1);
    host.run(3_000);
    assert!(host.sent.is_empty());
    let mut host = Host::open(disk, host.t, "", 5).expect("open");
    host.set_up();
    host.run(3_000);
    assert!(host.state("a").is_none() && host.sent.is_empty());
    host.verify("a", 1);
    host.run(3_000);
    assert_eq!(host.changes("a")[0].1.kind(), AccountKind::Verified);
}

/// Attempt durable, or answer not durable: they look alike, so ask. The answer is there for 300 s.
#[test]
fn crash_attempt_durable_asks_first() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.verify("a", 1);
    host.run(1_000);
    let ai = host.sent[0].ai.clone();
    // It was stored: query finds it.
    let disk = host.disk.clone();
    let mut found = Host::open(disk.clone(), host.t + 1_000, "", 5).expect("open");
    found.set_up();
    found.script = Box::new(|_| (status(0, &pi(1)), 10));
    found.run(3_000);
    assert_eq!(found.sent.len(), 1);
    assert_eq!((found.sent[0].endpoint, &found.sent[0].ai), (Endpoint::Query, &ai));
    assert_eq!(found.changes("a")[0].1.pi(), Some(pi(1).as_str()));
    // It never arrived: 2003, then check again with the same ai, the person from the journal.
    let mut lost = Host::open(disk.clone(), host.t + 1_000, "", 6).expect("open");
    lost.set_up();
    lost.run(3_000);
    let calls: Vec<_> = lost.sent.iter().map(|sent| (sent.endpoint, sent.ai == ai)).collect();
    assert_eq!(calls, [(Endpoint::Query, true), (Endpoint::Check, true)]);
    assert_eq!(lost.sent[1].number, shiming_suite::sim::person(1).1);
    assert_eq!(lost.changes("a")[0].1.kind(), AccountKind::Verified);
    // 2003, then 2004: the ai is somebody else's business: a new one, never a query of the old.
    let mut taken = Host::open(disk, host.t + 1_000, "", 7).expect("open");
    taken.set_up();
    let mut checks = 0;
    taken.script = Box::new(move |sent| match sent.endpoint {
        Endpoint::Query => (code(2003), 10),
        _ => {
            checks += 1;
            if checks == 1 { (code(2004), 10) } else { all_well(sent) }
        }
    });
    taken.run(5_000);
    let calls: Vec<_> = taken.sent.iter().map(|sent| (sent.endpoint, sent.ai == ai)).collect();
    assert_eq!(calls, [(Endpoint::Query, true), (Endpoint::Check, true), (Endpoint::Check, false)]);
    assert_eq!(taken.alerts("ai_collision"), 1);
    assert_eq!(taken.changes("a")[0].1.kind(), AccountKind::Verified);
}

/// login returned, not durable: never sent; the heartbeat says so and the host logs in again.
#[test]
fn crash_login_not_durable() {
    let mut host = Host::ready("");
    let disk = host.disk.clone();
    host.sync = false;
    host.enter("s", 1);
    host.run(3_000);
    let mut host = Host::open(disk, host.t, "", 5).expect("open");
    host.set_up();
    host.run(2_000);
    assert_eq!(host.beat("s").expect_err("unknown").code.name(), "unknown_session");
    assert!(host.sent.is_empty());
    assert!(host.enter("s", 1).reported);
    host.run(3_000);
    assert!(host.ended("s", true).is_some());
}

/// Row durable, batch out, answer not durable: the same row again.
#[test]
fn crash_batch_out_sends_the_same_row_again() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(3_000);
    let row = host.rows()[0].1.clone();
    let mut host = host.restart(4_000, "");
    host.script = Box::new(|_| (accepted(), 10));
    host.run(3_000);
    assert_eq!(host.rows().len(), 1);
    assert_eq!(host.rows()[0].1, row);
}

/// Recovered says what was found, once, and only when there was a journal.
#[test]
fn recovered_counts_what_was_found() {
    let mut host = Host::ready("");
    let recovered = |host: &Host| {
        host.events.iter().filter(|(_, _, event)| matches!(event, Event::Recovered { .. })).count()
    };
    assert_eq!(recovered(&host), 0, "an empty journal is no recovery");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (status(1, ""), 10),
        Endpoint::Query => (status(1, ""), 10),
        Endpoint::Report => (Reply::Never, 0),
    });
    host.verify("a", 1);
    host.enter("one", 2);
    host.enter("two", 3);
    host.run(2_000);
    host.leave("two");
    host.run(1_000);
    let mut host = host.restart(1_000, "");
    host.run(1_000);
    let found = host.events.iter().find_map(|(_, _, event)| match event {
        Event::Recovered { segments, accounts, sessions, rows, damage } => {
            Some((*segments, *accounts, *sessions, *rows, damage.clone()))
        }
        _ => None,
    });
    assert_eq!(found, Some((1, 1, 2, 3, Vec::new())));
    assert_eq!(recovered(&host), 1);
}

/// A crash loop: dying again and again at every point of a flow neither loses nor doubles anything.
#[test]
fn a_crash_loop_converges() {
    let mut host = Host::ready("");
    host.verify("a", 1);
    host.enter("s", 2);
    host.pump();
    let mut told = Vec::new();
    for round in 0..40 {
        // Long enough for the quiet second and, from some round on, for an answer.
        host.run(round * 40);
        told.extend(host.changes("a"));
        host = host.restart(20, "");
    }
    host.leave("s");
    host.run(20_000);
    told.extend(host.changes("a"));
    assert_eq!(told.len(), 1, "verified once");
    assert_eq!(host.stat("queued"), 0);
    assert!(host.ended("s", false).is_some());
}

/// The lock of 1006 survives a restart: sending into a lock may lock the game again and again.
#[test]
fn a_lock_survives_a_restart() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (code(1006), 10));
    host.enter("s", 1);
    host.run(2_000);
    let locked_at = host.calls(Endpoint::Report)[0].at;
    let mut host = host.restart(5_000, "");
    host.script = Box::new(all_well);
    host.run(120_000);
    let first = host.calls(Endpoint::Report)[0].at - locked_at;
    assert!((60_000..=62_200).contains(&first), "after {first} ms");
}

/// The host knows more than the journal: a state given at verify or login is merged, Verified wins, else the later one.
#[test]
fn both_sides_hold_a_state() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 10));
    let given = host.verify("a", 1).state;
    host.run(1_000);
    assert_eq!(host.state("a").expect("held").kind(), AccountKind::Pending);
    // The host's older copy does not win.
    let now = host.now();
    host.engine.put_account("g", "a", &given, now).expect("put");
    assert_eq!(host.state("a").expect("held").kind(), AccountKind::Pending);
    // Verified elsewhere wins; a pending session of that account becomes reportable.
    host.login("s", "a", &given);
    let now = host.now();
    host.engine.put_account("g", "a", &crate::host::verified_state(1), now).expect("put");
    assert!(host.si("s").is_some());
    let id = host.sent[0].id;
    let _ = host.complete(id, &status_json(2, ""));
    host.script = Box::new(all_well);
    host.run(5_000);
    assert!(host.ended("s", true).is_some());
}
