//! In progress.
mod authority;
mod http;

pub use authority::*;
pub use http::{Delivery, HttpAnswer, HttpRequest};
