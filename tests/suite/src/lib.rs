//! What the tests of this project share.

pub mod matcher;
pub mod toolkit;
pub mod vectors;
pub mod sim;
