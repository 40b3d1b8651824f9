//! What may be shown of a person or a secret.

use alloc::{string::String, vec, vec::Vec};

use super::id_number::{normalize, to_ascii};
use crate::error::{Error, ErrorCode, Result};

/// A log line, not a file.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedactKind {
    /// A name.
    Name,
    /// An ID number.
    IdNumber,
    /// A pi.
    Pi,
    /// A secret key.
    SecretKey,
    /// Free text that may hold an ID number, a pi or a key. Names in it cannot be recognised.
    Text,
}

/// A form of `value` that may be logged or shown to support staff. Enough stays to compare two records by eye, never
/// enough to name the person; a birth date never stays, neither that of an ID number nor that in front of a pi.
///
/// | kind | shown |
/// |---|---|
/// | name | the first character and `**`, whatever the length; `**` for a single character and for what is no name |
/// | ID number | the first three and the last two of 18 characters; `******` for anything else |
/// | pi | `****` and the last four of at least 20 visible ASCII characters; `****` for anything else |
/// | secret key | `<secretKey>` |
/// | text | the text, with `***` for every run that may be a key (32 hex digits or more), an ID number (15 digits or more, also in full width, with an `X` behind) or a pi (38 of `[0-9a-z]` or more) |
///
/// # Errors
/// `invalid_parameter`: a text of more than 1 MiB.
pub fn redact(kind: RedactKind, value: &str) -> Result<String> {
    Ok(match kind {
        RedactKind::Name => name(value),
        RedactKind::IdNumber => id_number(value),
        RedactKind::Pi => pi(value),
        RedactKind::SecretKey => "<secretKey>".into(),
        RedactKind::Text if value.len() > MAX_TEXT_BYTES => {
            return Err(Error::new(
                ErrorCode::InvalidParameter,
                "a text has at most 1 MiB: redact it line by line",
            )
            .with_field("value"));
        }
        RedactKind::Text => text(value),
    })
}

fn name(value: &str) -> String {
    let mut shown = String::new();
    if let Ok(valid) = super::validate_name(value)
        && valid.name.chars().count() > 1
    {
        shown.extend(valid.name.chars().next());
    }
    shown + "**"
}

fn id_number(value: &str) -> String {
    let number = normalize(value);
    let digits = number.strip_suffix('X').unwrap_or(&number);
    let well_formed = number.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !well_formed {
        return "******".into();
    }
    let (start, end) = (number.get(..3), number.get(16..));
    [start.unwrap_or_default(), "*************", end.unwrap_or_default()].concat()
}

fn pi(value: &str) -> String {
    let mut shown = String::from("****");
    if value.len() >= 20 && value.bytes().all(|byte| byte.is_ascii_graphic()) {
        shown.push_str(value.get(value.len().saturating_sub(4)..).unwrap_or_default());
    }
    shown
}

fn text(value: &str) -> String {
    let folded: Vec<char> = value.chars().map(to_ascii).collect();
    let mut hidden = vec![false; folded.len()];
    hide_runs(&folded, &mut hidden, 32, |c| c.is_ascii_hexdigit());
    hide_runs(&folded, &mut hidden, 15, |c| c.is_ascii_digit());
    hide_runs(&folded, &mut hidden, 38, |c| c.is_ascii_digit() || c.is_ascii_lowercase());
    let mut shown = String::with_capacity(value.len());
    let mut before = (false, ' ');
    for (c, (folded, hidden)) in value.chars().zip(folded.iter().zip(hidden)) {
        // The check character of an ID number.
        let hidden = hidden || (before.0 && before.1.is_ascii_digit() && matches!(folded, 'X' | 'x'));
        match (before.0, hidden) {
            (_, false) => shown.push(c),
            (false, true) => shown.push_str("***"),
            (true, true) => {}
        }
        before = (hidden, *folded);
    }
    shown
}

/// Marks every maximal run of at least `least` characters of one kind.
fn hide_runs(folded: &[char], hidden: &mut [bool], least: usize, kind: fn(char) -> bool) {
    let mut rest = hidden;
    for run in folded.chunk_by(|a, b| kind(*a) == kind(*b)) {
        let (marks, after) = rest.split_at_mut(run.len());
        if run.len() >= least && run.first().is_some_and(|c| kind(*c)) {
            marks.fill(true);
        }
        rest = after;
    }
}
