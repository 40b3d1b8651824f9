//! A notice that came out after this version: JSON from the host.

use alloc::{format, string::String, vec::Vec};

use super::day::is_fixed_holiday;
use super::{Calendar, Day, Marks, get, set};
use crate::error::{Error, ErrorCode, Result};
use crate::record::{self, Blank, Inside, Items, Member, Node, Record, Value, members};
use crate::time::Date;

/// The years that a file may speak of.
const YEARS: core::ops::RangeInclusive<i32> = 2019..=2099;

/// The bits of the 29th to the 31st.
const LAST_DAYS: u32 = 0b111 << 29;

#[derive(Default)]
struct RawCalendar {
    v: i64,
    years: RawYears,
}

impl Record for RawCalendar {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("v", &mut self.v), required("years", &mut self.years)]
    }
}

#[derive(Default)]
struct RawYear {
    off_days: Vec<String>,
    makeup_workdays: Vec<String>,
    statutory_days: Vec<String>,
    /// Where the notice stands; not used.
    source: Option<String>,
}

impl Record for RawYear {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("off_days", &mut self.off_days),
            required("makeup_workdays", &mut self.makeup_workdays),
            required("statutory_days", &mut self.statutory_days),
            optional("source", &mut self.source),
        ]
    }
}

/// As they stand: a map would keep only the last of two notices for one year.
#[derive(Default)]
struct RawYears(Vec<(String, RawYear)>);

impl Blank for RawYears {
    const EXPECTED: &'static str = "an object of years";
    const HAS_PARTS: bool = true;

    fn blank() -> Self {
        Self::default()
    }
}

impl Node for RawYears {
    fn expected(&self) -> &'static str {
        <Self as Blank>::EXPECTED
    }

    fn inside(&mut self) -> Option<Inside<'_>> {
        Some(Inside::Map(self))
    }

    fn value(&mut self) -> Value<'_> {
        Value::Unwritten
    }
}

impl Items for RawYears {
    fn add(&mut self, name: &str) -> Option<&mut dyn Node> {
        self.0.push((name.into(), RawYear::default()));
        self.0.last_mut().map(|(_, year)| -> &mut dyn Node { year })
    }
}

impl Calendar {
    /// The built-in calendar and the years of this JSON:
    ///
    /// ```
    /// use shiming_core::policy::Calendar;
    /// // Dates for illustration: the notice of 2027 is not in here.
    /// let json = r#"{"v":1,"years":{"2027":{
    ///   "off_days":["2027-01-01","2027-01-02","2027-01-03","2027-05-01","2027-05-02","2027-10-01","2027-10-02","2027-10-03"],
    ///   "makeup_workdays":["2027-01-09"],
    ///   "statutory_days":["2027-01-01","2027-05-01","2027-05-02","2027-10-01","2027-10-02","2027-10-03"],
    ///   "source":"https://www.gov.cn/..."}}}"#;
    /// assert_eq!(Calendar::from_json(json).unwrap().years().last().unwrap().year, 2027);
    /// ```
    ///
    /// A year stands for one notice of the State Council, complete. `off_days`: every day of its breaks, weekends inside them included.
    /// `makeup_workdays`: its Saturdays and Sundays that are workdays. `statutory_days`: the days of the holiday regulation,
    /// all of them off days too. `source` is optional. Days of a notice may lie in the last three days of the December before.
    /// A year that the library knows is replaced: notices are revised now and then, as in 2019 and 2020.
    /// `shiming calendar convert` makes such a file from the breaks of a notice.
    ///
    /// # Errors
    /// `invalid_calendar`, with the date in the text: no JSON of this shape; no such day; a day of another year; a day or a year twice; a make-up
    /// workday that is no weekend day, or is off as well; a statutory day that is not off; 1 January, 1 and 2 May or 1 to 3
    /// October missing, which no notice leaves out.
    pub fn from_json(json: &str) -> Result<Self> {
        let mut raw = RawCalendar::default();
        record::read(json, &mut raw).map_err(|_| {
            invalid("a calendar is JSON such as {\"v\":1,\"years\":{\"2027\":{\"off_days\":[],\"makeup_workdays\":[],\"statutory_days\":[]}}}: check its shape and the spelling of its fields")
        })?;
        if raw.v != 1 {
            return Err(invalid("this version reads calendars of version 1: set \"v\" to 1, or upgrade"));
        }
        // A notice may reach back into the year before, which therefore comes first.
        let mut notices: Vec<(i32, &RawYear)> = Vec::new();
        let mut twice = None;
        for (year, notice) in &raw.years.0 {
            let number = Some(year).filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
            let number = number.filter(|year| YEARS.contains(year)).ok_or_else(|| {
                invalid("years are written with four digits, 2019 to 2099: correct the names under \"years\"")
            })?;
            match notices.binary_search_by_key(&number, |(year, _)| *year) {
                Ok(_) => twice = Some(twice.map_or(number, |other: i32| other.min(number))),
                Err(at) => notices.insert(at, (number, notice)),
            }
        }
        if let Some(twice) = twice {
            return Err(invalid(&format!("{twice} stands twice: one notice a year, remove the other")));
        }
        let mut calendar = Self::official();
        let given: Vec<i32> = notices.iter().map(|(year, _)| *year).collect();
        for (year, notice) in notices {
            // The end of its December is the next year's notice's too: that one's days stay, unless it is replaced as well.
            let next = year.saturating_add(1);
            let next_stays = !given.contains(&next) && calendar.year(next).is_some_and(|marks| marks.covered);
            calendar.add(year, notice, next_stays)?;
        }
        calendar.check()?;
        Ok(calendar)
    }

    fn add(&mut self, year: i32, notice: &RawYear, keep_last_days: bool) -> Result<()> {
        let marks = self.year_mut(year);
        // A revised notice replaces the first one.
        for bits in [&mut marks.off, &mut marks.makeup, &mut marks.statutory] {
            let last_days = bits.last().copied().unwrap_or(0) & LAST_DAYS;
            *bits = [0; 12];
            if let (true, Some(december)) = (keep_last_days, bits.last_mut()) {
                *december = last_days;
            }
        }
        marks.covered = true;
        let lists = [&notice.off_days, &notice.makeup_workdays, &notice.statutory_days];
        for (which, list) in (0..).zip(lists) {
            for text in list {
                let date = Date::parse(text).ok_or_else(|| {
                    invalid("a day of the calendar is none: write YYYY-MM-DD, and only days that exist")
                        .with_date(text)
                })?;
                let shared = date.month == 12 && date.day >= 29;
                let reaches_back = shared && date.year == year - 1;
                if date.year != year && !reaches_back {
                    return Err(wrong(date, "stands under another year: move it to its own"));
                }
                let marks = self.year_mut(date.year);
                let bits = match which {
                    0 => &mut marks.off,
                    1 => &mut marks.makeup,
                    _ => &mut marks.statutory,
                };
                // The end of December may be in two notices.
                if get(bits, date) && !shared {
                    return Err(wrong(date, "stands twice in one list: remove one"));
                }
                set(bits, month_day(date));
            }
        }
        Ok(())
    }

    /// What holds for every notice.
    fn check(&self) -> Result<()> {
        // Also of a year without a notice of its own: the next year's may reach back into it.
        for year in self.years.iter().map(Marks::days) {
            for date in &year.makeup_workdays {
                if year.off_days.contains(date) || year.statutory_days.contains(date) {
                    return Err(wrong(
                        *date,
                        "is a day off and a make-up workday: it can be only one of them",
                    ));
                }
                if !Day::of(date.start()).is_some_and(Day::is_weekend) {
                    return Err(wrong(*date, "is no Saturday or Sunday: a make-up workday always is one"));
                }
            }
            for date in &year.statutory_days {
                if !year.off_days.contains(date) {
                    return Err(wrong(*date, "is a statutory day and must stand in off_days as well"));
                }
            }
            if !self.year(year.year).is_some_and(|marks| marks.covered) {
                continue;
            }
            let fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
            let fixed = fixed.into_iter().filter_map(|(month, day)| Date::new(year.year, month, day));
            for date in fixed.filter(|date| is_fixed_holiday(*date)) {
                if !year.statutory_days.contains(&date) {
                    return Err(wrong(
                        date,
                        "is missing: it is a statutory day of every year, so the list is not complete",
                    ));
                }
            }
        }
        Ok(())
    }
}

fn month_day(date: Date) -> u16 {
    u16::try_from(date.month * 100 + date.day).unwrap_or(0)
}

fn invalid(text: &str) -> Error {
    Error::new(ErrorCode::InvalidCalendar, text).with_field("calendar")
}

/// A day of the calendar is wrong. Days of the year are nobody's secret, so it is named.
fn wrong(date: Date, text: &str) -> Error {
    invalid(&format!("{date} {text}"))
}

trait WithDate {
    fn with_date(self, text: &str) -> Self;
}

impl WithDate for Error {
    /// Names a malformed date, as far as it has only the characters of one.
    fn with_date(self, text: &str) -> Self {
        if text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            let detail = format!("{text}: {}", self.detail);
            return self.with_detail(detail);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A notice of a year that is built in, in the shape of a file.
    fn file(year: &super::super::CalendarYear, off: &[Date]) -> String {
        let list = |days: &[Date]| days.iter().map(|day| format!("\"{day}\"")).collect::<Vec<_>>().join(",");
        format!(
            r#"{{"v":1,"years":{{"{}":{{"off_days":[{}],"makeup_workdays":[{}],"statutory_days":[{}]}}}}}}"#,
            year.year,
            list(off),
            list(&year.makeup_workdays),
            list(&year.statutory_days)
        )
    }

    #[test]
    fn loading_what_is_built_in_changes_nothing() {
        for year in Calendar::official().years() {
            assert_eq!(
                Calendar::from_json(&file(&year, &year.off_days)).unwrap().years(),
                Calendar::official().years()
            );
        }
    }

    /// 2022-12-31 is in the notice of 2023 (and in our data of 2022): a file for 2022 alone does not take it away.
    #[test]
    fn the_end_of_december_belongs_to_the_next_notice_too() {
        let years = Calendar::official().years();
        let year = years.iter().find(|year| year.year == 2022).unwrap();
        let new_year = Date::new(2022, 12, 31).unwrap();
        let without: Vec<Date> = year.off_days.iter().copied().filter(|day| *day != new_year).collect();
        assert_eq!(without.len() + 1, year.off_days.len());
        assert!(Calendar::from_json(&file(year, &without)).unwrap().mark(new_year).off);
    }
}
