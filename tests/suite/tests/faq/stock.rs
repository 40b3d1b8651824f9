//! Existing players (存量用户) and verdicts of others: only the authority's own result counts.

use shiming_core::account::{AccountKind, AccountOptions, AccountState, account_apply};
use shiming_core::engine::Priority;
use shiming_core::wire::Endpoint;
use shiming_core::{ErrorCode, Now};
use shiming_suite::sim::person;

use crate::host::{Host, app_json, game_json, pi};
use crate::world::{self, link};

/// Q7, Q68, Q167, Q170: a channel may bring the authority's pi; its bare word, without one, verifies nobody.
#[test]
fn a_channels_word_without_a_pi_verifies_nobody() {
    let now = Now { unix: world::T0, mono: 0 };
    let options = AccountOptions::default();
    let error = account_apply(&AccountState::new(), &link("", None), None, now, &options).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidPi);
    let with = account_apply(&AccountState::new(), &link(world::PI, None), None, now, &options).unwrap();
    assert_eq!((with.state.kind(), with.state.pi()), (AccountKind::Verified, Some(world::PI)));
}

/// Q118, Q138, Q149, Q188 and many more: whoever was verified elsewhere before, or not at all, is unverified here. Such
/// a player does not come in, submits an identity at login, and comes in with the authority's result.
#[test]
fn players_of_the_time_before_verify_when_they_come_back() {
    let mut host = Host::ready("");
    let denied = host.login("s", "old", &AccountState::new());
    assert_eq!((denied.allowed, denied.reason.as_str()), (false, "unverified"));
    host.verify("old", 1);
    host.run(2_000);
    let state = host.changes("old").last().expect("told").1.clone();
    assert_eq!((state.kind(), state.pi()), (AccountKind::Verified, Some(pi(1).as_str())));
    let admitted = host.login("s", "old", &state);
    assert!(admitted.allowed && admitted.reported);
}

/// Q122, Q139, Q153, Q183: stored identities are submitted by the enterprise, with nobody online, also under a game that
/// exists for nothing else. Q216: nothing about the past is reported.
#[test]
fn stored_identities_are_submitted_without_the_player_and_report_nothing() {
    let mut host = Host::bare("");
    host.engine.put_app(&app_json()).expect("app");
    host.engine.put_game(&game_json("g", "stock", r#""role":"verify""#)).expect("game");
    host.engine.put_game(&game_json("live", "biz", "")).expect("game");
    host.run(1_500);
    for (n, game) in (0..20).zip(["g", "live"].into_iter().cycle()) {
        let (name, number) = person(n);
        let (new, now) = (AccountState::new(), host.now());
        let account = format!("a-{n}");
        host.engine.verify(game, &account, &new, &name, &number, Priority::Backfill, now).expect("verify");
    }
    host.run(10_000);
    for n in 0..20 {
        assert_eq!(host.changes(&format!("a-{n}"))[0].1.kind(), AccountKind::Verified, "{n}");
    }
    assert_eq!(host.calls(Endpoint::Check).len(), 20);
    assert!(host.calls(Endpoint::Report).is_empty());
}
