//! The tester itself: the reference agrees with itself, and a surface that errs is found.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shiming_xtask::conform::surface::{Call, Reference, Surface};
use shiming_xtask::conform::toolkit::case_of;
use shiming_xtask::conform::{Mode, Options, run_on};
use shiming_xtask::drive::random;
use shiming_xtask::operations::Operations;

fn options(mode: Mode, cases: u64) -> Options {
    Options { testee: String::new(), cases, seed: 7, mode }
}

/// The reference with one habit changed.
struct Erring {
    inner: Reference,
    habit: fn(&Call, &mut Value),
}

impl Surface for Erring {
    fn ask(&mut self, calls: &[Call]) -> Vec<Value> {
        let mut answers = self.inner.ask(calls);
        for (call, answer) in calls.iter().zip(&mut answers) {
            (self.habit)(call, answer);
        }
        answers
    }

    fn restart(&mut self) -> Result<(), String> {
        self.inner.restart()
    }
}

fn agrees(mode: Mode, cases: u64, habit: fn(&Call, &mut Value)) -> bool {
    run_on(&mut Erring { inner: Reference::default(), habit }, &options(mode, cases))
        .is_ok_and(|report| report.ok())
}

#[test]
fn the_reference_agrees_with_itself() {
    for (mode, cases) in [(Mode::Files, 0), (Mode::Toolkit, 500), (Mode::Engine, 20)] {
        assert!(agrees(mode, cases, |_, _| {}), "{mode:?}");
    }
}

#[test]
fn an_engine_that_differs_is_found() {
    assert!(!agrees(Mode::Engine, 20, |call, answer| {
        if call.op == "engine_login" && answer["ok"]["reported"] == true {
            answer["ok"]["reported"] = false.into();
        }
    }));
    assert!(!agrees(Mode::Engine, 20, |_, answer| {
        if answer["ok"]["kind"] == "persist" {
            answer["ok"]["bytes_hex"] = "00".into();
        }
    }));
}

/// What random calls meet: operation with error code, kinds of steps and events, outcomes of rows.
fn met() -> BTreeSet<(String, String)> {
    let mut met = BTreeSet::new();
    let mut reference = Reference::default();
    for seed in 0..300 {
        for line in random::history(seed, &mut reference) {
            note(&line.call, &line.answer, &mut met);
        }
    }
    let operations = Operations::read().unwrap();
    let pure = |operation: &&shiming_xtask::operations::Operation| {
        ["toolkit", "policy", "account"].contains(&operation.group.as_str())
    };
    let ops: Vec<&str> =
        operations.list.iter().filter(pure).map(|operation| operation.name.as_str()).collect();
    for seed in 0..9_000 {
        let calls = case_of(&ops, seed, &mut reference);
        let answers = reference.ask(&calls);
        calls.iter().zip(&answers).for_each(|(call, answer)| note(call, answer, &mut met));
    }
    met
}

fn note(call: &Call, answer: &Value, met: &mut BTreeSet<(String, String)>) {
    let mut add = |kind: &str, value: &Value| {
        if let Some(value) = value.as_str() {
            met.insert((kind.to_owned(), value.to_owned()));
        }
    };
    add(&call.op, if answer.get("ok").is_some() { &Value::Null } else { &answer["error"]["code"] });
    add("called", &Value::from(call.op.as_str()));
    if answer.get("ok").is_some() {
        add("succeeded", &Value::from(call.op.as_str()));
    }
    add("step", &answer["ok"]["kind"]);
    add("used", &answer["ok"]["used"]);
    let event = &answer["ok"]["event"];
    add("event", &event["kind"]);
    add("alert", &event["code"]);
    for row in event["rows"].as_array().into_iter().flatten() {
        add("row", &row["outcome"]);
    }
}

#[test]
fn random_calls_meet_everything() {
    let met = met();
    let mut unlisted = Vec::new();
    let operations = Operations::read().unwrap();
    for operation in operations.list.iter().filter(|operation| operation.name != "hello") {
        let name = &operation.name;
        assert!(met.contains(&("succeeded".into(), name.clone())), "{name} never succeeded");
        let any_call = ["bad_call", "invalid_text", "invalid_parameter"];
        for (_, code) in met.iter().filter(|(op, _)| op == name) {
            if !operation.errors.contains(code) && !any_call.contains(&code.as_str()) {
                unlisted.push(format!("{name} {code}"));
            }
        }
    }
    assert!(unlisted.is_empty(), "operations.json does not list: {unlisted:?}");
    let seen =
        |kind: &str| met.iter().filter(|(k, _)| k == kind).map(|(_, v)| v.as_str()).collect::<BTreeSet<_>>();
    for (kind, wanted) in [
        ("step", &["persist", "event", "send", "wait"][..]),
        ("used", &["now", "late", "already"]),
        ("row", &["accepted", "shifted", "refused", "dropped"]),
        (
            "event",
            &[
                "account_changed",
                "rows_settled",
                "session_ended",
                "throttled",
                "game_drained",
                "alert",
                "recovered",
            ],
        ),
    ] {
        let seen = seen(kind);
        assert!(wanted.iter().all(|wanted| seen.contains(wanted)), "{kind}: {seen:?}");
    }
}

#[test]
fn a_wrong_answer_is_found() {
    assert!(!agrees(Mode::Toolkit, 500, |call, answer| {
        if call.op == "normalize_id" && answer["ok"]["how"] == "padded" {
            answer["ok"]["how"] = "hashed".into();
        }
    }));
    assert!(!agrees(Mode::Files, 0, |call, answer| {
        if call.op == "sign" && answer.get("ok").is_some() {
            answer["ok"]["sign"] = answer["ok"]["sign"].as_str().unwrap_or_default().to_uppercase().into();
        }
    }));
}

#[test]
fn a_wrong_error_code_is_found() {
    assert!(!agrees(Mode::Toolkit, 500, |_, answer| {
        if answer["error"]["code"] == "invalid_text" {
            answer["error"]["code"] = "invalid_parameter".into();
        }
    }));
}

#[test]
fn a_detail_that_quotes_a_secret_is_found() {
    assert!(!agrees(Mode::Toolkit, 500, |call, answer| {
        if let (Some(key), true) = (call.args["secret_key"].as_str(), answer.get("error").is_some()) {
            answer["error"]["detail"] = format!("{key} is wrong").into();
        }
    }));
}

#[test]
fn a_skip_that_nobody_allowed_is_found() {
    assert!(!agrees(Mode::Toolkit, 500, |call, answer| {
        if call.op == "redact" {
            *answer = json!({"id": 1, "skip": "no time"});
        }
    }));
}

#[test]
fn a_surface_that_dies_is_found() {
    struct Dying;
    impl Surface for Dying {
        fn ask(&mut self, calls: &[Call]) -> Vec<Value> {
            let answers = Reference::default().ask(calls);
            answers.into_iter().take(if calls.len() > 1 { calls.len() / 2 } else { 1 }).collect()
        }
        fn restart(&mut self) -> Result<(), String> {
            Ok(())
        }
    }
    assert!(!run_on(&mut Dying, &options(Mode::Toolkit, 500)).unwrap().ok());
}
