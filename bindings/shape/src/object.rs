//! JSON objects of members given by name: `json!` of serde_json writes the conversion and the insertion anew at each of them.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

/// An object of these members; their values are taken.
pub(crate) fn of_members(members: &mut [(&'static str, Value)]) -> Value {
    // Not collected: that would sort, with a sort of its own.
    let mut map = Map::new();
    for (name, value) in members {
        map.insert((*name).to_owned(), value.take());
    }
    Value::Object(map)
}

/// What can be a member.
pub(crate) trait Shown {
    fn shown(&self) -> Value;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Shown for $type {
            fn shown(&self) -> Value {
                Value::from(*self)
            }
        }
    )*};
}
plain!(bool, i32, i64, u32, u64, usize);

impl Shown for str {
    #[inline(never)]
    fn shown(&self) -> Value {
        Value::String(self.to_owned())
    }
}

impl Shown for String {
    fn shown(&self) -> Value {
        self.as_str().shown()
    }
}

impl Shown for Value {
    fn shown(&self) -> Value {
        self.clone()
    }
}

impl<T: Shown + ?Sized> Shown for &T {
    fn shown(&self) -> Value {
        (**self).shown()
    }
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::shown)
    }
}

impl<T: Shown> Shown for [T] {
    fn shown(&self) -> Value {
        self.iter().map(T::shown).collect()
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> Value {
        self.as_slice().shown()
    }
}

/// A pair is a list of two.
impl<T: Shown> Shown for (T, T) {
    fn shown(&self) -> Value {
        Value::Array([self.0.shown(), self.1.shown()].into())
    }
}

macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        $crate::object::of_members(&mut [$(($name, $crate::object::Shown::shown(&$value))),*])
    };
}
pub(crate) use object;
