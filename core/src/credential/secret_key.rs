//! The secret key: wiped when dropped, never printed.
use crate::error::Result;
use core::fmt;

/// The enterprise's key: 32 hex digits of either case. The signature takes the text, the cipher the 16 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey {
    _todo: (),
}

impl SecretKey {
    /// Takes 32 hex digits (`invalid_key` otherwise).
    pub fn parse(text: &str) -> Result<Self> {
        let _ = text;
        unimplemented!()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}
