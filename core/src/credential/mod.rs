//! Who calls: the enterprise's appId and key, the game's bizId.
mod app;
mod omni_key;
mod secret_key;
pub use app::App;
pub(crate) use app::check_header_value;
pub use omni_key::OmniKey;
pub use secret_key::SecretKey;
