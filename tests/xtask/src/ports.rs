//! `cargo xtask ports`: libshiming for other platforms. The scripts of tests/ports do it; this starts them.

use std::path::Path;

use crate::start::program;

/// Runs the named ports, or all. True: none failed; what was skipped or only built the scripts say.
pub fn run(names: &[String]) -> Result<bool, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut script = program("sh");
    script.arg("tests/ports/ports.sh").args(names).current_dir(root);
    let ended = script.status().map_err(|error| format!("sh cannot be started: {error}"))?;
    Ok(ended.success())
}
