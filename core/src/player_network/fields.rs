//! Members by any of their spellings. The SDK writes `OpenID`, the wire `openid`; letter case and underscores are not told
//! apart, and a number may stand in a text.

use alloc::{string::String, vec::Vec};

use crate::json::Json;

/// Two spellings, or one member twice, with different values; or a value of a wrong type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldError {
    Repeated,
    Type,
}

type Found<T> = Result<Option<T>, FieldError>;

/// The members of one object.
pub(super) struct Fields(pub(super) Vec<(String, Json)>);

/// Whether a member's name is this one, which is given in lower case without underscores.
fn is_named(name: &str, wanted: &str) -> bool {
    let folded = name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase());
    folded.eq(wanted.bytes())
}

impl Fields {
    fn all(&self, names: &'static [&'static str]) -> impl Iterator<Item = &Json> {
        let named = |name: &str| names.iter().any(|wanted| is_named(name, wanted));
        self.0.iter().filter(move |(name, value)| !value.is_empty() && named(name)).map(|(_, value)| value)
    }

    /// A member that decides something: its spellings must not contradict each other.
    pub(super) fn only(&self, names: &'static [&'static str]) -> Found<&Json> {
        let mut values = self.all(names);
        let first = values.next();
        if values.any(|other| Some(other) != first) { Err(FieldError::Repeated) } else { Ok(first) }
    }

    /// A member that is only carried: the first that is not empty.
    pub(super) fn first(&self, names: &'static [&'static str]) -> Option<&Json> {
        self.all(names).next()
    }

    /// An integer that decides. Beyond 32 bits it becomes the nearest one, which no table lists.
    pub(super) fn int(&self, names: &'static [&'static str]) -> Found<i32> {
        self.only(names)?.map(int).transpose()
    }

    /// The same where the service writes a flag in one place and a number in another.
    pub(super) fn int_or_flag(&self, names: &'static [&'static str]) -> Found<i32> {
        self.only(names)?.map(int_or_flag).transpose()
    }

    /// Every integer of a member that decides, contradictions included.
    pub(super) fn ints(
        &self,
        names: &'static [&'static str],
    ) -> impl Iterator<Item = Result<i32, FieldError>> {
        self.all(names).map(int)
    }

    /// Unix seconds that decide; 0 is no time.
    pub(super) fn seconds(&self, names: &'static [&'static str]) -> Result<i64, FieldError> {
        Ok(self.only(names)?.map(wide).transpose()?.unwrap_or(0))
    }

    /// A flag that decides.
    pub(super) fn flag(&self, names: &'static [&'static str]) -> Found<bool> {
        self.only(names)?.map(flag).transpose()
    }

    /// A text that decides; a number counts as its digits. Empty when absent.
    pub(super) fn text(&self, names: &'static [&'static str]) -> Result<String, FieldError> {
        self.only(names)?.map_or(Ok(String::new()), text)
    }

    /// A text that is only carried; an object becomes its compact JSON.
    pub(super) fn carried(&self, names: &'static [&'static str]) -> String {
        match self.first(names) {
            None => String::new(),
            Some(Json::Text(text)) => text.clone(),
            Some(other) => other.compact(),
        }
    }

    /// An integer that is only carried.
    pub(super) fn carried_int(&self, names: &'static [&'static str]) -> Option<i32> {
        self.first(names).and_then(|value| int_or_flag(value).ok())
    }

    /// Unix seconds that are only carried; 0 is no time.
    pub(super) fn carried_seconds(&self, names: &'static [&'static str]) -> i64 {
        self.first(names).and_then(|value| wide(value).ok()).unwrap_or(0)
    }
}

/// An integer, or the decimal digits of one.
fn wide(value: &Json) -> Result<i64, FieldError> {
    match value {
        Json::Int(number) => Ok(*number),
        greater if greater.is_greater() => Ok(i64::MAX),
        Json::Text(text) => decimal(text).ok_or(FieldError::Type),
        _ => Err(FieldError::Type),
    }
}

pub(super) fn int(value: &Json) -> Result<i32, FieldError> {
    wide(value).map(|wide| i32::try_from(wide).unwrap_or(if wide < 0 { i32::MIN } else { i32::MAX }))
}

fn int_or_flag(value: &Json) -> Result<i32, FieldError> {
    if let Json::Bool(flag) = value { Ok(i32::from(*flag)) } else { int(value) }
}

/// Decimal digits with an optional minus, of any length.
pub(super) fn decimal(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let limit = if digits.len() == text.len() { i64::MAX } else { i64::MIN };
    Some(text.parse().unwrap_or(limit))
}

fn flag(value: &Json) -> Result<bool, FieldError> {
    match value {
        Json::Bool(flag) => Ok(*flag),
        Json::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Json::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        other => match wide(other)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(FieldError::Type),
        },
    }
}

fn text(value: &Json) -> Result<String, FieldError> {
    match value {
        Json::Text(text) => Ok(text.clone()),
        // A fraction or an exponent would be the digits of something else.
        integer if integer.integer().is_some() || integer.is_greater() => Ok(integer.compact()),
        _ => Err(FieldError::Type),
    }
}
