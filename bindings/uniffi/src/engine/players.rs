//! Players: verification, login, heartbeat, logout, and what the engine knows.

use shiming_core::account::AccountState;
use shiming_core::engine as core_;

use super::{Engine, Now};
use crate::enumerations::{Endpoint, Priority};
use crate::error::Result;
use crate::policy::Usage;
use crate::shown::shown;
use crate::text::{Text, optional};

/// What `verify` did.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Verifying {
    /// The state, to be stored beside the player.
    pub state: String,
    /// The number of the attempt, ascending per account.
    pub attempt: i64,
}

/// Whose play a login begins.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum Player {
    /// A player with an account and the state that the host stores for it.
    Account {
        /// The host's key, at most 64 bytes.
        account: Text,
        /// What the host knows.
        state: Text,
    },
    /// A guest (profile cn2019 only, Q41).
    Guest {
        /// The device, 1 to 32 bytes.
        di: Text,
    },
}

impl Player {
    fn take(self) -> Result<core_::Player> {
        Ok(match self {
            Self::Account { account, state } => core_::Player::Account {
                account: account.take("account")?,
                state: AccountState::from_json(&state.take("state")?)?,
            },
            Self::Guest { di } => core_::Player::Guest { di: di.take("di")? },
        })
    }
}

/// May this player come in, and will the session be reported.
#[derive(uniffi::Record)]
pub struct Admission {
    /// May play now.
    pub allowed: bool,
    /// Login and logout will be reported.
    pub reported: bool,
    /// Why, snake_case; `reason_text` has words for players.
    pub reason: String,
    /// The rule behind it.
    pub rule_id: String,
    /// When the session will be over, Unix ms.
    pub valid_until: Option<i64>,
}

/// One session as the engine holds it.
#[derive(uniffi::Record)]
pub struct Session {
    /// The account; absent for a guest.
    pub account: Option<String>,
    /// The session's name on the wire, while it is open and reported.
    pub si: Option<String>,
    /// When it began, Unix ms.
    pub since: i64,
    /// Whether it is reported.
    pub reported: bool,
}

/// One number for a dashboard.
#[derive(uniffi::Record)]
pub struct Stat {
    /// snake_case, such as `queued`.
    pub key: String,
    /// The number.
    pub value: i64,
}

/// One game's quota of one call.
#[derive(uniffi::Record)]
pub struct Lane {
    /// A game of the lane.
    pub game: String,
    /// Which call.
    pub endpoint: Endpoint,
    /// `open`, `throttled`, `resting` or `held`.
    pub state: String,
    /// Unix ms.
    pub until: Option<i64>,
}

/// Numbers for a dashboard.
#[derive(uniffi::Record)]
pub struct Stats {
    /// In a fixed order.
    pub values: Vec<Stat>,
    /// The lanes that are not simply open, and those of the game asked for.
    pub lanes: Vec<Lane>,
}

shown! {
    Verifying: it => format!("Verifying(attempt {})", it.attempt);
    Player: it => match it {
        Player::Account { .. } => "Account",
        Player::Guest { .. } => "Guest",
    };
}

#[uniffi::export]
impl Engine {
    /// Begins to verify a player, or joins the attempt that runs.
    ///
    /// Errors: `unknown_game`, `invalid_state`, `invalid_name`, `invalid_id_number`, `journal_backlog`, `bad_time`,
    /// `invalid_parameter`, `invalid_text`.
    #[allow(clippy::too_many_arguments)]
    pub fn verify(
        &self,
        game: Text,
        account: Text,
        state: Text,
        name: Text,
        id_number: Text,
        priority: Priority,
        now: Now,
    ) -> Result<Verifying> {
        let (game, account) = (game.take("game")?, account.take("account")?);
        let state = AccountState::from_json(&state.take("state")?)?;
        let (name, id_number) = (name.take("name")?, id_number.take("id_number")?);
        let verifying = self.with(|engine| {
            engine.verify(&game, &account, &state, &name, &id_number, priority.into(), now.into())
        })?;
        Ok(Verifying { state: verifying.state.to_json(), attempt: verifying.attempt })
    }

    /// Tells the engine a state that the host knows.
    ///
    /// Errors: `unknown_game`, `invalid_state`, `bad_time`, `invalid_parameter`, `invalid_text`.
    pub fn put_account(&self, game: Text, account: Text, state: Text, now: Now) -> Result<()> {
        let (game, account) = (game.take("game")?, account.take("account")?);
        let state = AccountState::from_json(&state.take("state")?)?;
        self.with(|engine| engine.put_account(&game, &account, &state, now.into()))
    }

    /// A player wants to come in. `usage`: what the host's ledgers say, for rules that count time (34号).
    ///
    /// Errors: `unknown_game`, `invalid_state`, `invalid_di`, `journal_backlog`, `session_over`, `bad_time`,
    /// `invalid_parameter`, `invalid_text`.
    pub fn login(
        &self,
        game: Text,
        session: Text,
        player: Player,
        usage: Option<Usage>,
        now: Now,
    ) -> Result<Admission> {
        let player = player.take()?;
        let (game, session) = (game.take("game")?, session.take("session")?);
        let now = now.into();
        let admission = self.with(|engine| match usage {
            None => engine.login(&game, &session, &player, now),
            Some(usage) => engine.login_with_usage(&game, &session, &player, usage.into(), now),
        })?;
        Ok(Admission {
            allowed: admission.allowed,
            reported: admission.reported,
            reason: admission.reason,
            rule_id: admission.rule_id,
            valid_until: admission.valid_until,
        })
    }

    /// The player still plays: at least once a minute.
    ///
    /// Errors: `unknown_session`, `session_over`, `bad_time`, `invalid_parameter`, `invalid_text`.
    pub fn heartbeat(&self, game: Text, session: Text, now: Now) -> Result<()> {
        let (game, session) = (game.take("game")?, session.take("session")?);
        self.with(|engine| engine.heartbeat(&game, &session, now.into()))
    }

    /// The player left.
    ///
    /// Errors: as `heartbeat`.
    pub fn logout(&self, game: Text, session: Text, now: Now) -> Result<()> {
        let (game, session) = (game.take("game")?, session.take("session")?);
        self.with(|engine| engine.logout(&game, &session, now.into()))
    }

    /// The state of an account that the engine holds; absent when it holds none.
    ///
    /// Errors: `unknown_game`, `invalid_parameter`, `invalid_text`.
    pub fn account(&self, game: Text, account: Text) -> Result<Option<String>> {
        let (game, account) = (game.take("game")?, account.take("account")?);
        let view = self.with(|engine| engine.account(&game, &account))?;
        Ok(view.map(|view| view.state.to_json()))
    }

    /// A session that the engine holds; absent when it holds none.
    ///
    /// Errors: `unknown_game`, `invalid_parameter`, `invalid_text`.
    pub fn session(&self, game: Text, session: Text) -> Result<Option<Session>> {
        let (game, session) = (game.take("game")?, session.take("session")?);
        let view = self.with(|engine| engine.session(&game, &session))?;
        Ok(view.map(|view| Session {
            account: view.account,
            si: view.si,
            since: view.since,
            reported: view.reported,
        }))
    }

    /// Numbers for a dashboard, of one game or of all.
    ///
    /// Errors: `unknown_game`, `invalid_text`.
    pub fn stats(&self, game: Option<Text>) -> Result<Stats> {
        let game = optional(game, "game")?;
        let stats = self.with(|engine| engine.stats(game.as_deref()))?;
        let values = stats.values.into_iter().map(|(key, value)| Stat { key: key.to_owned(), value });
        let lanes = stats.lanes.into_iter().map(|lane| Lane {
            game: lane.game,
            endpoint: lane.endpoint.into(),
            state: lane.state,
            until: lane.until,
        });
        Ok(Stats { values: values.collect(), lanes: lanes.collect() })
    }
}
