//! What happens to an account, and what follows.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::AccountState;
use crate::names::names;
use crate::time::{Date, UnixMs};
use crate::wire::Answer;

/// What became of one check or query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptAnswer {
    /// The authority answered, usably or not.
    Answer(Answer),
    /// The request certainly never left: refused connection, unknown host.
    NotSent,
    /// Time-out, reset: nobody knows.
    NoAnswer,
}

/// Who established a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonSource {
    /// Our own verification.
    Own,
    /// Another game or account of the enterprise (Q111, Q166).
    Other,
    /// A channel (Q30, Q135).
    Channel,
}

names!(PersonSource { Own = "own", Other = "other", Channel = "channel" });

/// What happens to an account.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountEvent {
    /// The player enters a name and a number.
    SubmitIdentity {
        /// As typed.
        name: String,
        /// As typed.
        id_number: String,
    },
    /// A check came to an end.
    CheckAnswer {
        /// The ai it was sent with.
        ai: String,
        /// What came.
        answer: AttemptAnswer,
    },
    /// A query came to an end.
    QueryAnswer {
        /// The ai it was sent with.
        ai: String,
        /// What came.
        answer: AttemptAnswer,
    },
    /// Time passed. Needed at [`AccountState::deadline`]; harmless at any other time.
    Tick,
    /// The person is known from elsewhere, or the host decides after a `birth_mismatch`.
    LinkPerson {
        /// The person: 1 to 64 visible ASCII characters.
        pi: String,
        /// Their birth date, if the host knows it.
        birth: Option<Date>,
        /// From where.
        source: PersonSource,
    },
    /// Forget the person (Q112, Q133, Q137). Failures and a used trial are remembered.
    ResetIdentity {
        /// For the host's own audit; not kept.
        reason: String,
    },
    /// The player takes the manual route (Q161, Q165).
    RequestManualReview {
        /// What kind of document, 1 to 64 bytes, for example `passport`. Not its number.
        document: String,
        /// The birth date on it, if known already.
        birth: Option<Date>,
    },
    /// A person of the host decided.
    Review {
        /// Or rejected.
        approved: bool,
        /// The birth date on the document; none keeps the one of the request.
        birth: Option<Date>,
    },
    /// A guest trial begins (rules of 2019 only).
    EnterGuest {
        /// The device, 1 to 32 bytes.
        di: String,
    },
    /// A guest played.
    GuestPlayed {
        /// Seconds since the last such event, not negative.
        seconds: i64,
    },
}

/// What follows from an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountEffect {
    /// Send check with this ai, not before [`AccountState::next_step`] says.
    SendCheck {
        /// The attempt.
        ai: String,
    },
    /// Send query with this ai.
    SendQuery {
        /// The attempt.
        ai: String,
        /// Not before, Unix ms.
        at: UnixMs,
    },
    /// The manual route: collect a photo of the document, and one of the player holding it (Q161).
    CollectDocuments,
    /// The player's input cannot be taken.
    Invalid {
        /// `name`, `id_number`, `account` or `di`.
        field: String,
        /// The reason of the local check, or `refused` (by the authority), `failed_throttle`, `guest_prohibited`,
        /// `guest_device_barred`.
        reason: String,
    },
    /// The guest session ends: this is a verified player now.
    EndGuestSession,
    /// Somebody must look. It may come again with every try.
    Alert {
        /// One of [`super::ALERTS`].
        code: String,
    },
    /// The answer belongs to no running attempt. Nothing changed.
    Stale,
}

/// The rules that are the host's choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountOptions {
    /// Submit 81/82/83 and 9 numbers instead of the manual route (Q161). Whether the authority takes them is unknown.
    pub submit_non_mainland: bool,
    /// After a failed re-check of a verified player keep the old pi (default: follow the answer, Q112).
    pub keep_on_failed_recheck: bool,
    /// Guests allowed. When none: by the law of the day, that is until 2021-08-31.
    pub guests: Option<bool>,
}

/// The result of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The state afterwards.
    pub state: AccountState,
    /// What follows, in order.
    pub effects: Vec<AccountEffect>,
}

// Events carry names, numbers, pi and devices: only their kind is shown.
impl fmt::Debug for AccountEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SubmitIdentity { .. } => f.write_str("SubmitIdentity(..)"),
            Self::CheckAnswer { answer, .. } => write!(f, "CheckAnswer({answer:?})"),
            Self::QueryAnswer { answer, .. } => write!(f, "QueryAnswer({answer:?})"),
            Self::Tick => f.write_str("Tick"),
            Self::LinkPerson { source, .. } => write!(f, "LinkPerson({})", source.name()),
            Self::ResetIdentity { .. } => f.write_str("ResetIdentity(..)"),
            Self::RequestManualReview { .. } => f.write_str("RequestManualReview(..)"),
            Self::Review { approved, .. } => write!(f, "Review(approved: {approved})"),
            Self::EnterGuest { .. } => f.write_str("EnterGuest(..)"),
            Self::GuestPlayed { seconds } => write!(f, "GuestPlayed({seconds})"),
        }
    }
}
