//! What happens to an account, and what follows.
use super::AccountState;
use crate::error::Result;
use crate::time::{Date, Now, UnixMs};
use crate::wire::Answer;
use alloc::{string::String, vec::Vec};

/// What became of one check or query.
#[derive(Clone, PartialEq, Eq)]
pub enum AttemptAnswer {
    /** The authority answered (any answer, also refused and unreadable). */
    Answer(Answer),
    /** The request certainly never left. */
    NotSent,
    /** Time-out, reset, lease over: nobody knows. */
    NoAnswer,
}
/// Who established a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonSource {
    /** Our own verification. */
    Own,
    /** Another game or account of the enterprise. */
    Other,
    /** A channel. */
    Channel,
}
/// What happens to an account.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountEvent {
    /** The player enters a name and a number. */
    SubmitIdentity {
        /** As typed. */
        name: String,
        /** As typed. */
        id_number: String,
    },
    /** A check came to an end. */
    CheckAnswer {
        /** Of this attempt. */
        ai: String,
        /** What came. */
        answer: AttemptAnswer,
    },
    /** A query came to an end. */
    QueryAnswer {
        /** Of this attempt. */
        ai: String,
        /** What came. */
        answer: AttemptAnswer,
    },
    /** Time passed. */
    Tick,
    /** The person is known from elsewhere. */
    LinkPerson {
        /** The person. */
        pi: String,
        /** Their birth date. */
        birth: Option<Date>,
        /** From where. */
        source: PersonSource,
    },
    /** Forget the person. */
    ResetIdentity {
        /** For the host's audit; not kept. */
        reason: String,
    },
    /** The player takes the manual route (Q161, Q165). */
    RequestManualReview {
        /** What document. */
        document: String,
        /** The birth date on it. */
        birth: Option<Date>,
    },
    /** A person of the host decided. */
    Review {
        /** Or rejected. */
        approved: bool,
        /** The birth date on the document. */
        birth: Option<Date>,
    },
    /** Guest trial (2019 rules only). */
    EnterGuest {
        /** The device. */
        di: String,
    },
    /** A guest played. */
    GuestPlayed {
        /** Seconds since the last such event. */
        seconds: i64,
    },
}
/// What follows from an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountEffect {
    /** Send check with this ai (when: `AccountState::next_step`). */
    SendCheck {
        /** ai. */
        ai: String,
    },
    /** Send query with this ai. */
    SendQuery {
        /** ai. */
        ai: String,
        /** Not before, Unix ms. */
        at: UnixMs,
    },
    /** Manual route. */
    CollectDocuments,
    /** The player's input is wrong. */
    Invalid {
        /** Which. */
        field: String,
        /** Why. */
        reason: String,
    },
    /** The guest session ends: this is a verified player now. */
    EndGuestSession,
    /** Somebody must look. */
    Alert {
        /** snake_case code. */
        code: String,
    },
    /** The answer belongs to an earlier attempt. */
    Stale,
}
/// The rules that are the host's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountOptions {
    /** Submit 81/82/83 and 9 numbers instead of the manual route. */
    pub submit_non_mainland: bool,
    /** After a failed re-check of a verified player keep the old pi (default: follow the answer, Q112). */
    pub keep_on_failed_recheck: bool,
    /** Guests allowed: by the law of the day when none. */
    pub guests: Option<bool>,
}
impl Default for AccountOptions {
    fn default() -> Self {
        Self { submit_non_mainland: false, keep_on_failed_recheck: false, guests: None }
    }
}
/// The result of an event.
#[derive(Clone, PartialEq, Eq)]
pub struct Applied {
    /** The state afterwards. */
    pub state: AccountState,
    /** What follows, in order. */
    pub effects: Vec<AccountEffect>,
}

/// Applies one event. Total: every state takes every event. `fresh_ai`: a new unique ai of 1 to 32 characters, used when the
/// table asks for one; `None` when no new attempt can be made (the person is no longer held).
pub fn account_apply(
    state: &AccountState,
    event: &AccountEvent,
    fresh_ai: Option<&str>,
    now: Now,
    options: &AccountOptions,
) -> Result<Applied> {
    let _ = (state, event, fresh_ai, now, options);
    unimplemented!()
}
