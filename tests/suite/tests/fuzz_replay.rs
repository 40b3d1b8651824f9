//! The fuzz targets without a fuzzer: every committed corpus entry, what small changes make of it, and random bytes, all
//! from fixed seeds. `FUZZ_CASES` sets the number of random inputs of each oracle.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use fastrand::Rng;
use shiming_cli::pipe::Testee;
use shiming_suite::oracles::{ALL, pipe::pipe_lines, seeds};

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target)
}

fn entries(target: &str) -> BTreeMap<String, Vec<u8>> {
    let folder =
        fs::read_dir(corpus(target)).unwrap_or_else(|error| panic!("no corpus of {target}: {error}"));
    folder
        .map(|entry| entry.expect("entry"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

fn cases(usual: u64) -> u64 {
    std::env::var("FUZZ_CASES").ok().map_or(usual, |text| text.parse().expect("FUZZ_CASES is a number"))
}

/// Runs one input; a failure names it.
fn check(target: &str, name: &str, bytes: &[u8], oracle: &mut dyn FnMut(&[u8])) {
    if let Err(failure) = catch_unwind(AssertUnwindSafe(|| oracle(bytes))) {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        eprintln!("{target}, {name}: {hex}");
        resume_unwind(failure);
    }
}

fn run(target: &str, random_cases: u64, oracle: &mut dyn FnMut(&[u8])) {
    let entries = entries(target);
    assert!(!entries.is_empty(), "the corpus of {target} is empty");
    for (name, bytes) in &entries {
        check(target, name, bytes, oracle);
    }
    let bases: Vec<&Vec<u8>> = entries.values().collect();
    for seed in 0..cases(random_cases) {
        let mut random = Rng::with_seed(seed);
        let bytes = if seed % 4 == 0 {
            let length = random.usize(0..400);
            (0..length).map(|_| random.u8(..)).collect()
        } else {
            mutated(&mut random, &bases)
        };
        check(target, &format!("seed {seed}"), &bytes, oracle);
    }
}

/// One to four small changes of an entry, sometimes with a part of another.
fn mutated(random: &mut Rng, bases: &[&Vec<u8>]) -> Vec<u8> {
    let mut bytes = bases[random.usize(..bases.len())].clone();
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(..=bytes.len());
        match random.u8(..6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
            1 if at < bytes.len() => bytes[at] = random.u8(..),
            2 => bytes.insert(at, random.u8(..)),
            3 => drop(bytes.drain(at..(at + random.usize(0..8)).min(bytes.len()))),
            4 => {
                let other = bases[random.usize(..bases.len())];
                let from = random.usize(..=other.len());
                let part = &other[from..(from + random.usize(0..40)).min(other.len())];
                bytes.splice(at..at, part.iter().copied());
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// Writes the seeds when `UPDATE_CORPUS` is set, else checks that every one of them is there.
#[test]
fn every_seed_is_in_the_corpus() {
    for target in ALL.iter().map(|(name, _)| *name).chain(["pipe_lines"]) {
        let update = std::env::var_os("UPDATE_CORPUS").is_some();
        let seeds = seeds::of(target);
        assert!(!seeds.is_empty(), "{target} has no seeds");
        for (number, seed) in seeds.iter().enumerate() {
            let path = corpus(target).join(format!("seed-{number:03}"));
            if update {
                fs::create_dir_all(corpus(target)).expect("a folder");
                fs::write(&path, seed).expect("a file");
            }
            let found = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(found == *seed, "{} is old: run this test with UPDATE_CORPUS=1", path.display());
        }
    }
}

#[test]
fn every_target_has_an_oracle() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/fuzz_targets");
    let mut found: Vec<String> = fs::read_dir(folder)
        .expect("the targets are there")
        .map(|entry| entry.expect("entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut known: Vec<&str> = ALL.iter().map(|(name, _)| *name).chain(["pipe_lines"]).collect();
    known.sort_unstable();
    assert_eq!(found, known);
}

/// One test for each oracle, so that they run side by side and a failure has a name.
macro_rules! replay {
    ($($target:ident: $cases:expr;)*) => {$(
        #[test]
        fn $target() {
            let name = stringify!($target);
            let (_, oracle) = ALL.iter().find(|(known, _)| *known == name).expect("an oracle of this name");
            run(name, $cases, &mut |bytes| oracle(bytes));
        }
    )*};
}

replay! {
    answers: 20_000;
    bodies: 5_000;
    identity: 20_000;
    account_state: 5_000;
    account_events: 3_000;
    config: 2_000;
    player_network: 20_000;
    journal_bytes: 2_000;
    journal_damage: 2_000;
    engine_calls: 3_000;
    authority: 2_000;
    omnisdk: 10_000;
    policy: 10_000;
}

#[test]
fn pipe_lines_are_answered() {
    run("pipe_lines", 3_000, &mut |bytes| {
        let mut testee = Testee::new();
        pipe_lines(bytes, &mut |line| testee.answer(line));
    });
}
