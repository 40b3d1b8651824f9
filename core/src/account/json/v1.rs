//! Version 1.

mod written;

use alloc::{boxed::Box, string::String, vec::Vec};

use super::super::attempt::{Attempt, PersonTag, Phase};
use super::super::failures::Failures;
use super::super::known::Known;
use super::super::state::Stage;
use super::super::{
    AccountKind, AccountState, BirthSource, FailedCause, GuestTrial, ManualReview, NextCall, NextStep,
    PersonSource, ReviewOutcome, check, limits,
};
use crate::error::ErrorCode;
use crate::identity::{check_id, is_usable_pi};
use crate::record::{self, Member, Record, by_name, members};
use crate::time::{DAY, Date, EARLIEST, LATEST, UnixMs};

by_name!(
    AccountKind::Unverified = "the name of a kind",
    BirthSource::IdNumber = "the name of a source",
    PersonSource::Own = "the name of a source",
    FailedCause::Status2 = "the name of a cause",
    NextCall::Check = "the name of a call",
    ReviewOutcome::Waiting = "the name of an outcome",
);

// What must be there is an option where no value stands for "nothing yet".
#[derive(Default)]
struct StateV1 {
    v: i64,
    kind: Option<AccountKind>,
    changed_at: i64,
    // The person in force.
    pi: Option<String>,
    birth: Option<Date>,
    birth_source: Option<BirthSource>,
    source: Option<PersonSource>,
    verified_at: Option<i64>,
    // What the kind carries.
    attempt: Option<AttemptV1>,
    cause: Option<FailedCause>,
    review: Option<ReviewV1>,
    // What stays with the account.
    failures: Option<FailuresV1>,
    trial: Option<TrialV1>,
}

#[derive(Default)]
struct AttemptV1 {
    ai: String,
    tag: String,
    tag_key: Option<String>,
    birth: Option<Date>,
    since: i64,
    next: Option<StepV1>,
    tries: u16,
    faults: u8,
    probes: u8,
    restamped: bool,
    other_key_tried: bool,
    resealed: bool,
    asked_after_2004: bool,
    since_fault: Option<i64>,
    from_guest: bool,
    unsettled_pi: Option<String>,
}

#[derive(Default)]
struct StepV1 {
    call: Option<NextCall>,
    at: i64,
}

#[derive(Default)]
struct ReviewV1 {
    outcome: Option<ReviewOutcome>,
    document: String,
    birth: Option<Date>,
}

#[derive(Default)]
struct FailuresV1 {
    count: u32,
    recent: Vec<i64>,
}

#[derive(Default)]
struct TrialV1 {
    di: String,
    first_use: i64,
    used_s: i64,
}

impl Record for StateV1 {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("v", &mut self.v),
            required("kind", &mut self.kind),
            sparse("changed_at", &mut self.changed_at),
            sparse("pi", &mut self.pi),
            sparse("birth", &mut self.birth),
            sparse("birth_source", &mut self.birth_source),
            sparse("source", &mut self.source),
            sparse("verified_at", &mut self.verified_at),
            sparse("attempt", &mut self.attempt),
            sparse("cause", &mut self.cause),
            sparse("review", &mut self.review),
            sparse("failures", &mut self.failures),
            sparse("trial", &mut self.trial),
        ]
    }
}

impl Record for AttemptV1 {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("ai", &mut self.ai),
            required("tag", &mut self.tag),
            sparse("tag_key", &mut self.tag_key),
            required("birth", &mut self.birth),
            required("since", &mut self.since),
            sparse("next", &mut self.next),
            sparse("tries", &mut self.tries),
            sparse("faults", &mut self.faults),
            sparse("probes", &mut self.probes),
            sparse("restamped", &mut self.restamped),
            sparse("other_key_tried", &mut self.other_key_tried),
            sparse("resealed", &mut self.resealed),
            sparse("asked_after_2004", &mut self.asked_after_2004),
            sparse("since_fault", &mut self.since_fault),
            sparse("from_guest", &mut self.from_guest),
            sparse("unsettled_pi", &mut self.unsettled_pi),
        ]
    }
}

impl Record for StepV1 {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("call", &mut self.call), required("at", &mut self.at)]
    }
}

impl Record for ReviewV1 {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("outcome", &mut self.outcome),
            required("document", &mut self.document),
            sparse("birth", &mut self.birth),
        ]
    }
}

impl Record for FailuresV1 {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("count", &mut self.count), required("recent", &mut self.recent)]
    }
}

impl Record for TrialV1 {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("di", &mut self.di),
            required("first_use", &mut self.first_use),
            required("used_s", &mut self.used_s),
        ]
    }
}

pub(super) fn write(state: &AccountState) -> String {
    let known = state.known();
    record::write(&mut StateV1 {
        v: 1,
        kind: Some(state.kind()),
        changed_at: state.changed_at,
        pi: known.map(|known| known.pi.clone()),
        birth: known.and_then(|known| known.birth).map(|(date, _)| date),
        birth_source: state.birth_source(),
        source: known.map(|known| known.source),
        verified_at: known.map(|known| known.verified_at),
        attempt: state.attempt().map(write_attempt),
        cause: state.failed_cause(),
        review: state.manual_review().map(|review| ReviewV1 {
            outcome: Some(review.outcome),
            document: review.document.clone(),
            birth: review.birth,
        }),
        failures: (state.failures != Failures::default())
            .then(|| FailuresV1 { count: state.failures.count, recent: state.failures.recent.clone() }),
        trial: state.trial.as_ref().map(|trial| TrialV1 {
            di: trial.di.clone(),
            first_use: trial.first_use,
            used_s: trial.used_s,
        }),
    })
}

fn write_attempt(attempt: &Attempt) -> AttemptV1 {
    AttemptV1 {
        ai: attempt.ai.clone(),
        tag: attempt.tag.hex.clone(),
        tag_key: (attempt.tag.key != attempt.ai).then(|| attempt.tag.key.clone()),
        birth: Some(attempt.birth),
        since: attempt.since,
        next: attempt.step.map(|step| StepV1 { call: Some(step.call), at: step.at }),
        tries: attempt.tries,
        faults: attempt.faults,
        probes: attempt.probes,
        restamped: attempt.restamped,
        other_key_tried: attempt.other_key_tried,
        resealed: attempt.resealed,
        asked_after_2004: attempt.asked_after_2004,
        since_fault: attempt.since_fault,
        from_guest: attempt.from_guest,
        unsettled_pi: attempt.unsettled_pi.clone(),
    }
}

/// None for anything that `write` could not have written, but for order and white space.
pub(super) fn read(json: &str) -> Option<AccountState> {
    let mut stored = match written::read(json) {
        Some(stored) => stored,
        None => {
            let mut stored = StateV1::default();
            record::read(json, &mut stored).ok()?;
            stored
        }
    };
    if stored.v != 1 || !(stored.changed_at == 0 || is_time(stored.changed_at)) {
        return None;
    }
    let kind = stored.kind?;
    let known = read_known(&mut stored)?;
    let failures = read_failures(stored.failures)?;
    let trial = read_trial(stored.trial)?;
    // Each kind takes what it must have; whatever is left over then belongs to another kind.
    let stage = match (kind, known, stored.attempt, stored.cause, stored.review) {
        (AccountKind::Unverified, None, None, None, None) => Stage::Unverified,
        (AccountKind::Guest, None, None, None, None) if trial.is_some() => Stage::Guest,
        (AccountKind::Submitting, previous, Some(attempt), None, None) => {
            read_attempt(Phase::Submitting, attempt, previous)?
        }
        (AccountKind::Pending, previous, Some(attempt), None, None) => {
            read_attempt(Phase::Pending, attempt, previous)?
        }
        (AccountKind::PendingExpired, previous, Some(attempt), None, None) => {
            read_attempt(Phase::Expired, attempt, previous)?
        }
        (AccountKind::Verified, Some(known), None, None, None) => Stage::Verified(known),
        (AccountKind::Failed, None, None, Some(cause), None) => Stage::Failed(cause),
        (AccountKind::ManualReview, None, None, None, Some(review)) => {
            Stage::ManualReview(read_review(review)?)
        }
        _ => return None,
    };
    Some(AccountState { changed_at: stored.changed_at, stage, failures, trial })
}

/// The outer option: is it well-formed; the inner: is there one.
fn read_known(stored: &mut StateV1) -> Option<Option<Known>> {
    let (pi, source, verified_at) = match (stored.pi.take(), stored.source, stored.verified_at) {
        (Some(pi), Some(source), Some(verified_at)) => (pi, source, verified_at),
        (None, None, None) if stored.birth.is_none() && stored.birth_source.is_none() => return Some(None),
        _ => return None,
    };
    let birth = match (stored.birth, stored.birth_source) {
        (Some(day), Some(source)) => Some((day, source)),
        (None, None) => None,
        _ => return None,
    };
    if !is_usable_pi(&pi) || !is_time(verified_at) {
        return None;
    }
    Some(Some(Known { pi, birth, source, verified_at }))
}

fn read_failures(stored: Option<FailuresV1>) -> Option<Failures> {
    let Some(FailuresV1 { count, recent }) = stored else { return Some(Failures::default()) };
    let counted = usize::try_from(count).is_ok_and(|count| count >= recent.len());
    let sound = recent.len() <= limits::FAILURES && recent.iter().all(|at| is_time(*at));
    (counted && sound && !recent.is_empty()).then_some(Failures { count, recent })
}

fn read_trial(stored: Option<TrialV1>) -> Option<Option<GuestTrial>> {
    let Some(TrialV1 { di, first_use, used_s }) = stored else { return Some(None) };
    let sound = is_id(&di) && is_time(first_use) && (0..=limits::GUEST_QUOTA_S).contains(&used_s);
    sound.then_some(Some(GuestTrial { di, first_use, used_s }))
}

fn read_review(stored: ReviewV1) -> Option<ManualReview> {
    let ReviewV1 { outcome, document, birth } = stored;
    check::is_document(&document).then_some(ManualReview { document, birth, outcome: outcome? })
}

fn read_attempt(phase: Phase, stored: AttemptV1, previous: Option<Known>) -> Option<Stage> {
    let step = match stored.next {
        Some(StepV1 { call, at }) => Some(NextStep { call: call?, at }),
        None => None,
    };
    let key = stored.tag_key.unwrap_or_else(|| stored.ai.clone());
    let hex = stored.tag.len() == 4 && stored.tag.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let ids = is_id(&stored.ai) && is_id(&key);
    let times = is_time(stored.since)
        && stored.since_fault.is_none_or(is_time)
        && step.is_none_or(|step| is_time(step.at.saturating_sub(DAY)) || is_time(step.at));
    let calls = phase == Phase::Submitting || step.is_none_or(|step| step.call == NextCall::Query);
    let held = stored.unsettled_pi.as_deref().is_none_or(|pi| is_usable_pi(pi) && step.is_none());
    if !(hex && ids && times && calls && held) {
        return None;
    }
    Some(Stage::Attempt(Box::new(Attempt {
        phase,
        ai: stored.ai,
        tag: PersonTag { key, hex: stored.tag },
        birth: stored.birth?,
        since: stored.since,
        step,
        tries: stored.tries,
        faults: stored.faults,
        probes: stored.probes,
        restamped: stored.restamped,
        other_key_tried: stored.other_key_tried,
        resealed: stored.resealed,
        asked_after_2004: stored.asked_after_2004,
        since_fault: stored.since_fault,
        from_guest: stored.from_guest,
        unsettled_pi: stored.unsettled_pi,
        previous,
    })))
}

fn is_id(text: &str) -> bool {
    check_id(text, ErrorCode::InvalidState, "state").is_ok()
}

fn is_time(at: UnixMs) -> bool {
    (EARLIEST..LATEST).contains(&at)
}
