//! Verifying again: the same account, the same person, the same number. The documents set no limit (the rest after
//! failures is ours, Q173).

use shiming_core::account::{AccountKind, AccountState};
use shiming_core::engine::Priority;
use shiming_core::wire::Endpoint;
use shiming_suite::sim::person;

use crate::host::{Host, pi};
use crate::world::{
    AI, FRESH, NAME, NUMBER, OTHER_NAME, OTHER_NUMBER, PI, Player, check, send_check, submit, submit_as,
    verified,
};

/// Q125, Q191, Q112, M31, M32: a verified account may be verified again, with the same data or others, every time under
/// a new ai.
#[test]
fn a_verified_account_may_be_verified_again_under_a_new_ai() {
    for (name, number) in [(NAME, NUMBER), (OTHER_NAME, OTHER_NUMBER)] {
        let again = Player::new().then(submit()).then(check(verified(PI))).fresh(submit_as(name, number));
        assert_eq!((again.state.ai(), again.effects), (Some(FRESH), vec![send_check(FRESH)]));
        assert_ne!(AI, FRESH);
    }
}

/// Q127, Q193, Q92, Q154, Q95: one number for any number of accounts. Each verification is an act of its own with an ai
/// of its own, and all give the same person.
#[test]
fn one_number_is_verified_as_often_as_asked() {
    let mut host = Host::ready("");
    let (name, number) = person(1);
    for n in 0..50 {
        let (new, now) = (AccountState::new(), host.now());
        host.engine
            .verify("g", &format!("a-{n}"), &new, &name, &number, Priority::Live, now)
            .expect("verify");
    }
    host.run(5_000);
    let checks = host.calls(Endpoint::Check);
    let names: std::collections::BTreeSet<&str> = checks.iter().map(|sent| sent.ai.as_str()).collect();
    assert_eq!((checks.len(), names.len()), (50, 50));
    for n in 0..50 {
        let state = host.changes(&format!("a-{n}"))[0].1.clone();
        assert_eq!((state.kind(), state.pi()), (AccountKind::Verified, Some(pi(1).as_str())));
    }
}
