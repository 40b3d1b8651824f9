//! May the player play.

use super::case::Case;
use super::law::Law;
use super::standing::Standing;
use super::verdict::{Finding, no, yes};
use super::{Reason, Rule, Service};
use crate::account::{AccountKind, AccountState, ManualReview, ReviewOutcome};
use crate::error::Result;
use crate::time::UnixMs;

impl Case<'_> {
    pub(super) fn play(&self, at: UnixMs) -> Result<Finding> {
        match self.standing(at) {
            Standing::Nobody(finding) => Ok(self.by_law(finding, at)),
            Standing::Free(finding) => Ok(finding),
            Standing::Guest(used) => Ok(self.guest(used, at)),
            Standing::Person(person) => match self.barred(person, at).or_else(|| self.free(person, at)) {
                Some(finding) => Ok(finding),
                None => self.minor(at),
            },
        }
    }

    /// Who submitted nothing is turned away by the law itself where there is one.
    fn by_law(&self, finding: Finding, at: UnixMs) -> Finding {
        let rule = match self.profile.law(at) {
            _ if finding.reason != Reason::Unverified => finding.rule,
            Law::None => finding.rule,
            Law::Cn2019 => Rule::N2019x1,
            Law::Cn2021 => Rule::N2021x2,
        };
        Finding { rule, ..finding }
    }

    /// May the account be used: register, submit an identity, support, guardians' tools. Only a trading platform turns
    /// minors away here too (Q10): those who are established as such, not who only claims to be one and may have erred.
    pub(super) fn account(&self, at: UnixMs) -> Finding {
        match self.standing(at) {
            Standing::Person(person)
                if self.profile.service == Service::TradingPlatform && self.is_established() =>
            {
                self.barred(person, at)
                    .filter(|finding| finding.reason == Reason::TradingPlatform)
                    .unwrap_or(yes(Reason::UnrestrictedProfile, Rule::Host))
            }
            _ => yes(Reason::UnrestrictedProfile, Rule::Host),
        }
    }

    /// The authority or a person who looked at documents knows the player's age.
    fn is_established(&self) -> bool {
        self.state.is_some_and(|state| {
            let approved = |review: &ManualReview| review.outcome == ReviewOutcome::Approved;
            state.pi().is_some() || state.manual_review().is_some_and(approved)
        })
    }

    /// Is the session to be reported (Q41, Q115, Q140, Q200, Q211, Q215).
    pub(super) fn report(&self, at: UnixMs) -> Finding {
        if self.state.is_some_and(|state| state.pi().is_some()) {
            return yes(Reason::UnrestrictedProfile, Rule::Q215);
        }
        match self.state.map_or(AccountKind::Guest, AccountState::kind) {
            AccountKind::Guest if self.profile.allows_guests(at) => yes(Reason::GuestTimeLeft, Rule::Q41),
            AccountKind::Guest => no(Reason::GuestProhibited, Rule::N2021x2),
            AccountKind::Submitting | AccountKind::Pending => no(Reason::PendingBlocked, Rule::Q200),
            AccountKind::PendingExpired => no(Reason::PendingExpired, Rule::Q200),
            AccountKind::Failed => no(Reason::VerificationFailed, Rule::Q115),
            // Also after approval: there is no pi, and to call the player a guest would be a lie (Q41).
            AccountKind::ManualReview => no(Reason::ManualReviewWaiting, Rule::Q115),
            AccountKind::Unverified | AccountKind::Verified => no(Reason::Unverified, Rule::Q115),
        }
    }
}
