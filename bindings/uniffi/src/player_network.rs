//! Player Network, and the status values of other channels.

use shiming_core::adapter;
use shiming_core::player_network::{
    self, Action as Core, CertificateType, Gate as CoreGate, Limits, Login, Options,
};

use crate::enumerations::StatusSource;
use crate::error::Result;
use crate::text::Text;

/// What to do about a login.
#[derive(uniffi::Record)]
pub struct GateDecision {
    /// Whether the player comes in.
    pub gate: Gate,
    /// What to do next, in the order to show it.
    pub actions: Vec<Action>,
    /// What could not be judged, or was assumed; snake_case.
    pub degraded: Vec<String>,
    /// When to ask again, Unix ms.
    pub recheck_at: Option<i64>,
}

/// Whether a player comes in.
#[derive(uniffi::Record)]
pub struct Gate {
    /// `enter`, `enter_as_minor`, `need_action` or `deny`.
    pub kind: String,
    /// Of `deny`, snake_case.
    pub reason: Option<String>,
}

/// One thing to do. Each kind has some of the optional members, and no other.
#[derive(uniffi::Record)]
pub struct Action {
    /// snake_case, such as `ask_age`.
    pub kind: String,
    /// Whether the player stays outside until it is done.
    pub blocks: bool,
    /// Of `withdraw_deletion`: when the deletion is due, Unix ms.
    pub due: Option<i64>,
    /// Of `ask_age` and `reverify_age`: the age of majority.
    pub adult_age: Option<i32>,
    /// Of the same: the game's rating.
    pub game_grade: Option<i32>,
    /// Of the same, and of `parent_consent`: how the age is established.
    pub certificate_type: Option<String>,
    /// Of `accept_agreements`: the documents to show.
    pub documents: Vec<String>,
}

impl From<Core> for Action {
    fn from(action: Core) -> Self {
        let mut shown = Self {
            kind: action.name().to_owned(),
            blocks: action.blocks(),
            due: None,
            adult_age: None,
            game_grade: None,
            certificate_type: None,
            documents: Vec::new(),
        };
        let type_name = |kind: Option<CertificateType>| kind.map(|kind| kind.name().to_owned());
        match action {
            Core::WithdrawDeletion { due } => shown.due = due,
            Core::AskAge { limits } | Core::ReverifyAge { limits } => {
                let Limits { adult_age, game_grade, certificate_type } = limits;
                (shown.adult_age, shown.game_grade) = (adult_age, game_grade);
                shown.certificate_type = type_name(certificate_type);
            }
            Core::ParentConsent { certificate_type } => shown.certificate_type = type_name(certificate_type),
            Core::AcceptAgreements { documents } => shown.documents = documents,
            Core::LogInAgain
            | Core::RetryLogin
            | Core::TellLiDeletion
            | Core::QueryStatus
            | Core::SelectRegion
            | Core::RealName
            | Core::WaitForParent
            | Core::RetryCard
            | Core::AskEuAgreement
            | Core::RenewLiAgreement => {}
        }
        shown
    }
}

/// Reads a login of Player Network: JSON text for `player_network_decide`. It holds personal data.
///
/// Errors: `invalid_callback`.
#[uniffi::export]
pub fn player_network_parse(body: Vec<u8>) -> Result<String> {
    Ok(player_network::player_network_parse(&body)?.to_json())
}

/// Judges a login. `options`: JSON text.
///
/// Errors: `invalid_state`, `invalid_profile`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn player_network_decide(login: Text, options: Text, unix: i64) -> Result<GateDecision> {
    let login = Login::from_json(&login.take("login")?)?;
    let options = Options::from_json(&options.take("options")?)?;
    let decision = player_network::player_network_decide(&login, &options, unix)?;
    let reason = match decision.gate {
        CoreGate::Deny { reason } => Some(reason.name().to_owned()),
        CoreGate::Enter | CoreGate::EnterAsMinor | CoreGate::NeedAction => None,
    };
    Ok(GateDecision {
        gate: Gate { kind: decision.gate.name().to_owned(), reason },
        actions: decision.actions.into_iter().map(Into::into).collect(),
        degraded: decision.degraded.into_iter().map(|note| note.name().to_owned()).collect(),
        recheck_at: decision.recheck_at,
    })
}

/// The neutral term for a channel's value: `channel_managed`, `unverified`, `pending`, `verified`, `minor`, `adult` or
/// `unknown`. Never take `unknown` for permission.
///
/// Errors: `invalid_text`.
#[uniffi::export]
pub fn adapt_status(source: StatusSource, value: Text) -> Result<String> {
    Ok(adapter::adapt_status(source.into(), &value.take("value")?).name().to_owned())
}
