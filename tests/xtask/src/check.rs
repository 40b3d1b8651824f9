//! `cargo xtask test`: everything that must hold before a change is taken, in the order in which it fails fastest.

use std::process::ExitStatus;
use std::time::Instant;

use crate::native;
use crate::start::{cargo, is_there, program, root};
use crate::testees::Surface;

/// How a step ended.
pub enum Done {
    /// All is well.
    Passed,
    /// It is not.
    Failed,
    /// Something is missing on this machine: what, and how to get it.
    Skipped(String),
}

/// One step and what it runs.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const STEPS: &[Step] = &[
    Step { name: "format", arguments: &["fmt", "--all", "--check"], environment: &[] },
    Step {
        name: "lints",
        arguments: &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"],
        environment: &[],
    },
    Step {
        name: "tests: unit, property, vectors, simulation, command, documentation",
        // WebAssembly has no tests on this machine; with it the core would be another here than in every later step.
        arguments: &["test", "--workspace", "--exclude", "shiming-wasm", "--no-fail-fast"],
        environment: &[],
    },
    Step {
        name: "documentation",
        arguments: &["doc", "--quiet", "--workspace", "--no-deps"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

/// The other languages: each script builds the binding, runs its tests, its conformance, and its example.
const BINDINGS: &[(&str, &str)] = &[
    ("C: installed, linked by gcc, clang, pkg-config and CMake", "tests/ports/installation.sh"),
    ("C++: header, tests, conformance, example", "tests/testees/cpp/test.sh"),
    ("C#: tests, conformance, example", "tests/testees/csharp/test.sh"),
    ("Go: tests, conformance, example", "tests/testees/go/test.sh"),
    ("Lua: tests, conformance, example", "tests/testees/lua/test.sh"),
];

/// The same of packages that do not need the C interface. They run beside the others, because hardly a step keeps two
/// processors busy; one after the other, because they share the tarball.
const PACKAGES: &[(&str, &str)] = &[
    ("npm: the package, its tests, conformance on Node, Deno and Bun", "tests/testees/js/test.sh"),
    ("npm: bundlers, types, examples on every runtime, conformance in Chromium", "tests/packaging/test.sh"),
    ("playground: modules, the page in Chromium", "tests/playground/test.sh"),
    ("UniFFI: the crate, what is generated, every function once", "tests/testees/uniffi/test.sh"),
    ("Kotlin and Java: the jar, its tests, conformance, examples", "tests/testees/kotlin/test.sh"),
    ("Android: Android 8.0's classes, the AAR, 16 KB pages, R8's rules", "tests/testees/android/test.sh"),
    ("Python: the wheel, types, tests, conformance, example", "tests/testees/python/test.sh"),
    ("Swift: the sources by a compiler, where there is one", "tests/testees/swift/test.sh"),
];

/// Runs all steps, also after one failed, and `conform` in this process: the tests may have built this very program
/// anew, and then its file is no longer there. True: all passed.
pub fn run(conform: impl Fn(Surface) -> Result<Done, String>) -> Result<bool, String> {
    if !is_there("cc") {
        return Err(
            "a C compiler is missing: Rust needs `cc` to link. Debian: apt-get install gcc libc6-dev".into(),
        );
    }
    // The example of C and the bindings need a few tools; without them they are skipped, and say so.
    binding("tests/testees/install.sh");
    let mut results: Vec<(&str, &str, u64)> = Vec::new();
    for step in STEPS {
        println!("\n== {} ==", step.name);
        let start = Instant::now();
        let passed = cargo()
            .args(step.arguments)
            .envs(step.environment.iter().copied())
            .status()
            .map_err(|error| format!("cargo cannot be started: {error}"))?
            .success();
        results.push((step.name, if passed { "passed" } else { "FAILED" }, start.elapsed().as_secs()));
    }
    let packages = std::thread::spawn(|| PACKAGES.iter().map(beside).collect::<Vec<_>>());
    for (name, run) in native::STEPS {
        println!("\n== {name} ==");
        let start = Instant::now();
        results.push((name, outcome(run()), start.elapsed().as_secs()));
    }
    for (surface, name) in
        [(Surface::Rust, "conformance of `shiming pipe`"), (Surface::C, "conformance of C")]
    {
        println!("\n== {name}: files, calls, engines ==");
        let start = Instant::now();
        results.push((name, outcome(conform(surface)), start.elapsed().as_secs()));
    }
    for (name, script) in BINDINGS {
        println!("\n== {name} ==");
        let start = Instant::now();
        results.push((name, binding(script), start.elapsed().as_secs()));
    }
    for (result, printed) in packages.join().map_err(|_| "the packages' steps ended early")? {
        println!("\n== {} ==\n{printed}", result.0);
        results.push(result);
    }
    results.push(licences());
    println!();
    for (name, outcome, seconds) in &results {
        println!("{outcome:>8}  {seconds:>5} s  {name}");
    }
    let count = |wanted: &str| results.iter().filter(|(_, outcome, _)| *outcome == wanted).count();
    println!("\nsteps: {} passed, {} failed, {} skipped", count("passed"), count("FAILED"), count("skipped"));
    Ok(count("FAILED") == 0)
}

/// How a step ended, in a word; says why where it was skipped or could not run.
fn outcome(done: Result<Done, String>) -> &'static str {
    match done {
        Ok(Done::Passed) => "passed",
        Ok(Done::Failed) => "FAILED",
        Ok(Done::Skipped(why)) => {
            println!("skipped: {why}");
            "skipped"
        }
        Err(why) => {
            println!("{why}");
            "FAILED"
        }
    }
}

/// Runs a script from the root of the project; how it ended.
fn binding(script: &str) -> &'static str {
    ended(program("sh").arg(script).current_dir(root()).status().ok())
}

fn ended(status: Option<ExitStatus>) -> &'static str {
    match status.and_then(|status| status.code()) {
        Some(0) => "passed",
        // What is missing the script has said.
        Some(77) => "skipped",
        _ => "FAILED",
    }
}

/// The same, and what it printed.
fn beside((name, script): &(&'static str, &str)) -> ((&'static str, &'static str, u64), String) {
    let start = Instant::now();
    let run = program("sh").args(["-c", "exec sh \"$1\" 2>&1", "sh", script]).current_dir(root()).output();
    let printed =
        run.as_ref().map_or_else(ToString::to_string, |run| String::from_utf8_lossy(&run.stdout).into());
    ((name, ended(run.ok().map(|run| run.status)), start.elapsed().as_secs()), printed)
}

/// Licences, bans and sources, where cargo-deny is installed: it takes a quarter of an hour to build, too long for
/// every run.
fn licences() -> (&'static str, &'static str, u64) {
    let start = Instant::now();
    if !is_there("cargo-deny") {
        println!("\nlicences: skipped, cargo-deny is not installed (cargo install --locked cargo-deny)");
        return ("licences (cargo-deny is not installed)", "skipped", 0);
    }
    let checks = ["deny", "--all-features", "check", "licenses", "bans", "sources"];
    let passed = cargo().args(checks).status().is_ok_and(|status| status.success());
    ("licences", if passed { "passed" } else { "FAILED" }, start.elapsed().as_secs())
}
