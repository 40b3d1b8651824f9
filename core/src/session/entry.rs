//! One online session with its two rows: one login and one logout under one si (Q199).

use alloc::{boxed::Box, vec::Vec};

use crate::journal::record::Si;

/// Where one of the two rows stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowState {
    /// There is no such row (yet).
    None,
    /// In a queue.
    Queued,
    /// A logout that waits until its login is settled (E5).
    Parked,
    /// In a request.
    InFlight,
    Accepted,
    Shifted,
    Refused,
    Dropped,
}

impl RowState {
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Shifted | Self::Refused | Self::Dropped)
    }

    pub(crate) fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::Shifted)
    }

    pub(crate) fn is_waiting(self) -> bool {
        matches!(self, Self::Queued | Self::Parked | Self::InFlight)
    }

    /// As the journal spells a final state.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Accepted => 1,
            Self::Shifted => 2,
            Self::Refused => 3,
            Self::Dropped => 4,
            _ => 0,
        }
    }

    pub(crate) fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Accepted,
            2 => Self::Shifted,
            3 => Self::Refused,
            4 => Self::Dropped,
            _ => return None,
        })
    }
}

/// One of the two rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowSlot {
    pub(crate) state: RowState,
    /// A `RowsSettled` is owed to the host.
    pub(crate) owed: bool,
    /// It was refused once for its time and is tried once more.
    pub(crate) retried: bool,
    pub(crate) errcode: i32,
    /// When it really happened, Unix seconds.
    pub(crate) ot: u32,
    /// The ot that was sent, or is being sent.
    pub(crate) sent: u32,
}

impl RowSlot {
    pub(crate) const EMPTY: Self =
        Self { state: RowState::None, owed: false, retried: false, errcode: 0, ot: 0, sent: 0 };
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It is not.
    Open,
    Logout,
    Timeout,
    Restart,
    VerificationFailed,
    /// The player's session goes on under another si.
    Replaced,
    /// A minor's hours are over.
    Window,
    /// A guest's hour is over.
    GuestTimeUsed,
    /// No result came for as long as the policy waits.
    PendingOver,
}

impl End {
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::Logout => 1,
            Self::Timeout => 2,
            Self::Restart => 3,
            Self::VerificationFailed => 4,
            Self::Replaced => 5,
            Self::Window => 6,
            Self::GuestTimeUsed => 7,
            Self::PendingOver => 8,
        }
    }

    pub(crate) fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Open,
            2 => Self::Timeout,
            3 => Self::Restart,
            4 => Self::VerificationFailed,
            5 => Self::Replaced,
            6 => Self::Window,
            7 => Self::GuestTimeUsed,
            8 => Self::PendingOver,
            _ => Self::Logout,
        }
    }

    /// As the event says it; none where the host ended it itself.
    pub(crate) fn cause(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Logout | Self::Replaced => None,
            Self::Timeout => Some("timeout"),
            Self::Restart => Some("restart"),
            Self::VerificationFailed => Some("verification_failed"),
            Self::Window => Some("window"),
            Self::GuestTimeUsed => Some("guest_time_used"),
            Self::PendingOver => Some("pending_expired"),
        }
    }
}

/// No next session in an account's list.
pub(crate) const NONE: u32 = u32::MAX;

/// One session.
pub(crate) struct Session {
    /// Session key, account key and pi or di in one allocation: a million of these are held at once.
    names: Box<[u8]>,
    session_len: u8,
    account_len: u8,
    pub(crate) has_account: bool,
    pub(crate) guest: bool,
    pub(crate) game: u32,
    pub(crate) si: Si,
    /// When it began, Unix ms.
    pub(crate) since: i64,
    pub(crate) login: RowSlot,
    pub(crate) logout: RowSlot,
    /// The number of its latest journal record; a row is offered only when that is durable.
    pub(crate) record: u64,
    /// The segment of its first record; 0 once the journal may forget it. Four thousand million segments are enough.
    pub(crate) segment: u32,
    /// The server second in which the policy ends it, Unix; 0: none.
    pub(crate) until: u32,
    /// The second of the engine's clock in which it is taken for dead.
    pub(crate) deadline: u32,
    /// The second in which the wheel looks at it.
    pub(crate) planned: u32,
    /// The next session of the same account.
    pub(crate) next: u32,
    pub(crate) end: End,
    /// Heartbeats no longer move the deadline.
    pub(crate) doomed: bool,
    /// The host was told that the engine ended it.
    pub(crate) told: bool,
    /// Ended and replaced by another under the same key: no longer in the index.
    pub(crate) detached: bool,
}

/// What a new session is made of.
pub(crate) struct NewSession<'a> {
    pub(crate) game: u32,
    pub(crate) session: &'a str,
    pub(crate) account: Option<&'a str>,
    pub(crate) guest: bool,
    pub(crate) id: Option<&'a str>,
    pub(crate) si: Si,
    pub(crate) since: i64,
}

impl Session {
    /// `None` only when a key is longer than the engine allows.
    pub(crate) fn new(new: &NewSession<'_>) -> Option<Self> {
        let session_len = u8::try_from(new.session.len()).ok()?;
        let account_len = u8::try_from(new.account.unwrap_or_default().len()).ok()?;
        Some(Self {
            names: names(new.session, new.account.unwrap_or_default(), new.id.unwrap_or_default()),
            session_len,
            account_len,
            has_account: new.account.is_some(),
            guest: new.guest,
            game: new.game,
            si: new.si,
            since: new.since,
            login: RowSlot::EMPTY,
            logout: RowSlot::EMPTY,
            record: 0,
            segment: 0,
            until: 0,
            deadline: 0,
            planned: 0,
            next: NONE,
            end: End::Open,
            doomed: false,
            told: false,
            detached: false,
        })
    }

    pub(crate) fn key(&self) -> &str {
        self.part(0, usize::from(self.session_len))
    }

    pub(crate) fn account(&self) -> Option<&str> {
        let start = usize::from(self.session_len);
        self.has_account.then(|| self.part(start, start + usize::from(self.account_len)))
    }

    /// The pi of a verified player, the di of a guest, empty while pending.
    pub(crate) fn id(&self) -> &str {
        self.part(usize::from(self.session_len) + usize::from(self.account_len), self.names.len())
    }

    pub(crate) fn set_id(&mut self, id: &str) {
        self.names = names(self.key(), self.account().unwrap_or_default(), id);
    }

    fn part(&self, from: usize, to: usize) -> &str {
        self.names.get(from..to).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    pub(crate) fn row(&self, logout: bool) -> &RowSlot {
        if logout { &self.logout } else { &self.login }
    }

    pub(crate) fn row_mut(&mut self, logout: bool) -> &mut RowSlot {
        if logout { &mut self.logout } else { &mut self.login }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.end == End::Open
    }

    pub(crate) fn is_reported(&self) -> bool {
        self.login.state != RowState::None
    }

    /// Nothing of it is owed to anybody: the journal may forget it.
    pub(crate) fn is_finished(&self) -> bool {
        let done = |row: &RowSlot| (row.state == RowState::None || row.state.is_final()) && !row.owed;
        !self.is_open() && done(&self.login) && done(&self.logout)
    }
}

fn names(session: &str, account: &str, id: &str) -> Box<[u8]> {
    let mut bytes = Vec::with_capacity(session.len() + account.len() + id.len());
    bytes.extend_from_slice(session.as_bytes());
    bytes.extend_from_slice(account.as_bytes());
    bytes.extend_from_slice(id.as_bytes());
    bytes.into_boxed_slice()
}
