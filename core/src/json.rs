//! Strict JSON (RFC 8259 in UTF-8) from others: bounded, with repeated members kept, because an answer that two readers could
//! understand differently must be noticed, not settled by chance; every number told apart from text.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// Objects and arrays inside one another; the outermost counts. JSON inside a text counts anew.
const MAX_DEPTH: usize = 32;

/// A JSON value.
#[derive(Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    Array(Vec<Json>),
    /// Members in order, repeated ones included.
    Object(Vec<(String, Json)>),
}

/// Why bytes are no JSON for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    Syntax,
    Depth,
}

/// A member that must be single is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeated;

/// Parses a whole text; its length is the caller's to bound.
pub(crate) fn parse(bytes: &[u8]) -> Result<Json, JsonError> {
    let text = core::str::from_utf8(bytes).map_err(|_| JsonError::Syntax)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    // The visitor refuses nothing but depth, so a data error can be nothing else.
    let value = Node { depth: 0 }
        .deserialize(&mut reader)
        .map_err(|error| if error.is_data() { JsonError::Depth } else { JsonError::Syntax })?;
    reader.end().map_err(|_| JsonError::Syntax)?;
    Ok(value)
}

impl Json {
    /// An integer of 64 bits.
    pub(crate) fn integer(&self) -> Option<i64> {
        if let Self::Number(number) = self { number.as_i64() } else { None }
    }

    /// The first member of this name, if this is an object that has one.
    pub(crate) fn first(&self, name: &'static str) -> Option<&Json> {
        self.members(name).next()
    }

    /// The only member of this name, if this is an object that has one.
    pub(crate) fn single(&self, name: &'static str) -> Result<Option<&Json>, Repeated> {
        let mut members = self.members(name);
        match (members.next(), members.next()) {
            (_, Some(_)) => Err(Repeated),
            (member, None) => Ok(member),
        }
    }

    fn members(&self, name: &'static str) -> impl Iterator<Item = &Json> {
        let members = if let Self::Object(members) = self { members.as_slice() } else { &[] };
        members.iter().filter(move |(key, _)| key == name).map(|(_, value)| value)
    }

    /// An object that stands here, or whose JSON text does: the service does both.
    pub(crate) fn object(&self) -> Option<Vec<(String, Json)>> {
        match self {
            Self::Object(members) => Some(members.clone()),
            Self::Text(text) => match parse(text.as_bytes()) {
                Ok(Self::Object(members)) => Some(members),
                _ => None,
            },
            _ => None,
        }
    }

    /// Nothing was given: the member is null or an empty text.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// Compact JSON.
    pub(crate) fn compact(&self) -> String {
        let mut out = String::new();
        self.push(&mut out);
        out
    }

    fn push(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Text(text) => push_text(out, text),
            Self::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    item.push(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    push_text(out, name);
                    out.push(':');
                    value.push(out);
                }
                out.push('}');
            }
        }
    }
}

/// Appends a text with its quotes.
pub(crate) fn push_text(out: &mut String, text: &str) {
    // What needs no escape is the rule. Text cannot fail to be written.
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

/// A value at a depth.
#[derive(Clone)]
struct Node {
    depth: usize,
}

impl Node {
    fn inside<E: serde::de::Error>(&self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH { Err(E::custom("too deep")) } else { Ok(Self { depth: self.depth + 1 }) }
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let inside = self.inside::<A::Error>()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inside.clone())? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let inside = self.inside::<A::Error>()?;
        let mut members = Vec::new();
        while let Some(name) = access.next_key::<String>()? {
            members.push((name, access.next_value_seed(inside.clone())?));
        }
        Ok(Json::Object(members))
    }
}
