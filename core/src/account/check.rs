//! Checks of the arguments that an event carries.

use super::limits;
use crate::error::{Error, ErrorCode, Result};
use crate::identity::{check_id, is_usable_pi};
use crate::time::Date;

pub(super) fn fresh_ai(ai: &str) -> Result<()> {
    check_id(ai, ErrorCode::InvalidAi, "fresh_ai")
}

pub(super) fn di(di: &str) -> Result<()> {
    check_id(di, ErrorCode::InvalidDi, "di")
}

pub(super) fn pi(pi: &str) -> Result<()> {
    if is_usable_pi(pi) {
        return Ok(());
    }
    let detail =
        "the pi must be 1 to 64 visible ASCII characters: pass it exactly as the authority returned it";
    Err(Error::new(ErrorCode::InvalidPi, detail).with_field("pi"))
}

pub(super) fn is_document(kind: &str) -> bool {
    (1..=limits::DOCUMENT_BYTES).contains(&kind.len()) && !kind.chars().any(char::is_control)
}

pub(super) fn document(kind: &str) -> Result<()> {
    if is_document(kind) {
        return Ok(());
    }
    let detail =
        "name the kind of document in 1 to 64 bytes without control characters, for example passport";
    Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("document"))
}

/// `Date` has public members, so a date may be one that the calendar does not have.
pub(super) fn birth(birth: Option<Date>) -> Result<()> {
    if birth.is_none_or(|date| Date::new(date.year, date.month, date.day).is_some()) {
        return Ok(());
    }
    let detail = "the calendar has no such day: pass the birth date as year, month 1-12, day 1-31";
    Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("birth"))
}

pub(super) fn seconds(seconds: i64) -> Result<()> {
    if seconds >= 0 {
        return Ok(());
    }
    let detail = "the seconds a guest played cannot be negative: pass the time since the last such event";
    Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("seconds"))
}
