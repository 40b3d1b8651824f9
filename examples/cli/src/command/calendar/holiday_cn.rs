//! A year in the public format of `holiday-cn`: `{"year":2026,"days":[{"name":"元旦","date":"2026-01-01","isOffDay":true}]}`.
//!
//! It has no statutory days: those that follow the moon or the sun come from `--statutory`.

use serde::Deserialize;
use shiming_core::time::Date;

use super::festival::Festival;
use super::notice::{Break, Notices};
use super::trouble::{Place, Trouble};
use crate::command::lang::{Text, text};

#[derive(Deserialize)]
struct Year {
    year: i32,
    #[serde(default)]
    papers: Vec<String>,
    days: Vec<Day>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Day {
    name: String,
    date: String,
    is_off_day: bool,
}

const SHAPE: Text = text(
    "不是 holiday-cn 格式的 JSON：应为 {\"year\":2026,\"days\":[{\"name\":\"元旦\",\"date\":\"2026-01-01\",\"isOffDay\":true}]}",
    "no JSON of holiday-cn: it is {\"year\":2026,\"days\":[{\"name\":\"元旦\",\"date\":\"2026-01-01\",\"isOffDay\":true}]}",
);
const DAY: Text = text(
    "第 {} 天的名称或日期有误：名称须为七个节日之一，日期写成 YYYY-MM-DD",
    "the name or the date of day {} is wrong: the name is one of the seven festivals, the date YYYY-MM-DD",
);

/// Reads one year.
pub(super) fn parse(json: &str) -> Result<Notices, Trouble> {
    let year: Year = serde_json::from_str(json).map_err(|_| Trouble::new(Place::File, SHAPE, &[]))?;
    let place = Place::Year(year.year);
    let mut notices = Notices::new();
    let notice = notices.entry(year.year).or_default();
    notice.source = (!year.papers.is_empty()).then(|| year.papers.join(" "));
    for (at, day) in year.days.iter().enumerate() {
        let (Some(festivals), Some(date)) = (Festival::parse_all(&day.name), Date::parse(&day.date)) else {
            return Err(Trouble::new(place, DAY, &[&(at + 1)]));
        };
        let known = notice.breaks.iter().position(|one| one.festivals == festivals);
        let known = known.unwrap_or_else(|| {
            let (off, work, statutory) = (Vec::new(), Vec::new(), Vec::new());
            notice.breaks.push(Break { place, festivals, off, work, statutory });
            notice.breaks.len() - 1
        });
        let one = &mut notice.breaks[known];
        if day.is_off_day { &mut one.off } else { &mut one.work }.push(date);
    }
    Ok(notices)
}
