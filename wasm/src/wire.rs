//! The authority's protocol: signature, bodies, requests, answers.

use shiming_core::Result;
use shiming_core::wire::{self, Row, RowView, report_request_of_views};
use shiming_shape::{Value, answers, shapes};

use crate::app::{app, endpoints, parsed};
use crate::inbox::{Given, choice};
use crate::outbox;
use crate::packet::{keep, keep_parts};

/// What is signed, and with what: secret_key, body, how many parameters, and the key and value of each.
type Signed<'a> = (&'a str, &'a [u8], Vec<(String, String)>);

fn signed<'a>(given: &mut Given<'a>) -> Result<Signed<'a>> {
    let (key, body, count) = (given.text()?, given.bytes()?, given.int()?);
    let mut params = Vec::new();
    for _ in 0..count {
        params.push((given.text()?.to_owned(), given.text()?.to_owned()));
    }
    Ok((key, body, params))
}

/// `sign`.
pub(crate) fn sign(given: &mut Given<'_>) -> Result<i32> {
    let (key, body, params) = signed(given)?;
    outbox::text(&wire::sign(key, &params, body)?)
}

/// `explain_sign`.
pub(crate) fn explain_sign(given: &mut Given<'_>) -> Result<i32> {
    let (key, body, params) = signed(given)?;
    outbox::json(&answers::explained(&wire::explain_sign(key, &params, body)?))
}

/// `encrypt_body`: secret_key, nonce, plaintext.
pub(crate) fn encrypt_body(given: &mut Given<'_>) -> Result<i32> {
    outbox::bytes(wire::encrypt_body(given.text()?, given.bytes()?, given.bytes()?)?)
}

/// `decrypt_body`: secret_key, body.
pub(crate) fn decrypt_body(given: &mut Given<'_>) -> Result<i32> {
    outbox::bytes(wire::decrypt_body(given.text()?, given.bytes()?)?)
}

/// `check_request`: endpoints, ai, name, id_number, nonce, unix. The length of its body; the rest is the last `packet`.
pub(crate) fn check_request(given: &mut Given<'_>) -> Result<i32> {
    let (app, to) = (app()?, endpoints(given.text()?)?);
    let (ai, name, id_number, nonce) = (given.text()?, given.text()?, given.text()?, given.bytes()?);
    let mut post = wire::check_post(&app, &to, ai, name, id_number, nonce, given.int()?)?;
    let body = core::mem::take(&mut post.body);
    Ok(keep_parts("POST", &post.url, post.headers(&app).into_iter(), body))
}

/// `query_request`: endpoints, ai, unix.
pub(crate) fn query_request(given: &mut Given<'_>) -> Result<i32> {
    let (app, to) = (app()?, endpoints(given.text()?)?);
    Ok(keep(wire::query_request(&app, &to, given.text()?, given.int()?)?))
}

/// `report_request`: endpoints, rows, nonce, count, unix. Rows: for each row `si`, `bt`, `ot`, `ct`, `pi`, `di`,
/// each followed by U+001F; `pi` and `di` begin with `+` where they are present. JSON text would take as long as all
/// cryptography. A field that holds a U+001F itself makes more fields than `count` rows have: then nothing is made, the answer
/// is -2, and the rows shall come as JSON text, a list of rows, with a `count` of -1.
pub(crate) fn report_request(given: &mut Given<'_>) -> Result<i32> {
    let (app, to, rows, nonce) = (app()?, endpoints(given.text()?)?, given.text()?, given.bytes()?);
    let (count, unix) = (given.int()?, given.int()?);
    if count < 0 {
        return Ok(keep(wire::report_request(&app, &to, &listed(rows)?, nonce, unix)?));
    }
    match separated(rows, count)? {
        Some(rows) => Ok(keep(report_request_of_views(&app, &to, &rows, nonce, unix)?)),
        None => Ok(-2),
    }
}

fn listed(rows: &str) -> Result<Vec<Row>> {
    let Value::Array(rows) = parsed(rows, "rows")? else { return Ok(Vec::new()) };
    shapes::rows(&rows)
}

/// `None`: not as many fields as this many rows have.
fn separated(rows: &str, count: i64) -> Result<Option<Vec<RowView<'_>>>> {
    let mut rest = rows;
    let mut next = || {
        let at = rest.bytes().position(|byte| byte == 0x1f)?;
        let (field, after) = rest.split_at_checked(at)?;
        rest = after.get(1..)?;
        Some(field)
    };
    let mut read = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
    for _ in 0..count {
        let (Some(si), Some(bt), Some(ot), Some(ct), Some(pi), Some(di)) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Ok(None);
        };
        let (bt, ct) = (choice(bt, "bt")?, choice(ct, "ct")?);
        let (pi, di) = (pi.strip_prefix('+'), di.strip_prefix('+'));
        read.push(RowView { si, bt, ot: ot.parse().unwrap_or_default(), ct, pi, di });
    }
    Ok(rest.is_empty().then_some(read))
}

/// `parse_check`: status, body.
pub(crate) fn parse_check(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&shapes::answer(&wire::parse_check(given.int32("status")?, given.bytes()?)))
}

/// `parse_query`: status, body.
pub(crate) fn parse_query(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&shapes::answer(&wire::parse_query(given.int32("status")?, given.bytes()?)))
}

/// `parse_report`: status, body, rows.
pub(crate) fn parse_report(given: &mut Given<'_>) -> Result<i32> {
    let answer = wire::parse_report(given.int32("status")?, given.bytes()?, given.int32("rows")?)?;
    outbox::json(&shapes::report_answer(&answer))
}

/// `errcode_info`: errcode.
pub(crate) fn errcode_info(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&answers::errcode_info(&wire::errcode_info(given.int32("errcode")?)))
}
