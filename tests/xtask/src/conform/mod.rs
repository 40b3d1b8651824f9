//! `cargo xtask conform`: drives one surface through the known answers, random toolkit calls and random engine
//! histories, with the Rust implementation in this process as the reference.

mod compare;
mod decisions;
mod engine;
mod files;
mod omnisdk;
mod player_network;
mod report;
pub mod surface;
pub mod toolkit;
mod values;

use std::time::Instant;

use serde_json::{Value, json};

use crate::operations::{Operations, skips};
pub use report::{Failure, Report};
use surface::{Call, Process, Reference, Surface};

/// Which part to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Mode {
    /// The known answers and recorded transcripts.
    Files,
    /// Random calls of the toolkit and the account.
    Toolkit,
    /// Random histories of the engine.
    Engine,
    /// All of them.
    All,
}

/// What to test and how much.
pub struct Options {
    /// The command that starts the surface.
    pub testee: String,
    /// How many random calls of the toolkit, and how many random histories of the engine.
    pub cases: u64,
    /// Where chance starts.
    pub seed: u64,
    /// Which part.
    pub mode: Mode,
}

/// Starts the testee and runs it. The report says whether everything agreed.
pub fn run(options: &Options) -> Result<Report, String> {
    let mut process = Process::start(&options.testee)?;
    let mut report = run_on(&mut process, options)?;
    if let Err(why) = process.finish() {
        report.fail(Failure::text(why));
    }
    Ok(report)
}

/// Runs it on any surface.
pub fn run_on(surface: &mut dyn Surface, options: &Options) -> Result<Report, String> {
    let start = Instant::now();
    let operations = Operations::read()?;
    let (language, ops) = hello(surface, &operations)?;
    let mut report = Report::new(&language, skips()?);
    let wants = |mode| options.mode == mode || options.mode == Mode::All;
    if wants(Mode::Files) {
        files::run(surface, &operations, &mut report)?;
    }
    if wants(Mode::Toolkit) {
        fuzz_toolkit(surface, options, &operations, &ops, &mut report)?;
    }
    if wants(Mode::Engine) {
        engine::fuzz(surface, options, &mut report)?;
    }
    report.finish(start.elapsed());
    Ok(report)
}

/// The first call: the same protocol, the same operations but for the skips, the same error codes.
fn hello(surface: &mut dyn Surface, operations: &Operations) -> Result<(String, Vec<String>), String> {
    let answers = surface.ask(&[Call::new("hello", json!({"protocol": 1}))]);
    let answer = answers.first().ok_or("the testee did not answer hello within a minute")?;
    let ok = answer.get("ok").ok_or_else(|| format!("hello was answered with {answer}"))?;
    let language = ok["language"].as_str().ok_or("hello names no language")?.to_owned();
    let listed = ok["ops"].as_array().ok_or("hello lists no ops")?;
    let mut ops: Vec<String> = listed.iter().filter_map(|op| op.as_str().map(str::to_owned)).collect();
    ops.sort();
    if ok["protocol"] != 1 {
        return Err(format!("the testee speaks protocol {}, not 1", ok["protocol"]));
    }
    let codes: Value =
        operations.error_codes.iter().map(|(name, number)| (name.clone(), json!(number))).collect();
    if ok["error_codes"] != codes {
        return Err(format!("error codes differ:\nexpected {codes}\n     got {}", ok["error_codes"]));
    }
    let skips = skips()?;
    let skipped = |op: &str| skips.contains_key(&(language.clone(), op.to_owned()));
    let known = operations.names();
    let missing: Vec<&&str> =
        known.iter().filter(|op| !ops.iter().any(|own| own == **op) && !skipped(op)).collect();
    let extra: Vec<&String> = ops.iter().filter(|op| !known.contains(&op.as_str())).collect();
    if missing.is_empty() && extra.is_empty() {
        return Ok((language, ops));
    }
    Err(format!("hello and operations.json differ: missing {missing:?}, unknown {extra:?}"))
}

fn fuzz_toolkit(
    surface: &mut dyn Surface,
    options: &Options,
    operations: &Operations,
    ops: &[String],
    report: &mut Report,
) -> Result<(), String> {
    let names: Vec<&str> = operations
        .list
        .iter()
        .filter(|operation| ["toolkit", "account"].contains(&operation.group.as_str()))
        .map(|operation| operation.name.as_str())
        .filter(|name| ops.iter().any(|op| op == name))
        .collect();
    let mut reference = Reference::default();
    let progress = report.progress("toolkit", options.cases);
    let seeds: Vec<u64> = (0..options.cases).map(|case| options.seed.wrapping_add(case)).collect();
    for block in seeds.chunks(256) {
        let cases: Vec<(u64, Call)> = block
            .iter()
            .flat_map(|seed| {
                toolkit::case_of(&names, *seed, &mut reference).into_iter().map(|call| (*seed, call))
            })
            .collect();
        let calls: Vec<Call> = cases.iter().map(|(_, call)| call.clone()).collect();
        let expected = reference.ask(&calls);
        let answers = surface.ask(&calls);
        for (at, ((seed, call), expected)) in cases.iter().zip(&expected).enumerate() {
            let place = format!("toolkit, seed {seed}");
            let Some(answer) = answers.get(at) else {
                report.fail(Failure::dead(&place, std::slice::from_ref(call)));
                surface.restart()?;
                break;
            };
            let verdict =
                compare::compare(expected, answer).and_then(|()| compare::check_detail(&call.args, answer));
            report.judge(call, (expected, answer), verdict, &place);
        }
        progress.inc(block.len() as u64);
    }
    progress.finish_and_clear();
    Ok(())
}
