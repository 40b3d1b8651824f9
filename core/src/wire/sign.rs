//! The signature (V1.9 §五).
use crate::error::Result;
use alloc::{string::String, vec::Vec};

/// Everything that goes into a signature, for finding out why the authority answers 1011.
#[derive(Clone, PartialEq, Eq)]
pub struct SignExplanation {
    /** The parameters in signing order. */
    pub sorted: Vec<(String, String)>,
    /** The exact string; the secret as `<secretKey>`, a body that is not UTF-8 as `<n bytes>`. */
    pub text: String,
    /** Bytes of the true string. */
    pub length: i64,
    /** The signature. */
    pub sign: String,
}
/// See conformance.md.
pub fn sign(secret_key: &str, params: &[(String, String)], body: &[u8]) -> Result<String> {
    let _ = (secret_key, params, body);
    unimplemented!()
}
/// See conformance.md.
pub fn explain_sign(secret_key: &str, params: &[(String, String)], body: &[u8]) -> Result<SignExplanation> {
    let _ = (secret_key, params, body);
    unimplemented!()
}
