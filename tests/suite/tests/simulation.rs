//! Deterministic simulation of the engine against the authority: crashes, torn journals, lost answers, one seed each.

use std::sync::atomic::{AtomicU64, Ordering};

use shiming_suite::sim::{Plan, Report, run};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs plans on all processors and returns what went wrong, by seed.
fn sweep(seeds: std::ops::Range<u64>, plan: impl Fn(u64) -> Plan + Sync) -> Vec<(u64, Report)> {
    let next = AtomicU64::new(seeds.start);
    let threads = std::thread::available_parallelism().map_or(2, |count| count.get());
    let mut found: Vec<(u64, Report)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut found = Vec::new();
                    loop {
                        let seed = next.fetch_add(1, Ordering::Relaxed);
                        if seed >= seeds.end {
                            return found;
                        }
                        found.push((seed, run(&plan(seed))));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a simulation panicked")).collect()
    });
    found.sort_by_key(|(seed, _)| *seed);
    found
}

#[test]
fn every_promise_holds_on_every_seed() {
    let (from, count) = (number("SEED", 0), number("SEEDS", 2_000));
    let reports = sweep(from..from + count, Plan::of);
    let failed: Vec<u64> =
        reports.iter().filter(|(_, report)| !report.violations.is_empty()).map(|(seed, _)| *seed).collect();
    for (seed, report) in reports.iter().filter(|(_, report)| !report.violations.is_empty()).take(10) {
        println!("seed {seed}: {:?}", Plan::of(*seed));
        for violation in report.violations.iter().take(5) {
            println!("  {violation}");
        }
    }
    assert!(
        failed.is_empty(),
        "seeds that failed: {failed:?}; replay one with `cargo xtask replay --seed N`"
    );
    let sum = |of: fn(&Report) -> u64| reports.iter().map(|(_, report)| of(report)).sum::<u64>();
    let crashes = sum(|report| report.crashes as u64);
    let full = reports.iter().filter(|(_, report)| report.busiest >= 80).count();
    println!(
        "{count} seeds: {} requests, {} rows, {crashes} crashes, {full} with a lane at 80 % of its quota or more",
        sum(|report| report.sends),
        sum(|report| report.rows as u64)
    );
    // A sweep in which nothing happens proves nothing.
    if count >= 500 {
        assert!(
            crashes > count / 2 && full > 20,
            "too little happened: {crashes} crashes, {full} busy lanes"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for seed in 0..40 {
        assert_eq!(run(&Plan::of(seed)), run(&Plan::of(seed)), "seed {seed}");
    }
}

/// Each invariant is seen to fail: the engine is broken on purpose, and some seed must notice.
fn caught(mutation: &str, invariant: &str) {
    for seed in 0..number("MUTATION_SEEDS", 300) {
        let report = run(&Plan::of(seed).with_mutation(mutation));
        if report.violations.iter().any(|violation| violation.invariant == invariant) {
            println!("{mutation}: caught as {invariant} by seed {seed}");
            return;
        }
    }
    panic!("an engine broken by `{mutation}` was not caught as `{invariant}`");
}

#[test]
fn broken_quota_is_caught() {
    caught("quota", "quota");
}

#[test]
fn rows_before_they_are_durable_are_caught() {
    caught("early", "delivery");
}

#[test]
fn a_lost_answer_taken_for_success_is_caught() {
    caught("credulous", "delivery");
}

#[test]
fn logins_that_are_not_written_down_are_caught() {
    caught("unwritten", "delivery");
}

#[test]
fn rows_that_never_come_back_are_caught() {
    caught("forget", "drain");
}

#[test]
fn a_logout_before_its_login_is_caught() {
    caught("order", "order");
}

#[test]
fn a_nonce_used_twice_is_caught() {
    caught("nonce", "nonce");
}

#[test]
fn an_answer_of_another_attempt_is_caught() {
    caught("stale", "attempt");
}

#[test]
fn late_rows_with_their_true_time_are_caught() {
    caught("unshifted", "rows");
}

#[test]
fn pending_players_reported_as_guests_are_caught() {
    caught("pending_as_guest", "pending");
}

#[test]
fn minors_who_play_on_are_caught() {
    caught("overtime", "window");
}

#[test]
fn names_from_outside_the_entropy_are_caught() {
    for seed in 0..40 {
        let plan = Plan::of(seed).with_mutation("unseeded");
        if run(&plan).digest != run(&plan).digest {
            return;
        }
    }
    panic!("bytes that differ from run to run were not noticed");
}
