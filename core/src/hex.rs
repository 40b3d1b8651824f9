//! Lower-case hex, the only spelling this protocol sends.

use alloc::string::String;

/// `bytes` as lower-case hex.
pub(crate) fn lower<const N: usize>(bytes: &[u8; N]) -> String {
    let pairs = bytes.map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    // Digits are UTF-8: the default is never taken.
    String::from_utf8(pairs.as_flattened().into()).unwrap_or_default()
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

fn digit(nibble: u8) -> u8 {
    // Without a branch: a signature is 64 of these. 39 lies between '9' + 1 and 'a'.
    b'0' + nibble + u8::from(nibble > 9) * 39
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
