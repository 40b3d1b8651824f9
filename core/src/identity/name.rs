//! Names.
use crate::error::Result;
use alloc::{string::String, vec::Vec};

/// Something a person should look at; never a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWarning {
    /** A private-use character. */
    PrivateUse,
    /** Latin letters. */
    Latin,
    /** One character only. */
    SingleCharacter,
}
/// A name that passed.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidName {
    /** Normalised. */
    pub name: String,
    /** In this order: private_use, latin, single_character. */
    pub warnings: Vec<NameWarning>,
}
/// See conformance.md.
pub fn validate_name(name: &str) -> Result<ValidName> {
    let _ = name;
    unimplemented!()
}
