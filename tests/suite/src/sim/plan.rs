//! What one simulation is like. Everything follows from the seed.

use fastrand::Rng;

/// 2026-11-20T21:00+08:00, a Friday.
pub const NINE: i64 = 1_795_179_600_000;

/// One simulation.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Of everything.
    pub seed: u64,
    /// Games of one enterprise.
    pub games: usize,
    /// Players in all.
    pub players: usize,
    /// Requests a second for check, query and report, at the authority and in the engine.
    pub quota: [u64; 3],
    /// Milliseconds in which players act.
    pub busy_ms: i64,
    /// Crashes of the host.
    pub crashes: usize,
    /// Faults of network and authority.
    pub faults: bool,
    /// Faults that force 1006, so that throttling may happen.
    pub forced_throttles: bool,
    /// The authority counts calendar seconds, not rolling ones.
    pub calendar: bool,
    /// A lock ends with the minute, not after 60 s.
    pub next_minute: bool,
    /// The authority de-duplicates rows.
    pub dedupe: bool,
    /// Rows are given up when late.
    pub drop_late: bool,
    /// A restart closes sessions.
    pub restart_close: bool,
    /// The slowest sync of the journal, in milliseconds.
    pub disk_ms: i64,
    /// Spread of the way to the authority, in milliseconds.
    pub jitter_ms: i64,
    /// The host's clock is behind the authority's by this.
    pub skew_ms: i64,
    /// Segments are small, and live objects are written anew all the time.
    pub small_journal: bool,
    /// When it begins, Unix ms. One in three begins so shortly before 21:00 of a Friday that minors' hours end meanwhile;
    /// its games follow the law of the day, and a third of its players are minors.
    pub begin: i64,
    /// See `begin`.
    pub evening: bool,
    /// A deliberate break of the engine, by name; empty for none.
    pub mutation: String,
}

impl Plan {
    /// The plan of a seed.
    pub fn of(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed ^ 0x5348_494d);
        let faults = random.u8(..4) != 0;
        // One in eight is a rush: many players at once against a small quota.
        let rush = random.u8(..8) == 0;
        let quota = match random.u8(..4) {
            0 => [3, 3, 2],
            1 => [20, 30, 10],
            _ => [100, 300, 10],
        };
        let busy_ms = if rush { random.i64(2_000..=8_000) } else { random.i64(5_000..=240_000) };
        let evening = random.u8(..3) == 0;
        let begin = if evening { NINE - random.i64(0..=busy_ms) } else { NINE - 3_600_000 };
        Self {
            seed,
            begin,
            evening,
            games: random.usize(1..=3),
            players: if rush { random.usize(60..=160) } else { random.usize(1..=24) },
            quota: if rush { [20, 30, 10] } else { quota },
            busy_ms,
            crashes: if random.bool() { random.usize(0..=4) } else { 0 },
            faults,
            forced_throttles: faults && random.u8(..4) == 0,
            calendar: random.bool(),
            next_minute: random.bool(),
            dedupe: random.bool(),
            drop_late: random.u8(..5) == 0,
            small_journal: random.u8(..3) == 0,
            restart_close: random.u8(..4) == 0,
            disk_ms: if random.u8(..4) == 0 { 4_000 } else { 20 },
            jitter_ms: random.i64(0..=60),
            skew_ms: if random.u8(..6) == 0 {
                random.i64(-600_000..=600_000)
            } else {
                random.i64(-2_000..=2_000)
            },
            mutation: String::new(),
        }
    }

    /// The same plan with a broken engine.
    #[must_use]
    pub fn with_mutation(mut self, mutation: &str) -> Self {
        self.mutation = mutation.into();
        self
    }
}
