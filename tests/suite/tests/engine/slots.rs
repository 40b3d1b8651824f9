//! E11, the slot rule in one process.

use shiming_core::engine::Share;
use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, all_well, game_json};

/// The most requests within any stretch of `window` ms.
fn most(times: &[i64], window: i64) -> usize {
    (0..times.len())
        .map(|at| times[at..].iter().take_while(|time| *time - times[at] < window).count())
        .max()
        .unwrap_or(0)
}

fn times(host: &Host, endpoint: Endpoint) -> Vec<i64> {
    host.calls(endpoint).iter().map(|sent| sent.at).collect()
}

/// A host with more work than it may send, on all three lanes.
fn saturated(extra: &str, game: &str) -> Host {
    let mut host = Host::bare(extra);
    host.engine.put_app(&crate::host::app_json()).expect("app");
    host.engine.put_game(&game_json("g", "biz", game)).expect("game");
    // Checks make pending accounts, whose joining asks at once: queries without end.
    host.script = Box::new(|sent| match sent.endpoint {
        Endpoint::Report => all_well(sent),
        _ => (crate::host::status(1, ""), 5),
    });
    host
}

fn fill(host: &mut Host, checks: u32, rows: u32) {
    for n in 0..checks {
        host.verify(&format!("a-{}-{n}", host.t), n % 15_000);
    }
    for n in 0..rows {
        host.enter(&format!("s-{}-{n}", host.t), n % 15_000);
    }
}

/// In a slot of 125 ms a tenth of the quota: 10 checks, 30 queries, 1 report, and never more; saturated, all of it.
#[test]
fn a_tenth_of_the_quota_a_slot() {
    let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
    fill(&mut host, 2_500, 300);
    host.run(20_000);
    for n in 0..2_500 {
        let account = format!("a-0-{n}");
        if let Some(state) = host.state(&account)
            && state.next_step().is_some_and(|step| step.call == shiming_core::account::NextCall::Query)
        {
            host.verify_with(&account, &state, n % 15_000);
        }
    }
    host.run(20_000);
    for (endpoint, each, least) in
        [(Endpoint::Check, 10, 1_500), (Endpoint::Query, 30, 1_400), (Endpoint::Report, 1, 300)]
    {
        let times = times(&host, endpoint);
        assert!(times.len() >= least, "{}: {}", endpoint.name(), times.len());
        let mut slots = std::collections::BTreeMap::new();
        for time in &times {
            *slots.entry((1_000_000 + time) / 125).or_insert(0) += 1;
        }
        assert_eq!(slots.values().max(), Some(&each), "{}", endpoint.name());
        assert!(most(&times, 1_000) <= 8 * each as usize, "{}", endpoint.name());
        assert!(most(&times, 1_125) <= 10 * each as usize, "{}", endpoint.name());
    }
}

/// Nothing carries over: after an hour of silence a burst is no larger.
#[test]
fn unused_slots_do_not_carry_over() {
    let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
    host.run(3_600_000);
    fill(&mut host, 500, 200);
    host.run(10_000);
    assert!(most(&times(&host, Endpoint::Check), 1_000) <= 80);
    assert!(most(&times(&host, Endpoint::Report), 1_000) <= 8);
}

/// After open nothing is sent for a second: the process before this one may have used this second's quota.
#[test]
fn the_first_second_is_quiet() {
    let mut host = saturated("", "");
    fill(&mut host, 50, 50);
    host.run(999);
    assert!(host.sent.is_empty());
    host.run(1_000);
    assert!(!host.sent.is_empty());
}

/// Quotas of a game: floor(quota / 10) a slot; below ten, one request in ceil(1250 / quota) ms.
#[test]
fn quotas_of_a_game_are_kept() {
    for quota in [1i64, 2, 3, 5, 7, 9, 10, 15, 19, 20, 99, 1_000] {
        let game = format!(r#""quota":{{"check":{quota},"query":{quota},"report":{quota}}}"#);
        let mut host = saturated(r#""limits":{"batch_rows":1,"in_flight_ms":100000}"#, &game);
        fill(&mut host, 12_000.min(20 * quota as u32 + 50), 12_000.min(20 * quota as u32 + 50));
        host.run(12_000);
        for endpoint in [Endpoint::Check, Endpoint::Report] {
            let times = times(&host, endpoint);
            assert!(most(&times, 1_000) as i64 <= quota, "{quota}: {}", most(&times, 1_000));
            // Even when some are 125 ms late and others are not.
            assert!(
                most(&times, 1_125) as i64 <= quota.max(1),
                "{quota}: {} within jitter",
                most(&times, 1_125)
            );
            let rate = times.len() as f64 / 11.0;
            let wanted = if quota < 10 { quota as f64 * 0.8 } else { (quota / 10 * 8) as f64 };
            assert!(rate >= wanted * 0.85, "{quota}: {rate} a second of {wanted}");
        }
    }
}

/// slot_ms may be 112, not less.
#[test]
fn slots_of_112_ms_are_the_shortest() {
    let mut host = saturated(r#""limits":{"batch_rows":1,"slot_ms":112}"#, "");
    fill(&mut host, 0, 300);
    host.run(20_000);
    let times = times(&host, Endpoint::Report);
    assert!(times.len() >= 160 && most(&times, 1_000) <= 10, "{}", times.len());
    let error = Host::open(Default::default(), 0, r#""limits":{"slot_ms":111}"#, 1).err().expect("too short");
    assert_eq!((error.code.name(), error.field), ("invalid_config", Some("slot_ms")));
}

/// Configuration put again and again, with the same or another quota or share, gives no second helping in a slot.
#[test]
fn configuration_gives_no_second_helping() {
    for what in 0..4 {
        let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
        fill(&mut host, 4_000, 300);
        let end = 15_000;
        let mut n = 0;
        while host.t < end {
            host.run(10);
            n += 1;
            let share = |count| Share { index: 0, count, from: 0, until: None };
            match what {
                0 => host.engine.set_share("g", share(1)).expect("share"),
                1 => host.engine.set_share("g", share(1 + n % 2)).expect("share"),
                2 => host.engine.put_game(&game_json("g", "biz", "")).expect("game"),
                _ => {
                    let quota = [100, 90, 60, 100][n as usize % 4];
                    let report = [10, 9, 6, 10][n as usize % 4];
                    let json = format!(r#""quota":{{"check":{quota},"query":{quota},"report":{report}}}"#);
                    host.engine.put_game(&game_json("g", "biz", &json)).expect("game");
                }
            }
        }
        for (endpoint, limit) in [(Endpoint::Check, 100), (Endpoint::Report, 10)] {
            let times = times(&host, endpoint);
            let found = most(&times, 1_000);
            assert!(found <= limit, "case {what}: {found} {} in a second", endpoint.name());
            assert!(!times.is_empty());
        }
    }
}

/// A share: only its own slots, by the wall clock.
#[test]
fn a_share_uses_its_own_slots_only() {
    for (index, count) in [(0, 2), (1, 2), (2, 3), (7, 20)] {
        let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
        host.engine.set_share("g", Share { index, count, from: 0, until: None }).expect("share");
        fill(&mut host, 3_000, 300);
        host.run(21_000);
        let times = times(&host, Endpoint::Check);
        for time in &times {
            let slot = (crate::host::BEGIN + time) / 125;
            assert_eq!(slot % count, index, "{index} of {count}");
        }
        let wanted = 20 * 80 / count;
        assert!(times.len() as i64 >= wanted * 9 / 10, "{} of {wanted}", times.len());
    }
}

/// A wall clock that jitters below the alarm must not make slots come faster.
#[test]
fn small_steps_of_the_wall_clock_raise_no_rate() {
    let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
    host.engine.set_share("g", Share { index: 0, count: 2, from: 0, until: None }).expect("share");
    fill(&mut host, 0, 500);
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..3_000 {
        host.run(7);
        host.wall += random.i64(-900..=1_000);
    }
    let times = times(&host, Endpoint::Report);
    assert!(times.len() > 20);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 125), "125 * (count - 1) ms of the other clock");
}

/// When unix and mono part, a process that shares sends nothing for a minute, or until its share is set anew.
#[test]
fn a_jump_pauses_a_share() {
    let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
    let share = Share { index: 0, count: 2, from: 0, until: None };
    host.engine.set_share("g", share).expect("share");
    fill(&mut host, 0, 2_000);
    host.run(5_000);
    host.wall += 10_000;
    host.run(10);
    let count = host.sent.len();
    host.run(59_500);
    assert_eq!(host.sent.len(), count);
    host.run(2_000);
    assert!(host.sent.len() > count);
    host.wall -= 10_000;
    host.run(1_000);
    let count = host.sent.len();
    host.engine.set_share("g", share).expect("share");
    host.run(2_000);
    assert!(host.sent.len() > count, "set anew: on it goes");
}

/// Outside [from, until) a game accepts everything and sends nothing; the next share brings it all out.
#[test]
fn outside_its_lease_a_game_accepts_and_keeps_still() {
    let mut host = saturated("", "");
    let unix = crate::host::BEGIN;
    let lease =
        |from: i64, until: i64| Share { index: 0, count: 1, from: unix + from, until: Some(unix + until) };
    host.engine.set_share("g", lease(10_000, 20_000)).expect("share");
    fill(&mut host, 5, 5);
    host.run(9_999);
    assert!(host.sent.is_empty());
    host.run(2_000);
    assert!(!host.sent.is_empty());
    host.run(8_050);
    let count = host.sent.len();
    assert!(host.enter("late", 1).reported);
    host.verify("late", 2);
    host.run(600_000);
    assert_eq!(host.sent.len(), count, "nothing after until");
    host.engine.set_share("g", lease(600_000, 10_000_000)).expect("share");
    host.run(5_000);
    assert!(host.sent.len() >= count + 2);
}

/// Shares that make no sense are refused with a text.
#[test]
fn bad_shares_are_refused() {
    let mut host = Host::ready("");
    let share = |index, count, from, until| Share { index, count, from, until };
    for bad in [
        share(0, 0, 0, None),
        share(-1, 2, 0, None),
        share(2, 2, 0, None),
        share(0, 10_001, 0, None),
        share(0, i64::MAX, 0, None),
        share(0, i64::MIN, 0, None),
        share(0, 1, -1, None),
        share(0, 1, 10, Some(10)),
        share(0, 1, 10, Some(-10)),
    ] {
        let error = host.engine.set_share("g", bad).expect_err("no sense");
        assert_eq!((error.code.name(), error.field), ("invalid_share", Some("share")));
    }
    let extreme = share(9_999, 10_000, i64::MAX - 1, Some(i64::MAX));
    host.engine.set_share("g", extreme).expect("odd, and allowed");
    host.enter("s", 1);
    host.run(70_000);
    assert!(host.sent.is_empty());
    host.engine.set_share("g", share(0, 1, 0, Some(i64::MAX))).expect("share");
    host.run(3_000);
    assert_eq!(host.sent.len(), 1);
    assert_eq!(
        host.engine.set_share("x", share(0, 1, 0, None)).expect_err("none").code.name(),
        "unknown_game"
    );
}

/// The lane of a lost answer, a lock or a rest keeps to its slots afterwards.
#[test]
fn faults_do_not_break_the_rhythm() {
    let mut host = saturated(r#""limits":{"batch_rows":1}"#, "");
    let mut dice = fastrand::Rng::with_seed(3);
    host.script = Box::new(move |sent| match dice.u8(..6) {
        0 => (Reply::Lost, dice.i64(1..3_000)),
        1 => (crate::host::code(1012), dice.i64(1..300)),
        2 => (crate::host::code(1007), dice.i64(1..300)),
        _ => (all_well(sent).0, dice.i64(1..300)),
    });
    fill(&mut host, 800, 800);
    host.run(200_000);
    assert!(most(&times(&host, Endpoint::Check), 1_125) <= 100);
    assert!(most(&times(&host, Endpoint::Query), 1_125) <= 300);
    assert!(most(&times(&host, Endpoint::Report), 1_125) <= 10);
}
