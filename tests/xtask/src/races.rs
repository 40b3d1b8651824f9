//! `cargo xtask races`: the C interface's misuse program, with its many threads on one engine, under ThreadSanitizer. The standard
//! library is compiled with it: its locks are futexes, which the sanitizer understands only where it sees the atomic operations.
//! Not Helgrind, which sees none of them and reports thousands of races where there is none.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::check::Done;
use crate::start::{cargo, here, is_there, program, root};

/// Builds library and program into a folder of their own and runs them.
pub fn run() -> Result<Done, String> {
    if !is_there("gcc") {
        return Ok(Done::Skipped("gcc is missing (Debian: apt-get install gcc libc6-dev)".to_owned()));
    }
    if !has_source() {
        return Ok(Done::Skipped(
            "the source of Rust's standard library is missing: rustup component add rust-src".to_owned(),
        ));
    }
    let target = here()?.parent().ok_or("this program is in no target folder")?.join("races");
    let (passed, said) = of(&root(), &target)?;
    print!("{said}");
    Ok(if passed { Done::Passed } else { Done::Failed })
}

/// Whether a project is free of races, as far as the misuse program goes, and what the sanitizer says.
pub(crate) fn of(project: &Path, target: &Path) -> Result<(bool, String), String> {
    let host = text(&output(program("rustc").args(["--print", "host-tuple"]).current_dir(project))?);
    let host = host.trim();
    let mut build = cargo();
    build.args(["rustc", "--quiet", "--package", "shiming-ffi", "--lib", "--crate-type", "staticlib"]);
    build.args(["--features", "panic-test", "-Zbuild-std=std,panic_unwind", "--target", host]);
    build.arg("--target-dir").arg(target).current_dir(project);
    // Sanitizers and a standard library of one's own are for nightly compilers; this is the one that everything else uses.
    build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=thread");
    let library = target.join(host).join("debug/libshiming.a");
    let (object, misuse) = (target.join("misuse.o"), target.join("misuse-with-threads"));
    let mut compile = Command::new("gcc");
    compile.args(["-std=c11", "-g", "-O1", "-fsanitize=thread", "-DPANIC_TEST", "-c", "-I"]);
    compile.arg(project.join("ffi/include")).arg(project.join("ffi/tests/misuse.c")).arg("-o").arg(&object);
    // The sanitizer is the one of rustc: that of gcc or clang may be older, and lack what rustc calls.
    let mut link = Command::new("gcc");
    link.arg("-no-pie").arg(&object).arg(&library).arg("-Wl,--whole-archive").arg(runtime(host)?);
    link.args(["-Wl,--no-whole-archive", "-lpthread", "-ldl", "-lrt", "-lm", "-o"]).arg(&misuse);
    for step in [&mut build, &mut compile, &mut link] {
        let done = output(step)?;
        if !done.status.success() {
            return Err(text(&done));
        }
    }
    // The program forks after its threads have ended.
    let done = output(Command::new(&misuse).env("TSAN_OPTIONS", "halt_on_error=1:exitcode=66"))?;
    Ok((done.status.success(), text(&done)))
}

/// Whether the standard library's source is there, fetched by rustup where that can be.
fn has_source() -> bool {
    let there = || sysroot().is_ok_and(|sysroot| sysroot.join("lib/rustlib/src/rust/library/std").is_dir());
    there() || {
        let fetched = output(program("rustup").args(["component", "add", "rust-src"]).current_dir(root()));
        fetched.is_ok() && there()
    }
}

/// The sanitizer that came with rustc.
fn runtime(host: &str) -> Result<PathBuf, String> {
    let folder = sysroot()?.join("lib/rustlib").join(host).join("lib");
    let files = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let found = files.flatten().find(|file| file.file_name().to_string_lossy().ends_with("_rt.tsan.a"));
    found
        .map(|file| file.path())
        .ok_or_else(|| format!("no ThreadSanitizer for {host} in {}", folder.display()))
}

fn sysroot() -> Result<PathBuf, String> {
    let said = output(program("rustc").args(["--print", "sysroot"]).current_dir(root()))?;
    Ok(text(&said).trim().into())
}

fn output(command: &mut Command) -> Result<Output, String> {
    command.output().map_err(|error| format!("{command:?}: {error}"))
}

/// What a program printed.
fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
