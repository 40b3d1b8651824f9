//! Version 1.

use alloc::{
    borrow::Cow,
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

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
use crate::time::{DAY, Date, EARLIEST, LATEST, UnixMs};

type Text<'a> = Cow<'a, str>;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StateV1<'a> {
    v: i64,
    kind: Text<'a>,
    #[serde(default, skip_serializing_if = "is_zero")]
    changed_at: i64,
    // The person in force.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pi: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    birth: Option<Day>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    birth_source: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    source: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    verified_at: Option<i64>,
    // What the kind carries.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    attempt: Option<AttemptV1<'a>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    cause: Option<Text<'a>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    review: Option<ReviewV1<'a>>,
    // What stays with the account.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    failures: Option<FailuresV1>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    trial: Option<TrialV1<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttemptV1<'a> {
    ai: Text<'a>,
    tag: Text<'a>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    tag_key: Option<Text<'a>>,
    birth: Day,
    since: i64,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    next: Option<StepV1<'a>>,
    #[serde(default, skip_serializing_if = "is_zero")]
    tries: u16,
    #[serde(default, skip_serializing_if = "is_zero")]
    faults: u8,
    #[serde(default, skip_serializing_if = "is_zero")]
    probes: u8,
    #[serde(default, skip_serializing_if = "is_false")]
    restamped: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    other_key_tried: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    resealed: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    asked_after_2004: bool,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    since_fault: Option<i64>,
    #[serde(default, skip_serializing_if = "is_false")]
    from_guest: bool,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    unsettled_pi: Option<Text<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepV1<'a> {
    call: Text<'a>,
    at: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewV1<'a> {
    outcome: Text<'a>,
    document: Text<'a>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    birth: Option<Day>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FailuresV1 {
    count: u32,
    recent: Vec<i64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrialV1<'a> {
    di: Text<'a>,
    first_use: i64,
    used_s: i64,
}

/// A date as `YYYY-MM-DD`.
struct Day(Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Date::parse(&text).map(Self).ok_or_else(|| D::Error::custom("no date"))
    }
}

/// A member that is there has a value: `null` is a wrong type, not "absent".
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn is_zero<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_false(value: &bool) -> bool {
    !*value
}

pub(super) fn write(state: &AccountState) -> String {
    let known = state.known();
    let stored = StateV1 {
        v: 1,
        kind: state.kind().name().into(),
        changed_at: state.changed_at,
        pi: known.map(|known| known.pi.as_str().into()),
        birth: state.known().and_then(|known| known.birth).map(|(date, _)| Day(date)),
        birth_source: state.birth_source().map(|source| source.name().into()),
        source: known.map(|known| known.source.name().into()),
        verified_at: known.map(|known| known.verified_at),
        attempt: state.attempt().map(write_attempt),
        cause: state.failed_cause().map(|cause| cause.name().into()),
        review: state.manual_review().map(|review| ReviewV1 {
            outcome: review.outcome.name().into(),
            document: review.document.as_str().into(),
            birth: review.birth.map(Day),
        }),
        failures: (state.failures != Failures::default())
            .then(|| FailuresV1 { count: state.failures.count, recent: state.failures.recent.clone() }),
        trial: state.trial.as_ref().map(|trial| TrialV1 {
            di: trial.di.as_str().into(),
            first_use: trial.first_use,
            used_s: trial.used_s,
        }),
    };
    // Text, integers and booleans in structures: there is nothing that could fail.
    serde_json::to_string(&stored).unwrap_or_default()
}

fn write_attempt(attempt: &Attempt) -> AttemptV1<'_> {
    AttemptV1 {
        ai: attempt.ai.as_str().into(),
        tag: attempt.tag.hex.as_str().into(),
        tag_key: (attempt.tag.key != attempt.ai).then(|| attempt.tag.key.as_str().into()),
        birth: Day(attempt.birth),
        since: attempt.since,
        next: attempt.step.map(|step| StepV1 { call: step.call.name().into(), at: step.at }),
        tries: attempt.tries,
        faults: attempt.faults,
        probes: attempt.probes,
        restamped: attempt.restamped,
        other_key_tried: attempt.other_key_tried,
        resealed: attempt.resealed,
        asked_after_2004: attempt.asked_after_2004,
        since_fault: attempt.since_fault,
        from_guest: attempt.from_guest,
        unsettled_pi: attempt.unsettled_pi.as_deref().map(Into::into),
    }
}

/// None for anything that `write` could not have written, but for order and white space.
pub(super) fn read(json: &str) -> Option<AccountState> {
    let stored: StateV1<'_> = serde_json::from_str(json).ok()?;
    if stored.v != 1 || !(stored.changed_at == 0 || is_time(stored.changed_at)) {
        return None;
    }
    let kind = AccountKind::from_name(&stored.kind)?;
    let known = read_known(&stored)?;
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
        (AccountKind::Failed, None, None, Some(cause), None) => {
            Stage::Failed(FailedCause::from_name(&cause)?)
        }
        (AccountKind::ManualReview, None, None, None, Some(review)) => {
            Stage::ManualReview(read_review(&review)?)
        }
        _ => return None,
    };
    Some(AccountState { changed_at: stored.changed_at, stage, failures, trial })
}

/// The outer option: is it well-formed; the inner: is there one.
fn read_known(stored: &StateV1<'_>) -> Option<Option<Known>> {
    let (pi, source, verified_at) = match (&stored.pi, &stored.source, stored.verified_at) {
        (Some(pi), Some(source), Some(verified_at)) => (pi, source, verified_at),
        (None, None, None) if stored.birth.is_none() && stored.birth_source.is_none() => return Some(None),
        _ => return None,
    };
    let birth = match (&stored.birth, &stored.birth_source) {
        (Some(day), Some(source)) => Some((day.0, BirthSource::from_name(source)?)),
        (None, None) => None,
        _ => return None,
    };
    if !is_usable_pi(pi) || !is_time(verified_at) {
        return None;
    }
    Some(Some(Known { pi: pi.to_string(), birth, source: PersonSource::from_name(source)?, verified_at }))
}

fn read_failures(stored: Option<FailuresV1>) -> Option<Failures> {
    let Some(FailuresV1 { count, recent }) = stored else { return Some(Failures::default()) };
    let counted = usize::try_from(count).is_ok_and(|count| count >= recent.len());
    let sound = recent.len() <= limits::FAILURES && recent.iter().all(|at| is_time(*at));
    (counted && sound && !recent.is_empty()).then_some(Failures { count, recent })
}

fn read_trial(stored: Option<TrialV1<'_>>) -> Option<Option<GuestTrial>> {
    let Some(TrialV1 { di, first_use, used_s }) = stored else { return Some(None) };
    let sound = is_id(&di) && is_time(first_use) && (0..=limits::GUEST_QUOTA_S).contains(&used_s);
    sound.then(|| Some(GuestTrial { di: di.into_owned(), first_use, used_s }))
}

fn read_review(stored: &ReviewV1<'_>) -> Option<ManualReview> {
    let outcome = ReviewOutcome::from_name(&stored.outcome)?;
    let birth = stored.birth.as_ref().map(|day| day.0);
    check::is_document(&stored.document).then(|| ManualReview {
        document: stored.document.to_string(),
        birth,
        outcome,
    })
}

fn read_attempt(phase: Phase, stored: AttemptV1<'_>, previous: Option<Known>) -> Option<Stage> {
    let step = match stored.next {
        Some(StepV1 { call, at }) => Some(NextStep { call: NextCall::from_name(&call)?, at }),
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
        ai: stored.ai.into_owned(),
        tag: PersonTag { key: key.into_owned(), hex: stored.tag.into_owned() },
        birth: stored.birth.0,
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
        unsettled_pi: stored.unsettled_pi.map(Cow::into_owned),
        previous,
    })))
}

fn is_id(text: &str) -> bool {
    check_id(text, ErrorCode::InvalidState, "state").is_ok()
}

fn is_time(at: UnixMs) -> bool {
    (EARLIEST..LATEST).contains(&at)
}
