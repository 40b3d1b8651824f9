//! The testees of the npm package: one source on every runtime that the package is for.

use std::path::Path;
use std::process::{Command, Stdio};

/// Installs the packed package and the testee beside this program. The command that starts it on this runtime, or the
/// reason why it is skipped.
pub fn testee(runtime: &str) -> Result<Result<String, String>, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let folder = program.parent().ok_or("this program has no folder")?.join("testees/js");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut build = Command::new("sh");
    build.arg("tests/testees/js/build.sh").arg(&folder).arg(runtime);
    let output = build.current_dir(root).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("tests/testees/js/build.sh: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().next_back().unwrap_or_default();
    match output.status.code() {
        Some(0) if !last.is_empty() => Ok(Ok(last.to_owned())),
        Some(77) => Ok(Err(last.trim_start_matches("skipped: ").to_owned())),
        _ => Err(format!("tests/testees/js/build.sh ended with {}\n{text}", output.status)),
    }
}
