//! What the account's events mean for decisions: results that come twice or late, collisions, birth dates that differ, guests.

use shiming_core::account::{
    AccountEffect, AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, PersonSource,
    account_apply,
};
use shiming_core::identity::validate_id_number;
use shiming_core::policy::{Calendar, Decision, Profile, Reason, Usage, decide};
use shiming_core::wire::{Answer, parse_check};
use shiming_core::{Date, Now};

use super::days::{HOUR, at};

const AI: &str = "a0000000000000000000000000000001";
const FRESH: &str = "a0000000000000000000000000000002";
/// The official presets, born on 1901-01-01 and 02.
const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";
const NUMBER: &str = "110000190101010001";
/// A child of 14 on paper; not a real number.
const CHILD: &str = "11000020120615001X";

struct Account {
    state: AccountState,
    now: i64,
    options: AccountOptions,
}

impl Account {
    fn new(now: i64) -> Self {
        Self { state: AccountState::new(), now, options: AccountOptions::default() }
    }

    fn apply(&mut self, event: AccountEvent, fresh: &str) -> Vec<AccountEffect> {
        let now = Now { unix: self.now, mono: 0 };
        let applied = account_apply(&self.state, &event, Some(fresh), now, &self.options).unwrap();
        self.state = applied.state;
        applied.effects
    }

    fn submit(&mut self, number: &str) {
        self.apply(AccountEvent::SubmitIdentity { name: "某一一".into(), id_number: number.into() }, AI);
    }

    fn check(&mut self, ai: &str, answer: Answer) -> Vec<AccountEffect> {
        let answer = AttemptAnswer::Answer(answer);
        self.apply(AccountEvent::CheckAnswer { ai: ai.into(), answer }, FRESH)
    }

    fn query(&mut self, ai: &str, answer: Answer) -> Vec<AccountEffect> {
        let answer = AttemptAnswer::Answer(answer);
        self.apply(AccountEvent::QueryAnswer { ai: ai.into(), answer }, FRESH)
    }

    fn decide(&self) -> Decision {
        let usage = Usage::default();
        decide(&self.state, &Profile::auto(), &Calendar::official(), usage, self.now).unwrap()
    }
}

fn refused(errcode: i32) -> Answer {
    parse_check(200, format!(r#"{{"errcode":{errcode},"errmsg":""}}"#).as_bytes())
}

fn verified() -> Answer {
    Answer::Verified { pi: PI.into() }
}

#[test]
fn a_result_twice_or_for_an_old_attempt_decides_nothing_new() {
    let mut account = Account::new(at((2026, 11, 19), 12, 0));
    account.submit(NUMBER);
    account.check(AI, Answer::Pending);
    account.check(FRESH, Answer::Failed);
    assert_eq!(account.decide().play.reason, Reason::PendingClaimedAdult, "an old attempt's answer");
    account.query(AI, verified());
    let once = account.decide();
    assert_eq!((once.play.reason, once.report.allowed), (Reason::Adult, true));
    // Within the 300 seconds the same result, afterwards 2003: neither changes anything.
    for (seconds, answer) in [(299, verified()), (301, refused(2003))] {
        account.now += seconds * 1000;
        account.query(AI, answer);
        assert_eq!(account.decide(), once);
    }
}

#[test]
fn a_collision_of_the_ai_stays_submitting() {
    let mut account = Account::new(at((2026, 11, 19), 12, 0));
    account.submit(CHILD);
    account.check(AI, refused(2004));
    assert_eq!((account.state.kind(), account.state.ai()), (AccountKind::Submitting, Some(FRESH)));
    let decision = account.decide();
    assert_eq!((decision.play.reason, decision.report.allowed), (Reason::MinorOutsideWindow, false));
}

/// 1006 for two days: the clock makes it expired, nothing makes it failed, and the grace ends.
#[test]
fn throttled_for_48_hours_is_never_failed() {
    let mut account = Account::new(at((2026, 11, 17), 12, 0));
    account.submit(NUMBER);
    account.check(AI, Answer::Pending);
    for _ in 0..47 {
        account.now += HOUR;
        account.query(AI, refused(1006));
        account.apply(AccountEvent::Tick, FRESH);
        assert_eq!(account.decide().play.reason, Reason::PendingClaimedAdult);
    }
    account.now += HOUR;
    account.apply(AccountEvent::Tick, FRESH);
    assert_eq!(account.state.kind(), AccountKind::PendingExpired);
    let play = account.decide().play;
    assert_eq!((play.allowed, play.valid_until), (true, Some(account.now + 24 * HOUR)));
    account.now += 24 * HOUR;
    assert_eq!(account.decide().play.reason, Reason::PendingExpired);
}

#[test]
fn of_two_birth_dates_the_younger_decides() {
    let mut account = Account::new(at((2026, 11, 19), 12, 0));
    let link = |pi: &str, birth| AccountEvent::LinkPerson { pi: pi.into(), birth, source: PersonSource::Own };
    let effects = account.apply(link(PI, Date::new(2012, 6, 15)), FRESH);
    let alert = |effect: &AccountEffect| matches!(effect, AccountEffect::Alert { code, .. } if code == "birth_mismatch");
    assert!(effects.iter().any(alert), "{effects:?}");
    assert_eq!(account.decide().play.reason, Reason::MinorOutsideWindow);
    // A pi that cannot be read is no error; the document's date holds.
    let mut account = Account::new(account.now);
    account.apply(link("test-pi", Date::new(1990, 6, 15)), FRESH);
    assert_eq!(account.decide().play.reason, Reason::Adult);
}

#[test]
fn old_future_and_impossible_births() {
    let now = at((2026, 11, 20), 12, 0);
    for number in ["110000190101010001", "110000190101020007", "440524188001010014"] {
        assert!(validate_id_number(number, now).is_ok(), "{number}");
    }
    let with_check = |digits: &str| -> String {
        let sum = digits.chars().fold(0, |sum, c| (sum + c.to_digit(10).unwrap()) * 2 % 11);
        format!("{digits}{}", (b"10X98765432"[usize::try_from(sum).unwrap()]) as char)
    };
    assert_eq!(with_check("11000019010101000"), NUMBER, "the check digit's formula");
    for digits in ["11000019990229001", "11000020270101001", "11000020261121001"] {
        let error = validate_id_number(&with_check(digits), now).unwrap_err();
        assert_eq!(error.reason, Some("birth_date"), "{digits}");
    }
    assert!(validate_id_number(&with_check("11000020261120001"), now).is_ok(), "born today");
}

/// One device, one hour in 15 days; its owner resumes the rest of it.
#[test]
fn a_guests_device_has_one_hour() {
    let enter = || AccountEvent::EnterGuest { di: "device".into() };
    let mut account = Account::new(at((2021, 8, 1), 12, 0));
    account.apply(enter(), FRESH);
    account.apply(AccountEvent::GuestPlayed { seconds: 1_800 }, FRESH);
    let play = account.decide().play;
    assert_eq!((play.reason, play.valid_until), (Reason::GuestTimeLeft, Some(account.now + HOUR / 2)));
    assert_eq!(account.decide().pay.reason, Reason::GuestMayNotPay);
    account.apply(AccountEvent::GuestPlayed { seconds: 1_800 }, FRESH);
    assert_eq!(account.state.kind(), AccountKind::Unverified);
    account.now += 14 * 24 * HOUR;
    let effects = account.apply(enter(), FRESH);
    assert!(!effects.is_empty() && !account.decide().play.allowed, "within 15 days");
    account.now += 24 * HOUR;
    account.apply(enter(), FRESH);
    assert_eq!(account.decide().play.reason, Reason::GuestTimeLeft);
    // Another account on the device: the host's ledger of the device counts.
    let mut other = Account::new(account.now);
    other.apply(enter(), FRESH);
    let used = Usage { played_today_s: 0, guest_used_s: 3_600 };
    let decision = decide(&other.state, &Profile::auto(), &Calendar::official(), used, other.now).unwrap();
    assert_eq!(decision.play.reason, Reason::GuestTimeUsed);
    // The day comes on which guests end.
    account.now = at((2021, 9, 1), 0, 0);
    assert_eq!(account.decide().play.reason, Reason::GuestProhibited);
    assert!(!account.decide().report.allowed);
}
