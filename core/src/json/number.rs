//! Numbers by their digits: no answer of ours needs floating point.

use alloc::string::String;

/// The power of ten, at least, of what 64-bit floats cannot hold, and the digits that it begins with.
const MOST: i64 = 309;
const MOST_DIGITS: &str = "17976931348623158";

/// An integer of 64 bits. `-0` is none: it is a float.
pub(super) fn integer(lexeme: &str) -> Option<i64> {
    if lexeme == "-0" { None } else { lexeme.parse().ok() }
}

/// A number that is no integer of 64 bits, in the one spelling that it has as a 64-bit float; digits that a float would not keep are kept.
/// None: it is too large for one, and then it is no number to most readers.
pub(super) fn canonical(lexeme: &str) -> Option<String> {
    if is_natural(lexeme) {
        return Some(lexeme.into());
    }
    let (mut digits, mut sign) = (String::new(), "");
    // The number is 0.d1d2d3... times ten to this power.
    let (mut point, mut power) = (0_i64, 0_i64);
    let (mut in_fraction, mut in_power, mut shrinks) = (false, false, false);
    for byte in lexeme.bytes() {
        match byte {
            b'-' if in_power => shrinks = true,
            b'-' => sign = "-",
            b'.' => in_fraction = true,
            b'e' | b'E' => in_power = true,
            b'+' => {}
            _ if in_power => power = power.saturating_mul(10).saturating_add(i64::from(byte & 0x0f)),
            b'0' if digits.is_empty() => point -= i64::from(in_fraction),
            _ => {
                digits.push(char::from(byte));
                point += i64::from(!in_fraction);
            }
        }
    }
    while digits.ends_with('0') {
        digits.pop();
    }
    if digits.is_empty() {
        return Some([sign, "0.0"].concat());
    }
    point = if shrinks { point.saturating_sub(power) } else { point.saturating_add(power) };
    if point > MOST || point == MOST && digits.as_str() >= MOST_DIGITS {
        return None;
    }
    Some([sign, &spelled(digits, point)].concat())
}

/// An integer from 0 up that 64 bits hold without a sign.
pub(super) fn is_natural(lexeme: &str) -> bool {
    lexeme.parse::<u64>().is_ok()
}

/// `0.digits` times ten to a power.
fn spelled(mut digits: String, point: i64) -> String {
    let (whole, zeros) = match usize::try_from(point) {
        Ok(whole @ 1..=16) => (whole, 0),
        _ if (-4..=0).contains(&point) => (0, point.unsigned_abs()),
        _ => (1, 0),
    };
    while digits.len() < whole {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at_checked(whole).unwrap_or_default();
    let mut out = String::from(if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() || (1..=16).contains(&point) {
        out.push('.');
    }
    for _ in 0..zeros {
        out.push('0');
    }
    out.push_str(if fraction.is_empty() && (1..=16).contains(&point) { "0" } else { fraction });
    if !(-4..=16).contains(&point) {
        out.push_str(if point > 0 { "e+" } else { "e" });
        out.push_str(itoa::Buffer::new().format(point.saturating_sub(1)));
    }
    out
}
