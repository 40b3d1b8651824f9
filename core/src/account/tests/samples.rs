//! States of every kind and events of every class.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::super::{
    AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, PersonSource, account_apply,
};
use crate::time::{DAY, Date, HOUR, Now, UnixMs};
use crate::wire::{Answer, UnreadableReason, class_of};

/// 2021-08-01T12:00:00+08:00: guests are still allowed.
pub(super) const T0: UnixMs = 1_627_790_400_000;
pub(super) const AI: &str = "a0000000000000000000000000000001";
pub(super) const FRESH: &str = "a0000000000000000000000000000002";
/// The official presets: name, number, pi. Born on 1901-01-01.
pub(super) const NAME: &str = "某一一";
pub(super) const NUMBER: &str = "110000190101010001";
pub(super) const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
/// Another one, born on 1901-01-02.
pub(super) const OTHER_NUMBER: &str = "110000190101020007";
pub(super) const OTHER_PI: &str = "1fffbkmd9ebtwi7u7f4oswm9li6twjydqs7qjv";
/// The specification's own placeholder.
pub(super) const ODD_PI: &str = "test-pi";

pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) state: AccountState,
    pub(super) guest: bool,
}

pub(super) fn submit(number: &str) -> AccountEvent {
    AccountEvent::SubmitIdentity { name: NAME.to_string(), id_number: number.to_string() }
}

pub(super) fn check(answer: AttemptAnswer) -> AccountEvent {
    AccountEvent::CheckAnswer { ai: AI.to_string(), answer }
}

pub(super) fn query(answer: AttemptAnswer) -> AccountEvent {
    AccountEvent::QueryAnswer { ai: AI.to_string(), answer }
}

pub(super) fn verified(pi: &str) -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Verified { pi: pi.to_string() })
}

pub(super) fn refused(errcode: i32) -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Refused { errcode, errmsg: String::new(), class: class_of(errcode) })
}

pub(super) fn pending() -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Pending)
}

pub(super) fn failed() -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Failed)
}

pub(super) fn link(pi: &str, birth: Option<Date>) -> AccountEvent {
    AccountEvent::LinkPerson { pi: pi.to_string(), birth, source: PersonSource::Channel }
}

pub(super) fn guest() -> AccountEvent {
    AccountEvent::EnterGuest { di: "device".to_string() }
}

/// The state after these events, one a second from `start`.
pub(super) fn after(state: &AccountState, start: UnixMs, events: &[AccountEvent]) -> AccountState {
    let mut state = state.clone();
    for (event, unix) in events.iter().zip((start..).step_by(1000)) {
        let now = Now { unix, mono: 0 };
        state = account_apply(&state, event, Some(AI), now, &AccountOptions::default()).unwrap().state;
    }
    state
}

pub(super) fn states() -> Vec<Sample> {
    let new = AccountState::new();
    let born = Date::new(1901, 1, 1);
    let mut samples = Vec::new();
    let mut sample = |name, guest, from: &AccountState, events: &[AccountEvent]| {
        let state = after(from, T0, events);
        samples.push(Sample { name, state: state.clone(), guest });
        state
    };
    sample("unverified", false, &new, &[]);
    sample("unverified, device barred", false, &new, &[guest(), AccountEvent::GuestPlayed { seconds: 4000 }]);
    let guest = sample("guest", true, &new, &[guest()]);
    let verified_ = sample("verified", false, &new, &[link(PI, born)]);
    sample("verified, birth unknown", false, &new, &[link(ODD_PI, None)]);
    let failed_ = sample("failed", false, &new, &[submit(NUMBER), check(failed())]);
    sample("failed, bad number", false, &new, &[submit(NUMBER), check(refused(2001))]);
    let mut often = new.clone();
    for _ in 0..5 {
        often = after(&often, T0, &[submit(NUMBER), check(failed())]);
    }
    let often = sample("failed, throttled", false, &often, &[]);
    let review = AccountEvent::RequestManualReview { document: "passport".to_string(), birth: born };
    let waiting = sample("review waiting", false, &new, &[review]);
    for approved in [true, false] {
        sample("review decided", false, &waiting, &[AccountEvent::Review { approved, birth: None }]);
    }

    for (base, of_guest, name) in [
        (&new, false, "first"),
        (&guest, true, "from guest"),
        (&verified_, false, "re-check"),
        (&failed_, false, "from failed"),
    ] {
        let submitting = sample(name, of_guest, base, &[submit(NUMBER)]);
        sample("sent before", of_guest, &submitting, &[check(AttemptAnswer::NoAnswer)]);
        for errcode in [1007, 1011, 1012] {
            sample("once refused", of_guest, &submitting, &[check(refused(errcode))]);
        }
        let in_use = [check(AttemptAnswer::NoAnswer), check(refused(2004))];
        sample("after a 2004", of_guest, &submitting, &in_use);
        sample("submitting, held", of_guest, &submitting, &[check(verified(OTHER_PI))]);
        let pending_ = sample("pending", of_guest, &submitting, &[check(pending())]);
        sample("pending, held", of_guest, &pending_, &[query(verified(OTHER_PI))]);
        let expired = after(&pending_, T0 + 49 * HOUR, &[AccountEvent::Tick]);
        let expired = sample("expired", of_guest, &expired, &[]);
        let ahead = after(&expired, T0 + 70 * DAY, &[query(pending())]);
        sample("expired, asked by a clock that ran ahead", of_guest, &ahead, &[]);
        sample("expired, held", of_guest, &expired, &[query(verified(OTHER_PI))]);
        sample("expired, gone", of_guest, &expired, &[query(refused(2003))]);
    }
    // Throttled accounts can be on their way only when the clock ran back after the rest.
    let late = after(&often, T0 + 2 * DAY, &[submit(NUMBER)]);
    let late = sample("submitting, throttled", false, &late, &[]);
    let late = after(&late, T0 + 2 * DAY, &[check(pending())]);
    sample("pending, throttled", false, &late, &[]);
    samples
}

/// Every event, with the reasons for conditional effects: an unusual pi, birth dates that differ.
pub(super) struct Event {
    pub(super) event: AccountEvent,
    pub(super) unusual: bool,
    pub(super) differs: bool,
}

pub(super) fn events() -> Vec<Event> {
    let plain = |event| Event { event, unusual: false, differs: false };
    let born = |day| Date::new(1901, 1, day);
    let mut events: Vec<Event> = [
        submit(NUMBER),
        submit(OTHER_NUMBER),
        submit("810000199408230021"),
        submit("932682198501010017"),
        submit("110000190101010002"),
        AccountEvent::SubmitIdentity { name: "?".to_string(), id_number: NUMBER.to_string() },
        AccountEvent::Tick,
        link(PI, None),
        link(PI, born(1)),
        AccountEvent::ResetIdentity { reason: "transfer".to_string() },
        AccountEvent::RequestManualReview { document: "passport".to_string(), birth: born(1) },
        AccountEvent::Review { approved: true, birth: born(2) },
        AccountEvent::Review { approved: false, birth: None },
        guest(),
        AccountEvent::EnterGuest { di: "another device".to_string() },
        AccountEvent::GuestPlayed { seconds: 0 },
        AccountEvent::GuestPlayed { seconds: 3600 },
        AccountEvent::CheckAnswer { ai: FRESH.to_string(), answer: verified(PI) },
        AccountEvent::QueryAnswer { ai: String::new(), answer: failed() },
    ]
    .map(plain)
    .into();
    events.push(Event { event: link(PI, born(2)), unusual: false, differs: true });
    events.push(Event { event: link(ODD_PI, born(2)), unusual: true, differs: false });
    for call in [check, query] {
        let unreadable = Answer::Unreadable { reason: UnreadableReason::HttpStatus };
        events.push(plain(call(verified(PI))));
        events.push(Event { event: call(verified(OTHER_PI)), unusual: false, differs: true });
        events.push(Event { event: call(verified(ODD_PI)), unusual: true, differs: false });
        events.extend([AttemptAnswer::NotSent, AttemptAnswer::NoAnswer].map(|answer| plain(call(answer))));
        events.extend([pending(), failed()].map(|answer| plain(call(answer))));
        events.push(plain(call(AttemptAnswer::Answer(unreadable))));
        let codes = (1001..=1013).chain(1019..=1021).chain(2001..=2007).chain([3001, 4001]);
        events.extend(codes.chain([-1, 0, 9999]).map(|code| plain(call(refused(code)))));
    }
    events
}

/// For messages; names and numbers are not in it.
pub(super) fn describe(sample: &Sample, event: &AccountEvent) -> String {
    let kind: AccountKind = sample.state.kind();
    format!("{} ({kind:?}) x {event:?}", sample.name)
}
