//! The three parsers of answers, against a naive reading by `serde_json::Value`.

use serde_json::Value;
use shiming_core::wire::{Answer, ReportAnswer, UnreadableReason, parse_check, parse_query, parse_report};

use super::input::Input;

/// One byte for the status, one for the number of rows, then the body.
pub fn answers(bytes: &[u8]) {
    let mut input = Input(bytes);
    let status = match input.byte() {
        0..=199 => 200,
        other => *Input(&[other]).pick(&[0, -1, 201, 302, 400, 404, 500, 502, 503, i32::MAX]),
    };
    let rows = i32::from(input.byte()) - 4;
    let body = input.rest();
    let naive = Naive::read(body);
    identity(status, body, &naive);
    report(status, body, rows, &naive);
}

/// What a reader sees that trusts every JSON library: the last of repeated members, any depth.
struct Naive {
    json: Option<Value>,
}

impl Naive {
    fn read(body: &[u8]) -> Self {
        Self { json: serde_json::from_slice(body).ok() }
    }

    fn errcode(&self) -> Option<i32> {
        small(self.json.as_ref()?.get("errcode")?)
    }

    fn result(&self) -> Option<&Value> {
        self.json.as_ref()?.get("data")?.get("result")
    }

    /// The list that reports give: `results`, or the spelling `result`.
    fn list(&self) -> Option<&Vec<Value>> {
        let data = self.json.as_ref()?.get("data")?;
        [data.get("results"), data.get("result")].into_iter().flatten().find_map(Value::as_array)
    }
}

fn small(value: &Value) -> Option<i32> {
    value.as_i64().and_then(|number| i32::try_from(number).ok())
}

fn usable(pi: &str) -> bool {
    !pi.is_empty() && pi.len() <= 64 && pi.chars().all(|c| c.is_ascii_graphic())
}

/// Reasons of which the naive reader knows nothing.
fn is_stricter(reason: UnreadableReason) -> bool {
    matches!(reason, UnreadableReason::Duplicate | UnreadableReason::Depth | UnreadableReason::TooLarge)
}

fn identity(status: i32, body: &[u8], naive: &Naive) {
    let answer = parse_check(status, body);
    assert_eq!(answer, parse_query(status, body), "check and query are read alike");
    if status != 200 {
        let at_200 = parse_check(200, body);
        match (&answer, &at_200) {
            (Answer::Refused { .. }, _) => assert_eq!(answer, at_200),
            (Answer::Unreadable { reason: UnreadableReason::HttpStatus }, Answer::Refused { .. }) => {
                panic!("an errcode explains more than the status {status}")
            }
            (Answer::Unreadable { reason: UnreadableReason::HttpStatus }, _) => {}
            _ => panic!("status {status} gave {answer:?}"),
        }
        return;
    }
    let naive_answer = match (naive.errcode(), naive.result()) {
        (Some(0), Some(result)) => {
            let pi = result.get("pi").and_then(Value::as_str).filter(|pi| usable(pi));
            match (result.get("status").and_then(small), pi) {
                (Some(0), Some(pi)) => Some(Answer::Verified { pi: pi.into() }),
                (Some(1), _) => Some(Answer::Pending),
                (Some(2), _) => Some(Answer::Failed),
                _ => None,
            }
        }
        _ => None,
    };
    match &answer {
        Answer::Unreadable { reason } if is_stricter(*reason) => {}
        Answer::Unreadable { reason } => {
            assert!(naive_answer.is_none(), "a plain answer was not read: {reason:?}");
            assert_eq!(
                *reason == UnreadableReason::NotJson,
                naive.json.is_none(),
                "{reason:?} for {:?}",
                String::from_utf8_lossy(body)
            );
        }
        Answer::Refused { errcode, errmsg, .. } => {
            assert_eq!(Some(*errcode), naive.errcode());
            assert_ne!(*errcode, 0);
            check_errmsg(errmsg);
        }
        settled => assert_eq!(Some(settled), naive_answer.as_ref(), "settled otherwise than the JSON says"),
    }
}

fn report(status: i32, body: &[u8], rows: i32, naive: &Naive) {
    let answer = match parse_report(status, body, rows) {
        Err(error) => {
            super::marker::check_error(&error);
            return assert!(!(1..=128).contains(&rows), "{rows} rows refused");
        }
        Ok(answer) => answer,
    };
    assert!((1..=128).contains(&rows), "{rows} rows taken");
    match answer {
        ReportAnswer::Accepted => {
            assert_eq!((status, naive.errcode()), (200, Some(0)), "accepted without an errcode 0");
        }
        ReportAnswer::Partial { results } => {
            assert_eq!((status, naive.errcode()), (200, Some(3001)));
            let told: Vec<(i32, i32)> = results.iter().map(|row| (row.no, row.errcode)).collect();
            assert_eq!(told, naive_rows(naive, rows));
            results.iter().for_each(|row| check_errmsg(&row.errmsg));
        }
        ReportAnswer::Refused { errcode, errmsg, .. } => {
            assert_eq!(Some(errcode), naive.errcode());
            assert_ne!(errcode, 0);
            let partial = errcode == 3001 && status == 200;
            assert!(!partial || naive_rows(naive, rows).is_empty(), "a readable list was not used");
            check_errmsg(&errmsg);
        }
        ReportAnswer::Unreadable { reason } if is_stricter(reason) => {}
        ReportAnswer::Unreadable { reason } => {
            assert_eq!(reason == UnreadableReason::HttpStatus, status != 200);
            assert!(status != 200 || naive.errcode().is_none(), "{reason:?} with an errcode");
        }
    }
}

/// The refused rows by number, the first of each.
fn naive_rows(naive: &Naive, rows: i32) -> Vec<(i32, i32)> {
    let mut found: Vec<(i32, i32)> = Vec::new();
    for entry in naive.list().into_iter().flatten() {
        let no = entry.get("no").and_then(small).filter(|no| (1..=rows).contains(no));
        let errcode = entry.get("errcode").and_then(small).unwrap_or(-1);
        if let Some(no) = no.filter(|no| errcode != 0 && found.iter().all(|(seen, _)| seen != no)) {
            found.push((no, errcode));
        }
    }
    found.sort_unstable();
    found
}

fn check_errmsg(text: &str) {
    assert!(text.chars().count() <= 200 && !text.chars().any(char::is_control), "errmsg {text:?}");
}
