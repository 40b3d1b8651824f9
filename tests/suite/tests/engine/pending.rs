//! Players whose result is pending: they play (Q187), and are reported from the moment they are verified (Q200, Q211).

use shiming_core::account::{AccountKind, AccountState};
use shiming_core::engine::Event;
use shiming_core::wire::Endpoint;

use crate::host::{BEGIN, Host, Reply, all_well, code, game_json, pi, status, status_json, verified_state};

const GRACE: i64 = 600_000;

fn ended(host: &Host, wanted: &str) -> Option<String> {
    host.events.iter().find_map(|(_, _, event)| match event {
        Event::SessionEnded { session, cause, .. } if session == wanted => Some(cause.clone()),
        _ => None,
    })
}

/// A host whose player `a` is pending with session `s` open.
fn pending() -> Host {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (status(1, ""), 20),
    });
    host.verify("a", 1);
    host.run(2_000);
    let state = host.state("a").expect("held");
    assert_eq!(state.kind(), AccountKind::Pending);
    let admission = host.login("s", "a", &state);
    assert!(admission.allowed && !admission.reported);
    assert_eq!((admission.reason.as_str(), admission.rule_id.as_str()), ("pending_claimed_adult", "Q187"));
    assert!(host.si("s").is_none());
    host.pump();
    host
}

/// Verified in mid-session: a login row with the server's time of the answer, under a new si.
#[test]
fn a_pending_session_becomes_reportable_when_verified() {
    let mut host = pending();
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Query => (status(0, &pi(1)), 1_234),
        _ => all_well(sent),
    });
    host.live(100_000, &["s".into()]);
    let si = host.si("s").expect("reported now");
    let answered = host.calls(Endpoint::Query)[0].at + 1_234;
    let row = host.ended("s", true).expect("told");
    assert_eq!((&row.si, row.ot), (&si, (BEGIN + answered) / 1_000));
    assert_eq!(host.rows()[0].1.id, pi(1));
    host.leave("s");
    host.run(5_000);
    assert_eq!(host.ended("s", false).expect("told").si, si);
}

/// All sessions of the account become reportable, in the order of their logins.
#[test]
fn all_waiting_sessions_follow() {
    let mut host = pending();
    let state = host.state("a").expect("held");
    for n in 0..5 {
        host.login(&format!("more-{n}"), "a", &state);
    }
    host.leave("more-2");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Query => (status(0, &pi(1)), 20),
        _ => all_well(sent),
    });
    host.run(100_000);
    let order: Vec<_> = host.settled().into_iter().map(|row| row.session).collect();
    assert_eq!(order, ["s", "more-0", "more-1", "more-3", "more-4"]);
}

/// It ends before the result: there was nobody to report, and nothing is ever reported for it.
#[test]
fn a_pending_session_that_ends_early_is_never_reported() {
    let mut host = pending();
    host.leave("s");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Query => (status(0, &pi(1)), 20),
        _ => all_well(sent),
    });
    host.run(200_000);
    assert_eq!(host.changes("a").last().expect("told").1.kind(), AccountKind::Verified);
    assert!(host.rows().is_empty() && host.settled().is_empty());
    assert!(host.beat("s").is_err());
    assert_eq!(host.stat("sessions"), 0);
}

/// Pending, then failed: the player may finish for ten minutes, then the engine ends the session; heartbeats do not help.
#[test]
fn failed_in_mid_session_ends_after_the_grace() {
    let mut host = pending();
    host.script = Box::new(|_| (status(2, ""), 20));
    host.live(60_000, &["s".into()]);
    assert_eq!(host.changes("a").last().expect("told").1.kind(), AccountKind::Failed);
    host.live(GRACE - 10_000, &["s".into()]);
    assert!(host.beat("s").is_ok());
    host.run(15_000);
    assert_eq!(ended(&host, "s").as_deref(), Some("verification_failed"));
    assert_eq!(host.beat("s").expect_err("over").code.name(), "session_over");
    host.run(GRACE + 2_000);
    assert_eq!(host.beat("s").expect_err("long over").code.name(), "unknown_session");
    assert!(host.rows().is_empty());
}

/// A typing mistake, corrected in mid-session: the player is verified, stays, and is reported.
#[test]
fn a_correction_in_mid_session_is_reported() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (code(2001), 500),
        _ => all_well(sent),
    });
    let state = host.verify("a", 1).state;
    assert!(host.login("s", "a", &state).allowed);
    host.live(120_000, &["s".into()]);
    let failed = host.changes("a").last().expect("told").1.clone();
    assert_eq!(failed.kind(), AccountKind::Failed);
    host.script = Box::new(|sent| (all_well(sent).0, 500));
    host.verify_with("a", &failed, 2);
    host.live(5_000, &["s".into()]);
    assert_eq!(host.changes("a").last().expect("told").1.kind(), AccountKind::Verified);
    let si = host.si("s").expect("a verified player is reported from the answer on");
    host.live(GRACE + 60_000, &["s".into()]);
    assert!(ended(&host, "s").is_none(), "and may stay");
    assert_eq!(host.rows()[0].1.id, pi(2));
    host.leave("s");
    host.run(5_000);
    assert_eq!(host.ended("s", false).expect("told").si, si);
}

/// The same when the host was restarted in between: login on the open session tells the engine who plays.
#[test]
fn login_again_makes_an_unreported_session_reportable() {
    let mut host = pending();
    let state = host.state("a").expect("held");
    // The host verifies the player elsewhere and just logs in again, on the same session.
    let admission = host.login("s", "a", &verified_state(1));
    assert!(admission.allowed && admission.reported);
    assert!(host.si("s").is_some());
    assert!(host.login("s", "a", &verified_state(1)).reported);
    host.run(5_000);
    assert_eq!(host.rows().len(), 1);
    // After a failed result and a restart nobody remembers the account; the correction comes with verify and login.
    let mut host = pending();
    host.script = Box::new(|_| (status(2, ""), 20));
    host.live(120_000, &["s".into()]);
    let failed = host.changes("a").last().expect("told").1.clone();
    let mut host = host.restart(1_000, "");
    host.run(1_500);
    host.script = Box::new(|sent| (all_well(sent).0, 500));
    let checking = host.verify_with("a", &failed, 2).state;
    assert!(host.login("s", "a", &checking).allowed);
    host.live(GRACE + 100_000, &["s".into()]);
    assert!(host.si("s").is_some(), "{:?}", ended(&host, "s"));
    assert!(state != failed);
}

/// A guest who verifies: one person, two sessions on the wire; the host's key goes on (Q41).
#[test]
fn a_guest_who_verifies_gets_a_new_si() {
    let mut host = Host::ready("");
    assert!(host.guest("s", "device").reported);
    let guest = host.si("s").expect("reported");
    host.run(30_000);
    assert!(host.login("s", "a", &verified_state(1)).reported);
    let verified = host.si("s").expect("reported");
    assert!(guest != verified);
    host.run(30_000);
    host.leave("s");
    host.run(5_000);
    let rows: Vec<_> =
        host.rows().into_iter().map(|(_, row)| (row.si == guest, row.login, row.ct, row.id)).collect();
    assert_eq!(
        rows,
        [
            (true, true, 2, "device".into()),
            (true, false, 2, "device".into()),
            (false, true, 0, pi(1)),
            (false, false, 0, pi(1)),
        ]
    );
    assert_eq!(host.stat("sessions"), 0);
    assert!(ended(&host, "s").is_none(), "the host did it itself: nothing to tell");
}

/// The same across a restart at every point.
#[test]
fn a_guest_who_verifies_survives_restarts() {
    let mut host = Host::ready("");
    host.guest("s", "device");
    host.run(10_000);
    let mut host = host.restart(1_000, "");
    host.run(1_500);
    host.login("s", "a", &verified_state(1));
    let si = host.si("s").expect("reported");
    host.pump();
    let mut host = host.restart(1_000, "");
    host.run(5_000);
    assert_eq!(host.si("s"), Some(si));
    host.leave("s");
    host.run(5_000);
    assert_eq!(host.stat("queued"), 0);
    assert_eq!(host.settled().len(), 3, "the guest's login was settled before the restart");
}

/// Pending sessions survive a restart, and so does the link to their account.
#[test]
fn pending_sessions_survive_a_restart() {
    let host = pending();
    let mut host = host.restart(1_000, "");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Query => (status(0, &pi(1)), 20),
        _ => all_well(sent),
    });
    host.live(100_000, &["s".into()]);
    assert!(host.si("s").is_some());
    assert_eq!(host.rows().len(), 1);
}

/// Verified, written down, crashed before the login row was: the row comes after the restart.
#[test]
fn verified_but_not_yet_reported_survives_a_restart() {
    let mut host = pending();
    host.handle = false;
    host.script = Box::new(|_| (Reply::Never, 0));
    host.run(62_000);
    let id = host.calls(Endpoint::Query)[0].id;
    host.complete(id, &status_json(0, &pi(1))).expect("known");
    host.pump();
    let mut host = host.restart(1_000, "");
    host.script = Box::new(all_well);
    host.run(5_000);
    assert!(host.si("s").is_some());
    assert_eq!(host.changes("a").len(), 1);
}

/// Settled elsewhere: put_account makes the waiting session reportable.
#[test]
fn put_account_makes_sessions_reportable() {
    let mut host = pending();
    let now = host.now();
    host.engine.put_account("g", "a", &verified_state(1), now).expect("put");
    assert!(host.si("s").is_some());
    host.run(3_000);
    assert_eq!(host.rows().len(), 1);
    assert!(
        host.changes("a").iter().all(|change| change.1.kind() != AccountKind::Verified),
        "the host said so itself"
    );
    assert!(host.state("a").is_none());
}

/// A game that only verifies never reports, whenever its players are verified; its players play all the same.
#[test]
fn a_verify_only_game_never_reports() {
    let mut host = Host::bare("");
    host.engine.put_app(&crate::host::app_json()).expect("app");
    host.engine.put_game(&game_json("g", "biz", r#""role":"verify""#)).expect("game");
    host.run(1_500);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (status(1, ""), 20),
        _ => (status(0, &pi(1)), 20),
    });
    let state = host.verify("a", 1).state;
    let admission = host.login("s", "a", &state);
    assert!(admission.allowed && !admission.reported);
    assert!(!host.enter("t", 2).reported);
    host.live(120_000, &["s".into(), "t".into()]);
    assert_eq!(host.changes("a").last().expect("told").1.kind(), AccountKind::Verified);
    assert!(host.si("s").is_none());
    for session in ["s", "t"] {
        host.leave(session);
    }
    host.run(10_000);
    assert!(host.calls(Endpoint::Report).is_empty() && host.settled().is_empty());
    assert_eq!((host.stat("queued"), host.stat("sessions")), (0, 0));
    // And after a restart in mid-session nobody is thrown out as unverified.
    let state = verified_state(3);
    host.login("u", "b", &state);
    host.run(1_000);
    let n = 77;
    let mut host = Host::open(host.disk, host.t, "", n).expect("open");
    host.engine.put_app(&crate::host::app_json()).expect("app");
    host.engine.put_game(&game_json("g", "biz", r#""role":"verify""#)).expect("game");
    host.live(GRACE + 60_000, &["u".into()]);
    assert!(ended(&host, "u").is_none());
}

/// A game that only reports never asks the authority about persons: that is the channel's business (Q30, Q194).
#[test]
fn a_report_only_game_never_verifies() {
    let mut other = Host::ready("");
    let submitting = other.verify("a", 1).state;
    let mut host = Host::bare("");
    host.engine.put_app(&crate::host::app_json()).expect("app");
    host.engine.put_game(&game_json("g", "biz", r#""role":"report""#)).expect("game");
    host.run(1_500);
    let (name, number) = shiming_suite::sim::person(1);
    let now = host.now();
    let live = shiming_core::engine::Priority::Live;
    let error =
        host.engine.verify("g", "a", &AccountState::new(), &name, &number, live, now).err().expect("refused");
    assert_eq!((error.code.name(), error.field), ("invalid_parameter", Some("game")));
    host.login("s", "a", &submitting);
    host.live(100_000, &["s".into()]);
    assert!(host.sent.is_empty());
    let now = host.now();
    host.engine.put_account("g", "a", &verified_state(1), now).expect("put");
    host.run(3_000);
    assert_eq!(host.calls(Endpoint::Report).len(), 1);
    assert_eq!(host.sent.len(), 1);
}

/// A full queue when the result comes: the verified player goes on playing, unreported, also after a restart.
#[test]
fn verified_with_a_full_queue_bars_nobody() {
    let mut host = pending();
    host = host.restart(10, r#""limits":{"max_queued_rows":2}"#);
    host.run(1_500);
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Query => (status(0, &pi(1)), 20),
        _ => (Reply::Lost, 20),
    });
    assert!(host.enter("other", 2).reported);
    host.live(100_000, &["s".into(), "other".into()]);
    assert!(host.si("s").is_none());
    assert!(host.alerts("queue_full") >= 1);
    let mut host = host.restart(1_000, r#""limits":{"max_queued_rows":2}"#);
    host.live(GRACE + 100_000, &["s".into(), "other".into()]);
    assert!(ended(&host, "s").is_none(), "{:?}", ended(&host, "s"));
    assert!(host.beat("s").is_ok());
}

/// Nobody plays who may not: denied, with the rule, and nothing is kept of them.
#[test]
fn denied_logins_leave_nothing() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(2, ""), 20));
    host.verify("f", 1);
    host.run(2_000);
    let failed = host.changes("f")[0].1.clone();
    for (state, reason) in [(AccountState::new(), "unverified"), (failed, "verification_failed")] {
        let admission = host.login("s", "x", &state);
        assert_eq!(
            (admission.allowed, admission.reported, admission.reason.as_str()),
            (false, false, reason)
        );
        assert!(!admission.rule_id.is_empty());
        assert!(host.engine.session("g", "s").expect("game").is_none());
        assert_eq!(host.beat("s").expect_err("none").code.name(), "unknown_session");
    }
    host.engine.put_policy(r#"{"profile":{"base":"cn2021"}}"#).expect("policy");
    host.engine.put_game(&game_json("h", "biz-h", "")).expect("game");
    let player = shiming_core::engine::Player::Guest { di: "device".into() };
    let now = host.now();
    let admission = host.engine.login("h", "s", &player, now).expect("login");
    assert_eq!((admission.allowed, admission.reason.as_str()), (false, "guest_prohibited"));
    host.run(5_000);
    assert_eq!(host.stat("sessions"), 0);
}

/// When the authority is down for days, new players are let in for 48 hours and then no longer (Q99).
#[test]
fn fail_open_has_an_end() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Lost, 20));
    host.verify("a", 1);
    host.run(60_000);
    let state = host.state("a").expect("held");
    let admission = host.login("s", "a", &state);
    assert_eq!((admission.allowed, admission.reason.as_str()), (true, "fail_open"));
    let until = admission.valid_until.expect("it ends");
    host.run(until - BEGIN - host.t + 1_000);
    let state = host.state("a").expect("held");
    let admission = host.login("t", "a", &state);
    assert_eq!((admission.allowed, admission.reason.as_str()), (false, "fail_open_ended"));
}
