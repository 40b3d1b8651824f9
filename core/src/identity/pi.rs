//! pi: the authority's identifier of a natural person. Its first six characters are the birth date in base 26.
use crate::error::Result;
use crate::time::Date;

/// Whether a pi looks as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PiShape {
    /** `^[0-9a-p]{6}[0-9a-z]{32}$`. */
    Standard,
    /** Anything else. */
    Other,
}
/// What a pi says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PiBirth {
    /** The birth date, where the prefix decodes. */
    pub birth: Option<Date>,
    /** The shape. */
    pub shape: PiShape,
}
/// See conformance.md.
pub fn pi_birth_date(pi: &str) -> Result<PiBirth> {
    let _ = pi;
    unimplemented!()
}
