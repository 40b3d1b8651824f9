//! pi: the authority's identifier of a natural person (V1.9 §六).

use core::fmt;

use crate::error::{Error, ErrorCode, Result};
use crate::scan;
use crate::time::Date;

/// Whether a pi looks as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PiShape {
    /// `^[0-9a-p]{6}[0-9a-z]{32}$`.
    Standard,
    /// Anything else, as the specification's own placeholder `test-pi`. Never a reason to refuse it.
    Other,
}

/// What a pi says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PiBirth {
    /// The birth date, where the shape is standard and the prefix is a day.
    pub birth: Option<Date>,
    /// The shape.
    pub shape: PiShape,
}

// A birth date is personal data.
impl fmt::Debug for PiBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PiBirth").field("shape", &self.shape).finish_non_exhaustive()
    }
}

/// The birth date inside a pi: its first six characters are `yyyymmdd` as a number in base 26, with the digits 0-9 and
/// a-p (V1.9 §六, M41). A pi is therefore personal data; and the date is an inference to use where the ID number is not
/// at hand, not a promise of the authority.
///
/// # Errors
/// `invalid_pi` when it is empty.
pub fn pi_birth_date(pi: &str) -> Result<PiBirth> {
    if pi.is_empty() {
        return Err(Error::new(
            ErrorCode::InvalidPi,
            "the pi is empty: only a verified person has one (M38)",
        )
        .with_field("pi"));
    }
    Ok(match standard_prefix(pi.as_bytes()) {
        Some(prefix) => PiBirth { birth: decode(prefix), shape: PiShape::Standard },
        None => PiBirth { birth: None, shape: PiShape::Other },
    })
}

fn standard_prefix(pi: &[u8]) -> Option<&[u8; 6]> {
    let (prefix, code) = pi.split_first_chunk::<6>()?;
    let standard = code.len() == 32
        && prefix.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'p'))
        && code.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z'));
    standard.then_some(prefix)
}

fn decode(prefix: &[u8; 6]) -> Option<Date> {
    // 26^6 is below 2^31.
    let number = prefix.iter().fold(0, |number, byte| {
        let digit = if byte.is_ascii_digit() { byte - b'0' } else { byte - b'a' + 10 };
        number * 26 + i32::from(digit)
    });
    Date::new(number / 10_000, number / 100 % 100, number % 100)
}

/// What may travel as a pi: 1 to 64 visible ASCII characters. The published length is 38, but a pi of another shape is
/// kept as it came, because the authority may change it.
pub(crate) fn is_usable_pi(pi: &str) -> bool {
    (1..=64).contains(&pi.len())
        && !scan::any(pi.as_bytes(), |it| it.below(0x21) | it.are(0x7f) | it.beyond_ascii())
}
