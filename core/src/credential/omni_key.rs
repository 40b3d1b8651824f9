//! OmniSDK's server key: text of any form, wiped when dropped, never printed.

use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Result};

/// The longest key. Published examples have 6 and 32 characters.
const MAX_BYTES: usize = 256;

/// The key that OmniSDK gives to a game's server (服务端密钥). The documents show keys of different forms, so any text is
/// taken; its UTF-8 bytes are the key of the HMAC. The *client* key of the same game signs other messages: it does not work
/// here, and must not be on a server.
///
/// It is wiped when dropped.
#[derive(Clone)]
pub struct OmniKey(Zeroizing<String>);

impl OmniKey {
    /// Takes the key as the portal shows it: 1 to 256 bytes of UTF-8, without control characters, and without a blank at either
    /// end, which is nearly always a slip of copying.
    ///
    /// # Errors
    /// `invalid_key`.
    ///
    /// ```
    /// use shiming_core::credential::OmniKey;
    ///
    /// let key = OmniKey::new("654321")?;
    /// assert!(!format!("{key:?}").contains("654321"));
    /// assert!(OmniKey::new("654321\n").is_err());
    /// # Ok::<(), shiming_core::Error>(())
    /// ```
    pub fn new(text: &str) -> Result<Self> {
        let fits = (1..=MAX_BYTES).contains(&text.len());
        if fits && text.trim().len() == text.len() && !text.chars().any(char::is_control) {
            return Ok(Self(Zeroizing::new(text.into())));
        }
        Err(Error::new(
            ErrorCode::InvalidKey,
            "the server key must be 1 to 256 bytes of text without line breaks and without blanks around it: copy it from \
             the OmniSDK portal",
        )
        .with_field("key"))
    }

    /// The bytes that key the HMAC.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for OmniKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OmniKey(..)")
    }
}
