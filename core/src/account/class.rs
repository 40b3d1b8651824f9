//! The columns of the table: what can happen, and the conditions that tell rows apart.

use crate::wire::{Answer, ErrcodeClass, class_of};

use super::AttemptAnswer;

/// What an answer to check or query means for an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnswerClass {
    /// errcode 0, status 0 and a pi.
    Verified,
    /// errcode 0, status 1.
    Pending,
    /// errcode 0, status 2.
    Failed,
    /// 2001, 2005.
    BadInput,
    /// It certainly never left.
    NotSent,
    /// Nobody knows: no answer, 5xx, not readable, 1001.
    Unknown,
    /// 2004.
    InUse,
    /// 2006.
    NewAi,
    /// 1006.
    Throttled,
    /// 1007.
    Restamp,
    /// 1011.
    TryOtherKey,
    /// 1012.
    BadMessage,
    /// 2002.
    TotalQuota,
    /// 1002-1005, 1008-1010, 1019, 1020.
    Configuration,
    /// 2003.
    NotFound,
    /// Every other code.
    Other,
}

impl AnswerClass {
    pub(super) fn of(answer: &AttemptAnswer) -> Self {
        match answer {
            AttemptAnswer::NotSent => Self::NotSent,
            AttemptAnswer::NoAnswer | AttemptAnswer::Answer(Answer::Unreadable { .. }) => Self::Unknown,
            AttemptAnswer::Answer(Answer::Verified { .. }) => Self::Verified,
            AttemptAnswer::Answer(Answer::Pending) => Self::Pending,
            AttemptAnswer::Answer(Answer::Failed) => Self::Failed,
            AttemptAnswer::Answer(Answer::Refused { errcode, .. }) => Self::of_errcode(*errcode),
        }
    }

    fn of_errcode(errcode: i32) -> Self {
        match class_of(errcode) {
            // 4001 is a retry in the interface test, but has no place in front of players.
            ErrcodeClass::Retry if errcode == 1001 => Self::Unknown,
            // errcode 0 is no refusal: an answer without a usable status says nothing.
            ErrcodeClass::Ok => Self::Unknown,
            ErrcodeClass::Configuration => Self::Configuration,
            ErrcodeClass::Throttled => Self::Throttled,
            ErrcodeClass::Restamp => Self::Restamp,
            ErrcodeClass::TryOtherKey => Self::TryOtherKey,
            ErrcodeClass::BadMessage => Self::BadMessage,
            ErrcodeClass::UserInput => Self::BadInput,
            ErrcodeClass::TotalQuota => Self::TotalQuota,
            ErrcodeClass::NotFound => Self::NotFound,
            ErrcodeClass::QueryThatAi => Self::InUse,
            ErrcodeClass::NewAi => Self::NewAi,
            _ => Self::Other,
        }
    }
}

/// What happens to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventClass {
    /// submit_identity that fails the local checks.
    SubmitInvalid,
    /// submit_identity with a number that goes the manual way.
    SubmitManual,
    /// submit_identity with a number for the authority.
    SubmitValid,
    /// An answer to check, for the current ai.
    Check(AnswerClass),
    /// An answer to query, for the current ai.
    Query(AnswerClass),
    /// An answer for any other ai.
    Stale,
    Tick,
    LinkPerson,
    ResetIdentity,
    RequestManualReview,
    /// review, approved.
    Approve,
    /// review, rejected.
    Reject,
    EnterGuest,
    GuestPlayed,
}

/// What must hold, or must not, for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cond {
    /// The attempt was made for the person submitted now.
    SamePerson,
    /// Too many failures lately.
    Throttled,
    /// A verified person is being checked again.
    Previous,
    /// Option `keep_on_failed_recheck`.
    Keep,
    /// A fresh ai is at hand.
    FreshAi,
    /// This process sent this ai before.
    SentBefore,
    /// 1007 came before.
    Restamped,
    /// 1011 came before.
    OtherKeyTried,
    /// 1012 came before.
    Resealed,
    /// 2004 came before.
    AskedAfter2004,
    /// The pi's birth date is not the submitted one.
    BirthDiffers,
    /// A pi waits for the host's decision.
    Held,
    /// 48 hours are over.
    Deadline,
    /// A next call is planned.
    Asking,
    /// The next call lies more than an hour ahead: the clock ran back.
    TooFarAhead,
    /// The pi is the one in force.
    SamePi,
    /// The review is open.
    Waiting,
    /// Guests are allowed.
    GuestsAllowed,
    /// The device had its trial.
    Barred,
    /// The trial is over.
    QuotaUsed,
}
