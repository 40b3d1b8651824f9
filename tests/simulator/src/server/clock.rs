//! The server's clock: the system's, or a virtual one that starts anywhere, runs at any speed and can be advanced.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use shiming_core::time::LATEST;

/// No answer is kept back for longer.
const DAY_MS: u64 = 86_400_000;

/// Which clock a server has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clock {
    /// The machine's.
    System,
    /// One of its own.
    Virtual {
        /// Where it starts, Unix milliseconds.
        start: i64,
        /// How many of its seconds pass in a second; 0 = it stands still until it is advanced.
        speed: f64,
    },
}

/// A clock that runs. It never goes back.
#[derive(Clone, Debug)]
pub(crate) struct Running {
    kind: Clock,
    since: Instant,
    last: i64,
}

impl Running {
    pub fn new(kind: Clock) -> Self {
        Self { kind, since: Instant::now(), last: 0 }
    }

    pub fn now(&mut self) -> i64 {
        let now = match self.kind {
            Clock::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
            }
            Clock::Virtual { start, speed } => {
                start + (self.since.elapsed().as_millis() as f64 * speed) as i64
            }
        };
        self.last = self.last.max(now);
        self.last
    }

    /// The speed, if it is a virtual clock.
    pub fn speed(&self) -> Option<f64> {
        match self.kind {
            Clock::System => None,
            Clock::Virtual { speed, .. } => Some(speed),
        }
    }

    /// Goes on from this instant; false when that cannot be: the machine's clock is not ours, none goes
    /// back, and none leaves this century.
    pub fn set(&mut self, unix_ms: i64) -> bool {
        let now = self.now();
        let Clock::Virtual { start, .. } = &mut self.kind else { return false };
        if unix_ms < now || unix_ms >= LATEST {
            return false;
        }
        *start = unix_ms;
        self.since = Instant::now();
        true
    }

    /// How long a stretch of this clock is in real time.
    pub fn real(&self, ms: u64) -> Duration {
        let ms = ms.min(DAY_MS);
        match self.kind {
            Clock::Virtual { speed, .. } if speed > 0.0 => Duration::from_secs_f64(ms as f64 / 1e3 / speed),
            // A clock that stands still: waiting for it would be for ever.
            Clock::Virtual { .. } => Duration::ZERO,
            Clock::System => Duration::from_millis(ms),
        }
    }
}
