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
    List(Vec<&'a mut dyn Node>),
    Members(Vec<Member<'a>>),
    /// Of what is only read: null.
    Unwritten,
}

/// What takes the members of an object.
pub(crate) enum Inside<'a> {
    Members(Vec<Member<'a>>),
    /// Any names.
    Map(&'a mut dyn Items),
}

/// Something that is written as one JSON value. What a value cannot be stays as it is here: refused.
pub(crate) trait Node {
    /// One that is there and says nothing yet.
    fn blank() -> Self
    where
        Self: Sized;

    /// What is expected here, for a person.
    fn expected(&self) -> &'static str;

    /// Takes a value without parts; false when it is none that can stand here.
    fn put(&mut self, _: Scalar<'_>) -> bool {
        false
    }

    /// Becomes an empty list, if it can be one.
    fn list(&mut self) -> Option<&mut dyn Items> {
        None
    }

    /// Its members, if it can have some.
    fn object(&mut self) -> Option<Inside<'_>> {
        None
    }

    /// Where the value's JSON text goes, if somebody else reads it.
    fn raw(&mut self) -> Option<&mut String> {
        None
    }

    fn value(&mut self) -> Value<'_>;
}

/// What grows while it is read.
pub(crate) trait Items {
    /// One more, in a list without a name.
    fn add(&mut self, name: &str) -> Option<&mut dyn Node>;

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

pub(crate) fn required<'a>(name: &'static str, node: &'a mut dyn Node) -> Member<'a> {
    Member { name, need: Need::Required, seen: false, node }
}

pub(crate) fn optional<'a>(name: &'static str, node: &'a mut dyn Node) -> Member<'a> {
    Member { name, need: Need::Optional, seen: false, node }
}

pub(crate) fn sparse<'a>(name: &'static str, node: &'a mut dyn Node) -> Member<'a> {
    Member { name, need: Need::Sparse, seen: false, node }
}

/// A structure: an object of these members and no other, written in this order.
pub(crate) trait Record: Default {
    fn members(&mut self) -> Vec<Member<'_>>;
}

impl<T: Record> Node for T {
    fn blank() -> Self {
        Self::default()
    }

    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object(&mut self) -> Option<Inside<'_>> {
        Some(Inside::Members(self.members()))
    }

    fn value(&mut self) -> Value<'_> {
        Value::Members(self.members())
    }
}

impl<T: Node> Node for Option<T> {
    fn blank() -> Self {
        None
    }

    fn expected(&self) -> &'static str {
        self.as_ref().map_or_else(|| T::blank().expected(), T::expected)
    }

    fn put(&mut self, scalar: Scalar<'_>) -> bool {
        if scalar == Scalar::Null {
            *self = None;
            return true;
        }
        self.get_or_insert_with(T::blank).put(scalar)
    }

    fn list(&mut self) -> Option<&mut dyn Items> {
        self.get_or_insert_with(T::blank).list()
    }

    fn object(&mut self) -> Option<Inside<'_>> {
        self.get_or_insert_with(T::blank).object()
    }

    fn value(&mut self) -> Value<'_> {
        self.as_mut().map_or(Value::Scalar(Scalar::Null), T::value)
    }
}

impl<T: Node> Node for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "a list"
    }

    fn list(&mut self) -> Option<&mut dyn Items> {
        self.clear();
        Some(self)
    }

    fn value(&mut self) -> Value<'_> {
        Value::List(self.iter_mut().map(|item| -> &mut dyn Node { item }).collect())
    }
}

impl<T: Node> Items for Vec<T> {
    fn add(&mut self, _: &str) -> Option<&mut dyn Node> {
        self.push(T::blank());
        self.last_mut().map(|item| -> &mut dyn Node { item })
    }
}

impl Node for String {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "a text"
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

impl Node for bool {
    fn blank() -> Self {
        false
    }

    fn expected(&self) -> &'static str {
        "true or false"
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
        impl Node for $type {
            fn blank() -> Self {
                0
            }

            fn expected(&self) -> &'static str {
                $expected
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
impl Node for Date {
    fn blank() -> Self {
        Self { year: 1, month: 1, day: 1 }
    }

    fn expected(&self) -> &'static str {
        "a day as YYYY-MM-DD"
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
        impl crate::record::Node for $type {
            fn blank() -> Self {
                Self::$blank
            }

            fn expected(&self) -> &'static str {
                $expected
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
