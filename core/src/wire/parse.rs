//! Any bytes become a typed answer: never a panic, never success by default. `errcode` decides first, then `status`; texts
//! never do, because the published ones differ between table, samples and the live system.

use alloc::{string::String, vec::Vec};

use super::row::MAX_ROWS;
use super::{Answer, ReportAnswer, RowError, UnreadableReason, errcode::class_of};
use crate::error::{Error, ErrorCode, Result};
use crate::identity::is_usable_pi;
use crate::json::{self, Json, JsonError, Repeated};

/// The longest answer that is read. A full partial answer has about 12 kB.
const MAX_BYTES: usize = 1 << 20;
const MAX_ERRMSG_CHARACTERS: usize = 200;
const PARTIAL: i32 = 3001;
/// Stands for a row's missing errcode: no code of the authority's, so its class is unknown.
const NO_ERRCODE: i32 = -1;

/// Reads the answer to a check.
///
/// `status` is the HTTP status, `body` what came with it. With a status other than 200 only a non-zero errcode counts, as a
/// refusal; success is not believed. A pi of an unpublished shape is kept if it is 1 to 64 visible ASCII characters.
///
/// The reader takes RFC 8259 in strict UTF-8, up to 1 MiB and 32 levels; numbers must be integers of 32 bits; unknown
/// members are skipped; of repeated members those that decide (`errcode`, `data`, `result`, `status`, `pi`) make the answer
/// unreadable.
///
/// ```
/// use shiming_core::wire::{Answer, parse_check};
///
/// let body = br#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":0,"pi":"test-pi"}}}"#;
/// assert_eq!(parse_check(200, body), Answer::Verified { pi: "test-pi".into() });
/// assert_eq!(parse_check(200, br#"{"errcode":0,"data":{"result":{"status":1}}}"#), Answer::Pending);
/// assert!(matches!(parse_check(502, b"<html>"), Answer::Unreadable { .. }));
/// ```
pub fn parse_check(status: i32, body: &[u8]) -> Answer {
    identity_answer(status, body).unwrap_or_else(|reason| Answer::Unreadable { reason })
}

/// Reads the answer to a query: the same rules as for [`parse_check`].
pub fn parse_query(status: i32, body: &[u8]) -> Answer {
    parse_check(status, body)
}

/// Reads the answer to a report of `rows` rows.
///
/// errcode 0 accepts all rows, whatever `data` holds. 3001 lists the refused rows in `data.results` (or `data.result`, a
/// spelling seen in the wild); entries without a number from 1 to `rows`, repeated ones, and ones with errcode 0 are left
/// out, and without any valid entry the whole report counts as refused. With an HTTP status other than 200 even a readable
/// list is not believed.
///
/// # Errors
/// `invalid_parameter`: `rows` is not 1 to 128.
pub fn parse_report(status: i32, body: &[u8], rows: i32) -> Result<ReportAnswer> {
    if !usize::try_from(rows).is_ok_and(|rows| (1..=MAX_ROWS).contains(&rows)) {
        return Err(Error::new(
            ErrorCode::InvalidParameter,
            "a report has 1 to 128 rows: pass how many were sent with this request",
        )
        .with_field("rows"));
    }
    Ok(report_answer(status, body, rows).unwrap_or_else(|reason| ReportAnswer::Unreadable { reason }))
}

fn identity_answer(status: i32, body: &[u8]) -> core::result::Result<Answer, UnreadableReason> {
    let head = Head::read(status, body)?;
    if head.errcode != 0 {
        let class = class_of(head.errcode);
        return Ok(Answer::Refused { errcode: head.errcode, errmsg: head.errmsg, class });
    }
    let result = match head.data() {
        Some(data) => data.single("result")?,
        None => None,
    };
    let result = result.ok_or(UnreadableReason::Status)?;
    let (status, pi) = (result.single("status")?, result.single("pi")?);
    match status.map(Json::integer) {
        Some(Some(0)) => match pi {
            Some(Json::Text(pi)) if is_usable_pi(pi) => Ok(Answer::Verified { pi: pi.clone() }),
            _ => Err(UnreadableReason::Pi),
        },
        Some(Some(1)) => Ok(Answer::Pending),
        Some(Some(2)) => Ok(Answer::Failed),
        _ => Err(UnreadableReason::Status),
    }
}

fn report_answer(
    status: i32,
    body: &[u8],
    rows: i32,
) -> core::result::Result<ReportAnswer, UnreadableReason> {
    let head = Head::read(status, body)?;
    if head.errcode == 0 {
        return Ok(ReportAnswer::Accepted);
    }
    if head.errcode == PARTIAL && status == 200 {
        let results = refused_rows(head.data(), rows)?;
        if !results.is_empty() {
            return Ok(ReportAnswer::Partial { results });
        }
    }
    let class = class_of(head.errcode);
    Ok(ReportAnswer::Refused { errcode: head.errcode, errmsg: head.errmsg, class })
}

/// What every answer has.
struct Head {
    errcode: i32,
    errmsg: String,
    json: Json,
}

impl Head {
    fn read(status: i32, body: &[u8]) -> core::result::Result<Self, UnreadableReason> {
        let head = Self::read_any_status(body);
        if status == 200 {
            return head;
        }
        // A gateway's status outweighs whatever it came with, except an errcode that explains it.
        head.ok().filter(|head| head.errcode != 0).ok_or(UnreadableReason::HttpStatus)
    }

    fn read_any_status(body: &[u8]) -> core::result::Result<Self, UnreadableReason> {
        if body.len() > MAX_BYTES {
            return Err(UnreadableReason::TooLarge);
        }
        let json = json::parse(body)?;
        let errcode = json.single("errcode")?;
        json.single("data")?;
        let errcode = errcode.and_then(as_i32).ok_or(UnreadableReason::Errcode)?;
        Ok(Self { errcode, errmsg: errmsg_of(&json), json })
    }

    /// `data`, whatever it is: absent, null, "", [] and {} all occur.
    fn data(&self) -> Option<&Json> {
        self.json.first("data")
    }
}

/// The valid entries of a partial answer by their number; of a repeated number the first.
fn refused_rows(data: Option<&Json>, rows: i32) -> core::result::Result<Vec<RowError>, UnreadableReason> {
    let mut refused: Vec<RowError> = Vec::new();
    let Some(data) = data else { return Ok(refused) };
    let lists = [data.single("results")?, data.single("result")?];
    let list = lists
        .into_iter()
        .flatten()
        .find_map(|list| if let Json::Array(list) = list { Some(list) } else { None });
    for entry in list.into_iter().flatten() {
        let (no, errcode) = (entry.single("no")?, entry.single("errcode")?);
        let Some(no) = no.and_then(as_i32).filter(|no| (1..=rows).contains(no)) else { continue };
        // The authority lists what it refuses: an entry without a readable code is a refusal all the same.
        let errcode = errcode.and_then(as_i32).unwrap_or(NO_ERRCODE);
        if errcode != 0
            && let Err(at) = refused.binary_search_by_key(&no, |row| row.no)
        {
            refused.insert(at, RowError { no, errcode, errmsg: errmsg_of(entry) });
        }
    }
    Ok(refused)
}

fn as_i32(json: &Json) -> Option<i32> {
    json.integer().and_then(|value| i32::try_from(value).ok())
}

/// For people only.
fn errmsg_of(json: &Json) -> String {
    let Some(Json::Text(text)) = json.first("errmsg") else { return String::new() };
    text.chars().filter(|c| !c.is_control()).take(MAX_ERRMSG_CHARACTERS).collect()
}

impl From<JsonError> for UnreadableReason {
    fn from(error: JsonError) -> Self {
        match error {
            JsonError::Syntax => Self::NotJson,
            JsonError::Depth => Self::Depth,
        }
    }
}

impl From<Repeated> for UnreadableReason {
    fn from(_: Repeated) -> Self {
        Self::Duplicate
    }
}
