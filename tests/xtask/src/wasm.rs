//! `cargo xtask wasm`: the npm package, from the crate to the tarball.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::check::Done;
use crate::start::{is_there, root};

const TARGET: &str = "wasm32-unknown-unknown";

/// How Rust is compiled for the target on this machine.
enum Compiler {
    /// With the target's standard library as rustup installs it.
    Installed,
    /// With Debian's compiler and its library's sources, where rustup cannot fetch the target.
    Debian,
}

/// Builds shiming.wasm, the package around it, and its tarball in `target/npm`.
pub fn build() -> Result<Done, String> {
    for tool in ["node", "npm"] {
        if !is_there(tool) {
            return Ok(Done::Skipped(format!("{tool} is missing (Debian: apt-get install nodejs npm)")));
        }
    }
    let Some(compiler) = compiler() else {
        let how = "rustup target add wasm32-unknown-unknown, or as root on Debian: apt-get install rustc-web rust-web-src";
        return Ok(Done::Skipped(format!("Rust's target {TARGET} is missing ({how})")));
    };
    let root = root();
    let target = target_dir(&root)?;
    let package = root.join("wasm/npm");
    let compiled = compile(&compiler, &root, &target)?;
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

fn compile(compiler: &Compiler, root: &Path, target: &Path) -> Result<PathBuf, String> {
    // Of its own: another compiler would make cargo forget what the host's built.
    let folder = target.join("npm/crate");
    let mut build = cargo();
    build.args([
        "build",
        "--package",
        "shiming-wasm",
        "--profile",
        "wasm",
        "--target",
        TARGET,
        "--target-dir",
    ]);
    build.arg(&folder).current_dir(root);
    if let Compiler::Debian = compiler {
        build.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        build.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
        build.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort",
        );
        build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?);
    }
    run(&mut build)?;
    Ok(folder.join(TARGET).join("wasm/shiming_wasm.wasm"))
}

/// A compiler for the target: what is there, what rustup can fetch, what Debian has; in this order.
fn compiler() -> Option<Compiler> {
    let installed = || {
        let folder = output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
        Path::new(&folder).is_dir().then_some(Compiler::Installed)
    };
    let quiet = |program: &str, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|it| it.success())
    };
    let debian = || {
        let sources =
            Path::new("/usr/lib/rustlib/src").exists() || Path::new("/usr/lib/rustlib/src/rust").exists();
        (Path::new("/usr/bin/rustc").exists() && sources).then_some(Compiler::Debian)
    };
    installed()
        .or_else(|| quiet("rustup", &["target", "add", TARGET]).then(installed).flatten())
        .or_else(debian)
        .or_else(|| {
            let packages = ["-qq", "install", "-y", "--no-install-recommends", "rustc-web", "rust-web-src"];
            quiet("apt-get", &packages).then(debian).flatten()
        })
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
