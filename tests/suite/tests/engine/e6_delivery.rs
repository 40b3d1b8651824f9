//! E6: every durable row ends exactly once.

use proptest::prelude::*;
use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, all_well, code, partial};

/// The same row sent again keeps si, bt and, unless it must be shifted, ot: only so can the authority recognise it.
#[test]
fn a_repeated_row_is_the_same_row() {
    let mut host = Host::ready("");
    let mut n = 0;
    host.script = Box::new(move |sent| {
        n += 1;
        if n < 5 { (Reply::Lost, 40) } else { all_well(sent) }
    });
    host.enter("s", 1);
    host.run(30_000);
    let rows = host.rows();
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|(_, row)| *row == rows[0].1));
    let bodies: std::collections::BTreeSet<_> =
        host.sent.iter().map(|sent| sent.request.body.clone()).collect();
    assert_eq!(bodies.len(), 5, "and every request is sealed anew");
    assert_eq!(host.stat("resent"), 4);
    assert_eq!(host.ended("s", true).expect("told").outcome.name(), "accepted");
}

/// A settle record that the disk never saw: the row goes again after the restart, under the same si.
#[test]
fn a_lost_settle_record_sends_again() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.pump();
    host.sync = false;
    host.run(3_000);
    assert_eq!(host.rows().len(), 1);
    let mut disk = host.disk.clone();
    let (_, segment, _, bytes) = host.persists.last().expect("the settle record").clone();
    let data = disk.get_mut(&segment).expect("segment");
    data.truncate(data.len() - bytes.len());
    let first = host.rows()[0].1.clone();
    let mut host = Host::open(disk, host.t + 2_000, "", 7).expect("open");
    host.set_up();
    host.run(5_000);
    assert_eq!(host.rows()[0].1, first);
    assert!(host.ended("s", true).is_some());
    // With it, not.
    let mut host = host.restart(2_000, "");
    host.run(5_000);
    assert!(host.rows().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Random players, random answers, random crashes: every session that was promised ends with one login and one
    /// logout, told once, nothing is left.
    #[test]
    fn every_promised_row_ends(seed in any::<u64>()) {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut host = Host::ready("");
        let mut dice = fastrand::Rng::with_seed(seed ^ 1);
        let quiet = 120_000;
        host.script = Box::new(move |sent| {
            if sent.at > quiet {
                return all_well(sent);
            }
            let after = dice.i64(1..8_000);
            let n = sent.rows.len().max(1);
            match dice.u8(..16) {
                0 => (Reply::Lost, after),
                1 => (Reply::Never, 0),
                2 => (code(1001), after),
                3 => (code(1012), after),
                4 => (code(3004), after),
                5 => (code(1007), after),
                6 => (code(3005), after),
                7 => (partial(&[(dice.usize(1..=n), [3005, 3006, 3008, 3999][dice.usize(..4)])]), after),
                8 => (Reply::Http(502, vec![]), after),
                9 => (Reply::Refused, after),
                _ => all_well(sent),
            }
        });
        let mut open: Vec<String> = Vec::new();
        let mut promised: Vec<String> = Vec::new();
        let mut ends = std::collections::BTreeMap::new();
        let collect = |host: &Host, ends: &mut std::collections::BTreeMap<(String, bool), Vec<(String, i64)>>| {
            for row in host.settled() {
                let login = row.bt == shiming_core::wire::Behavior::Login;
                let all = ends.entry((row.session.clone(), login)).or_default();
                let end = (row.outcome.name().to_string(), row.ot);
                if !all.contains(&end) {
                    all.push(end);
                }
            }
        };
        for step in 0..120 {
            match random.u8(..8) {
                0..=3 => {
                    let session = format!("s-{step}");
                    if host.enter(&session, random.u32(..500)).reported {
                        promised.push(session.clone());
                        open.push(session);
                    }
                }
                4 | 5 if !open.is_empty() => {
                    let session = open.swap_remove(random.usize(..open.len()));
                    if host.engine.session("g", &session).expect("game").is_some() {
                        let now = host.now();
                        let _ = host.engine.logout("g", &session, now);
                    }
                }
                6 if random.u8(..6) == 0 => {
                    host.pump();
                    collect(&host, &mut ends);
                    host = host.restart(random.i64(1..4_000), "");
                    host.pump();
                }
                _ => host.run(random.i64(1..3_000)),
            }
        }
        host.pump();
        host.run(quiet);
        for session in open {
            let now = host.now();
            let _ = host.engine.logout("g", &session, now);
        }
        host.run(1_200_000);
        collect(&host, &mut ends);
        for session in &promised {
            for login in [true, false] {
                let all = ends.get(&(session.clone(), login)).cloned().unwrap_or_default();
                prop_assert_eq!(all.len(), 1, "{} login {}: {:?}", session, login, all);
            }
        }
        prop_assert_eq!(host.stat("queued"), 0);
        prop_assert!(host.calls(Endpoint::Report).len() < 600);
    }
}
