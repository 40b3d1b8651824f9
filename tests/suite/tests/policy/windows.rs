//! `next_play_window` and `decide` tell the same story.

use proptest::prelude::*;
use shiming_core::policy::{Usage, decide, next_play_window};
use shiming_core::{ErrorCode, Result};

use super::days::{DAY, HOUR, day_of, midnight};
use super::oracle::{Law, law};
use super::strategies::{Question, question};
use super::who::Who;

fn may_play(question: &Question, at: i64) -> Result<bool> {
    let Question { who, profile, calendar, .. } = question;
    Ok(decide(&who.state(), profile, calendar, Usage::default(), at)?.play.allowed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_next_window_is_open_and_the_first(question in question()) {
        let Question { who, profile, calendar, now, .. } = &question;
        let now = *now;
        // A guest's hour is no window.
        prop_assume!(!matches!(who, Who::Guest { .. }));
        let window = match next_play_window(&who.state(), profile, calendar, now) {
            Ok(Some(window)) => window,
            Ok(None) => {
                prop_assert!(may_play(&question, now).unwrap());
                return Ok(());
            }
            Err(error) if error.code == ErrorCode::InvalidState => {
                if let Ok(allowed) = may_play(&question, now) {
                    prop_assert!(!allowed, "plays, and has no window");
                    let usage = Usage::default();
                    let next = decide(&who.state(), profile, calendar, usage, now).unwrap().play.next_open;
                    prop_assert_eq!(next.filter(|at| *at < now + 14 * DAY), None);
                }
                return Ok(());
            }
            Err(error) => {
                prop_assert_eq!(error.code, ErrorCode::InvalidCalendar);
                return Ok(());
            }
        };
        if profile.uncovered != shiming_core::policy::Uncovered::Error {
            prop_assert!(may_play(&question, window.start.max(now)).unwrap());
        }
        let quarters = (1..).map(|count| (now / (HOUR / 4) + count) * (HOUR / 4));
        for at in quarters.take_while(|at| *at < window.start.min(now + 16 * DAY)).chain([window.start - 1]) {
            if at >= now {
                prop_assert!(!may_play(&question, at).unwrap_or(false), "open at {} already", at);
            }
        }
        let day = day_of(window.start).0;
        match window.end {
            None => prop_assert_eq!(window.start, midnight(day), "of age at midnight"),
            Some(end) => {
                let hours = if law(profile, window.start) == Law::N14 { (20, 21) } else { (8, 22) };
                let hours = (midnight(day) + hours.0 * HOUR, midnight(day) + hours.1 * HOUR);
                prop_assert_eq!((window.start, end), hours);
                prop_assert!(end > now);
            }
        }
        prop_assert_eq!(window.covered, question.holidays.covers(day));
    }
}
