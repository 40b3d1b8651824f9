//! The `shiming` command.

use std::io;

fn main() {
    let _ = shiming_cli::pipe::serve(io::stdin().lock(), io::stdout().lock());
}
