//! Sums: no history of allowed payments goes over a limit, over months and birthdays.

use std::collections::BTreeMap;

use proptest::prelude::*;
use shiming_core::policy::{Calendar, Payment, Profile, Reason, decide_payment};

use super::days::{DAY, HOUR, Ymd, at, day_of, midnight};
use super::oracle::age;
use super::who::Who;

/// 34号, three: the most for one payment and for a month, fen.
fn caps(years: i32) -> Option<(i64, i64)> {
    match years {
        ..8 => Some((0, 0)),
        8..16 => Some((5_000, 20_000)),
        16..18 => Some((10_000, 40_000)),
        _ => None,
    }
}

pub fn pay(birth: Ymd, profile: &Profile, spent: i64, fen: i64, unix: i64) -> Payment {
    let state = Who::Verified { birth: Some(birth) }.state();
    decide_payment(&state, profile, &Calendar::official(), spent, fen, unix).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The ledger is kept as the documentation says: one sum a month, raised with every allowed payment.
    #[test]
    fn no_history_exceeds_a_limit(
        start in 1_640_966_400_000_i64..1_767_196_800_000,
        years in 6_i32..19,
        birthday in -20_i64..60,
        in_window in any::<bool>(),
        payments in prop::collection::vec((0_i64..3 * DAY, prop_oneof![
            Just(1), Just(5_000), Just(5_001), Just(10_000), Just(10_001), 1_i64..12_000
        ]), 1..120),
    ) {
        let (year, month, day) = day_of(start + birthday * DAY).0;
        let birth = day_of(midnight((year - years, month, day))).0;
        let profile = Profile { minor_pay_in_window_only: in_window, ..Profile::cn2021() };
        let mut ledger: BTreeMap<(i32, i32), i64> = BTreeMap::new();
        let mut now = start;
        for (wait, fen) in payments {
            now += wait;
            // Half of the payments are tried in the evening, or nearly none would be allowed.
            let tried = if wait % 2 == 0 { at(day_of(now).0, 20, 30) } else { now };
            let (year, month, _) = day_of(tried).0;
            let spent = ledger.entry((year, month)).or_default();
            let payment = pay(birth, &profile, *spent, fen, tried);
            let years = age(birth, day_of(tried).0, profile.age);
            if payment.verdict.allowed {
                *spent += fen;
                if let Some((single, month)) = caps(years) {
                    prop_assert!(fen <= single && *spent <= month, "{} of {} at {}", fen, spent, years);
                    prop_assert_eq!(payment.month_left_fen, Some(month - *spent));
                }
                prop_assert!(payment.max_single_fen.is_none_or(|most| fen <= most));
            } else {
                prop_assert_ne!(payment.verdict.valid_until, Some(tried));
                // Refused by sum alone: one fen less than `max_single_fen` says is always allowed.
                let most = payment.max_single_fen.unwrap();
                prop_assert!(fen > most);
                prop_assert_eq!(payment.month_left_fen, caps(years).map(|(_, month)| (month - *spent).max(0)));
                if most > 0 {
                    prop_assert!(pay(birth, &profile, *spent, most, tried).verdict.allowed);
                    prop_assert!(!pay(birth, &profile, *spent, most + 1, tried).verdict.allowed);
                }
            }
        }
    }

    /// A refused sum is allowed when it says so, with the ledger of that month.
    #[test]
    fn a_refusal_ends_when_it_says(years in 7_i32..18, days in 0_i64..366, spent in 0_i64..45_000, fen in 1_i64..11_000, hour in 0_i64..9_000) {
        let now = at((2024, 1, 1), 0, 30) + hour * HOUR;
        let (year, month, day) = day_of(now - days * DAY).0;
        let birth = day_of(midnight((year - years, month, day))).0;
        let payment = pay(birth, &Profile::cn2021(), spent, fen, now);
        let spent_at = |at| if day_of(at).0.1 == day_of(now).0.1 && at - now < 40 * DAY { spent } else { 0 };
        if let Some(until) = payment.verdict.valid_until {
            let then = pay(birth, &Profile::cn2021(), spent_at(until), fen, until);
            prop_assert_eq!(then.verdict.allowed, !payment.verdict.allowed);
            // Nothing before it: the hours of every evening on the way.
            let evenings = (0..).map(|count| at(day_of(now).0, 20, 0) + count * DAY);
            for evening in evenings.take_while(|at| *at < until.min(now + 400 * DAY)).filter(|at| *at >= now) {
                let then = pay(birth, &Profile::cn2021(), spent_at(evening), fen, evening);
                prop_assert_eq!(then.verdict.allowed, payment.verdict.allowed, "at {}", evening);
            }
        }
    }
}

/// Many small payments reach the limit of the month, and not a fen more.
#[test]
fn many_small_payments_reach_the_month_and_no_more() {
    let friday = at((2026, 11, 20), 20, 30);
    for (birth, single, month) in [((2014, 6, 15), 5_000, 20_000), ((2009, 6, 15), 10_000, 40_000)] {
        for step in [1_300, 4_999, single] {
            let mut spent = 0;
            while pay(birth, &Profile::cn2021(), spent, step, friday).verdict.allowed {
                spent += step;
            }
            assert!(spent <= month && spent + step > month);
            let left = pay(birth, &Profile::cn2021(), spent, step, friday);
            assert_eq!(left.verdict.reason, Reason::MonthLimit);
            assert_eq!(left.month_left_fen, Some(month - spent));
            assert_eq!(left.max_single_fen, Some((month - spent).min(single)));
        }
    }
}

/// Two orders that are judged on the same ledger both pass; judged one after the other, as the documentation has it, only one.
#[test]
fn reservations_in_turn_do_not_overspend() {
    let friday = at((2026, 11, 20), 20, 30);
    let judge = |spent| pay((2014, 6, 15), &Profile::cn2021(), spent, 4_000, friday).verdict;
    assert!(judge(14_000).allowed);
    assert!(!judge(14_000 + 4_000).allowed, "the second sees the first");
    assert_eq!(judge(18_000).reason, Reason::MonthLimit);
    // A refund lowers the row.
    assert!(judge(18_000 - 4_000).allowed);
}

/// The month is that of Beijing.
#[test]
fn months_begin_at_midnight_of_beijing() {
    let profile = Profile { minor_pay_in_window_only: false, ..Profile::cn2021() };
    let november = at((2026, 12, 1), 0, 0);
    let refused = pay((2014, 6, 15), &profile, 20_000, 100, november - 1);
    assert_eq!(refused.verdict.reason, Reason::MonthLimit);
    assert_eq!(refused.verdict.next_open, Some(november));
    let new_year = pay((2014, 6, 15), &profile, 20_000, 100, at((2027, 1, 1), 0, 0) - 1);
    assert_eq!(new_year.verdict.next_open, Some(at((2027, 1, 1), 0, 0)));
}
