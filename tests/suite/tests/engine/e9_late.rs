//! E9: late rows. One formula, checked over random sessions, outages and stamps.

use proptest::prelude::*;
use shiming_core::wire::Endpoint;

use crate::host::{BEGIN, Host, Reply, SentRow, accepted, all_well};

/// Every row on the wire lies in the window that the authority takes: not in its future, less than 180 s old.
fn in_window(host: &Host) {
    for sent in host.calls(Endpoint::Report) {
        let stamp = sent.stamp.div_euclid(1_000);
        for row in &sent.rows {
            assert!(row.ot < stamp, "ot {} is not before the stamp {stamp}", row.ot);
            assert!(row.ot >= stamp - 170, "ot {} is {} s old", row.ot, stamp - row.ot);
        }
    }
}

/// What is sent in time is sent as it was: nobody's play time is changed without need.
#[test]
fn fresh_rows_go_unchanged() {
    let mut host = Host::ready("");
    for n in 0..40 {
        host.enter(&format!("s-{n}"), n);
        host.run(733);
    }
    for n in 0..40 {
        host.leave(&format!("s-{n}"));
        host.run(517);
    }
    host.run(5_000);
    in_window(&host);
    for n in 0..40 {
        for login in [true, false] {
            let row = host.ended(&format!("s-{n}"), login).expect("told");
            assert_eq!((row.outcome.name(), row.ot), ("accepted", row.true_ot));
        }
    }
}

/// An outage of an hour: everything is delivered, moved by the least that passes; the duration is kept as far as the
/// window can hold it.
#[test]
fn an_outage_shifts_by_the_least_and_keeps_durations() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Lost, 5));
    for (n, length) in [0i64, 1, 30, 100, 169, 170, 171, 1_000].into_iter().enumerate() {
        host.enter(&format!("s-{n}"), n as u32);
        host.live(length * 1_000, &[format!("s-{n}")]);
        host.leave(&format!("s-{n}"));
    }
    host.run(3_600_000);
    host.script = Box::new(all_well);
    host.run(120_000);
    in_window(&host);
    for (n, length) in [0i64, 1, 30, 100, 169, 170, 171, 1_000].into_iter().enumerate() {
        let session = format!("s-{n}");
        let (login, logout) =
            (host.ended(&session, true).expect("told"), host.ended(&session, false).expect("told"));
        assert_eq!((login.outcome.name(), logout.outcome.name()), ("shifted", "shifted"));
        assert!(login.ot > login.true_ot);
        let kept = logout.ot - login.ot;
        let true_length = logout.true_ot - login.true_ot;
        assert!((true_length - length).abs() <= 1);
        assert_eq!(kept, true_length.min(169), "session of {length} s");
    }
}

/// A login that was accepted in time and a logout that is late: the logout moves, and never before the login.
#[test]
fn a_late_logout_of_a_fresh_login() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.run(3_000);
    host.leave("s");
    host.script = Box::new(|_| (Reply::Lost, 5));
    host.run(900_000);
    host.script = Box::new(all_well);
    host.run(120_000);
    in_window(&host);
    let row = host.ended("s", false).expect("told");
    assert_eq!(row.outcome.name(), "shifted");
    let sent = host.calls(Endpoint::Report).last().expect("sent").stamp / 1_000;
    assert_eq!(row.ot, sent - 170, "the least that passes");
}

/// A player who waits for the next second: a row of this very second is not sent before the second is over.
#[test]
fn a_row_waits_for_its_second_to_end() {
    for offset in [0, 1, 250, 499, 500, 501, 750, 998, 999] {
        let mut host = Host::ready(r#""limits":{"linger_ms":1}"#);
        host.t = 10_000 + offset;
        host.enter("s", 1);
        host.run(3_000);
        in_window(&host);
        let row = host.ended("s", true).expect("told");
        assert_eq!((row.ot, row.outcome.name()), (BEGIN / 1_000 + 10, "accepted"));
    }
}

/// The clock went back after the login: the row's time lies in the future. It waits up to 5 s, then its time is cut, and
/// the event says so.
#[test]
fn rows_of_the_future_wait_and_are_cut() {
    for (back, shifted) in [(1_500, false), (4_000, false), (3_600_000, true)] {
        let mut host = Host::ready("");
        host.script = Box::new(|_| (Reply::Never, 0));
        host.enter("s", 1);
        host.wall -= back;
        host.script = Box::new(all_well);
        let before = host.t;
        host.run(30_000);
        in_window(&host);
        let row = host.ended("s", true).expect("told");
        assert_eq!(row.outcome.name() == "shifted", shifted, "back {back}");
        assert!(host.calls(Endpoint::Report)[0].at - before <= 7_000);
        host.leave("s");
        host.run(30_000);
        in_window(&host);
        let logout = host.ended("s", false).expect("told");
        assert!(logout.ot >= row.ot);
    }
}

/// late: drop (M30) gives up both rows of a session, or none when its login was accepted.
#[test]
fn late_drop_drops_both_or_none() {
    let mut host = Host::ready(r#""late":"drop""#);
    host.enter("half", 1);
    host.run(3_000);
    host.script = Box::new(|_| (Reply::Lost, 5));
    host.enter("late", 2);
    host.run(10_000);
    host.leave("late");
    host.leave("half");
    host.run(600_000);
    host.enter("fresh", 3);
    host.enter("late-login", 4);
    host.live(400_000, &["fresh".into(), "late-login".into()]);
    host.leave("late-login");
    host.script = Box::new(all_well);
    host.run(60_000);
    in_window(&host);
    for login in [true, false] {
        for session in ["late", "late-login"] {
            let row = host.ended(session, login).expect("told");
            assert_eq!((row.outcome.name(), row.errcode), ("dropped", None), "{session} {login}");
        }
    }
    assert_eq!(host.ended("half", true).expect("told").outcome.name(), "accepted");
    assert_eq!(host.ended("half", false).expect("told").outcome.name(), "shifted");
    assert!(host.alerts("row_late") >= 1);
    assert_eq!(host.stat("queued"), 0);
}

/// After max_shift rows are given up, with an alert; a session that lasts longer than that is not old.
#[test]
fn too_old_rows_are_dropped_long_sessions_are_not() {
    let mut host = Host::ready(r#""limits":{"max_shift_s":600}"#);
    host.enter("long", 1);
    host.run(3_000);
    host.script = Box::new(|_| (Reply::Lost, 5));
    host.enter("old", 2);
    host.run(1_000);
    host.leave("old");
    for _ in 0..9 {
        host.run(100_000);
        host.beat("long").expect("open");
    }
    host.script = Box::new(all_well);
    host.leave("long");
    host.run(120_000);
    in_window(&host);
    for login in [true, false] {
        let row = host.ended("old", login).expect("told");
        assert_eq!(row.outcome.name(), "dropped");
    }
    assert_eq!(host.ended("long", false).expect("told").outcome.name(), "accepted");
    assert!(host.alerts("row_too_old") >= 1);
}

#[derive(Clone, Debug)]
struct Scene {
    /// (login at, length, both in ms) of each session.
    sessions: Vec<(i64, i64)>,
    /// Outages: (from, length).
    outages: Vec<(i64, i64)>,
    /// Sometimes the answer is lost although the rows were stored.
    lossy: bool,
}

fn scene() -> impl Strategy<Value = Scene> {
    let time = prop_oneof![0i64..5_000, 0i64..400_000];
    (
        prop::collection::vec((0i64..900_000, time), 1..12),
        prop::collection::vec((0i64..1_200_000, 0i64..500_000), 0..3),
        any::<bool>(),
    )
        .prop_map(|(sessions, outages, lossy)| Scene { sessions, outages, lossy })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The formula itself: for every accepted row, what was sent is the clamp of E9 over the request's stamp, the stored
    /// times and the login's sent time.
    #[test]
    fn the_formula_holds(scene in scene()) {
        let mut host = Host::ready("");
        let outages = scene.outages.clone();
        let lossy = scene.lossy;
        host.script = Box::new(move |sent| {
            let down = outages.iter().any(|(from, length)| (*from..from + length).contains(&sent.at));
            if down && (!lossy || sent.id % 2 == 0) { (Reply::Lost, 40) } else { (accepted(), 40) }
        });
        let mut acts: Vec<(i64, usize, bool)> = Vec::new();
        for (at, (from, length)) in scene.sessions.iter().enumerate() {
            // Of one instant, login comes first: false sorts before true.
            acts.push((2_000 + from, at, false));
            acts.push((2_000 + from + length, at, true));
        }
        acts.sort();
        let mut names = std::collections::BTreeMap::new();
        for (when, at, leaves) in acts {
            let session = format!("s-{at}");
            while host.t < when {
                host.run((when - host.t).min(60_000));
                for n in 0..scene.sessions.len() {
                    let _ = host.beat(&format!("s-{n}"));
                }
            }
            if !leaves {
                host.enter(&session, at as u32);
                names.insert(host.si(&session).expect("reported"), session);
            } else {
                host.leave(&session);
            }
        }
        host.run(2_000_000);
        in_window(&host);
        let stored = |row: &SentRow| {
            host.ended(&names[&row.si], row.login).map(|row| (row.true_ot, row.ot)).expect("told")
        };
        // What was sent, request by request: logins with max(ot, stamp - 170), logouts with the clamp.
        for sent in host.calls(Endpoint::Report) {
            let stamp = sent.stamp.div_euclid(1_000);
            for row in &sent.rows {
                let (true_ot, _) = stored(row);
                if row.login {
                    prop_assert_eq!(row.ot, true_ot.max(stamp - 170));
                    continue;
                }
                let login = SentRow { login: true, ..row.clone() };
                let (login_true, login_settled) = stored(&login);
                let in_batch = sent.rows.iter().find(|other| other.login && other.si == row.si).map(|row| row.ot);
                let login_sent = in_batch.unwrap_or(login_settled);
                let wanted = login_sent + (true_ot - login_true).max(0);
                let least = login_sent.max(stamp - 170);
                prop_assert_eq!(row.ot, wanted.clamp(least, (stamp - 1).max(least)));
                prop_assert!(row.ot >= login_sent);
            }
        }
        for session in names.values() {
            let login = host.ended(session, true).expect("told");
            let logout = host.ended(session, false).expect("told");
            prop_assert!(logout.ot >= login.ot, "{} {} {}", session, logout.ot, login.ot);
            for row in [login, logout] {
                let outcome = row.outcome.name();
                prop_assert_eq!(outcome == "accepted", row.ot == row.true_ot);
                prop_assert_eq!(outcome == "shifted", row.ot != row.true_ot);
            }
        }
    }
}
