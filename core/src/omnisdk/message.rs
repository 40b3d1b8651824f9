//! A flat JSON object as it is signed: members in their order, numbers as they are written, nothing settled by chance.

use alloc::{string::String, vec::Vec};

use crate::error::{Error, ErrorCode, Result};
use crate::json::{Reader, Syntax, Token};
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
        if has_twice(&by_name(members.iter().map(|(name, _)| name.as_str()))) {
            return Err(invalid(
                "a member is there twice: two readers would understand two things, so nobody may",
            ));
        }
        let mut read = Vec::with_capacity(members.len());
        for (name, raw) in members {
            read.push((name, value(raw)?));
        }
        Ok(Self(read))
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

fn value(raw: &str) -> Result<Value> {
    match raw.as_bytes().first() {
        Some(b'"') => text(raw).map(Value::Text).ok_or_else(|| {
            invalid("a text holds an escape that is no character: pass the raw bytes as they came")
        }),
        Some(b'[') => texts(raw).map(Value::Array).ok_or_else(|| {
            invalid("an array holds something else than text: nobody knows how that is signed")
        }),
        Some(b'{') => Err(invalid("a member holds an object: nobody knows how that is signed")),
        Some(b'n') => Ok(Value::Null),
        _ => Ok(Value::Lexeme(raw.into())),
    }
}

/// A message that cannot be read, signed or used.
pub(super) fn invalid(what: &str) -> Error {
    Error::new(ErrorCode::InvalidCallback, what).with_field("body")
}

/// The members of a JSON object in strict UTF-8, their values unread; repeated ones included.
pub(super) fn members(body: &[u8]) -> Option<Vec<(String, &str)>> {
    read_members(core::str::from_utf8(body).ok()?).ok()
}

fn read_members(body: &str) -> core::result::Result<Vec<(String, &str)>, Syntax> {
    let mut reader = Reader::new(body);
    let Token::Object = reader.token()? else { return Err(Syntax) };
    let mut members = Vec::new();
    let mut first = true;
    while let Some(name) = reader.name(&mut first)? {
        reader.colon()?;
        members.push((name.into_owned(), reader.raw()?));
    }
    reader.end()?;
    Ok(members)
}

/// A text, if that is what was written.
pub(super) fn text(raw: &str) -> Option<String> {
    next_text(&mut Reader::new(raw))
}

fn next_text(reader: &mut Reader<'_>) -> Option<String> {
    if let Ok(Token::Text(text)) = reader.token() { Some(text.into_owned()) } else { None }
}

fn texts(raw: &str) -> Option<Vec<String>> {
    let mut reader = Reader::new(raw);
    reader.token().ok()?;
    let (mut texts, mut first) = (Vec::new(), true);
    while reader.more(&mut first, b']').ok()? {
        texts.push(next_text(&mut reader)?);
    }
    Some(texts)
}
