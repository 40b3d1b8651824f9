//! Days of China, counted one by one, and the holidays as plain sets.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

pub const DAY: i64 = 86_400_000;
pub const HOUR: i64 = 3_600_000;

/// Year, month, day.
pub type Ymd = (i32, i32, i32);

pub fn is_leap(year: i32) -> bool {
    if year % 400 == 0 {
        return true;
    }
    year % 4 == 0 && year % 100 != 0
}

fn month_length(year: i32, month: i32) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn year_length(year: i32) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

/// The day of an instant from 1970 on, its weekday (Monday 1 to Sunday 7), and the milliseconds since its midnight.
pub fn day_of(unix: i64) -> (Ymd, i64, i64) {
    let local = unix + 8 * HOUR;
    let count = local / DAY;
    let weekday = (count + 3) % 7 + 1;
    let (mut year, mut left) = (1970, count);
    while left >= year_length(year) {
        left -= year_length(year);
        year += 1;
    }
    let mut month = 1;
    while left >= month_length(year, month) {
        left -= month_length(year, month);
        month += 1;
    }
    ((year, month, i32::try_from(left).unwrap() + 1), weekday, local % DAY)
}

/// The first instant of a day.
pub fn midnight((year, month, day): Ymd) -> i64 {
    let years: i64 = (1970..year).map(year_length).sum();
    let months: i64 = (1..month).map(|month| month_length(year, month)).sum();
    (years + months + i64::from(day) - 1) * DAY - 8 * HOUR
}

/// An instant of Beijing: hours, minutes.
pub fn at(day: Ymd, hour: i64, minute: i64) -> i64 {
    midnight(day) + hour * HOUR + minute * 60_000
}

pub fn text((year, month, day): Ymd) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

pub fn parse(text: &str) -> Ymd {
    let mut parts = text.split('-').map(|part| part.parse().unwrap());
    (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
}

/// The notices of the State Council as sets of days.
#[derive(Clone, Debug, Default)]
pub struct Holidays {
    pub years: BTreeSet<i32>,
    pub off: BTreeSet<Ymd>,
    pub makeup: BTreeSet<Ymd>,
    pub statutory: BTreeSet<Ymd>,
}

/// `holidays.json`: the notices, and calendars that publishers printed.
pub static FILE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("holidays.json")).expect("JSON"));

pub static OFFICIAL: LazyLock<Holidays> = LazyLock::new(|| {
    let mut holidays = Holidays::default();
    for (year, notice) in FILE["years"].as_object().unwrap() {
        holidays.years.insert(year.parse().unwrap());
        let days = |field: &str| list(&notice[field]);
        holidays.off.extend(days("off_days"));
        holidays.makeup.extend(days("makeup_workdays"));
        holidays.statutory.extend(days("statutory_days"));
    }
    holidays
});

pub fn list(days: &Value) -> Vec<Ymd> {
    days.as_array().unwrap().iter().map(|day| parse(day.as_str().unwrap())).collect()
}

impl Holidays {
    /// The last days of December belong to the next year's notice too.
    pub fn covers(&self, (year, month, day): Ymd) -> bool {
        let late = month == 12 && day >= 29;
        self.years.contains(&year) && (!late || self.years.contains(&(year + 1)))
    }

    /// One year as a calendar file has it.
    pub fn json(&self, year: i32) -> Value {
        let texts = |days: &BTreeSet<Ymd>| -> Vec<String> {
            days.iter().filter(|day| day.0 == year).map(|day| text(*day)).collect()
        };
        serde_json::json!({"v": 1, "years": {year.to_string(): {
            "off_days": texts(&self.off), "makeup_workdays": texts(&self.makeup),
            "statutory_days": texts(&self.statutory),
        }}})
    }
}

#[test]
fn the_naive_days_are_days() {
    for (unix, day, weekday) in [
        (0, (1970, 1, 1), 4),
        (1_632_659_400_000, (2021, 9, 26), 7),
        (1_795_176_000_000, (2026, 11, 20), 5),
        (1_709_135_999_999, (2024, 2, 28), 3),
        (1_709_136_000_000, (2024, 2, 29), 4),
    ] {
        assert_eq!((day_of(unix).0, day_of(unix).1), (day, weekday));
        assert!((0..DAY).contains(&(unix - midnight(day))));
    }
}
