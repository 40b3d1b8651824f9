//! `ai`, `di` and `si` hold at most 32 characters (Q94, M33, M51): longer ids are hashed, shorter ones padded.

use alloc::{format, string::String};

use super::Person;
use crate::credential::check_header_value;
use crate::crypto::{hmac_sha256, sha256};
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::scan;

const LENGTH: usize = 32;
/// The longest raw id that leaves room for its length in two digits.
const MAX_PADDED: usize = 30;
const MAX_RAW_BYTES: usize = 4096;
const HASH_LABEL: &[u8] = b"shiming id 1";
const AI_LABEL: &[u8] = b"shiming ai 1";

/// How to bring an id to 32 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdMode {
    /// Exactly 32 of `[0-9A-Za-z]` stay as they are; anything else is hashed.
    Hash,
    /// 1 to 30 of `[0-9A-Za-z]` are padded, reversibly; exactly 32 stay unless they read as a padded id; anything else is
    /// hashed.
    Pad,
    /// Always hashed: for ids that strangers choose.
    AlwaysHash,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormalIdHow {
    /// Nothing.
    Unchanged,
    /// Hashed.
    Hashed,
    /// Padded.
    Padded,
}

/// An id of exactly 32 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormalId {
    /// 32 characters of `[0-9A-Za-z]`.
    pub id: String,
    /// What was done.
    pub how: NormalIdHow,
}

/// Brings an identifier of the host's to the 32 characters that the interface wants: the official advice is to hash
/// longer ones and to pad shorter ones by a rule of one's own (Q94, M51).
///
/// * Padded: the raw id, then `0` up to 30 characters, then the length of the raw id as two digits. Two raw ids never meet.
/// * Hashed: the first 16 bytes, as lower-case hex, of SHA-256 over `shiming id 1`, a zero byte and the raw id in UTF-8.
///
/// # Errors
/// `invalid_id`: empty, or more than 4,096 bytes.
pub fn normalize_id(raw: &str, mode: IdMode) -> Result<NormalId> {
    if raw.is_empty() || raw.len() > MAX_RAW_BYTES {
        return Err(invalid_id(
            "an id has 1 to 4,096 bytes: pass the account's or device's own identifier",
            "raw",
        ));
    }
    let plain = raw.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let how = match mode {
        IdMode::Hash if plain && raw.len() == LENGTH => NormalIdHow::Unchanged,
        IdMode::Pad if plain && raw.len() <= MAX_PADDED => NormalIdHow::Padded,
        IdMode::Pad if plain && raw.len() == LENGTH && raw_of_padded(raw).is_none() => NormalIdHow::Unchanged,
        _ => NormalIdHow::Hashed,
    };
    let id = match how {
        NormalIdHow::Unchanged => raw.into(),
        NormalIdHow::Padded => format!("{raw:0<MAX_PADDED$}{:02}", raw.len()),
        NormalIdHow::Hashed => half_hex(&sha256(&[HASH_LABEL, &[0], raw.as_bytes()])),
    };
    Ok(NormalId { id, how })
}

/// The raw id that [`normalize_id`] padded.
///
/// # Errors
/// `invalid_id` when it is not a padded id.
pub fn unpad_id(id: &str) -> Result<String> {
    raw_of_padded(id).map(String::from).ok_or_else(|| {
        invalid_id(
            "this is no padded id: only ids that normalize_id reported as padded can be turned back",
            "id",
        )
    })
}

/// An `ai` for one attempt at verification (Q92: an ai stands for the act, not for the person). The same attempt always
/// gives the same `ai`, so a host that lost its memory in a crash asks for the right one; another attempt, person, account
/// or game gives another. Nobody without the salt can guess or link them.
///
/// The first 16 bytes, as lower-case hex, of HMAC-SHA256 keyed with `salt` over these parts with a zero byte between two:
/// `shiming ai 1`, `biz_id`, `account`, `attempt` as 8 bytes big-endian, the normalised name, the normalised number.
///
/// `salt` is a secret of the host's, 16 to 64 bytes, the same for ever; `account` has 1 to 4,096 bytes.
///
/// # Errors
/// In the order of the arguments: `invalid_parameter` for `salt`, `biz_id` (1 to 64 visible ASCII characters), `account`
/// (also for control characters), `attempt` (from 1 up); then those of [`super::validate_name`] and
/// [`super::validate_id_number`], without the check against the future.
pub fn ai_for_attempt(
    salt: &[u8],
    biz_id: &str,
    account: &str,
    attempt: i64,
    name: &str,
    id_number: &str,
) -> Result<String> {
    if !(16..=64).contains(&salt.len()) {
        return Err(invalid_parameter(
            "the salt has 16 to 64 bytes: draw it once at random and keep it",
            "salt",
        ));
    }
    check_header_value(biz_id, "biz_id")?;
    if account.is_empty() || account.len() > MAX_RAW_BYTES || has_control(account) {
        return Err(invalid_parameter(
            "an account has 1 to 4,096 bytes without control characters: pass the host's own identifier",
            "account",
        ));
    }
    let number = u64::try_from(attempt).ok().filter(|attempt| *attempt > 0);
    let number = number.ok_or_else(|| invalid_parameter("attempts are counted from 1", "attempt"))?;
    let person = Person::born_by(name, id_number, None)?;
    let (biz_id, account) = (biz_id.as_bytes(), account.as_bytes());
    let (name, id_number) = (person.name().as_bytes(), person.id_number().as_bytes());
    Ok(half_hex(&hmac_sha256(
        salt,
        &[AI_LABEL, &[0], biz_id, &[0], account, &[0], &number.to_be_bytes(), &[0], name, &[0], id_number],
    )))
}

/// What the request builders take as `ai`, `si` or `di`: 1 to 32 bytes of UTF-8 without control characters.
pub(crate) fn check_id(id: &str, code: ErrorCode, field: &'static str) -> Result<()> {
    if (1..=LENGTH).contains(&id.len()) && !has_control(id) {
        return Ok(());
    }
    Err(Error::new(
        code,
        "must be 1 to 32 bytes of UTF-8 without control characters: bring longer ids to 32 with normalize_id",
    )
    .with_field(field))
}

/// A report checks 256 of these: the plain case runs many bytes at a time.
fn has_control(id: &str) -> bool {
    scan::any(id.as_bytes(), |it| it.below(0x20) | it.are(0x7f) | it.beyond_ascii())
        && id.chars().any(char::is_control)
}

fn invalid_id(detail: &str, field: &'static str) -> Error {
    Error::new(ErrorCode::InvalidId, detail).with_field(field)
}

fn invalid_parameter(detail: &str, field: &'static str) -> Error {
    Error::new(ErrorCode::InvalidParameter, detail).with_field(field)
}

fn half_hex(hash: &[u8; 32]) -> String {
    let mut text = hex::lower(hash);
    text.truncate(LENGTH);
    text
}

fn raw_of_padded(id: &str) -> Option<&str> {
    if id.len() != LENGTH || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let (padded, length) = id.split_at_checked(MAX_PADDED)?;
    // Two digits, not what `parse` takes besides ("+7").
    let length: usize = length.bytes().all(|byte| byte.is_ascii_digit()).then(|| length.parse().ok())??;
    let (raw, zeros) = padded.split_at_checked(length).filter(|(raw, _)| !raw.is_empty())?;
    zeros.bytes().all(|byte| byte == b'0').then_some(raw)
}
