//! The encrypted envelope (V1.9 §四).
use crate::error::Result;
use alloc::vec::Vec;

/// See conformance.md.
pub fn encrypt_body(secret_key: &str, nonce: &[u8], plaintext: &[u8]) -> Result<Vec<u8>> {
    let _ = (secret_key, nonce, plaintext);
    unimplemented!()
}
/// See conformance.md.
pub fn decrypt_body(secret_key: &str, body: &[u8]) -> Result<Vec<u8>> {
    let _ = (secret_key, body);
    unimplemented!()
}
