//! A notice of the State Council as its breaks, however it was written down, and the calendar that follows from it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shiming_core::time::Date;

use super::festival::Festival;
use super::trouble::{Place, Trouble};
use crate::command::lang::{Text, text};

/// One break: its festivals, its days off, the workdays that pay for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) place: Place,
    pub(super) festivals: Vec<Festival>,
    pub(super) off: Vec<Date>,
    pub(super) work: Vec<Date>,
    /// The statutory days that somebody named; the fixed ones are added.
    pub(super) statutory: Vec<Date>,
}

/// One year's notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notice {
    pub(super) source: Option<String>,
    pub(super) breaks: Vec<Break>,
}

/// Notices by year.
pub(super) type Notices = BTreeMap<i32, Notice>;

const MISSING: Text = text(
    "缺少{}：一份通知包含全部七个节日，请补上这一行",
    "{} is missing: a notice has all seven festivals, add its line",
);
const COUNT: Text = text(
    "{}的法定节假日应有 {} 天（农历和节气日期需人工填写），现有 {} 天：写成“| 法定 YYYY-MM-DD …”，或用 --statutory 给出",
    "{} has {} statutory days that somebody must name (they follow the moon or the sun), and {} are named: write `| 法定 YYYY-MM-DD ...`, or pass --statutory",
);
const OUTSIDE: Text =
    text("{} 不在这次放假的日期里：请核对日期", "{} is no day of this break: compare it with the notice");
const APART: Text = text(
    "{} 与前一天不相连：春节的法定节假日是连续的几天",
    "{} does not follow the day before it: the statutory days of 春节 are days in a row",
);
const QINGMING: Text =
    text("{} 不是清明：清明在 4 月 4 日至 6 日之间", "{} is not 清明, which is on one of 4 to 6 April");
const NOWHERE: Text = text(
    "--statutory 中的 {} 不属于任何一次含农历节日或清明的放假",
    "{} of --statutory is in no break of a festival that needs it",
);

impl Break {
    fn names(&self) -> String {
        self.festivals.iter().map(|festival| festival.name()).collect::<Vec<_>>().join("、")
    }

    fn to_be_given(&self, year: i32) -> usize {
        self.festivals.iter().map(|festival| festival.to_be_given(year)).sum()
    }

    /// The statutory days, once they make sense.
    fn statutory(&self, year: i32) -> Result<Vec<Date>, Trouble> {
        let mut given = self.statutory.clone();
        given.sort_unstable();
        if let Some(date) = given.iter().find(|date| !self.off.contains(date)) {
            return Err(Trouble::new(self.place, OUTSIDE, &[date]));
        }
        let needed = self.to_be_given(year);
        if given.len() != needed {
            return Err(Trouble::new(self.place, COUNT, &[&self.names(), &needed, &given.len()]));
        }
        if self.festivals == [Festival::Spring]
            && let Some(pair) = given.windows(2).find(|pair| pair[0].plus_days(1) != Some(pair[1]))
        {
            return Err(Trouble::new(self.place, APART, &[&pair[1]]));
        }
        if self.festivals == [Festival::Qingming]
            && let Some(date) = given.iter().find(|date| date.month != 4 || !(4..=6).contains(&date.day))
        {
            return Err(Trouble::new(self.place, QINGMING, &[date]));
        }
        given.extend(self.festivals.iter().flat_map(|festival| festival.fixed(year)));
        given.sort_unstable();
        // 中秋 of 2020 was 1 October.
        given.dedup();
        Ok(given)
    }
}

/// Gives each date to the break that it lies in.
pub(super) fn name_statutory(notices: &mut Notices, dates: &[Date]) -> Result<(), Trouble> {
    for date in dates {
        let mut breaks =
            notices.iter_mut().flat_map(|(year, notice)| notice.breaks.iter_mut().map(move |b| (*year, b)));
        let found = breaks.find(|(year, b)| b.to_be_given(*year) > 0 && b.off.contains(date));
        let (_, found) = found.ok_or_else(|| Trouble::new(Place::File, NOWHERE, &[date]))?;
        if !found.statutory.contains(date) {
            found.statutory.push(*date);
        }
    }
    Ok(())
}

/// The calendar's JSON.
pub(super) fn calendar(notices: &Notices) -> Result<Value, Trouble> {
    let mut years = serde_json::Map::new();
    for (year, notice) in notices {
        years.insert(year.to_string(), of_year(*year, notice)?);
    }
    Ok(json!({"v": 1, "years": years}))
}

fn of_year(year: i32, notice: &Notice) -> Result<Value, Trouble> {
    let (mut off, mut work, mut statutory) = (Vec::new(), Vec::new(), Vec::new());
    for one in &notice.breaks {
        statutory.extend(one.statutory(year)?);
        off.extend(one.off.iter().copied());
        work.extend(one.work.iter().copied());
    }
    let has = |festival: &Festival| notice.breaks.iter().any(|one| one.festivals.contains(festival));
    if let Some(festival) = Festival::ALL.iter().find(|festival| !has(festival)) {
        return Err(Trouble::new(Place::Year(year), MISSING, &[&festival.name()]));
    }
    let texts = |mut dates: Vec<Date>| {
        dates.sort_unstable();
        dates.into_iter().map(|date| Value::from(date.text())).collect::<Vec<_>>()
    };
    let mut value = json!({
        "off_days": texts(off), "makeup_workdays": texts(work), "statutory_days": texts(statutory),
    });
    if let Some(source) = &notice.source {
        value["source"] = source.as_str().into();
    }
    Ok(value)
}
