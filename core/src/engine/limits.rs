//! Every number that the engine goes by, with where it comes from. Hosts may change each under `limits` of the
//! configuration; tests and demonstrations do.

use alloc::vec::Vec;

use crate::error::{Error, ErrorCode, Result};
use crate::record::{Member, Record, optional};

/// What a limit may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bounds {
    Positive,
    NotNegative,
    Slot,
    Batch,
    Margin,
}

impl Bounds {
    /// In the order in which they are checked.
    const ALL: [Self; 5] = [Self::Positive, Self::NotNegative, Self::Slot, Self::Batch, Self::Margin];

    /// The least, the most, and what is said of any other.
    fn rule(self) -> (i64, i64, &'static str) {
        const FAR: i64 = (1 << 40) - 1;
        match self {
            Self::Positive => (1, FAR, "the limit is out of range"),
            Self::NotNegative => (0, FAR, "the limit is out of range"),
            Self::Slot => (112, 60_000, "a slot has 112 ms or more: shorter ones break the quota"),
            Self::Batch => (1, 128, "a report has 1 to 128 rows"),
            Self::Margin => (1, 170, "rows of 180 s are refused: 170 is the most"),
        }
    }
}

/// Each limit with its bounds and its default.
macro_rules! limits {
    ($($(#[$doc:meta])+ $name:ident: $bounds:ident = $default:expr,)*) => {
        /// Named limits. Times in milliseconds unless the name says seconds.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Limits {
            $($(#[$doc])+ pub $name: i64,)*
        }

        impl Limits {
            const TABLE: &[(&str, Bounds)] = &[$((stringify!($name), Bounds::$bounds)),*];
            const DEFAULT: Self = Self { $($name: $default),* };

            /// In the order of the table.
            fn values(&mut self) -> impl Iterator<Item = &mut i64> {
                [$(&mut self.$name),*].into_iter()
            }
        }
    };
}

limits! {
    /// Total time of one request: V1.9 suggests 5 s.
    timeout_ms: Positive = 5_000,
    /// A send is counted as lost this long after its timeout (ours).
    lease_extra_ms: NotNegative = 5_000,
    /// Nothing is sent in the first second after open: the process before us may have used this second's quota.
    start_quiet_ms: NotNegative = 1_000,
    /// Length of a slot: 125 ms keeps 80 % of the quota and survives 125 ms of jitter; 112 is the least.
    slot_ms: Slot = 125,
    /// How long a batch waits for more rows (ours).
    linger_ms: Positive = 500,
    /// Rows in a report: at most 128 (V1.9 §三).
    batch_rows: Batch = 128,
    /// A lane has at most this much of its rate in flight (ours).
    in_flight_ms: Positive = 2_000,
    /// Requests in flight to one host name (ours; the authority allows 1,000 connections, V1.9 §三).
    host_in_flight: Positive = 256,
    /// Sends in a row without an HTTP answer that mark a host as down (ours).
    host_down_after: Positive = 8,
    /// The first wait between probes of a host that is down (ours).
    host_probe_min_ms: Positive = 1_000,
    /// The longest wait between probes of a host that is down (ours).
    host_probe_max_ms: Positive = 60_000,
    /// Rest after 1006: one minute (Q89, M16).
    throttle_ms: Positive = 60_000,
    /// At most this much is added to the rest after 1006, so that processes do not come back as one (ours).
    throttle_jitter_ms: NotNegative = 2_000,
    /// Back-off of a report lane after 1001 or no answer: first step (ours).
    backoff_min_ms: Positive = 1_000,
    /// Back-off of a report lane: longest step (ours).
    backoff_max_ms: Positive = 60_000,
    /// Slow probe after a configuration error: first step (ours).
    probe_min_ms: Positive = 60_000,
    /// Slow probe after a configuration error: longest step (ours).
    probe_max_ms: Positive = 900_000,
    /// Rows older than this are given up (ours).
    max_shift_s: Positive = 7 * 86_400,
    /// The oldest age at which a row is sent: 180 s is refused (Q201), ten seconds are left for the way.
    late_margin_s: Margin = 170,
    /// A row of the future waits this long for its second to come, then its time is cut (ours).
    future_wait_s: NotNegative = 5,
    /// verify and login are refused while this much waits for the disk (ours).
    max_unpersisted_bytes: Positive = 16 << 20,
    /// A new segment begins at this size (ours).
    segment_bytes: Positive = 8 << 20,
    /// Live objects are written anew, so that old segments can go, when more than this is dead, and more than lives (ours).
    compact_bytes: Positive = 16 << 20,
    /// Rows that may wait in one lane; a login reserves two (ours).
    max_queued_rows: Positive = 4_000_000,
    /// A session that the engine ended is remembered this long (ours).
    over_ms: NotNegative = 600_000,
    /// The answer of an expired send is still recognised this long (ours).
    late_answer_ms: NotNegative = 600_000,
    /// How often the journal notes that the engine is alive (ours).
    alive_ms: Positive = 60_000,
    /// A player whose verification failed in mid-session may finish for this long (Q146 allows it; ours).
    failed_grace_ms: NotNegative = 600_000,
    /// A key without a successor is announced this long before it ends (Q97: the next one exists 15 days before).
    key_warning_ms: NotNegative = 3 * 86_400_000,
    /// A pending result is asked for at least this often; less than an hour makes the table's steps (1, 5, 15 min, then
    /// hourly) shorter (ours; the result may take 48 h, Q114).
    query_every_ms: Positive = 3_600_000,
    /// Durable events that may be handed out and not yet handled (ours).
    max_unhandled: Positive = 64,
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Record for Limits {
    fn members(&mut self) -> Vec<Member<'_>> {
        let mut members = Vec::with_capacity(Self::TABLE.len());
        for ((name, _), value) in Self::TABLE.iter().zip(self.values()) {
            optional(&mut members, name, value);
        }
        members
    }
}

impl Limits {
    pub(crate) fn check(&mut self) -> Result<()> {
        for bounds in Bounds::ALL {
            let (least, most, text) = bounds.rule();
            for ((name, of), value) in Self::TABLE.iter().zip(self.values()) {
                if *of == bounds && !(least..=most).contains(value) {
                    return Err(Error::new(ErrorCode::InvalidConfig, text).with_field(name));
                }
            }
        }
        Ok(())
    }
}
