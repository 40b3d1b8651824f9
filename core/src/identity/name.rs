//! Names, as they stand on an identity document.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::han::{is_common_han, is_han};
use crate::error::{Error, ErrorCode, Result};

/// The interface's limit (V1.9 §一), counted in characters.
const MAX_CHARACTERS: usize = 32;
/// The dot between the parts of a minority name, U+00B7.
const DOT: char = '·';

/// Something a person should look at; never a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWarning {
    /// A private-use character: a rare character in a vendor's own mapping, which the authority may not know.
    PrivateUse,
    /// Latin letters, as naturalised persons may have them.
    Latin,
    /// One character only.
    SingleCharacter,
}

/// A name that passed.
#[derive(Clone, PartialEq, Eq)]
pub struct ValidName {
    /// Normalised: this is what is sent.
    pub name: String,
    /// In this order: private use, Latin, single character.
    pub warnings: Vec<NameWarning>,
}

// A name is personal data.
impl fmt::Debug for ValidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValidName").field("warnings", &self.warnings).finish_non_exhaustive()
    }
}

/// Normalises a name as typed and checks what the authority would refuse (errcode 2005).
///
/// 1. Zero-width characters (U+200B to 200D, 2060, FEFF) and variation selectors are dropped.
/// 2. The look-alikes • ‧ ∙ ⋅ ・ ･ ． become the dot · (U+00B7) of minority names.
/// 3. Blanks (ASCII and U+3000) stay only between two ASCII letters, as one ASCII blank.
///
/// There is no Unicode normalisation: it would rewrite compatibility ideographs that the register holds. What is left
/// must be 1 to 32 characters (Unicode scalar values, V1.9 §一): Han (by Unicode script, all extensions), private use
/// (with a warning), ASCII letters, and · between two of these.
///
/// # Errors
/// `invalid_name` with reason `empty`, `too_long` (checked before the characters) or `characters`.
///
/// ```
/// use shiming_core::identity::validate_name;
///
/// assert_eq!(validate_name(" 阿里木・买买提 ")?.name, "阿里木·买买提");
/// assert_eq!(validate_name("王1").unwrap_err().reason, Some("characters"));
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn validate_name(name: &str) -> Result<ValidName> {
    if is_plain(name) {
        return Ok(ValidName { name: name.into(), warnings: Vec::new() });
    }
    let name = normalize(name);
    let count = name.chars().count();
    if count == 0 {
        return Err(invalid("empty", "the name is empty: ask the player for the name on the document"));
    }
    if count > MAX_CHARACTERS {
        return Err(invalid(
            "too_long",
            "the name has more than 32 characters: ask the player to enter it again",
        ));
    }
    if !well_formed(&name) {
        return Err(invalid(
            "characters",
            "a name is made of Chinese characters, ASCII letters and the dot U+00B7 between two of them: ask the \
             player to enter it as on the document",
        ));
    }
    let mut warnings = Vec::new();
    let mut warn = |warning, found| {
        if found {
            warnings.push(warning);
        }
    };
    warn(NameWarning::PrivateUse, name.chars().any(is_private_use));
    warn(NameWarning::Latin, name.chars().any(|c| c.is_ascii_alphabetic()));
    warn(NameWarning::SingleCharacter, count == 1);
    Ok(ValidName { name, warnings })
}

/// Nearly every name: 2 to 32 characters of the first block, with nothing to normalise and nothing to warn of.
fn is_plain(name: &str) -> bool {
    name.len() <= 3 * MAX_CHARACTERS && name.len() > 3 && name.chars().all(is_common_han)
}

fn invalid(reason: &'static str, detail: &str) -> Error {
    Error::new(ErrorCode::InvalidName, detail).with_reason(reason).with_field("name")
}

/// Steps 1 to 3. Stops one character past the limit: nothing that follows can shorten the name again.
fn normalize(raw: &str) -> String {
    let mut name = String::with_capacity(raw.len().min(4 * MAX_CHARACTERS + 4));
    let mut count = 0;
    let mut last = None;
    let mut blank = false;
    for c in raw.chars().filter(|c| !is_invisible(*c)).map(fold_dot) {
        if c == ' ' || c == '\u{3000}' {
            blank = true;
            continue;
        }
        if blank && c.is_ascii_alphabetic() && last.is_some_and(|last: char| last.is_ascii_alphabetic()) {
            name.push(' ');
            count += 1;
        }
        name.push(c);
        count += 1;
        if count > MAX_CHARACTERS {
            break;
        }
        last = Some(c);
        blank = false;
    }
    name
}

fn well_formed(name: &str) -> bool {
    let mut before = None;
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let fits = match c {
            DOT => before.is_some_and(is_letter) && rest.peek().copied().is_some_and(is_letter),
            // Only a blank between two ASCII letters survived.
            ' ' => true,
            _ => is_letter(c),
        };
        if !fits {
            return false;
        }
        before = Some(c);
    }
    true
}

fn is_letter(c: char) -> bool {
    is_han(c) || c.is_ascii_alphabetic() || is_private_use(c)
}

fn is_private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

fn is_invisible(c: char) -> bool {
    is_zero_width(c) || is_variation_selector(c)
}

/// The zero-width characters that copying from a web page or a chat leaves behind.
pub(super) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Unicode's property Variation_Selector.
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn fold_dot(c: char) -> char {
    match c {
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '．' => DOT,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_input_is_not_copied() {
        let long = "王".repeat(1_000_000);
        assert!(normalize(&long).len() < 200);
    }
}
