//! What the host is told to do, and what it tells back.

use alloc::{string::String, vec::Vec};

use super::Event;
use crate::http::{Request, Response};
use crate::time::MonoMs;
use crate::wire::Endpoint;

/// One step of the host's loop. Take steps until [`Step::Wait`] (E1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Append to the journal, sync, then call `persisted(seq)`.
    Persist(Persist),
    /// Tell the application, then call `handled(seq)`. An event of a kind that you do not know is handled too.
    Event(EventStep),
    /// Send this request within two seconds, then call `complete(send, outcome)` (E12).
    Send(SendStep),
    /// Nothing to do until this monotonic time, at most 60 s away, or until any input call (E1).
    Wait {
        /// Milliseconds of the host's monotonic clock.
        until_mono: MonoMs,
    },
}

/// Bytes for the journal.
#[derive(Clone, PartialEq, Eq)]
pub struct Persist {
    /// To be given to `persisted`; ascending.
    pub seq: i64,
    /// The segment to append to; a number not seen before is a new, empty segment.
    pub segment: i64,
    /// After `persisted`: drop the segments below this number.
    pub drop_before: Option<i64>,
    /// At most 1 MiB and a header. Sealed: they show nothing of any person.
    pub bytes: Vec<u8>,
}

/// An event and the number under which it is handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventStep {
    /// To be given to `handled`.
    pub seq: i64,
    /// What happened.
    pub event: Event,
}

/// A request to send exactly once, as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct SendStep {
    /// To be given to `complete`; below 10^14, never repeated in the life of a journal.
    pub send: i64,
    /// Which of the three calls.
    pub endpoint: Endpoint,
    /// Total time allowed, connection included, in milliseconds.
    pub timeout_ms: i64,
    /// The request.
    pub request: Request,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An HTTP answer, whatever it says.
    Http(Response),
    /// No HTTP answer.
    Transport {
        /// Whether the request may have reached the server.
        sent: Sent,
    },
}

/// Whether a request that got no answer may have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It certainly did not: refused connection, unknown host.
    No,
    /// It may have: time-out, reset. When in doubt, this.
    Unknown,
}

/// What an outcome was good for (E4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Used {
    /// It was applied.
    Now,
    /// It came after its lease, and was applied all the same.
    Late,
    /// It brought nothing that was not known.
    Already,
}

/// May this player come in, and will the session be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// May play now.
    pub allowed: bool,
    /// Login and logout will be reported. Where a login refuses who is in already, that ends the session, and its logout is reported.
    pub reported: bool,
    /// Why, snake_case.
    pub reason: String,
    /// The rule behind it: `Q187`, `N2021-2` ...
    pub rule_id: String,
    /// When the verdict changes at the earliest, Unix ms.
    pub valid_until: Option<i64>,
}

/// Whose play a login begins.
#[derive(Clone, PartialEq, Eq)]
pub enum Player {
    /// A player with an account and the state the host stores for it.
    Account {
        /// The host's key, at most 64 bytes.
        account: String,
        /// What the host knows.
        state: crate::account::AccountState,
    },
    /// A guest (profile cn2019 only, Q41).
    Guest {
        /// The device, 1 to 32 bytes.
        di: String,
    },
}

/// Live players before back-fill of existing ones (E15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A player is waiting.
    Live,
    /// Existing players (存量), only from quota that live ones leave.
    Backfill,
}

/// The part of a game's quota that this process owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// From 0.
    pub index: i64,
    /// At least 1.
    pub count: i64,
    /// Unix ms, inclusive.
    pub from: i64,
    /// Unix ms, exclusive; none: for ever.
    pub until: Option<i64>,
}

/// One account as the engine holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountView {
    /// The state.
    pub state: crate::account::AccountState,
}

/// One session as the engine holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionView {
    /// The account; none for a guest.
    pub account: Option<String>,
    /// The session's name on the wire, while it is open and reported.
    pub si: Option<String>,
    /// When it began, Unix ms.
    pub since: i64,
    /// Whether it is reported.
    pub reported: bool,
}

/// What `verify` did.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifying {
    /// The state, to be stored beside the player.
    pub state: crate::account::AccountState,
    /// The number of the attempt, ascending per account.
    pub attempt: i64,
}

/// State of one lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneStats {
    /// A game of the lane.
    pub game: String,
    /// Which call.
    pub endpoint: Endpoint,
    /// `open`, `throttled`, `resting` or `held`.
    pub state: String,
    /// Unix ms.
    pub until: Option<i64>,
}

/// Numbers for a dashboard, all of them gauges unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Name and value, in a fixed order.
    pub values: Vec<(&'static str, i64)>,
    /// The lanes that are not simply open, and those of the game asked for.
    pub lanes: Vec<LaneStats>,
}

impl core::fmt::Debug for Persist {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Persist(seq {}, segment {}, {} bytes)", self.seq, self.segment, self.bytes.len())
    }
}

impl core::fmt::Debug for SendStep {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SendStep(send {}, {})", self.send, self.endpoint.name())
    }
}
