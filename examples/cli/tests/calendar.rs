//! Notices become calendars: every year that is built in comes back from its notice, in both formats.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use common::{shiming, shiming_with};
use serde_json::{Value, json};
use shiming_core::Date;
use shiming_core::policy::Calendar;

/// All eight notices as lines.
const NOTICES: &str = include_str!("notices/2019-2026.txt");

/// A made-up notice: the real one comes out in November 2026.
const NOTICE_2027: &str = "\
元旦 2027-01-01 2027-01-03
春节 2027-02-05 2027-02-11 | 上班 2027-01-31 2027-02-20 | 法定 2027-02-05 2027-02-06 2027-02-07 2027-02-08
清明 2027-04-03 2027-04-05 | 法定 2027-04-05
劳动节 2027-05-01 2027-05-05 | 上班 2027-05-08
端午 2027-06-09 | 法定 2027-06-09
中秋 2027-09-15 | 法定 2027-09-15
国庆节 2027-10-01 2027-10-07 | 上班 2027-10-09
";

struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("shiming-calendar-{name}-{}", std::process::id()));
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn convert(text: &str, more: &[&str]) -> common::Run {
    let mut args = vec!["calendar", "convert", "-", "--json"];
    args.extend(more);
    shiming_with(&args, text, &[])
}

/// The days of one list in all years of a calendar, from 2019 on.
fn days(calendar: &Value, list: &str) -> BTreeSet<String> {
    let years = calendar["years"].as_object().unwrap().values();
    let days = years.flat_map(|year| year[list].as_array().unwrap().iter());
    days.map(|day| day.as_str().unwrap().to_owned()).filter(|day| day.as_str() >= "2019").collect()
}

fn is_what_is_built_in(calendar: &Value) {
    let years = Calendar::official().years();
    let texts = |days: &[Date]| days.iter().map(|day| day.text()).collect::<Vec<_>>();
    let built_in: [(&str, BTreeSet<String>); 3] = [
        ("off_days", years.iter().flat_map(|year| texts(&year.off_days)).collect()),
        ("makeup_workdays", years.iter().flat_map(|year| texts(&year.makeup_workdays)).collect()),
        ("statutory_days", years.iter().flat_map(|year| texts(&year.statutory_days)).collect()),
    ];
    for (list, built_in) in built_in {
        assert_eq!(days(calendar, list), built_in, "{list}");
    }
    assert_eq!(calendar["years"].as_object().unwrap().len(), 8);
    assert_eq!(Calendar::from_json(&calendar.to_string()).unwrap().years(), years);
}

#[test]
fn eight_notices_are_the_eight_years_that_are_built_in() {
    let run = convert(NOTICES, &[]);
    assert_eq!(run.code, 0, "{}", run.all());
    is_what_is_built_in(&run.json());
    // For people it is the same JSON, one list a line.
    let lines = shiming_with(&["calendar", "convert", "-"], NOTICES, &[]);
    assert_eq!(serde_json::from_str::<Value>(&lines.stdout).unwrap(), run.json());
    assert!(lines.stdout.lines().count() > 40 && lines.stderr.contains("2026"), "{}", lines.stderr);
}

/// The year of a line of [`NOTICES`], its festivals, its days off, its workdays and its statutory days.
type Line<'a> = (i32, &'a str, Vec<String>, Vec<&'a str>, Vec<&'a str>);

fn line(line: &str) -> Line<'_> {
    let mut parts = line.split(" | ");
    let mut words = parts.next().unwrap().split(' ');
    let name = words.next().unwrap();
    let days: Vec<Date> = words.map(|word| Date::parse(word).unwrap()).collect();
    let (first, last) = (days[0], *days.last().unwrap());
    let off = std::iter::successors(Some(first), |day| day.plus_days(1)).take_while(|day| *day <= last);
    let (mut work, mut statutory) = (Vec::new(), Vec::new());
    for part in parts {
        let mut words = part.split(' ');
        let list = if words.next() == Some("上班") { &mut work } else { &mut statutory };
        list.extend(words);
    }
    (last.year, name, off.map(Date::text).collect(), work, statutory)
}

#[test]
fn holiday_cn_gives_the_same_calendar() {
    let (mut files, mut statutory) = (Vec::new(), Vec::new());
    for year in 2019..=2026 {
        let mut days = Vec::new();
        let breaks = NOTICES.lines().filter(|text| !text.is_empty() && !text.starts_with(['#', '来']));
        for (_, name, off, work, named) in breaks.map(line).filter(|line| line.0 == year) {
            let day = |date: &str, off: bool| json!({"name": name, "date": date, "isOffDay": off});
            days.extend(off.iter().map(|date| day(date, true)));
            days.extend(work.iter().map(|date| day(date, false)));
            statutory.extend(named);
        }
        let schema = "https://example.com/schema.json";
        let text = json!({"$schema": schema, "year": year, "papers": ["https://example.com"], "days": days});
        files.push(File::new(&format!("cn-{year}"), &text.to_string()));
    }
    let statutory = statutory.join(",");
    let mut args = vec!["calendar", "convert", "--json", "--statutory", statutory.as_str()];
    args.extend(files.iter().map(File::path));
    let run = shiming(&args);
    assert_eq!(run.code, 0, "{}", run.all());
    is_what_is_built_in(&run.json());
}

#[test]
fn holiday_cn_without_statutory_days_says_which_are_missing() {
    let year = json!({"year": 2027, "days": [{"name": "春节", "date": "2027-02-05", "isOffDay": true}]});
    let run = shiming_with(&["calendar", "convert", "-", "--lang", "zh"], &year.to_string(), &[]);
    assert_eq!(run.code, 1);
    for text in ["2027 年", "春节", "4 天", "--statutory"] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    for odd in ["{}", "{\"year\":2027,\"days\":[{}]}", "{\"year\":2027,\"days\":[]}"] {
        assert_eq!(shiming_with(&["calendar", "convert", "-"], odd, &[]).code, 1, "{odd}");
    }
}

#[test]
fn a_mistake_in_a_notice_is_named() {
    assert_eq!(convert(NOTICE_2027, &[]).code, 0);
    for (right, wrong, what) in [
        ("端午 2027-06-09 |", "端午 2027-06-08 |", "line 5: 2027-06-09 is no day of this break"),
        ("| 法定 2027-09-15", "", "line 6: 中秋节 has 1 statutory days"),
        (" 2027-02-08\n", "\n", "line 2: 春节 has 4 statutory days"),
        (
            "2027-02-07 2027-02-08\n",
            "2027-02-07 2027-02-09\n",
            "2027-02-09 does not follow the day before it",
        ),
        ("法定 2027-04-05", "法定 2027-04-03", "2027-04-03 is not 清明"),
        ("国庆节 2027-10-01 2027-10-07 | 上班 2027-10-09\n", "", "2027: 国庆节 is missing"),
        ("上班 2027-05-08", "上班 2027-05-07", "2027-05-07 is no Saturday or Sunday"),
        ("上班 2027-05-08", "上班 2027-05-02", "2027-05-02 is a day off and a make-up workday"),
        ("上班 2027-05-08", "上班 2026-05-09", "2026-05-09 stands under another year"),
        (
            "国庆节 2027-10-01",
            "国庆节 2027-10-02",
            "2027-10-01 is a statutory day and must stand in off_days",
        ),
        ("劳动节", "五一节", "line 4: no such festival"),
    ] {
        assert!(NOTICE_2027.contains(right), "{right}");
        let run = convert(&NOTICE_2027.replacen(right, wrong, 1), &[]);
        let error = &run.json()["error"];
        let detail = error["detail"].as_str().unwrap();
        assert_eq!((run.code, error["code"].as_str()), (1, Some("invalid_calendar")), "{what}: {detail}");
        assert!(detail.contains(what), "{what}: {detail}");
    }
    let twice = File::new("twice", NOTICE_2027);
    let run = shiming(&["calendar", "convert", twice.path(), twice.path()]);
    assert!(run.code == 1 && run.stdout.contains("2027: stands in two files"), "{}", run.all());
    for statutory in ["2027-02-30", "2027-12-25"] {
        assert_eq!(convert(NOTICE_2027, &["--statutory", statutory]).code, 1, "{statutory}");
    }
    assert_eq!(convert("", &[]).code, 1);
    assert_eq!(shiming(&["calendar", "convert", "/nowhere"]).code, 2);
}

#[test]
fn english_words_do_too() {
    let english = NOTICE_2027
        .replace("元旦", "new-year")
        .replace("春节", "spring")
        .replace("清明", "qingming")
        .replace("劳动节", "labour")
        .replace("端午", "dragon-boat")
        .replace("中秋", "mid-autumn")
        .replace("国庆节", "national")
        .replace("上班", "work")
        .replace("法定", "statutory");
    assert!(english.is_ascii());
    assert_eq!(convert(&english, &[]).json(), convert(NOTICE_2027, &[]).json());
}

#[test]
fn check_shows_what_a_file_adds() {
    let file = File::new("2027", &convert(NOTICE_2027, &[]).stdout);
    let run = shiming(&["calendar", "check", file.path()]);
    assert_eq!(run.code, 0, "{}", run.all());
    for text in [
        "2027: new",
        "13 statutory days, 4 make-up workdays",
        "+ days off: 2027-01-01 Fri to 2027-01-03 Sun, 2027-02-05 Fri",
        "covered until: 2027-12-28",
    ] {
        assert!(run.stdout.contains(text), "{text}: {}", run.stdout);
    }
    let chinese = shiming(&["calendar", "check", file.path(), "--lang", "zh"]);
    assert!(
        chinese.stdout.contains("2027-02-05 周五至") || chinese.stdout.contains("2027-02-05 周五 至"),
        "{}",
        chinese.stdout
    );
    let answer = shiming(&["calendar", "check", file.path(), "--json"]).json();
    assert_eq!(answer["years"][0]["year"], 2027);
    assert_eq!(answer["years"][0]["added"]["statutory_days"].as_array().unwrap().len(), 13);
    // With it, decisions of that year are covered.
    let args = ["play-window", "--year", "2027", "--month", "2", "--json", "--calendar", file.path()];
    let days = shiming(&args).json();
    assert!(days["days"].as_array().unwrap().iter().all(|day| day["covered"] == true), "{days}");
    assert_eq!((&days["days"][7]["open"], &days["days"][19]["open"]), (&true.into(), &false.into()));
}

#[test]
fn check_shows_what_a_revision_changes() {
    // A break of 2026 that begins a day later.
    let revised = NOTICES.replace("2026-05-01 2026-05-05 | 上班 2026-05-09", "2026-05-01 2026-05-04");
    let file = File::new("revised", &convert(&revised, &[]).stdout);
    let run = shiming(&["calendar", "check", file.path()]);
    assert!(run.stdout.contains("2026: differs from the built-in notice"), "{}", run.stdout);
    assert!(run.stdout.contains("- days off: 2026-05-05 Tue\n"), "{}", run.stdout);
    assert!(run.stdout.contains("- make-up workdays: 2026-05-09 Sat\n"), "{}", run.stdout);
    assert!(!run.stdout.contains("2025"), "{}", run.stdout);
    let same = File::new("same", &convert(NOTICES, &[]).stdout);
    assert!(shiming(&["calendar", "check", same.path()]).stdout.contains("the same as what is built in"));
}

#[test]
fn check_names_the_wrong_date() {
    let wrong = convert(NOTICE_2027, &[]).stdout.replace("2027-05-08", "2027-05-10");
    let file = File::new("wrong", &wrong);
    let run = shiming(&["calendar", "check", file.path()]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("2027-05-10 is no Saturday or Sunday"), "{}", run.stderr);
    let json = shiming(&["calendar", "check", file.path(), "--json"]);
    assert_eq!((json.code, json.json()["error"]["code"].as_str()), (1, Some("invalid_calendar")));
    assert_eq!(shiming_with(&["calendar", "check", "-"], "nonsense", &[]).code, 1);
}
