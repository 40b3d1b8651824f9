//! What the engine tells the application (E3).

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::account::AccountState;
use crate::wire::{Behavior, Endpoint};

/// Something happened. `AccountChanged` and `RowsSettled` are kept in the journal until they are handled; the others
/// are advice. Hosts ignore kinds that they do not know, and handle them too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Store this state beside the player: after 300 s the authority no longer has it.
    AccountChanged {
        /// The host's key.
        game: String,
        /// The host's key.
        account: String,
        /// Which attempt it belongs to.
        attempt: i64,
        /// The state now.
        state: AccountState,
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
    /// The engine ended a session.
    SessionEnded {
        /// The host's key.
        game: String,
        /// The host's key.
        session: String,
        /// The host's key; none for a guest.
        account: Option<String>,
        /// `timeout`, `restart`, `window` (a minor's hours), `guest_time_used`, `verification_failed`, `pending_expired` (no
        /// result, and no answer, for as long as the policy waits).
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
    /// The authority answered 1006: the lane rests. Tell the other processes, they call `hold`.
    Throttled {
        /// The host's key.
        game: String,
        /// Which call.
        endpoint: Endpoint,
        /// Unix ms.
        until: i64,
    },
    /// The last known key ends soon: fetch the new one from the portal (Q97: it is issued 15 days before).
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The segment.
    pub segment: i64,
    /// Bytes from its start.
    pub offset: i64,
}

/// How a row ended (E6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowOutcome {
    /// Stored by the authority.
    Accepted,
    /// Stored, with a time moved into the 180 s window (Q201).
    Shifted,
    /// Refused by the authority.
    Refused,
    /// Given up by policy.
    Dropped,
}

impl RowOutcome {
    /// snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Shifted => "shifted",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
        }
    }
}

/// One row at its end.
#[derive(Clone, PartialEq, Eq)]
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

// The host's keys may name a player: only the shape is shown.
impl fmt::Debug for SettledRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SettledRow({:?}, {})", self.bt, self.outcome.name())
    }
}
