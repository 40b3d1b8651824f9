//! A notice as a person types it, one break a line:
//!
//! ```text
//! 来源 https://www.gov.cn/...
//! 春节 2026-02-15 2026-02-23 | 上班 2026-02-14 2026-02-28 | 法定 2026-02-16 2026-02-17 2026-02-18 2026-02-19
//! ```
//!
//! The festival (several joined by 、), the first day off, the last one (none: one day), then the make-up workdays, then the
//! statutory days that follow the moon or the sun.

use shiming_core::time::Date;

use super::festival::Festival;
use super::notice::{Break, Notices};
use super::trouble::{Place, Trouble};
use crate::command::lang::{Text, text};

/// No break was ever longer.
const LONGEST: usize = 31;

const SHAPE: Text = text(
    "看不懂这一行：写成“节日 首日 末日 | 上班 日期 … | 法定 日期 …”",
    "this line makes no sense: write `festival first-day last-day | 上班 dates | 法定 dates` (or `work`, `statutory`)",
);
const FESTIVAL: Text = text(
    "不认识这个节日：元旦、春节、清明节、劳动节、端午节、中秋节、国庆节，合并放假时用“、”连接",
    "no such festival: 元旦 春节 清明节 劳动节 端午节 中秋节 国庆节, or new-year spring qingming labour dragon-boat mid-autumn national, joined by 、 or +",
);
const DATE: Text = text(
    "有一个日期不存在或格式不对：写成 YYYY-MM-DD",
    "a date is none: write YYYY-MM-DD, and only days that exist",
);
const ORDER: Text = text(
    "末日 {} 早于首日，或放假超过 31 天：请核对日期",
    "the last day {} comes before the first, or the break is longer than 31 days: compare the dates",
);

/// Reads all lines.
pub(super) fn parse(text: &str) -> Result<Notices, Trouble> {
    let mut notices = Notices::new();
    let mut source = None;
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim().replace('｜', "|");
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = Place::Line(at + 1);
        if let Some(url) = line.strip_prefix("来源").or_else(|| line.strip_prefix("source")) {
            source = Some(url.trim_start_matches([':', '：', ' ']).trim().to_owned());
            continue;
        }
        let (year, one) = parse_break(place, &line)?;
        let notice = notices.entry(year).or_default();
        notice.source = notice.source.take().or_else(|| source.clone());
        notice.breaks.push(one);
    }
    Ok(notices)
}

fn parse_break(place: Place, line: &str) -> Result<(i32, Break), Trouble> {
    let trouble = |text| Trouble::new(place, text, &[]);
    let mut parts = line.split('|');
    let mut words = words(parts.next().unwrap_or_default());
    let festivals = words.next().and_then(Festival::parse_all).ok_or_else(|| trouble(FESTIVAL))?;
    let days = dates(words).ok_or_else(|| trouble(DATE))?;
    let (first, last) = match days.as_slice() {
        [only] => (*only, *only),
        [first, last] => (*first, *last),
        _ => return Err(trouble(SHAPE)),
    };
    let off: Vec<Date> = std::iter::successors(Some(first), |day| day.plus_days(1))
        .take_while(|day| *day <= last)
        .take(LONGEST + 1)
        .collect();
    if off.is_empty() || off.len() > LONGEST {
        return Err(Trouble::new(place, ORDER, &[&last]));
    }
    let mut one = Break { place, festivals, off, work: Vec::new(), statutory: Vec::new() };
    for part in parts {
        let mut words = self::words(part);
        let list = match words.next() {
            Some("上班" | "调休" | "work") => &mut one.work,
            Some("法定" | "statutory") => &mut one.statutory,
            _ => return Err(trouble(SHAPE)),
        };
        list.extend(dates(words).ok_or_else(|| trouble(DATE))?);
    }
    // The break of New Year may begin in the old year, but it ends in the year of the notice.
    Ok((last.year, one))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\u{3000}', ',', '，', '：', ':']).filter(|word| !word.is_empty())
}

fn dates<'a>(words: impl Iterator<Item = &'a str>) -> Option<Vec<Date>> {
    words.map(Date::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::lang::Lang;

    #[test]
    fn a_line_is_a_break() {
        let notices = parse(
            "# 例\n来源：https://example.com\n\n元旦 2022-12-31 2023-01-02\n中秋节、国庆节 2023-09-29 2023-10-06 ｜ 上班 2023-10-07，2023-10-08 | 法定 2023-09-29\n",
        );
        let notices = notices.map_err(|trouble| trouble.to(Lang::En)).unwrap();
        let notice = &notices[&2023];
        assert_eq!((notice.source.as_deref(), notice.breaks.len()), (Some("https://example.com"), 2));
        assert_eq!(notice.breaks[0].off.len(), 3);
        assert_eq!((notice.breaks[1].off.len(), notice.breaks[1].work.len()), (8, 2));
    }

    #[test]
    fn what_is_wrong_names_its_line() {
        for (line, what) in [
            ("圣诞节 2026-12-25", "no such festival"),
            ("元旦 2026-02-30", "a date is none"),
            ("元旦 2026-1-1", "a date is none"),
            ("元旦", "makes no sense"),
            ("元旦 2026-01-01 2026-01-02 2026-01-03", "makes no sense"),
            ("元旦 2026-01-03 2026-01-01", "2026-01-01 comes before the first"),
            ("元旦 2026-01-01 2026-03-01", "longer than 31 days"),
            ("元旦 2026-01-01 | 休息 2026-01-04", "makes no sense"),
        ] {
            let text =
                parse(&format!("\n{line}")).err().map(|trouble| trouble.to(Lang::En)).unwrap_or_default();
            assert!(text.starts_with("line 2: ") && text.contains(what), "{line}: {text}");
        }
    }
}
