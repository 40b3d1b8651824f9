//! The built-in calendar against the notices' figures and against the calendars that publishers printed.

use std::collections::BTreeSet;

use shiming_core::policy::{Calendar, Profile, play_windows};

use super::days::{FILE, OFFICIAL, Ymd, list, parse, text};

/// The open days between two days, both included.
fn open_days(from: Ymd, to: Ymd) -> BTreeSet<String> {
    let mut open = BTreeSet::new();
    for year in from.0..=to.0 {
        for month in 1..=12 {
            let days = play_windows(year, month, &Profile::cn2021(), &Calendar::official()).unwrap();
            open.extend(days.iter().filter(|day| day.open).map(|day| day.date.text()));
        }
    }
    open.into_iter().filter(|day| *day >= text(from) && *day <= text(to)).collect()
}

#[test]
fn publishers_printed_the_same_days() {
    let calendars = FILE["published"].as_array().unwrap();
    assert_eq!(calendars.len(), 5);
    let years: BTreeSet<i32> = calendars.iter().map(|of| parse(of["scope"][0].as_str().unwrap()).0).collect();
    assert_eq!(years, (2021..=2025).collect());
    for of in calendars {
        let scope = list(&of["scope"]);
        let allowed: BTreeSet<String> = list(&of["allowed"]).into_iter().map(text).collect();
        let open = open_days(scope[0], scope[1]);
        assert_eq!(open, allowed, "{} {}", of["publisher"], of["label"]);
        for closed in list(&of["banned_weekend_or_fri"]) {
            assert!(!open.contains(&text(closed)), "{}", text(closed));
        }
    }
}

/// July and August 2025: 27 hours, as printed. School holidays give nothing.
#[test]
fn a_summer_has_27_hours() {
    assert_eq!(open_days((2025, 7, 1), (2025, 8, 31)).len(), 27);
}

#[test]
fn the_years_have_their_numbers_of_days() {
    // Year, statutory days, off days, make-up workdays, open days.
    let figures = [
        (2021, 11, 31, 7, None),
        (2022, 11, 32, 7, Some(165)),
        (2023, 11, 26, 7, Some(164)),
        (2024, 11, 28, 8, Some(163)),
        (2025, 13, 28, 5, Some(165)),
        (2026, 13, 33, 6, Some(163)),
    ];
    let years = Calendar::official().years();
    for (year, statutory, off, makeup, open) in figures {
        let of = years.iter().find(|of| of.year == year).unwrap();
        let found = (of.statutory_days.len(), of.off_days.len(), of.makeup_workdays.len());
        assert_eq!(found, (statutory, off, makeup), "{year}");
        if let Some(open) = open {
            assert_eq!(open_days((year, 1, 1), (year, 12, 31)).len(), open, "{year}");
        }
    }
}

#[test]
fn every_day_is_the_notices() {
    for of in Calendar::official().years() {
        let texts =
            |days: &[shiming_core::Date]| -> Vec<String> { days.iter().map(|day| day.text()).collect() };
        let of_year = |days: &BTreeSet<Ymd>| -> Vec<String> {
            days.iter().filter(|day| day.0 == of.year).map(|day| text(*day)).collect()
        };
        assert_eq!(texts(&of.off_days), of_year(&OFFICIAL.off), "{}", of.year);
        assert_eq!(texts(&of.makeup_workdays), of_year(&OFFICIAL.makeup), "{}", of.year);
        assert_eq!(texts(&of.statutory_days), of_year(&OFFICIAL.statutory), "{}", of.year);
    }
    // Fridays were never make-up workdays, and statutory days always off.
    for day in &OFFICIAL.makeup {
        assert!(super::days::day_of(super::days::midnight(*day)).1 >= 6, "{}", text(*day));
    }
    assert!(OFFICIAL.statutory.is_subset(&OFFICIAL.off));
}
