//! Which way of signing produced a captured callback.

use alloc::{string::String, vec::Vec};

use super::canonical::{borrowed, join, pairs};
use super::message::Message;
use super::sign::{signature_of, verify_source};
use super::{OmniArrayMode, OmniProfile};
use crate::credential::OmniKey;
use crate::error::Result;
use crate::url::percent_encode;

/// How the source string was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniVariant {
    /// As published for XGSDK: what this library does. Set `array_mode` to what matched, and it will verify.
    Standard,
    /// Empty values take part. A profile cannot express this: tell us.
    EmptyKept,
    /// Only the documented members take part. A profile cannot express this: tell us.
    KnownMembers,
    /// Values are percent-encoded before they are signed. A profile cannot express this: tell us.
    PercentEncoded,
}

impl OmniVariant {
    /// All, in the order in which they are tried.
    pub const ALL: [Self; 4] = [Self::Standard, Self::EmptyKept, Self::KnownMembers, Self::PercentEncoded];

    /// The stable name, snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::EmptyKept => "empty_kept",
            Self::KnownMembers => "known_members",
            Self::PercentEncoded => "percent_encoded",
        }
    }
}

/// One way that gives the signature of the captured message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OmniMatch {
    /// How arrays entered.
    pub array_mode: OmniArrayMode,
    /// How the rest was made.
    pub variant: OmniVariant,
    /// The signature has upper-case digits: it needs `accept_upper_hex`.
    pub upper_hex: bool,
}

/// Tries every array mode and a few other ways on one captured callback, whatever the profile says about them. For the day on
/// which an integration is set up: a match is a finding, never a verification.
///
/// Capture a callback with two uids or more: with one uid, `comma` and `repeated` are the same string, and without an array every
/// mode is. The other ways are reported only where they differ from the standard one of the same mode. No match at all: the key
/// is another one, or the bytes are not those that were sent.
///
/// # Errors
/// `invalid_callback`: no JSON object, too long, a member twice, an object inside, an array of other than text.
///
/// ```
/// use shiming_core::credential::OmniKey;
/// use shiming_core::omnisdk::{OmniArrayMode, OmniProfile, omnisdk_diagnose_signature};
///
/// let profile = OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032"}"#)?;
/// let body = br#"{"type":"anti-addiction-game-expired","uids":["jinshan__001","jinshan__002","jinshan__003"],
///     "ts":"20191128160125","sign":"47e55c402574660c56b7a1b77f99088a0587e460"}"#;
/// let matches = omnisdk_diagnose_signature(&profile, &OmniKey::new("654321")?, body)?;
/// assert_eq!(matches.len(), 1);
/// assert_eq!(matches[0].array_mode, OmniArrayMode::Comma);
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn omnisdk_diagnose_signature(
    profile: &OmniProfile,
    key: &OmniKey,
    body: &[u8],
) -> Result<Vec<OmniMatch>> {
    let message = Message::parse(body, profile.max_body_bytes)?;
    let Some(tag) = signature_of(&message, true) else { return Ok(Vec::new()) };
    let upper_hex = signature_of(&message, false).is_none();
    let mut found = Vec::new();
    for array_mode in OmniArrayMode::ALL {
        let pairs = pairs(&message, array_mode);
        let standard = source(&pairs, OmniVariant::Standard);
        for variant in OmniVariant::ALL {
            let source = source(&pairs, variant);
            let new = variant == OmniVariant::Standard || source != standard;
            if new && verify_source(key, &source, &tag) {
                found.push(OmniMatch { array_mode, variant, upper_hex });
            }
        }
    }
    Ok(found)
}

fn source(pairs: &[(String, String)], variant: OmniVariant) -> String {
    match variant {
        OmniVariant::Standard => join(borrowed(pairs)),
        OmniVariant::EmptyKept => {
            let items: Vec<String> =
                borrowed(pairs).map(|(name, value)| [name, "=", value].concat()).collect();
            items.join("&")
        }
        OmniVariant::KnownMembers => join(borrowed(pairs).filter(|(name, _)| {
            let name = name.split('[').next().unwrap_or_default();
            ["type", "uid", "uids", "platform", "ts"].contains(&name)
        })),
        OmniVariant::PercentEncoded => {
            let encoded: Vec<(&str, String)> = borrowed(pairs)
                .map(|(name, value)| {
                    let mut encoded = String::new();
                    percent_encode(&mut encoded, value);
                    (name, encoded)
                })
                .collect();
            join(encoded.iter().map(|(name, value)| (*name, value.as_str())))
        }
    }
}
