//! What the languages print of a record: nothing of a person, and no secret.

/// `Debug` and `Display` of records with personal data; both, because Python and Swift print the one here and the other there.
macro_rules! shown {
    ($($type:ty: $it:ident => $text:expr;)*) => {$(
        impl core::fmt::Debug for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let $it = self;
                f.write_str(AsRef::<str>::as_ref(&$text))
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(self, f)
            }
        }
    )*};
}
pub(crate) use shown;
