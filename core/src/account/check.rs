//! Checks of the arguments that an event carries.

use crate::error::{Error, ErrorCode, Result};
use crate::time::Date;

use super::limits;

pub(super) fn is_id(text: &str) -> bool {
    (1..=limits::ID_BYTES).contains(&text.len()) && !text.chars().any(char::is_control)
}

pub(super) fn is_pi(text: &str) -> bool {
    (1..=limits::PI_BYTES).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

pub(super) fn is_document(text: &str) -> bool {
    (1..=limits::DOCUMENT_BYTES).contains(&text.len()) && !text.chars().any(char::is_control)
}

pub(super) fn ai(text: &str) -> Result<()> {
    let detail = "the fresh ai must be 1 to 32 bytes without control characters, and never used before";
    if is_id(text) { Ok(()) } else { Err(Error::new(ErrorCode::InvalidAi, detail).with_field("fresh_ai")) }
}

pub(super) fn di(text: &str) -> Result<()> {
    let detail =
        "the di must be 1 to 32 bytes without control characters: bring longer ones to 32 with normalize_id";
    if is_id(text) { Ok(()) } else { Err(Error::new(ErrorCode::InvalidDi, detail).with_field("di")) }
}

pub(super) fn pi(text: &str) -> Result<()> {
    let detail =
        "the pi must be 1 to 64 visible ASCII characters: pass it exactly as the authority returned it";
    if is_pi(text) { Ok(()) } else { Err(Error::new(ErrorCode::InvalidPi, detail).with_field("pi")) }
}

pub(super) fn document(text: &str) -> Result<()> {
    let detail =
        "name the kind of document in 1 to 64 bytes without control characters, for example passport";
    if is_document(text) {
        return Ok(());
    }
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
