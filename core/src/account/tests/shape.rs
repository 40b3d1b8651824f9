//! The table as such: every row can be reached, and never two at once.

use super::std::collections::BTreeSet;
use alloc::{format, vec::Vec};

use super::super::AccountKind;
use super::super::alert::{ALERTS, Alert};
use super::super::class::{AnswerClass, Cond, EventClass};
use super::super::table::{Fx, Row, TABLE, To, find};

pub(super) const ANSWERS: &[AnswerClass] = &[
    AnswerClass::Verified,
    AnswerClass::Pending,
    AnswerClass::Failed,
    AnswerClass::BadInput,
    AnswerClass::NotSent,
    AnswerClass::Unknown,
    AnswerClass::InUse,
    AnswerClass::NewAi,
    AnswerClass::Throttled,
    AnswerClass::Restamp,
    AnswerClass::TryOtherKey,
    AnswerClass::BadMessage,
    AnswerClass::TotalQuota,
    AnswerClass::Configuration,
    AnswerClass::NotFound,
    AnswerClass::Other,
];

pub(super) fn all_events() -> Vec<EventClass> {
    let mut events = Vec::from([
        EventClass::SubmitInvalid,
        EventClass::SubmitManual,
        EventClass::SubmitValid,
        EventClass::Stale,
        EventClass::Tick,
        EventClass::LinkPerson,
        EventClass::ResetIdentity,
        EventClass::RequestManualReview,
        EventClass::Approve,
        EventClass::Reject,
        EventClass::EnterGuest,
        EventClass::GuestPlayed,
    ]);
    events.extend(ANSWERS.iter().flat_map(|answer| [EventClass::Check(*answer), EventClass::Query(*answer)]));
    events
}

fn rows_of(kind: AccountKind, event: EventClass) -> Vec<&'static Row> {
    TABLE.iter().filter(|row| row.from.contains(&kind) && row.on.contains(&event)).collect()
}

#[test]
fn ids_are_unique() {
    let ids: BTreeSet<_> = TABLE.iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), TABLE.len());
}

#[test]
fn no_row_hides_another() {
    for kind in AccountKind::ALL {
        for event in all_events() {
            let rows = rows_of(*kind, event);
            for (at, row) in rows.iter().enumerate() {
                for other in &rows[at + 1..] {
                    let apart = row
                        .when
                        .iter()
                        .any(|(cond, holds)| other.when.iter().any(|(c, h)| c == cond && h != holds));
                    assert!(apart, "{} and {} both match {kind:?}", row.id, other.id);
                }
            }
        }
    }
}

#[test]
fn every_row_is_found_when_its_conditions_hold() {
    for row in TABLE {
        for kind in row.from {
            for event in row.on {
                let holds = |cond: Cond| row.when.contains(&(cond, true));
                assert!(find(*kind, *event, holds).is_some_and(|found| found.id == row.id), "{}", row.id);
            }
        }
    }
}

/// The rule behind the defects of other integrations (a throttled query stored as "failed", an empty status read as
/// success): an account is settled by the authority's answer or by the host, by nothing else.
#[test]
fn nothing_but_an_answer_or_the_host_settles() {
    for row in TABLE {
        for event in row.on {
            let answer = match event {
                EventClass::Check(answer) | EventClass::Query(answer) => Some(*answer),
                _ => None,
            };
            match row.to {
                To::Verified | To::Held => assert_eq!(answer, Some(AnswerClass::Verified), "{}", row.id),
                To::Failed | To::Previous => {
                    assert!(
                        matches!(answer, Some(AnswerClass::Failed | AnswerClass::BadInput)),
                        "{}: {answer:?}",
                        row.id
                    );
                }
                To::Linked => assert_eq!(*event, EventClass::LinkPerson, "{}", row.id),
                _ => {}
            }
        }
    }
}

/// Every answer to a running attempt that is not held leaves it with a call, a result or an alert: no attempt is
/// forgotten.
#[test]
fn no_answer_leaves_a_running_attempt_without_a_next_step() {
    for (kind, events) in [
        (AccountKind::Submitting, all_events()),
        (
            AccountKind::Pending,
            all_events().into_iter().filter(|e| matches!(e, EventClass::Query(_))).collect(),
        ),
    ] {
        for event in events.into_iter().filter(|e| matches!(e, EventClass::Check(_) | EventClass::Query(_))) {
            let rows = rows_of(kind, event);
            assert!(!rows.is_empty(), "{kind:?} has no row for {event:?}");
            for row in rows {
                let stays = matches!(row.to, To::Same | To::FreshAi | To::Pending);
                let sends = row.effects.iter().any(|fx| matches!(fx, Fx::SendCheck(_) | Fx::SendQuery(_)));
                assert_eq!(stays, sends, "{}", row.id);
            }
        }
    }
}

#[test]
fn every_alert_is_used_and_explained() {
    let mut used: BTreeSet<&str> = TABLE
        .iter()
        .flat_map(|row| row.effects)
        .filter_map(|fx| match fx {
            Fx::Alert(alert) => Some(alert.code()),
            Fx::AlertUnusualPi => Some(Alert::UnusualPi.code()),
            Fx::AlertBirthMismatch => Some(Alert::BirthMismatch.code()),
            _ => None,
        })
        .collect();
    for alert in ALERTS {
        assert!(used.remove(alert.code), "{} is in no row", alert.code);
        assert!(alert.zh.chars().count() > 20 && alert.en.len() > 40);
        assert!(alert.code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    }
    assert!(used.is_empty(), "{}", format!("not explained: {used:?}"));
}
