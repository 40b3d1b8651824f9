//! What the authority itself refuses of a name (2005) and of an ID number (2001): a second implementation of the
//! published rules, on purpose not the core's.

use shiming_core::Date;

/// 18 characters by GB 11643: digits, a day that the calendar has and that is not in the future, a right check digit.
pub(crate) fn id_number_ok(id_number: &str, unix_ms: i64) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let bytes = id_number.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| {
        bytes[from..to].iter().fold(0i32, |number, byte| number * 10 + i32::from(byte - b'0'))
    };
    let Some(birth) = Date::new(number(6, 10), number(10, 12), number(12, 14)) else { return false };
    if birth.year < 1800 || Date::of(unix_ms).is_none_or(|today| birth > today) {
        return false;
    }
    let sum: u32 = WEIGHTS.iter().zip(bytes).map(|(weight, byte)| weight * u32::from(byte - b'0')).sum();
    bytes[17] == b"10X98765432"[(sum % 11) as usize]
}

/// 1 to 32 characters: Han, private use (rare characters travel so), ASCII letters, and · between two others.
pub(crate) fn name_ok(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    let ends_well = |at: usize| at > 0 && at + 1 < letters.len() && letters[at - 1] != '·';
    (1..=32).contains(&letters.len())
        && letters.iter().enumerate().all(|(at, letter)| match letter {
            '·' => ends_well(at),
            ' ' => {
                let latin = |at: usize| letters.get(at).is_some_and(char::is_ascii_alphabetic);
                at > 0 && latin(at - 1) && latin(at + 1)
            }
            other => other.is_ascii_alphabetic() || han(*other),
        })
}

fn han(letter: char) -> bool {
    // The last two of every plane are noncharacters, also inside the ranges below.
    let character = u32::from(letter) & 0xFFFE != 0xFFFE;
    character
        && matches!(letter,
        '\u{2E80}'..='\u{2FD5}' | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{E000}'..='\u{F8FF}'
        | '\u{16FF0}'..='\u{16FFF}' | '\u{20000}'..='\u{3FFFD}' | '\u{F0000}'..='\u{10FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_753_000_000_000;

    #[test]
    fn presets_pass_and_the_sample_of_the_specification_does_not() {
        for preset in super::super::presets::PRESETS {
            assert!(id_number_ok(preset.id_number, NOW) && name_ok(preset.name));
        }
        // The sample of V1.9 §四 has a wrong check digit.
        assert!(!id_number_ok("371321199012310912", NOW));
        assert!(id_number_ok("371321199012310916", NOW));
    }

    #[test]
    fn numbers_that_no_card_carries() {
        for wrong in [
            "",
            "11000019010101000",
            "1100001901010100011",
            "11000019010101001x",
            "110000190113010001",
            "11000019010101000１",
            "某",
        ] {
            assert!(!id_number_ok(wrong, NOW), "{wrong}");
        }
        // Born on 2025-07-20: that day is the first on which the number can exist.
        let born = Date::new(2025, 7, 20).map(Date::start).unwrap_or_default();
        let number = (0..11).map(|digit| format!("11000020250720001{}", b"10X98765432"[digit] as char));
        let valid = number.filter(|number| id_number_ok(number, born)).collect::<Vec<_>>();
        assert_eq!(valid.len(), 1);
        assert!(!id_number_ok(&valid[0], born - 1));
    }

    #[test]
    fn names() {
        for good in ["某一一", "阿卜杜·热合曼", "John Smith", "〇", "\u{E863}"] {
            assert!(name_ok(good), "{good}");
        }
        for wrong in ["", "·某", "某·", "某··某", "某 某", "某1", "某\u{200B}某", &"某".repeat(33)]
        {
            assert!(!name_ok(wrong), "{wrong}");
        }
    }
}
