//! The testees of other languages: how each is built from this workspace.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::npm;

/// A surface that this workspace can build a testee for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Surface {
    /// `shiming pipe`.
    Rust,
    /// The C interface, by the program in tests/testees/c.
    C,
    /// The npm package on Node, imported.
    NodeEsm,
    /// The npm package on Node, required.
    NodeCjs,
    /// The npm package on Deno.
    Deno,
    /// The npm package on Bun.
    Bun,
    /// The npm package in a page of headless Chromium.
    Chromium,
}

/// Builds the testee and gives the command that starts it; none with a reason where a tool is missing.
pub fn build(surface: Surface) -> Result<Result<String, String>, String> {
    match surface {
        Surface::Rust => pipe().map(Ok),
        Surface::C => c(),
        Surface::NodeEsm => npm::testee("node-esm"),
        Surface::NodeCjs => npm::testee("node-cjs"),
        Surface::Deno => npm::testee("deno"),
        Surface::Bun => npm::testee("bun"),
        Surface::Chromium => npm::testee("chromium"),
    }
}

/// Builds one package of the workspace beside this program, and gives this program's folder.
fn cargo_build(arguments: &[&str]) -> Result<PathBuf, String> {
    let here = std::env::current_exe().map_err(|error| error.to_string())?;
    let folder = here.parent().ok_or("this program has no folder")?.to_owned();
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet"]).args(arguments);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    let built = build.status().map_err(|error| format!("cargo build: {error}"))?;
    if built.success() { Ok(folder) } else { Err(format!("cargo build {} failed", arguments.join(" "))) }
}

fn pipe() -> Result<String, String> {
    let folder = cargo_build(&["--package", "shiming-cli", "--bin", "shiming"])?;
    let shiming = folder.join(format!("shiming{}", std::env::consts::EXE_SUFFIX));
    Ok(format!("\"{}\" pipe", shiming.display()))
}

fn c() -> Result<Result<String, String>, String> {
    let there = Command::new("gcc").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        return Ok(Err("gcc is missing (Debian: apt-get install gcc libc6-dev)".to_owned()));
    }
    let folder = cargo_build(&["--package", "shiming-ffi"])?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = root.join("tests/testees/c");
    let program = folder.join(format!("shiming-testee-c{}", std::env::consts::EXE_SUFFIX));
    let mut compile = Command::new("gcc");
    compile.args(["-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]);
    compile.args(["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
    compile.arg("-I").arg(root.join("ffi/include"));
    for name in ["main.c", "call.c", "json.c", "toolkit.c", "engine.c"] {
        compile.arg(sources.join(name));
    }
    compile.arg(folder.join("libshiming.a")).args(["-lpthread", "-ldl", "-lm", "-o"]).arg(&program);
    let compiled = compile.status().map_err(|error| format!("gcc: {error}"))?;
    if !compiled.success() {
        return Err("the testee in C does not compile".to_owned());
    }
    Ok(Ok(format!("\"{}\"", program.display())))
}
