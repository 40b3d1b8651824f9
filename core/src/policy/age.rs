//! When a person turns an age.

use super::AgeRule;
use crate::error::{Error, ErrorCode, Result};
use crate::time::{DAY, Date, UnixMs};

/// The age in full years at `unix`, in UTC+8: 0 from the day of birth.
///
/// Neither notice says when a person turns 18. With [`AgeRule::NextDay`] it is the first instant after the birthday (the reading of
/// 民法典 articles 201 and 202, and the stricter one), with [`AgeRule::Birthday`] the first instant of it. Who was born on 29
/// February turns an age on 1 March under the first, and in common years under the second.
///
/// ```
/// use shiming_core::Date;
/// use shiming_core::policy::{AgeRule, age_on};
/// let (birth, birthday) = (Date::new(2008, 11, 21).unwrap(), 1_795_190_400_000); // 2026-11-21T00:00+08:00
/// assert_eq!(age_on(birth, birthday, AgeRule::NextDay), Ok(17));
/// assert_eq!(age_on(birth, birthday, AgeRule::Birthday), Ok(18));
/// ```
///
/// # Errors
/// `bad_time` for a time outside the calendar; `invalid_parameter` before the day of birth.
pub fn age_on(birth: Date, unix: UnixMs, rule: AgeRule) -> Result<i32> {
    let today = day_of(unix)?;
    if today < birth {
        return Err(Error::new(
            ErrorCode::InvalidParameter,
            "the birth date lies after the time: check both, and that the time is in milliseconds",
        )
        .with_field("birth"));
    }
    let years = today.year - birth.year;
    let reached = turns(birth, years, rule).is_some_and(|at| at <= unix);
    Ok(if reached { years } else { (years - 1).max(0) })
}

/// The first instant at which a person of this birth date is `age` years old.
pub(super) fn turns(birth: Date, age: i32, rule: AgeRule) -> Option<UnixMs> {
    let year = birth.year.checked_add(age)?;
    match (Date::new(year, birth.month, birth.day), rule) {
        (Some(birthday), AgeRule::Birthday) => Some(birthday.start()),
        (Some(birthday), AgeRule::NextDay) => birthday.start().checked_add(DAY),
        // 29 February in a common year. The month's last day stands in for it (民法典 202), so the next day is 1 March.
        (None, _) => Some(Date::new(year, 3, 1)?.start()),
    }
}

/// The day of an instant, which must not be negative.
pub(super) fn day_of(unix: UnixMs) -> Result<Date> {
    let day = if unix < 0 { None } else { Date::of(unix) };
    day.ok_or_else(|| {
        Error::new(ErrorCode::BadTime, "the time is outside the calendar: pass Unix time in milliseconds")
            .with_field("unix")
    })
}
