//! Structures as JSON objects, both ways, from one list of their members. What walks the list exists once: serde's derive
//! would write a reader of ten kilobytes and more for each structure, which browsers and phones would have to load.
//!
//! Reading is strict: an unknown member, a repeated one, a missing one and one of a wrong type are refused. No text of an
//! error quotes what was read, but for the names of members that are ours.

mod read;
#[cfg(test)]
mod tests;
mod write;

use alloc::{string::String, vec::Vec};

pub(crate) use read::{read, version};
pub(crate) use write::write;

use crate::time::Date;

/// A value without parts.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scalar<'a> {
    Null,
    Flag(bool),
    Int(i64),
    Text(&'a str),
}

/// A value as it is written.
pub(crate) enum Value<'a> {
    Scalar(Scalar<'a>),
    /// A text that needs to be made.
    Shown(String),
    List(&'a mut dyn Items),
    Members(Vec<Member<'a>>),
    /// Of what is only read: null.
    Unwritten,
}

/// What takes the parts of a list or an object.
pub(crate) enum Inside<'a> {
    List(&'a mut dyn Items),
    Members(Vec<Member<'a>>),
    /// Any names.
    Map(&'a mut dyn Items),
}

/// Something that is written as one JSON value. What a value cannot be stays as it is here: refused.
pub(crate) trait Node {
    /// What is expected here, for a person.
    fn expected(&self) -> &'static str;

    /// Takes a value without parts; false when it is none that can stand here.
    fn put(&mut self, _: Scalar<'_>) -> bool {
        false
    }

    /// Becomes an empty list, if it can be one, or gives its members, if it can have some.
    fn inside(&mut self) -> Option<Inside<'_>> {
        None
    }

    /// Where the value's JSON text goes, if somebody else reads it.
    fn raw(&mut self) -> Option<&mut String> {
        None
    }

    fn value(&mut self) -> Value<'_>;
}

/// What a type knows of its values before there is one.
pub(crate) trait Blank: Node {
    /// What is expected here, for a person.
    const EXPECTED: &'static str;
    /// Whether a list or an object can stand here.
    const HAS_PARTS: bool = false;

    /// One that is there and says nothing yet.
    fn blank() -> Self;
}

/// What grows while it is read.
pub(crate) trait Items {
    /// One more, in a list without a name.
    fn add(&mut self, name: &str) -> Option<&mut dyn Node>;

    /// The one at a place, in what is written.
    fn at(&mut self, _: usize) -> Option<&mut dyn Node> {
        None
    }

    /// Whether that was enough.
    fn is_complete(&self) -> bool {
        true
    }
}

/// When a member may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    /// Its value then is the one that stands there already. Null is no value, where there need not be one.
    Optional,
    /// The same, but null is refused; and nothing is written where there is nothing, false or 0.
    Sparse,
}

/// A member of a structure.
pub(crate) struct Member<'a> {
    name: &'static str,
    need: Need,
    seen: bool,
    node: &'a mut dyn Node,
}

/// The members of a structure: `members![required("v", &mut self.v), ..]`. Each is a call: it would be ten instructions.
macro_rules! members {
    ($($(#[$condition:meta])* $need:ident($name:literal, $node:expr)),* $(,)?) => {{
        let mut members = alloc::vec::Vec::with_capacity([$($(#[$condition])* $name),*].len());
        $($(#[$condition])* crate::record::$need(&mut members, $name, $node);)*
        members
    }};
}
pub(crate) use members;

#[inline(never)]
pub(crate) fn required<'a>(members: &mut Vec<Member<'a>>, name: &'static str, node: &'a mut dyn Node) {
    members.push(Member { name, need: Need::Required, seen: false, node });
}

#[inline(never)]
pub(crate) fn optional<'a>(members: &mut Vec<Member<'a>>, name: &'static str, node: &'a mut dyn Node) {
    members.push(Member { name, need: Need::Optional, seen: false, node });
}

#[inline(never)]
pub(crate) fn sparse<'a>(members: &mut Vec<Member<'a>>, name: &'static str, node: &'a mut dyn Node) {
    members.push(Member { name, need: Need::Sparse, seen: false, node });
}

/// A structure: an object of these members and no other, written in this order.
pub(crate) trait Record: Default {
    fn members(&mut self) -> Vec<Member<'_>>;
}

impl<T: Record> Blank for T {
    const EXPECTED: &'static str = "an object";
    const HAS_PARTS: bool = true;

    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Record> Node for T {
    fn expected(&self) -> &'static str {
        Self::EXPECTED
    }

    fn inside(&mut self) -> Option<Inside<'_>> {
        Some(Inside::Members(self.members()))
    }

    fn value(&mut self) -> Value<'_> {
        Value::Members(self.members())
    }
}

impl<T: Blank> Blank for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const HAS_PARTS: bool = T::HAS_PARTS;

    fn blank() -> Self {
        None
    }
}

impl<T: Blank> Node for Option<T> {
    fn expected(&self) -> &'static str {
        Self::EXPECTED
    }

    fn put(&mut self, scalar: Scalar<'_>) -> bool {
        if scalar == Scalar::Null {
            *self = None;
            return true;
        }
        !T::HAS_PARTS && self.get_or_insert_with(T::blank).put(scalar)
    }

    fn inside(&mut self) -> Option<Inside<'_>> {
        if T::HAS_PARTS { self.get_or_insert_with(T::blank).inside() } else { None }
    }

    fn value(&mut self) -> Value<'_> {
        self.as_mut().map_or(Value::Scalar(Scalar::Null), T::value)
    }
}

impl<T: Blank> Blank for Vec<T> {
    const EXPECTED: &'static str = "a list";
    const HAS_PARTS: bool = true;

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Blank> Node for Vec<T> {
    fn expected(&self) -> &'static str {
        Self::EXPECTED
    }

    fn inside(&mut self) -> Option<Inside<'_>> {
        self.clear();
        Some(Inside::List(self))
    }

    fn value(&mut self) -> Value<'_> {
        Value::List(self)
    }
}

impl<T: Blank> Items for Vec<T> {
    fn add(&mut self, _: &str) -> Option<&mut dyn Node> {
        self.push(T::blank());
        self.last_mut().map(|item| -> &mut dyn Node { item })
    }

    fn at(&mut self, place: usize) -> Option<&mut dyn Node> {
        self.get_mut(place).map(|item| -> &mut dyn Node { item })
    }
}

impl Blank for String {
    const EXPECTED: &'static str = "a text";

    fn blank() -> Self {
        Self::new()
    }
}

impl Node for String {
    fn expected(&self) -> &'static str {
        <Self as Blank>::EXPECTED
    }

    fn put(&mut self, scalar: Scalar<'_>) -> bool {
        if let Scalar::Text(text) = scalar {
            *self = text.into();
            return true;
        }
        false
    }

    fn value(&mut self) -> Value<'_> {
        Value::Scalar(Scalar::Text(self))
    }
}

impl Blank for bool {
    const EXPECTED: &'static str = "true or false";

    fn blank() -> Self {
        false
    }
}

impl Node for bool {
    fn expected(&self) -> &'static str {
        <Self as Blank>::EXPECTED
    }

    fn put(&mut self, scalar: Scalar<'_>) -> bool {
        if let Scalar::Flag(flag) = scalar {
            *self = flag;
            return true;
        }
        false
    }

    fn value(&mut self) -> Value<'_> {
        Value::Scalar(Scalar::Flag(*self))
    }
}

macro_rules! integers {
    ($($type:ty = $expected:literal),*) => {$(
        impl Blank for $type {
            const EXPECTED: &'static str = $expected;

            fn blank() -> Self {
                0
            }
        }

        impl Node for $type {
            fn expected(&self) -> &'static str {
                <Self as Blank>::EXPECTED
            }

            fn put(&mut self, scalar: Scalar<'_>) -> bool {
                if let Scalar::Int(number) = scalar
                    && let Ok(number) = <$type>::try_from(number)
                {
                    *self = number;
                    return true;
                }
                false
            }

            fn value(&mut self) -> Value<'_> {
                Value::Scalar(Scalar::Int(i64::from(*self)))
            }
        }
    )*};
}
integers!(
    i64 = "an integer",
    i32 = "an integer of 32 bits",
    u32 = "an integer from 0 to 4294967295",
    u16 = "an integer from 0 to 65535",
    u8 = "an integer from 0 to 255"
);

/// `YYYY-MM-DD`.
impl Blank for Date {
    const EXPECTED: &'static str = "a day as YYYY-MM-DD";

    fn blank() -> Self {
        Self { year: 1, month: 1, day: 1 }
    }
}

impl Node for Date {
    fn expected(&self) -> &'static str {
        <Self as Blank>::EXPECTED
    }

    fn put(&mut self, scalar: Scalar<'_>) -> bool {
        if let Scalar::Text(text) = scalar
            && let Some(date) = Self::parse(text)
        {
            *self = date;
            return true;
        }
        false
    }

    fn value(&mut self) -> Value<'_> {
        Value::Shown(alloc::string::ToString::to_string(self))
    }
}

/// Makes an enumeration with names a value, written as its name.
macro_rules! by_name {
    ($($type:ident::$blank:ident = $expected:literal),* $(,)?) => {$(
        impl crate::record::Blank for $type {
            const EXPECTED: &'static str = $expected;

            fn blank() -> Self {
                Self::$blank
            }
        }

        impl crate::record::Node for $type {
            fn expected(&self) -> &'static str {
                <Self as crate::record::Blank>::EXPECTED
            }

            fn put(&mut self, scalar: crate::record::Scalar<'_>) -> bool {
                if let crate::record::Scalar::Text(name) = scalar
                    && let Some(one) = Self::from_name(name)
                {
                    *self = one;
                    return true;
                }
                false
            }

            fn value(&mut self) -> crate::record::Value<'_> {
                crate::record::Value::Scalar(crate::record::Scalar::Text(self.name()))
            }
        }
    )*};
}
pub(crate) use by_name;
