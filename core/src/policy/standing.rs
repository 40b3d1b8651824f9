//! What an account's state stands for in a decision.

use super::verdict::{Finding, no};
use super::{ManualWaiting, PendingPolicy, Profile, Reason, Rule, Service, Usage};
use crate::account::{AccountKind, AccountState, ReviewOutcome, limits};
use crate::time::{Date, SECOND, UnixMs};

/// Whom a decision is about.
#[derive(Clone, Copy)]
pub(super) enum Standing {
    /// Age decides.
    Person(Person),
    /// A device with some of its hour used, seconds.
    Guest(i64),
    /// No limits, whoever it is.
    Free(Finding),
    /// Nothing, whoever it is.
    Nobody(Finding),
}

/// Somebody whose age decides.
#[derive(Clone, Copy)]
pub(super) struct Person {
    pub(super) birth: Option<Date>,
    /// Why an adult may play, and by which rule: none means the law that limits only minors.
    pub(super) adult: (Reason, Option<Rule>),
    /// A minor's hours hold also when of age.
    pub(super) as_minor: bool,
}

/// The standing at `now`, and until when it can be that, if the clock alone ends it.
pub(super) fn standing(
    state: Option<&AccountState>,
    profile: &Profile,
    usage: Usage,
    now: UnixMs,
) -> (Standing, Option<UnixMs>) {
    let Some(state) = state else { return (Standing::Guest(usage.guest_used_s), None) };
    if state.pi().is_some() {
        // Verified; or a re-check is under way, and the old result holds until the answer (Q112).
        return (person(state.birth(), (Reason::Adult, None)), None);
    }
    match state.kind() {
        AccountKind::Guest => {
            let used = state.guest_trial().map_or(0, |trial| trial.used_s).max(usage.guest_used_s);
            (Standing::Guest(used), None)
        }
        AccountKind::Submitting => match state.since_fault() {
            None => (pending(state, profile, None), None),
            Some(since) => {
                let until = since.saturating_add(profile.fail_open_max_s.saturating_mul(SECOND));
                let ended = no(Reason::FailOpenEnded, Rule::Q99);
                until_then(pending(state, profile, Some(Reason::FailOpen)), until, ended, now)
            }
        },
        AccountKind::Pending => (pending(state, profile, None), None),
        AccountKind::PendingExpired => {
            let grace = profile.pending_expired_grace_s.saturating_mul(SECOND);
            let until = state.changed_at().saturating_add(grace);
            let ended = no(Reason::PendingExpired, Rule::Q159);
            until_then(pending(state, profile, None), until, ended, now)
        }
        AccountKind::Failed => (nobody(Reason::VerificationFailed, Rule::Q138), None),
        AccountKind::ManualReview => (review(state, profile), None),
        AccountKind::Unverified | AccountKind::Verified => (nobody(Reason::Unverified, Rule::Q138), None),
    }
}

/// One standing before an instant and none after it.
fn until_then(before: Standing, until: UnixMs, after: Finding, now: UnixMs) -> (Standing, Option<UnixMs>) {
    if now < until { (before, Some(until)) } else { (Standing::Nobody(after), None) }
}

/// 认证中, and what is treated like it.
fn pending(state: &AccountState, profile: &Profile, fault: Option<Reason>) -> Standing {
    let rule = if fault.is_some() { Rule::Q99 } else { Rule::Q187 };
    let claimed = fault.unwrap_or(Reason::PendingClaimedAdult);
    let free = fault.unwrap_or(Reason::PendingUnrestricted);
    let birth = state.claimed_birth();
    match profile.pending {
        PendingPolicy::ByClaimedAge if birth.is_none() => {
            Standing::Free(Finding { allowed: true, reason: free, rule })
        }
        PendingPolicy::ByClaimedAge => person(birth, (claimed, Some(rule))),
        PendingPolicy::TreatAsMinor => {
            Standing::Person(Person { birth, adult: (claimed, Some(rule)), as_minor: true })
        }
        PendingPolicy::FaqLiteral => {
            let rule = if fault.is_some() { Rule::Q99 } else { Rule::Q144 };
            if profile.service == Service::TradingPlatform {
                // Q10 asks for the age all the same.
                return person(birth, (free, Some(rule)));
            }
            Standing::Free(Finding { allowed: true, reason: free, rule })
        }
        PendingPolicy::Block => nobody(Reason::PendingBlocked, Rule::Host),
    }
}

/// People looked at the documents, or will.
fn review(state: &AccountState, profile: &Profile) -> Standing {
    let Some(review) = state.manual_review() else { return nobody(Reason::Unverified, Rule::Q138) };
    let by_age = || person(review.birth, (Reason::ManualReviewAdult, Some(Rule::Q161)));
    match (review.outcome, profile.manual_waiting) {
        (ReviewOutcome::Approved, _) | (ReviewOutcome::Waiting, ManualWaiting::ByDocumentAge) => by_age(),
        (ReviewOutcome::Waiting, ManualWaiting::Deny) => nobody(Reason::ManualReviewWaiting, Rule::Q161),
        (ReviewOutcome::Rejected, _) => nobody(Reason::ManualReviewRejected, Rule::Q161),
    }
}

fn person(birth: Option<Date>, adult: (Reason, Option<Rule>)) -> Standing {
    Standing::Person(Person { birth, adult, as_minor: false })
}

fn nobody(reason: Reason, rule: Rule) -> Standing {
    Standing::Nobody(no(reason, rule))
}

/// How many seconds of a guest's hour are left.
pub(super) fn guest_left(used: i64) -> i64 {
    limits::GUEST_QUOTA_S.saturating_sub(used).max(0)
}
