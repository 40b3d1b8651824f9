//! The testees of other languages: how each is built from this workspace.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::start::{PACKAGES, cargo, here, is_there, program, root};

/// A surface that this workspace can build a testee for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Surface {
    /// `shiming pipe`.
    Rust,
    /// The C interface, by the program in tests/testees/c.
    C,
    /// `shiming.hpp`, by tests/testees/cpp.
    Cpp,
    /// The C# binding on Mono, by tests/testees/csharp.
    Csharp,
    /// The Go binding, by tests/testees/go.
    Go,
    /// The Lua binding on LuaJIT, by tests/testees/lua.
    Lua,
    /// The jar from Kotlin, by tests/testees/kotlin.
    Kotlin,
    /// The jar from Java, by tests/testees/kotlin.
    Java,
    /// The Python package, installed from its wheel, by tests/testees/python.
    Python,
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

/// The command that starts a testee, or the reason why it is skipped: a tool that is missing.
pub type Built = Result<String, String>;

/// Builds the testee and gives the command that starts it; none with a reason where a tool is missing.
pub fn build(surface: Surface) -> Result<Built, String> {
    match surface {
        Surface::Rust => pipe().map(Ok),
        Surface::C => {
            let folder = cargo_build()?;
            c(&folder, &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"])
        }
        Surface::Cpp => script("cpp", &[]),
        Surface::Csharp => script("csharp", &[]),
        Surface::Go => script("go", &[]),
        Surface::Lua => script("lua", &[]),
        Surface::Kotlin => script("kotlin", &["kotlin"]),
        Surface::Java => script("kotlin", &["java"]),
        Surface::Python => script("python", &[]),
        Surface::NodeEsm => script("js", &["node-esm"]),
        Surface::NodeCjs => script("js", &["node-cjs"]),
        Surface::Deno => script("js", &["deno"]),
        Surface::Bun => script("js", &["bun"]),
        Surface::Chromium => script("js", &["chromium"]),
    }
}

/// Builds the library and the command beside this program, and gives this program's folder.
fn cargo_build() -> Result<PathBuf, String> {
    let folder = here()?;
    let mut build = cargo();
    build.args(["build", "--quiet"]).args(PACKAGES);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    let built = build.status().map_err(|error| format!("cargo build: {error}"))?;
    if built.success() { Ok(folder) } else { Err("cargo build failed".to_owned()) }
}

fn pipe() -> Result<String, String> {
    let folder = cargo_build()?;
    let shiming = folder.join(format!("shiming{}", std::env::consts::EXE_SUFFIX));
    Ok(format!("\"{}\" pipe", shiming.display()))
}

/// Compiles the testee in C with these flags against the `libshiming.a` of a folder, into that folder.
pub fn c(folder: &Path, flags: &[&str]) -> Result<Built, String> {
    if !is_there("gcc") {
        return Ok(Err("gcc is missing (Debian: apt-get install gcc libc6-dev)".to_owned()));
    }
    let sources = root().join("tests/testees/c");
    let program = folder.join(format!("shiming-testee-c{}", std::env::consts::EXE_SUFFIX));
    let mut compile = Command::new("gcc");
    compile.args(["-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]).args(flags);
    compile.arg("-I").arg(root().join("ffi/include"));
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

/// `tests/testees/<language>/test.sh build FOLDER [RUNTIME]` builds the testee there; the last line that it prints is the command
/// that starts it. It ends with 77 and a reason where a tool is missing.
fn script(language: &str, runtime: &[&str]) -> Result<Built, String> {
    let folder = here()?.join("testees").join(language);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let name = format!("tests/testees/{language}/test.sh");
    let mut build = program("sh");
    build.arg(&name).arg("build").arg(&folder).args(runtime).current_dir(root()).stderr(Stdio::inherit());
    let output = build.output().map_err(|error| format!("{name}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().next_back().unwrap_or_default().to_owned();
    match output.status.code() {
        Some(0) if !last.is_empty() => Ok(Ok(last)),
        Some(77) => Ok(Err(last.trim_start_matches("skipped: ").to_owned())),
        _ => Err(format!("{name} build ended with {}\n{text}", output.status)),
    }
}

/// `cargo xtask python`: what takes too long for `cargo xtask test`.
pub fn python_for_long(cycles: u64) -> Result<bool, String> {
    for_long("tests/testees/python/test.sh", &["long", &cycles.to_string()])
}

/// `cargo xtask kotlin`: likewise.
pub fn kotlin_for_long(cycles: u64) -> Result<bool, String> {
    for_long("tests/testees/kotlin/test.sh", &["long", &cycles.to_string()])
}

/// `cargo xtask android`: likewise.
pub fn android_whole() -> Result<bool, String> {
    for_long("tests/testees/android/test.sh", &["whole"])
}

fn for_long(script: &str, arguments: &[&str]) -> Result<bool, String> {
    let mut run = program("sh");
    run.arg(script).args(arguments).current_dir(root());
    run.status().map(|status| status.success()).map_err(|error| format!("sh: {error}"))
}
