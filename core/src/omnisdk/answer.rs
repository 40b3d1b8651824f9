//! What OmniSDK answered to playgame or exitgame.

use alloc::string::String;
use core::fmt;

use super::message::{members, text};

/// The longest answer that is read.
const MAX_BYTES: usize = 1 << 20;
const MAX_CODE: usize = 32;
const MAX_MSG_CHARACTERS: usize = 200;

/// Whether a call was counted. There is no "deny login" here, and none may be made of it: the vendor's document forbids it.
#[derive(Clone, PartialEq, Eq)]
pub enum OmniAnswer {
    /// Code 0.
    Accepted,
    /// Another code.
    Rejected {
        /// As it came, number or text, at most 32 visible ASCII characters.
        code: String,
        /// `msg`, or `reason` where there is no `msg`: at most 200 characters, without control characters.
        msg: String,
        /// What to do about it.
        class: OmniClass,
    },
    /// Nothing to rely on: it may have been counted or not. Send again, built anew.
    Malformed,
}

// Nobody vouches for the vendor's free text.
impl fmt::Debug for OmniAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => f.write_str("Accepted"),
            Self::Rejected { code, class, .. } => {
                f.debug_struct("Rejected").field("code", code).field("class", class).finish_non_exhaustive()
            }
            Self::Malformed => f.write_str("Malformed"),
        }
    }
}

/// What a code asks for. The vendor's tables for these two calls are **not published**; this is XGSDK's table of 2015, of which
/// OmniSDK still uses -1 elsewhere. A code that it does not list is unknown, not an error of this library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniClass {
    /// -1 bad signature, -98 parameters suspected of tampering: check key and clock; sending again does not help.
    Signature,
    /// -2 app, -3 channel, -4 zone, -7 channel of another app, -8 plan unknown: check the profile.
    Config,
    /// 1 send again, -99 internal error: later, built anew.
    Retryable,
    /// Any other.
    Unknown,
}

impl OmniClass {
    /// The stable name, snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Config => "config",
            Self::Retryable => "retryable",
            Self::Unknown => "unknown",
        }
    }

    fn of(code: &str) -> Self {
        match code {
            "-1" | "-98" => Self::Signature,
            "-2" | "-3" | "-4" | "-7" | "-8" => Self::Config,
            "1" | "-99" => Self::Retryable,
            _ => Self::Unknown,
        }
    }
}

/// Reads the answer to playgame or exitgame: any bytes, without ever failing.
///
/// `status` is the HTTP status. With another one than 200 only a code other than 0 counts, because it explains; success is not
/// believed. `code` may be text, as documented, or a number. Up to 1 MiB is read; a repeated `code` is malformed, other members
/// are skipped.
///
/// ```
/// use shiming_core::omnisdk::{OmniAnswer, OmniClass, omnisdk_parse_response};
///
/// assert_eq!(omnisdk_parse_response(200, br#"{"code":"0","msg":"success"}"#), OmniAnswer::Accepted);
/// let rejected = omnisdk_parse_response(200, br#"{"code":-1,"reason":"sign error"}"#);
/// assert!(matches!(rejected, OmniAnswer::Rejected { class: OmniClass::Signature, .. }));
/// assert_eq!(omnisdk_parse_response(502, b"<html>"), OmniAnswer::Malformed);
/// ```
pub fn omnisdk_parse_response(status: i32, body: &[u8]) -> OmniAnswer {
    read(status, body).unwrap_or(OmniAnswer::Malformed)
}

fn read(status: i32, body: &[u8]) -> Option<OmniAnswer> {
    let members = (body.len() <= MAX_BYTES).then(|| members(body)).flatten()?;
    let find = |name: &'static str| members.iter().filter(move |(key, _)| key == name).map(|(_, raw)| *raw);
    let mut codes = find("code");
    let (Some(code), None) = (codes.next(), codes.next()) else { return None };
    let code = code_of(code)?;
    if code == "0" {
        return (status == 200).then_some(OmniAnswer::Accepted);
    }
    let msg = find("msg").chain(find("reason")).find_map(text).unwrap_or_default();
    let msg = msg.chars().filter(|c| !c.is_control()).take(MAX_MSG_CHARACTERS).collect();
    let class = OmniClass::of(&code);
    Some(OmniAnswer::Rejected { code, msg, class })
}

/// Text or an integer.
fn code_of(raw: &str) -> Option<String> {
    let number = || raw.parse::<i64>().ok().map(|_| raw.into());
    let code: String = text(raw).or_else(number)?;
    let fits = (1..=MAX_CODE).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(code)
}
