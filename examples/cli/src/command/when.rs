//! Instants: read from the command line, shown as China reads its clocks.

use shiming_core::time::{DAY, Date, HOUR, MINUTE, SECOND, UTC8};
use shiming_core::{Error, ErrorCode, Result};

use super::lang::{Lang, Text, text};

const WEEKDAYS: [Text; 7] = [
    text("周一", "Mon"),
    text("周二", "Tue"),
    text("周三", "Wed"),
    text("周四", "Thu"),
    text("周五", "Fri"),
    text("周六", "Sat"),
    text("周日", "Sun"),
];

/// Unix milliseconds from RFC 3339, from a date and time without an offset (UTC+8), or from digits.
pub(super) fn instant(text: &str) -> Result<i64> {
    let digits = text.parse().ok();
    let stamp = || text.parse::<jiff::Timestamp>().ok();
    // A bare date and time is China's: whoever asks about 20:30 means the players' clock.
    let local = || {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        jiff::tz::Offset::constant(8).to_timestamp(civil).ok()
    };
    digits.or_else(|| stamp().or_else(local).map(jiff::Timestamp::as_millisecond)).ok_or_else(|| {
        let detail = "write 2026-11-20T20:30:00+08:00, 2026-11-20T20:30 (UTC+8), or Unix milliseconds";
        Error::new(ErrorCode::BadTime, detail).with_field("at")
    })
}

/// From Monday, 0, to Sunday, 6.
pub(super) fn weekday(date: Date) -> usize {
    // 1970-01-01 was a Thursday.
    let days = (date.start() + UTC8).div_euclid(DAY) + 3;
    days.rem_euclid(7) as usize
}

/// The name of the day's weekday.
pub(super) fn weekday_name(date: Date, lang: Lang) -> &'static str {
    WEEKDAYS[weekday(date)].to(lang)
}

/// `2026-11-20 Fri 20:30`, in UTC+8; seconds only where there are some.
pub(super) fn show(unix: i64, lang: Lang) -> String {
    let Some(date) = Date::of(unix) else { return unix.to_string() };
    let clock = unix - date.start();
    let (hour, minute, second) = (clock / HOUR, clock % HOUR / MINUTE, clock % MINUTE / SECOND);
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    format!("{date} {} {hour:02}:{minute:02}{seconds}", weekday_name(date, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_has_many_spellings() {
        for text in [
            "1795177800000",
            "2026-11-20T20:30:00+08:00",
            "2026-11-20T12:30:00Z",
            "2026-11-20T20:30",
            "2026-11-20 20:30:00",
        ] {
            assert_eq!(instant(text), Ok(1_795_177_800_000), "{text}");
        }
        for text in ["", "20:30", "2026-11-31T20:30", "tomorrow", "2026-11-20T25:00"] {
            assert_eq!(instant(text).map_err(|error| error.code), Err(ErrorCode::BadTime), "{text}");
        }
    }

    #[test]
    fn instants_are_shown_in_china() {
        assert_eq!(show(1_795_177_800_000, Lang::En), "2026-11-20 Fri 20:30");
        assert_eq!(show(1_795_179_599_999, Lang::Zh), "2026-11-20 周五 20:59:59");
    }
}
