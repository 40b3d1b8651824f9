//! The `shiming` command.
fn main() {}
