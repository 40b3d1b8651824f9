//! Where things are, and the C compiler.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of this crate.
pub fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the libraries that Cargo built for this very test.
pub fn library_folder() -> PathBuf {
    std::env::current_exe().unwrap().parent().unwrap().to_owned()
}

/// An empty folder for this test, within Cargo's.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command and demands that it succeed.
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{command:?} ended with {}\n{}\n{}",
        output.status,
        text(&output.stdout),
        text(&output.stderr)
    );
    output
}

/// `cc` with every warning an error.
pub fn strict(compiler: &str, standard: &str) -> Command {
    let mut command = Command::new(compiler);
    command.args([
        &format!("-std={standard}"),
        "-Wall",
        "-Wextra",
        "-Wpedantic",
        "-Wconversion",
        "-Werror",
        "-g",
    ]);
    command.arg("-I").arg(crate_folder().join("include"));
    command
}

/// What a program needs beside `libshiming.a`, as ffi/README.md says.
pub const STATIC_LIBRARIES: [&str; 3] = ["-lpthread", "-ldl", "-lm"];

/// Links statically.
pub fn link_static(command: &mut Command) -> &mut Command {
    command.arg(library_folder().join("libshiming.a")).args(STATIC_LIBRARIES)
}
