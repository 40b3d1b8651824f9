//! Every number of the account rules, each with its source. "Ours" marks a choice that no document makes.

use crate::time::{DAY, HOUR, MINUTE, SECOND};

/// A pending result is due within 48 hours (Q114, Q159).
pub const PENDING_DEADLINE: i64 = 48 * HOUR;

/// When a pending attempt is asked for, counted from the moment it became pending; afterwards every
/// [`POLL_EVERY`]. Ours: Q114 and Q175 give 48 hours and no rhythm.
pub const POLL_AT: [i64; 3] = [MINUTE, 5 * MINUTE, 15 * MINUTE];
/// See [`POLL_AT`]. Also the rhythm after the deadline, until the authority has no record (ours).
pub const POLL_EVERY: i64 = HOUR;

/// The first wait after a fault; it doubles (ours).
pub const BACK_OFF_FIRST: i64 = SECOND;
/// The longest wait after a fault (ours).
pub const BACK_OFF_LAST: i64 = MINUTE;

/// The first wait after a refusal that only a person can mend; it doubles (ours).
pub const SLOW_PROBE_FIRST: i64 = MINUTE;
/// The longest such wait (ours).
pub const SLOW_PROBE_LAST: i64 = 15 * MINUTE;

/// Over its quota an interface is closed for one minute (Q89, M16).
pub const LANE_REST: i64 = MINUTE;

/// That many answers "failed" within [`FAILURE_WINDOW`] close the account to new submissions for [`FAILURE_REST`].
/// Q173 asks the enterprise for a control of its own; the figures are ours.
pub const FAILURES: usize = 5;
/// See [`FAILURES`] (ours).
pub const FAILURE_WINDOW: i64 = DAY;
/// See [`FAILURES`]; counted from the last failure (ours).
pub const FAILURE_REST: i64 = DAY;

/// A guest plays for one hour (notice 34 of 2019, rule 1), in seconds.
pub const GUEST_QUOTA_S: i64 = 3_600;
/// A device gives one trial in 15 days (notice 34 of 2019, rule 1). Counted from its first use: our reading.
pub const GUEST_BAR: i64 = 15 * DAY;
/// 2021-09-01T00:00:00+08:00: from here on there is no guest trial (notice 14 of 2021, rule 2).
pub const GUESTS_END: i64 = 1_630_425_600_000;

/// The kind of a document, as the host calls it (ours).
pub const DOCUMENT_BYTES: usize = 64;
/// A stored state is below 2 KiB; longer text than this is none (ours).
pub const JSON_BYTES: usize = 64 * 1024;
