//! E11, many processes: N engines with slots of their own against one authority on one clock, with skewed clocks and a
//! way of varying length. Not one 1006, and nearly all of the slots' rate.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::net::{IpAddr, Ipv4Addr};

use fastrand::Rng;
use shiming_core::Now;
use shiming_core::engine::{Engine, Outcome, Player, Priority, Share, Step};
use shiming_core::wire::Endpoint;
use shiming_simulator::{Authority, AuthorityConfig, LockReading, WindowKind};

use crate::host::{APP, BEGIN, KEY, app_json, config, entropy, game_json, verified_state};

enum What {
    Wake(usize),
    Arrive(usize, i64, Box<shiming_core::Request>),
    Complete(usize, i64, Box<Outcome>),
}

struct Fleet {
    engines: Vec<(Engine, i64, i64)>,
    authority: Authority,
    random: Rng,
    queue: BinaryHeap<Reverse<(i64, u64)>>,
    things: std::collections::BTreeMap<u64, What>,
    number: u64,
    t: i64,
}

impl Fleet {
    fn new(processes: usize, window: WindowKind, lock: LockReading, seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut authority = AuthorityConfig::one_game(APP, "biz", KEY);
        authority.quota.window = window;
        authority.quota.lock = lock;
        authority.rows.any_pi = true;
        let engines = (0..processes)
            .map(|n| {
                let skew = random.i64(-30..=30);
                let mono = random.i64(0..1_000_000_000);
                let now = Now { unix: BEGIN + skew, mono };
                let text = config(r#""limits":{"batch_rows":1},"heartbeat_timeout_s":300"#);
                let mut engine = Engine::open(&text, &entropy(n as u8), now).expect("open");
                engine.put_app(&app_json()).expect("app");
                engine.put_game(&game_json("g", "biz", "")).expect("game");
                (engine, skew, mono)
            })
            .collect();
        let mut fleet = Self {
            engines,
            authority: Authority::new(authority),
            random,
            queue: BinaryHeap::new(),
            things: Default::default(),
            number: 0,
            t: 0,
        };
        for n in 0..processes {
            fleet.plan(fleet.random.clone().i64(0..50), What::Wake(n));
        }
        fleet
    }

    fn plan(&mut self, at: i64, what: What) {
        self.number += 1;
        self.queue.push(Reverse((at, self.number)));
        self.things.insert(self.number, what);
    }

    fn now(&self, n: usize) -> Now {
        let (_, skew, mono) = &self.engines[n];
        Now { unix: BEGIN + self.t + skew, mono: mono + self.t }
    }

    /// More rows and checks than the process can send.
    fn fill(&mut self, n: usize, rows: usize, checks: usize) {
        let now = self.now(n);
        let engine = &mut self.engines[n].0;
        let player = Player::Account { account: "a".into(), state: verified_state(1) };
        for row in 0..rows {
            engine.login("g", &format!("s-{n}-{}-{row}", self.t), &player, now).expect("login");
        }
        for at in 0..checks {
            let (name, number) = shiming_suite::sim::person(at as u32 % 15_000);
            let new = shiming_core::account::AccountState::new();
            let account = format!("a-{n}-{}-{at}", self.t);
            engine.verify("g", &account, &new, &name, &number, Priority::Live, now).expect("verify");
        }
    }

    fn pump(&mut self, n: usize) {
        let now = self.now(n);
        loop {
            match self.engines[n].0.poll(now).expect("poll") {
                Step::Persist(persist) => self.engines[n].0.persisted(persist.seq).expect("persisted"),
                Step::Event(told) => self.engines[n].0.handled(told.seq).expect("handled"),
                Step::Send(send) => {
                    let way = 5 + self.random.i64(0..=60);
                    self.plan(self.t + way, What::Arrive(n, send.send, Box::new(send.request)));
                }
                Step::Wait { until_mono } => {
                    let wait = (until_mono - now.mono).max(1);
                    self.plan(self.t + wait, What::Wake(n));
                    return;
                }
            }
        }
    }

    fn run(&mut self, end: i64) {
        while let Some(Reverse((at, number))) = self.queue.peek().copied() {
            if at > end {
                break;
            }
            self.queue.pop();
            self.t = at;
            match self.things.remove(&number).expect("planned") {
                What::Wake(n) => self.pump(n),
                What::Arrive(n, id, request) => {
                    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
                    let answer = self.authority.handle_core(&request, here, BEGIN + self.t);
                    let outcome = Outcome::Http(answer.to_core().expect("answered"));
                    let way = 5 + self.random.i64(0..=60);
                    self.plan(self.t + way, What::Complete(n, id, Box::new(outcome)));
                }
                What::Complete(n, id, outcome) => {
                    let now = self.now(n);
                    self.engines[n].0.complete(id, &outcome, now).expect("known");
                    self.pump(n);
                }
            }
        }
        self.t = end;
    }

    fn arrivals(&self, endpoint: Endpoint) -> u64 {
        self.authority.lane(APP, "biz", endpoint).map_or(0, |lane| lane.arrivals)
    }
}

fn saturated_reports(processes: usize) {
    for (seed, window) in [(1, WindowKind::Rolling), (2, WindowKind::Calendar)] {
        let mut fleet = Fleet::new(processes, window, LockReading::SixtySeconds, seed);
        for n in 0..processes {
            if processes > 1 {
                let share = Share { index: n as i64, count: processes as i64, from: 0, until: None };
                fleet.engines[n].0.set_share("g", share).expect("share");
            }
            fleet.fill(n, 520 / processes + 20, 0);
        }
        fleet.run(61_000);
        let arrived = fleet.arrivals(Endpoint::Report);
        assert_eq!(fleet.authority.unforced_throttles(), 0, "{processes} processes, {window:?}");
        assert!(arrived >= 432, "{processes} processes, {window:?}: {arrived} of 480 reports in a minute");
    }
}

/// One process alone counts on the clock that cannot jump.
#[test]
fn one_process_saturated() {
    saturated_reports(1);
}

#[test]
fn two_processes_saturated() {
    saturated_reports(2);
}

#[test]
fn three_processes_saturated() {
    saturated_reports(3);
}

#[test]
fn eight_processes_saturated() {
    saturated_reports(8);
}

#[test]
fn twenty_processes_saturated() {
    saturated_reports(20);
}

#[test]
fn a_hundred_processes_saturated() {
    saturated_reports(100);
}

/// Checks and queries keep to their own quotas at the same time.
#[test]
fn checks_are_shared_as_well() {
    for processes in [1, 3] {
        let mut fleet = Fleet::new(processes, WindowKind::Rolling, LockReading::NextMinute, 7);
        for n in 0..processes {
            let share = Share { index: n as i64, count: processes as i64, from: 0, until: None };
            fleet.engines[n].0.set_share("g", share).expect("share");
            fleet.fill(n, 100, 2_000 / processes);
        }
        fleet.run(21_000);
        assert_eq!(fleet.authority.unforced_throttles(), 0);
        let arrived = fleet.arrivals(Endpoint::Check);
        assert!(arrived >= 1_440, "{arrived} of 1,600 checks in 20 s");
    }
}

/// Leases: the members change every epoch of 30 s, each knows its rank and the number of all; zero 1006.
#[test]
fn membership_may_change_every_epoch() {
    let mut fleet = Fleet::new(20, WindowKind::Rolling, LockReading::SixtySeconds, 11);
    let mut random = Rng::with_seed(12);
    for n in 0..20 {
        fleet.fill(n, 150, 0);
        // Until it has a lease, a process sends nothing.
        let never = Share { index: 0, count: 1, from: 0, until: Some(1) };
        fleet.engines[n].0.set_share("g", never).expect("share");
    }
    // Epochs are cut in server time; the frozen set is known three seconds before.
    for epoch in 1..=8i64 {
        let from = BEGIN + epoch * 30_000;
        fleet.run(epoch * 30_000 - 100);
        let members: Vec<usize> = (0..20).filter(|_| random.bool()).collect();
        for (rank, n) in members.iter().enumerate() {
            let share =
                Share { index: rank as i64, count: members.len() as i64, from, until: Some(from + 30_000) };
            fleet.engines[*n].0.set_share("g", share).expect("share");
            fleet.pump(*n);
        }
    }
    fleet.run(9 * 30_000);
    assert_eq!(fleet.authority.unforced_throttles(), 0);
    let arrived = fleet.arrivals(Endpoint::Report);
    assert!(arrived >= 8 * 240 * 8 / 10, "{arrived} reports in eight epochs");
}

/// Without slots: eight processes that each believe to be alone are locked again and again. The rule is what helps, not
/// the simulator's good nature.
#[test]
fn without_shares_the_game_is_locked() {
    let mut fleet = Fleet::new(8, WindowKind::Rolling, LockReading::SixtySeconds, 3);
    for n in 0..8 {
        fleet.fill(n, 100, 0);
    }
    fleet.run(30_000);
    assert!(fleet.authority.unforced_throttles() > 0);
}
