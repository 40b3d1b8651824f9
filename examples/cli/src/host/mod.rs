//! A reference host: everything that the engine leaves to the application. Copy what you need.

mod transport;

pub use transport::{MAX_CONNECTIONS, Transport};
