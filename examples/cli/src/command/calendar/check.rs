//! `shiming calendar check`: what a calendar file adds to the years that are built in, and where it differs.

use std::path::PathBuf;

use serde_json::{Value, json};
use shiming_core::Result;
use shiming_core::policy::{Calendar, CalendarYear, Profile, play_windows};
use shiming_core::time::Date;

use crate::command::input::read_text;
use crate::command::lang::{Text, text};
use crate::command::output::{Exit, Output};
use crate::command::when::weekday_name;

/// Which file.
#[derive(clap::Args, Debug)]
pub(crate) struct CheckArgs {
    /// A calendar as the library loads it; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

const LOADS: Text = text("日历可以加载", "the calendar loads");
const REFUSED: Text = text("日历无法加载", "the calendar does not load");
const NEW: Text = text("新增", "new");
const CHANGED: Text = text("与内置通知不同", "differs from the built-in notice");
const SAME: Text = text("与内置数据一致，没有新增", "the same as what is built in");
const SUMS: Text = text(
    "放假 {} 天、法定节假日 {} 天、调休上班 {} 天；未成年人可玩 {} 天",
    "{} days off, {} statutory days, {} make-up workdays; minors may play on {} days",
);
const UNTIL: Text = text("覆盖到", "covered until");
const TO: Text = text("至", "to");
const COMMA: Text = text("、", ", ");
const LISTS: [(&str, Text); 3] = [
    ("off_days", text("放假", "days off")),
    ("statutory_days", text("法定节假日", "statutory days")),
    ("makeup_workdays", text("调休上班", "make-up workdays")),
];

pub(super) fn run(args: &CheckArgs, out: Output) -> Result<Exit> {
    let calendar = match Calendar::from_json(&read_text("file", &args.file)?) {
        Ok(calendar) => calendar,
        Err(error) => {
            if !out.json {
                out.verdict(false, REFUSED.to(out.lang));
            }
            out.error(&error);
            return Ok(Exit::Bad);
        }
    };
    let (built_in, loaded) = (Calendar::official().years(), calendar.years());
    let changes: Vec<(&CalendarYear, Option<&CalendarYear>)> = loaded
        .iter()
        .map(|year| (year, built_in.iter().find(|known| known.year == year.year)))
        .filter(|(year, known)| Some(*year) != *known)
        .collect();
    if out.json {
        let years: Vec<Value> = changes.iter().map(|(year, known)| changed(year, *known)).collect();
        out.value(&json!({"years": years, "covered_until": until(&calendar).map(Date::text)}));
        return Ok(Exit::Good);
    }
    out.verdict(true, LOADS.to(out.lang));
    if changes.is_empty() {
        out.say(SAME);
    }
    for (year, known) in changes {
        let what = if known.is_some() { CHANGED } else { NEW };
        out.line(format_args!("{}{}{}", year.year, out.colon(), what.to(out.lang)));
        let sums: [&dyn std::fmt::Display; 4] = [
            &year.off_days.len(),
            &year.statutory_days.len(),
            &year.makeup_workdays.len(),
            &open_days(year.year, &calendar),
        ];
        out.line(format_args!("  {}", SUMS.fill(out.lang, &sums)));
        let nothing = CalendarYear::default();
        for (name, label) in LISTS {
            let (now, before) = (list(year, name), list(known.unwrap_or(&nothing), name));
            for (sign, dates) in [("+", minus(now, before)), ("-", minus(before, now))] {
                if !dates.is_empty() {
                    out.line(format_args!(
                        "  {sign} {}{}{}",
                        label.to(out.lang),
                        out.colon(),
                        days(&dates, out)
                    ));
                }
            }
        }
    }
    if let Some(until) = until(&calendar) {
        out.field(UNTIL, until);
    }
    Ok(Exit::Good)
}

fn list<'a>(year: &'a CalendarYear, name: &str) -> &'a [Date] {
    match name {
        "off_days" => &year.off_days,
        "statutory_days" => &year.statutory_days,
        _ => &year.makeup_workdays,
    }
}

fn minus(all: &[Date], without: &[Date]) -> Vec<Date> {
    all.iter().filter(|date| !without.contains(date)).copied().collect()
}

fn changed(year: &CalendarYear, known: Option<&CalendarYear>) -> Value {
    let nothing = CalendarYear::default();
    let known_lists = known.unwrap_or(&nothing);
    let all = |all: &CalendarYear, without: &CalendarYear| {
        let lists = LISTS.iter().map(|(name, _)| {
            let dates = minus(list(all, name), list(without, name));
            ((*name).to_owned(), dates.into_iter().map(Date::text).collect::<Vec<_>>().into())
        });
        lists.collect::<serde_json::Map<String, Value>>()
    };
    json!({
        "year": year.year, "built_in": known.is_some(), "added": all(year, known_lists), "removed": all(known_lists, year),
    })
}

/// Days, those in a row as one.
fn days(dates: &[Date], out: Output) -> String {
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for date in dates {
        match runs.last_mut().filter(|(_, last)| last.plus_days(1) == Some(*date)) {
            Some((_, last)) => *last = *date,
            None => runs.push((*date, *date)),
        }
    }
    let show = |date: Date| format!("{date} {}", weekday_name(date, out.lang));
    let runs = runs.into_iter().map(|(first, last)| {
        if first == last {
            show(first)
        } else {
            format!("{} {} {}", show(first), TO.to(out.lang), show(last))
        }
    });
    runs.collect::<Vec<_>>().join(COMMA.to(out.lang))
}

fn open_days(year: i32, calendar: &Calendar) -> usize {
    let months = (1..=12).filter_map(|month| play_windows(year, month, &Profile::cn2021(), calendar).ok());
    months.flatten().filter(|day| day.open).count()
}

/// The last day that a notice covers.
fn until(calendar: &Calendar) -> Option<Date> {
    let last = Date::new(calendar.years().last()?.year, 12, 31)?;
    std::iter::successors(Some(last), |date| date.plus_days(-1)).take(40).find(|date| calendar.covers(*date))
}
