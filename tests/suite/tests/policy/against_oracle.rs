//! Every verdict as the second reading has it.

use proptest::prelude::*;
use shiming_core::policy::{AgeRule, age_on, decide, play_windows};
use shiming_core::{Date, ErrorCode};

use super::days::{day_of, midnight, text};
use super::oracle::{self, Law, NoNotice, law};
use super::strategies::{Question, calendar, profile, question, time};

/// The four answers of core, or the error of an uncovered day.
pub fn decided(question: &Question, now: i64) -> Result<[bool; 4], NoNotice> {
    let decision = decide(&question.who.state(), &question.profile, &question.calendar, question.usage, now);
    match decision {
        Ok(of) => Ok([of.account, of.play, of.pay, of.report].map(|verdict| verdict.allowed)),
        Err(error) => {
            assert_eq!(error.code, ErrorCode::InvalidCalendar, "{error}");
            assert!(error.detail.contains(&text(day_of(now).0)), "the date is missing: {error}");
            Err(NoNotice)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn four_verdicts(question in question()) {
        let Question { who, profile, holidays, now, .. } = &question;
        let expected = oracle::answers(who, profile, holidays, question.played(), *now);
        let expected: Result<Vec<bool>, NoNotice> = expected.into_iter().collect();
        prop_assert_eq!(decided(&question, *now).map(Vec::from), expected);
    }

    #[test]
    fn ages(now in time(), years in 0_i32..40, days in -3_i64..400) {
        let (year, month, day) = day_of(now - days.max(0) * 86_400_000).0;
        let birth = day_of(midnight((year - years, month, day))).0;
        let date = Date::new(birth.0, birth.1, birth.2).unwrap();
        for rule in AgeRule::ALL {
            prop_assert_eq!(age_on(date, now, *rule).unwrap(), oracle::age(birth, day_of(now).0, *rule));
        }
    }

    #[test]
    fn months_of_windows(profile in profile(), calendar in calendar(), year in 2019_i32..=2029, month in 1_i32..=12) {
        let (calendar, holidays) = calendar;
        let days = play_windows(year, month, &profile, &calendar);
        let naive: Vec<_> = (1..=31)
            .map(|day| day_of(midnight((year, month, day))))
            .filter(|(day, ..)| day.1 == month)
            .map(|(day, weekday, _)| (day, oracle::open(day, weekday, &holidays, &profile)))
            .collect();
        if naive.iter().any(|(_, open)| open.is_err()) {
            prop_assert_eq!(days.unwrap_err().code, ErrorCode::InvalidCalendar);
            return Ok(());
        }
        let days = days.unwrap();
        prop_assert_eq!(days.len(), naive.len());
        for (day, (date, open)) in days.iter().zip(naive) {
            prop_assert_eq!(day.date.text(), text(date));
            prop_assert_eq!(day.covered, holidays.covers(date));
            let game = profile.service == shiming_core::policy::Service::Game;
            let open = game && (law(&profile, midnight(date)) != Law::N14 || open == Ok(true));
            prop_assert_eq!(day.open, open, "{}", text(date));
        }
    }
}
