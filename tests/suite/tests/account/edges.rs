//! The edge cases of the rules, by name.

use shiming_core::account::{
    AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, BirthSource, FailedCause,
    NextCall, ReviewOutcome, account_apply, alert_info,
};
use shiming_core::identity::Person;
use shiming_core::time::{DAY, HOUR, MINUTE, SECOND};
use shiming_core::wire::UnreadableReason;
use shiming_core::{Date, ErrorCode};

use super::world::*;

fn submitting() -> Player {
    Player::new().then(submit()).wait(SECOND)
}

fn pending_player() -> Player {
    submitting().then(check(pending())).wait(MINUTE)
}

#[test]
fn g8_7_result_twice() {
    let once = submitting().then(check(verified(PI)));
    let state = once.state.clone();
    let twice = once.wait(SECOND).then(check(verified(PI)));
    assert_eq!(twice.effects, [shiming_core::account::AccountEffect::Stale]);
    assert!(twice.state == state);

    let failed_once = submitting().then(check(failed()));
    let failed_twice = failed_once.wait(SECOND).then(check(failed()));
    assert_eq!(failed_twice.state.failures(), 1, "one answer is one failure");
}

#[test]
fn g8_7_result_for_an_old_ai() {
    let replaced = submitting().fresh(submit_as(OTHER_NAME, OTHER_NUMBER));
    assert_eq!(replaced.state.ai(), Some(FRESH));
    let state = replaced.state.clone();
    for answer in [verified(PI), failed(), pending(), refused(2004), lost()] {
        let player = Player { state: state.clone(), ..Player::new() };
        let player = player.wait(MINUTE).then(check(answer.clone()));
        assert!(player.state == state && player.effects.len() == 1);
        let player = player.then(query(answer));
        assert!(player.state == state && player.effects.len() == 1);
    }
}

/// The authority holds a result for 300 s after it was first queried (Q95).
#[test]
fn g8_7_result_around_300_seconds_after_the_first_query() {
    let in_time = pending_player().wait(299 * SECOND).then(query(verified(PI)));
    assert_eq!(in_time.state.kind(), AccountKind::Verified);

    let too_late = || pending_player().wait(301 * SECOND);
    let again = too_late().fresh(query(refused(2003)));
    assert_eq!((again.state.kind(), again.state.ai()), (AccountKind::Submitting, Some(FRESH)));
    assert_eq!(again.effects, [send_check(FRESH)]);
    assert!(
        again.state.same_person(&Person::new(NAME, NUMBER, T0).unwrap()),
        "the person is still known by the tag"
    );

    let gone = too_late().then(query(refused(2003)));
    assert_eq!(gone.state.kind(), AccountKind::PendingExpired);
    assert_eq!((gone.effects, gone.state.next_step()), (vec![alert("result_gone")], None));
}

#[test]
fn g8_8_2004_on_the_first_send() {
    let player = submitting().fresh(check(refused(2004)));
    assert_eq!(player.effects, [send_check(FRESH), alert("ai_collision")]);
    assert_eq!(player.state.next_step().unwrap().call, NextCall::Check);
}

#[test]
fn g8_8_2004_on_the_first_send_again_and_again_is_no_storm() {
    let mut state = submitting().state;
    let mut waits = Vec::new();
    for attempt in 0..10 {
        let (ai, fresh) = (state.ai().unwrap().to_string(), format!("fresh-{attempt}"));
        let event = AccountEvent::CheckAnswer { ai, answer: refused(2004) };
        let applied =
            account_apply(&state, &event, Some(&fresh), at(T0), &AccountOptions::default()).unwrap();
        state = applied.state;
        waits.push((state.next_step().unwrap().at - T0) / SECOND);
    }
    assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
}

#[test]
fn g8_8_2004_on_a_resend() {
    let resent = submitting().then(check(lost())).then(query(refused(2003))).then(check(refused(2004)));
    let step = resent.state.next_step().unwrap();
    assert_eq!((step.call, resent.state.ai()), (NextCall::Query, Some(AI)));
    assert_eq!(resent.effects, [send_query(step.at)]);

    let found = resent.then(query(verified(PI)));
    assert_eq!(found.state.pi(), Some(PI));
}

#[test]
fn g8_8_2003_after_a_2004() {
    let asked = || submitting().then(check(lost())).then(check(refused(2004)));
    let player = asked().fresh(query(refused(2003)));
    assert_eq!((player.effects, player.state.ai()), (vec![send_check(FRESH)], Some(FRESH)));

    // Not so without a 2004: then the check never arrived, and the same ai may be sent (Q158).
    let player = submitting().then(check(lost())).fresh(query(refused(2003)));
    assert_eq!(player.effects, [send_check(AI)]);
}

#[test]
fn g8_8_2004_after_a_restart_is_not_our_own_resend() {
    let mut player = submitting().then(check(lost()));
    player.state.forget_sends();
    assert_eq!(player.state.next_step().unwrap().call, NextCall::Query, "ask before anything else");
    let player = player.then(query(refused(2003))).fresh(check(refused(2004)));
    assert_eq!(player.effects, [send_check(FRESH), alert("ai_collision")]);
}

#[test]
fn after_a_restart_an_attempt_is_asked_for_before_it_is_sent() {
    let mut player = submitting();
    assert_eq!(player.state.next_step().unwrap().call, NextCall::Check);
    player.state.forget_sends();
    assert_eq!(player.state.next_step().unwrap().call, NextCall::Query);
    // Where nothing runs there is nothing to forget.
    for mut other in [Player::new(), pending_player(), submitting().then(check(verified(PI)))] {
        let before = other.state.clone();
        other.state.forget_sends();
        assert!(other.state == before);
    }
}

#[test]
fn g8_9_query_throttled_for_48_hours() {
    let mut player = pending_player();
    let deadline = player.state.deadline().unwrap();
    while player.unix < deadline {
        player = player.then(query(refused(1006))).then(AccountEvent::Tick).wait(MINUTE);
        assert_eq!(player.state.kind(), AccountKind::Pending);
    }
    let player = player.then(AccountEvent::Tick);
    assert_eq!(player.state.kind(), AccountKind::PendingExpired);
    assert_eq!(player.effects, [alert("administrator")]);
    assert_eq!(player.state.failures(), 0);
    assert_eq!(player.then(query(verified(PI))).state.kind(), AccountKind::Verified);
}

#[test]
fn g8_11_pi_prefix_and_id_birth_disagree() {
    for held in
        [submitting().then(check(verified(OTHER_PI))), pending_player().then(query(verified(OTHER_PI)))]
    {
        assert_eq!(held.effects, [alert("birth_mismatch")]);
        assert_eq!((held.state.pi(), held.state.next_step()), (None, None));
        assert_eq!(held.state.unsettled_pi(), Some(OTHER_PI));
        // The host decides; of the two dates the younger holds.
        let birth = held.state.claimed_birth();
        let linked = held.wait(HOUR).then(link(OTHER_PI, birth));
        assert_eq!(linked.state.birth(), Date::parse("1901-01-02"));
        assert_eq!(linked.state.birth_source(), Some(BirthSource::Pi));
        assert_eq!(linked.effects, [alert("birth_mismatch")]);
    }
}

#[test]
fn g8_11_undecodable_pi() {
    let no_date = format!("pppppp{}", "0".repeat(32));
    for (pi, effects) in [(no_date.as_str(), vec![]), (ODD_PI, vec![alert("unusual_pi")])] {
        let player = submitting().then(check(verified(pi)));
        assert_eq!((player.state.pi(), player.state.birth()), (Some(pi), Date::parse("1901-01-01")));
        assert_eq!(player.state.birth_source(), Some(BirthSource::IdNumber));
        assert_eq!(player.effects, effects);
    }
}

#[test]
fn g8_14_deadline_to_the_millisecond() {
    let player = pending_player();
    let deadline = player.state.deadline().unwrap();
    assert_eq!(deadline - player.state.changed_at(), 48 * HOUR);
    let before = player.unix;
    let player = player.wait(deadline - 1 - before).then(AccountEvent::Tick);
    assert_eq!(player.state.kind(), AccountKind::Pending);
    assert_eq!(player.wait(1).then(AccountEvent::Tick).state.kind(), AccountKind::PendingExpired);
}

/// A clock that jumps three days ahead and back: nobody is lost, and nobody waits three days.
#[test]
fn g8_14_one_forward_jump_does_not_expire_pending_players() {
    let jumped = pending_player().wait(3 * DAY).then(AccountEvent::Tick).then(query(pending()));
    assert_eq!(jumped.state.kind(), AccountKind::PendingExpired);
    let back = jumped.wait(-3 * DAY).then(AccountEvent::Tick);
    assert_eq!(back.state.kind(), AccountKind::Pending);
    let step = back.state.next_step().unwrap();
    assert!(step.at <= back.unix + 5 * MINUTE, "polls by the plan again");
    assert_eq!(back.state.deadline(), pending_player().state.deadline());

    let submitted = Player::new().wait(3 * DAY).then(submit()).then(check(refused(1006))).wait(-3 * DAY);
    let submitted = submitted.then(AccountEvent::Tick);
    assert_eq!(submitted.effects, [send_check(AI)]);
    assert_eq!(submitted.state.next_step().unwrap().at, submitted.unix);
}

/// What the query said, not the clock, ended it: it does not come back.
#[test]
fn g8_14_a_result_that_is_gone_does_not_come_back_with_the_clock() {
    let gone = pending_player().wait(3 * DAY).then(AccountEvent::Tick).then(query(refused(2003)));
    let back = gone.wait(-3 * DAY).then(AccountEvent::Tick);
    assert_eq!((back.state.kind(), back.effects), (AccountKind::PendingExpired, vec![]));
}

#[test]
fn g8_15_recheck_fails() {
    let recheck = || {
        let verified_ = submitting().then(check(verified(PI))).wait(DAY);
        verified_.then(submit_as(OTHER_NAME, OTHER_NUMBER)).wait(SECOND)
    };
    assert_eq!(recheck().state.kind(), AccountKind::Submitting);
    assert_eq!(recheck().state.pi(), Some(PI), "the old pi stays in force until the answer");
    assert_eq!(recheck().state.birth(), Date::parse("1901-01-01"));
    assert_eq!(recheck().state.claimed_birth(), Date::parse("1901-01-02"));

    let by_query = || recheck().then(check(pending())).wait(MINUTE);
    for follow in [recheck().then(check(failed())), by_query().then(query(failed()))] {
        assert_eq!((follow.state.kind(), follow.state.pi()), (AccountKind::Failed, None));
        assert_eq!(follow.effects, [alert("recheck_failed")]);
    }
    for keep in [recheck().keep().then(check(failed())), by_query().keep().then(query(failed()))] {
        assert_eq!((keep.state.kind(), keep.state.pi()), (AccountKind::Verified, Some(PI)));
        assert_eq!((keep.state.verified_at(), keep.state.failures()), (Some(T0 + SECOND), 1));
        assert_eq!(keep.effects, [alert("recheck_failed")]);
    }
    let stale = recheck().keep().then(AccountEvent::CheckAnswer { ai: FRESH.into(), answer: failed() });
    assert!(stale.state == recheck().state);

    let done = recheck().then(check(verified(OTHER_PI)));
    assert_eq!((done.state.pi(), done.effects.len()), (Some(OTHER_PI), 0));
}

#[test]
fn a_recheck_keeps_the_old_pi_through_everything_but_an_answer() {
    let start = || submitting().then(check(verified(PI))).wait(DAY).then(submit_as(OTHER_NAME, OTHER_NUMBER));
    let expired = || start().then(check(pending())).wait(48 * HOUR).then(AccountEvent::Tick);
    for (what, player) in [
        ("fault", start().then(check(lost()))),
        ("pending", start().then(check(pending()))),
        ("expired", expired()),
        ("gone", expired().then(query(refused(2003)))),
        ("another attempt", start().fresh(submit())),
        ("held", start().then(check(verified(PI)))),
        ("malformed, says the authority", start().then(check(refused(2001)))),
        ("a non-mainland number", start().fresh(submit_as(OTHER_NAME, HMT_NUMBER))),
        ("asks for a review", expired().then(manual())),
    ] {
        assert_eq!(player.state.pi(), Some(PI), "{what}");
        assert_ne!(player.state.kind(), AccountKind::ManualReview, "{what}");
    }
}

#[test]
fn nothing_but_status_2_is_a_failure() {
    let mut player = submitting();
    for code in (1001..=1020).chain(2002..=2003).chain(3001..=3010).chain(4001..=4003).chain([7777]) {
        player = player.then(check(refused(code))).then(query(refused(code))).wait(MINUTE);
        assert!(!matches!(player.state.kind(), AccountKind::Failed | AccountKind::Verified), "{code}");
    }
    for code in [2001, 2005] {
        let player = submitting().then(check(refused(code)));
        assert_eq!((player.state.kind(), player.state.failures()), (AccountKind::Failed, 0));
        assert_ne!(player.state.failed_cause(), Some(FailedCause::Status2));
    }
}

#[test]
fn failures_close_the_account_for_a_day() {
    let mut player = Player::new();
    for _ in 0..5 {
        player = player.then(submit()).then(check(failed())).wait(6 * HOUR);
    }
    // Five failures, the first 24 h before the last: close enough.
    let until = player.state.throttled_until().unwrap();
    assert_eq!(until, player.unix - 6 * HOUR + DAY);
    let refused_ = player.then(submit());
    assert_eq!(refused_.effects, [invalid("account", "failed_throttle")]);
    assert_eq!(refused_.state.kind(), AccountKind::Failed);

    // A reset by the host does not lift it, unknown codes do not change it, and it ends by itself.
    let reset_ = refused_.then(reset()).then(submit());
    assert_eq!(reset_.effects, [invalid("account", "failed_throttle")]);
    let wait = until - reset_.unix;
    let open = reset_.wait(wait).then(submit());
    assert_eq!(open.effects, [send_check(AI)]);
    // The sixth comes more than a day after the second: not throttled again at once.
    let sixth = open.then(check(failed())).wait(MINUTE).then(submit());
    assert_eq!((sixth.effects.clone(), sixth.state.failures()), (vec![send_check(AI)], 6));
    // A result wipes the slate.
    assert_eq!(sixth.then(check(verified(PI))).state.failures(), 0);
}

#[test]
fn failures_further_apart_close_nothing() {
    let mut player = Player::new();
    for _ in 0..20 {
        player = player.then(submit()).then(check(failed())).wait(6 * HOUR + 1);
        assert_eq!(player.state.throttled_until(), None);
    }
}

#[test]
fn since_fault_runs_from_the_first_fault_to_a_usable_answer() {
    let player = submitting();
    assert_eq!(player.state.since_fault(), None);
    let first = player.unix;
    let player = player.then(check(lost())).wait(MINUTE).then(query(lost())).wait(HOUR);
    let player = player.then(query(refused(2003))).then(check(unreadable(UnreadableReason::HttpStatus)));
    assert_eq!(player.state.since_fault(), Some(first));
    let corrected = player.fresh(submit_as(OTHER_NAME, OTHER_NUMBER));
    assert_eq!(corrected.state.since_fault(), Some(first), "a correction does not begin it anew");
    let event = AccountEvent::CheckAnswer { ai: FRESH.into(), answer: pending() };
    assert_eq!(corrected.then(event).state.since_fault(), None);
}

#[test]
fn back_off_doubles_to_a_minute() {
    let mut player = submitting();
    let mut waits = Vec::new();
    for _ in 0..9 {
        player = player.then(check(AttemptAnswer::NotSent));
        waits.push((player.state.next_step().unwrap().at - player.unix) / SECOND);
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
}

#[test]
fn an_unknown_send_is_asked_for_at_once_but_no_storm_follows() {
    let mut player = submitting();
    let mut waits = Vec::new();
    for _ in 0..5 {
        player = player.then(check(lost()));
        waits.push((player.state.next_step().unwrap().at - player.unix) / SECOND);
        player = player.then(query(refused(2003)));
        assert_eq!(player.state.next_step().unwrap().at, player.unix);
    }
    assert_eq!(waits, [0, 1, 2, 4, 8]);
}

#[test]
fn slow_probes_double_to_a_quarter_of_an_hour() {
    let mut player = submitting();
    let mut waits = Vec::new();
    for code in [1002, 2002, 1010, 9999, 1005, 1009] {
        player = player.then(check(refused(code)));
        waits.push((player.state.next_step().unwrap().at - player.unix) / MINUTE);
    }
    assert_eq!(waits, [1, 2, 4, 8, 15, 15]);
}

#[test]
fn a_pending_result_is_asked_for_at_1_5_15_minutes_and_then_hourly() {
    let mut player = submitting().then(check(pending()));
    let since = player.state.changed_at();
    let mut polls = Vec::new();
    for _ in 0..6 {
        let step = player.state.next_step().unwrap();
        polls.push((step.at - since) / MINUTE);
        let wait = step.at - player.unix;
        player = player.wait(wait).then(query(pending()));
    }
    assert_eq!(polls, [1, 5, 15, 75, 135, 195]);

    // A player who presses the button again and again asks at once, and disturbs nothing (Q155).
    let pressed = submitting().then(check(pending())).then(submit()).then(query(pending()));
    assert_eq!(pressed.state.next_step().unwrap().at - since, MINUTE);
}

#[test]
fn another_person_is_another_attempt_and_the_same_person_is_not() {
    let person = |name, number| Person::new(name, number, T0).unwrap();
    let state = submitting().state;
    assert!(state.same_person(&person(NAME, NUMBER)));
    assert!(state.same_person(&person(" 某一一 ", "11 0000190101010001")));
    assert!(!state.same_person(&person(OTHER_NAME, NUMBER)));
    assert!(!state.same_person(&person(NAME, OTHER_NUMBER)));
    assert!(!AccountState::new().same_person(&person(NAME, NUMBER)));
}

#[test]
fn guests_by_the_law_of_the_day_or_by_option() {
    let enter = |unix, guests| {
        let options = AccountOptions { guests, ..AccountOptions::default() };
        account_apply(&AccountState::new(), &guest(), None, at(unix), &options).unwrap().state.kind()
    };
    assert_eq!(enter(T2021, None), AccountKind::Guest);
    assert_eq!(enter(T0, None), AccountKind::Unverified);
    assert_eq!(enter(T0, Some(true)), AccountKind::Guest);
    assert_eq!(enter(T2021, Some(false)), AccountKind::Unverified);
    assert_eq!(Date::parse("2021-09-01").unwrap().start(), 1_630_425_600_000);
}

#[test]
fn g8_18_a_guest_resumes_unused_minutes_and_gets_no_second_hour() {
    let left = Player::at(T2021).then(guest()).then(played(3000)).then(submit()).then(check(failed()));
    let resumed = left.then(reset()).wait(14 * DAY).then(guest());
    assert_eq!(resumed.state.guest_trial().unwrap().used_s, 3000);
    let over = resumed.then(played(600));
    assert_eq!(over.state.kind(), AccountKind::Unverified);
    assert_eq!(over.state.guest_trial().unwrap().barred_until(), T2021 + 15 * DAY);
    let again = over.then(guest());
    assert_eq!(again.effects, [invalid("di", "guest_device_barred")]);
    let other_device = again.then(AccountEvent::EnterGuest { di: "device-2".into() });
    assert_eq!(other_device.state.kind(), AccountKind::Guest, "other devices are the host's ledger");
}

#[test]
fn non_mainland_numbers_are_submitted_on_request() {
    let options = AccountOptions { submit_non_mainland: true, ..AccountOptions::default() };
    let event = submit_as(OTHER_NAME, HMT_NUMBER);
    let applied = account_apply(&AccountState::new(), &event, Some(AI), at(T0), &options).unwrap();
    assert_eq!((applied.state.kind(), applied.effects), (AccountKind::Submitting, vec![send_check(AI)]));
    let manual = Player::new().then(event).state;
    assert_eq!(manual.manual_review().unwrap().outcome, ReviewOutcome::Waiting);
    assert_eq!(manual.birth(), Date::parse("1994-08-23"));
}

#[test]
fn which_error_comes_first() {
    let apply = |event, fresh, unix| {
        let error = account_apply(&AccountState::new(), &event, fresh, at(unix), &AccountOptions::default());
        let error = error.unwrap_err();
        assert!(!error.detail.is_empty());
        (error.code, error.field)
    };
    let nobody = Some(Date { year: 2021, month: 2, day: 30 });
    assert_eq!(apply(link("", nobody), Some(""), 0), (ErrorCode::InvalidPi, Some("pi")));
    assert_eq!(apply(link(PI, nobody), Some(""), 0), (ErrorCode::InvalidParameter, Some("birth")));
    assert_eq!(apply(link(PI, None), Some(""), 0), (ErrorCode::InvalidAi, Some("fresh_ai")));
    assert_eq!(apply(link(PI, None), Some(AI), 0), (ErrorCode::BadTime, Some("unix")));
    assert_eq!(apply(submit(), None, T0), (ErrorCode::InvalidAi, Some("fresh_ai")));
}

#[test]
fn every_alert_that_is_sent_is_explained() {
    let mut alerts = Vec::new();
    for code in 1001..=4003 {
        let player = submitting().then(check(refused(code))).then(check(refused(code)));
        alerts.extend(player.effects);
    }
    let mut codes = 0;
    for effect in alerts {
        if let shiming_core::account::AccountEffect::Alert { code } = effect {
            assert!(alert_info(&code).is_some(), "{code}");
            codes += 1;
        }
    }
    assert!(codes > 1000);
}
