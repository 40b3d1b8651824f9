//! One enterprise calling for one game.

use alloc::string::String;

use super::SecretKey;
use crate::error::{Error, ErrorCode, Result};

/// An enterprise (appId and key) acting for one game (bizId). One appId serves all games of an enterprise
/// (Q71, M18); a bizId belongs to one game whoever operates it (Q37, Q102).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// The enterprise's identifier, 1 to 64 visible ASCII characters.
    pub app_id: String,
    /// The game's filing code (游戏备案识别码), 1 to 64 visible ASCII characters.
    pub biz_id: String,
    /// The enterprise's key.
    pub key: SecretKey,
}

impl App {
    /// Checks the three in this order.
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
        let key = SecretKey::parse(secret_key)?;
        Ok(Self { app_id: app_id.into(), biz_id: biz_id.into(), key })
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
