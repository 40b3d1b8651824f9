//! A reference host: everything that the engine leaves to the application. Copy what you need.
//!
//! - [`Loop`]: the loop over the engine's steps, and [`Host`], through which the game's threads call the engine
//! - [`Transport`] and [`Pool`]: HTTP with the settings that this protocol needs
//! - [`Store`]: the journal in a directory
//! - [`Application`]: what is left to write

mod app;
mod bell;
mod disk;
mod pool;
mod run;
mod store;
mod transport;

pub use app::Application;
pub use pool::Pool;
pub use run::{Host, Loop, open};
pub use store::Store;
pub use transport::{MAX_CONNECTIONS, Transport};
