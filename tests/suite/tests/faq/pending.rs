//! 认证中, and no answer at all: the player registers and comes in, is no guest, and is not reported.

use shiming_core::account::{AccountKind, AccountState};
use shiming_core::time::{HOUR, MINUTE};
use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, all_well, code, pi, status};

/// A host whose authority answers every check and query in this way.
fn answering(reply: fn() -> Reply) -> Host {
    let mut host = Host::ready("");
    host.script = Box::new(move |sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (reply(), 20),
    });
    host
}

/// Q117, Q120, Q124, Q136, Q156, Q176, M29: pending, and without any answer, the player comes in; there is no loop
/// until verified. M28, Q177: not as a guest; Q200, Q211: nothing is reported.
#[test]
fn pending_players_and_those_without_an_answer_come_in_unreported() {
    for reply in [|| status(1, ""), || Reply::Lost, || code(1001), || Reply::Http(502, b"<html>".to_vec())] {
        let mut host = answering(reply);
        let submitted = host.verify("a", 1).state;
        assert!(host.login("first", "a", &submitted).allowed, "at once after submitting");
        host.run(30_000);
        let state = host.state("a").expect("held");
        assert!(matches!(state.kind(), AccountKind::Pending | AccountKind::Submitting));
        let admission = host.login("second", "a", &state);
        assert!(admission.allowed && !admission.reported);
        host.live(10 * MINUTE, &["first".into(), "second".into()]);
        host.leave("first");
        host.run(5_000);
        assert!(host.calls(Endpoint::Report).is_empty(), "neither as verified nor as a guest");
    }
}

/// Q99: on a fault somebody is told at once, and verified players notice nothing.
#[test]
fn a_fault_is_told_and_stops_no_verified_player() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (code(1005), 20));
    assert!(host.enter("s", 1).allowed);
    host.verify("new", 2);
    host.run(5_000);
    assert!(host.alerts("configuration") >= 1);
    assert!(host.enter("t", 3).allowed);
    host.live(10 * MINUTE, &["s".into(), "t".into()]);
    assert!(host.beat("s").is_ok() && host.beat("t").is_ok());
    // When it is over, everything that was played is delivered.
    host.script = Box::new(all_well);
    host.live(20 * MINUTE, &["s".into(), "t".into()]);
    assert!(host.ended("s", true).is_some() && host.ended("t", true).is_some());
}

/// Q123, Q174: what is not told at once comes by query, never by checking again.
#[test]
fn a_pending_result_is_fetched_by_query_only() {
    let mut host = answering(|| status(1, ""));
    host.verify("a", 1);
    host.run(3 * HOUR);
    assert_eq!(host.calls(Endpoint::Check).len(), 1);
    let ai = host.calls(Endpoint::Check)[0].ai.clone();
    let queries = host.calls(Endpoint::Query);
    assert!(queries.len() >= 4 && queries.iter().all(|sent| sent.ai == ai));
    host.script = Box::new(|_| (status(0, &pi(1)), 20));
    host.run(HOUR);
    assert_eq!(host.changes("a").last().expect("told").1.kind(), AccountKind::Verified);
}

/// Q145, Q146: what happens when the result comes in mid-session is the enterprise's logic. Verified: the session goes
/// on and is reported; failed: the next login is refused (and the session ends after the grace).
#[test]
fn a_result_in_mid_session_acts_at_the_next_login_at_the_latest() {
    for (result, kind) in [(0, AccountKind::Verified), (2, AccountKind::Failed)] {
        let mut host = answering(|| status(1, ""));
        host.verify("a", 1);
        host.run(2_000);
        let state = host.state("a").expect("held");
        host.login("s", "a", &state);
        host.script = Box::new(move |sent| match sent.endpoint {
            Endpoint::Query => (status(result, &pi(1)), 20),
            _ => all_well(sent),
        });
        host.live(2 * MINUTE, &["s".into()]);
        assert!(host.beat("s").is_ok(), "nobody is thrown out in the middle of a fight");
        let state = host.changes("a").last().expect("told").1.clone();
        assert_eq!(state.kind(), kind);
        assert_eq!(host.login("next", "a", &state).allowed, kind == AccountKind::Verified);
    }
}

/// Q138: not verified, and no new data: no login. With new data the player is let in while it is checked.
#[test]
fn who_failed_stays_out_until_new_data_come() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(2, ""), 20));
    host.verify("a", 1);
    host.run(2_000);
    let failed: AccountState = host.changes("a").last().expect("told").1.clone();
    let denied = host.login("s", "a", &failed);
    assert_eq!((denied.allowed, denied.rule_id.as_str()), (false, "Q138"));
    let submitted = host.verify_with("a", &failed, 2).state;
    assert!(host.login("s", "a", &submitted).allowed);
}
