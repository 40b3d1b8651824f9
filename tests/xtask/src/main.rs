//! `cargo xtask`: project automation.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use shiming_xtask::conform::{self, Mode, Options};
use shiming_xtask::drive::record;
use shiming_xtask::testees::{self, Surface};
use shiming_xtask::{breaks, check, check::Done, native, ports, races, replay, wasm};

#[derive(Parser)]
#[command(about = "Project automation")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs every test of the project.
    Test,
    /// Builds the npm package: shiming.wasm, its types and entries, the tarball in target/npm.
    Wasm,
    /// Runs one seed of the engine's simulation again, or many.
    Replay {
        /// The (first) seed.
        #[arg(long)]
        seed: u64,
        /// How many.
        #[arg(long, default_value_t = 1)]
        seeds: u64,
        /// A deliberate break of the engine, by name.
        #[arg(long, default_value = "")]
        mutation: String,
    },
    /// Records a scenario of the engine, or all of them, into tests/vectors/scenarios.
    Record {
        /// Which one; all when absent.
        #[arg(long)]
        name: Option<String>,
        /// Records a random history of this seed instead, under the given name.
        #[arg(long, requires = "name")]
        seed: Option<u64>,
    },
    /// Builds libshiming for the platforms of game servers into target/ports, and runs what can be run here.
    Ports {
        /// Which: installation, linux-x86_64, linux-aarch64, linux-musl, windows-x86_64, macos, ios, unity; all when absent.
        names: Vec<String>,
    },
    /// Drives one surface through known answers and differential fuzzing.
    Conform {
        /// The command that starts the surface's testee.
        #[arg(long, conflicts_with = "surface")]
        testee: Option<String>,
        /// A surface whose testee this workspace builds.
        #[arg(long, value_enum, default_value = "rust")]
        surface: Surface,
        /// How many random cases of each kind.
        #[arg(long, default_value_t = 2_000)]
        cases: u64,
        /// Where chance starts; the same seed gives the same cases.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Which part to run.
        #[arg(long, value_enum, default_value = "all")]
        mode: Mode,
    },
    /// Runs the C interface for long and demands that its memory stay flat.
    Soak {
        /// How many cycles of login, heartbeat and logout.
        #[arg(long, default_value_t = 1_000_000)]
        cycles: u64,
    },
    /// Runs the Python package for long: a million cycles of play, a million rows of back-fill in flat memory, the bench.
    Python {
        /// How many of each.
        #[arg(long, default_value_t = 1_000_000)]
        cycles: u64,
    },
    /// Runs the jar of Kotlin and Java for long: a million cycles in flat memory, then the bench.
    Kotlin {
        /// How many.
        #[arg(long, default_value_t = 1_000_000)]
        cycles: u64,
    },
    /// Runs Android's tests, an app against Android's own classes with its dex, and links the library for 64-bit Android.
    Android,
    /// Runs the C interface's tests under ThreadSanitizer, together with Rust's standard library, whose source it
    /// fetches.
    Races,
    /// Breaks the C interface on purpose, in a copy, one fault at a time, and demands that its tests notice.
    Breaks {
        /// Only the faults whose name contains this.
        #[arg(default_value = "")]
        name: String,
    },
    /// Measures what the C interface costs over Rust, and Go and C# over C, beside what is promised.
    Boundary,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Test => check::run(|surface| conform(None, surface, 2_000, 1, Mode::All)),
        Task::Ports { names } => ports::run(&names),
        Task::Wasm => return exit(wasm::build()),
        Task::Replay { seed, seeds, mutation } => Ok(replay::replay(seed, seeds, &mutation)),
        Task::Record { name, seed } => record::record(name.as_deref(), seed).map(|()| true),
        Task::Conform { testee, surface, cases, seed, mode } => conform(testee, surface, cases, seed, mode)
            .and_then(|done| match done {
                Done::Passed => Ok(true),
                Done::Failed => Ok(false),
                Done::Skipped(why) => Err(why),
            }),
        Task::Soak { cycles } => native::soak(cycles),
        Task::Python { cycles } => testees::python_for_long(cycles),
        Task::Kotlin { cycles } => testees::kotlin_for_long(cycles),
        Task::Android => testees::android_whole(),
        Task::Races => return exit(races::run()),
        Task::Breaks { name } => breaks::run(&name),
        Task::Boundary => native::boundary(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Ends a task that can be skipped.
fn exit(done: Result<Done, String>) -> ExitCode {
    match done {
        Ok(Done::Passed) => ExitCode::SUCCESS,
        Ok(Done::Failed) => ExitCode::FAILURE,
        Ok(Done::Skipped(why)) => {
            println!("skipped: {why}");
            ExitCode::from(77)
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn conform(
    testee: Option<String>,
    surface: Surface,
    cases: u64,
    seed: u64,
    mode: Mode,
) -> Result<Done, String> {
    let testee = match testee.map_or_else(|| testees::build(surface), |command| Ok(Ok(command)))? {
        Ok(testee) => testee,
        Err(why) => return Ok(Done::Skipped(why)),
    };
    let passed = conform::run(&Options { testee, cases, seed, mode })?.ok();
    Ok(if passed { Done::Passed } else { Done::Failed })
}
