//! E15: verify.

use shiming_core::account::{AccountKind, AccountState};
use shiming_core::engine::Priority;
use shiming_core::wire::Endpoint;
use shiming_suite::sim::person;

use crate::host::{Host, Reply, all_well, code, pi, status, status_json, verified_state};

/// The same person while an attempt runs: a player who presses the button five times is checked once.
#[test]
fn the_same_person_joins() {
    let mut host = Host::ready("");
    let first = host.verify("a", 1);
    assert_eq!((first.attempt, first.state.kind()), (1, AccountKind::Submitting));
    for _ in 0..5 {
        let again = host.verify_with("a", &first.state, 1);
        assert_eq!(again.attempt, 1);
        assert!(again.state == first.state);
    }
    // Typed differently, the same person: full width and blanks.
    let (name, number) = person(1);
    let wide: String = number.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap_or(c)).collect();
    let now = host.now();
    let again = host.engine.verify("g", "a", &first.state, &format!(" {name} "), &wide, Priority::Live, now);
    assert_eq!(again.map(|again| again.attempt).ok(), Some(1));
    host.run(3_000);
    assert_eq!(host.calls(Endpoint::Check).len(), 1);
    assert_eq!(host.changes("a").len(), 1);
}

/// While pending, submitting again asks at once: the player came back because they want to know.
#[test]
fn joining_a_pending_attempt_asks_at_once() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(10_000);
    assert!(host.calls(Endpoint::Query).is_empty());
    let state = host.state("a").expect("held");
    assert_eq!(host.verify_with("a", &state, 1).attempt, 1);
    host.run(500);
    assert_eq!(host.calls(Endpoint::Query).len(), 1);
}

/// Another person replaces: a corrected number must not wait 48 hours for the wrong one's result.
#[test]
fn another_person_replaces() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(5_000);
    let old = host.state("a").expect("pending");
    let new = host.verify_with("a", &old, 2);
    assert_eq!((new.attempt, new.state.kind()), (2, AccountKind::Submitting));
    assert!(new.state.ai() != old.ai());
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => all_well(sent),
        _ => (status(0, &pi(1)), 20),
    });
    host.run(600_000);
    let changes = host.changes("a");
    assert_eq!(changes.last().expect("told").1.pi(), Some(pi(2).as_str()));
    assert!(host.calls(Endpoint::Query).is_empty(), "nobody asks for the old one");
}

/// From Verified a re-check is allowed (Q112): the old pi stays in force until the answer.
#[test]
fn a_recheck_keeps_the_old_pi_in_force() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 20));
    let checking = host.verify_with("a", &verified_state(1), 1).state;
    assert_eq!(checking.pi(), Some(pi(1).as_str()));
    let admission = host.login("s", "a", &checking);
    assert!(admission.allowed && admission.reported);
    host.run(5_000);
    assert_eq!(host.rows()[0].1.id, pi(1));
    assert_eq!(host.state("a").expect("held").pi(), Some(pi(1).as_str()));
    let state = host.state("a").expect("held");
    host.script = Box::new(|_| (status(0, &pi(1)), 20));
    host.run(120_000);
    let told = host.changes("a").last().expect("told").1.clone();
    assert_eq!((told.kind(), told.pi()), (AccountKind::Verified, Some(pi(1).as_str())));
    assert!(told != state);
}

/// recheck_failed: follow (default) takes the authority's answer, keep returns to the old result; both say so.
#[test]
fn a_failed_recheck_follows_or_keeps() {
    for (option, kind) in [("", AccountKind::Failed), (r#""recheck_failed":"keep""#, AccountKind::Verified)] {
        let mut host = Host::ready(option);
        host.script = Box::new(|_| (status(2, ""), 20));
        host.verify_with("a", &verified_state(1), 2);
        host.run(5_000);
        let changes = host.changes("a");
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].1.kind(), kind);
        assert_eq!(changes[0].1.pi().is_some(), kind == AccountKind::Verified);
        assert_eq!(host.alerts("recheck_failed"), 1);
    }
}

/// A login with the host's older copy must not cancel a re-check that is under way, nor undo its answer.
#[test]
fn an_older_copy_does_not_undo_a_recheck() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(2, ""), 2_000));
    host.verify_with("a", &verified_state(1), 2);
    host.run(500);
    // The application has not stored the new state yet.
    host.login("s-1", "a", &verified_state(1));
    host.handle = false;
    host.run(5_000);
    host.login("s-2", "a", &verified_state(1));
    host.run(1_000);
    let changes = host.changes("a");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].1.kind(), AccountKind::Failed, "the authority's answer counts (Q112)");
    assert_eq!(host.state("a").expect("owed").kind(), AccountKind::Failed);
}

/// The person is kept until the result is handled: when the authority lost it after 300 s, the engine starts again by
/// itself, nobody has to type anything twice.
#[test]
fn a_result_gone_after_300_s_starts_again_by_itself() {
    let mut host = Host::ready("");
    let mut checks = 0;
    host.script = Box::new(move |sent| match sent.endpoint {
        Endpoint::Check => {
            checks += 1;
            if checks == 1 { (status(1, ""), 20) } else { all_well(sent) }
        }
        _ => (code(2003), 20),
    });
    host.verify("a", 1);
    host.run(120_000);
    let ais: Vec<_> = host.calls(Endpoint::Check).iter().map(|sent| sent.ai.clone()).collect();
    assert_eq!(ais.len(), 2);
    assert!(ais[0] != ais[1], "with a new ai");
    let changes = host.changes("a");
    assert_eq!(changes.last().expect("told").1.pi(), Some(pi(1).as_str()));
    assert_eq!(changes.last().expect("told").2, 2);
}

/// The same after a restart: the person is in the journal, sealed.
#[test]
fn it_starts_again_after_a_restart_too() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(5_000);
    let mut host = host.restart(400_000, "");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => all_well(sent),
        _ => (code(2003), 20),
    });
    host.run(3_700_000);
    assert_eq!(host.calls(Endpoint::Check)[0].number, person(1).1);
    assert_eq!(host.changes("a").last().expect("told").1.kind(), AccountKind::Verified);
}

/// Once handled, the engine knows nothing of the player any more: the journal shrinks, the account is gone.
#[test]
fn after_handled_nothing_is_kept() {
    let mut host = Host::ready("");
    for n in 0..200 {
        host.verify(&format!("a-{n}"), n);
    }
    host.run(20_000);
    for n in 0..200 {
        assert!(host.state(&format!("a-{n}")).is_none());
    }
    assert!(host.disk_bytes() < 4_000, "{} bytes are left", host.disk_bytes());
}

/// Existing players (存量) use only what live ones leave: nobody who is waiting stands behind a migration.
#[test]
fn backfill_uses_what_live_players_leave() {
    let mut host = Host::ready("");
    for n in 0..2_000 {
        let (name, number) = person(n);
        let now = host.now();
        let new = AccountState::new();
        host.engine
            .verify("g", &format!("b-{n}"), &new, &name, &number, Priority::Backfill, now)
            .expect("verify");
    }
    host.run(2_000);
    for n in 0..40 {
        host.verify(&format!("live-{n}"), 3_000 + n);
    }
    let began = host.t;
    host.run(700);
    let live: Vec<i64> = host
        .calls(Endpoint::Check)
        .iter()
        .filter(|sent| sent.at >= began && (3_000..3_040).any(|n| person(n).1 == sent.number))
        .map(|sent| sent.at - began)
        .collect();
    assert_eq!(live.len(), 40, "at 10 a slot of 125 ms: within half a second");
    host.run(60_000);
    assert_eq!(host.stat("verifying"), 0, "and the migration ends too");
}

/// A player of the migration who comes online is live from then on; a migration never takes a live player's place.
#[test]
fn a_backfilled_player_who_comes_online_is_live() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| (all_well(sent).0, 20));
    for n in 0..2_000 {
        let (name, number) = person(n);
        let now = host.now();
        let new = AccountState::new();
        host.engine
            .verify("g", &format!("b-{n}"), &new, &name, &number, Priority::Backfill, now)
            .expect("verify");
    }
    host.run(1_000);
    let state = host.state("b-1999").expect("waiting");
    host.verify_with("b-1999", &state, 1_999);
    // And the migration touches a live one.
    host.verify("live", 2_500);
    let (name, number) = person(2_500);
    let state = host.state("live").expect("waiting");
    let now = host.now();
    host.engine.verify("g", "live", &state, &name, &number, Priority::Backfill, now).expect("verify");
    host.run(500);
    assert_eq!(host.changes("b-1999").len(), 1, "the player waits behind 2,000 others");
    assert_eq!(host.changes("live").len(), 1);
}

/// Wrong input is the player's, told at once with the toolkit's code; the state is unchanged and nothing is kept.
#[test]
fn invalid_persons_are_refused_locally() {
    let mut host = Host::ready("");
    let (name, number) = person(1);
    let mut other = number.clone();
    other.replace_range(17.., if number.ends_with('1') { "2" } else { "1" });
    for (name, number, wanted) in [
        ("", number.as_str(), "invalid_name"),
        ("x\u{0}y", &number, "invalid_name"),
        ("很长".repeat(20).as_str(), &number, "invalid_name"),
        (&name, "", "invalid_id_number"),
        (&name, "110101900101001", "invalid_id_number"),
        (&name, &other, "invalid_id_number"),
        (&name, "11010129990101001X", "invalid_id_number"),
    ] {
        let now = host.now();
        let new = AccountState::new();
        let error =
            host.engine.verify("g", "a", &new, name, number, Priority::Live, now).err().expect("refused");
        assert_eq!(error.code.name(), wanted);
        assert!(error.reason.is_some() && !error.detail.is_empty());
        assert!(host.state("a").is_none());
    }
    host.run(5_000);
    assert!(host.sent.is_empty());
}

/// Refused by the authority for the input (2001, 2005): Failed, and the player may correct it at once.
#[test]
fn refused_input_fails_and_can_be_corrected() {
    for bad in [2001, 2005] {
        let mut host = Host::ready("");
        host.script = Box::new(move |_| (code(bad), 20));
        host.verify("a", 1);
        host.run(3_000);
        let failed = host.changes("a")[0].1.clone();
        assert_eq!(failed.kind(), AccountKind::Failed);
        host.script = Box::new(all_well);
        let again = host.verify_with("a", &failed, 2);
        assert!(again.attempt >= 1);
        host.run(3_000);
        assert_eq!(host.changes("a").last().expect("told").1.pi(), Some(pi(2).as_str()));
    }
}

/// Five failures in a day: the account rests, told as an error, and the engine forgets the account.
#[test]
fn too_many_failures_rest() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(2, ""), 20));
    let mut state = AccountState::new();
    for n in 0..5 {
        host.verify_with("a", &state, n);
        host.run(3_000);
        state = host.changes("a").last().expect("told").1.clone();
        assert_eq!(state.kind(), AccountKind::Failed);
    }
    let (name, number) = person(9);
    let now = host.now();
    let error =
        host.engine.verify("g", "a", &state, &name, &number, Priority::Live, now).err().expect("rests");
    assert_eq!((error.code.name(), error.reason), ("invalid_parameter", Some("failed_throttle")));
    assert!(host.state("a").is_none());
    host.run(1_000);
    assert_eq!(host.sent.len(), 5);
}

/// 48 hours without a result: PendingExpired, told; asking goes on hourly until the authority has no record, and then
/// the account is the host's again and the journal forgets it.
#[test]
fn a_pending_result_expires_after_48_hours_and_is_let_go() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(47 * 3_600_000);
    assert_eq!(host.state("a").expect("held").kind(), AccountKind::Pending);
    host.run(2 * 3_600_000);
    let changes = host.changes("a");
    assert_eq!(changes.last().expect("told").1.kind(), AccountKind::PendingExpired);
    assert_eq!(changes.last().expect("told").0, "deadline");
    assert_eq!(host.alerts("administrator"), 1);
    let asked = host.calls(Endpoint::Query).len();
    host.run(5 * 3_600_000);
    assert!((4..=6).contains(&(host.calls(Endpoint::Query).len() - asked)));
    host.script = Box::new(|_| (code(2003), 20));
    host.run(2 * 3_600_000);
    let asked = host.calls(Endpoint::Query).len();
    assert!(host.state("a").is_none(), "nothing is left to ask: the engine lets go");
    assert_eq!(host.changes("a").last().expect("told").0, "result_gone");
    let mut host = host.restart(1_000, "");
    host.script = Box::new(|_| (code(2003), 20));
    host.run(3 * 3_600_000);
    assert!(host.sent.is_empty(), "also after a restart (asked {asked} times before)");
    assert!(host.disk_bytes() < 4_000);
}

/// put_account: unsettled elsewhere and to be followed. The check may have been sent by another process: ask first.
#[test]
fn put_account_follows_an_unsettled_state() {
    let mut other = Host::ready("");
    other.script = Box::new(|_| (Reply::Never, 0));
    let submitting = other.verify("a", 1).state;
    other.run(1_000);
    let ai = other.sent[0].ai.clone();

    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(0, &pi(1)), 20));
    let now = host.now();
    host.engine.put_account("g", "a", &submitting, now).expect("put");
    host.run(3_000);
    assert_eq!(host.sent.len(), 1);
    assert_eq!((host.sent[0].endpoint, &host.sent[0].ai), (Endpoint::Query, &ai));
    assert_eq!(host.changes("a")[0].1.pi(), Some(pi(1).as_str()));

    // Gone at the authority, and nobody here knows the person: the player submits again (Q180).
    let mut host = Host::ready("");
    let now = host.now();
    host.engine.put_account("g", "b", &submitting, now).expect("put");
    host.run(10_000);
    assert_eq!(host.calls(Endpoint::Query).len(), 1);
    assert!(host.calls(Endpoint::Check).is_empty());
    let told = host.changes("b").last().expect("told").clone();
    assert_eq!((told.0.as_str(), told.1.kind()), ("result_gone", AccountKind::PendingExpired));
    assert!(host.alerts("result_gone") == 1 && host.alerts("ai_collision") == 0);
    assert!(host.state("b").is_none());
}

/// A settled state that the host puts is nobody's work: nothing is kept for it.
#[test]
fn put_account_of_a_settled_state_keeps_nothing() {
    let mut host = Host::ready("");
    let now = host.now();
    for state in [AccountState::new(), verified_state(1)] {
        host.engine.put_account("g", "a", &state, now).expect("put");
        assert!(host.state("a").is_none());
    }
    host.run(5_000);
    assert!(host.sent.is_empty() && host.changes("a").is_empty());
}

/// An answer that was on its way when the player corrected the input verifies nobody, whatever comes first.
#[test]
fn a_late_answer_of_the_old_person_is_already() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.verify("a", 1);
    host.run(500);
    let old = host.sent[0].id;
    let state = host.state("a").expect("held");
    host.verify_with("a", &state, 2);
    host.run(20_000);
    assert_eq!(
        host.complete(old, &status_json(0, &pi(1))).expect("known").clone(),
        shiming_core::engine::Used::Already
    );
    host.script = Box::new(all_well);
    host.run(60_000);
    assert_eq!(host.changes("a").last().expect("told").1.pi(), Some(pi(2).as_str()));
}

/// The cause of a change, as the application logs it.
#[test]
fn causes_are_named() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Check => (status(1, ""), 20),
        _ => (status(2, ""), 20),
    });
    host.verify("a", 1);
    host.run(100_000);
    let causes: Vec<_> = host.changes("a").into_iter().map(|change| (change.0, change.1.kind())).collect();
    assert_eq!(causes, [("answer".into(), AccountKind::Pending), ("answer".into(), AccountKind::Failed)]);
}
