//! Edges of the day, the year and the life, by name.

use shiming_core::policy::{
    Calendar, HolidayScope, PendingPolicy, Profile, Reason, Uncovered, Usage, Verdict, decide,
    decide_payment, play_windows,
};

use super::days::{Ymd, at, midnight};
use super::payments::pay;
use super::who::Who;

pub fn play(who: &Who, profile: &Profile, unix: i64) -> Verdict {
    decide(&who.state(), profile, &Calendar::official(), Usage::default(), unix).unwrap().play
}

fn child(profile: &Profile, unix: i64) -> Verdict {
    play(&Who::Verified { birth: Some((2012, 6, 15)) }, profile, unix)
}

fn may(day: Ymd, minutes: i64) -> bool {
    child(&Profile::cn2021(), at(day, 20, minutes)).allowed
}

#[test]
fn the_hour_begins_at_20_and_ends_before_21() {
    let start = at((2026, 11, 20), 20, 0);
    let end = at((2026, 11, 20), 21, 0);
    let ask = |unix| child(&Profile::cn2021(), unix).allowed;
    let answers = [start - 1, start, end - 1, end].map(ask);
    assert_eq!(answers, [false, true, true, false]);
}

#[test]
fn makeup_days_are_closed_and_fridays_after_a_break_open() {
    assert!(!may((2026, 2, 14), 30), "a make-up Saturday");
    assert!(!may((2021, 9, 26), 30), "a make-up Sunday");
    assert!(may((2021, 10, 8), 30), "an ordinary Friday after a break");
    let statutory = Profile { holidays: HolidayScope::StatutoryOnly, ..Profile::cn2021() };
    for swapped in [(2026, 5, 5), (2026, 2, 23)] {
        assert!(may(swapped, 30));
        assert!(!child(&statutory, at(swapped, 20, 30)).allowed);
    }
}

/// 除夕 is a holiday of the regulation only from 2025 on.
#[test]
fn new_years_eve_counts_from_2025() {
    let statutory = Profile { holidays: HolidayScope::StatutoryOnly, ..Profile::cn2021() };
    let ask = |day| child(&statutory, at(day, 20, 30)).allowed;
    assert!(ask((2025, 1, 28)) && ask((2026, 2, 16)));
    assert!(!ask((2022, 1, 31)), "a Monday");
    assert!(may((2024, 2, 9), 30) && ask((2024, 2, 9)), "a Friday");
    assert!(may((2022, 1, 31), 30), "a day of the official break");
}

/// In mid-session, at midnight, and for the sums of the month.
#[test]
fn turning_8_16_and_18() {
    let profile = Profile { minor_pay_in_window_only: false, ..Profile::cn2021() };
    for (age, before, after) in
        [(8, Some(0), Some(5_000)), (16, Some(5_000), Some(10_000)), (18, Some(10_000), None)]
    {
        for (birthday, turns) in
            [((2026, 11, 14), (2026, 11, 15)), ((2026, 12, 31), (2027, 1, 1)), ((2024, 2, 29), (2024, 3, 1))]
        {
            let birth = (birthday.0 - age, birthday.1, birthday.2);
            let Some(birth) = real(birth) else { continue };
            let midnight = midnight(turns);
            let most = |unix| pay(birth, &profile, 0, 1, unix).max_single_fen;
            assert_eq!((most(midnight - 1), most(midnight)), (before, after), "{age}");
            if age == 18 {
                let who = Who::Verified { birth: Some(birth) };
                let denied = play(&who, &Profile::cn2021(), midnight - 1);
                assert_eq!((denied.allowed, denied.next_open), (false, Some(midnight)));
                let adult = play(&who, &Profile::cn2021(), midnight);
                assert_eq!((adult.reason, adult.valid_until), (Reason::Adult, None));
            }
        }
    }
}

fn real(day: Ymd) -> Option<Ymd> {
    (super::days::day_of(midnight(day)).0 == day).then_some(day)
}

/// What was spent as a younger child counts against the higher limit.
#[test]
fn the_month_of_a_birthday_is_one_month() {
    let birth = (2010, 11, 14); // 16 from the 15th on
    let profile = Profile::cn2021();
    let friday = |day| at((2026, 11, day), 20, 30);
    assert_eq!(pay(birth, &profile, 20_000, 1, friday(13)).verdict.reason, Reason::MonthLimit);
    let after = pay(birth, &profile, 20_000, 10_000, friday(20));
    assert_eq!((after.verdict.allowed, after.month_left_fen), (true, Some(10_000)));
}

#[test]
fn born_on_29_february() {
    let who = Who::Verified { birth: Some((2008, 2, 29)) };
    for profile in
        [Profile::cn2021(), Profile { age: shiming_core::policy::AgeRule::Birthday, ..Profile::cn2021() }]
    {
        let first = midnight((2026, 3, 1));
        assert_eq!(play(&who, &profile, first).reason, Reason::Adult);
        assert_eq!(play(&who, &profile, first - 1).reason, Reason::MinorOutsideWindow);
    }
    // In a leap year the two readings differ by the day itself.
    let born = |profile: &Profile, day| pay((2012, 2, 29), profile, 0, 1, at(day, 20, 30)).max_single_fen;
    let birthday = Profile {
        age: shiming_core::policy::AgeRule::Birthday,
        minor_pay_in_window_only: false,
        ..Profile::cn2021()
    };
    let next_day = Profile { minor_pay_in_window_only: false, ..Profile::cn2021() };
    assert_eq!(born(&birthday, (2028, 2, 29)), Some(10_000));
    assert_eq!((born(&next_day, (2028, 2, 29)), born(&next_day, (2028, 3, 1))), (Some(5_000), Some(10_000)));
}

#[test]
fn a_pending_minor_at_three_in_the_morning() {
    let who = Who::Pending { claimed: (2012, 6, 15) };
    let three = at((2026, 11, 19), 3, 0);
    let reason = |pending| {
        let verdict = play(&who, &Profile { pending, ..Profile::cn2021() }, three);
        (verdict.allowed, verdict.reason, verdict.rule_id.name())
    };
    assert_eq!(reason(PendingPolicy::ByClaimedAge), (false, Reason::MinorOutsideWindow, "N2021-1"));
    assert_eq!(reason(PendingPolicy::FaqLiteral), (true, Reason::PendingUnrestricted, "Q144"));
    assert_eq!(reason(PendingPolicy::TreatAsMinor), (false, Reason::MinorOutsideWindow, "N2021-1"));
    assert_eq!(reason(PendingPolicy::Block), (false, Reason::PendingBlocked, "host"));
}

/// Before 8 o'clock nothing is used up: the budget of 34号 begins with the day's first minute of play.
#[test]
fn before_eight_the_budget_does_not_run() {
    for (hour, minute) in [(0, 0), (6, 0), (7, 59)] {
        let verdict = child(&Profile::cn2019(), at((2020, 6, 1), hour, minute));
        assert_eq!(verdict.reason, Reason::NightCurfew);
        assert_eq!(verdict.next_open, Some(at((2020, 6, 1), 8, 0)), "asked at {hour}:{minute:02}");
    }
}

/// A year without a notice is flagged, and never silently closed or open.
#[test]
fn days_without_a_notice_say_so() {
    let ask = |day, uncovered| {
        let profile = Profile { uncovered, ..Profile::cn2021() };
        let state = Who::Verified { birth: Some((2016, 6, 15)) }.state();
        decide(&state, &profile, &Calendar::official(), Usage::default(), at(day, 20, 30))
            .map(|decision| decision.play.allowed)
    };
    for holiday in [(2027, 1, 1), (2027, 5, 1), (2027, 5, 2), (2027, 10, 1), (2028, 10, 3)] {
        assert_eq!(ask(holiday, Uncovered::BestEffort), Ok(true));
        assert_eq!(ask(holiday, Uncovered::Strict), Ok(true));
    }
    let saturday = (2027, 3, 6);
    assert_eq!(ask(saturday, Uncovered::BestEffort), Ok(true));
    assert_eq!(ask(saturday, Uncovered::Strict), Ok(false));
    let error = ask(saturday, Uncovered::Error).unwrap_err();
    assert!(error.detail.contains("2027-03-06"), "{error}");
    for (year, month, covered) in [(2027, 3, 0), (2026, 12, 28), (2026, 11, 30), (2018, 12, 0)] {
        let days = play_windows(year, month, &Profile::cn2021(), &Calendar::official()).unwrap();
        assert_eq!(days.iter().filter(|day| day.covered).count(), covered, "{year}-{month}");
    }
}

/// Two accounts of one person: the host's ledger is of the person, so the second sees what the first spent, and
/// both end at the same instant.
#[test]
fn one_person_with_two_accounts() {
    let friday = at((2026, 11, 20), 20, 30);
    let birth = Some((2012, 6, 15));
    let one = Who::Verified { birth };
    let two = Who::Recheck { birth, claimed: (1990, 1, 1), phase: "pending" };
    let end = |who| play(who, &Profile::cn2021(), friday).valid_until;
    assert_eq!(end(&one), Some(at((2026, 11, 20), 21, 0)));
    assert_eq!(end(&one), end(&two));
    let pay = |who: &Who, spent| {
        decide_payment(&who.state(), &Profile::cn2021(), &Calendar::official(), spent, 5_000, friday).unwrap()
    };
    assert!(pay(&one, 15_000).verdict.allowed);
    assert_eq!(pay(&two, 20_000).verdict.reason, Reason::MonthLimit);
    let used = Usage { played_today_s: 5_400, guest_used_s: 0 };
    for who in [one, two] {
        let decision = decide(&who.state(), &Profile::cn2019(), &Calendar::official(), used, friday).unwrap();
        assert_eq!(decision.play.reason, Reason::MinorTimeUsed);
    }
}
