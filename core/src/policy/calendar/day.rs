//! One day under a profile: is it one on which minors may play, and why.

use super::Calendar;
use crate::policy::{DayReason, HolidayScope, Makeup, Profile, Uncovered};
use crate::time::{DAY, Date, UTC8, UnixMs};

/// Of the days of a week that begins on Monday, from 0.
const FRIDAY: i64 = 4;

/// A day of China, by its number since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Day {
    number: i64,
    pub(in crate::policy) date: Date,
}

/// What a profile makes of a day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Judged {
    pub(in crate::policy) open: bool,
    pub(in crate::policy) reason: DayReason,
    pub(in crate::policy) covered: bool,
}

impl Day {
    /// The day that holds this instant; none outside the calendar.
    pub(in crate::policy) fn of(unix: UnixMs) -> Option<Self> {
        let number = unix.checked_add(UTC8)?.div_euclid(DAY);
        Some(Self { number, date: Date::of(unix)? })
    }

    /// Its first instant.
    pub(in crate::policy) fn start(self) -> UnixMs {
        self.number.saturating_mul(DAY).saturating_sub(UTC8)
    }

    pub(in crate::policy) fn next(self) -> Option<Self> {
        if self.date.day < 28 {
            let date = Date { day: self.date.day + 1, ..self.date };
            return Some(Self { number: self.number + 1, date });
        }
        Self::of(self.start().checked_add(DAY)?)
    }

    /// Monday is 0. 1970-01-01 was a Thursday.
    fn weekday(self) -> i64 {
        (self.number + 3).rem_euclid(7)
    }

    pub(super) fn is_weekend(self) -> bool {
        self.weekday() > FRIDAY
    }

    /// Whether minors may play on this day under 14号. None on an uncovered day where the profile wants an error.
    pub(in crate::policy) fn judge(self, calendar: &Calendar, profile: &Profile) -> Option<Judged> {
        let mark = calendar.mark(self.date);
        let weekday = self.weekday();
        let judged = |open, reason| Some(Judged { open, reason, covered: mark.covered });
        if !mark.covered && profile.uncovered == Uncovered::Error {
            return None;
        }
        let fixed = !mark.covered && is_fixed_holiday(self.date);
        if mark.statutory || fixed {
            return judged(true, DayReason::StatutoryHoliday);
        }
        if mark.makeup && profile.makeup == Makeup::Ban {
            return judged(false, DayReason::MakeupWorkday);
        }
        if mark.off && profile.holidays == HolidayScope::OfficialBreak {
            return judged(true, DayReason::OfficialBreak);
        }
        match weekday {
            FRIDAY => judged(true, DayReason::Friday),
            // It may turn out to be a make-up workday.
            weekend if weekend > FRIDAY => {
                let strict = !mark.covered && profile.uncovered == Uncovered::Strict;
                judged(!strict, DayReason::Weekend)
            }
            _ => judged(false, DayReason::Workday),
        }
    }

    /// Whether 34号 gives three hours on this day: its 法定节假日, of which weekends are none.
    pub(in crate::policy) fn is_long(self, calendar: &Calendar) -> bool {
        let mark = calendar.mark(self.date);
        mark.statutory || !mark.covered && is_fixed_holiday(self.date)
    }
}

/// Days that are statutory holidays in every year since 2025, whatever the notice says.
pub(super) fn is_fixed_holiday(date: Date) -> bool {
    match (date.month, date.day) {
        (1 | 5, 1) | (10, 1..=3) => true,
        (5, 2) => date.year >= 2025,
        _ => false,
    }
}
