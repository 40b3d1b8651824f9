//! What the enterprise itself must decide: hours, spending, guests, pending players. The authority verifies and collects,
//! and limits nobody (Q16, Q107, Q168, Q205, Q214, M43).

use shiming_core::account::{AccountKind, AccountState};
use shiming_core::policy::{
    Calendar, Decision, Payment, PendingPolicy, Profile, Reason, Service, Usage, decide, decide_payment,
};
use shiming_core::time::{HOUR, MINUTE, SECOND, UnixMs};

use crate::host::pi_for;
use crate::world::{
    self, HMT_NUMBER, NAME, NUMBER, Player, T2021, check, failed, guest, link, lost, pending, query, review,
    submit, submit_as, verified,
};

/// Friday, 2026-11-20, noon; half past eight in the evening; and the end of the hour.
const NOON: UnixMs = 1_795_147_200_000;
const EVENING: UnixMs = NOON + 8 * HOUR + 30 * MINUTE;
const NINE: UnixMs = NOON + 9 * HOUR;

/// Nobody's number: born on 2010-11-22, so 15 years old.
const MINOR: &str = "110000201011220014";

fn judge(state: &AccountState, profile: &Profile, used: Usage, unix: UnixMs) -> Decision {
    decide(state, profile, &Calendar::official(), used, unix).expect("decide")
}

fn now(state: &AccountState, profile: &Profile, unix: UnixMs) -> Decision {
    judge(state, profile, Usage::default(), unix)
}

fn pay(state: &AccountState, profile: &Profile, spent: i64, amount: i64, unix: UnixMs) -> Payment {
    decide_payment(state, profile, &Calendar::official(), spent, amount, unix).expect("decide_payment")
}

/// A player at noon whom the authority has just verified.
fn verified_as(number: &str) -> AccountState {
    Player::at(NOON).then(submit_as(NAME, number)).then(check(verified(&pi_for(number)))).state
}

fn pending_as(number: &str) -> AccountState {
    Player::at(NOON).then(submit_as(NAME, number)).then(check(pending())).state
}

/// Somebody verified long ago, born on this day.
fn born(birth: &str) -> AccountState {
    Player::at(NOON).then(link(&format!("zz{}", "0".repeat(36)), world::date(birth))).state
}

/// Q16, Q107, Q168, Q205, Q214, M43, as 国新出发〔2021〕14号 has it since: the authority's success opens no hour. A minor who
/// was verified at noon plays from 20:00 to 21:00; an adult at any time.
#[test]
fn the_hour_of_minors_is_ours_to_keep() {
    let (minor, today) = (verified_as(MINOR), Profile::auto());
    assert_eq!(minor.kind(), AccountKind::Verified);
    let open = |unix| now(&minor, &today, unix).play.allowed;
    assert_eq!([NOON, EVENING - 30 * MINUTE - 1, NINE].map(open), [false; 3]);
    assert_eq!([EVENING - 30 * MINUTE, EVENING, NINE - 1].map(open), [true; 3]);
    let denied = now(&minor, &today, NOON).play;
    assert_eq!((denied.reason, denied.rule_id.name()), (Reason::MinorOutsideWindow, "N2021-1"));
    assert_eq!(denied.next_open, Some(NOON + 8 * HOUR));
    assert_eq!(now(&minor, &today, EVENING).play.valid_until, Some(NINE));
    assert!(now(&verified_as(NUMBER), &today, NOON).play.allowed);
}

/// Q10, Q62, Q137: who trades virtual currency, or accounts, serves no minor at any hour.
#[test]
fn a_trading_platform_serves_no_minor() {
    let site = Profile { service: Service::TradingPlatform, ..Profile::auto() };
    let minor = verified_as(MINOR);
    let decision = now(&minor, &site, EVENING);
    for verdict in [decision.account, decision.play, decision.pay, pay(&minor, &site, 0, 1, EVENING).verdict]
    {
        assert_eq!((verdict.allowed, verdict.reason), (false, Reason::TradingPlatform));
        assert_eq!(verdict.rule_id.name(), "Q10");
    }
    assert!(now(&minor, &Profile::auto(), EVENING).play.allowed, "a game does");
    let adult = now(&verified_as(NUMBER), &site, NOON);
    assert!(adult.account.allowed && adult.play.allowed && adult.pay.allowed);
}

/// Q116, Q162, Q204, Q208: under the law that counts hours, what a person played in one game is gone in all of them, and
/// on every account.
#[test]
fn play_time_is_of_the_person_not_of_the_game() {
    let hours = Profile::cn2019();
    let (one, other) = (born("2012-06-15"), born("2012-06-15"));
    let played = |seconds: i64| Usage { played_today_s: seconds, ..Usage::default() };
    // An hour and a half on an ordinary day: 50 minutes in one game and 40 in another.
    let (first, second) = (50 * 60, 40 * 60);
    for state in [&one, &other] {
        assert!(judge(state, &hours, played(first), NOON).play.allowed);
        assert!(judge(state, &hours, played(first + second - 1), NOON).play.allowed);
        let over = judge(state, &hours, played(first + second), NOON).play;
        assert_eq!((over.allowed, over.reason), (false, Reason::MinorTimeUsed));
    }
}

/// Q117, Q120, Q143, Q144, Q177, Q187: whoever is pending registers, plays and pays, at noon too, as neither minor nor
/// guest, if they claim to be of age; read literally, whatever they claim.
#[test]
fn pending_players_play_and_pay() {
    let adult = pending_as(NUMBER);
    assert_eq!(adult.kind(), AccountKind::Pending);
    let decision = now(&adult, &Profile::auto(), NOON);
    assert!(decision.account.allowed && decision.play.allowed && decision.pay.allowed);
    assert_eq!(decision.play.rule_id.name(), "Q187");
    assert!(!decision.report.allowed, "Q200");
    let payment = pay(&adult, &Profile::auto(), 10_000_000, 64_800, NOON);
    assert!(payment.verdict.allowed && payment.max_single_fen.is_none() && payment.month_left_fen.is_none());

    let minor = now(&pending_as(MINOR), &Profile::faq_literal(), NOON - 6 * HOUR);
    assert!(minor.play.allowed && minor.pay.allowed);
}

/// 14号 and 34号 over Q144, Q177, Q187: who claims to be a minor has a minor's hour and sums while pending. The other
/// readings are options.
#[test]
fn a_claimed_minor_is_a_minor_unless_configured() {
    let (minor, adult) = (pending_as(MINOR), pending_as(NUMBER));
    let with = |pending| Profile { pending, ..Profile::auto() };
    let plays = |state, pending, unix| now(state, &with(pending), unix).play.allowed;
    assert!(!plays(&minor, PendingPolicy::ByClaimedAge, NOON));
    assert!(plays(&minor, PendingPolicy::ByClaimedAge, EVENING));
    assert_eq!(pay(&minor, &Profile::auto(), 0, 5_001, EVENING).verdict.reason, Reason::SingleLimit);
    assert!(plays(&minor, PendingPolicy::FaqLiteral, NOON));
    assert!(!plays(&adult, PendingPolicy::TreatAsMinor, NOON));
    assert!(!plays(&adult, PendingPolicy::Block, EVENING));
}

/// Q99, Q117: without an answer play goes on. Without an end in the FAQ; ours is 48 hours after the first fault, because
/// 14号 is later, and can be set.
#[test]
fn without_an_answer_play_goes_on_for_48_hours() {
    let state = Player::at(NOON).then(submit()).then(check(lost())).wait(HOUR).then(query(lost())).state;
    let today = Profile::auto();
    let until = NOON + 48 * HOUR;
    let open = now(&state, &today, until - 1).play;
    assert_eq!((open.allowed, open.rule_id.name(), open.valid_until), (true, "Q99", Some(until)));
    let over = now(&state, &today, until).play;
    assert_eq!((over.allowed, over.reason), (false, Reason::FailOpenEnded));
    let shorter = Profile { fail_open_max_s: HOUR / SECOND, ..today };
    assert!(now(&state, &shorter, NOON + HOUR - 1).play.allowed);
    assert!(!now(&state, &shorter, NOON + HOUR).play.allowed);
}

/// Q138: who is not verified, or failed, does not play or pay, and may still use the account to submit.
#[test]
fn who_is_not_verified_does_not_play() {
    let failed = Player::at(NOON).then(submit()).then(check(failed())).state;
    for state in [AccountState::new(), failed] {
        for profile in [Profile::auto(), Profile::faq_literal()] {
            let decision = now(&state, &profile, EVENING);
            assert!(decision.account.allowed && !decision.play.allowed);
            assert!(!decision.pay.allowed && !decision.report.allowed);
        }
    }
}

/// Q41, Q205, Q214: by the older law a guest has an hour, pays nothing and is reported. By today's, nothing.
#[test]
fn guests_of_the_older_law_keep_its_limits() {
    let state = Player::at(T2021).then(guest()).state;
    assert_eq!(state.kind(), AccountKind::Guest);
    let used = |seconds: i64| Usage { guest_used_s: seconds, ..Usage::default() };
    let older = Profile::cn2019();
    assert!(judge(&state, &older, used(3_599), T2021).play.allowed);
    assert_eq!(judge(&state, &older, used(3_600), T2021).play.reason, Reason::GuestTimeUsed);
    assert_eq!(pay(&state, &older, 0, 1, T2021).verdict.reason, Reason::GuestMayNotPay);
    assert!(judge(&state, &older, used(0), T2021).report.allowed);
    let today = now(&state, &Profile::auto(), EVENING);
    assert_eq!((today.play.allowed, today.play.reason), (false, Reason::GuestProhibited));
    assert!(!today.report.allowed);
}

/// Q107, Q168, Q214 with the sums of 国新出发〔2019〕34号, which 14号 left in force: the limit itself is allowed, a fen more
/// is not.
#[test]
fn spending_follows_the_age() {
    let today = Profile::auto();
    for (birth, single, month) in
        [("2019-06-15", 0, 0), ("2018-06-15", 5_000, 20_000), ("2010-06-15", 10_000, 40_000)]
    {
        let state = born(birth);
        let allowed = |spent, amount| pay(&state, &today, spent, amount, EVENING).verdict.allowed;
        assert_eq!(allowed(0, single.max(1)), single > 0, "{birth}");
        assert!(!allowed(0, single + 1), "{birth}");
        assert_eq!(allowed(month - single, single.max(1)), single > 0, "{birth}");
        assert!(!allowed((month - single + 1).max(0), single.max(1)), "{birth}");
    }
    let adult = born("1990-06-15");
    assert!(pay(&adult, &today, 100_000_000, 1_000_000, NOON).verdict.allowed);
}

/// Q161: whom the authority cannot verify, a review decides for: not before it, then by the document's birth date. There is
/// no pi, so nothing is reported.
#[test]
fn a_review_decides_for_whom_the_authority_cannot_verify() {
    let waiting = Player::at(NOON).then(submit_as(NAME, HMT_NUMBER));
    let today = Profile::auto();
    assert_eq!(now(&waiting.state, &today, NOON).play.reason, Reason::ManualReviewWaiting);
    let approved = waiting.then(review(true)).state;
    let decision = now(&approved, &today, NOON);
    assert!(decision.play.allowed && decision.pay.allowed && !decision.report.allowed);
    assert_eq!(decision.play.reason, Reason::ManualReviewAdult);
    let rejected = Player::at(NOON).then(submit_as(NAME, HMT_NUMBER)).then(review(false)).state;
    assert!(!now(&rejected, &today, NOON).play.allowed);
    assert!(approved.pi().is_none());
}
