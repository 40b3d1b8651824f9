//! JSON into structures.

use alloc::{string::String, vec::Vec};
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Inside, Items, Member, Need, Node, Scalar};
use crate::json;

/// Reads a whole text into a structure. After an error part of it may have been read.
///
/// # Errors
/// What is wrong and where; a text of ours, or one of the parser's, which quotes nothing.
#[inline(never)]
pub(crate) fn read(json: &str, into: &mut dyn Node) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_str(json);
    Place { node: into, name: "the whole text", null: false }.deserialize(&mut reader)?;
    reader.end()
}

/// The version of a stored text, whatever else is in it.
pub(crate) fn version(json: &str) -> Option<i64> {
    json::parse(json.as_bytes()).ok()?.single("v").ok()??.integer()
}

/// Where a value goes.
struct Place<'a> {
    node: &'a mut dyn Node,
    /// The member that it is, or is in.
    name: &'static str,
    null: bool,
}

impl Place<'_> {
    fn put<E: Error>(self, scalar: Scalar<'_>) -> Result<(), E> {
        if self.node.put(scalar) { Ok(()) } else { Err(wrong(self.name, self.node)) }
    }
}

#[cold]
fn wrong<E: Error>(name: &'static str, node: &dyn Node) -> E {
    E::custom(format_args!("{name}: expected {}", node.expected()))
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.node.expected())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.null { self.put(Scalar::Null) } else { Err(wrong(self.name, self.node)) }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.put(Scalar::Flag(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.put(Scalar::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.put(Scalar::Int(value)),
            Err(_) => Err(wrong(self.name, self.node)),
        }
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(wrong(self.name, self.node))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.put(Scalar::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        if let Some(items) = self.node.list() {
            while access.next_element_seed(Item { items: &mut *items, key: "", name: self.name })?.is_some() {
            }
            if items.is_complete() {
                return Ok(());
            }
        }
        Err(wrong(self.name, self.node))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        match self.node.object() {
            Some(Inside::Members(members)) => return read_members(members, access),
            Some(Inside::Map(items)) => {
                while let Some(key) = access.next_key::<String>()? {
                    access.next_value_seed(Item { items: &mut *items, key: &key, name: self.name })?;
                }
                return Ok(());
            }
            None => {}
        }
        Err(wrong(self.name, self.node))
    }
}

/// Where one more value goes.
struct Item<'a> {
    items: &'a mut dyn Items,
    key: &'a str,
    name: &'static str,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.items.add(self.key) {
            Some(node) => Place { node, name: self.name, null: false }.deserialize(deserializer),
            None => Err(D::Error::custom("no more items")),
        }
    }
}

fn read_members<'de, A: MapAccess<'de>>(mut members: Vec<Member<'_>>, mut access: A) -> Result<(), A::Error> {
    let mut after = 0;
    while let Some(at) = access.next_key_seed(Find { members: &members, after })? {
        let Some(member) = at.and_then(|at| members.get_mut(at)) else { return Err(unknown(&members)) };
        after = at.map_or(0, |at| at + 1);
        if member.seen {
            return Err(A::Error::custom(format_args!("{} stands there twice", member.name)));
        }
        member.seen = true;
        if let Some(text) = member.node.raw() {
            let raw: &RawValue = access.next_value()?;
            *text = raw.get().into();
            continue;
        }
        let null = member.need == Need::Optional;
        access.next_value_seed(Place { node: &mut *member.node, name: member.name, null })?;
    }
    match members.iter().find(|member| member.need == Need::Required && !member.seen) {
        Some(missing) => Err(A::Error::custom(format_args!("{} is missing", missing.name))),
        None => Ok(()),
    }
}

#[cold]
fn unknown<E: Error>(members: &[Member<'_>]) -> E {
    let names: Vec<&str> = members.iter().map(|member| member.name).collect();
    E::custom(format_args!("expected one of {}", names.join(", ")))
}

/// Looks for a member by its name, at first behind the one before: what we wrote ourselves is found at once.
struct Find<'a, 'm> {
    members: &'a [Member<'m>],
    after: usize,
}

impl<'de> DeserializeSeed<'de> for Find<'_, '_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Find<'_, '_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        let is_it = |at: &usize| self.members.get(*at).is_some_and(|member| member.name == name);
        Ok((self.after..self.members.len()).chain(0..self.after).find(is_it))
    }
}
