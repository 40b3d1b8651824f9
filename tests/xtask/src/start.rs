//! How other programs are started.

use std::process::Command;

/// A program, without what cargo told this one about itself: some build scripts look at it, and cargo would build what they
/// made once for `cargo xtask` and once for everything else.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    command
}

/// The cargo that started this program.
pub fn cargo() -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}
