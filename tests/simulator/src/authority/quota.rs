//! Quotas: every (enterprise, game, interface) is a lane of its own (Q88, Q100, M15, M17). Arrivals are counted,
//! whatever becomes of them; one too many locks the lane for a minute (Q89, M16).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::config::{LockReading, QuotaConfig, WindowKind};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;

/// What one lane saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneStats {
    /// Requests that arrived.
    pub arrivals: u64,
    /// The highest number of arrivals in any half-open second `[t, t + 1 s)`.
    pub most_in_rolling_second: u64,
    /// The highest number of arrivals in one second of the authority's clock.
    pub most_in_calendar_second: u64,
    /// Locks because of an excess: the client's fault.
    pub locks: u64,
    /// Locks injected by a fault rule.
    pub forced_locks: u64,
    /// Answers 1006 while locked by an excess.
    pub throttled: u64,
    /// Answers 1006 while locked by a fault rule.
    pub forced_throttled: u64,
}

#[derive(Clone, Debug)]
struct Lock {
    until: i64,
    forced: bool,
}

/// One lane.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lane {
    arrivals: VecDeque<i64>,
    second: i64,
    in_second: u64,
    lock: Option<Lock>,
    pub stats: LaneStats,
}

impl Lane {
    /// Counts one arrival; an excess locks the lane. `now` is the common clock, `clock` the authority's own:
    /// calendar boundaries are its own.
    pub fn arrive(&mut self, config: &QuotaConfig, limit: u64, now: i64, clock: i64) {
        self.stats.arrivals += 1;
        self.release(now);
        if self.lock.is_none() || config.count_while_locked {
            self.count(now, clock);
        }
        if self.lock.is_none() {
            let over = match config.window {
                WindowKind::Rolling => self.arrivals.len() as u64 > limit,
                WindowKind::Calendar => self.in_second > limit,
            };
            if over {
                self.lock(config, now, clock, false);
            }
        }
    }

    /// Whether the lane is locked for the request that just arrived; if so its 1006 is counted.
    pub fn throttles(&mut self) -> bool {
        let Some(lock) = &self.lock else { return false };
        if lock.forced {
            self.stats.forced_throttled += 1;
        } else {
            self.stats.throttled += 1;
        }
        true
    }

    /// A fault locks the lane, unless it is locked already. Its own request, counted before, gets a 1006.
    pub fn force(&mut self, config: &QuotaConfig, now: i64, clock: i64) {
        self.release(now);
        if self.lock.is_none() {
            self.lock(config, now, clock, true);
        }
        self.stats.forced_throttled += 1;
    }

    /// Until when the lane is locked, if it is.
    pub fn locked_until(&self, now: i64) -> Option<i64> {
        self.lock.as_ref().map(|lock| lock.until).filter(|until| *until > now)
    }

    fn lock(&mut self, config: &QuotaConfig, now: i64, clock: i64, forced: bool) {
        let until = match config.lock {
            LockReading::SixtySeconds => now + MINUTE,
            LockReading::NextMinute => now + MINUTE - clock.rem_euclid(MINUTE),
        };
        self.lock = Some(Lock { until, forced });
        if forced {
            self.stats.forced_locks += 1;
        } else {
            self.stats.locks += 1;
        }
    }

    fn release(&mut self, now: i64) {
        if self.lock.as_ref().is_some_and(|lock| now >= lock.until) {
            self.lock = None;
        }
    }

    fn count(&mut self, now: i64, clock: i64) {
        while self.arrivals.front().is_some_and(|first| now - first >= SECOND) {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back(now);
        let second = clock.div_euclid(SECOND);
        if second != self.second {
            self.second = second;
            self.in_second = 0;
        }
        self.in_second += 1;
        let stats = &mut self.stats;
        stats.most_in_rolling_second = stats.most_in_rolling_second.max(self.arrivals.len() as u64);
        stats.most_in_calendar_second = stats.most_in_calendar_second.max(self.in_second);
    }
}
