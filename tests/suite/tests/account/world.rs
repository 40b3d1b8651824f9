//! A player, the official presets, and a short way to say what happens.

use shiming_core::account::{
    AccountEffect, AccountEvent, AccountOptions, AccountState, Applied, AttemptAnswer, PersonSource,
    account_apply,
};
use shiming_core::time::UnixMs;
use shiming_core::wire::{Answer, UnreadableReason, errcode_info};
use shiming_core::{Date, Now};

/// 2026-11-20T20:00:00+08:00.
pub const T0: UnixMs = 1_795_176_000_000;
/// 2021-08-01T12:00:00+08:00, when guests were allowed.
pub const T2021: UnixMs = 1_627_790_400_000;

pub const AI: &str = "00000000000000000000000000000001";
pub const FRESH: &str = "00000000000000000000000000000002";

/// The official presets: 某一一, born on 1901-01-01, and 某一二, born on 1901-01-02.
pub const NAME: &str = "某一一";
pub const NUMBER: &str = "110000190101010001";
pub const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
pub const OTHER_NAME: &str = "某一二";
pub const OTHER_NUMBER: &str = "110000190101020007";
pub const OTHER_PI: &str = "1fffbkmd9ebtwi7u7f4oswm9li6twjydqs7qjv";
/// The specification's own placeholder: a pi of another shape.
pub const ODD_PI: &str = "test-pi";
/// Specimens of the police: a residence permit for people from Hong Kong, one for foreigners.
pub const HMT_NUMBER: &str = "810000199408230021";
pub const FOREIGN_NUMBER: &str = "932682198501010017";

pub fn at(unix: UnixMs) -> Now {
    Now { unix, mono: 0 }
}

pub fn date(text: &str) -> Option<Date> {
    Some(Date::parse(text).unwrap())
}

pub fn submit() -> AccountEvent {
    AccountEvent::SubmitIdentity { name: NAME.into(), id_number: NUMBER.into() }
}

pub fn submit_as(name: &str, id_number: &str) -> AccountEvent {
    AccountEvent::SubmitIdentity { name: name.into(), id_number: id_number.into() }
}

pub fn check(answer: AttemptAnswer) -> AccountEvent {
    AccountEvent::CheckAnswer { ai: AI.into(), answer }
}

pub fn query(answer: AttemptAnswer) -> AccountEvent {
    AccountEvent::QueryAnswer { ai: AI.into(), answer }
}

pub fn verified(pi: &str) -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Verified { pi: pi.into() })
}

pub fn pending() -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Pending)
}

pub fn failed() -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Failed)
}

pub fn refused(errcode: i32) -> AttemptAnswer {
    let class = errcode_info(errcode).class;
    AttemptAnswer::Answer(Answer::Refused { errcode, errmsg: String::new(), class })
}

pub fn unreadable(reason: UnreadableReason) -> AttemptAnswer {
    AttemptAnswer::Answer(Answer::Unreadable { reason })
}

pub fn lost() -> AttemptAnswer {
    AttemptAnswer::NoAnswer
}

pub fn link(pi: &str, birth: Option<Date>) -> AccountEvent {
    AccountEvent::LinkPerson { pi: pi.into(), birth, source: PersonSource::Other }
}

pub fn reset() -> AccountEvent {
    AccountEvent::ResetIdentity { reason: "transfer of the account".into() }
}

pub fn manual() -> AccountEvent {
    AccountEvent::RequestManualReview { document: "passport".into(), birth: date("1990-06-01") }
}

pub fn review(approved: bool) -> AccountEvent {
    AccountEvent::Review { approved, birth: None }
}

pub fn guest() -> AccountEvent {
    AccountEvent::EnterGuest { di: "device-1".into() }
}

pub fn played(seconds: i64) -> AccountEvent {
    AccountEvent::GuestPlayed { seconds }
}

/// One account in time.
pub struct Player {
    pub state: AccountState,
    pub unix: UnixMs,
    pub options: AccountOptions,
    /// What the last event had for effects.
    pub effects: Vec<AccountEffect>,
}

impl Player {
    pub fn new() -> Self {
        Self::at(T0)
    }

    pub fn at(unix: UnixMs) -> Self {
        let options = AccountOptions::default();
        Self { state: AccountState::new(), unix, options, effects: Vec::new() }
    }

    /// An event, with the first ai at hand for submissions and no other.
    pub fn then(self, event: AccountEvent) -> Self {
        let fresh = matches!(event, AccountEvent::SubmitIdentity { .. }).then_some(AI);
        self.event(&event, fresh)
    }

    /// An event, with a fresh ai at hand.
    pub fn fresh(self, event: AccountEvent) -> Self {
        self.event(&event, Some(FRESH))
    }

    pub fn wait(mut self, milliseconds: i64) -> Self {
        self.unix += milliseconds;
        self
    }

    pub fn keep(mut self) -> Self {
        self.options.keep_on_failed_recheck = true;
        self
    }

    fn event(mut self, event: &AccountEvent, fresh: Option<&str>) -> Self {
        let Applied { state, effects } =
            account_apply(&self.state, event, fresh, at(self.unix), &self.options).unwrap();
        self.state = state;
        self.effects = effects;
        self
    }
}

pub fn send_check(ai: &str) -> AccountEffect {
    AccountEffect::SendCheck { ai: ai.into() }
}

pub fn send_query(at: UnixMs) -> AccountEffect {
    AccountEffect::SendQuery { ai: AI.into(), at }
}

pub fn alert(code: &str) -> AccountEffect {
    AccountEffect::Alert { code: code.into() }
}

pub fn invalid(field: &str, reason: &str) -> AccountEffect {
    AccountEffect::Invalid { field: field.into(), reason: reason.into() }
}
