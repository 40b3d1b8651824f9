//! Events and effects as the members of a known answer, both ways.

use serde_json::{Value, json};
use shiming_core::account::{AccountEffect, AccountEvent, AttemptAnswer, PersonSource};
use shiming_core::wire::{Answer, UnreadableReason, errcode_info};
use shiming_core::{Date, Now};

const REASONS: [(UnreadableReason, &str); 8] = [
    (UnreadableReason::HttpStatus, "http_status"),
    (UnreadableReason::NotJson, "not_json"),
    (UnreadableReason::TooLarge, "too_large"),
    (UnreadableReason::Depth, "depth"),
    (UnreadableReason::Duplicate, "duplicate"),
    (UnreadableReason::Errcode, "errcode"),
    (UnreadableReason::Status, "status"),
    (UnreadableReason::Pi, "pi"),
];

pub fn event_to_json(event: &AccountEvent) -> Value {
    match event {
        AccountEvent::SubmitIdentity { name, id_number } => {
            json!({ "kind": "submit_identity", "name": name, "id_number": id_number })
        }
        AccountEvent::CheckAnswer { ai, answer } => {
            json!({ "kind": "check_answer", "ai": ai, "answer": answer_to_json(answer) })
        }
        AccountEvent::QueryAnswer { ai, answer } => {
            json!({ "kind": "query_answer", "ai": ai, "answer": answer_to_json(answer) })
        }
        AccountEvent::Tick => json!({ "kind": "tick" }),
        AccountEvent::LinkPerson { pi, birth, source } => {
            json!({ "kind": "link_person", "pi": pi, "birth": birth.map(Date::text), "source": source.name() })
        }
        AccountEvent::ResetIdentity { reason } => json!({ "kind": "reset_identity", "reason": reason }),
        AccountEvent::RequestManualReview { document, birth } => {
            json!({ "kind": "request_manual_review", "document": document, "birth": birth.map(Date::text) })
        }
        AccountEvent::Review { approved, birth } => {
            json!({ "kind": "review", "approved": approved, "birth": birth.map(Date::text) })
        }
        AccountEvent::EnterGuest { di } => json!({ "kind": "enter_guest", "di": di }),
        AccountEvent::GuestPlayed { seconds } => json!({ "kind": "guest_played", "seconds": seconds }),
    }
}

fn answer_to_json(answer: &AttemptAnswer) -> Value {
    match answer {
        AttemptAnswer::NotSent => json!({ "kind": "not_sent" }),
        AttemptAnswer::NoAnswer => json!({ "kind": "no_answer" }),
        AttemptAnswer::Answer(Answer::Verified { pi }) => json!({ "kind": "verified", "pi": pi }),
        AttemptAnswer::Answer(Answer::Pending) => json!({ "kind": "pending" }),
        AttemptAnswer::Answer(Answer::Failed) => json!({ "kind": "failed" }),
        AttemptAnswer::Answer(Answer::Refused { errcode, errmsg, class }) => {
            json!({ "kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name() })
        }
        AttemptAnswer::Answer(Answer::Unreadable { reason }) => {
            let name = REASONS.iter().find(|(one, _)| one == reason).unwrap().1;
            json!({ "kind": "unreadable", "reason": name })
        }
    }
}

pub fn event_of_json(event: &Value) -> AccountEvent {
    match text(event, "kind").as_str() {
        "submit_identity" => {
            AccountEvent::SubmitIdentity { name: text(event, "name"), id_number: text(event, "id_number") }
        }
        "check_answer" => {
            AccountEvent::CheckAnswer { ai: text(event, "ai"), answer: answer_of_json(&event["answer"]) }
        }
        "query_answer" => {
            AccountEvent::QueryAnswer { ai: text(event, "ai"), answer: answer_of_json(&event["answer"]) }
        }
        "tick" => AccountEvent::Tick,
        "link_person" => AccountEvent::LinkPerson {
            pi: text(event, "pi"),
            birth: date(event),
            source: PersonSource::from_name(&text(event, "source")).unwrap(),
        },
        "reset_identity" => AccountEvent::ResetIdentity { reason: text(event, "reason") },
        "request_manual_review" => {
            AccountEvent::RequestManualReview { document: text(event, "document"), birth: date(event) }
        }
        "review" => {
            AccountEvent::Review { approved: event["approved"].as_bool().unwrap(), birth: date(event) }
        }
        "enter_guest" => AccountEvent::EnterGuest { di: text(event, "di") },
        "guest_played" => AccountEvent::GuestPlayed { seconds: event["seconds"].as_i64().unwrap() },
        kind => panic!("no such event: {kind}"),
    }
}

fn answer_of_json(answer: &Value) -> AttemptAnswer {
    AttemptAnswer::Answer(match text(answer, "kind").as_str() {
        "not_sent" => return AttemptAnswer::NotSent,
        "no_answer" => return AttemptAnswer::NoAnswer,
        "verified" => Answer::Verified { pi: text(answer, "pi") },
        "pending" => Answer::Pending,
        "failed" => Answer::Failed,
        "refused" => {
            let errcode = i32::try_from(answer["errcode"].as_i64().unwrap()).unwrap();
            let class = errcode_info(errcode).class;
            assert_eq!(text(answer, "class"), class.name());
            Answer::Refused { errcode, errmsg: text(answer, "errmsg"), class }
        }
        "unreadable" => {
            let name = text(answer, "reason");
            Answer::Unreadable { reason: REASONS.iter().find(|(_, one)| *one == name).unwrap().0 }
        }
        kind => panic!("no such answer: {kind}"),
    })
}

pub fn effect_to_json(effect: &AccountEffect) -> Value {
    match effect {
        AccountEffect::SendCheck { ai } => json!({ "kind": "send_check", "ai": ai }),
        AccountEffect::SendQuery { ai, at } => json!({ "kind": "send_query", "ai": ai, "at": at }),
        AccountEffect::CollectDocuments => json!({ "kind": "collect_documents" }),
        AccountEffect::Invalid { field, reason } => {
            json!({ "kind": "invalid", "field": field, "reason": reason })
        }
        AccountEffect::EndGuestSession => json!({ "kind": "end_guest_session" }),
        AccountEffect::Alert { code } => json!({ "kind": "alert", "code": code }),
        AccountEffect::Stale => json!({ "kind": "stale" }),
    }
}

pub fn now_of_json(now: &Value) -> Now {
    Now { unix: now["unix"].as_i64().unwrap(), mono: now["mono"].as_i64().unwrap() }
}

pub fn text(object: &Value, member: &str) -> String {
    object[member].as_str().unwrap_or_else(|| panic!("{member} is no text")).into()
}

fn date(event: &Value) -> Option<Date> {
    event["birth"].as_str().map(|text| Date::parse(text).unwrap())
}
