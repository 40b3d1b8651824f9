//! A name and an ID number together, wiped when dropped.

use alloc::string::String;
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::id_number::check_number;
use super::{validate_id_number, validate_name};
use crate::error::Result;
use crate::time::{Date, UnixMs};

/// Who a player claims to be: normalised name and number. Never printed, wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Person {
    name: String,
    id_number: String,
}

impl Person {
    /// Normalises and checks both; the name first.
    ///
    /// # Errors
    /// Those of [`validate_name`] and [`validate_id_number`].
    pub fn new(name: &str, id_number: &str, unix: UnixMs) -> Result<Self> {
        let name = validate_name(name)?.name;
        let id_number = validate_id_number(id_number, unix)?.id_number;
        Ok(Self { name, id_number })
    }

    /// The same, without a check against the future where there is no `today`.
    pub(crate) fn born_by(name: &str, id_number: &str, today: Option<Date>) -> Result<Self> {
        let name = validate_name(name)?.name;
        let id_number = check_number(id_number, today)?.id_number;
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
