//! Which days are holidays, by the notices of the State Council.

mod day;
mod load;
mod official;

use alloc::vec::Vec;

use crate::time::Date;
pub(super) use day::Day;
use official::NOTICES;

/// One year's notice as days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year of the notice.
    pub year: i32,
    /// Every day of the year's breaks, weekends inside them included, ascending.
    pub off_days: Vec<Date>,
    /// Saturdays and Sundays that are workdays (调休), ascending.
    pub makeup_workdays: Vec<Date>,
    /// The days of the holiday regulation (法定节假日), ascending; all of them off days.
    pub statutory_days: Vec<Date>,
}

/// The holidays of mainland China, 2019 to 2026 and what the host loaded.
///
/// A year's notice comes out in the November before it. Load it with [`Calendar::from_json`]: no new version of this library is
/// needed. Days without a notice are never guessed silently: see [`crate::policy::Uncovered`].
#[derive(Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Ascending.
    years: Vec<Marks>,
}

/// The marks of one calendar year.
#[derive(Clone, PartialEq, Eq)]
struct Marks {
    year: i32,
    /// Whether its notice is there; of a year before the first such one only single days may be known.
    covered: bool,
    /// For each month a bit a day: off, make-up workday, statutory.
    off: Bits,
    makeup: Bits,
    statutory: Bits,
}

/// For each month a bit a day.
type Bits = [u32; 12];

/// What a calendar says of one day.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) off: bool,
    pub(super) makeup: bool,
    pub(super) statutory: bool,
    pub(super) covered: bool,
}

impl Calendar {
    /// The notices that this version knows: 2019 to 2026.
    pub fn official() -> Self {
        let mut calendar = Self { years: Vec::with_capacity(NOTICES.len() + 1) };
        for notice in NOTICES {
            let marks = calendar.year_mut(notice.year);
            marks.covered = true;
            for (first, last) in notice.off {
                // A break may go over the end of a month: 31 is then a day that no date asks for.
                (*first..=*last).for_each(|day| set(&mut marks.off, day));
            }
            notice.makeup.iter().for_each(|day| set(&mut marks.makeup, *day));
            notice.statutory.iter().for_each(|day| set(&mut marks.statutory, *day));
        }
        calendar
    }

    /// The years whose notice is there, ascending, with their days.
    ///
    /// ```
    /// use shiming_core::policy::Calendar;
    /// let years: Vec<i32> = Calendar::official().years().iter().map(|year| year.year).collect();
    /// assert_eq!(years, [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
    /// ```
    pub fn years(&self) -> Vec<CalendarYear> {
        self.years.iter().filter(|marks| marks.covered).map(Marks::days).collect()
    }

    /// What is known of a day. The last three days of December belong to the next year's notice: its New Year's break and
    /// the make-up day for it may reach back.
    pub(super) fn mark(&self, date: Date) -> Mark {
        let marks = self.year(date.year);
        let has = |bits: fn(&Marks) -> &Bits| marks.is_some_and(|marks| get(bits(marks), date));
        let reaches_back = date.month == 12 && date.day >= 29;
        let noticed = |year: i32| self.year(year).is_some_and(|marks| marks.covered);
        Mark {
            off: has(|marks| &marks.off),
            makeup: has(|marks| &marks.makeup),
            statutory: has(|marks| &marks.statutory),
            covered: noticed(date.year) && (!reaches_back || noticed(date.year.saturating_add(1))),
        }
    }

    /// Whether a notice covers this day.
    pub fn covers(&self, date: Date) -> bool {
        self.mark(date).covered
    }

    fn year(&self, year: i32) -> Option<&Marks> {
        let first = self.years.first()?.year;
        // Years mostly follow one another without a gap.
        let guess = self.years.get(usize::try_from(year.checked_sub(first)?).ok()?);
        guess
            .filter(|marks| marks.year == year)
            .or_else(|| self.years.iter().find(|marks| marks.year == year))
    }

    fn year_mut(&mut self, year: i32) -> &mut Marks {
        let at = match self.years.binary_search_by_key(&year, |marks| marks.year) {
            Ok(at) => at,
            Err(at) => {
                let none = [0; 12];
                let marks = Marks { year, covered: false, off: none, makeup: none, statutory: none };
                self.years.insert(at, marks);
                at
            }
        };
        // `at` is the place just found or filled.
        #[allow(clippy::indexing_slicing)]
        &mut self.years[at]
    }
}

impl Marks {
    fn days(&self) -> CalendarYear {
        CalendarYear {
            year: self.year,
            off_days: days(self.year, &self.off),
            makeup_workdays: days(self.year, &self.makeup),
            statutory_days: days(self.year, &self.statutory),
        }
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self::official()
    }
}

// Debug of eight years of bits helps nobody.
impl core::fmt::Debug for Calendar {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list()
            .entries(self.years.iter().filter(|marks| marks.covered).map(|marks| marks.year))
            .finish()
    }
}

fn set(bits: &mut Bits, month_day: u16) {
    if let Some(month) = bits.get_mut(usize::from(month_day / 100).wrapping_sub(1)) {
        *month |= 1_u32.checked_shl(u32::from(month_day % 100)).unwrap_or(0);
    }
}

fn get(bits: &Bits, date: Date) -> bool {
    let month = usize::try_from(date.month - 1).ok().and_then(|month| bits.get(month));
    let day = u32::try_from(date.day).unwrap_or(0);
    month.is_some_and(|month| month >> day & 1 == 1)
}

fn days(year: i32, bits: &Bits) -> Vec<Date> {
    let mut days = Vec::new();
    for month in 1..=12 {
        for day in 1..=31 {
            days.extend(Date::new(year, month, day).filter(|date| get(bits, *date)));
        }
    }
    days
}
