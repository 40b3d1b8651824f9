//! How other programs are started, and from where.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is built for other languages, always together, as in the scripts of tests/testees: another choice has other features, and
/// Cargo would build the core and all above it again.
pub const PACKAGES: [&str; 6] = ["-p", "shiming-ffi", "-p", "shiming-xtask", "-p", "shiming-cli"];

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of this program, where Cargo puts what it builds.
pub fn here() -> Result<PathBuf, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    Ok(program.parent().ok_or("this program has no folder")?.to_owned())
}

/// Whether a program is there: it says its version.
pub fn is_there(name: &str) -> bool {
    let asked = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// Runs a command and demands that it succeed.
pub fn succeed(mut command: Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
}

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
