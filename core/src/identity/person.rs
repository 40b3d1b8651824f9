//! A name and an ID number together, wiped when dropped.
use alloc::string::String;
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::Result;
use crate::time::UnixMs;

/// Who a player claims to be: normalised name and number. Never printed, wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Person {
    name: String,
    id_number: String,
}

impl Person {
    /// Normalises and checks both; the name first.
    pub fn new(name: &str, id_number: &str, unix: UnixMs) -> Result<Self> {
        let name = super::validate_name(name)?.name;
        let id_number = super::validate_id_number(id_number, unix)?.id_number;
        Ok(Self { name, id_number })
    }

    /// The normalised name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The normalised ID number, 18 characters.
    pub fn id_number(&self) -> &str {
        &self.id_number
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(..)")
    }
}
