//! What may be shown of a person or a secret.
use crate::error::Result;
use alloc::string::String;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedactKind {
    /** A name. */
    Name,
    /** An ID number. */
    IdNumber,
    /** A pi. */
    Pi,
    /** A key. */
    SecretKey,
    /** Free text that may hold any of them. */
    Text,
}
/// A form that is safe to log.
pub fn redact(kind: RedactKind, value: &str) -> Result<String> {
    let _ = (kind, value);
    unimplemented!()
}
