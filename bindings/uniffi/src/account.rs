//! One player's verification as a value: JSON text that the host stores beside the player.

use shiming_core::account::{self, AccountOptions, AccountState};

use crate::engine::Now;
use crate::enumerations::PersonSource;
use crate::error::Result;
use crate::policy::date;
use crate::shown::shown;
use crate::text::{Text, optional};
use crate::wire::Answer;

/// What became of one check or query.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum AttemptAnswer {
    /// The authority answered, usably or not.
    Answered {
        /// What it said.
        answer: Answer,
    },
    /// The request certainly never left: refused connection, unknown host.
    NotSent,
    /// Time-out, reset: nobody knows.
    NoAnswer,
}

impl AttemptAnswer {
    fn take(self) -> Result<account::AttemptAnswer> {
        Ok(match self {
            Self::Answered { answer } => account::AttemptAnswer::Answer(answer.take()?),
            Self::NotSent => account::AttemptAnswer::NotSent,
            Self::NoAnswer => account::AttemptAnswer::NoAnswer,
        })
    }
}

/// What happens to an account.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum AccountEvent {
    /// The player enters a name and a number.
    SubmitIdentity {
        /// As typed.
        name: Text,
        /// As typed.
        id_number: Text,
    },
    /// A check came to an end.
    CheckAnswer {
        /// The ai it was sent with.
        ai: Text,
        /// What came.
        answer: AttemptAnswer,
    },
    /// A query came to an end.
    QueryAnswer {
        /// The ai it was sent with.
        ai: Text,
        /// What came.
        answer: AttemptAnswer,
    },
    /// Time passed.
    Tick,
    /// The person is known from elsewhere.
    LinkPerson {
        /// The person.
        pi: Text,
        /// Their birth date, `YYYY-MM-DD`, if known.
        birth: Option<Text>,
        /// From where.
        source: PersonSource,
    },
    /// Forget the person (Q112, Q133, Q137).
    ResetIdentity {
        /// For the host's own audit; not kept.
        reason: Text,
    },
    /// The player takes the manual route (Q161, Q165).
    RequestManualReview {
        /// What kind of document. Not its number.
        document: Text,
        /// The birth date on it, `YYYY-MM-DD`, if known already.
        birth: Option<Text>,
    },
    /// A person of the host decided.
    Review {
        /// Or rejected.
        approved: bool,
        /// The birth date on the document; none keeps the one of the request.
        birth: Option<Text>,
    },
    /// A guest trial begins (rules of 2019 only).
    EnterGuest {
        /// The device, 1 to 32 bytes.
        di: Text,
    },
    /// A guest played.
    GuestPlayed {
        /// Seconds since the last such event, not negative.
        seconds: i64,
    },
}

impl AccountEvent {
    fn take(self) -> Result<account::AccountEvent> {
        use account::AccountEvent as Core;
        let day = |birth: Option<Text>| birth.map(|birth| date(birth, "birth")).transpose();
        Ok(match self {
            Self::SubmitIdentity { name, id_number } => {
                Core::SubmitIdentity { name: name.take("name")?, id_number: id_number.take("id_number")? }
            }
            Self::CheckAnswer { ai, answer } => {
                Core::CheckAnswer { ai: ai.take("ai")?, answer: answer.take()? }
            }
            Self::QueryAnswer { ai, answer } => {
                Core::QueryAnswer { ai: ai.take("ai")?, answer: answer.take()? }
            }
            Self::Tick => Core::Tick,
            Self::LinkPerson { pi, birth, source } => {
                Core::LinkPerson { pi: pi.take("pi")?, birth: day(birth)?, source: source.into() }
            }
            Self::ResetIdentity { reason } => Core::ResetIdentity { reason: reason.take("reason")? },
            Self::RequestManualReview { document, birth } => {
                Core::RequestManualReview { document: document.take("document")?, birth: day(birth)? }
            }
            Self::Review { approved, birth } => Core::Review { approved, birth: day(birth)? },
            Self::EnterGuest { di } => Core::EnterGuest { di: di.take("di")? },
            Self::GuestPlayed { seconds } => Core::GuestPlayed { seconds },
        })
    }
}

/// What follows from an event.
#[derive(uniffi::Enum)]
pub enum AccountEffect {
    /// Send check with this ai.
    SendCheck {
        /// The attempt.
        ai: String,
    },
    /// Send query with this ai.
    SendQuery {
        /// The attempt.
        ai: String,
        /// Not before, Unix ms.
        at: i64,
    },
    /// The manual route: collect a photo of the document, and one of the player holding it (Q161).
    CollectDocuments,
    /// The player's input cannot be taken.
    Invalid {
        /// Which.
        field: String,
        /// Why, snake_case.
        reason: String,
    },
    /// The guest session ends: this is a verified player now.
    EndGuestSession,
    /// Somebody must look.
    Alert {
        /// snake_case.
        code: String,
    },
    /// The answer belongs to no running attempt. Nothing changed.
    Stale,
}

impl From<account::AccountEffect> for AccountEffect {
    fn from(effect: account::AccountEffect) -> Self {
        use account::AccountEffect as Core;
        match effect {
            Core::SendCheck { ai } => Self::SendCheck { ai },
            Core::SendQuery { ai, at } => Self::SendQuery { ai, at },
            Core::CollectDocuments => Self::CollectDocuments,
            Core::Invalid { field, reason } => Self::Invalid { field, reason },
            Core::EndGuestSession => Self::EndGuestSession,
            Core::Alert { code } => Self::Alert { code },
            Core::Stale => Self::Stale,
        }
    }
}

/// The result of an event.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Applied {
    /// The state afterwards: store it.
    pub state: String,
    /// What follows, in order.
    pub effects: Vec<AccountEffect>,
}

shown! {
    AttemptAnswer: it => match it {
        AttemptAnswer::Answered { answer } => format!("{answer:?}"),
        AttemptAnswer::NotSent => "NotSent".to_owned(),
        AttemptAnswer::NoAnswer => "NoAnswer".to_owned(),
    };
    AccountEvent: it => match it {
        AccountEvent::SubmitIdentity { .. } => "SubmitIdentity",
        AccountEvent::CheckAnswer { .. } => "CheckAnswer",
        AccountEvent::QueryAnswer { .. } => "QueryAnswer",
        AccountEvent::Tick => "Tick",
        AccountEvent::LinkPerson { .. } => "LinkPerson",
        AccountEvent::ResetIdentity { .. } => "ResetIdentity",
        AccountEvent::RequestManualReview { .. } => "RequestManualReview",
        AccountEvent::Review { .. } => "Review",
        AccountEvent::EnterGuest { .. } => "EnterGuest",
        AccountEvent::GuestPlayed { .. } => "GuestPlayed",
    };
    Applied: it => format!("Applied({} effects)", it.effects.len());
}

/// The state of a player of whom nothing is known.
#[uniffi::export]
pub fn account_new() -> String {
    AccountState::new().to_json()
}

/// A stored state, checked and brought to the newest version.
///
/// Errors: `invalid_state`, `invalid_text`.
#[uniffi::export]
pub fn account_load(json: Text) -> Result<String> {
    Ok(AccountState::from_json(&json.take("json")?)?.to_json())
}

/// Applies an event. `fresh_ai`: an ai that was never used, for when a new attempt begins.
///
/// Errors: `invalid_state`, `invalid_parameter`, `invalid_ai`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn account_apply(state: Text, event: AccountEvent, fresh_ai: Option<Text>, now: Now) -> Result<Applied> {
    let state = AccountState::from_json(&state.take("state")?)?;
    let event = event.take()?;
    let fresh_ai = optional(fresh_ai, "fresh_ai")?.filter(|ai| !ai.is_empty());
    let applied =
        account::account_apply(&state, &event, fresh_ai.as_deref(), now.into(), &AccountOptions::default())?;
    Ok(Applied {
        state: applied.state.to_json(),
        effects: applied.effects.into_iter().map(Into::into).collect(),
    })
}
