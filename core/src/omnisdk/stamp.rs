//! `ts`: `yyyyMMddHHmmss` at a fixed offset from UTC, never at the machine's own.

use alloc::{format, string::String};

use jiff::civil::DateTime;
use jiff::{Timestamp, tz::Offset};

use crate::error::{Error, ErrorCode, Result};
use crate::time::{SECOND, UnixMs};

/// The time as the vendor writes it, milliseconds cut off.
pub(super) fn format(unix: UnixMs, offset_minutes: i32) -> Result<String> {
    let local = (unix >= 0).then(|| unix.div_euclid(SECOND).checked_add(seconds(offset_minutes))).flatten();
    let time = local.and_then(|local| Timestamp::from_second(local).ok()).ok_or_else(|| {
        Error::new(
            ErrorCode::BadTime,
            "pass Unix time in milliseconds, not negative and before the year 9999",
        )
        .with_field("unix")
    })?;
    let time = Offset::UTC.to_datetime(time);
    Ok(format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    ))
}

/// The instant of exactly 14 digits that name one since 1970.
pub(super) fn parse(text: &str, offset_minutes: i32) -> Option<UnixMs> {
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i8>().ok();
    let year = text.get(..4)?.parse::<i16>().ok()?;
    let time =
        DateTime::new(year, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14)?, 0).ok()?;
    let utc = Offset::UTC.to_timestamp(time).ok()?.as_second().checked_sub(seconds(offset_minutes))?;
    utc.checked_mul(SECOND).filter(|unix| *unix >= 0)
}

fn seconds(offset_minutes: i32) -> i64 {
    i64::from(offset_minutes) * 60
}
