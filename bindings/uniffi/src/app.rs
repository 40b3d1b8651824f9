//! An enterprise acting for a game.

use shiming_core::credential;

use crate::direct::Token;
use crate::error::Result;
use crate::text::Text;

/// An enterprise acting for a game: app_id, biz_id and the secret key, checked once. The key never comes out again, and is
/// wiped when the last reference goes.
#[derive(uniffi::Object)]
pub struct App {
    pub(crate) core: credential::App,
    pub(crate) token: Token,
}

#[uniffi::export]
impl App {
    /// `app_id` and `biz_id`: 1 to 64 visible ASCII characters. `secret_key`: 32 hexadecimal digits, as the portal shows them.
    ///
    /// Errors: `invalid_parameter`, `invalid_key`, `invalid_text`.
    #[uniffi::constructor]
    pub fn new(app_id: Text, biz_id: Text, secret_key: Text) -> Result<Self> {
        let (app_id, biz_id) = (app_id.take("app_id")?, biz_id.take("biz_id")?);
        let secret_key = zeroize::Zeroizing::new(secret_key.take("secret_key")?);
        let core = credential::App::new(&app_id, &biz_id, &secret_key)?;
        Ok(Self { core, token: Token::default() })
    }
}
