//! One enterprise calling for one game.

use alloc::string::String;
use core::fmt;

use super::SecretKey;
use crate::crypto::{Sha256, sha256};
use crate::error::{Error, ErrorCode, Result};

/// Bodies from this length on are hashed in one piece, which a runtime around the library can do faster; the ready prefix
/// spares two blocks, nothing beside these.
const LONG_BODY: usize = 4096;

/// An enterprise (appId and key) acting for one game (bizId). One appId serves all games of an enterprise
/// (Q71, M18); a bizId belongs to one game whoever operates it (Q37, Q102).
///
/// What can be computed once per game is computed here: the cipher's key schedule, and the signature's state after all that
/// the signed text of every check and report begins with.
#[derive(Clone)]
pub struct App {
    app_id: String,
    biz_id: String,
    key: SecretKey,
    signed_prefix: Sha256,
}

impl App {
    /// Checks the three in this order: `app_id` and `biz_id` (the game's filing code, 游戏备案识别码) have 1 to 64 visible
    /// ASCII characters, `secret_key` 32 hex digits.
    ///
    /// # Errors
    /// `invalid_parameter` for `app_id` or `biz_id`, `invalid_key` for `secret_key`.
    ///
    /// ```
    /// use shiming_core::credential::App;
    ///
    /// // The key of the published example (V1.9 §五).
    /// let app = App::new("test-appId", "test-bizId", "2836e95fcd10e04b0069bb1ee659955b")?;
    /// assert!(!format!("{app:?}").contains("2836e95f"));
    /// # Ok::<(), shiming_core::Error>(())
    /// ```
    pub fn new(app_id: &str, biz_id: &str, secret_key: &str) -> Result<Self> {
        check_header_value(app_id, "app_id")?;
        check_header_value(biz_id, "biz_id")?;
        Ok(Self::with_key(app_id.into(), biz_id.into(), SecretKey::parse(secret_key)?))
    }

    /// From parts that were checked before.
    pub(crate) fn with_key(app_id: String, biz_id: String, key: SecretKey) -> Self {
        let mut signed_prefix = Sha256::new();
        for part in prefix(&app_id, &biz_id, &key) {
            signed_prefix.update(part);
        }
        Self { app_id, biz_id, key, signed_prefix }
    }

    /// The enterprise's identifier.
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// The game's filing code.
    pub fn biz_id(&self) -> &str {
        &self.biz_id
    }

    /// The enterprise's key.
    pub fn key(&self) -> &SecretKey {
        &self.key
    }

    /// The digest that signs a message without query (V1.9 §五): over the key's text, the parameters and the body.
    pub(crate) fn sign_post(&self, timestamps: &str, body: &[u8]) -> [u8; 32] {
        if body.len() >= LONG_BODY {
            let [key, a, b, c, d, e] = prefix(&self.app_id, &self.biz_id, &self.key);
            return sha256(&[key, a, b, c, d, e, timestamps.as_bytes(), body]);
        }
        let mut hash = self.signed_prefix.clone();
        hash.update(timestamps.as_bytes());
        hash.update(body);
        hash.finish()
    }
}

/// What every message without query is signed with, in order, up to the value of `timestamps`.
fn prefix<'a>(app_id: &'a str, biz_id: &'a str, key: &'a SecretKey) -> [&'a [u8]; 6] {
    [key.text(), b"appId", app_id.as_bytes(), b"bizId", biz_id.as_bytes(), b"timestamps"]
}

impl PartialEq for App {
    fn eq(&self, other: &Self) -> bool {
        self.app_id == other.app_id && self.biz_id == other.biz_id && self.key == other.key
    }
}

impl Eq for App {}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("app_id", &self.app_id)
            .field("biz_id", &self.biz_id)
            .finish_non_exhaustive()
    }
}

/// Both travel as HTTP header values and inside the signed text: only what needs no encoding in either is let through.
pub(crate) fn check_header_value(value: &str, field: &'static str) -> Result<()> {
    if (1..=64).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::InvalidParameter,
        "must be 1 to 64 visible ASCII characters: copy it from the platform, without blanks",
    )
    .with_field(field))
}
