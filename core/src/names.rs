//! Stable names of enumerations, the same in JSON and in every language.

/// Gives an enumeration `ALL`, `name` and `from_name` from one list.
macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $type {
            /// All of them, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, snake_case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                const NAMES: &[&str] = &[$($name),*];
                Self::ALL.get(crate::names::position(NAMES, name)?).copied()
            }
        }
    };
}
pub(crate) use names;

/// Where the name stands.
#[inline(never)]
pub(crate) fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|one| *one == name)
}
