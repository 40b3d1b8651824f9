//! drop_before and compaction: a journal does not grow for ever, and nothing that lives is dropped, nothing dead comes
//! back.

use std::collections::BTreeSet;

use shiming_core::account::AccountKind;
use shiming_core::wire::Endpoint;

use crate::host::{Disk, Host, Reply, all_well, code, status};
use crate::raw_journal::Segment;

const SMALL: &str = r#""limits":{"segment_bytes":6000,"compact_bytes":20000},"heartbeat_timeout_s":300"#;

/// Sessions that come and go.
fn traffic(host: &mut Host, tag: &str, sessions: u32) {
    for n in 0..sessions {
        host.enter(&format!("{tag}-{n}"), n % 900);
        if n % 50 == 49 {
            host.run(1_100);
            for n in n - 49..=n {
                host.leave(&format!("{tag}-{n}"));
            }
            host.run(2_500);
        }
    }
}

/// Everything settled and handled: the journal is small again, within a few polls, also when nothing else happens.
#[test]
fn a_settled_journal_shrinks() {
    for extra in ["", SMALL] {
        let mut host = Host::ready(extra);
        for n in 0..300 {
            host.verify(&format!("a-{n}"), n);
        }
        traffic(&mut host, "s", 3_000);
        host.run(10_000);
        assert_eq!((host.stat("queued"), host.stat("unhandled"), host.stat("sessions")), (0, 0, 0));
        assert!(host.disk_bytes() < 70_000, "{} bytes", host.disk_bytes());
        // An idle engine writes nothing more.
        let persists = host.persists.len();
        host.run(600_000);
        assert!(
            host.persists.len() - persists <= 1,
            "{} Persists while idle",
            host.persists.len() - persists
        );
        // And neither does a chain of idle restarts.
        for _ in 0..20 {
            host = host.restart(1_000, extra);
            host.run(5_000);
        }
        assert!(host.disk.len() <= 2 && host.disk_bytes() < 3_000, "{} bytes", host.disk_bytes());
    }
}

/// The application handles late: what it has not handled keeps its segments, and they go when it has.
#[test]
fn handling_late_keeps_segments_until_then() {
    let mut host = Host::ready(SMALL);
    host.handle = false;
    traffic(&mut host, "s", 500);
    host.run(5_000);
    let kept = host.disk_bytes();
    assert!(kept > 20_000);
    host.handle = true;
    let seqs: Vec<i64> = host.events.iter().map(|event| event.1).collect();
    for seq in seqs {
        host.engine.handled(seq).expect("handled");
    }
    host.run(5_000);
    assert!(host.disk_bytes() < kept / 3, "{} of {kept} bytes", host.disk_bytes());
}

/// One session that stays open, one player who is pending for a day: the journal of a busy game is bounded all the same,
/// and both are found after a restart at any time.
#[test]
fn long_lives_do_not_keep_everything() {
    let mut host = Host::ready(SMALL);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (status(1, ""), 20),
    });
    host.verify("pending", 1);
    host.enter("long", 2);
    let si = host.si("long");
    host.guest("guest", "device");
    let mut most = 0;
    for round in 0..30 {
        traffic(&mut host, &format!("r-{round}"), 200);
        host.beat("long").expect("open");
        host.beat("guest").expect("open");
        most = most.max(host.disk_bytes());
        if round % 5 == 4 {
            host = host.restart(500, SMALL);
            host.script = Box::new(|sent| match sent.endpoint {
                Endpoint::Report => all_well(sent),
                _ => (status(1, ""), 20),
            });
            assert_eq!(host.si("long"), si, "round {round}");
            assert!(host.si("guest").is_some());
            assert_eq!(host.state("pending").expect("held").kind(), AccountKind::Pending);
            host.run(1_200);
        }
    }
    // 20,000 of garbage, as much alive at most, three segments of 6,000, and what one round writes.
    assert!(most < 80_000, "{most} bytes");
    host.leave("long");
    host.leave("guest");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (status(0, &crate::host::pi(1)), 20),
    });
    host.run(3_600_000);
    assert_eq!(host.changes("pending").last().expect("told").1.kind(), AccountKind::Verified);
    assert!(host.ended("long", false).is_some());
    assert!(host.disk_bytes() < 20_000);
}

/// A crash after every single Persist while compaction runs, with every kind of live object: nothing is lost, nothing
/// comes twice, nothing dead comes back.
#[test]
fn a_crash_anywhere_in_a_compaction_is_harmless() {
    let limits = r#""limits":{"segment_bytes":1500,"compact_bytes":3000},"heartbeat_timeout_s":300"#;
    let mut host = Host::ready(limits);
    // Sessions in every state: open; open with an accepted login; login out and left; refused; pending; guest replaced.
    host.enter("accepted", 1);
    host.guest("replaced", "device");
    host.run(3_000);
    host.login("replaced", "account-x", &crate::host::verified_state(9));
    host.run(3_000);
    host.script = Box::new(|_| (crate::host::partial(&[(1, 3006)]), 10));
    host.handle = false;
    host.enter("refused", 2);
    host.run(3_000);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (status(1, ""), 10),
        _ => (Reply::Never, 0),
    });
    host.verify("pending", 3);
    host.run(1_000);
    let state = host.state("pending").expect("held");
    host.login("waits", "pending", &state);
    host.enter("out", 4);
    host.run(2_000);
    host.leave("out");
    host.enter("fresh", 5);
    host.run(500);
    let view = |host: &Host| {
        let sessions = ["accepted", "replaced", "refused", "waits", "out", "fresh"];
        let all = sessions.map(|session| {
            let view = host.engine.session("g", session).expect("game");
            view.map(|view| (view.si, view.since, view.reported, view.account))
        });
        (all, host.state("pending").map(|state| state.kind()))
    };
    let wanted = view(&host);
    // Dead sessions around them make garbage; each crash takes the disk as it is after one Persist.
    let mut disks: Vec<(Disk, i64)> = Vec::new();
    let mut n = 0u32;
    while disks.len() < 120 {
        n += 1;
        let session = format!("dead-{n}");
        let now = host.now();
        let pending =
            shiming_core::engine::Player::Account { account: "pending".into(), state: state.clone() };
        host.engine.login("g", &session, &pending, now).expect("login");
        host.engine.logout("g", &session, now).expect("logout");
        let before = host.persists.len();
        while host.step().is_ok() {}
        if host.persists.len() > before {
            disks.push((host.disk.clone(), host.t));
        }
        host.t += 7;
    }
    assert!(
        host.disk.keys().next().is_some_and(|first| *first > 3),
        "old segments went: {:?}",
        host.disk.keys()
    );
    for (at, (disk, t)) in disks.into_iter().enumerate() {
        let mut again = Host::open(disk, t + 100, limits, 70).expect("opens");
        again.set_up();
        assert_eq!(view(&again), wanted, "after Persist {at}");
        for dead in 1..=n {
            assert!(
                again.engine.session("g", &format!("dead-{dead}")).expect("game").is_none(),
                "after Persist {at}"
            );
        }
        if at % 10 == 0 {
            // And all of it is delivered, once.
            again.script = Box::new(|sent| match sent.endpoint {
                Endpoint::Report => all_well(sent),
                _ => (status(0, &crate::host::pi(3)), 20),
            });
            again.run(100_000);
            let refused = again.ended("refused", true).expect("told again");
            assert_eq!((refused.outcome.name(), refused.errcode), ("refused", Some(3006)));
            for session in ["accepted", "replaced", "waits", "fresh"] {
                again.leave(session);
            }
            again.run(100_000);
            for session in ["accepted", "waits", "fresh", "out"] {
                assert!(again.ended(session, false).is_some(), "{session} after Persist {at}");
            }
            let told = again.settled();
            assert!(told.iter().all(|row| !row.session.starts_with("dead")));
            assert!(told.iter().any(|row| row.session == "replaced"));
            assert_eq!(again.stat("queued"), 0);
            assert!(
                !again
                    .rows()
                    .iter()
                    .any(|(_, row)| row.login
                        && Some(&row.si) == wanted.0[0].as_ref().and_then(|v| v.0.as_ref())),
                "an accepted login went again"
            );
        }
    }
}

/// What drop_before names is never needed: after every drop, in every order a file system may delete, all that lives is
/// found and nothing that died.
#[test]
fn a_crash_in_the_middle_of_deleting_resurrects_nothing() {
    let limits = r#""limits":{"segment_bytes":900,"compact_bytes":2500},"heartbeat_timeout_s":300"#;
    let mut host = Host::ready(limits);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        Endpoint::Check => (status(2, ""), 10),
        Endpoint::Query => (code(2003), 10),
    });
    host.enter("long", 1);
    let mut whole: Disk = host.disk.clone();
    let mut tested = 0;
    for round in 0..60u32 {
        // The same account again and again: born, settled, gone, born anew.
        let new = shiming_core::account::AccountState::new();
        host.verify_with("again", &new, round % 4);
        host.enter(&format!("s-{round}"), round);
        host.run(1_600);
        host.leave(&format!("s-{round}"));
        host.run(1_600);
        for (_, segment, _, bytes) in host.persists.drain(..) {
            whole.entry(segment).or_default().extend(bytes);
        }
        host.beat("long").expect("open");
        let live: BTreeSet<i64> = host.disk.keys().copied().collect();
        let dropped: Vec<i64> = whole.keys().copied().filter(|segment| !live.contains(segment)).collect();
        // Unsettled at this moment: an attempt that just began.
        let new = shiming_core::account::AccountState::new();
        host.verify_with("again", &new, round % 4);
        host.script = Box::new(|_| (Reply::Never, 0));
        host.sync = true;
        host.pump();
        for (_, segment, _, bytes) in host.persists.drain(..) {
            whole.entry(segment).or_default().extend(bytes);
        }
        let held = host.state("again").map(|state| state.ai().map(String::from));
        for left in 0..1u32 << dropped.len().min(4) {
            let mut disk = host.disk.clone();
            for (bit, segment) in dropped.iter().rev().take(4).enumerate() {
                if left >> bit & 1 == 1 {
                    disk.insert(*segment, whole[segment].clone());
                }
            }
            let segments: Vec<i64> = disk.keys().copied().collect();
            let opened = Host::open(disk, host.t, limits, 71);
            let again = opened.unwrap_or_else(|error| panic!("{segments:?}: {error}"));
            let mut again = again;
            again.set_up();
            again.pump();
            assert!(again.si("long").is_some(), "{segments:?}");
            let found = again.state("again").map(|state| state.ai().map(String::from));
            if found != held {
                for (n, bytes) in &again.disk {
                    println!("{n} floor {} {:?}", Segment::read(bytes).floor, Segment::read(bytes).kinds());
                }
            }
            assert_eq!(found, held, "{segments:?}, round {round}");
            for gone in 0..round {
                let view = again.engine.session("g", &format!("s-{gone}")).expect("game");
                assert!(view.is_none(), "s-{gone} came back from {segments:?}");
            }
            tested += 1;
        }
        host.script = Box::new(|sent| match sent.endpoint {
            Endpoint::Report => all_well(sent),
            Endpoint::Check => (status(2, ""), 10),
            Endpoint::Query => (code(2003), 10),
        });
        host.run(15_000);
    }
    assert!(tested > 300, "{tested}");
}

/// A lock of 1006 is in every segment that is begun: it survives the drop of the one it was first written to.
#[test]
fn a_lock_outlives_its_segment() {
    let mut host = Host::ready(r#""limits":{"throttle_ms":3600000}"#);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (code(1006), 10),
        _ => all_well(sent),
    });
    host.verify("a", 1);
    host.run(2_000);
    let state = crate::host::verified_state(1);
    let now = host.now();
    host.engine.put_account("g", "a", &state, now).expect("put");
    traffic(&mut host, "s", 1_500);
    host.run(10_000);
    assert!(!host.disk.contains_key(&1), "the segment of the lock is gone");
    let locks: usize = host
        .disk
        .values()
        .map(|bytes| Segment::read(bytes).kinds().iter().filter(|kind| **kind == 10).count())
        .sum();
    assert!(locks >= 1);
    let mut host = host.restart(1_000, r#""limits":{"throttle_ms":3600000}"#);
    host.script = Box::new(all_well);
    host.verify("b", 2);
    host.run(600_000);
    assert!(host.calls(Endpoint::Check).is_empty(), "the hour of rest is kept");
}

/// restart: close after a compaction: the last sign of life is in the segments that are left.
#[test]
fn the_sign_of_life_outlives_its_segment() {
    let limits =
        r#""restart":"close","limits":{"segment_bytes":3000,"compact_bytes":8000},"heartbeat_timeout_s":150"#;
    let mut host = Host::ready(limits);
    host.enter("long", 1);
    for round in 0..20 {
        traffic(&mut host, &format!("r-{round}"), 100);
        host.beat("long").expect("open");
    }
    let alive = host.t;
    let mut host = host.restart(7_200_000, limits);
    host.run(5_000);
    let row = host.ended("long", false).expect("closed");
    let at = row.true_ot * 1_000 - crate::host::BEGIN - 150_000;
    assert!((alive - 62_000..=alive).contains(&at), "closed as if alive at {at}, was alive at {alive}");
}

/// Segments end at the size that the configuration names, and their numbers follow each other.
#[test]
fn segments_follow_each_other() {
    let mut host = Host::ready(r#""limits":{"segment_bytes":2000,"compact_bytes":1000000}"#);
    host.handle = false;
    traffic(&mut host, "s", 300);
    let numbers: Vec<i64> = host.disk.keys().copied().collect();
    assert!(numbers.len() > 5);
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "{numbers:?}");
    for bytes in host.disk.values().rev().skip(1) {
        assert!((2_000..20_000).contains(&bytes.len()), "{}", bytes.len());
    }
}
