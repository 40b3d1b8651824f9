//! Calendars as text: a notice is taken whole, or refused with the day that is wrong.

use serde_json::{Value, json};
use shiming_core::policy::{Calendar, DayReason, Profile, play_windows};
use shiming_core::{Date, ErrorCode};
use shiming_suite::oracles::marker::{MARKER, check_error};

/// An invented notice for 2027.
fn notice() -> Value {
    let off = [
        "2027-01-01",
        "2027-02-05",
        "2027-02-06",
        "2027-02-07",
        "2027-02-08",
        "2027-05-01",
        "2027-05-02",
        "2027-10-01",
        "2027-10-02",
        "2027-10-03",
        "2027-10-04",
    ];
    let statutory = [
        "2027-01-01",
        "2027-02-05",
        "2027-02-06",
        "2027-05-01",
        "2027-05-02",
        "2027-10-01",
        "2027-10-02",
        "2027-10-03",
    ];
    json!({"off_days": off, "makeup_workdays": ["2027-02-20", "2027-10-09"], "statutory_days": statutory})
}

fn file(notice: &Value) -> String {
    json!({"v": 1, "years": {"2027": notice}}).to_string()
}

fn refused(json: &str, names: &str) {
    let error = Calendar::from_json(json).expect_err(&json[..json.len().min(300)]);
    check_error(&error);
    assert_eq!((error.code, error.field), (ErrorCode::InvalidCalendar, Some("calendar")));
    assert!(error.detail.contains(names), "{names} is not in: {}", error.detail);
}

/// The notice with one list changed.
fn changed(list: &str, change: impl FnOnce(&mut Vec<Value>)) -> String {
    let mut notice = notice();
    change(notice[list].as_array_mut().unwrap());
    file(&notice)
}

#[test]
fn a_notice_opens_and_closes_days() {
    let calendar = Calendar::from_json(&file(&notice())).unwrap();
    let month = |month| play_windows(2027, month, &Profile::cn2021(), &calendar).unwrap();
    let february = month(2);
    assert_eq!((february[7].open, february[7].reason), (true, DayReason::OfficialBreak));
    assert_eq!((february[19].open, february[19].reason), (false, DayReason::MakeupWorkday));
    assert!(february.iter().all(|day| day.covered));
    // Until the next notice is there, the last three days belong to nobody.
    let covered: Vec<bool> = month(12).iter().map(|day| day.covered).collect();
    assert_eq!(covered, [[true; 28].as_slice(), &[false; 3]].concat());
    assert!(calendar.covers(Date::new(2026, 12, 31).unwrap()));
    assert_eq!(Calendar::from_json(r#"{"v":1,"years":{}}"#).unwrap(), Calendar::official());
}

#[test]
fn gaps_between_years_stay_gaps() {
    let mut text = file(&notice());
    text =
        text.replace("2027", "2029").replace("2029-02-20", "2029-02-24").replace("2029-10-09", "2029-10-13");
    let calendar = Calendar::from_json(&text).unwrap();
    let years: Vec<i32> = calendar.years().iter().map(|of| of.year).collect();
    assert_eq!(years, [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2029]);
    for (year, covered) in [(2027, false), (2028, false), (2029, true), (2030, false)] {
        assert_eq!(calendar.covers(Date::new(year, 6, 1).unwrap()), covered, "{year}");
        let days = play_windows(year, 6, &Profile::cn2021(), &calendar).unwrap();
        assert!(days.iter().all(|day| day.covered == covered), "{year}");
    }
}

/// A notice may begin in the December before; its days there are checked like the others, also in a year that has none of its own.
#[test]
fn a_notice_reaches_back() {
    let with = |off: &str, makeup: Option<&str>| {
        let text = changed("off_days", |days| days.push(off.into()));
        let mut all: Value = serde_json::from_str(&text).unwrap();
        if let Some(makeup) = makeup {
            all["years"]["2027"]["makeup_workdays"].as_array_mut().unwrap().push(makeup.into());
        }
        all.to_string()
    };
    let calendar = Calendar::from_json(&with("2026-12-31", None)).unwrap();
    let days = play_windows(2026, 12, &Profile::cn2021(), &calendar).unwrap();
    assert_eq!((days[30].open, days[30].reason), (true, DayReason::OfficialBreak));
    refused(&with("2026-12-28", None), "2026-12-28");
    refused(&with("2028-01-01", None), "2028-01-01");
    // 2028 has no notice here; Sunday 2028-12-31 cannot be both.
    let later = |text: String| {
        text.replace("2027", "2029").replace("2029-02-20", "2029-02-24").replace("2029-10-09", "2029-10-13")
    };
    refused(&later(with("2028-12-31", Some("2028-12-31"))), "2028-12-31");
    refused(&later(with("2028-12-31", Some("2028-12-29"))), "2028-12-29");
}

#[test]
fn a_day_that_is_wrong_is_named() {
    for list in ["off_days", "makeup_workdays", "statutory_days"] {
        for bad in
            ["2027-02-7", "2027-2-07", "2027-02-30", "2027-13-01", "2027-00-10", "20270207", "2027-02-29"]
        {
            refused(&changed(list, |days| days.push(bad.into())), bad);
        }
        for bad in ["", "2027/02/07", MARKER, "2027-02-07 ", "tomorrow", "２０２７-02-07"] {
            refused(&changed(list, |days| days.push(bad.into())), "YYYY-MM-DD");
        }
        let twice = notice()[list][0].as_str().unwrap().to_string();
        refused(&changed(list, |days| days.push(twice.clone().into())), &twice);
        refused(&changed(list, |days| days.push("2026-06-01".into())), "2026-06-01");
    }
}

#[test]
fn a_contradiction_is_named() {
    refused(&changed("makeup_workdays", |days| days.push("2027-02-07".into())), "2027-02-07");
    refused(&changed("makeup_workdays", |days| days.push("2027-02-22".into())), "2027-02-22");
    refused(&changed("statutory_days", |days| days.push("2027-04-05".into())), "2027-04-05");
    for missing in ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"] {
        refused(&changed("statutory_days", |days| days.retain(|day| day != missing)), missing);
    }
}

#[test]
fn another_shape() {
    for json in [
        "",
        "null",
        "[]",
        "{}",
        "1",
        "{\"v\":1}",
        "{\"years\":{}}",
        "{\"v\":1,\"years\":[]}",
        "{\"v\":1,\"years\":null}",
        "[1,{}]",
    ] {
        refused(json, "\"v\":1");
    }
    for v in ["0", "2", "-1", "\"1\"", "1.0", "null", "9223372036854775808"] {
        refused(&format!(r#"{{"v":{v},"years":{{}}}}"#), "\"v\"");
    }
    for year in ["", "27", "02027", "+027", "2018", "2100", "２０２７", " 2027", "-2027", MARKER] {
        let text = file(&notice()).replace("\"2027\":", &format!("\"{year}\":"));
        refused(&text, "four digits");
    }
    let text = file(&notice());
    refused(&text.replacen("\"v\":1", &format!("\"v\":1,\"{MARKER}\":1"), 1), "shape");
    refused(&text.replacen("\"off_days\":", "\"makeup\":[],\"off_days\":", 1), "shape");
    refused(&text.replacen("\"off_days\":", "\"off_days\":[],\"off_days\":", 1), "shape");
    refused(&text.replacen("\"v\":1", "\"v\":1,\"v\":1", 1), "shape");
    for list in ["off_days", "makeup_workdays", "statutory_days"] {
        for value in
            [json!(null), json!({}), json!("2027-01-01"), json!([20_270_101]), json!([["2027-01-01"]])]
        {
            let mut notice = notice();
            notice[list] = value;
            refused(&file(&notice), "shape");
        }
        let mut notice = notice();
        notice.as_object_mut().unwrap().remove(list);
        refused(&file(&notice), "shape");
    }
    // A list of lists is no notice.
    let notice = notice();
    let lists = json!([notice["off_days"], notice["makeup_workdays"], notice["statutory_days"]]);
    refused(&file(&lists), "shape");
}

/// Of two notices for one year none is silently the one.
#[test]
fn a_year_twice() {
    let text = file(&notice());
    let inside = text.strip_prefix("{\"v\":1,\"years\":{").unwrap_or(&text);
    let one = format!("\"2027\":{}", notice());
    assert!(!inside.is_empty());
    refused(&format!(r#"{{"v":1,"years":{{{one},{one}}}}}"#), "2027");
}

#[test]
fn deep_and_long() {
    for (open, close) in [("[", "]"), ("{\"years\":", "}")] {
        refused(&format!("{}1{}", open.repeat(100_000), close.repeat(100_000)), "shape");
    }
    let days: Vec<String> = (0..100_000).map(|_| "2027-03-01".to_string()).collect();
    refused(&changed("off_days", |list| list.extend(days.into_iter().map(Value::from))), "2027-03-01");
    refused(&file(&notice()).replacen("2027-02-20", &MARKER.repeat(80_000), 1), "YYYY-MM-DD");
    let years: Vec<String> = (0..200_000).map(|year| format!("\"{year}\":{}", "{}")).collect();
    refused(&format!(r#"{{"v":1,"years":{{{}}}}}"#, years.join(",")), "shape");
    // The source is the host's own note and may be long.
    let mut long = notice();
    long["source"] = "x".repeat(1_000_000).into();
    assert!(Calendar::from_json(&file(&long)).is_ok());
}
