//! The tester itself: the reference agrees with itself, and a surface that errs is found.

use serde_json::{Value, json};
use shiming_xtask::conform::surface::{Call, Reference, Surface};
use shiming_xtask::conform::{Mode, Options, run_on};

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
    assert!(agrees(Mode::Toolkit, 500, |_, _| {}));
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
