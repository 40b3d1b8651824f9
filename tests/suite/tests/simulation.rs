//! Deterministic simulation of the engine against the authority.

use shiming_suite::sim::{Plan, run};

#[test]
fn seeds() {
    let from: u64 = std::env::var("SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let count: u64 = std::env::var("SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let mut failed = Vec::new();
    for seed in from..from + count {
        let report = run(&Plan::of(seed));
        if !report.violations.is_empty() {
            println!("seed {seed}: {:?}", Plan::of(seed));
            for violation in report.violations.iter().take(5) {
                println!("  {violation}");
            }
            failed.push(seed);
        }
    }
    assert!(
        failed.is_empty(),
        "seeds that failed: {failed:?}; replay one with `cargo xtask replay --seed N`"
    );
}
