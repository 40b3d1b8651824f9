//! What time it is at the authority (E13). Both clocks are the host's; the offset is learned from an answer 1007 that
//! carries a Date, and kept only if the next request that is stamped with it succeeds: api2 is plain http, so a Date can
//! be forged.

use crate::error::{Error, ErrorCode, Result};
use crate::time::{DAY, Now, SECOND, UnixMs, check_unix};

/// A difference between the two clocks that grows by more than this at once is a jump.
const JUMP: i64 = 2 * SECOND;
/// A host whose wall clock ran ahead of the other by this was suspended: nothing in flight can be trusted to return.
const SUSPENDED: i64 = 30 * SECOND;
/// An offset below this explains no 1007: stamps are valid for 5 s (V1.9 §五).
const LEAST_OFFSET: i64 = 5 * SECOND;

/// A jump of the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Jump {
    /// How far, in ms; negative: back.
    pub(crate) by: i64,
    pub(crate) suspended: bool,
}

#[derive(Clone, Copy)]
struct Trial {
    /// The offset to go back to.
    previous: i64,
    /// Requests with a lower number were stamped before the trial.
    since: i64,
}

/// The engine's view of time.
pub(crate) struct Clock {
    unix: UnixMs,
    mono: i64,
    opened_mono: i64,
    /// Server time at mono 0, as it was at open: deadlines of hours follow this, so that a jump expires nobody.
    steady: i64,
    offset: i64,
    trial: Option<Trial>,
}

impl Clock {
    pub(crate) fn new(now: Now) -> Result<Self> {
        check(now)?;
        Ok(Self {
            unix: now.unix,
            mono: now.mono,
            opened_mono: now.mono,
            steady: now.unix - now.mono,
            offset: 0,
            trial: None,
        })
    }

    /// Takes both clocks. mono never runs back, whatever the host says.
    pub(crate) fn observe(&mut self, now: Now) -> Result<Option<Jump>> {
        check(now)?;
        let mono = now.mono.max(self.mono);
        let ran = mono - self.mono;
        let by = now.unix - self.unix - ran;
        (self.unix, self.mono) = (now.unix, mono);
        Ok((by.abs() > JUMP).then_some(Jump { by, suspended: by >= SUSPENDED }))
    }

    /// The host's wall clock, Unix ms.
    pub(crate) fn unix(&self) -> UnixMs {
        self.unix
    }

    pub(crate) fn mono(&self) -> i64 {
        self.mono
    }

    /// Milliseconds since open.
    pub(crate) fn uptime(&self) -> i64 {
        self.mono - self.opened_mono
    }

    /// Whole seconds since open, for the wheel.
    pub(crate) fn second(&self) -> u32 {
        u32::try_from(self.uptime() / SECOND).unwrap_or(u32::MAX)
    }

    /// The monotonic time at which that second begins.
    pub(crate) fn mono_of(&self, second: u32) -> i64 {
        self.opened_mono + i64::from(second) * SECOND
    }

    /// The authority's time, Unix ms: stamps, ot and ages all use it.
    pub(crate) fn server(&self) -> UnixMs {
        self.unix.saturating_add(self.offset)
    }

    /// The earlier of the authority's time and the time since open: what 48 h are measured with.
    pub(crate) fn patient(&self) -> UnixMs {
        self.server().min(self.steady.saturating_add(self.mono).saturating_add(self.offset))
    }

    pub(crate) fn offset(&self) -> i64 {
        self.offset
    }

    /// 1007 came with this Date, in Unix ms, to a request that was sent `ago` ms before. True: the offset is new.
    pub(crate) fn learn(&mut self, date: UnixMs, ago: i64, next_send: i64) -> bool {
        // Date has whole seconds, and is from somewhere between sending and now.
        let offset = date.saturating_add(SECOND / 2).saturating_sub(self.unix - ago / 2);
        let off = offset.saturating_sub(self.offset);
        if self.trial.is_some() || off.saturating_abs() <= LEAST_OFFSET || offset.saturating_abs() > DAY {
            return false;
        }
        self.trial = Some(Trial { previous: self.offset, since: next_send });
        self.offset = offset;
        true
    }

    /// Whether a request of this number was stamped before the offset that is on trial.
    pub(crate) fn is_before_trial(&self, send: i64) -> bool {
        self.trial.is_some_and(|trial| send < trial.since)
    }

    /// The authority did a request of this number's work: its stamp was good, and so is the offset. Refusals for other
    /// reasons do not say as much.
    pub(crate) fn confirm(&mut self, send: i64) {
        self.trial.take_if(|trial| send >= trial.since);
    }

    /// 1007 came to a request of this number. True: a trial failed, and the offset went back.
    pub(crate) fn refute(&mut self, send: i64) -> bool {
        let Some(trial) = self.trial.take_if(|trial| send >= trial.since) else { return false };
        self.offset = trial.previous;
        true
    }
}

fn check(now: Now) -> Result<()> {
    check_unix(now.unix)?;
    // Half of the range leaves room for every sum below.
    if now.mono.unsigned_abs() < 1 << 61 {
        return Ok(());
    }
    Err(Error::new(ErrorCode::BadTime, "the monotonic time is out of range: pass milliseconds")
        .with_field("mono"))
}
