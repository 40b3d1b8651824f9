//! The C interface as it ships: the release library, what must hold for it, and what takes long or asks for special tools.

use std::path::{Path, PathBuf};

use crate::check::Done;
use crate::conform::{self, Mode, Options};
use crate::start::{PACKAGES, cargo, here, is_there, program, root, succeed};
use crate::testees::c;

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
        "--profile=ffi",
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
        let built = target.join("ffi").join(name);
        std::fs::copy(&built, folder.join(name)).map_err(|error| format!("{}: {error}", built.display()))?;
    }
    Ok(folder)
}

/// Tests of shiming-ffi on the libraries of a folder.
fn tests(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Result<Done, String> {
    let mut test = cargo();
    test.arg("test").args(PACKAGES).args(arguments);
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
    if !is_there("valgrind") {
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

/// What the boundary costs, in C, Go and C#, beside what is promised.
pub fn boundary() -> Result<bool, String> {
    let folder = library(Library::Plain)?;
    let mut bench = program("sh");
    bench.arg("tests/testees/bench.sh").arg(&folder).current_dir(root());
    succeed(bench).map(|()| true)
}
