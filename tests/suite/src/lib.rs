//! What the tests of this project share.

pub mod matcher;
pub mod oracles;
pub mod sim;
pub mod vectors;
