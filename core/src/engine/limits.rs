//! Every number that the engine goes by, with where it comes from. Hosts may change each under `limits` of the
//! configuration; tests and demonstrations do.

use alloc::vec::Vec;

use crate::error::{Error, ErrorCode, Result};
use crate::record::{Member, Record, members};

/// Named limits. Times in milliseconds unless the name says seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Total time of one request: V1.9 suggests 5 s.
    pub timeout_ms: i64,
    /// A send is counted as lost this long after its timeout (ours).
    pub lease_extra_ms: i64,
    /// Nothing is sent in the first second after open: the process before us may have used this second's quota.
    pub start_quiet_ms: i64,
    /// Length of a slot: 125 ms keeps 80 % of the quota and survives 125 ms of jitter; 112 is the least.
    pub slot_ms: i64,
    /// How long a batch waits for more rows (ours).
    pub linger_ms: i64,
    /// Rows in a report: at most 128 (V1.9 §三).
    pub batch_rows: i64,
    /// A lane has at most this much of its rate in flight (ours).
    pub in_flight_ms: i64,
    /// Requests in flight to one host name (ours; the authority allows 1,000 connections, V1.9 §三).
    pub host_in_flight: i64,
    /// Sends in a row without an HTTP answer that mark a host as down (ours).
    pub host_down_after: i64,
    /// The first wait between probes of a host that is down (ours).
    pub host_probe_min_ms: i64,
    /// The longest wait between probes of a host that is down (ours).
    pub host_probe_max_ms: i64,
    /// Rest after 1006: one minute (Q89, M16).
    pub throttle_ms: i64,
    /// At most this much is added to the rest after 1006, so that processes do not come back as one (ours).
    pub throttle_jitter_ms: i64,
    /// Back-off of a report lane after 1001 or no answer: first step (ours).
    pub backoff_min_ms: i64,
    /// Back-off of a report lane: longest step (ours).
    pub backoff_max_ms: i64,
    /// Slow probe after a configuration error: first step (ours).
    pub probe_min_ms: i64,
    /// Slow probe after a configuration error: longest step (ours).
    pub probe_max_ms: i64,
    /// Rows older than this are given up (ours).
    pub max_shift_s: i64,
    /// The oldest age at which a row is sent: 180 s is refused (Q201), ten seconds are left for the way.
    pub late_margin_s: i64,
    /// A row of the future waits this long for its second to come, then its time is cut (ours).
    pub future_wait_s: i64,
    /// verify and login are refused while this much waits for the disk (ours).
    pub max_unpersisted_bytes: i64,
    /// A new segment begins at this size (ours).
    pub segment_bytes: i64,
    /// Live objects are written anew, so that old segments can go, when more than this is dead, and more than lives (ours).
    pub compact_bytes: i64,
    /// Rows that may wait in one lane; a login reserves two (ours).
    pub max_queued_rows: i64,
    /// A session that the engine ended is remembered this long (ours).
    pub over_ms: i64,
    /// The answer of an expired send is still recognised this long (ours).
    pub late_answer_ms: i64,
    /// How often the journal notes that the engine is alive (ours).
    pub alive_ms: i64,
    /// A player whose verification failed in mid-session may finish for this long (Q146 allows it; ours).
    pub failed_grace_ms: i64,
    /// A key without a successor is announced this long before it ends (Q97: the next one exists 15 days before).
    pub key_warning_ms: i64,
    /// A pending result is asked for at least this often; less than an hour makes the table's steps (1, 5, 15 min, then
    /// hourly) shorter (ours; the result may take 48 h, Q114).
    pub query_every_ms: i64,
    /// Durable events that may be handed out and not yet handled (ours).
    pub max_unhandled: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout_ms: 5_000,
            lease_extra_ms: 5_000,
            start_quiet_ms: 1_000,
            slot_ms: 125,
            linger_ms: 500,
            batch_rows: 128,
            in_flight_ms: 2_000,
            host_in_flight: 256,
            host_down_after: 8,
            host_probe_min_ms: 1_000,
            host_probe_max_ms: 60_000,
            throttle_ms: 60_000,
            throttle_jitter_ms: 2_000,
            backoff_min_ms: 1_000,
            backoff_max_ms: 60_000,
            probe_min_ms: 60_000,
            probe_max_ms: 900_000,
            max_shift_s: 7 * 86_400,
            late_margin_s: 170,
            future_wait_s: 5,
            max_unpersisted_bytes: 16 << 20,
            segment_bytes: 8 << 20,
            compact_bytes: 16 << 20,
            max_queued_rows: 4_000_000,
            over_ms: 600_000,
            late_answer_ms: 600_000,
            alive_ms: 60_000,
            failed_grace_ms: 600_000,
            key_warning_ms: 3 * 86_400_000,
            query_every_ms: 3_600_000,
            max_unhandled: 64,
        }
    }
}

impl Record for Limits {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("timeout_ms", &mut self.timeout_ms),
            optional("lease_extra_ms", &mut self.lease_extra_ms),
            optional("start_quiet_ms", &mut self.start_quiet_ms),
            optional("slot_ms", &mut self.slot_ms),
            optional("linger_ms", &mut self.linger_ms),
            optional("batch_rows", &mut self.batch_rows),
            optional("in_flight_ms", &mut self.in_flight_ms),
            optional("host_in_flight", &mut self.host_in_flight),
            optional("host_down_after", &mut self.host_down_after),
            optional("host_probe_min_ms", &mut self.host_probe_min_ms),
            optional("host_probe_max_ms", &mut self.host_probe_max_ms),
            optional("throttle_ms", &mut self.throttle_ms),
            optional("throttle_jitter_ms", &mut self.throttle_jitter_ms),
            optional("backoff_min_ms", &mut self.backoff_min_ms),
            optional("backoff_max_ms", &mut self.backoff_max_ms),
            optional("probe_min_ms", &mut self.probe_min_ms),
            optional("probe_max_ms", &mut self.probe_max_ms),
            optional("max_shift_s", &mut self.max_shift_s),
            optional("late_margin_s", &mut self.late_margin_s),
            optional("future_wait_s", &mut self.future_wait_s),
            optional("max_unpersisted_bytes", &mut self.max_unpersisted_bytes),
            optional("segment_bytes", &mut self.segment_bytes),
            optional("compact_bytes", &mut self.compact_bytes),
            optional("max_queued_rows", &mut self.max_queued_rows),
            optional("over_ms", &mut self.over_ms),
            optional("late_answer_ms", &mut self.late_answer_ms),
            optional("alive_ms", &mut self.alive_ms),
            optional("failed_grace_ms", &mut self.failed_grace_ms),
            optional("key_warning_ms", &mut self.key_warning_ms),
            optional("query_every_ms", &mut self.query_every_ms),
            optional("max_unhandled", &mut self.max_unhandled),
        ]
    }
}

impl Limits {
    pub(crate) fn check(&self) -> Result<()> {
        let positive = [
            (self.timeout_ms, "timeout_ms"),
            (self.linger_ms, "linger_ms"),
            (self.in_flight_ms, "in_flight_ms"),
            (self.host_in_flight, "host_in_flight"),
            (self.host_down_after, "host_down_after"),
            (self.host_probe_min_ms, "host_probe_min_ms"),
            (self.host_probe_max_ms, "host_probe_max_ms"),
            (self.throttle_ms, "throttle_ms"),
            (self.backoff_min_ms, "backoff_min_ms"),
            (self.backoff_max_ms, "backoff_max_ms"),
            (self.probe_min_ms, "probe_min_ms"),
            (self.probe_max_ms, "probe_max_ms"),
            (self.max_shift_s, "max_shift_s"),
            (self.max_unpersisted_bytes, "max_unpersisted_bytes"),
            (self.segment_bytes, "segment_bytes"),
            (self.compact_bytes, "compact_bytes"),
            (self.max_queued_rows, "max_queued_rows"),
            (self.alive_ms, "alive_ms"),
            (self.query_every_ms, "query_every_ms"),
            (self.max_unhandled, "max_unhandled"),
        ];
        let not_negative = [
            (self.lease_extra_ms, "lease_extra_ms"),
            (self.start_quiet_ms, "start_quiet_ms"),
            (self.throttle_jitter_ms, "throttle_jitter_ms"),
            (self.future_wait_s, "future_wait_s"),
            (self.over_ms, "over_ms"),
            (self.late_answer_ms, "late_answer_ms"),
            (self.failed_grace_ms, "failed_grace_ms"),
            (self.key_warning_ms, "key_warning_ms"),
        ];
        let far = 1 << 40;
        let low = positive.iter().find(|(value, _)| !(1..far).contains(value));
        let negative = not_negative.iter().find(|(value, _)| !(0..far).contains(value));
        if let Some((_, name)) = low.or(negative) {
            return Err(refuse(name, "the limit is out of range"));
        }
        if !(112..=60_000).contains(&self.slot_ms) {
            return Err(refuse("slot_ms", "a slot has 112 ms or more: shorter ones break the quota"));
        }
        if !(1..=128).contains(&self.batch_rows) {
            return Err(refuse("batch_rows", "a report has 1 to 128 rows"));
        }
        if !(1..=170).contains(&self.late_margin_s) {
            return Err(refuse("late_margin_s", "rows of 180 s are refused: 170 is the most"));
        }
        Ok(())
    }
}

fn refuse(field: &'static str, text: &str) -> Error {
    Error::new(ErrorCode::InvalidConfig, text).with_field(field)
}
