//! The C interface as it ships: the release library, what must hold for it, and what takes long or asks for special tools.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::check::Done;
use crate::conform::{self, Mode, Options};
use crate::start::{cargo, program};
use crate::testees::{c, here, root};

/// A name and what runs.
pub type Step = (&'static str, fn() -> Result<Done, String>);

/// Steps of `cargo xtask test`.
pub const STEPS: &[Step] = &[
    ("the release library: a panic, misuse under sanitizers and Valgrind", after_a_panic),
    ("the release library: exports, size, memory over 50,000 cycles", shipped),
    ("the release library: known answers in C under Valgrind", known_answers),
];

/// Which release library.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Library {
    /// The one that ships.
    Plain,
    /// With `shiming_test_panic`, and no other difference.
    Panics,
}

/// Builds a release library and gives a folder that holds it and stays: Cargo has one place for both.
fn library(which: Library) -> Result<PathBuf, String> {
    let target = here()?.parent().ok_or("this program is in no target folder")?.to_owned();
    let mut build = cargo();
    // Without the Rust library beside them: with it Cargo would not optimize across crates.
    build.args([
        "rustc",
        "--quiet",
        "--release",
        "--package",
        "shiming-ffi",
        "--lib",
        "--crate-type",
        "cdylib,staticlib",
    ]);
    let folder = match which {
        Library::Plain => target.join("native/plain"),
        Library::Panics => {
            build.args(["--features", "panic-test"]);
            target.join("native/panics")
        }
    };
    succeed(build)?;
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for name in ["libshiming.so", "libshiming.a"] {
        let built = target.join("release").join(name);
        std::fs::copy(&built, folder.join(name)).map_err(|error| format!("{}: {error}", built.display()))?;
    }
    Ok(folder)
}

/// Tests of shiming-ffi on the libraries of a folder.
fn tests(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Result<Done, String> {
    let mut test = cargo();
    test.args(["test", "--package", "shiming-ffi"]).args(arguments);
    test.env("LIBRARIES", folder).envs(environment.iter().copied());
    let passed = test.status().map_err(|error| format!("cargo test: {error}"))?.success();
    Ok(if passed { Done::Passed } else { Done::Failed })
}

fn after_a_panic() -> Result<Done, String> {
    tests(&library(Library::Panics)?, &["--test", "misuse"], &[("PANIC_TEST", "1")])
}

fn shipped() -> Result<Done, String> {
    let which =
        ["--test", "header", "--test", "shipped", "--test", "soak", "--", "--include-ignored", "--nocapture"];
    tests(&library(Library::Plain)?, &which, &[])
}

/// A million cycles, or as many as are asked for, through the release library.
pub fn soak(cycles: u64) -> Result<bool, String> {
    let cycles = cycles.to_string();
    let done =
        tests(&library(Library::Plain)?, &["--test", "soak", "--", "--nocapture"], &[("CYCLES", &cycles)])?;
    Ok(matches!(done, Done::Passed))
}

/// The testee in C over all known answers and recorded engines, under Valgrind: no bad access, nothing lost.
fn known_answers() -> Result<Done, String> {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok(Done::Skipped(
            "valgrind is missing (Debian: apt-get install valgrind libc6-dbg)".to_owned(),
        ));
    }
    let testee = match c(&library(Library::Plain)?, &[])? {
        Ok(testee) => testee,
        Err(why) => return Ok(Done::Skipped(why)),
    };
    let testee = format!("valgrind --quiet --error-exitcode=9 --leak-check=full {testee}");
    let passed = conform::run(&Options { testee, cases: 0, seed: 1, mode: Mode::Files })?.ok();
    Ok(if passed { Done::Passed } else { Done::Failed })
}

/// Many threads on one engine under ThreadSanitizer, which Cargo builds the whole library with. Not Helgrind: the engine's lock
/// is a futex, which Helgrind does not know for a lock, so that it reports thousands of races where there is none.
pub fn races() -> Result<bool, String> {
    let version = Command::new("rustc").arg("-vV").output().map_err(|error| format!("rustc: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    let target = here()?.parent().ok_or("this program is in no target folder")?.join("races");
    let mut build = cargo();
    build.args(["rustc", "--quiet", "--package", "shiming-ffi", "--lib", "--crate-type", "staticlib"]);
    build.args(["--target", host]).arg("--target-dir").arg(&target);
    // Sanitizers of rustc are for nightly compilers; the standard library stays as it is.
    build.env("RUSTC_BOOTSTRAP", "1");
    build.env("RUSTFLAGS", "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer");
    succeed(build)?;
    let program = target.join("misuse");
    let mut compile = Command::new("clang");
    compile.args(["-std=c11", "-g", "-O1", "-fsanitize=thread", "-I"]).arg(root().join("ffi/include"));
    compile.arg(root().join("ffi/tests/misuse.c")).arg("-o").arg(&program);
    compile.arg(target.join(host).join("debug/libshiming.a")).args(["-lpthread", "-ldl", "-lm"]);
    succeed(compile)?;
    let mut run = Command::new(&program);
    run.env("TSAN_OPTIONS", "halt_on_error=1:exitcode=66");
    succeed(run).map(|()| true)
}

/// What the boundary costs, in C, Go and C#, beside what is promised.
pub fn boundary() -> Result<bool, String> {
    let folder = library(Library::Plain)?;
    let mut bench = program("sh");
    bench.arg("tests/testees/bench.sh").arg(&folder).current_dir(root());
    succeed(bench).map(|()| true)
}

fn succeed(mut command: Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
}
