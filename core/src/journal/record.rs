//! What is written down. A record is the absolute state of one object, or a small step of one: replayed in order they
//! give the state at the last durable chunk. Kinds of 128 and above may be skipped by a version that does not know them.

use alloc::vec::Vec;

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

/// One record.
pub(crate) enum Record<'a> {
    /// Request numbers below this one may be used.
    Reserve(u64),
    Account(AccountRecord<'a>),
    AccountGone {
        game: &'a str,
        account: &'a str,
    },
    Session(SessionRecord<'a>),
    /// The session with this si ended; `cause` is the engine's number for why.
    Logout {
        si: Si,
        ot: i64,
        cause: u8,
    },
    Settled(Vec<(Si, RowEnd)>),
    /// The host handled the end of these rows; true: the logout's.
    Handled(Vec<(Si, bool)>),
    SessionGone(Si),
    /// The engine was alive at this Unix ms.
    Alive(i64),
    /// The lane rests until this Unix ms.
    Lock {
        app_id: &'a str,
        biz_id: &'a str,
        endpoint: u8,
        until: i64,
    },
    /// Everything below this segment is dead.
    Floor(u64),
}

/// Why a record cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordError {
    Malformed,
    Newer,
}

impl<'a> Record<'a> {
    pub(crate) const RESERVE: u8 = 1;
    pub(crate) const ACCOUNT: u8 = 2;
    pub(crate) const ACCOUNT_GONE: u8 = 3;
    pub(crate) const SESSION: u8 = 4;
    pub(crate) const LOGOUT: u8 = 5;
    pub(crate) const SETTLED: u8 = 6;
    pub(crate) const HANDLED: u8 = 7;
    pub(crate) const SESSION_GONE: u8 = 8;
    pub(crate) const ALIVE: u8 = 9;
    pub(crate) const LOCK: u8 = 10;
    pub(crate) const FLOOR: u8 = 11;
    const SKIPPABLE: u8 = 128;

    /// Reads the next record of a chunk; none at its end.
    pub(crate) fn read(chunk: &mut Take<'a>) -> Result<Option<Self>, RecordError> {
        while !chunk.is_empty() {
            let kind = chunk.byte().ok_or(RecordError::Malformed)?;
            let payload = chunk.bytes().ok_or(RecordError::Malformed)?;
            if kind >= Self::SKIPPABLE {
                continue;
            }
            if !(Self::RESERVE..=Self::FLOOR).contains(&kind) {
                return Err(RecordError::Newer);
            }
            let mut take = Take(payload);
            let record = Self::body(kind, &mut take).filter(|_| take.is_empty());
            return record.ok_or(RecordError::Malformed).map(Some);
        }
        Ok(None)
    }

    fn body(kind: u8, take: &mut Take<'a>) -> Option<Self> {
        Some(match kind {
            Self::RESERVE => Self::Reserve(take.number()?),
            Self::ACCOUNT => Self::Account(AccountRecord::read(take)?),
            Self::ACCOUNT_GONE => Self::AccountGone { game: take.text()?, account: take.text()? },
            Self::SESSION => Self::Session(SessionRecord::read(take)?),
            Self::LOGOUT => Self::Logout { si: take.array()?, ot: take.signed()?, cause: take.byte()? },
            Self::SETTLED => Self::Settled(list(take, |t| Some((t.array()?, RowEnd::read(t)?)))?),
            Self::HANDLED => Self::Handled(list(take, |t| Some((t.array()?, t.flag()?)))?),
            Self::SESSION_GONE => Self::SessionGone(take.array()?),
            Self::ALIVE => Self::Alive(take.signed()?),
            Self::LOCK => Self::Lock {
                app_id: take.text()?,
                biz_id: take.text()?,
                endpoint: take.byte()?,
                until: take.signed()?,
            },
            Self::FLOOR => Self::Floor(take.number()?),
            _ => return None,
        })
    }
}

fn list<T>(take: &mut Take<'_>, each: impl Fn(&mut Take<'_>) -> Option<T>) -> Option<Vec<T>> {
    let mut items = Vec::new();
    for _ in 0..take.number()? {
        items.push(each(take)?);
    }
    Some(items)
}

impl<'a> AccountRecord<'a> {
    fn read(take: &mut Take<'a>) -> Option<Self> {
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
    fn read(take: &mut Take<'a>) -> Option<Self> {
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
    fn read(take: &mut Take<'_>) -> Option<Self> {
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
