//! The secret key: wiped when dropped, never printed.

use core::fmt;
use zeroize::Zeroizing;

use crate::crypto::Aead;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;

/// The enterprise's key: 32 hex digits of either case. The signature takes the text (V1.9 §五), the cipher the 16 bytes
/// it stands for (V1.9 §四). One key serves all games of an enterprise (Q71).
///
/// The cipher's key schedule is computed once, here. Text and schedule are wiped when the key is dropped.
#[derive(Clone)]
pub struct SecretKey {
    text: Zeroizing<[u8; 32]>,
    bytes: Zeroizing<[u8; 16]>,
    aead: Aead,
}

impl SecretKey {
    /// Takes 32 hex digits, as the platform shows them.
    ///
    /// # Errors
    /// `invalid_key`: another length, a blank, anything but hex digits.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = hex::decode::<16>(text.as_bytes()).map(Zeroizing::new);
        let text = <[u8; 32]>::try_from(text.as_bytes()).map(Zeroizing::new);
        match (text, bytes) {
            (Ok(text), Some(bytes)) => {
                let aead = Aead::new(&bytes);
                Ok(Self { text, bytes, aead })
            }
            _ => Err(Error::new(
                ErrorCode::InvalidKey,
                "the key must be exactly 32 hexadecimal digits: copy it from the platform's key management page, \
                 without blanks",
            )
            .with_field("secret_key")),
        }
    }

    /// The text, as it goes into the signature.
    pub(crate) fn text(&self) -> &[u8; 32] {
        &self.text
    }

    /// The 16 bytes that the text stands for.
    pub(crate) fn bytes(&self) -> &[u8; 16] {
        &self.bytes
    }

    /// The cipher, ready to use.
    pub(crate) fn aead(&self) -> &Aead {
        &self.aead
    }
}

/// Two keys are equal when their texts are: the signature distinguishes the case of the digits.
impl PartialEq for SecretKey {
    fn eq(&self, other: &Self) -> bool {
        // Folded without a branch on the content, although both sides are the host's own configuration.
        self.text.iter().zip(other.text.iter()).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
    }
}

impl Eq for SecretKey {}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}
