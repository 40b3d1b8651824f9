//! The rules once more, written from the notices and the authority's answers with nothing but comparisons.

use shiming_core::policy::{
    AgeRule, Base, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered,
    UnknownAge,
};

use super::days::{HOUR, Holidays, Ymd, day_of, is_leap};
use super::who::Who;

/// What the host's ledgers say, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Played {
    pub today: i64,
    pub guest: i64,
}

/// The profile wants an error on a day without a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoNotice;

/// Account, play, pay, report.
pub type Answers = [Result<bool, NoNotice>; 4];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Law {
    None,
    N34,
    N14,
}

pub fn law(profile: &Profile, unix: i64) -> Law {
    let today = day_of(unix).0;
    match profile.base {
        Base::Cn2019 => Law::N34,
        Base::Cn2021 => Law::N14,
        Base::Auto if today >= (2021, 9, 1) => Law::N14,
        Base::Auto if today >= (2019, 11, 1) => Law::N34,
        Base::Auto => Law::None,
    }
}

/// Full years: birthdays are counted one after the other.
pub fn age(birth: Ymd, today: Ymd, rule: AgeRule) -> i32 {
    let mut age = 0;
    while reached(birth, age + 1, today, rule) {
        age += 1;
    }
    age
}

fn reached((year, month, day): Ymd, age: i32, today: Ymd, rule: AgeRule) -> bool {
    let year = year + age;
    if (month, day) == (2, 29) && !is_leap(year) {
        return today >= (year, 3, 1);
    }
    match rule {
        AgeRule::NextDay => today > (year, month, day),
        AgeRule::Birthday => today >= (year, month, day),
    }
}

pub fn open(day: Ymd, weekday: i64, holidays: &Holidays, profile: &Profile) -> Result<bool, NoNotice> {
    let covered = holidays.covers(day);
    if !covered && profile.uncovered == Uncovered::Error {
        return Err(NoNotice);
    }
    if statutory(day, holidays) {
        return Ok(true);
    }
    if holidays.makeup.contains(&day) && profile.makeup == Makeup::Ban {
        return Ok(false);
    }
    if holidays.off.contains(&day) && profile.holidays == HolidayScope::OfficialBreak {
        return Ok(true);
    }
    if weekday == 5 {
        return Ok(true);
    }
    Ok(weekday > 5 && (covered || profile.uncovered == Uncovered::BestEffort))
}

fn statutory(day: Ymd, holidays: &Holidays) -> bool {
    if holidays.covers(day) || holidays.statutory.contains(&day) {
        return holidays.statutory.contains(&day);
    }
    [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)].contains(&(day.1, day.2))
        || (day.1, day.2) == (5, 2) && day.0 >= 2025
}

pub fn answers(who: &Who, profile: &Profile, holidays: &Holidays, played: Played, unix: i64) -> Answers {
    let of_age = |birth| by_age(birth, false, profile, holidays, played, unix);
    let nothing = [Ok(true), Ok(false), Ok(false), Ok(false)];
    let reported = |mut answers: Answers| {
        answers[3] = Ok(true);
        answers
    };
    let established = match who {
        Who::Verified { .. } | Who::Recheck { .. } => true,
        Who::Review { outcome, .. } => *outcome == "approved",
        _ => false,
    };
    // Who only claims to be a minor may still use the account.
    let account = |mut answers: Answers| {
        if !established {
            answers[0] = Ok(true);
        }
        answers
    };
    account(match who {
        Who::Unverified | Who::Failed => nothing,
        Who::Guest { used_s } => guest(played.guest.max(used_s * 1000), profile, unix),
        Who::Verified { birth } | Who::Recheck { birth, .. } => reported(of_age(*birth)),
        Who::Pending { claimed } | Who::Submitting { claimed, fault: None } => {
            pending(*claimed, profile, holidays, played, unix)
        }
        Who::Submitting { claimed, fault: Some(fault) } => {
            if unix - fault >= profile.fail_open_max_s * 1000 {
                return nothing;
            }
            pending(*claimed, profile, holidays, played, unix)
        }
        Who::Expired { claimed, since } => {
            if unix - since >= profile.pending_expired_grace_s * 1000 {
                return nothing;
            }
            pending(*claimed, profile, holidays, played, unix)
        }
        Who::Review { birth, outcome } => match *outcome {
            "approved" => of_age(*birth),
            "waiting" if profile.manual_waiting == ManualWaiting::ByDocumentAge => of_age(*birth),
            _ => nothing,
        },
    })
}

fn guest(used: i64, profile: &Profile, unix: i64) -> Answers {
    let trade = profile.service == Service::TradingPlatform;
    match law(profile, unix) {
        Law::None if trade => [Ok(true), Ok(false), Ok(false), Ok(true)],
        Law::N34 if trade => [Ok(true), Ok(false), Ok(false), Ok(true)],
        Law::None => [Ok(true); 4],
        Law::N34 => [Ok(true), Ok(used < HOUR), Ok(false), Ok(true)],
        Law::N14 => [Ok(true), Ok(false), Ok(false), Ok(false)],
    }
}

fn pending(claimed: Ymd, profile: &Profile, holidays: &Holidays, played: Played, unix: i64) -> Answers {
    match profile.pending {
        PendingPolicy::Block => [Ok(true), Ok(false), Ok(false), Ok(false)],
        PendingPolicy::FaqLiteral if profile.service == Service::TradingPlatform => {
            by_age(Some(claimed), false, profile, holidays, played, unix)
        }
        PendingPolicy::FaqLiteral => [Ok(true), Ok(true), Ok(true), Ok(false)],
        PendingPolicy::ByClaimedAge => by_age(Some(claimed), false, profile, holidays, played, unix),
        PendingPolicy::TreatAsMinor => by_age(Some(claimed), true, profile, holidays, played, unix),
    }
}

/// Somebody whose age decides; the report is left at no.
fn by_age(
    birth: Option<Ymd>,
    as_minor: bool,
    profile: &Profile,
    holidays: &Holidays,
    played: Played,
    unix: i64,
) -> Answers {
    let (today, weekday, hour) = day_of(unix);
    let years = match birth {
        Some(birth) => age(birth, today, profile.age),
        None if profile.unknown_age == UnknownAge::Adult => 1_000,
        None => 0,
    };
    let none = [Ok(true), Ok(false), Ok(false), Ok(false)];
    if profile.service == Service::TradingPlatform && years < 18 {
        return [Ok(false); 4];
    }
    let blocked = birth.is_none() && profile.unknown_age == UnknownAge::Block;
    if blocked || years < profile.minimum_age {
        return none;
    }
    let may_pay = years >= profile.no_pay_under;
    if law(profile, unix) == Law::None || years >= 18 && !as_minor {
        return [Ok(true), Ok(true), Ok(may_pay), Ok(false)];
    }
    let play = open(today, weekday, holidays, profile).map(|open| match law(profile, unix) {
        Law::N14 => open && (20 * HOUR..21 * HOUR).contains(&hour),
        _ => {
            let budget = if statutory(today, holidays) { 3 * HOUR } else { HOUR + HOUR / 2 };
            (8 * HOUR..22 * HOUR).contains(&hour) && played.today < budget
        }
    });
    let pay = match (may_pay && years >= 8, profile.minor_pay_in_window_only) {
        (false, _) => Ok(false),
        (true, true) => play,
        // The hour is looked at all the same, and with it the day.
        (true, false) => play.map(|_| true),
    };
    [Ok(true), play, pay, Ok(false)]
}
