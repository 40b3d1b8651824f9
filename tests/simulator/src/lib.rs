//! In progress.
mod authority;
mod http;
mod server;

pub use authority::*;
pub use http::{Delivery, HttpAnswer, HttpRequest};
pub use server::{Clock, Server, ServerError, ServerOptions};
