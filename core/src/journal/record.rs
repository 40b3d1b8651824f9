//! What is written down. A record is the absolute state of one object, or a small step of one: replayed in order they
//! give the state at the last durable chunk. Kinds of 128 and above may be skipped by a version that does not know them.

use super::codec::{Put, Take};

/// The 16 bytes behind a session's name on the wire: unique in the life of a journal.
pub(crate) type Si = [u8; 16];

/// What the journal knows of an account that is not settled, or whose result was not handled.
pub(crate) struct AccountRecord<'a> {
    pub(crate) game: &'a str,
    pub(crate) account: &'a str,
    pub(crate) attempt: u64,
    /// The state as its own versioned JSON.
    pub(crate) state: &'a str,
    /// Name and number, while they may be needed for another attempt.
    pub(crate) person: Option<(&'a str, &'a str)>,
    pub(crate) backfill: bool,
    /// An `AccountChanged` is owed to the host.
    pub(crate) owed: bool,
    pub(crate) cause: u8,
}

/// What the journal knows of a session.
pub(crate) struct SessionRecord<'a> {
    pub(crate) game: &'a str,
    pub(crate) session: &'a str,
    pub(crate) account: Option<&'a str>,
    pub(crate) guest: bool,
    /// pi of a verified player, di of a guest; none while the account is pending.
    pub(crate) id: Option<&'a str>,
    pub(crate) si: Si,
    /// When the session began, Unix ms.
    pub(crate) since: i64,
    /// The ot of its login row, Unix seconds; 0 while it is not reportable.
    pub(crate) login_ot: i64,
    /// Bits that the engine defines.
    /// Unix seconds in which the policy ends it; 0: none.
    pub(crate) until: u64,
}

/// The end of one row.
#[derive(Clone, Copy)]
pub(crate) struct RowEnd {
    /// The logout's row, not the login's.
    pub(crate) logout: bool,
    pub(crate) outcome: u8,
    pub(crate) errcode: i32,
    /// The ot that was sent, Unix seconds.
    pub(crate) sent: i64,
    /// A `RowsSettled` is owed to the host.
    pub(crate) owed: bool,
}

/// What a record says, by its first byte.
pub(crate) mod kind {
    /// Request numbers below this one may be used.
    pub(crate) const RESERVE: u8 = 1;
    /// An [`AccountRecord`](super::AccountRecord).
    pub(crate) const ACCOUNT: u8 = 2;
    /// Game and account.
    pub(crate) const ACCOUNT_GONE: u8 = 3;
    /// A [`SessionRecord`](super::SessionRecord).
    pub(crate) const SESSION: u8 = 4;
    /// The session with this si ended then, and the engine's number for why.
    pub(crate) const LOGOUT: u8 = 5;
    /// A list of si and [`RowEnd`](super::RowEnd).
    pub(crate) const SETTLED: u8 = 6;
    /// The host handled the end of these rows; true: the logout's.
    pub(crate) const HANDLED: u8 = 7;
    /// The session with this si.
    pub(crate) const SESSION_GONE: u8 = 8;
    /// The engine was alive at this Unix ms.
    pub(crate) const ALIVE: u8 = 9;
    /// The lane of this appId, bizId and call rests until this Unix ms.
    pub(crate) const LOCK: u8 = 10;
    /// Everything below this segment is dead.
    pub(crate) const FLOOR: u8 = 11;
    /// From here on: what older versions may pass over.
    pub(crate) const SKIPPABLE: u8 = 128;
}

impl<'a> AccountRecord<'a> {
    pub(crate) fn read(take: &mut Take<'a>) -> Option<Self> {
        Some(Self {
            game: take.text()?,
            account: take.text()?,
            attempt: take.number()?,
            state: take.text()?,
            person: if take.flag()? { Some((take.text()?, take.text()?)) } else { None },
            backfill: take.flag()?,
            owed: take.flag()?,
            cause: take.byte()?,
        })
    }

    pub(crate) fn write(&self, put: &mut Put<'_>) {
        put.text(self.game);
        put.text(self.account);
        put.number(self.attempt);
        put.text(self.state);
        put.byte(u8::from(self.person.is_some()));
        if let Some((name, number)) = &self.person {
            put.text(name);
            put.text(number);
        }
        put.byte(u8::from(self.backfill));
        put.byte(u8::from(self.owed));
        put.byte(self.cause);
    }
}

impl<'a> SessionRecord<'a> {
    pub(crate) fn read(take: &mut Take<'a>) -> Option<Self> {
        Some(Self {
            game: take.text()?,
            session: take.text()?,
            account: take.optional_text()?,
            guest: take.flag()?,
            id: take.optional_text()?,
            si: take.array()?,
            since: take.signed()?,
            login_ot: take.signed()?,
            until: take.number()?,
        })
    }
}

impl RowEnd {
    pub(crate) fn read(take: &mut Take<'_>) -> Option<Self> {
        Some(Self {
            logout: take.flag()?,
            outcome: take.byte()?,
            errcode: i32::try_from(take.signed()?).ok()?,
            sent: take.signed()?,
            owed: take.flag()?,
        })
    }

    pub(crate) fn write(&self, put: &mut Put<'_>) {
        put.byte(u8::from(self.logout));
        put.byte(self.outcome);
        put.signed(i64::from(self.errcode));
        put.signed(self.sent);
        put.byte(u8::from(self.owed));
    }
}
