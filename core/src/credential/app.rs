//! One enterprise calling for one game.
use alloc::string::String;

use super::SecretKey;
use crate::error::Result;

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
    pub fn new(app_id: &str, biz_id: &str, secret_key: &str) -> Result<Self> {
        let _ = (app_id, biz_id, secret_key);
        unimplemented!()
    }
}
