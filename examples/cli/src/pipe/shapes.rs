//! The shapes that several operations share.

use serde_json::{Value, json};
use shiming_core::credential::App;
use shiming_core::time::Date;
use shiming_core::wire::{Answer, Endpoints, ReportAnswer, Row};
use shiming_core::{Error, Request, Result};

use super::args::{Args, hex, invalid};
use super::names::Named;

pub(crate) fn error(error: &Error) -> Value {
    json!({
        "code": error.code.name(), "number": error.code.number(), "reason": error.reason,
        "field": error.field, "errcode": error.errcode, "detail": error.detail,
    })
}

pub(crate) fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| date.text().into())
}

pub(crate) fn app(args: Args<'_>) -> Result<App> {
    let app = args.object("app")?;
    App::new(&app.text("app_id")?, &app.text("biz_id")?, &app.text("secret_key")?)
}

pub(crate) fn endpoints(args: Args<'_>) -> Result<Endpoints> {
    let endpoints = args.object("endpoints")?;
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

pub(crate) fn row(value: &Value) -> Result<Row> {
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

pub(crate) fn request(request: &Request) -> Value {
    json!({
        "method": request.method, "url": request.url, "headers": request.headers,
        "body_hex": hex(&request.body),
    })
}

pub(crate) fn answer(answer: &Answer) -> Value {
    match answer {
        Answer::Verified { pi } => json!({"kind": "verified", "pi": pi}),
        Answer::Pending => json!({"kind": "pending"}),
        Answer::Failed => json!({"kind": "failed"}),
        Answer::Refused { errcode, errmsg, class } => {
            json!({"kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name_of()})
        }
        Answer::Unreadable { reason } => json!({"kind": "unreadable", "reason": reason.name_of()}),
    }
}

pub(crate) fn parse_answer(answer: Args<'_>) -> Result<Answer> {
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

pub(crate) fn report_answer(answer: &ReportAnswer) -> Value {
    match answer {
        ReportAnswer::Accepted => json!({"kind": "accepted"}),
        ReportAnswer::Partial { results } => {
            let results = results
                .iter()
                .map(|row| json!({"no": row.no, "errcode": row.errcode, "errmsg": row.errmsg}))
                .collect::<Vec<_>>();
            json!({"kind": "partial", "results": results})
        }
        ReportAnswer::Refused { errcode, errmsg, class } => {
            json!({"kind": "refused", "errcode": errcode, "errmsg": errmsg, "class": class.name_of()})
        }
        ReportAnswer::Unreadable { reason } => json!({"kind": "unreadable", "reason": reason.name_of()}),
    }
}
