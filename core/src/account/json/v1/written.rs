//! The text that `write` makes of a verified player without failures and trial, read in a single pass. It is the state of nearly every
//! login, and a parser of any JSON takes four times as long for it.

use super::super::super::{AccountKind, BirthSource, PersonSource};
use super::StateV1;
use crate::time::Date;

/// None for everything else, which may all the same be a good state.
pub(super) fn read(json: &str) -> Option<StateV1> {
    let mut rest = json.strip_prefix(r#"{"v":1,"kind":"verified","#)?;
    let mut stored = StateV1 { v: 1, kind: Some(AccountKind::Verified), ..StateV1::default() };
    if let Some(after) = rest.strip_prefix(r#""changed_at":"#) {
        (stored.changed_at, rest) = number(after)?;
        rest = rest.strip_prefix(',')?;
    }
    let (pi, after) = text(rest.strip_prefix(r#""pi":""#)?)?;
    stored.pi = Some(pi.into());
    rest = after;
    if let Some(after) = rest.strip_prefix(r#","birth":""#) {
        let (birth, after) = text(after)?;
        let (source, after) = text(after.strip_prefix(r#","birth_source":""#)?)?;
        stored.birth = Some(Date::parse(birth)?);
        stored.birth_source = Some(BirthSource::from_name(source)?);
        rest = after;
    }
    let (source, after) = text(rest.strip_prefix(r#","source":""#)?)?;
    stored.source = Some(PersonSource::from_name(source)?);
    let (verified_at, after) = number(after.strip_prefix(r#","verified_at":"#)?)?;
    stored.verified_at = Some(verified_at);
    (after == "}").then_some(stored)
}

/// The text up to its closing quote, and what follows. One with an escape is somebody else's to read.
fn text(rest: &str) -> Option<(&str, &str)> {
    let end = rest.bytes().position(|byte| !(b' '..=b'~').contains(&byte) || matches!(byte, b'"' | b'\\'))?;
    let (text, rest) = rest.split_at_checked(end)?;
    Some((text, rest.strip_prefix('"')?))
}

/// A positive number of up to 18 digits, and what follows.
fn number(rest: &str) -> Option<(i64, &str)> {
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
    let (digits, rest) = rest.split_at_checked(end)?;
    if digits.starts_with('0') || !(1..=18).contains(&end) {
        return None;
    }
    let number = digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit & 0x0f));
    Some((number, rest))
}
