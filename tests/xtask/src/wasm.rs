//! `cargo xtask wasm`: the npm package, from the crate to the tarball.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::check::Done;
use crate::start::{is_there, root};

const TARGET: &str = "wasm32-unknown-unknown";

/// A panic ends the instance without words: the texts of panics, and what formats them, are a sixth of the file. For nightly
/// compilers, therefore `RUSTC_BOOTSTRAP`.
const SILENT: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// How Rust is compiled for the target on this machine.
#[derive(Clone, Copy, PartialEq)]
enum Compiler {
    /// With rustup's compiler, the standard library compiled from rustup's sources.
    Source,
    /// With Debian's compiler and its library's sources, where rustup cannot fetch them.
    Debian,
    /// With the target's standard library as rustup installs it: a larger file.
    Installed,
}

/// Builds shiming.wasm, the package around it, and its tarball in `target/npm`.
pub fn build() -> Result<Done, String> {
    for tool in ["node", "npm"] {
        if !is_there(tool) {
            return Ok(Done::Skipped(format!("{tool} is missing (Debian: apt-get install nodejs npm)")));
        }
    }
    let root = root();
    let target = target_dir(&root)?;
    let package = root.join("wasm/npm");
    let Some(compiled) = compiled(&root, &target)? else {
        let how =
            "rustup component add rust-src, or as root on Debian: apt-get install rustc-web rust-web-src";
        return Ok(Done::Skipped(format!("Rust's target {TARGET} is missing ({how})")));
    };
    let glue = package.join("src/glue");
    std::fs::create_dir_all(&glue).map_err(|error| format!("{}: {error}", glue.display()))?;
    let mut bindgen = cargo();
    bindgen
        .args(["run", "--quiet", "--locked", "--manifest-path"])
        .arg(root.join("tests/bindgen/Cargo.toml"));
    bindgen.arg("--target-dir").arg(target.join("npm/bindgen")).arg("--").arg(&compiled).arg(&glue);
    run(&mut bindgen)?;
    run(npm(&package).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]))?;
    run(Command::new("node").arg("build.mjs").current_dir(&package))?;
    let tarballs = target.join("npm");
    std::fs::create_dir_all(&tarballs).map_err(|error| format!("{}: {error}", tarballs.display()))?;
    run(npm(&package).args(["pack", "--loglevel=error", "--pack-destination"]).arg(&tarballs))?;
    Ok(Done::Passed)
}

/// The crate, compiled the first way that works here; `None`: there is none.
fn compiled(root: &Path, target: &Path) -> Result<Option<PathBuf>, String> {
    let installed = || {
        println!("wasm: the standard library is not compiled here: shiming.wasm is larger than it ships");
        compile(Compiler::Installed, root, target)
    };
    let file = if source() {
        // It fails where the crates of the standard library cannot be fetched.
        compile(Compiler::Source, root, target)
            .or_else(|error| if is_installed() { installed() } else { Err(error) })
    } else if is_installed() {
        installed()
    } else if debian() {
        compile(Compiler::Debian, root, target)
    } else {
        return Ok(None);
    };
    file.map(Some)
}

fn compile(compiler: Compiler, root: &Path, target: &Path) -> Result<PathBuf, String> {
    // Of its own: another compiler would make cargo forget what the host's built.
    let folder = target.join("npm/crate");
    let mut build = cargo();
    build.args(["build", "--package", "shiming-wasm", "--profile", "wasm", "--target", TARGET]);
    build.arg("--target-dir").arg(&folder).current_dir(root);
    if compiler != Compiler::Installed {
        build.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        // Besides the flags in .cargo/config.toml.
        build.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SILENT);
    }
    if compiler == Compiler::Debian {
        build.env("RUSTC", "/usr/bin/rustc");
        build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?);
    }
    run(&mut build)?;
    Ok(folder.join(TARGET).join("wasm/shiming_wasm.wasm"))
}

/// Whether rustup's sources of the standard library are there, or can be fetched.
fn source() -> bool {
    let there = || {
        let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()));
        sysroot.is_some_and(|it| Path::new(&it).join("lib/rustlib/src/rust/library/std").is_dir())
    };
    there() || (quiet("rustup", &["component", "add", "rust-src"]) && there())
}

/// Whether Debian's compiler and its sources are there, or can be fetched.
fn debian() -> bool {
    let there = || {
        let sources =
            Path::new("/usr/lib/rustlib/src").exists() || Path::new("/usr/lib/rustlib/src/rust").exists();
        Path::new("/usr/bin/rustc").exists() && sources
    };
    let packages = ["-qq", "install", "-y", "--no-install-recommends", "rustc-web", "rust-web-src"];
    there() || (quiet("apt-get", &packages) && there())
}

/// Whether the target is there as rustup installs it, or can be fetched.
fn is_installed() -> bool {
    let there = || {
        let folder = Command::new("rustc")
            .args(["--print", "target-libdir", "--target", TARGET])
            .current_dir(root())
            .output();
        folder.is_ok_and(|it| Path::new(String::from_utf8_lossy(&it.stdout).trim()).is_dir())
    };
    there() || (quiet("rustup", &["target", "add", TARGET]) && there())
}

fn quiet(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|it| it.success())
}

/// The linker that comes with rustup's toolchain.
fn linker() -> Result<PathBuf, String> {
    let root = output(Command::new("rustc").args(["--print", "sysroot"])).ok_or("rustc does not answer")?;
    let host =
        output(Command::new("rustc").args(["--print", "host-tuple"])).ok_or("rustc does not answer")?;
    Ok(Path::new(&root).join("lib/rustlib").join(host).join("bin/rust-lld"))
}

fn target_dir(root: &Path) -> Result<PathBuf, String> {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    std::path::absolute(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn npm(package: &Path) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(package);
    npm
}

fn cargo() -> Command {
    let mut cargo = crate::start::cargo();
    // What cargo set for this very program must not reach the one it starts.
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}
