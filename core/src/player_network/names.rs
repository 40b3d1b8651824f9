//! Enumerations with stable names, and enumerations of published numbers that never refuse an unpublished one.

/// An enumeration with stable snake_case names.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)* }

        crate::names::names!($type { $($variant = $name),* });
    };
}
pub(super) use named;

/// An enumeration of the service's numbers. What no table lists is `Other`, which is data and never an error.
macro_rules! coded {
    ($(#[$doc:meta])* $type:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $name:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $($(#[$variant_doc])* $variant,)*
            /// A number that no table lists, as it came.
            Other(i32),
        }

        impl $type {
            /// Every value that is published.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)*];

            /// The value of a number.
            pub fn from_code(code: i32) -> Self {
                match code { $($code => Self::$variant,)* other => Self::Other(other) }
            }

            /// The number.
            pub fn code(self) -> i32 {
                match self { $(Self::$variant => $code,)* Self::Other(code) => code }
            }

            /// The stable name, snake_case; `other` for a number that no table lists.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* Self::Other(_) => "other" }
            }
        }

        impl From<i32> for $type {
            fn from(code: i32) -> Self {
                Self::from_code(code)
            }
        }

        impl From<$type> for i32 {
            fn from(value: $type) -> Self {
                value.code()
            }
        }

        impl crate::record::Blank for $type {
            const EXPECTED: &'static str = "an integer of 32 bits";

            fn blank() -> Self {
                Self::Other(0)
            }
        }

        impl crate::record::Node for $type {
            fn expected(&self) -> &'static str {
                <Self as crate::record::Blank>::EXPECTED
            }

            fn put(&mut self, scalar: crate::record::Scalar<'_>) -> bool {
                let mut code = self.code();
                let is_one = code.put(scalar);
                *self = Self::from_code(code);
                is_one
            }

            fn value(&mut self) -> crate::record::Value<'_> {
                crate::record::Value::Scalar(crate::record::Scalar::Int(i64::from(self.code())))
            }
        }
    };
}
pub(super) use coded;
