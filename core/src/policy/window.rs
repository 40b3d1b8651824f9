//! When minors may play, for display.

use alloc::vec::Vec;

use super::calendar::Day;
use super::case::{Case, OF_AGE};
use super::hours::{day, uncovered};
use super::law::Law;
use super::standing::Standing;
use super::{Calendar, Profile, Reason, Service, Usage};
use crate::account::AccountState;
use crate::error::{Error, ErrorCode, Result};
use crate::names::names;
use crate::policy::age::turns;
use crate::time::{Date, UnixMs};

/// A time at which a player may play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayWindow {
    /// The first instant, Unix ms; it may lie in the past, when the window is open now.
    pub start: UnixMs,
    /// The first instant after it; none from the day on which the player is of age.
    pub end: Option<UnixMs>,
    /// Whether a notice of the State Council covers the day. Without one, weekends may turn out to be make-up workdays.
    pub covered: bool,
}

/// One day for minors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlayDay {
    /// The day, UTC+8.
    pub date: Date,
    /// Whether minors may play on it, at their hours.
    pub open: bool,
    /// Why.
    pub reason: DayReason,
    /// Whether a notice of the State Council covers it.
    pub covered: bool,
}

/// Why a day is open or closed to minors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayReason {
    /// 法定节假日 by the holiday regulation.
    StatutoryHoliday,
    /// Another day of a break that the State Council declares.
    OfficialBreak,
    /// Friday.
    Friday,
    /// Saturday or Sunday.
    Weekend,
    /// Saturday or Sunday, but a workday (调休).
    MakeupWorkday,
    /// Monday to Thursday.
    Workday,
    /// Every day, from 8 to 22 o'clock, an hour and a half (34号).
    OrdinaryDay,
    /// Every hour: no law yet, or a trading platform, which is closed to minors always.
    Always,
}

names!(DayReason {
    StatutoryHoliday = "statutory_holiday",
    OfficialBreak = "official_break",
    Friday = "friday",
    Weekend = "weekend",
    MakeupWorkday = "makeup_workday",
    Workday = "workday",
    OrdinaryDay = "ordinary_day",
    Always = "always",
});

/// The window in which this player may play now, or else the next one; none when no hour is closed to the player.
///
/// When the player comes of age before the next window, it begins at that midnight and has no end. Hours used up under 34号 are
/// not looked at: [`crate::policy::decide`] does.
///
/// ```
/// use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
/// use shiming_core::policy::{Calendar, Profile, next_play_window};
/// use shiming_core::{Date, Now};
/// let thursday = 1_795_091_400_000; // 2026-11-19T20:30+08:00
/// let pi = "1i0k5l00000000000000000000000000000000".to_string();
/// let link = AccountEvent::LinkPerson { pi, birth: Date::new(2012, 6, 15), source: PersonSource::Own };
/// let now = Now { unix: thursday, mono: 0 };
/// let state = account_apply(&AccountState::new(), &link, None, now, &AccountOptions::default()).unwrap().state;
/// let window = next_play_window(&state, &Profile::auto(), &Calendar::official(), thursday).unwrap().unwrap();
/// assert_eq!((window.start, window.end), (1_795_176_000_000, Some(1_795_179_600_000))); // Friday, 20 to 21
/// ```
///
/// # Errors
/// `invalid_state` for one who may never play as things stand (not verified, failed, blocked, a guest today), and when the state's rights
/// end before the next window; otherwise as
/// [`crate::policy::decide`].
pub fn next_play_window(
    state: &AccountState,
    profile: &Profile,
    calendar: &Calendar,
    unix: UnixMs,
) -> Result<Option<PlayWindow>> {
    let case = Case::new(Some(state), profile, calendar, Usage::default(), unix)?;
    let person = match case.standing(unix) {
        Standing::Free(_) => return Ok(None),
        Standing::Guest(_) if profile.allows_guests(unix) => return Ok(None),
        Standing::Guest(_) | Standing::Nobody(_) => return Err(never()),
        Standing::Person(person) => person,
    };
    // From here on nothing bars the player but the hour.
    let mut from = unix;
    if let Some(barred) = case.barred(person, unix) {
        let age = if barred.reason == Reason::TradingPlatform { OF_AGE } else { profile.minimum_age };
        let age =
            if profile.service == Service::TradingPlatform { age.max(profile.minimum_age) } else { age };
        from = person.birth.and_then(|birth| turns(birth, age, profile.age)).ok_or_else(never)?;
    }
    // The clock may end a state's rights before (fail-open, the grace of an expired attempt).
    let lasts = |start: UnixMs| match case.play(start.max(unix))? {
        finding if finding.allowed => Ok(()),
        _ => Err(never()),
    };
    if case.free(person, from).is_some() {
        lasts(from)?;
        let covered = day(from)?.judge(calendar, profile).is_some_and(|judged| judged.covered);
        return Ok((from > unix).then_some(PlayWindow { start: from, end: None, covered }));
    }
    // An uncovered day now is an error where the profile wants one; on the way it only ends the search.
    let today = day(from)?;
    today.judge(calendar, profile).ok_or_else(|| uncovered(today.date))?;
    let of_age =
        person.birth.filter(|_| !person.as_minor).and_then(|birth| turns(birth, OF_AGE, profile.age));
    let hours = case.hours_from(from);
    let Some(start) = [hours.map(|hours| hours.0), of_age].into_iter().flatten().min() else {
        return Err(never());
    };
    lasts(start)?;
    let end = hours.filter(|hours| hours.0 == start).map(|hours| hours.1);
    let covered = day(start)?.judge(calendar, profile).is_some_and(|judged| judged.covered);
    Ok(Some(PlayWindow { start, end, covered }))
}

/// The days of a month as minors have them, for a calendar to show.
///
/// ```
/// use shiming_core::policy::{Calendar, DayReason, Profile, play_windows};
/// let days = play_windows(2026, 2, &Profile::auto(), &Calendar::official()).unwrap();
/// assert_eq!((days[13].open, days[13].reason), (false, DayReason::MakeupWorkday)); // a Saturday before the Spring Festival
/// assert_eq!(days.iter().filter(|day| day.open).count(), 15);
/// ```
///
/// # Errors
/// `invalid_parameter` for a month that is none (years 1970 to 9998); `invalid_calendar` on a day without a notice, if the profile says `uncovered:
/// error`.
pub fn play_windows(year: i32, month: i32, profile: &Profile, calendar: &Calendar) -> Result<Vec<PlayDay>> {
    let first =
        Date::new(year, month, 1).filter(|date| (1970..=9998).contains(&date.year)).ok_or_else(|| {
            let field = if (1..=12).contains(&month) { "year" } else { "month" };
            Error::new(ErrorCode::InvalidParameter, "pass a year from 1970 to 9998 and a month from 1 to 12")
                .with_field(field)
        })?;
    let mut days = Vec::with_capacity(31);
    let mut next = Day::of(first.start());
    while let Some(day) = next.filter(|day| day.date.month == month) {
        let judged = day.judge(calendar, profile).ok_or_else(|| uncovered(day.date))?;
        let (open, reason) = match profile.law(day.start()) {
            _ if profile.service == Service::TradingPlatform => (false, DayReason::Always),
            Law::None => (true, DayReason::Always),
            Law::Cn2019 if day.is_long(calendar) => (true, DayReason::StatutoryHoliday),
            Law::Cn2019 => (true, DayReason::OrdinaryDay),
            Law::Cn2021 => (judged.open, judged.reason),
        };
        days.push(PlayDay { date: day.date, open, reason, covered: judged.covered });
        next = day.next();
    }
    Ok(days)
}

fn never() -> Error {
    Error::new(
        ErrorCode::InvalidState,
        "no hour is open to this player as things stand: decide says why, and what has to happen first",
    )
    .with_field("state")
}
