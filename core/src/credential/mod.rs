//! Who calls: the enterprise's appId and key, the game's bizId.
mod app;
mod secret_key;
pub use app::App;
pub(crate) use app::check_header_value;
pub use secret_key::SecretKey;
