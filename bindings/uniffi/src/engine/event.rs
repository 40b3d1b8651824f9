//! What the engine tells the application (E3).

use shiming_core::engine as core_;

use crate::enumerations::{Behavior, Endpoint, RowOutcome};
use crate::shown::shown;

/// Something happened. `AccountChanged` and `RowsSettled` come again until they are handled; the others are advice.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum Event {
    /// Store this state beside the player.
    AccountChanged {
        /// The host's key.
        game: String,
        /// The host's key.
        account: String,
        /// Which attempt it belongs to.
        attempt: i64,
        /// The state now.
        state: String,
        /// `answer`, `deadline`, `result_gone` or `host`.
        cause: String,
    },
    /// Rows came to their end.
    RowsSettled {
        /// The host's key.
        game: String,
        /// At most 128.
        rows: Vec<SettledRow>,
    },
    /// The engine ended a session: end it in the game too.
    SessionEnded {
        /// The host's key.
        game: String,
        /// The host's key.
        session: String,
        /// The host's key; absent for a guest.
        account: Option<String>,
        /// `timeout`, `restart`, `window`, `guest_time_used`, `verification_failed` or `pending_expired`.
        cause: String,
        /// When, Unix ms.
        at: i64,
    },
    /// These sessions will be ended soon.
    Warning {
        /// The host's key.
        game: String,
        /// At most 128.
        sessions: Vec<String>,
        /// Seconds left.
        remaining_s: i64,
    },
    /// The authority answered 1006: tell the other processes, they call `hold`.
    Throttled {
        /// The host's key.
        game: String,
        /// Which call.
        endpoint: Endpoint,
        /// Unix ms.
        until: i64,
    },
    /// The last known key ends soon: fetch the new one from the portal (Q97).
    KeyExpiring {
        /// The enterprise.
        app_id: String,
        /// Unix ms.
        at: i64,
    },
    /// A removed game has nothing left.
    GameDrained {
        /// The host's key.
        game: String,
    },
    /// A person must look.
    Alert {
        /// snake_case.
        code: String,
        /// The host's key, if it concerns one game.
        game: Option<String>,
        /// The call, if it concerns one.
        endpoint: Option<Endpoint>,
        /// The authority's code, if there was one.
        errcode: Option<i32>,
    },
    /// What was found in the journal.
    Recovered {
        /// Segments read.
        segments: i64,
        /// Accounts found.
        accounts: i64,
        /// Sessions found.
        sessions: i64,
        /// Rows still to be reported.
        rows: i64,
        /// Torn tails, and with `salvage` what was skipped.
        damage: Vec<Damage>,
    },
}

/// A place in the journal that could not be read.
#[derive(uniffi::Record)]
pub struct Damage {
    /// The segment.
    pub segment: i64,
    /// Bytes from its start.
    pub offset: i64,
}

/// One row at its end.
#[derive(uniffi::Record)]
pub struct SettledRow {
    /// The host's key.
    pub session: String,
    /// The session's name on the wire.
    pub si: String,
    /// Login or logout.
    pub bt: Behavior,
    /// The time that was sent, Unix seconds.
    pub ot: i64,
    /// The time it really happened, Unix seconds.
    pub true_ot: i64,
    /// How it ended.
    pub outcome: RowOutcome,
    /// The authority's code, where it refused.
    pub errcode: Option<i32>,
    /// A minor's row whose sent time lies after the play window, because it had to be moved (Q201).
    pub outside_window: bool,
}

shown! {
    Event: it => match it {
        Event::AccountChanged { attempt, cause, .. } => format!("AccountChanged(attempt {attempt}, {cause})"),
        Event::RowsSettled { rows, .. } => format!("RowsSettled({} rows)", rows.len()),
        Event::SessionEnded { cause, at, .. } => format!("SessionEnded({cause}, at {at})"),
        Event::Warning { sessions, remaining_s, .. } => {
            format!("Warning({} sessions, {remaining_s} s)", sessions.len())
        }
        Event::Throttled { game, endpoint, until } => format!("Throttled({game}, {endpoint:?}, until {until})"),
        Event::KeyExpiring { app_id, at } => format!("KeyExpiring({app_id}, at {at})"),
        Event::GameDrained { game } => format!("GameDrained({game})"),
        Event::Alert { code, errcode, .. } => format!("Alert({code}, {errcode:?})"),
        Event::Recovered { segments, accounts, sessions, rows, damage } => format!(
            "Recovered({segments} segments, {accounts} accounts, {sessions} sessions, {rows} rows, {} damaged)",
            damage.len()
        ),
    };
}

impl From<core_::Event> for Event {
    fn from(event: core_::Event) -> Self {
        use core_::Event as Core;
        match event {
            Core::AccountChanged { game, account, attempt, state, cause } => {
                Self::AccountChanged { game, account, attempt, state: state.to_json(), cause }
            }
            Core::RowsSettled { game, rows } => {
                Self::RowsSettled { game, rows: rows.into_iter().map(Into::into).collect() }
            }
            Core::SessionEnded { game, session, account, cause, at } => {
                Self::SessionEnded { game, session, account, cause, at }
            }
            Core::Warning { game, sessions, remaining_s } => Self::Warning { game, sessions, remaining_s },
            Core::Throttled { game, endpoint, until } => {
                Self::Throttled { game, endpoint: endpoint.into(), until }
            }
            Core::KeyExpiring { app_id, at } => Self::KeyExpiring { app_id, at },
            Core::GameDrained { game } => Self::GameDrained { game },
            Core::Alert { code, game, endpoint, errcode } => {
                Self::Alert { code, game, endpoint: endpoint.map(Into::into), errcode }
            }
            Core::Recovered { segments, accounts, sessions, rows, damage } => {
                let damage = damage.into_iter().map(|at| Damage { segment: at.segment, offset: at.offset });
                Self::Recovered { segments, accounts, sessions, rows, damage: damage.collect() }
            }
        }
    }
}

impl From<core_::SettledRow> for SettledRow {
    fn from(row: core_::SettledRow) -> Self {
        Self {
            session: row.session,
            si: row.si,
            bt: row.bt.into(),
            ot: row.ot,
            true_ot: row.true_ot,
            outcome: row.outcome.into(),
            errcode: row.errcode,
            outside_window: row.outside_window,
        }
    }
}
