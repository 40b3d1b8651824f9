//! `account_apply` does what the table says: every kind, every class of event, every option, with and without a fresh
//! ai, and with a clock that ran forward or back.

use super::std::collections::BTreeSet;
use alloc::{string::String, vec::Vec};

use super::super::input::Input;
use super::super::table::{Fx, Row, TABLE, To};
use super::super::{
    AccountEffect, AccountEvent, AccountKind, AccountOptions, AccountState, Applied, account_apply,
};
use super::samples::{AI, Event, FRESH, Sample, T0, describe, events, states};
use crate::error::ErrorCode;
use crate::time::{DAY, HOUR, Now};

#[test]
fn account_apply_is_the_table() {
    let mut seen = BTreeSet::new();
    let mut untouched = 0;
    for sample in states() {
        for event in events() {
            for option in 0..24 {
                let options = AccountOptions {
                    submit_non_mainland: option & 1 == 1,
                    keep_on_failed_recheck: option & 2 == 2,
                    guests: [None, Some(true), Some(false)][option % 3],
                };
                let fresh = (option & 4 == 4).then_some(FRESH);
                for unix in [T0 - 5 * DAY, T0 + 5 * HOUR, T0 + 49 * HOUR, T0 + 60 * DAY] {
                    let now = Now { unix, mono: 0 };
                    match one(&sample, &event, fresh, now, &options) {
                        Some(id) => _ = seen.insert(id),
                        None => untouched += 1,
                    }
                }
            }
        }
    }
    let missing: Vec<_> = TABLE.iter().map(|row| row.id).filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "no sample reaches {missing:?}");
    assert!(untouched > 0);
}

fn one(
    sample: &Sample,
    event: &Event,
    fresh: Option<&str>,
    now: Now,
    options: &AccountOptions,
) -> Option<&'static str> {
    let state = &sample.state;
    let context = describe(sample, &event.event);
    let input = Input::read(state, &event.event, fresh, now, options).unwrap();
    let rows: Vec<&Row> = TABLE
        .iter()
        .filter(|row| {
            row.from.contains(&state.kind())
                && row.on.contains(&input.class)
                && row.when.iter().all(|(cond, wanted)| input.holds(*cond) == *wanted)
        })
        .collect();
    let applied = account_apply(state, &event.event, fresh, now, options);
    let [row] = rows.as_slice() else {
        assert!(rows.is_empty(), "{context}");
        let applied = applied.unwrap();
        assert!(applied.state == *state && applied.effects.is_empty(), "{context}");
        return None;
    };
    if fresh.is_none() && matches!(row.to, To::NewAttempt) {
        assert_eq!(applied.unwrap_err().code, ErrorCode::InvalidAi, "{context}");
        return None;
    }
    let Applied { state: after, effects } = applied.unwrap();
    assert_eq!(after.kind(), kind_after(row.to, state.kind()), "{context}: {}", row.id);
    let expected: Vec<_> = row.effects.iter().filter_map(|fx| expected(*fx, sample, event)).collect();
    let actual: Vec<_> = effects.iter().map(shown).collect();
    assert_eq!(actual, expected, "{context}: {}", row.id);
    check_invariants(state, &after, &effects, row, now, &context);
    Some(row.id)
}

/// What holds for every row.
fn check_invariants(
    before: &AccountState,
    after: &AccountState,
    effects: &[AccountEffect],
    row: &Row,
    now: Now,
    context: &str,
) {
    let moved = before.kind() != after.kind()
        || matches!(row.to, To::NewAttempt | To::FreshAi | To::Approved | To::Rejected);
    assert_eq!(after.changed_at(), if moved { now.unix } else { before.changed_at() }, "{context}");
    let fresh = matches!(row.to, To::NewAttempt | To::FreshAi);
    if let Some(ai) = after.ai() {
        assert_eq!(ai, if fresh { FRESH } else { AI }, "{context}");
    }
    for effect in effects {
        let step = after.next_step();
        match effect {
            AccountEffect::SendCheck { ai } => {
                assert_eq!(
                    (Some(ai.as_str()), step.unwrap().call.name()),
                    (after.ai(), "check"),
                    "{context}"
                );
            }
            AccountEffect::SendQuery { ai, at } => {
                assert_eq!(
                    (Some(ai.as_str()), step.unwrap().call.name()),
                    (after.ai(), "query"),
                    "{context}"
                );
                assert_eq!(step.unwrap().at, *at, "{context}");
            }
            _ => {}
        }
        if matches!(effect, AccountEffect::SendCheck { .. } | AccountEffect::SendQuery { .. }) {
            assert!((now.unix..=now.unix + HOUR).contains(&step.unwrap().at), "{context}");
        }
    }
    // The rights of a verified person end by an answer or by the host, never by a new attempt or a fault.
    if before.pi().is_some() && after.pi().is_none() {
        assert!(matches!(row.to, To::Failed | To::Unverified), "{context}: {}", row.id);
    }
    assert!(after.pi().is_none() || after.verified_at().is_some());
    assert!(AccountState::from_json(&after.to_json()).unwrap() == *after, "{context}");
}

fn kind_after(to: To, from: AccountKind) -> AccountKind {
    match to {
        To::Same | To::Held | To::Refreshed | To::Played => from,
        To::NewAttempt | To::FreshAi => AccountKind::Submitting,
        To::Pending | To::PendingAgain => AccountKind::Pending,
        To::Expired | To::Gone => AccountKind::PendingExpired,
        To::Verified | To::Previous | To::Linked => AccountKind::Verified,
        To::Failed => AccountKind::Failed,
        To::Unverified | To::TrialOver => AccountKind::Unverified,
        To::Guest => AccountKind::Guest,
        To::Review | To::Approved | To::Rejected => AccountKind::ManualReview,
    }
}

fn expected(fx: Fx, sample: &Sample, event: &Event) -> Option<String> {
    Some(match fx {
        Fx::SendCheck(_) => "send_check".into(),
        Fx::SendQuery(_) => "send_query".into(),
        Fx::SendPlanned => alloc::format!("send_{}", sample.state.next_step()?.call.name()),
        Fx::CollectDocuments => "collect_documents".into(),
        Fx::Invalid(field, reason) => alloc::format!("invalid {field} {reason}"),
        Fx::InvalidInput => match &event.event {
            AccountEvent::SubmitIdentity { name, .. } if name == "?" => "invalid name characters".into(),
            AccountEvent::SubmitIdentity { .. } => "invalid id_number check_digit".into(),
            AccountEvent::CheckAnswer { answer, .. } if *answer == super::samples::refused(2005) => {
                "invalid name refused".into()
            }
            _ => "invalid id_number refused".into(),
        },
        Fx::EndGuestSession => return sample.guest.then(|| "end_guest_session".into()),
        Fx::Alert(alert) => alloc::format!("alert {}", alert.code()),
        Fx::AlertUnusualPi => return event.unusual.then(|| "alert unusual_pi".into()),
        Fx::AlertBirthMismatch => return event.differs.then(|| "alert birth_mismatch".into()),
        Fx::Stale => "stale".into(),
    })
}

fn shown(effect: &AccountEffect) -> String {
    match effect {
        AccountEffect::SendCheck { .. } => "send_check".into(),
        AccountEffect::SendQuery { .. } => "send_query".into(),
        AccountEffect::CollectDocuments => "collect_documents".into(),
        AccountEffect::Invalid { field, reason } => alloc::format!("invalid {field} {reason}"),
        AccountEffect::EndGuestSession => "end_guest_session".into(),
        AccountEffect::Alert { code } => alloc::format!("alert {code}"),
        AccountEffect::Stale => "stale".into(),
    }
}
