//! `cargo xtask ports`: libshiming for other platforms. The scripts of tests/ports do it; this starts them.

use crate::start::{program, root};

/// Runs the named ports, or all. True: none failed; what was skipped or only built the scripts say.
pub fn run(names: &[String]) -> Result<bool, String> {
    let mut script = program("sh");
    script.arg("tests/ports/ports.sh").args(names).current_dir(root());
    let ended = script.status().map_err(|error| format!("sh cannot be started: {error}"))?;
    Ok(ended.success())
}
