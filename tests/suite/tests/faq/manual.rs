//! Whom the authority cannot verify: reviewed by the enterprise, with photos that it keeps.

use shiming_core::account::{AccountEffect, AccountKind, ReviewOutcome};
use shiming_core::engine::Priority;

use crate::host::Host;
use crate::world::{FOREIGN_NUMBER, HMT_NUMBER, Player, check, failed, manual, review, submit};

/// Q161, Q172, Q185: documents from outside the mainland go to review, and no check is sent for them.
#[test]
fn documents_from_outside_the_mainland_are_reviewed_and_not_sent() {
    let mut host = Host::ready("");
    for (account, number) in [("hmt", HMT_NUMBER), ("foreign", FOREIGN_NUMBER)] {
        let new = shiming_core::account::AccountState::new();
        let now = host.now();
        let verifying =
            host.engine.verify("g", account, &new, "某某", number, Priority::Live, now).expect("verify");
        assert_eq!(verifying.state.kind(), AccountKind::ManualReview);
        assert_eq!(verifying.state.manual_review().unwrap().outcome, ReviewOutcome::Waiting);
    }
    host.run(60_000);
    assert!(host.sent.is_empty());
}

/// Q165: a genuine person whom the authority does not find (left the army, changing the name, moving the household)
/// takes the same way: photos are asked for, and somebody decides.
#[test]
fn a_genuine_person_who_fails_may_ask_for_a_review() {
    let asked = Player::new().then(submit()).then(check(failed())).then(manual());
    assert_eq!(asked.effects, [AccountEffect::CollectDocuments]);
    assert_eq!(asked.state.kind(), AccountKind::ManualReview);
    let approved = asked.then(review(true));
    assert_eq!(approved.state.manual_review().unwrap().outcome, ReviewOutcome::Approved);
    assert_eq!(approved.state.pi(), None, "a review gives no pi, so nothing can be reported");
}
