//! Memory stays flat over 50,000 cycles through C; `cargo xtask soak` runs a million. The assertion counts bytes, never time.

// glibc says how many bytes are in use.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

mod common;

use std::process::Command;

use common::{crate_folder, link_static, run, scratch, strict};

#[test]
fn memory_is_flat() {
    let cycles = std::env::var("CYCLES").unwrap_or_else(|_| "50000".to_owned());
    let folder = scratch("soak");
    let program = folder.join("soak");
    let mut compile = strict("gcc", "c11");
    compile.arg("-O2").arg(crate_folder().join("tests/soak.c")).arg("-o").arg(&program);
    run(link_static(&mut compile));
    let output = run(Command::new(&program).arg(cycles).current_dir(&folder));
    let text = String::from_utf8_lossy(&output.stdout);
    println!("{text}");
    assert!(text.ends_with("flat\n"), "{text}");
}
