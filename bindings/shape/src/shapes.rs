//! The shapes that several operations share.

use alloc::string::String;
use alloc::vec::Vec;

use shiming_core::account::{AccountEvent, AttemptAnswer};
use shiming_core::credential::App;
use shiming_core::time::Date;
use shiming_core::wire::{Answer, Endpoints, ReportAnswer, Row};
use shiming_core::{Error, Request, Result};

use crate::args::{self, Args, bad_call, hex, invalid};
use crate::names::Named;
use crate::{Value, object};

/// An error.
pub fn error(error: &Error) -> Value {
    object!({
        "code": error.code.name(), "number": error.code.number(), "reason": error.reason,
        "field": error.field, "errcode": error.errcode, "detail": error.detail,
    })
}

/// A calendar day, or null.
pub fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| Value::Text(date.text()))
}

/// An enterprise acting for a game.
pub fn app(args: Args<'_>) -> Result<App> {
    let app = args.object("app")?;
    App::new(&app.text("app_id")?, &app.text("biz_id")?, &app.text("secret_key")?)
}

/// Where requests go.
pub fn endpoints(endpoints: Args<'_>) -> Result<Endpoints> {
    match endpoints.text("kind")?.as_str() {
        "production" => Ok(Endpoints::Production),
        "test" => Ok(Endpoints::Test { code: endpoints.text("code")? }),
        "custom" => Ok(Endpoints::Custom {
            check: endpoints.text("check")?,
            query: endpoints.text("query")?,
            report: endpoints.text("report")?,
        }),
        _ => Err(invalid("endpoints", "pass the kind production, test or custom")),
    }
}

/// One row of a report.
fn row(value: &Value) -> Result<Row> {
    let row = Args::of(value)?;
    Ok(Row {
        si: row.text("si")?,
        bt: row.choice("bt")?,
        ot: row.int("ot")?,
        ct: row.choice("ct")?,
        pi: row.optional_text("pi")?,
        di: row.optional_text("di")?,
    })
}

/// A request.
pub fn request(request: &Request) -> Value {
    object!({
        "method": request.method, "url": request.url, "headers": request.headers,
        "body_hex": hex(&request.body),
    })
}

/// An answer of check or query.
pub fn answer(answer: &Answer) -> Value {
    match answer {
        Answer::Verified { pi } => object!({"kind": "verified", "pi": pi}),
        Answer::Pending => object!({"kind": "pending"}),
        Answer::Failed => object!({"kind": "failed"}),
        Answer::Refused { errcode, errmsg, class } => {
            object!({"kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name_of()})
        }
        Answer::Unreadable { reason } => object!({"kind": "unreadable", "reason": reason.name_of()}),
    }
}

/// An answer as an argument.
pub fn parse_answer(answer: Args<'_>) -> Result<Answer> {
    match answer.text("kind")?.as_str() {
        "verified" => Ok(Answer::Verified { pi: answer.text("pi")? }),
        "pending" => Ok(Answer::Pending),
        "failed" => Ok(Answer::Failed),
        "refused" => Ok(Answer::Refused {
            errcode: answer.int32("errcode")?,
            errmsg: answer.text("errmsg")?,
            class: answer.choice("class")?,
        }),
        "unreadable" => Ok(Answer::Unreadable { reason: answer.choice("reason")? }),
        _ => Err(invalid("answer", "pass the kind verified, pending, failed, refused or unreadable")),
    }
}

/// An answer of report.
pub fn report_answer(answer: &ReportAnswer) -> Value {
    match answer {
        ReportAnswer::Accepted => object!({"kind": "accepted"}),
        ReportAnswer::Partial { results } => {
            let results = results
                .iter()
                .map(|row| object!({"no": row.no, "errcode": row.errcode, "errmsg": row.errmsg}))
                .collect::<Vec<_>>();
            object!({"kind": "partial", "results": results})
        }
        ReportAnswer::Refused { errcode, errmsg, class } => {
            object!({"kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name_of()})
        }
        ReportAnswer::Unreadable { reason } => object!({"kind": "unreadable", "reason": reason.name_of()}),
    }
}

/// The parameters of a signature: pairs of key and value.
pub fn params(pairs: &[Value]) -> Result<Vec<(String, String)>> {
    let mut read = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let Value::Array(pair) = pair else { return Err(no_pair()) };
        let [key, value] = pair.as_slice() else { return Err(no_pair()) };
        read.push((args::text("params", key)?, args::text("params", value)?));
    }
    Ok(read)
}

fn no_pair() -> Error {
    bad_call("pass params as a list of pairs [key, value]")
}

/// The rows of a report.
pub fn rows(rows: &[Value]) -> Result<Vec<Row>> {
    let mut read = Vec::with_capacity(rows.len());
    for one in rows {
        read.push(row(one)?);
    }
    Ok(read)
}

/// An event of an account.
pub fn account_event(event: Args<'_>) -> Result<AccountEvent> {
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
        _ => AttemptAnswer::Answer(parse_answer(answer)?),
    })
}
