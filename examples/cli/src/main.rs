//! The `shiming` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    shiming_cli::main()
}
