//! A calendar in the terminal. Marks carry the meaning, colours only repeat it; all marks are ASCII, because others are two
//! columns wide in some Chinese terminals and one in others.

use shiming_core::policy::{DayReason, PlayDay};
use shiming_core::time::Date;

use super::lang::{Lang, Text, text};
use super::output::{BAD, BOLD, FAINT, GOOD};
use super::when::weekday;

/// Columns of one month: seven days of five.
const WIDTH: usize = 35;
const HEAD: Text = text("一   二   三   四   五   六   日   ", "Mo   Tu   We   Th   Fr   Sa   Su   ");
const MONTH: Text = text("{}年{}月", "{}-{}");

/// Behind a day that no notice covers.
pub(super) const UNCOVERED_MARK: &str = "?";

/// What stands behind a day, and what it means.
pub(super) fn mark(day: &PlayDay) -> (char, Text) {
    match (day.reason, day.open) {
        (DayReason::StatutoryHoliday, _) => ('#', text("法定节假日，可玩", "statutory holiday, open")),
        (DayReason::OfficialBreak, _) => {
            ('+', text("国务院通知的其他放假日，可玩", "another day off by the notice, open"))
        }
        (DayReason::Friday | DayReason::Weekend, true) => {
            ('*', text("周五、周六、周日，可玩", "Friday, Saturday or Sunday, open"))
        }
        (DayReason::MakeupWorkday, _) => ('x', text("调休上班日，不可玩", "make-up workday, closed")),
        (DayReason::OrdinaryDay, _) => ('o', text("其他日期，可玩", "any other day, open")),
        (DayReason::Always, true) => ('o', text("没有时段限制", "no limit")),
        (DayReason::Weekend | DayReason::Friday, false) => {
            ('.', text("不可玩：没有通知覆盖的周末", "closed: a weekend without a notice"))
        }
        (DayReason::Always, false) => ('.', text("不可玩：交易平台", "closed: a trading platform")),
        (DayReason::Workday, _) => ('.', text("工作日，不可玩", "workday, closed")),
    }
}

/// One month, each line as wide as the others.
pub(super) fn month(days: &[PlayDay], lang: Lang) -> Vec<String> {
    let Some(first) = days.first().map(|day| day.date) else { return Vec::new() };
    let title = MONTH.fill(lang, &[&first.year, &format!("{:02}", first.month)]);
    // A Chinese character takes two columns.
    let columns: usize = title.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let mut lines = vec![
        format!("{BOLD}{title}{BOLD:#}{}", " ".repeat(WIDTH.saturating_sub(columns))),
        HEAD.to(lang).to_owned(),
    ];
    let mut cells: Vec<String> = vec![" ".repeat(5); weekday(first)];
    cells.extend(days.iter().map(cell));
    for week in cells.chunks(7) {
        let rest = " ".repeat(5 * (7 - week.len()));
        lines.push(week.concat() + &rest);
    }
    lines
}

fn cell(day: &PlayDay) -> String {
    let style = match (day.open, day.reason) {
        (true, _) => GOOD,
        (false, DayReason::MakeupWorkday) => BAD,
        (false, _) => FAINT,
    };
    // Blanks stand outside the style, so that those at the end of a line can go.
    let (uncovered, rest) = if day.covered { ("", "  ") } else { (UNCOVERED_MARK, " ") };
    format!("{style}{:>2}{}{uncovered}{style:#}{rest}", day.date.day, mark(day).0)
}

/// Two months beside each other, which fits 80 columns.
pub(super) fn beside(left: &[String], right: &[String]) -> Vec<String> {
    let empty = " ".repeat(WIDTH);
    let line = |at: usize| {
        let (left, right) = (left.get(at).unwrap_or(&empty), right.get(at).unwrap_or(&empty));
        format!("{left}  {right}")
    };
    (0..left.len().max(right.len())).map(line).collect()
}

/// Open days in a row for a holiday, with their first and their last.
pub(super) fn breaks(days: &[PlayDay]) -> Vec<(Date, Date)> {
    let holiday =
        |day: &&PlayDay| matches!(day.reason, DayReason::StatutoryHoliday | DayReason::OfficialBreak);
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for day in days.iter().filter(holiday) {
        match runs.last_mut().filter(|(_, last)| last.plus_days(1) == Some(day.date)) {
            Some((_, last)) => *last = day.date,
            None => runs.push((day.date, day.date)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use shiming_core::policy::{Calendar, Profile, play_windows};

    fn plain(lines: &[String]) -> Vec<String> {
        lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect()
    }

    #[test]
    fn february_2026() {
        let days = play_windows(2026, 2, &Profile::auto(), &Calendar::official()).unwrap();
        let lines = plain(&month(&days, Lang::En));
        assert_eq!(
            lines,
            [
                "2026-02                            ",
                "Mo   Tu   We   Th   Fr   Sa   Su   ",
                "                               1*  ",
                " 2.   3.   4.   5.   6*   7*   8*  ",
                " 9.  10.  11.  12.  13*  14x  15+  ",
                "16#  17#  18#  19#  20+  21+  22+  ",
                "23+  24.  25.  26.  27*  28x       ",
            ]
        );
        assert_eq!(breaks(&days), [(Date::new(2026, 2, 15).unwrap(), Date::new(2026, 2, 23).unwrap())]);
    }

    #[test]
    fn what_no_notice_covers_is_marked() {
        let days = play_windows(2031, 1, &Profile::auto(), &Calendar::official()).unwrap();
        let lines = plain(&month(&days, Lang::Zh));
        assert!(lines[2].contains("1#?") && lines[2].contains("2.?"), "{}", lines[2]);
        assert!(lines.iter().skip(2).all(|line| line.len() == WIDTH), "{lines:?}");
    }

    #[test]
    fn two_months_fit_80_columns() {
        let of = |month_of| play_windows(2026, month_of, &Profile::auto(), &Calendar::official()).unwrap();
        let lines = plain(&beside(&month(&of(1), Lang::En), &month(&of(2), Lang::En)));
        assert!(lines.iter().all(|line| line.len() == 2 * WIDTH + 2), "{lines:?}");
    }
}
