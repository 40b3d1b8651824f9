//! Where things are, and the C compiler.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of this crate.
pub fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the libraries: those that Cargo built for this very test, or with LIBRARIES those that are to be shipped.
pub fn library_folder() -> PathBuf {
    match std::env::var_os("LIBRARIES") {
        Some(folder) => folder.into(),
        None => std::env::current_exe().unwrap().parent().unwrap().to_owned(),
    }
}

/// Whether a program is there; where it is not, says so and what to install.
pub fn exists(program: &str, packages: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        println!("skipped: {program} is missing (Debian: apt-get install {packages})");
    }
    there
}

/// The compilers of C that are here: gcc always, clang where it is installed with its sanitizers.
pub fn compilers() -> &'static [&'static str] {
    if exists("clang", "clang libclang-rt-14-dev") { &["gcc", "clang"] } else { &["gcc"] }
}

/// What the shared library exports, sorted.
pub fn exports() -> Vec<String> {
    let library = library_folder().join("libshiming.so");
    let output = run(Command::new("nm").args(["-D", "--defined-only"]).arg(library));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut symbols: Vec<String> =
        text.lines().filter_map(|line| line.split(' ').next_back()).map(str::to_owned).collect();
    symbols.sort_unstable();
    symbols
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
