//! Strict JSON (RFC 8259 in UTF-8) that keeps repeated members and bounds the depth: an answer that two readers could
//! understand differently must be noticed, not settled by chance.

use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// Objects and arrays inside one another; the outermost counts.
const MAX_DEPTH: usize = 32;

/// A JSON value, as far as this protocol needs it.
pub(crate) enum Json {
    /// An integer of 64 bits.
    Integer(i64),
    /// A text.
    Text(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, members in order, repeated ones included.
    Object(Vec<(String, Json)>),
    /// null, true, false, and numbers that are no such integer.
    Other,
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

/// Parses a whole text.
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
        Ok(Json::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Other, Json::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
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
