//! JSON objects of members given by name.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::Value;

/// The members of an object that is made, in the order of their names.
#[derive(Default)]
pub struct Members(Vec<(String, Value)>);

impl Members {
    /// One more. Of any type, so that a member is one call and nothing else.
    #[inline(never)]
    pub fn put(&mut self, name: &'static str, value: &dyn Shown) {
        let at = self.0.iter().take_while(|(other, _)| other.as_str() < name).count();
        self.0.insert(at, (name.to_owned(), value.shown()));
    }

    /// The object.
    pub fn object(self) -> Value {
        Value::Object(self.0)
    }
}

/// What can be a member.
pub trait Shown {
    /// Its value.
    fn shown(&self) -> Value;
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Shown for $type {
            fn shown(&self) -> Value {
                i64::try_from(*self).map_or_else(|_| Value::Number(self.to_string()), Value::Int)
            }
        }
    )*};
}
integers!(i32, i64, u32, u64, usize);

impl Shown for bool {
    fn shown(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Shown for str {
    #[inline(never)]
    fn shown(&self) -> Value {
        Value::Text(self.to_owned())
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
        Value::Array(self.iter().map(T::shown).collect())
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

/// An object of members with literal names.
#[macro_export]
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {{
        #[allow(unused_mut)]
        let mut members = $crate::object::Members::default();
        $(members.put($name, &$value);)*
        members.object()
    }};
}
