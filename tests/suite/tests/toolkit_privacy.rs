//! Secrets and persons never appear in Debug, Display or error text: every public type of the toolkit, filled with values
//! that would be recognised.

use std::fmt::Debug;

use shiming_core::credential::{App, SecretKey};
use shiming_core::identity::{
    Person, RedactKind, ai_for_attempt, pi_birth_date, redact, validate_id_number, validate_name,
};
use shiming_core::wire::{
    Behavior, Endpoints, PlayerKind, Row, check_request, decrypt_body, encrypt_body, explain_sign,
    parse_check, parse_report, query_request, report_request, sign,
};
use shiming_core::{Error, Response};

const KEY: &str = "b4c932250dbe59ff53b15ee993a9feb5";
const NAME: &str = "某一一";
const NUMBER: &str = "110000190101010001";
const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
const NONCE: [u8; 12] = [7; 12];
const UNIX: i64 = 1_705_975_788_904;

/// Parts that are long enough to be no accident.
fn secrets() -> Vec<String> {
    let mut secrets: Vec<String> =
        ["一一", NUMBER, "19010101", "1901-01-01", PI, "1fffbj", "esnh99u", KEY, "B4C93225", "53b15ee9"]
            .map(String::from)
            .into();
    // Bytes printed as a list of numbers or as escapes are no better.
    for secret in [PI, KEY, NAME] {
        let numbers: Vec<String> = secret.bytes().take(6).map(|byte| byte.to_string()).collect();
        secrets.push(numbers.join(", "));
    }
    secrets.push(NAME.escape_unicode().to_string());
    secrets
}

fn leak(text: &str) -> Option<String> {
    secrets().into_iter().find(|secret| text.contains(secret))
}

fn assert_silent(what: &str, text: &str) {
    assert!(!text.is_empty(), "{what}");
    assert_eq!(leak(text), None, "{what}: {text}");
}

fn debug_is_silent(what: &str, value: &impl Debug) {
    assert_silent(what, &format!("{value:?}"));
    assert_silent(what, &format!("{value:#?}"));
}

fn app() -> App {
    App::new("fdc6688637bc468e9aea874654cbead2", "1101999999", KEY).unwrap()
}

fn row() -> Row {
    Row {
        si: "s".into(),
        bt: Behavior::Login,
        ot: UNIX / 1000,
        ct: PlayerKind::Verified,
        pi: Some(PI.into()),
        di: Some(PI.into()),
    }
}

#[test]
fn the_test_recognises_a_leak() {
    assert!(leak(&format!("{:?}", PI.as_bytes())).is_some());
    assert!(leak(&format!("{KEY:?}")).is_some());
    assert!(leak(&NAME.escape_unicode().to_string()).is_some());
    assert!(leak("born 1901-01-01").is_some());
    assert!(leak("某** 110*************01 ****h99u <secretKey>").is_none());
}

#[test]
fn debug_of_every_type_is_silent() {
    let app = app();
    debug_is_silent("App", &app);
    debug_is_silent("SecretKey", &SecretKey::parse(KEY).unwrap());
    debug_is_silent("Person", &Person::new(NAME, NUMBER, UNIX).unwrap());
    debug_is_silent("ValidName", &validate_name(NAME).unwrap());
    debug_is_silent("ValidIdNumber", &validate_id_number(NUMBER, UNIX).unwrap());
    debug_is_silent("PiBirth", &pi_birth_date(PI).unwrap());
    debug_is_silent("Row", &row());
    debug_is_silent("Option<Date>", &pi_birth_date(PI).unwrap().birth);

    let check = check_request(&app, &Endpoints::Production, "ai", NAME, NUMBER, &NONCE, UNIX).unwrap();
    debug_is_silent("Request of a check", &check);
    debug_is_silent("Request of a query", &query_request(&app, &Endpoints::Production, "ai", UNIX).unwrap());
    debug_is_silent(
        "Request of a report",
        &report_request(&app, &Endpoints::Production, &[row()], &NONCE, UNIX).unwrap(),
    );

    let verified = format!(r#"{{"errcode":0,"data":{{"result":{{"status":0,"pi":"{PI}"}}}}}}"#);
    debug_is_silent("Answer::Verified", &parse_check(200, verified.as_bytes()));
    let refused = format!(r#"{{"errcode":2001,"errmsg":"{NAME} {NUMBER} {PI}"}}"#);
    debug_is_silent("Answer::Refused", &parse_check(200, refused.as_bytes()));
    debug_is_silent("ReportAnswer::Refused", &parse_report(200, refused.as_bytes(), 1).unwrap());
    let partial =
        format!(r#"{{"errcode":3001,"data":{{"results":[{{"no":1,"errcode":3010,"errmsg":"{PI}"}}]}}}}"#);
    debug_is_silent("ReportAnswer::Partial", &parse_report(200, partial.as_bytes(), 1).unwrap());
    debug_is_silent("Response", &Response { status: 200, body: verified.into_bytes(), date: None });

    let params = [("appId", "a"), ("bizId", "b"), ("timestamps", "1"), ("ai", NUMBER)];
    let params: Vec<_> = params.map(|(key, value)| (key.to_string(), value.to_string())).into();
    debug_is_silent("SignExplanation", &explain_sign(KEY, &params, PI.as_bytes()).unwrap());
    let explained = explain_sign(KEY, &params, b"").unwrap();
    assert!(!explained.text.contains(KEY), "the explanation masks the key");
}

#[test]
fn errors_are_silent() {
    let app = app();
    let production = Endpoints::Production;
    let own = |key: &str, value: &str| (key.to_string(), value.to_string());
    let mut late = row();
    late.ot = 19_010_101;
    let mut long = row();
    long.pi = Some(PI.repeat(2));
    let mut bad_si = row();
    bad_si.si = PI.into();
    let body = encrypt_body(KEY, &NONCE, NAME.as_bytes()).unwrap();
    let url =
        Endpoints::Custom { check: format!("https://h/?{KEY}"), query: String::new(), report: String::new() };
    let errors: Vec<(&str, Error)> = vec![
        ("key too long", SecretKey::parse(&format!("{KEY}0")).unwrap_err()),
        ("key as appId", App::new(&format!("{KEY} "), "b", KEY).unwrap_err()),
        ("key as bizId", App::new("a", &format!("{KEY}\n"), KEY).unwrap_err()),
        ("name with a digit", validate_name(&format!("{NAME}1")).unwrap_err()),
        ("name too long", validate_name(&NAME.repeat(11)).unwrap_err()),
        ("wrong check digit", validate_id_number("110000190101010002", UNIX).unwrap_err()),
        ("too long", validate_id_number(&format!("{NUMBER}1"), UNIX).unwrap_err()),
        ("bad time", validate_id_number(NUMBER, -1).unwrap_err()),
        ("person", Person::new(NUMBER, NAME, UNIX).unwrap_err()),
        ("attempt", ai_for_attempt(&[0; 16], "b", NAME, 0, NAME, NUMBER).unwrap_err()),
        ("account", ai_for_attempt(&[0; 16], "b", &format!("{NUMBER}\n"), 1, NAME, NUMBER).unwrap_err()),
        ("ai too long", check_request(&app, &production, PI, NAME, NUMBER, &NONCE, UNIX).unwrap_err()),
        ("query too long", query_request(&app, &production, PI, UNIX).unwrap_err()),
        ("late row", report_request(&app, &production, &[late], &NONCE, UNIX).unwrap_err()),
        ("long pi", report_request(&app, &production, &[long], &NONCE, UNIX).unwrap_err()),
        ("pi as si", report_request(&app, &production, &[bad_si], &NONCE, UNIX).unwrap_err()),
        ("url with a key", query_request(&app, &url, "ai", UNIX).unwrap_err()),
        ("another key", decrypt_body("00000000000000000000000000000000", &body).unwrap_err()),
        ("no body", decrypt_body(KEY, PI.as_bytes()).unwrap_err()),
        ("params", sign(KEY, &[own(NAME, NUMBER)], b"").unwrap_err()),
        ("repeated", explain_sign(KEY, &[own(PI, NAME), own(PI, NAME)], b"").unwrap_err()),
        ("text", redact(RedactKind::Text, &NUMBER.repeat(60_000)).unwrap_err()),
    ];
    for (what, error) in errors {
        assert_silent(what, &format!("{error}"));
        assert_silent(what, &format!("{error:?}"));
        assert!(!error.detail.is_empty(), "{what}");
    }
}

#[test]
fn what_is_sent_shows_no_person() {
    let app = app();
    let check = check_request(&app, &Endpoints::Production, "ai", NAME, NUMBER, &NONCE, UNIX).unwrap();
    let report = report_request(&app, &Endpoints::Production, &[row()], &NONCE, UNIX).unwrap();
    for request in [check, report] {
        let headers: String =
            request.headers.iter().flat_map(|(name, value)| [name.as_str(), value]).collect();
        assert_silent(
            "a request",
            &format!("{}{headers}{}", request.url, String::from_utf8(request.body).unwrap()),
        );
    }
}
