//! `cargo xtask replay`: one seed of the simulation again, or many.

use shiming_suite::sim::{Plan, run};

/// Runs `count` seeds from `seed`; `mutation` breaks the engine on purpose. True: no promise was broken.
pub fn replay(seed: u64, count: u64, mutation: &str) -> bool {
    let mut sound = true;
    for seed in seed..seed.saturating_add(count) {
        let plan = Plan::of(seed).with_mutation(mutation);
        let report = run(&plan);
        if count == 1 {
            println!("{plan:#?}");
            println!(
                "{} requests, {} rows, {} crashes, {} ms, {} bytes of journal left, digest {:016x}",
                report.sends,
                report.rows,
                report.crashes,
                report.ended_at,
                report.journal_left,
                report.digest
            );
        }
        for violation in &report.violations {
            println!("seed {seed}: {violation}");
            sound = false;
        }
    }
    if sound {
        println!("{count} seeds: every promise held");
    }
    sound
}
