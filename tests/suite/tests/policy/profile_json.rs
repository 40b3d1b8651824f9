//! Profiles as text: every value is read, everything else is refused.

use shiming_core::ErrorCode;
use shiming_core::policy::{
    AgeRule, Base, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered,
    UnknownAge,
};
use shiming_suite::oracles::marker::{MARKER, check_error};

const TEXTS: [&str; 9] =
    ["base", "pending", "age", "holidays", "makeup", "uncovered", "unknown_age", "manual_waiting", "service"];
const SECONDS: [&str; 2] = ["fail_open_max_s", "pending_expired_grace_s"];
const YEARS: [&str; 2] = ["minimum_age", "no_pay_under"];

fn read(json: &str) -> Profile {
    Profile::from_json(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Refused, with the field where one value is wrong.
fn refused(json: &str, field: &str) {
    let error = Profile::from_json(json).expect_err(&json[..json.len().min(200)]);
    check_error(&error);
    assert_eq!((error.code, error.field), (ErrorCode::InvalidProfile, Some(field)), "{json:.200}");
}

#[test]
fn bases_and_presets() {
    for (name, profile) in [
        ("auto", Profile::auto()),
        ("cn2019", Profile::cn2019()),
        ("cn2021", Profile::cn2021()),
        ("faq_literal", Profile::faq_literal()),
        ("cn2021_strict", Profile::cn2021_strict()),
    ] {
        assert_eq!(read(&format!(r#"{{"base":"{name}"}}"#)), profile);
    }
    assert_eq!(read("{}"), Profile::auto());
    assert_eq!(Profile::faq_literal().base, Base::Cn2019);
}

#[test]
fn every_value_of_every_option() {
    fn each<T: Copy + PartialEq + std::fmt::Debug>(
        field: &str,
        all: &[T],
        name: fn(T) -> &'static str,
        of: fn(&Profile) -> T,
    ) {
        for value in all {
            let profile = read(&format!(r#"{{"base":"cn2021_strict","{field}":"{}"}}"#, name(*value)));
            assert_eq!(of(&profile), *value);
        }
    }
    each("pending", PendingPolicy::ALL, PendingPolicy::name, |p| p.pending);
    each("age", AgeRule::ALL, AgeRule::name, |p| p.age);
    each("holidays", HolidayScope::ALL, HolidayScope::name, |p| p.holidays);
    each("makeup", Makeup::ALL, Makeup::name, |p| p.makeup);
    each("uncovered", Uncovered::ALL, Uncovered::name, |p| p.uncovered);
    each("unknown_age", UnknownAge::ALL, UnknownAge::name, |p| p.unknown_age);
    each("manual_waiting", ManualWaiting::ALL, ManualWaiting::name, |p| p.manual_waiting);
    each("service", Service::ALL, Service::name, |p| p.service);
    for value in [true, false] {
        let profile = read(&format!(r#"{{"minor_pay_in_window_only":{value}}}"#));
        assert_eq!(profile.minor_pay_in_window_only, value);
    }
    for seconds in [0, 1, 2_678_400] {
        let profile =
            read(&format!(r#"{{"fail_open_max_s":{seconds},"pending_expired_grace_s":{seconds}}}"#));
        assert_eq!((profile.fail_open_max_s, profile.pending_expired_grace_s), (seconds, seconds));
    }
    for years in [0, 12, 99] {
        let profile = read(&format!(r#"{{"minimum_age":{years},"no_pay_under":{years}}}"#));
        assert_eq!((profile.minimum_age, profile.no_pay_under), (years, years));
    }
    for warn in [[0, 0], [3600, 0], [3600, 3600], [120, 30]] {
        assert_eq!(read(&format!(r#"{{"warn_s":[{},{}]}}"#, warn[0], warn[1])).warn_s, warn);
    }
}

#[test]
fn the_defaults_are_those_of_the_documentation() {
    let profile = Profile::default();
    let json = r#"{"base":"auto","pending":"by_claimed_age","fail_open_max_s":172800,"pending_expired_grace_s":86400,
        "age":"next_day","holidays":"official_break","makeup":"ban","uncovered":"best_effort","minor_pay_in_window_only":true,
        "unknown_age":"under_8","manual_waiting":"deny","minimum_age":0,"no_pay_under":0,"service":"game","warn_s":[900,60]}"#;
    assert_eq!(read(json), profile);
    let strict = Profile::cn2021_strict();
    assert_eq!(
        (strict.pending, strict.holidays, strict.makeup, strict.age),
        (PendingPolicy::Block, HolidayScope::StatutoryOnly, Makeup::Ban, AgeRule::NextDay)
    );
    let literal = Profile::faq_literal();
    assert_eq!((literal.pending, literal.age), (PendingPolicy::FaqLiteral, AgeRule::Birthday));
}

#[test]
fn values_that_do_not_exist() {
    for field in TEXTS {
        for value in ["", "AUTO", " auto", "cn2022", MARKER, "\\u0000", "null"] {
            refused(&format!(r#"{{"{field}":"{value}"}}"#), field);
        }
    }
    for (fields, too_much) in [(SECONDS, "2678401"), (YEARS, "100")] {
        for field in fields {
            for value in ["-1", too_much, "9223372036854775807", "-9223372036854775808"] {
                refused(&format!(r#"{{"{field}":{value}}}"#), field);
            }
        }
    }
    for warn in ["[60,900]", "[3601,0]", "[0,-1]", "[9223372036854775807,0]"] {
        refused(&format!(r#"{{"warn_s":{warn}}}"#), "warn_s");
    }
}

#[test]
fn other_types_unknown_fields_and_duplicates() {
    let wrong = |field: &str, values: &[&str]| {
        for value in values {
            refused(&format!(r#"{{"{field}":{value}}}"#), "profile");
        }
    };
    for field in TEXTS {
        wrong(field, &["0", "true", "[]", "{}", "[\"auto\"]", "{\"auto\":null}"]);
    }
    for field in SECONDS.into_iter().chain(YEARS) {
        wrong(
            field,
            &["\"1\"", "1.0", "1e2", "true", "[]", "{}", "9223372036854775808", "NaN", "-", "0x1", "01"],
        );
    }
    wrong("minor_pay_in_window_only", &["0", "1", "\"true\"", "[]", "{}"]);
    wrong("warn_s", &["[]", "[1]", "[3,2,1]", "900", "[\"900\",\"60\"]", "{}", "[900.0,60]"]);
    for field in TEXTS.into_iter().chain(SECONDS).chain(YEARS).chain(["minor_pay_in_window_only", "warn_s"]) {
        refused(&format!(r#"{{"{field}":null,"{field}":null}}"#), "profile");
        refused(&format!(r#"{{"{field}s":null}}"#), "profile");
        refused(&format!(r#"{{"{}":null}}"#, field.to_uppercase()), "profile");
    }
    for unknown in ["", "v", "calendar", MARKER] {
        refused(&format!(r#"{{"{unknown}":1}}"#), "profile");
    }
}

/// A list of values in the order of the fields is no profile: a forgotten one would shift the rest.
#[test]
fn what_is_no_object() {
    for json in [
        "",
        " ",
        "null",
        "[]",
        "[\"cn2021\"]",
        "[\"cn2021\",\"block\"]",
        "1",
        "\"cn2021\"",
        "true",
        "{",
        "{}{}",
        "{},",
        "\u{feff}{}",
    ] {
        refused(json, "profile");
    }
    assert_eq!(read(" \n{ \"base\" : \"cn2021\" }\t"), Profile::cn2021());
}

#[test]
fn deep_and_long() {
    for (open, close) in [("[", "]"), ("{\"base\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        refused(&deep, "profile");
        refused(&format!(r#"{{"pending":{deep}}}"#), "profile");
    }
    let long = MARKER.repeat(80_000);
    assert!(long.len() > 1_000_000);
    refused(&format!(r#"{{"pending":"{long}"}}"#), "pending");
    refused(&format!(r#"{{"{long}":1}}"#), "profile");
    refused(&format!(r#"{{"minimum_age":{}}}"#, "1".repeat(1_000_000)), "profile");
    refused(&long, "profile");
}
