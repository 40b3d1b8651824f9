//! Lower-case hex, the only spelling this protocol sends.

use alloc::string::String;

/// `bytes` as lower-case hex.
pub(crate) fn lower(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

/// The bytes that exactly `2 * N` hex digits of either case stand for.
pub(crate) fn decode<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let (pairs, rest) = text.as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = (value(*high)? << 4) | value(*low)?;
    }
    Some(bytes)
}

fn digit(nibble: u8) -> char {
    char::from(if nibble < 10 { b'0' + nibble } else { b'a' + (nibble - 10) })
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(lower(&[0x00, 0x09, 0xaf, 0xff]), "0009afff");
        assert_eq!(decode(b"0009AFff"), Some([0x00, 0x09, 0xaf, 0xff]));
    }

    #[test]
    fn only_digits_and_only_the_right_number() {
        assert_eq!(decode::<2>(b"00fg"), None);
        assert_eq!(decode::<2>(b"00f"), None);
        assert_eq!(decode::<2>(b"00ff0"), None);
        assert_eq!(decode::<2>(b"00ff00"), None);
        assert_eq!(decode::<2>(b""), None);
    }
}
