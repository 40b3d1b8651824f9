//! Which characters are Han. A table of the one script that names need, where a table of all scripts would be a tenth of the
//! WebAssembly file; a test compares it with that of the crate unicode-script, character by character.

/// The characters whose script is Han in Unicode 18.0, as first and last; in order.
const HAN: [(char, char); 21] = [
    ('\u{2e80}', '\u{2e99}'),
    ('\u{2e9b}', '\u{2ef3}'),
    ('\u{2f00}', '\u{2fd5}'),
    ('\u{3005}', '\u{3005}'),
    ('\u{3007}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3038}', '\u{303b}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{f900}', '\u{fa6d}'),
    ('\u{fa70}', '\u{fad9}'),
    ('\u{16fe2}', '\u{16fe3}'),
    ('\u{16ff0}', '\u{16ff6}'),
    ('\u{20000}', '\u{2a6df}'),
    ('\u{2a700}', '\u{2b81e}'),
    ('\u{2b820}', '\u{2cead}'),
    ('\u{2ceb0}', '\u{2ebe0}'),
    ('\u{2ebf0}', '\u{2ee5d}'),
    ('\u{2f800}', '\u{2fa1d}'),
    ('\u{30000}', '\u{3134a}'),
    ('\u{31350}', '\u{33479}'),
];

pub(super) fn is_han(c: char) -> bool {
    is_common_han(c) || HAN.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// The first block: no search in the table for these.
pub(super) fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use unicode_script::{Script, UNICODE_VERSION, UnicodeScript};

    use super::*;

    #[test]
    fn the_table_is_that_of_unicode() {
        assert_eq!(UNICODE_VERSION, (18, 0, 0), "compare the table's version");
        for c in '\0'..=char::MAX {
            assert_eq!(is_han(c), c.script() == Script::Han, "U+{:04X}", u32::from(c));
        }
    }
}
