//! `ai`, `di` and `si` hold at most 32 characters (Q94, M33, M51): longer ids are hashed, shorter ones padded.
use crate::error::Result;
use alloc::string::String;

/// How to bring an id to 32 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdMode {
    /** Hash unless it has 32 already. */
    Hash,
    /** Pad short ones, reversibly. */
    Pad,
    /** Hash always: for ids that strangers choose. */
    AlwaysHash,
}
/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormalIdHow {
    /** Nothing. */
    Unchanged,
    /** Hashed. */
    Hashed,
    /** Padded. */
    Padded,
}
/// An id of exactly 32 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormalId {
    /** 32 characters of [0-9A-Za-z]. */
    pub id: String,
    /** What was done. */
    pub how: NormalIdHow,
}

/// See conformance.md.
pub fn normalize_id(raw: &str, mode: IdMode) -> Result<NormalId> {
    let _ = (raw, mode);
    unimplemented!()
}
/// See conformance.md.
pub fn unpad_id(id: &str) -> Result<String> {
    let _ = id;
    unimplemented!()
}
/// See conformance.md.
pub fn ai_for_attempt(
    salt: &[u8],
    biz_id: &str,
    account: &str,
    attempt: i64,
    name: &str,
    id_number: &str,
) -> Result<String> {
    let _ = (salt, biz_id, account, attempt, name, id_number);
    unimplemented!()
}
