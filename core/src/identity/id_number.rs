//! ID numbers (GB 11643).
use crate::error::Result;
use crate::time::{Date, UnixMs};
use alloc::string::String;

/// What kind of document an 18-digit number names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    /** Resident identity card. */
    Mainland,
    /** 港澳台居民居住证, 81/82/83. */
    HmtResident,
    /** 外国人永久居留身份证, 9. */
    ForeignPermanent,
}
/// What to do with it by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdRoute {
    /** Submit to the authority. */
    Submit,
    /** Collect documents (Q161). */
    Manual,
}
/// A number that passed.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidIdNumber {
    /** 18 characters, `X` upper case. */
    pub id_number: String,
    /** The kind. */
    pub kind: IdKind,
    /** The birth date inside. */
    pub birth: Date,
    /** The route. */
    pub route: IdRoute,
}
/// See conformance.md.
pub fn validate_id_number(id_number: &str, unix: UnixMs) -> Result<ValidIdNumber> {
    let _ = (id_number, unix);
    unimplemented!()
}
