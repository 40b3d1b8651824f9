//! `shiming calendar convert`: from a notice of the State Council to the JSON that the library loads.

use std::path::PathBuf;

use serde_json::{Value, json};
use shiming_core::Result;
use shiming_core::policy::Calendar;
use shiming_core::time::Date;

use super::notice::{self, Notices};
use super::trouble::{Place, Trouble};
use super::{holiday_cn, typed};
use crate::command::input::read_text;
use crate::command::lang::{Text, text};
use crate::command::output::{Exit, Output};

/// What is converted.
#[derive(clap::Args, Debug)]
pub(crate) struct ConvertArgs {
    /// Notices as lines "元旦 2026-01-01 2026-01-03 | 上班 2026-01-04", or years as JSON of holiday-cn; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The statutory days of 春节, 清明节, 端午节 and 中秋节, where the file does not name them
    #[arg(long, value_name = "DATE,DATE", value_delimiter = ',')]
    statutory: Vec<String>,
}

const DATE: Text =
    text("--statutory 中有日期写错：写成 YYYY-MM-DD", "a date of --statutory is none: write YYYY-MM-DD");
const EMPTY: Text = text("文件里没有放假安排", "the file holds no break");
const TWICE: Text = text("在两个文件里都有", "stands in two files: give one of them");
const LOADED: Text = text("可以加载：{}", "it loads: {}");

pub(super) fn run(args: &ConvertArgs, out: Output) -> Result<Exit> {
    let mut texts = Vec::new();
    for file in &args.files {
        texts.push(read_text("file", file)?);
    }
    let calendar = match convert(&texts, &args.statutory) {
        Ok(calendar) => calendar,
        Err(trouble) => return Ok(super::refuse(&trouble, out)),
    };
    // Whatever comes out of here must load.
    if let Err(error) = Calendar::from_json(&calendar.to_string()) {
        out.error(&error);
        return Ok(Exit::Bad);
    }
    if out.json {
        out.value(&calendar);
        return Ok(Exit::Good);
    }
    out.line(lines(&calendar));
    let years: Vec<&str> =
        calendar["years"].as_object().into_iter().flatten().map(|(year, _)| year.as_str()).collect();
    out.note(LOADED.fill(out.lang, &[&years.join(", ")]));
    Ok(Exit::Good)
}

fn convert(texts: &[String], statutory: &[String]) -> std::result::Result<Value, Trouble> {
    let mut notices = Notices::new();
    for text in texts {
        let found = if text.trim_start().starts_with('{') { holiday_cn::parse } else { typed::parse }(text)?;
        for (year, notice) in found {
            if notices.insert(year, notice).is_some() {
                return Err(Trouble::new(Place::Year(year), TWICE, &[]));
            }
        }
    }
    if notices.values().all(|notice| notice.breaks.is_empty()) {
        return Err(Trouble::new(Place::File, EMPTY, &[]));
    }
    let dates: Option<Vec<Date>> = statutory.iter().map(|text| Date::parse(text)).collect();
    let dates = dates.ok_or_else(|| Trouble::new(Place::File, DATE, &[]))?;
    notice::name_statutory(&mut notices, &dates)?;
    notice::calendar(&notices)
}

/// One list a line: a person compares it with the notice, and a revision shows in a diff.
fn lines(calendar: &Value) -> String {
    let mut text = String::from("{\"v\":1,\"years\":{");
    for (at, (year, lists)) in calendar["years"].as_object().into_iter().flatten().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&format!("  {}: {{", json!(year)));
        for (at, (name, list)) in lists.as_object().into_iter().flatten().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(&format!("    {}: {list}", json!(name)));
        }
        text.push_str("\n  }");
    }
    text + "\n}}"
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTICES: &str = include_str!("../../../tests/notices/2019-2026.txt");

    /// Whatever is typed, the answer is a calendar or a complaint.
    #[test]
    fn typing_errors_do_no_harm() {
        let lines: Vec<&str> = NOTICES.lines().collect();
        let mut rng = fastrand::Rng::with_seed(1);
        let (mut refused, mut taken) = (0, 0);
        for _ in 0..3_000 {
            let mut text: Vec<char> = lines.join("\n").chars().collect();
            for _ in 0..rng.usize(1..3) {
                let at = rng.usize(0..text.len());
                match rng.u8(0..4) {
                    0 => drop(text.remove(at)),
                    1 => text.insert(at, ['0', '9', '|', '-', '节', ' ', '\n'][rng.usize(0..7)]),
                    2 => text[at] = char::from(rng.u8(b' '..=b'~')),
                    _ => text.truncate(at.max(1)),
                }
            }
            let text: String = text.into_iter().collect();
            match convert(&[text], &[]).map(|calendar| Calendar::from_json(&calendar.to_string())) {
                Ok(Ok(_)) => taken += 1,
                Ok(Err(error)) => {
                    assert_eq!(error.code, shiming_core::ErrorCode::InvalidCalendar);
                    refused += 1;
                }
                Err(trouble) => {
                    assert!(!trouble.to(crate::command::lang::Lang::Zh).is_empty());
                    refused += 1;
                }
            }
        }
        // Comments and sources may say anything; most other slips show.
        assert!(refused > taken, "{refused} refused, {taken} taken");
        assert!(taken > 0);
    }
}
