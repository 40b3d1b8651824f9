//! The host's time zone changes nothing: the same year of decisions in processes with different zones.

use std::env;
use std::process::Command;

use shiming_core::policy::{Calendar, Profile, Usage, decide, play_windows};

use super::days::{HOUR, at};
use super::who::Who;

/// All answers of a year, folded into one number.
fn year() -> u64 {
    let state = Who::Verified { birth: Some((2010, 7, 1)) }.state();
    let (start, calendar) = (at((2026, 1, 1), 0, 0), Calendar::official());
    let mut sum = 0_u64;
    let mut add = |number: i64| sum = sum.wrapping_mul(1_000_003).wrapping_add(number.cast_unsigned());
    for hour in 0..365 * 24 {
        let play =
            decide(&state, &Profile::auto(), &calendar, Usage::default(), start + hour * HOUR).unwrap().play;
        add(i64::from(play.allowed));
        add(play.valid_until.unwrap_or(0));
    }
    for month in 1..=12 {
        let days = play_windows(2026, month, &Profile::auto(), &calendar).unwrap();
        days.iter().for_each(|day| add(i64::from(day.open)));
    }
    sum
}

/// Prints the number when asked to by the test below; alone it has nothing to check.
#[test]
fn print_a_year() {
    if env::var_os("SHIMING_TEST_ZONE").is_some() {
        println!("year={}", year());
    }
}

#[test]
fn the_hosts_zone_changes_nothing() {
    let expected = format!("year={}", year());
    for zone in ["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata", "Asia/Shanghai", "EST5EDT"]
    {
        let output = Command::new(env::current_exe().unwrap())
            .args(["--exact", "zones::print_a_year", "--nocapture"])
            .env("TZ", zone)
            .env("SHIMING_TEST_ZONE", "1")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.contains(&expected), "{zone}: {printed}");
    }
}
