//! The engine: what to send next, and when. `core/src/engine/CONTRACT.md` says what it promises and what it asks.

mod event;
mod handle;
mod players;
mod step;

pub use event::{Damage, Event, SettledRow};
pub use handle::Engine;
pub use players::{Admission, Lane, Player, Session, Stat, Stats, Verifying};
pub use step::{HttpResponse, Outcome, Step};

/// The two clocks, in milliseconds.
#[derive(Clone, Copy, uniffi::Record)]
pub struct Now {
    /// The wall clock, Unix time.
    pub unix: i64,
    /// A clock that never runs back, from any origin.
    pub mono: i64,
}

impl From<Now> for shiming_core::Now {
    fn from(now: Now) -> Self {
        Self { unix: now.unix, mono: now.mono }
    }
}

/// The part of a game's quota that this process owns.
#[derive(uniffi::Record)]
pub struct Share {
    /// From 0.
    pub index: i64,
    /// At least 1.
    pub count: i64,
    /// Unix ms, inclusive.
    pub from_unix: i64,
    /// Unix ms, exclusive; absent: for ever.
    pub until_unix: Option<i64>,
}
