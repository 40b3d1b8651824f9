//! No valid state, profile, calendar and time makes a decision panic, and times outside the calendar are refused.

use proptest::prelude::*;
use shiming_core::ErrorCode;
use shiming_core::policy::{decide, decide_payment, next_play_window, play_windows};

use super::strategies::{Question, question};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_time_is_answered(question in question(), now in any::<i64>(), spent in any::<i64>(), fen in any::<i64>()) {
        let Question { who, profile, calendar, usage, .. } = &question;
        // The calendar ends with the year 9999, a day and some hours earlier in the library that counts the days.
        for now in [now, now % 253_402_300_800_000, 0, 253_402_100_000_000, 253_402_272_000_000, -1] {
            let state = who.state();
            let fine = decide(&state, profile, calendar, *usage, now).map_err(|error| error.code);
            if !(253_402_100_000_001..253_402_272_000_000).contains(&now) {
                let inside = (0..=253_402_100_000_000).contains(&now);
                prop_assert_eq!(fine != Err(ErrorCode::BadTime), inside, "{}", now);
            }
            if let Ok(decision) = fine {
                for verdict in [decision.account, decision.play, decision.pay, decision.report] {
                    prop_assert!(verdict.valid_until.is_none_or(|until| until > now));
                }
            }
            let paid = decide_payment(&state, profile, calendar, spent, fen, now);
            prop_assert_eq!(
                paid.is_err_and(|error| error.code == ErrorCode::InvalidAmount),
                spent < 0 || fen <= 0
            );
            let _ = next_play_window(&state, profile, calendar, now);
        }
    }

    #[test]
    fn every_month_is_answered(question in question(), year in any::<i32>(), month in any::<i32>()) {
        for (year, month) in [(year, month), (year % 10_100, month % 13), (9998, 12), (1970, 1)] {
            match play_windows(year, month, &question.profile, &question.calendar) {
                Ok(days) => prop_assert!((28..=31).contains(&days.len())),
                Err(error) => prop_assert!(
                    matches!(error.code, ErrorCode::InvalidParameter | ErrorCode::InvalidCalendar)
                ),
            }
        }
    }
}
