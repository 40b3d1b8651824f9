//! The account's state as text, and the transition table under any history.

use shiming_core::account::{
    AccountEffect, AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, PersonSource,
    account_apply,
};
use shiming_core::time::{Date, EARLIEST, LATEST};
use shiming_core::wire::{Answer, UnreadableReason, errcode_info};
use shiming_core::{ErrorCode, Now};

use super::input::Input;
use super::marker::check_error;
use crate::sim::person;

/// Any text as a stored state.
pub fn state(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match AccountState::from_json(&text) {
        Ok(state) => round_trip(&state),
        Err(error) => {
            check_error(&error);
            assert_eq!(error.code, ErrorCode::InvalidState);
        }
    }
}

fn round_trip(state: &AccountState) {
    let json = state.to_json();
    let again = AccountState::from_json(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert!(again == *state, "another state after a round trip: {json}");
    assert_eq!(again.to_json(), json);
    if state.pi().is_some() {
        let mut other: serde_json::Value = serde_json::from_str(&json).expect("written by ourselves");
        *other.get_mut("pi").expect("it has one") = "another-pi".into();
        let other = AccountState::from_json(&other.to_string()).expect("as right as the first");
        assert_eq!(format!("{state:?}"), format!("{other:?}"), "Debug shows pi");
    }
    if state.kind() == AccountKind::Verified {
        assert!(state.pi().is_some(), "verified without pi");
    }
}

/// A history: a stored state or a new one, then one event after another.
pub fn events(bytes: &[u8]) {
    let mut input = Input(bytes);
    let options = AccountOptions {
        submit_non_mainland: input.byte() & 1 != 0,
        keep_on_failed_recheck: input.byte() & 1 != 0,
        guests: *input.pick(&[None, Some(true), Some(false)]),
    };
    let mut state = AccountState::new();
    let mut unix = 1_795_176_000_000;
    let mut number = 0;
    for _ in 0..200 {
        if input.is_empty() {
            return;
        }
        number += 1;
        unix = next_time(&mut input, unix);
        let event = event(&mut input, &state);
        let fresh = format!("{number:032}");
        let fresh = match input.below(8) {
            0 => None,
            1 => state.ai().map(String::from),
            _ => Some(fresh),
        };
        let now = Now { unix, mono: 0 };
        match account_apply(&state, &event, fresh.as_deref(), now, &options) {
            Ok(applied) => {
                round_trip(&applied.state);
                check_step(&state, &event, &applied.state, &applied.effects);
                state = applied.state;
            }
            Err(error) => {
                check_error(&error);
                let expected = [
                    ErrorCode::InvalidPi,
                    ErrorCode::InvalidParameter,
                    ErrorCode::InvalidDi,
                    ErrorCode::InvalidAi,
                    ErrorCode::BadTime,
                ];
                assert!(expected.contains(&error.code), "{error}");
            }
        }
        if input.byte() == 255 {
            state.forget_sends();
        }
    }
}

fn next_time(input: &mut Input<'_>, unix: i64) -> i64 {
    let step = *input.pick(&[0, 1, 1_000, 60_000, 3_600_000, 86_400_000, -60_000, 172_800_000, i64::MAX]);
    match step {
        i64::MAX => *input.pick(&[EARLIEST, LATEST - 1, LATEST, 0, i64::MIN, i64::MAX, 1_620_000_000_000]),
        step => unix.saturating_add(step),
    }
}

/// Nothing but the authority's own answer to the running attempt, or the host's word, settles an account.
fn check_step(before: &AccountState, event: &AccountEvent, after: &AccountState, effects: &[AccountEffect]) {
    if effects.contains(&AccountEffect::Stale) {
        assert!(before == after, "a stale answer changed the state");
    }
    let answer = match event {
        AccountEvent::CheckAnswer { ai, answer: AttemptAnswer::Answer(answer) }
        | AccountEvent::QueryAnswer { ai, answer: AttemptAnswer::Answer(answer) }
            if before.ai() == Some(ai.as_str()) =>
        {
            Some(answer)
        }
        _ => None,
    };
    if after.kind() == AccountKind::Verified && after.pi() != before.pi() {
        let by_answer = matches!(answer, Some(Answer::Verified { pi }) if after.pi() == Some(pi));
        let by_host = matches!(event, AccountEvent::LinkPerson { pi, .. } if after.pi() == Some(pi));
        assert!(by_answer || by_host, "verified by {event:?}");
    }
    if after.kind() == AccountKind::Failed && before.kind() != AccountKind::Failed {
        let by_answer = matches!(answer, Some(Answer::Failed | Answer::Refused { errcode: 2001 | 2005, .. }));
        assert!(by_answer, "failed by {event:?}");
    }
    for effect in effects {
        if let AccountEffect::SendCheck { ai } | AccountEffect::SendQuery { ai, .. } = effect {
            assert_eq!(after.ai(), Some(ai.as_str()), "a call for another attempt");
        }
    }
}

fn event(input: &mut Input<'_>, state: &AccountState) -> AccountEvent {
    match input.below(16) {
        0..=2 => {
            let (name, id_number) = person(u32::from(input.byte()) % 4);
            AccountEvent::SubmitIdentity { name, id_number }
        }
        3 => AccountEvent::SubmitIdentity { name: input.text(), id_number: input.text() },
        4..=6 => AccountEvent::CheckAnswer { ai: ai(input, state), answer: answer(input) },
        7..=9 => AccountEvent::QueryAnswer { ai: ai(input, state), answer: answer(input) },
        10 => AccountEvent::Tick,
        11 => AccountEvent::LinkPerson {
            pi: pi(input),
            birth: date(input),
            source: *input.pick(&[PersonSource::Own, PersonSource::Other, PersonSource::Channel]),
        },
        12 => AccountEvent::ResetIdentity { reason: input.text() },
        13 => AccountEvent::RequestManualReview { document: input.text(), birth: date(input) },
        14 => AccountEvent::Review { approved: input.byte() & 1 != 0, birth: date(input) },
        _ if input.byte() & 1 == 0 => AccountEvent::EnterGuest { di: input.text() },
        _ => AccountEvent::GuestPlayed { seconds: *input.pick(&[0, 1, 60, 3_600, -1, i64::MAX]) },
    }
}

fn ai(input: &mut Input<'_>, state: &AccountState) -> String {
    match (input.below(8), state.ai()) {
        (1.., Some(ai)) => ai.into(),
        _ => input.text(),
    }
}

fn pi(input: &mut Input<'_>) -> String {
    match input.below(4) {
        0 => "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u".into(),
        1 => "1fffbkmd9ebtwi7u7f4oswm9li6twjydqs7qjv".into(),
        2 => "test-pi".into(),
        _ => input.text(),
    }
}

fn date(input: &mut Input<'_>) -> Option<Date> {
    let (year, month) = (i32::from(input.byte()) + 1_800, i32::from(input.byte()));
    // A plain structure: the host may fill it with anything.
    (month != 0).then(|| Date { year, month: month % 14, day: i32::from(input.byte()) % 33 })
}

fn answer(input: &mut Input<'_>) -> AttemptAnswer {
    let codes = [1001, 1005, 1006, 1007, 1011, 1012, 2001, 2002, 2003, 2004, 2005, 2006, 9999, 0, -1];
    AttemptAnswer::Answer(match input.below(12) {
        0 => return AttemptAnswer::NotSent,
        1 => return AttemptAnswer::NoAnswer,
        2 => Answer::Pending,
        3 => Answer::Failed,
        4 | 5 => Answer::Verified { pi: pi(input) },
        6 => Answer::Unreadable { reason: UnreadableReason::NotJson },
        7 => Answer::Unreadable { reason: UnreadableReason::Pi },
        _ => {
            let errcode = *input.pick(&codes);
            Answer::Refused { errcode, errmsg: String::new(), class: errcode_info(errcode).class }
        }
    })
}
