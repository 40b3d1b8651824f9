//! Numbers by their digits: no answer of ours needs floating point.

use alloc::string::{String, ToString};

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
    let (sign, number) = lexeme.strip_prefix('-').map_or(("", lexeme), |number| ("-", number));
    let (mantissa, power) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = String::with_capacity(mantissa.len());
    digits.push_str(whole);
    digits.push_str(fraction);
    let significant = digits.trim_start_matches('0');
    // 0.d1d2d3... times ten to this power.
    let zeros = length(&digits).saturating_sub(length(significant));
    let digits = significant.trim_end_matches('0');
    // Powers beyond 64 bits are beyond everything.
    let huge = if power.starts_with('-') { i64::MIN } else { i64::MAX };
    let power: i64 = power.parse().unwrap_or(huge);
    let point = power.saturating_add(length(whole)).saturating_sub(zeros);
    if digits.is_empty() {
        return Some([sign, "0.0"].concat());
    }
    if point > MOST || point == MOST && digits >= MOST_DIGITS {
        return None;
    }
    Some([sign, &spelled(digits, point)].concat())
}

/// An integer from 0 up that 64 bits hold without a sign.
pub(super) fn is_natural(lexeme: &str) -> bool {
    lexeme.parse::<u64>().is_ok()
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// `0.digits` times ten to a power.
fn spelled(digits: &str, point: i64) -> String {
    let mut out = String::new();
    match point {
        1..=16 => {
            for at in 0..point.max(length(digits)) {
                if at == point {
                    out.push('.');
                }
                out.push_str(usize::try_from(at).ok().and_then(|at| digits.get(at..=at)).unwrap_or("0"));
            }
            if length(digits) <= point {
                out.push_str(".0");
            }
        }
        -4..=0 => {
            out.push_str("0.");
            for _ in point..0 {
                out.push('0');
            }
            out.push_str(digits);
        }
        _ => {
            let (first, more) = digits.split_at_checked(1).unwrap_or((digits, ""));
            out.push_str(first);
            if !more.is_empty() {
                out.push('.');
                out.push_str(more);
            }
            out.push_str(if point > 0 { "e+" } else { "e" });
            out.push_str(&point.saturating_sub(1).to_string());
        }
    }
    out
}
