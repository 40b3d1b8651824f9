//! Two clocks, both the host's: wall time in Unix milliseconds and monotonic time in milliseconds from any
//! epoch. Calendar days are those of China, UTC+8 without exceptions.

use alloc::{format, string::String};
use core::fmt;

use crate::error::{Error, ErrorCode, Result};

/// Unix milliseconds.
pub type UnixMs = i64;
/// Milliseconds of a clock that never runs back; the host chooses its epoch.
pub type MonoMs = i64;

/// One second, in milliseconds.
pub const SECOND: i64 = 1_000;
/// One minute, in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour, in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day, in milliseconds.
pub const DAY: i64 = 24 * HOUR;
/// China's offset from UTC, in milliseconds. It has no daylight saving.
pub const UTC8: i64 = 8 * HOUR;

/// 2020-01-01T00:00:00+08:00: before it no message of this protocol existed.
pub const EARLIEST: UnixMs = 1_577_808_000_000;
/// 2100-01-01T00:00:00+08:00: past it a time is a unit error, not a date.
pub const LATEST: UnixMs = 4_102_416_000_000;

/// What both clocks of the host say at one instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Wall time, Unix milliseconds.
    pub unix: UnixMs,
    /// Monotonic time, milliseconds.
    pub mono: MonoMs,
}

/// Refuses a wall time outside 2020-2100, which is nearly always seconds or microseconds by mistake.
pub fn check_unix(unix: UnixMs) -> Result<()> {
    if (EARLIEST..LATEST).contains(&unix) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::BadTime,
        "the time is not between 2020 and 2100: pass Unix time in milliseconds, and check the clock",
    )
    .with_field("unix"))
}

/// A calendar day of China (UTC+8).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        let civil = jiff::civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        if year < 1 || civil.is_err() {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The day that holds this instant, in UTC+8. `None` outside the years 1 to 9999.
    pub fn of(unix: UnixMs) -> Option<Self> {
        let stamp = jiff::Timestamp::from_millisecond(unix.checked_add(UTC8)?).ok()?;
        let civil = jiff::tz::Offset::UTC.to_datetime(stamp).date();
        Self::new(civil.year().into(), civil.month().into(), civil.day().into())
    }

    /// Parses `YYYY-MM-DD` exactly.
    pub fn parse(text: &str) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0, |number, digit| {
                digit.is_ascii_digit().then(|| number * 10 + i32::from(digit - b'0'))
            })
        };
        Self::new(number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?)
    }

    /// The first instant of this day in UTC+8.
    pub fn start(self) -> UnixMs {
        let midnight = self.to_civil().map(|civil| civil.at(0, 0, 0, 0));
        let stamp = midnight.and_then(|midnight| jiff::tz::Offset::UTC.to_timestamp(midnight).ok());
        stamp.map_or(0, jiff::Timestamp::as_millisecond) - UTC8
    }

    /// The day `days` later (or earlier, when negative). `None` outside the calendar.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        Self::of(self.start().checked_add(i64::from(days).checked_mul(DAY)?)?)
    }

    /// `YYYY-MM-DD`.
    pub fn text(self) -> String {
        format!("{self}")
    }

    fn to_civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(
            i16::try_from(self.year).ok()?,
            i8::try_from(self.month).ok()?,
            i8::try_from(self.day).ok()?,
        )
        .ok()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

// A birth date is a person's data: Debug of a structure that holds one must not print it.
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Date(..)")
    }
}
