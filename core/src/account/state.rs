//! The state of one account.

use alloc::{boxed::Box, string::String};
use core::fmt;

use super::attempt::{Attempt, Phase};
use super::failures::{FailedCause, Failures};
use super::guest::GuestTrial;
use super::known::{BirthSource, Known};
use super::review::ManualReview;
use super::{PersonSource, json};
use crate::error::Result;
use crate::identity::Person;
use crate::names::names;
use crate::time::{Date, UnixMs};

/// The eight states. "Minor" and "adult" are none: age is worked out anew at every decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// 未认证, also for players whom somebody else verified earlier (Q118, Q122).
    Unverified,
    /// 游客: a trial on a device, under the rules of 2019 only.
    Guest,
    /// Submitted, and the authority's answer is not known.
    Submitting,
    /// 认证中: the authority will know within 48 hours (Q114).
    Pending,
    /// 48 hours without a result, or the result is gone (Q159, Q180).
    PendingExpired,
    /// 认证成功.
    Verified,
    /// 认证失败.
    Failed,
    /// Documents are looked at by people (Q161, Q165).
    ManualReview,
}

names!(AccountKind {
    Unverified = "unverified",
    Guest = "guest",
    Submitting = "submitting",
    Pending = "pending",
    PendingExpired = "pending_expired",
    Verified = "verified",
    Failed = "failed",
    ManualReview = "manual_review",
});

/// Which call comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCall {
    /// 实名认证.
    Check,
    /// 结果查询.
    Query,
}

names!(NextCall { Check = "check", Query = "query" });

/// The next call of an unsettled account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// Which.
    pub call: NextCall,
    /// Not before, Unix ms of the server.
    pub at: UnixMs,
}

/// One player's verification: a small value that the host stores beside its player.
///
/// It holds no name and no ID number, only enough to tell whether another submission is for the same person, and too
/// little to find that person. It does hold the pi and birth dates, which are personal data: store it like
/// them. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountState {
    pub(super) changed_at: UnixMs,
    pub(super) stage: Stage,
    pub(super) failures: Failures,
    pub(super) trial: Option<GuestTrial>,
}

/// What the kinds carry.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Stage {
    Unverified,
    /// `trial` is there.
    Guest,
    Attempt(Box<Attempt>),
    Verified(Known),
    Failed(FailedCause),
    ManualReview(ManualReview),
}

impl AccountState {
    /// Unverified, and nothing is known.
    pub fn new() -> Self {
        Self { changed_at: 0, stage: Stage::Unverified, failures: Failures::default(), trial: None }
    }

    /// Reads any version that ever was.
    ///
    /// Members may come in any order and with any white space, because databases rearrange JSON. Everything else is
    /// strict: an unknown member, a repeated one, a wrong type, a fraction, or a member that its kind does not have, is
    /// `invalid_state`. A version never gains members, so there is nothing that could safely be skipped.
    ///
    /// # Errors
    /// `invalid_state`; with reason `newer` when a newer version of this library wrote the text: upgrade, and do not
    /// overwrite it.
    pub fn from_json(json: &str) -> Result<Self> {
        json::read(json)
    }

    /// The newest version's JSON, compact, members in a fixed order: `v`, `kind`, and `pi` where there is one, at the
    /// top level.
    ///
    /// ```
    /// use shiming_core::account::AccountState;
    /// assert_eq!(AccountState::new().to_json(), r#"{"v":1,"kind":"unverified"}"#);
    /// ```
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// Which of the eight.
    pub fn kind(&self) -> AccountKind {
        match &self.stage {
            Stage::Unverified => AccountKind::Unverified,
            Stage::Guest => AccountKind::Guest,
            Stage::Attempt(attempt) => match attempt.phase {
                Phase::Submitting => AccountKind::Submitting,
                Phase::Pending => AccountKind::Pending,
                Phase::Expired => AccountKind::PendingExpired,
            },
            Stage::Verified(_) => AccountKind::Verified,
            Stage::Failed(_) => AccountKind::Failed,
            Stage::ManualReview(_) => AccountKind::ManualReview,
        }
    }

    /// The pi in force: of Verified, or the previous one while a re-check runs (Q112).
    pub fn pi(&self) -> Option<&str> {
        self.known().map(|known| known.pi.as_str())
    }

    /// The attempt's ai (Submitting, Pending, PendingExpired).
    pub fn ai(&self) -> Option<&str> {
        self.attempt().map(|attempt| attempt.ai.as_str())
    }

    /// The birth date in force: of the pi in force (none when that is unknown), else of the document, else the
    /// claimed one of the attempt.
    pub fn birth(&self) -> Option<Date> {
        match (&self.stage, self.known()) {
            (_, Some(known)) => known.birth.map(|(date, _)| date),
            (Stage::Attempt(attempt), None) => Some(attempt.birth),
            (Stage::ManualReview(review), None) => review.birth,
            _ => None,
        }
    }

    /// Where the birth date of the pi in force comes from.
    pub fn birth_source(&self) -> Option<BirthSource> {
        self.known()?.birth.map(|(_, source)| source)
    }

    /// The birth date of the number that the running attempt submitted, also during a re-check.
    pub fn claimed_birth(&self) -> Option<Date> {
        self.attempt().map(|attempt| attempt.birth)
    }

    /// Who established the person in force.
    pub fn person_source(&self) -> Option<PersonSource> {
        self.known().map(|known| known.source)
    }

    /// When the person in force was established, Unix ms.
    pub fn verified_at(&self) -> Option<UnixMs> {
        self.known().map(|known| known.verified_at)
    }

    /// The pi of an answer that was not taken over, because its birth date is not that of the submitted number (alert
    /// `birth_mismatch`). The host decides with `link_person` or `reset_identity`; until then no call is due.
    pub fn unsettled_pi(&self) -> Option<&str> {
        self.attempt()?.unsettled_pi.as_deref()
    }

    /// The next call, if one is due at some time.
    pub fn next_step(&self) -> Option<NextStep> {
        self.attempt()?.step
    }

    /// When `tick` gives up a pending attempt: 48 hours after it became pending (Q114), Unix ms.
    pub fn deadline(&self) -> Option<UnixMs> {
        self.attempt().filter(|attempt| attempt.phase == Phase::Pending).map(Attempt::deadline)
    }

    /// When the kind last changed, the attempt got a new ai, or the review was decided; 0 for a new account. Of two copies
    /// of one account's state the one with the later time is the newer.
    pub fn changed_at(&self) -> UnixMs {
        self.changed_at
    }

    /// Since when the authority has not answered usably (Q99), while Submitting.
    pub fn since_fault(&self) -> Option<UnixMs> {
        self.attempt()?.since_fault
    }

    /// Why the account failed (Failed only).
    pub fn failed_cause(&self) -> Option<FailedCause> {
        if let Stage::Failed(cause) = self.stage { Some(cause) } else { None }
    }

    /// How often the authority answered "failed" since the person was last established.
    pub fn failures(&self) -> i64 {
        self.failures.count.into()
    }

    /// Until when `submit_identity` is refused because of too many failures (Q173; figures in [`super::limits`]). It
    /// may lie in the past. A host that wants to lift it starts with a new state.
    pub fn throttled_until(&self) -> Option<UnixMs> {
        self.failures.throttled_until()
    }

    /// The manual review (ManualReview only).
    pub fn manual_review(&self) -> Option<&ManualReview> {
        if let Stage::ManualReview(review) = &self.stage { Some(review) } else { None }
    }

    /// The account's guest trial, running or over.
    pub fn guest_trial(&self) -> Option<&GuestTrial> {
        self.trial.as_ref()
    }

    /// Whether the attempt was made for this person. Once in 65,536 times it says yes for another person: the state
    /// keeps too little of a person to be sure, so that nobody can find the person by trying ID numbers.
    pub fn same_person(&self, person: &Person) -> bool {
        self.attempt().is_some_and(|attempt| attempt.tag.is_of(person.name(), person.id_number()))
    }

    /// Forgets what this process sent. To be called once for every state that was loaded after a restart: a send and
    /// its answer may have been lost, so a Submitting attempt asks (query) before it sends check again, and a
    /// 2004 is not taken for the answer to our own resend (E14).
    pub fn forget_sends(&mut self) {
        if let Stage::Attempt(attempt) = &mut self.stage {
            attempt.tries = 0;
            if let Some(step) = &mut attempt.step {
                step.call = NextCall::Query;
            }
        }
    }

    pub(super) fn attempt(&self) -> Option<&Attempt> {
        if let Stage::Attempt(attempt) = &self.stage { Some(attempt) } else { None }
    }

    /// The person in force.
    pub(super) fn known(&self) -> Option<&Known> {
        match &self.stage {
            Stage::Verified(known) => Some(known),
            Stage::Attempt(attempt) => attempt.previous.as_ref(),
            _ => None,
        }
    }
}

impl Default for AccountState {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for AccountState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountState({})", self.kind().name())
    }
}
