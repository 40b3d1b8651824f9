//! One player's verification as a value.

use serde_json::{Value, json};
use shiming_core::Result;
use shiming_core::account::{
    AccountEffect, AccountEvent, AccountOptions, AccountState, AttemptAnswer, account_apply,
};

use super::args::{Args, invalid};
use super::{Handler, shapes};

pub(super) const OPS: &[(&str, Handler)] = &[
    ("account_new", Handler::Pure(op_new)),
    ("account_load", Handler::Pure(op_load)),
    ("account_apply", Handler::Pure(op_apply)),
];

fn op_new(_: Args<'_>) -> Result<Value> {
    Ok(json!({"state": AccountState::new().to_json()}))
}

fn op_load(args: Args<'_>) -> Result<Value> {
    Ok(json!({"state": AccountState::from_json(&args.text("json")?)?.to_json()}))
}

fn op_apply(args: Args<'_>) -> Result<Value> {
    let state = AccountState::from_json(&args.text("state")?)?;
    let event = event(args.object("event")?)?;
    // Empty text: no new attempt can be made, because nobody knows the person any more.
    let fresh_ai = args.optional_text("fresh_ai")?.filter(|ai| !ai.is_empty());
    let applied =
        account_apply(&state, &event, fresh_ai.as_deref(), args.now()?, &AccountOptions::default())?;
    let effects = applied.effects.iter().map(effect).collect::<Vec<_>>();
    Ok(json!({"state": applied.state.to_json(), "effects": effects}))
}

fn event(event: Args<'_>) -> Result<AccountEvent> {
    Ok(match event.text("kind")?.as_str() {
        "submit_identity" => {
            AccountEvent::SubmitIdentity { name: event.text("name")?, id_number: event.text("id_number")? }
        }
        "check_answer" => AccountEvent::CheckAnswer { ai: event.text("ai")?, answer: attempt_answer(event)? },
        "query_answer" => AccountEvent::QueryAnswer { ai: event.text("ai")?, answer: attempt_answer(event)? },
        "tick" => AccountEvent::Tick,
        "link_person" => AccountEvent::LinkPerson {
            pi: event.text("pi")?,
            birth: event.optional_date("birth")?,
            source: event.choice("source")?,
        },
        "reset_identity" => AccountEvent::ResetIdentity { reason: event.text("reason")? },
        "request_manual_review" => AccountEvent::RequestManualReview {
            document: event.text("document")?,
            birth: event.optional_date("birth")?,
        },
        "review" => AccountEvent::Review {
            approved: event.boolean("approved")?,
            birth: event.optional_date("birth")?,
        },
        "enter_guest" => AccountEvent::EnterGuest { di: event.text("di")? },
        "guest_played" => AccountEvent::GuestPlayed { seconds: event.int("seconds")? },
        _ => return Err(invalid("event", "pass a kind of event that the protocol lists")),
    })
}

fn attempt_answer(event: Args<'_>) -> Result<AttemptAnswer> {
    let answer = event.object("answer")?;
    Ok(match answer.text("kind")?.as_str() {
        "not_sent" => AttemptAnswer::NotSent,
        "no_answer" => AttemptAnswer::NoAnswer,
        _ => AttemptAnswer::Answer(shapes::parse_answer(answer)?),
    })
}

fn effect(effect: &AccountEffect) -> Value {
    match effect {
        AccountEffect::SendCheck { ai } => json!({"kind": "send_check", "ai": ai}),
        AccountEffect::SendQuery { ai, at } => json!({"kind": "send_query", "ai": ai, "at": at}),
        AccountEffect::CollectDocuments => json!({"kind": "collect_documents"}),
        AccountEffect::Invalid { field, reason } => {
            json!({"kind": "invalid", "field": field, "reason": reason})
        }
        AccountEffect::EndGuestSession => json!({"kind": "end_guest_session"}),
        AccountEffect::Alert { code } => json!({"kind": "alert", "code": code}),
        AccountEffect::Stale => json!({"kind": "stale"}),
    }
}
