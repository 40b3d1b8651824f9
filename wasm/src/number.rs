//! Numbers, to and from JavaScript.

use shiming_core::Now;

/// A whole number that JavaScript checked with `Number.isSafeInteger`: no such number is changed by this conversion.
#[allow(clippy::cast_possible_truncation, reason = "saturates, and every safe integer fits")]
pub(crate) fn int(value: f64) -> i64 {
    value as i64
}

/// Both clocks.
pub(crate) fn now(unix: f64, mono: f64) -> Now {
    Now { unix: int(unix), mono: int(mono) }
}

/// A number on its way to JavaScript; times and sequence numbers stay below 2^53.
#[allow(clippy::cast_precision_loss, reason = "the core's numbers stay below 10^14")]
pub(crate) fn number(value: i64) -> f64 {
    value as f64
}
