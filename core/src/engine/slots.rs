//! The slot rule (E11): time is cut into slots of 125 ms, and in a slot that it owns a process sends a tenth of the
//! quota, at most. Requests that arrive within one second were sent within 1 s plus the jitter of the way; with up to
//! 125 ms of jitter that touches at most ten slots, so no window of the authority ever sees more than the quota.
//! A sender that counts "at most ten in any second" instead is locked out again and again as soon as it is saturated.
//!
//! A quota below ten has no tenth. A process alone then keeps 1250/quota ms between two requests. Processes that share it
//! have one request a slot, and only in the first 125 ms of a slot that is 125 ms longer: the end of one slot and the
//! beginning of the next would otherwise be one moment.

use super::Share;
use crate::time::{MINUTE, MonoMs, UnixMs};

/// Whether a request may go now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Now,
    /// Not before this monotonic time.
    At(MonoMs),
    /// Not before `set_share` is called again.
    Never,
}

/// The slots of one lane.
pub(crate) struct Slots {
    length: i64,
    each: i64,
    share: Share,
    current: i64,
    used: i64,
    last_used_mono: Option<MonoMs>,
    paused_until: MonoMs,
    /// Less than ten a second: what lies between two requests, at least.
    spacing: Option<i64>,
}

/// How much of a slot may be used when the quota is below ten and shared.
const OPENING: i64 = 125;

/// The whole quota, for ever.
pub(crate) const WHOLE: Share = Share { index: 0, count: 1, from: 0, until: None };

impl Slots {
    /// `quota` in requests a second; `length` in ms.
    pub(crate) fn new(quota: i64, length: i64) -> Self {
        let mut slots = Self {
            length,
            each: 1,
            share: WHOLE,
            current: i64::MIN,
            used: 0,
            last_used_mono: None,
            paused_until: MonoMs::MIN,
            spacing: None,
        };
        slots.set_quota(quota, length);
        slots
    }

    pub(crate) fn set_quota(&mut self, quota: i64, length: i64) {
        let before = (self.length, self.spacing);
        self.cut(quota, length);
        if before != (self.length, self.spacing) {
            self.begin_anew(before.0);
        }
    }

    /// Slots are cut differently from now on: what was used of the old ones must not be forgotten, so one passes.
    fn begin_anew(&mut self, old_length: i64) {
        (self.current, self.used) = (i64::MIN, 0);
        if let Some(last) = self.last_used_mono {
            self.paused_until = self.paused_until.max(last + old_length.max(self.length));
        }
    }

    fn cut(&mut self, quota: i64, length: i64) {
        if quota >= 10 {
            (self.length, self.each, self.spacing) = (length, quota / 10, None);
        } else {
            let spacing = (1250 + quota - 1) / quota.max(1);
            (self.length, self.each, self.spacing) = (spacing + OPENING, 1, Some(spacing));
        }
    }

    pub(crate) fn set_share(&mut self, share: Share) {
        self.paused_until = MonoMs::MIN;
        let other_clock = (share.count > 1) != (self.share.count > 1);
        self.share = share;
        if other_clock {
            self.begin_anew(self.length);
        }
    }

    /// The wall clock left the other one: processes that count slots on it may now overlap.
    pub(crate) fn pause_if_shared(&mut self, mono: MonoMs) {
        if self.share.count > 1 {
            self.paused_until = mono + MINUTE;
        }
    }

    /// Requests a second that this lane may send, for limits of what is in flight.
    pub(crate) fn rate(&self) -> i64 {
        (self.each * 1000 / self.length / self.share.count.max(1)).max(1)
    }

    /// May one request go now?
    pub(crate) fn turn(&self, unix: UnixMs, mono: MonoMs) -> Turn {
        if mono < self.paused_until {
            return Turn::At(self.paused_until);
        }
        if unix < self.share.from {
            return Turn::At(mono + (self.share.from - unix));
        }
        if self.share.until.is_some_and(|until| unix >= until) {
            return Turn::Never;
        }
        if let (Some(spacing), 1) = (self.spacing, self.share.count) {
            return match self.last_used_mono {
                Some(last) if mono < last + spacing => Turn::At(last + spacing),
                _ => Turn::Now,
            };
        }
        let clock = self.clock(unix, mono);
        let slot = clock.div_euclid(self.length);
        let count = self.share.count.max(1);
        let ahead = (self.share.index - slot).rem_euclid(count);
        let closed = self.spacing.is_some() && clock.rem_euclid(self.length) >= OPENING;
        let full = ahead == 0 && (closed || slot == self.current && self.used >= self.each);
        if ahead == 0 && !full {
            // A wall jump must not let a process use its slots faster than they come.
            let rest = self.length * (count - 1);
            return match self.last_used_mono {
                Some(last) if slot != self.current && mono < last + rest => Turn::At(last + rest),
                _ => Turn::Now,
            };
        }
        let next = slot + if full { count } else { ahead };
        Turn::At(mono + (next * self.length - clock))
    }

    /// One request went.
    pub(crate) fn used(&mut self, unix: UnixMs, mono: MonoMs) {
        let slot = self.clock(unix, mono).div_euclid(self.length);
        if slot != self.current {
            (self.current, self.used) = (slot, 0);
        }
        self.used += 1;
        self.last_used_mono = Some(mono);
    }

    /// One process alone counts on the clock that cannot jump.
    fn clock(&self, unix: UnixMs, mono: MonoMs) -> i64 {
        if self.share.count > 1 { unix } else { mono }
    }
}
