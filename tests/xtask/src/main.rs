//! `cargo xtask`: project automation.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};
use shiming_xtask::conform::{self, Mode, Options};
use shiming_xtask::drive::record;
use shiming_xtask::{check, replay};

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
    /// Drives one surface through known answers and differential fuzzing.
    Conform {
        /// The command that starts the surface's testee; the workspace's own `shiming pipe` when absent.
        #[arg(long)]
        testee: Option<String>,
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
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Test => check::run(|| conform(None, 2_000, 1, Mode::All)),
        Task::Replay { seed, seeds, mutation } => Ok(replay::replay(seed, seeds, &mutation)),
        Task::Record { name, seed } => record::record(name.as_deref(), seed).map(|()| true),
        Task::Conform { testee, cases, seed, mode } => conform(testee, cases, seed, mode),
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

fn conform(testee: Option<String>, cases: u64, seed: u64, mode: Mode) -> Result<bool, String> {
    let testee = testee.map_or_else(own_testee, Ok)?;
    Ok(conform::run(&Options { testee, cases, seed, mode })?.ok())
}

/// Builds the workspace's own command beside this program and names it.
fn own_testee() -> Result<String, String> {
    let here = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--package", "shiming-cli", "--bin", "shiming"]);
    if here.parent().is_some_and(|folder| folder.ends_with("release")) {
        build.arg("--release");
    }
    let built = build.status().map_err(|error| format!("cargo build: {error}"))?;
    if !built.success() {
        return Err("building `shiming` failed".to_owned());
    }
    let shiming: PathBuf = here.with_file_name(format!("shiming{}", std::env::consts::EXE_SUFFIX));
    Ok(format!("\"{}\" pipe", shiming.display()))
}
