//! The hours at which minors may play.

use super::calendar::Day;
use super::case::Case;
use super::law::Law;
use super::verdict::{Finding, no, yes};
use super::{Reason, Rule};
use crate::error::{Error, ErrorCode, Result};
use crate::time::{Date, HOUR, SECOND, UnixMs};

/// 14号, one: from 20:00 to 21:00, the end excluded.
pub(super) const OPEN_2021: (i64, i64) = (20 * HOUR, 21 * HOUR);
/// 34号, two: no service from 22:00 to 8:00.
pub(super) const OPEN_2019: (i64, i64) = (8 * HOUR, 22 * HOUR);
/// 34号, two: three hours on statutory holidays, an hour and a half on other days; seconds.
const BUDGET_2019: (i64, i64) = (3 * 3_600, 5_400);
/// An open day is looked for so far ahead. No official calendar closes seven days in a row.
const SIGHT: usize = 14;

impl Case<'_> {
    /// Whether a minor may play at this instant.
    pub(super) fn minor(&self, at: UnixMs) -> Result<Finding> {
        let day = day(at)?;
        let open = day.judge(self.calendar, self.profile).ok_or_else(|| uncovered(day.date))?.open;
        let hour = at - day.start();
        Ok(match self.profile.law(at) {
            Law::None => yes(Reason::UnrestrictedProfile, Rule::Host),
            Law::Cn2021 if open && within(OPEN_2021, hour) => yes(Reason::MinorInWindow, Rule::N2021x1),
            Law::Cn2021 => no(Reason::MinorOutsideWindow, Rule::N2021x1),
            Law::Cn2019 if !within(OPEN_2019, hour) => no(Reason::NightCurfew, Rule::N2019x2),
            Law::Cn2019 if self.day_used_up().is_some_and(|used| used <= at && at < self.midnight()) => {
                no(Reason::MinorTimeUsed, Rule::N2019x2)
            }
            Law::Cn2019 => yes(Reason::MinorInWindow, Rule::N2019x2),
        })
    }

    /// When the day's time is used up under 34号 if the player plays on, before 8 o'clock from then on; it may lie in the past.
    pub(super) fn day_used_up(&self) -> Option<UnixMs> {
        if self.profile.law(self.now) != Law::Cn2019 {
            return None;
        }
        let day = Day::of(self.now)?;
        let budget = if day.is_long(self.calendar) { BUDGET_2019.0 } else { BUDGET_2019.1 };
        let left = budget.saturating_sub(self.usage.played_today_s).max(0);
        let from = self.now.max(day.start().checked_add(OPEN_2019.0)?);
        from.checked_add(left.checked_mul(SECOND)?)
    }

    fn midnight(&self) -> UnixMs {
        Day::of(self.now).and_then(Day::next).map_or(UnixMs::MAX, Day::start)
    }

    /// The next beginning or end of a minor's hours.
    pub(super) fn next_edge(&self, after: UnixMs) -> Option<UnixMs> {
        let (start, end) = self.hours_from(after)?;
        Some(if start > after { start } else { end })
    }

    /// The hours that are running, or else the next ones.
    pub(super) fn hours_from(&self, at: UnixMs) -> Option<(UnixMs, UnixMs)> {
        let mut day = Day::of(at)?;
        for _ in 0..=SIGHT {
            let (open, hours) = match self.profile.law(day.start()) {
                Law::None => return None,
                Law::Cn2019 => (true, OPEN_2019),
                Law::Cn2021 => (day.judge(self.calendar, self.profile)?.open, OPEN_2021),
            };
            let (start, end) = (day.start().checked_add(hours.0)?, day.start().checked_add(hours.1)?);
            if open && at < end {
                return Some((start, end));
            }
            day = day.next()?;
        }
        None
    }
}

fn within(hours: (i64, i64), hour: i64) -> bool {
    (hours.0..hours.1).contains(&hour)
}

pub(super) fn day(at: UnixMs) -> Result<Day> {
    Day::of(at).ok_or_else(|| {
        Error::new(ErrorCode::BadTime, "the time is outside the calendar: pass Unix time in milliseconds")
            .with_field("unix")
    })
}

/// The profile wants an error where no notice is loaded.
pub(super) fn uncovered(date: Date) -> Error {
    let text = alloc::format!(
        "{date} is in no calendar that is loaded: load the State Council's notice for it, or set uncovered to best_effort"
    );
    Error::new(ErrorCode::InvalidCalendar, text).with_field("calendar")
}
