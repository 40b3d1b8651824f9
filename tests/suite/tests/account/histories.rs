//! Random histories: whatever happens, in whatever order, with clocks that jump.

use proptest::prelude::*;
use shiming_core::account::{
    AccountEffect, AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, PersonSource,
    account_apply,
};
use shiming_core::time::{DAY, HOUR, MINUTE, SECOND};
use shiming_core::wire::{Answer, UnreadableReason};
use shiming_core::{Date, ErrorCode};

use super::world::*;

/// One thing that happens.
#[derive(Clone, Debug)]
struct Step {
    event: What,
    fresh: bool,
    wait: i64,
}

#[derive(Clone, Debug)]
enum What {
    /// Neither check nor query.
    Event(AccountEvent),
    /// An answer to check (or query), to the current ai (or an old one).
    Answer { query: bool, current: bool, answer: AttemptAnswer },
}

fn answer() -> impl Strategy<Value = AttemptAnswer> {
    let code = prop_oneof![
        4 => prop::sample::select(vec![1006, 1007, 1011, 1012, 2001, 2002, 2003, 2004, 2005, 2006]),
        1 => 1001..=1020_i32,
        1 => any::<i32>(),
    ];
    prop_oneof![
        2 => prop::sample::select(vec![PI, OTHER_PI, ODD_PI]).prop_map(verified),
        3 => Just(pending()),
        2 => Just(failed()),
        2 => Just(AttemptAnswer::NotSent),
        3 => Just(lost()),
        1 => Just(unreadable(UnreadableReason::Status)),
        6 => code.prop_map(refused),
    ]
}

fn event() -> impl Strategy<Value = AccountEvent> {
    let number = prop::sample::select(vec![
        NUMBER,
        OTHER_NUMBER,
        HMT_NUMBER,
        FOREIGN_NUMBER,
        "110000190101010002",
        "",
    ]);
    let birth = prop::sample::select(vec![None, date("1901-01-01"), date("1901-01-02"), date("2010-01-01")]);
    let pi = prop::sample::select(vec![PI, OTHER_PI, ODD_PI]);
    let source = prop::sample::select(PersonSource::ALL);
    prop_oneof![
        8 => number.prop_map(|number| submit_as(NAME, number)),
        4 => Just(AccountEvent::Tick),
        1 => (pi, birth.clone(), source)
            .prop_map(|(pi, birth, source)| AccountEvent::LinkPerson { pi: pi.into(), birth, source }),
        1 => Just(reset()),
        1 => birth.clone().prop_map(|birth| AccountEvent::RequestManualReview { document: "passport".into(), birth }),
        1 => (any::<bool>(), birth).prop_map(|(approved, birth)| AccountEvent::Review { approved, birth }),
        1 => prop::sample::select(vec!["device-1", "device-2"]).prop_map(|di| AccountEvent::EnterGuest { di: di.into() }),
        1 => (0..4000_i64).prop_map(played),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let answered = (any::<bool>(), prop::bool::weighted(0.9), answer())
        .prop_map(|(query, current, answer)| What::Answer { query, current, answer });
    let wait = prop::sample::select(vec![0, SECOND, MINUTE, HOUR, DAY, 3 * DAY, 20 * DAY, -MINUTE, -3 * DAY]);
    let event = prop_oneof![5 => answered, 3 => event().prop_map(What::Event)];
    (event, prop::bool::weighted(0.8), wait).prop_map(|(event, fresh, wait)| Step { event, fresh, wait })
}

fn options() -> impl Strategy<Value = AccountOptions> {
    (any::<bool>(), any::<bool>(), any::<Option<bool>>()).prop_map(|(submit, keep, guests)| AccountOptions {
        submit_non_mainland: submit,
        keep_on_failed_recheck: keep,
        guests,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_history_keeps_the_rules(options in options(), steps in prop::collection::vec(step(), 1..60)) {
        let mut state = AccountState::new();
        let mut unix = T0;
        let mut old_ai = "never".to_string();
        for (number, step) in steps.into_iter().enumerate() {
            unix = (unix + step.wait).max(T2021);
            let fresh = format!("fresh-{number}");
            let event = match step.event {
                What::Event(event) => event,
                What::Answer { query, current, answer } => {
                    let ai = if current { state.ai().unwrap_or("none").to_string() } else { old_ai.clone() };
                    if query {
                        AccountEvent::QueryAnswer { ai, answer }
                    } else {
                        AccountEvent::CheckAnswer { ai, answer }
                    }
                }
            };
            let applied = account_apply(&state, &event, step.fresh.then_some(fresh.as_str()), at(unix), &options);
            let applied = match applied {
                Ok(applied) => applied,
                Err(error) => {
                    // The only wrong call here: a submission without an ai to submit with.
                    let submitted = matches!(event, AccountEvent::SubmitIdentity { .. });
                    prop_assert!(!step.fresh && submitted);
                    prop_assert_eq!(error.code, ErrorCode::InvalidAi);
                    continue;
                }
            };
            rules(&state, &event, &applied.state, &applied.effects, unix)?;
            let shown = format!("{applied:?} {event:?}");
            prop_assert!(shows_nothing(&shown));
            if let Some(ai) = state.ai().filter(|ai| applied.state.ai() != Some(*ai)) {
                old_ai = ai.to_string();
            }
            if applied.state.ai() != state.ai() && applied.state.ai().is_some() {
                prop_assert_eq!(applied.state.ai(), Some(fresh.as_str()), "a new ai is the fresh one");
            }
            state = applied.state;
            let json = state.to_json();
            prop_assert!(json.len() < 2048);
            prop_assert!([NAME, NUMBER, OTHER_NUMBER, HMT_NUMBER].iter().all(|secret| !json.contains(secret)));
            prop_assert!(AccountState::from_json(&json).unwrap() == state);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        prop_assert!(AccountState::from_json(&text).is_err());
    }

    #[test]
    fn a_text_with_bytes_changed_is_read_or_refused(
        example in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let examples = super::cases::examples();
        let mut bytes = example.get(&examples).1.to_json().into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(state) = AccountState::from_json(&text) {
            prop_assert!(AccountState::from_json(&state.to_json()).unwrap() == state);
            for event in [AccountEvent::Tick, submit(), check(lost()), query(verified(PI)), guest(), played(1)] {
                let applied = account_apply(&state, &event, Some(FRESH), at(T0), &AccountOptions::default());
                let after = applied.map(|applied| applied.state);
                prop_assert!(after.is_err() || AccountState::from_json(&after.unwrap().to_json()).is_ok());
            }
        }
    }
}

fn rules(
    before: &AccountState,
    event: &AccountEvent,
    after: &AccountState,
    effects: &[AccountEffect],
    unix: i64,
) -> Result<(), TestCaseError> {
    let answer = match event {
        AccountEvent::CheckAnswer { ai, answer } | AccountEvent::QueryAnswer { ai, answer } => {
            let ours = before.ai() == Some(ai);
            prop_assert_eq!(effects.contains(&AccountEffect::Stale), !ours);
            prop_assert!(ours || (before == after && effects.len() == 1), "a stale answer changes nothing");
            Some(answer)
        }
        _ => None,
    };
    let linked = matches!(event, AccountEvent::LinkPerson { .. });
    let reset = matches!(event, AccountEvent::ResetIdentity { .. });
    let bad_input =
        matches!(answer, Some(AttemptAnswer::Answer(Answer::Refused { errcode: 2001 | 2005, .. })));
    let status_2 = answer == Some(&failed());

    // A fault, an unknown code or the clock never makes a player fail.
    if after.kind() == AccountKind::Failed && before.kind() != AccountKind::Failed {
        prop_assert!(status_2 || bad_input, "failed by {event:?}");
    }
    // Nobody is verified by the absence of an answer.
    if after.pi() != before.pi() {
        match (answer, after.pi()) {
            (Some(AttemptAnswer::Answer(Answer::Verified { pi })), Some(now)) => {
                prop_assert_eq!(pi.as_str(), now)
            }
            (None, Some(_)) => prop_assert!(linked),
            (_, None) => prop_assert!(status_2 || reset),
            (Some(_), Some(_)) => prop_assert!(false, "verified by {event:?}"),
        }
    }
    if after.failures() > before.failures() {
        prop_assert!(status_2 && after.failures() == before.failures() + 1);
    }
    for effect in effects {
        match effect {
            AccountEffect::SendCheck { ai } | AccountEffect::SendQuery { ai, .. } => {
                let step = after.next_step();
                prop_assert_eq!(after.ai(), Some(ai.as_str()));
                prop_assert!(step.is_some_and(|step| (unix..=unix + HOUR).contains(&step.at)));
            }
            AccountEffect::EndGuestSession => prop_assert_eq!(after.kind(), AccountKind::Verified),
            _ => {}
        }
    }
    // An attempt goes on by itself, or waits for the host (held), or for the player (gone).
    if after.kind() == AccountKind::Submitting || after.kind() == AccountKind::Pending {
        prop_assert!(after.next_step().is_some() || after.unsettled_pi().is_some());
    }
    prop_assert!(after.unsettled_pi().is_none() || after.next_step().is_none());
    Ok(())
}

/// What `Debug` prints holds no name, no number, no pi, no birth date and no device.
fn shows_nothing(text: &str) -> bool {
    [
        NAME,
        NUMBER,
        OTHER_NUMBER,
        HMT_NUMBER,
        FOREIGN_NUMBER,
        PI,
        OTHER_PI,
        ODD_PI,
        "1901-01",
        "year:",
        "device-",
        "passport",
    ]
    .iter()
    .all(|secret| !text.contains(secret))
        && !text.contains(&Date::parse("2010-01-01").unwrap().text())
}
