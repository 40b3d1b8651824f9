//! ID numbers: 公民身份号码 (GB 11643-1999) and the documents that share its scheme.

use alloc::string::String;
use core::fmt;

use super::name::is_zero_width;
use crate::error::{Error, ErrorCode, Result};
use crate::time::{Date, UnixMs};

const LENGTH: usize = 18;
/// GB 11643's own example was born in 1880; no living person before 1800.
const FIRST_YEAR: i32 = 1800;

/// What kind of document an 18-digit number names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    /// Resident identity card (居民身份证).
    Mainland,
    /// Residence permit for Hong Kong, Macao and Taiwan residents (港澳台居民居住证): begins with 81, 82 or 83.
    HmtResident,
    /// Foreign permanent resident's card of the 2023 edition (外国人永久居留身份证): begins with 9.
    ForeignPermanent,
}

/// What to do with a number by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdRoute {
    /// Submit it to the authority.
    Submit,
    /// Collect documents: the authority verifies mainland numbers only (Q161, Q172, Q185).
    Manual,
}

/// A number that passed.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidIdNumber {
    /// 18 ASCII characters, `X` upper case: this is what is sent.
    pub id_number: String,
    /// The kind.
    pub kind: IdKind,
    /// The birth date inside.
    pub birth: Date,
    /// The route.
    pub route: IdRoute,
}

// The number and the birth date are personal data.
impl fmt::Debug for ValidIdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValidIdNumber")
            .field("kind", &self.kind)
            .field("route", &self.route)
            .finish_non_exhaustive()
    }
}

/// Normalises an ID number as typed and checks it the way the authority does (errcode 2001), but no more: there is no
/// table of counties and no limit of age, because abolished codes live on in old numbers and the official test persons
/// were born in 1901.
///
/// Full-width characters become ASCII, `x` becomes `X`, blanks (ASCII, tab, U+3000) and zero-width characters go. `unix`
/// (milliseconds) gives the day, in UTC+8, after which nobody can have been born.
///
/// # Errors
/// `invalid_id_number` with the first reason that applies: `legacy_15` (a first-generation number of 15 digits, no longer
/// valid), `length`, `characters`, `birth_date` (no such day, before 1800, after today), `check_digit`. `bad_time` when
/// the number is well-formed but `unix` is negative or past the year 9999.
///
/// ```
/// use shiming_core::identity::{IdKind, validate_id_number};
///
/// // An official test person (测试系统说明 V1.2).
/// let valid = validate_id_number("11000019010101001x", 1_700_000_000_000)?;
/// assert_eq!(valid.id_number, "11000019010101001X");
/// assert_eq!(valid.kind, IdKind::Mainland);
/// assert_eq!(valid.birth.text(), "1901-01-01");
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn validate_id_number(id_number: &str, unix: UnixMs) -> Result<ValidIdNumber> {
    let today = if unix < 0 { None } else { Date::of(unix) };
    let valid = check_number(id_number, today)?;
    if today.is_none() {
        return Err(Error::new(
            ErrorCode::BadTime,
            "the time is negative or past the year 9999: pass Unix time in milliseconds, and check the clock",
        )
        .with_field("unix"));
    }
    Ok(valid)
}

/// The same without a check against the future where there is no `today`.
pub(crate) fn check_number(id_number: &str, today: Option<Date>) -> Result<ValidIdNumber> {
    let number = normalize(id_number);
    let count = number.chars().count();
    if count == 15 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid(
            "legacy_15",
            "numbers of 15 digits are no longer valid: ask for the 18-digit number",
        ));
    }
    if count != LENGTH {
        return Err(invalid("length", "an ID number has 18 characters: ask the player to enter it again"));
    }
    let digits = digits(&number).ok_or_else(|| {
        invalid("characters", "an ID number is 17 digits and a digit or X: ask the player to enter it again")
    })?;
    let birth =
        birth(&digits).filter(|birth| today.is_none_or(|today| *birth <= today)).ok_or_else(|| {
            invalid(
                "birth_date",
                "digits 7 to 14 are no possible birth date: ask the player to enter the number again",
            )
        })?;
    if !check_digit_holds(&digits) {
        return Err(invalid(
            "check_digit",
            "the last character does not fit the others: ask the player to compare",
        ));
    }
    let kind = match digits {
        [8, 1..=3, ..] => IdKind::HmtResident,
        [9, ..] => IdKind::ForeignPermanent,
        _ => IdKind::Mainland,
    };
    let route = if kind == IdKind::Mainland { IdRoute::Submit } else { IdRoute::Manual };
    Ok(ValidIdNumber { id_number: number, kind, birth, route })
}

fn invalid(reason: &'static str, detail: &str) -> Error {
    Error::new(ErrorCode::InvalidIdNumber, detail).with_reason(reason).with_field("id_number")
}

/// The number as it would be sent. Stops one character past the length: nothing that follows can make it fit again.
pub(super) fn normalize(raw: &str) -> String {
    if raw.len() <= LENGTH && raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X') {
        return raw.into();
    }
    let seen = raw.chars().filter(|c| !matches!(c, ' ' | '\t' | '\u{3000}') && !is_zero_width(*c));
    let mut number = String::with_capacity(raw.len().min(4 * LENGTH + 4));
    number.extend(seen.map(to_ascii).map(|c| if c == 'x' { 'X' } else { c }).take(LENGTH + 1));
    number
}

/// Full-width forms (U+FF01 to FF5E) as the ASCII they stand for.
pub(super) fn to_ascii(c: char) -> char {
    match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The 18 values, `X` as ten.
fn digits(number: &str) -> Option<[u8; LENGTH]> {
    let mut values = [0; LENGTH];
    for (place, (value, byte)) in values.iter_mut().zip(number.bytes()).enumerate() {
        *value = match byte {
            b'0'..=b'9' => byte - b'0',
            b'X' if place == LENGTH - 1 => 10,
            _ => return None,
        };
    }
    Some(values)
}

fn birth(digits: &[u8; LENGTH]) -> Option<Date> {
    let [_, _, _, _, _, _, y1, y2, y3, y4, m1, m2, d1, d2, ..] = digits.map(i32::from);
    let date = Date::new(y1 * 1000 + y2 * 100 + y3 * 10 + y4, m1 * 10 + m2, d1 * 10 + d2)?;
    (date.year >= FIRST_YEAR).then_some(date)
}

/// MOD 11-2 of ISO 7064: the weighted sum of all 18 leaves 1.
fn check_digit_holds(digits: &[u8; LENGTH]) -> bool {
    const WEIGHTS: [u32; LENGTH] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum::<u32>() % 11 == 1
}
