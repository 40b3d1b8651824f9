//! The key a journal is sealed with, derived from the enterprise's key.

use alloc::vec::Vec;

use crate::credential::SecretKey;
use crate::crypto::hmac_sha256;
use crate::error::Result;

/// Names the purpose, so that the derived key serves nothing else.
const LABEL: &[u8] = b"shiming journal key 1";

/// A journal key of 32 bytes, for hosts that have no secret store of their own: HMAC-SHA256 with the 16 bytes of
/// `secret_key` as key, over the ASCII text `shiming journal key 1`.
///
/// The same secret key gives the same journal key on every surface and in every version. A journal outlives a change of
/// the secret key only if the old journal key stays among the configured ones until it has been written anew.
///
/// # Errors
/// `invalid_key`.
pub fn derive_journal_key(secret_key: &str) -> Result<Vec<u8>> {
    let key = SecretKey::parse(secret_key)?;
    Ok(hmac_sha256(key.bytes().as_slice(), &[LABEL]).into())
}
