//! Does what the table says.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use super::alert::Alert;
use super::attempt::{Attempt, Phase};
use super::class::AnswerClass;
use super::failures::{FailedCause, Failures};
use super::guest::GuestTrial;
use super::input::{Facts, Input};
use super::known::{BirthSource, Known};
use super::review::{ManualReview, ReviewOutcome};
use super::state::Stage;
use super::table::{self, Fx, Row, To, When};
use super::{AccountEffect, AccountEvent, AccountOptions, AccountState, Applied, NextCall, limits};
use crate::error::{Error, ErrorCode, Result};
use crate::time::{Now, UnixMs};

/// Applies one event. Total: every state takes every event, and what the table does not list changes nothing.
///
/// * `fresh_ai`: a new ai of 1 to 32 bytes that was never used, taken when the table asks for one. `None` says that no
///   new attempt can be made by itself, because the person is no longer held: where a new ai would be needed the
///   account becomes PendingExpired with the alert `result_gone`, and the player has to submit again (Q180).
/// * `now.unix` is the server's time in milliseconds. The monotonic time is not used: a state outlives its process.
///
/// Store the new state before carrying out its effects: an attempt before it is sent, a result before the next question
/// (the authority deletes it 300 s after it was first queried, Q95).
///
/// ```
/// use shiming_core::account::*;
/// use shiming_core::{Now, wire::Answer};
///
/// let now = Now { unix: 1_795_176_000_000, mono: 0 };
/// let options = AccountOptions::default();
/// let ai = "0123456789abcdef0123456789abcdef";
/// let submit = AccountEvent::SubmitIdentity { name: "某一一".into(), id_number: "110000190101010001".into() };
/// let sent = account_apply(&AccountState::new(), &submit, Some(ai), now, &options)?;
/// assert_eq!(sent.effects, [AccountEffect::SendCheck { ai: ai.into() }]);
///
/// let pi = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u".to_string();
/// let answer = AttemptAnswer::Answer(Answer::Verified { pi: pi.clone() });
/// let answered = AccountEvent::CheckAnswer { ai: ai.into(), answer };
/// let done = account_apply(&sent.state, &answered, None, now, &options)?;
/// assert_eq!(done.state.kind(), AccountKind::Verified);
/// assert_eq!(done.state.pi(), Some(pi.as_str()));
/// # Ok::<(), shiming_core::Error>(())
/// ```
///
/// # Errors
/// The event's own arguments first: `invalid_pi`, `invalid_parameter` (fields birth, document, seconds), `invalid_di`;
/// then `invalid_ai` for `fresh_ai`, also when a submission needs one and there is none or it is the current one; then
/// `bad_time`. A wrong name or number is no error but the effect `invalid`.
pub fn account_apply(
    state: &AccountState,
    event: &AccountEvent,
    fresh_ai: Option<&str>,
    now: Now,
    options: &AccountOptions,
) -> Result<Applied> {
    let input = Input::read(state, event, fresh_ai, now, options)?;
    let Some(row) = table::find(state.kind(), input.class, |cond| input.holds(cond)) else {
        return Ok(Applied { state: state.clone(), effects: Vec::new() });
    };
    let mut next = state.clone();
    note_answer(&mut next, &input);
    go(&mut next, row, &input)?;
    let mut effects = Vec::with_capacity(row.effects.len());
    for fx in row.effects {
        effects.extend(effect(&mut next, *fx, &input));
    }
    if next.kind() != state.kind() || row.to.begins_anew() {
        next.changed_at = input.now;
    }
    Ok(Applied { state: next, effects })
}

/// What every answer teaches, whatever its row says.
fn note_answer(state: &mut AccountState, input: &Input<'_>) {
    let (Stage::Attempt(attempt), Some(answer)) = (&mut state.stage, input.answer_class()) else { return };
    if let super::class::EventClass::Check(class) = input.class
        && class != AnswerClass::NotSent
    {
        attempt.tries = attempt.tries.saturating_add(1);
        attempt.restamped |= class == AnswerClass::Restamp;
        attempt.other_key_tried |= class == AnswerClass::TryOtherKey;
        attempt.resealed |= class == AnswerClass::BadMessage;
        attempt.asked_after_2004 |= class == AnswerClass::InUse;
    }
    if answer == AnswerClass::Pending {
        attempt.faults = 0;
    }
    // Rows that settle the attempt, or make it pending, drop the mark again.
    if attempt.phase == Phase::Submitting {
        attempt.since_fault = attempt.since_fault.or(Some(input.now));
    }
}

fn go(state: &mut AccountState, row: &Row, input: &Input<'_>) -> Result<()> {
    let now = input.now;
    match row.to {
        To::Same => {}
        To::NewAttempt => new_attempt(state, input)?,
        To::FreshAi => {
            let ai = fresh_ai(input)?;
            on_attempt(state, |attempt| attempt.renew(ai, now));
        }
        To::Pending => on_attempt(state, |attempt| attempt.become_pending(now)),
        To::PendingAgain => on_attempt(state, |attempt| attempt.phase = Phase::Pending),
        To::Expired => on_attempt(state, |attempt| attempt.phase = Phase::Expired),
        To::Gone => on_attempt(state, Attempt::give_up),
        To::Verified => verified(state, input),
        To::Held => {
            let Facts::Answer { pi, .. } = input.facts else { return Ok(()) };
            on_attempt(state, |attempt| {
                attempt.unsettled_pi = Some(pi.to_string());
                attempt.step = None;
            });
        }
        To::Failed => failed(state, input),
        To::Previous => previous(state, input),
        To::Linked => linked(state, input),
        To::Refreshed => refreshed(state, input),
        To::Unverified => state.stage = Stage::Unverified,
        To::Guest => {
            let Facts::Device(di) = input.facts else { return Ok(()) };
            state.trial = Some(GuestTrial::enter(state.trial.as_ref(), di, now));
            state.stage = Stage::Guest;
        }
        To::Played => played(state, input),
        To::TrialOver => {
            played(state, input);
            state.stage = Stage::Unverified;
        }
        To::Review => {
            let Facts::Document { document, birth } = &input.facts else { return Ok(()) };
            let review =
                ManualReview { document: document.clone(), birth: *birth, outcome: ReviewOutcome::Waiting };
            state.stage = Stage::ManualReview(review);
        }
        To::Approved => reviewed(state, input, ReviewOutcome::Approved),
        To::Rejected => reviewed(state, input, ReviewOutcome::Rejected),
    }
    Ok(())
}

fn on_attempt(state: &mut AccountState, change: impl FnOnce(&mut Attempt)) {
    if let Stage::Attempt(attempt) = &mut state.stage {
        change(attempt);
    }
}

/// An ai that is new: an answer to the current one must not be taken for an answer to the next.
fn fresh_ai<'a>(input: &Input<'a>) -> Result<&'a str> {
    match input.fresh_ai {
        Some(ai) if input.state.ai() != Some(ai) => Ok(ai),
        _ => {
            let detail = "this needs a fresh ai: pass one that was never used, at most 32 bytes, new for every attempt";
            Err(Error::new(ErrorCode::InvalidAi, detail).with_field("fresh_ai"))
        }
    }
}

fn new_attempt(state: &mut AccountState, input: &Input<'_>) -> Result<()> {
    let Facts::Claim { person, birth } = &input.facts else { return Ok(()) };
    let mut attempt = Attempt::new(fresh_ai(input)?, person, *birth, input.now);
    attempt.from_guest = input.was_guest();
    // The fault is the authority's, not the attempt's: its clock must not start anew with every correction (Q99).
    attempt.since_fault = state.since_fault();
    attempt.previous = state.known().cloned();
    state.stage = Stage::Attempt(Box::new(attempt));
    Ok(())
}

fn verified(state: &mut AccountState, input: &Input<'_>) {
    let (Facts::Answer { pi, .. }, Some(birth)) = (&input.facts, state.claimed_birth()) else { return };
    establish(state, Known::own(pi, birth, input.now));
}

fn linked(state: &mut AccountState, input: &Input<'_>) {
    let Facts::Link { pi, decoded, birth, source } = input.facts else { return };
    establish(state, Known::linked(pi, decoded, birth, source, input.now));
}

/// A person is established: earlier failures and the trial are of no use any more, and are not kept.
fn establish(state: &mut AccountState, known: Known) {
    state.stage = Stage::Verified(known);
    state.failures = Failures::default();
    state.trial = None;
}

fn refreshed(state: &mut AccountState, input: &Input<'_>) {
    let (Stage::Verified(known), Facts::Link { birth: Some(birth), .. }) = (&mut state.stage, &input.facts)
    else {
        return;
    };
    known.birth = known.birth.or(Some((*birth, BirthSource::Host)));
}

fn failed(state: &mut AccountState, input: &Input<'_>) {
    let cause = match input.facts {
        Facts::Wrong { field: "name", .. } => FailedCause::BadName,
        Facts::Wrong { .. } => FailedCause::BadIdNumber,
        _ => FailedCause::Status2,
    };
    if cause == FailedCause::Status2 {
        state.failures.add(input.now);
    }
    state.stage = Stage::Failed(cause);
}

fn previous(state: &mut AccountState, input: &Input<'_>) {
    let Some(known) = state.known().cloned() else { return };
    if input.answer_class() == Some(AnswerClass::Failed) {
        state.failures.add(input.now);
    }
    state.stage = Stage::Verified(known);
}

fn played(state: &mut AccountState, input: &Input<'_>) {
    let Facts::Played(seconds) = input.facts else { return };
    state.trial = state.trial.as_ref().map(|trial| trial.played(seconds));
}

fn reviewed(state: &mut AccountState, input: &Input<'_>, outcome: ReviewOutcome) {
    let (Stage::ManualReview(review), Facts::Review { birth }) = (&mut state.stage, &input.facts) else {
        return;
    };
    review.outcome = outcome;
    review.birth = birth.or(review.birth);
}

fn effect(state: &mut AccountState, fx: Fx, input: &Input<'_>) -> Option<AccountEffect> {
    match fx {
        Fx::SendCheck(when) => plan(state, NextCall::Check, when, input.now),
        Fx::SendQuery(when) => plan(state, NextCall::Query, when, input.now),
        Fx::SendPlanned => plan(state, state.next_step()?.call, When::Now, input.now),
        Fx::CollectDocuments => Some(AccountEffect::CollectDocuments),
        Fx::Invalid(field, reason) => Some(invalid(field, reason)),
        Fx::InvalidInput => match input.facts {
            Facts::Wrong { field, reason } => Some(invalid(field, reason)),
            _ => None,
        },
        Fx::EndGuestSession => input.was_guest().then_some(AccountEffect::EndGuestSession),
        Fx::Alert(code) => Some(alert(code)),
        Fx::AlertUnusualPi => input.unusual_pi().then(|| alert(Alert::UnusualPi)),
        Fx::AlertBirthMismatch => input.birth_differs().then(|| alert(Alert::BirthMismatch)),
        Fx::Stale => Some(AccountEffect::Stale),
    }
}

fn plan(state: &mut AccountState, call: NextCall, when: When, now: UnixMs) -> Option<AccountEffect> {
    let Stage::Attempt(attempt) = &mut state.stage else { return None };
    let wait = match when {
        When::Now => 0,
        When::Soon => attempt.at_once_or_back_off(),
        When::BackOff => attempt.back_off(),
        When::SlowProbe => attempt.slow_probe(),
        When::LaneOpen => limits::LANE_REST,
        When::Poll => attempt.next_poll(now).saturating_sub(now),
        When::Hourly => limits::POLL_EVERY,
    };
    let at = now.saturating_add(wait);
    attempt.call(call, at);
    let ai = attempt.ai.clone();
    Some(match call {
        NextCall::Check => AccountEffect::SendCheck { ai },
        NextCall::Query => AccountEffect::SendQuery { ai, at },
    })
}

fn invalid(field: &str, reason: &str) -> AccountEffect {
    AccountEffect::Invalid { field: String::from(field), reason: String::from(reason) }
}

fn alert(code: Alert) -> AccountEffect {
    AccountEffect::Alert { code: String::from(code.code()) }
}
