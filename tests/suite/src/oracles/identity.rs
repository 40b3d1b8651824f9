//! Names, numbers, ids, pi, and what may be shown of them.

use shiming_core::ErrorCode;
use shiming_core::identity::{
    IdKind, IdMode, IdRoute, NormalIdHow, PiShape, RedactKind, normalize_id, pi_birth_date, redact, unpad_id,
    validate_id_number, validate_name,
};
use shiming_core::time::Date;

use super::input::Input;
use super::marker::check_error;

const UNIX: i64 = 1_795_176_000_000;

/// The first byte chooses the function, the rest is its text.
pub fn identity(bytes: &[u8]) {
    let mut input = Input(bytes);
    let choice = input.below(6);
    let text = String::from_utf8_lossy(input.rest());
    match choice {
        0 => name(&text),
        1 => id_number(&text),
        2 => pi(&text),
        3 => normal_id(&text),
        4 => padded_id(&text),
        _ => shown(&text),
    }
}

fn name(text: &str) {
    let valid = match validate_name(text) {
        Ok(valid) => valid,
        Err(error) => {
            check_error(&error);
            assert_eq!(error.code, ErrorCode::InvalidName);
            return assert!(matches!(error.reason, Some("empty" | "too_long" | "characters")));
        }
    };
    assert_eq!(validate_name(&valid.name).as_ref(), Ok(&valid), "normalised twice");
    assert!((1..=32).contains(&valid.name.chars().count()), "{} characters", valid.name.chars().count());
    let shown = redact(RedactKind::Name, text).expect("any name");
    assert!(shown.ends_with("**") && shown.chars().count() <= 3, "{shown}");
    assert!(valid.name.starts_with(shown.trim_end_matches('*')), "{shown}");
    assert!(valid.name.chars().count() > 1 || shown == "**", "a single character is shown");
}

fn id_number(text: &str) {
    let shown = redact(RedactKind::IdNumber, text).expect("any number");
    let valid = match validate_id_number(text, UNIX) {
        Ok(valid) => valid,
        Err(error) => {
            check_error(&error);
            return assert_eq!(error.code, ErrorCode::InvalidIdNumber);
        }
    };
    let number = &valid.id_number;
    assert_eq!(validate_id_number(number, UNIX).as_ref(), Ok(&valid), "normalised twice");
    assert_eq!(number.len(), 18);
    assert_eq!(valid.birth.text().replace('-', ""), number[6..14], "the birth date is the number's");
    assert!(Some(valid.birth) <= Date::of(UNIX), "born in the future");
    // ISO 7064 MOD 11-2, by doubling instead of the standard's table of weights.
    let sum = number.chars().fold(0, |sum, c| (sum * 2 + c.to_digit(10).unwrap_or(10)) % 11);
    assert_eq!(sum, 1, "the check digit does not hold");
    let kind = match &number[..2] {
        "81" | "82" | "83" => IdKind::HmtResident,
        area if area.starts_with('9') => IdKind::ForeignPermanent,
        _ => IdKind::Mainland,
    };
    assert_eq!((valid.kind, valid.route == IdRoute::Submit), (kind, kind == IdKind::Mainland));
    assert_eq!(shown, format!("{}*************{}", &number[..3], &number[16..]));
}

fn pi(text: &str) {
    let shown = redact(RedactKind::Pi, text).expect("any pi");
    assert!(shown.starts_with("****") && shown.len() <= 8, "{shown}");
    assert!(text.len() >= 20 || shown == "****", "too much of a short text is shown");
    assert_eq!(redact(RedactKind::SecretKey, text).as_deref(), Ok("<secretKey>"));
    let read = match pi_birth_date(text) {
        Ok(read) => read,
        Err(error) => {
            check_error(&error);
            return assert!(text.is_empty());
        }
    };
    let prefix = text.bytes().take(6).all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'p'));
    let code = text.bytes().skip(6).all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z'));
    assert_eq!(read.shape == PiShape::Standard, text.len() == 38 && prefix && code);
    if let Some(birth) = read.birth {
        let mut number = birth.year * 10_000 + birth.month * 100 + birth.day;
        let mut digits = Vec::new();
        for _ in 0..6 {
            digits
                .insert(0, char::from(b"0123456789abcdefghijklmnop"[usize::try_from(number % 26).unwrap()]));
            number /= 26;
        }
        assert_eq!(digits.iter().collect::<String>(), text[..6], "not the date that the pi begins with");
    }
}

fn normal_id(text: &str) {
    for mode in [IdMode::Hash, IdMode::Pad, IdMode::AlwaysHash] {
        let normal = match normalize_id(text, mode) {
            Ok(normal) => normal,
            Err(error) => {
                check_error(&error);
                assert!(text.is_empty() || text.len() > 4_096);
                continue;
            }
        };
        assert!(normal.id.len() == 32 && normal.id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        match normal.how {
            NormalIdHow::Unchanged => assert_eq!(normal.id, text),
            NormalIdHow::Padded => assert_eq!(unpad_id(&normal.id).as_deref(), Ok(text)),
            NormalIdHow::Hashed => assert_ne!(normal.id, text),
        }
        assert!(mode != IdMode::AlwaysHash || normal.how == NormalIdHow::Hashed);
        let again = normalize_id(&normal.id, IdMode::Hash).expect("32 characters");
        assert_eq!(again.id, normal.id, "an id of 32 characters is changed");
    }
}

fn padded_id(text: &str) {
    match unpad_id(text) {
        Ok(raw) => assert_eq!(normalize_id(&raw, IdMode::Pad).map(|normal| normal.id).as_deref(), Ok(text)),
        Err(error) => check_error(&error),
    }
}

fn shown(text: &str) {
    let shown = redact(RedactKind::Text, text).expect("short");
    assert_eq!(redact(RedactKind::Text, &shown).as_ref(), Ok(&shown), "redacted twice");
    let longest = |kind: fn(char) -> bool| {
        let runs = shown.split(|c| !kind(ascii(c))).map(|run| run.chars().count());
        runs.max().unwrap_or(0)
    };
    assert!(longest(|c| c.is_ascii_digit()) < 15, "a number is shown");
    assert!(longest(|c| c.is_ascii_hexdigit()) < 32, "a key is shown");
    assert!(longest(|c| c.is_ascii_digit() || c.is_ascii_lowercase()) < 38, "a pi is shown");
    let mut rest = text.chars();
    let mut parts = shown.split("***").flat_map(str::chars);
    assert!(parts.all(|c| rest.any(|given| given == c)), "shows what was not there");
}

/// Full-width forms as what they stand for.
fn ascii(c: char) -> char {
    match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
