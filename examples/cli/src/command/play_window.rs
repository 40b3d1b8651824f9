//! `shiming play-window`: on which days minors may play, and why.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shiming_core::policy::{Calendar, DayReason, PlayDay, Profile, play_windows};
use shiming_core::time::Date;
use shiming_core::{Error, ErrorCode, Result};

use super::case::{Kind, RuleArgs, birth, state};
use super::lang::{Text, text};
use super::op;
use super::output::{Exit, Output};
use super::picture::{UNCOVERED_MARK, beside, breaks, mark, month};
use super::when::{self, weekday_name};

/// Which days.
#[derive(clap::Args, Debug)]
pub(crate) struct PlayWindowArgs {
    /// The year; this one when absent
    #[arg(long, value_name = "YYYY")]
    year: Option<i32>,
    /// The month; all twelve when absent
    #[arg(long, value_name = "1-12")]
    month: Option<i32>,
    /// A birth date: also show when a verified player of this age may play next
    #[arg(long, value_name = "YYYY-MM-DD")]
    birth: Option<String>,
    #[command(flatten)]
    rules: RuleArgs,
}

const SUM: Text = text("{}：未成年人可玩 {} 天", "{}: minors may play on {} days");
const HOURS_2021: Text = text("可玩日的 20:00 至 21:00（14号）", "on open days from 20:00 to 21:00 (14号)");
const HOURS_2019: Text = text(
    "8:00 至 22:00 之间，法定节假日 3 小时，其他日期 1.5 小时（34号）",
    "between 8:00 and 22:00, three hours on statutory holidays, an hour and a half on other days (34号)",
);
const DAYS: Text = text("{} 天", "{} days");
const UNCOVERED: Text = text(
    "没有国务院通知覆盖，以通知为准（用 --calendar 加载新年份）",
    "no notice of the State Council is loaded for it (--calendar)",
);
const BREAKS: Text = text("放假", "breaks");
const MAKEUP: Text = text("调休上班", "make-up workdays");
const TO: Text = text("至", "to");
const NEXT: Text = text("这名玩家下次可玩", "this player may play next");
const WINDOW: Text = text("{} 至 {}", "{} to {}");
const FROM: Text = text("{} 起不再受限（年满 18 周岁）", "from {} without limits (of age)");
const FREE: Text = text("现在就可以，没有时段限制", "now, and at any hour");
const NEVER: Text = text(
    "按现有设置没有可玩的时段：用 shiming decide 查看原因",
    "never as things stand: shiming decide says why",
);

pub(super) fn run(args: &PlayWindowArgs, out: Output) -> Result<Exit> {
    let unix = args.rules.at()?;
    let today =
        Date::of(unix).ok_or_else(|| Error::new(ErrorCode::BadTime, "the time is outside the calendar"))?;
    let year = args.year.unwrap_or(today.year);
    let months = args.month.map_or_else(|| (1..=12).collect::<Vec<_>>(), |month| vec![month]);
    let (profile, calendar) = (args.rules.profile(), args.rules.calendar()?);
    let base = Map::from_iter([
        ("profile".to_owned(), json!(profile)),
        ("calendar".to_owned(), json!(calendar)),
        ("unix".to_owned(), json!(unix)),
    ]);
    let next = match &args.birth {
        None => None,
        Some(text) => {
            let mut call = base.clone();
            call.insert(
                "state".to_owned(),
                state(Kind::Verified, Some(birth(text)?), unix)?.to_json().into(),
            );
            match op("next_play_window", &call) {
                Err(error) if error.code == ErrorCode::InvalidState && !out.json => Some(Err(error)),
                answer => Some(Ok(answer?)),
            }
        }
    };
    if out.json {
        let mut days = Vec::new();
        for month in months {
            let mut call = base.clone();
            call.extend([("year".to_owned(), json!(year)), ("month".to_owned(), json!(month))]);
            days.extend(op("play_windows", &call)?["days"].as_array().cloned().unwrap_or_default());
        }
        let mut answer = json!({"days": days});
        if let Some(Ok(next)) = next {
            answer["next_play_window"] = next;
        }
        out.value(&answer);
        return Ok(Exit::Good);
    }
    let profile = Profile::from_json(&profile)?;
    let calendar = calendar.map_or_else(|| Ok(Calendar::official()), |json| Calendar::from_json(&json))?;
    let days = months.iter().map(|month| play_windows(year, *month, &profile, &calendar));
    let days: Vec<Vec<PlayDay>> = days.collect::<Result<_>>()?;
    for pair in days.chunks(2) {
        let left = month(&pair[0], out.lang);
        let lines = pair.get(1).map_or_else(|| left.clone(), |right| beside(&left, &month(right, out.lang)));
        lines.iter().for_each(|line| out.line(line.trim_end()));
        out.line("");
    }
    legend(&days.concat(), args.month.is_some(), out);
    match next {
        None => {}
        Some(Err(_)) => out.field(NEXT, NEVER.to(out.lang)),
        Some(Ok(window)) => out.field(NEXT, window_text(&window, out)),
    }
    Ok(Exit::Good)
}

/// What the marks mean, and on which days they stand.
fn legend(days: &[PlayDay], one_month: bool, out: Output) {
    let Some(first) = days.first().map(|day| day.date) else { return };
    let open = days.iter().filter(|day| day.open).count();
    let title = if one_month { first.text()[..7].to_owned() } else { first.year.to_string() };
    out.line(SUM.fill(out.lang, &[&title, &open]));
    let of_2019 = |day: &&PlayDay| day.reason == DayReason::OrdinaryDay;
    let of_2021 = |day: &&PlayDay| {
        matches!(
            day.reason,
            DayReason::Friday | DayReason::Weekend | DayReason::MakeupWorkday | DayReason::Workday
        )
    };
    if days.iter().any(|day| of_2021(&day)) {
        out.line(format_args!("    {}", HOURS_2021.to(out.lang)));
    }
    if days.iter().any(|day| of_2019(&day)) {
        out.line(format_args!("    {}", HOURS_2019.to(out.lang)));
    }
    let mut marks: BTreeMap<(char, &str), Vec<&PlayDay>> = BTreeMap::new();
    for day in days {
        let (mark, text) = mark(day);
        marks.entry((mark, text.to(out.lang))).or_default().push(day);
    }
    let list = |days: &[&PlayDay]| match one_month {
        true => days.iter().map(|day| day.date.day.to_string()).collect::<Vec<_>>().join(" "),
        false => DAYS.fill(out.lang, &[&days.len()]),
    };
    for ((mark, text), days) in marks {
        out.line(format_args!("  {mark} {text}{}{}", out.colon(), list(&days)));
    }
    let uncovered: Vec<&PlayDay> = days.iter().filter(|day| !day.covered).collect();
    if !uncovered.is_empty() {
        let text = UNCOVERED.to(out.lang);
        out.line(format_args!("  {UNCOVERED_MARK} {text}{}{}", out.colon(), list(&uncovered)));
    }
    if one_month {
        return;
    }
    let show = |date: Date| format!("{date} {}", weekday_name(date, out.lang));
    let lines = breaks(days).into_iter().map(|(first, last)| match first == last {
        true => show(first),
        false => format!("{} {} {}", show(first), TO.to(out.lang), show(last)),
    });
    let makeup = days.iter().filter(|day| day.reason == DayReason::MakeupWorkday).map(|day| show(day.date));
    for (label, lines) in [(BREAKS, lines.collect::<Vec<_>>()), (MAKEUP, makeup.collect())] {
        if !lines.is_empty() {
            out.field(label, "");
            lines.iter().for_each(|line| out.line(format_args!("  {line}")));
        }
    }
}

fn window_text(window: &Value, out: Output) -> String {
    let at = |name: &str| window[name].as_i64().map(|unix| when::show(unix, out.lang));
    let text = match (at("start"), at("end")) {
        (None, _) => FREE.to(out.lang).to_owned(),
        (Some(start), None) => FROM.fill(out.lang, &[&start]),
        (Some(start), Some(end)) => {
            // Windows lie within one day: its date once is enough.
            let end = match (start.rsplit_once(' '), end.rsplit_once(' ')) {
                (Some((day, _)), Some((same, clock))) if day == same => clock.to_owned(),
                _ => end,
            };
            WINDOW.fill(out.lang, &[&start, &end])
        }
    };
    let uncovered = window["covered"] == false;
    if uncovered { format!("{text} {UNCOVERED_MARK}") } else { text }
}
