//! A flat JSON object as it is signed: members in their order, numbers as they are written, nothing settled by chance.

use alloc::{string::String, vec::Vec};
use core::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Error, ErrorCode, Result};
use crate::sorted::{by_name, has_twice};

/// What a member holds, as far as a signature needs it.
pub(super) enum Value {
    /// A text, escapes decoded.
    Text(String),
    /// A number, `true` or `false`, as it is written: 64-bit floats would change it.
    Lexeme(String),
    Null,
    /// Texts only.
    Array(Vec<String>),
}

/// A message: no member twice, no objects inside.
pub(super) struct Message(Vec<(String, Value)>);

impl Message {
    /// Reads a body of at most `max` bytes.
    pub(super) fn parse(body: &[u8], max: usize) -> Result<Self> {
        if body.len() > max {
            return Err(invalid("the body is longer than the profile's max_body_bytes: nothing honest is"));
        }
        let members = members(body).ok_or_else(|| {
            invalid("the body is no JSON object in UTF-8: pass the raw bytes as they came, before any framework reads them")
        })?;
        if !has_twice(&by_name(members.iter().map(|(name, _)| name.as_str()))) {
            members.into_iter().map(|(name, raw)| Ok((name, value(raw)?))).collect::<Result<_>>().map(Self)
        } else {
            Err(invalid("a member is there twice: two readers would understand two things, so nobody may"))
        }
    }

    /// All members, in their order.
    pub(super) fn members(&self) -> &[(String, Value)] {
        &self.0
    }

    /// The member of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

fn value(raw: &RawValue) -> Result<Value> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => serde_json::from_str(text).map(Value::Text).map_err(|_| {
            invalid("a text holds an escape that is no character: pass the raw bytes as they came")
        }),
        Some(b'[') => serde_json::from_str(text)
            .map(Value::Array)
            .map_err(|_| invalid("an array holds something else than text: nobody knows how that is signed")),
        Some(b'{') => Err(invalid("a member holds an object: nobody knows how that is signed")),
        Some(b'n') => Ok(Value::Null),
        _ => Ok(Value::Lexeme(text.into())),
    }
}

/// A message that cannot be read, signed or used.
pub(super) fn invalid(what: &str) -> Error {
    Error::new(ErrorCode::InvalidCallback, what).with_field("body")
}

/// The members of a JSON object in strict UTF-8, their values unread; repeated ones included.
pub(super) fn members(body: &[u8]) -> Option<Vec<(String, &RawValue)>> {
    let mut reader = serde_json::Deserializer::from_str(core::str::from_utf8(body).ok()?);
    let members = reader.deserialize_map(Members).ok()?;
    reader.end().ok()?;
    Some(members)
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> core::result::Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}
