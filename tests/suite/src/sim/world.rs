//! The virtual world: one host with one engine, crashing now and then.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::net::{IpAddr, Ipv4Addr};

use fastrand::Rng;
use shiming_core::Now;
use shiming_core::account::AccountState;
use shiming_core::credential::App;
use shiming_core::engine::{Engine, Outcome, Player, Priority, Sent, Step};
use shiming_core::wire::{Answer, Endpoints, check_request, parse_check};
use shiming_simulator::{Authority, AuthorityConfig};

use super::Plan;
use super::app::{Database, Promise, game_name};
use super::authority::authority_config;
use super::check::{Violation, check};
use super::disk::Disk;
use super::people::{MINORS, person};

pub const APP_ID: &str = "test-appId";
pub const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
const JOURNAL_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// Everything must be delivered this long after the last fault and the last action.
const DRAIN: i64 = 3 * 3_600_000;

/// What a simulation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What did not hold.
    pub violations: Vec<Violation>,
    /// Of every byte the engine gave out, in order.
    pub digest: u64,
    /// Rows that came to an end.
    pub rows: usize,
    /// How often the host died.
    pub crashes: usize,
    /// Requests that were handed out.
    pub sends: u64,
    /// Bytes of the journal at the end.
    pub journal_left: usize,
    /// Milliseconds of virtual time.
    pub ended_at: i64,
    /// The most requests that one lane of the authority saw in a second, as a share of its quota, in percent.
    pub busiest: u64,
}

enum Happens {
    Act(usize),
    Arrive { send: i64, request: Box<shiming_core::Request>, epoch: usize, timeout: i64 },
    Complete { send: i64, outcome: Box<Outcome>, epoch: usize },
    Synced { seq: i64, drop_before: Option<i64>, epoch: usize },
    Crash,
    Wake(u64),
}

pub(super) struct World {
    pub plan: Plan,
    random: Rng,
    pub now: i64,
    engine: Option<Engine>,
    epoch: usize,
    pub authority: Authority,
    disk: Disk,
    pub database: Database,
    pub players: Vec<Person>,
    pub promises: Vec<Promise>,
    queue: BinaryHeap<Reverse<(i64, u64)>>,
    events: BTreeMap<u64, Happens>,
    number: u64,
    digest: u64,
    sends: u64,
    crashes: usize,
    pub violations: Vec<Violation>,
    durable_seq: i64,
    /// Only the newest wake-up counts: every input voids the Wait before it.
    wake: u64,
}

/// One player of the simulation.
pub(super) struct Person {
    pub game: usize,
    pub account: String,
    /// Whom the last submission named.
    pub person: u32,
    pub minor: bool,
    pub guest: bool,
    pub session: Option<usize>,
    pub submitted: bool,
}

/// Runs a plan to its end.
pub fn run(plan: &Plan) -> Report {
    let mut world = World::new(plan);
    world.open();
    world.go();
    let mut violations = std::mem::take(&mut world.violations);
    violations.extend(check(&world));
    Report {
        violations,
        digest: world.digest,
        rows: world.database.rows.len(),
        crashes: world.crashes,
        sends: world.sends,
        journal_left: world.disk.bytes(),
        ended_at: world.now - plan.begin,
        busiest: world.busiest(),
    }
}

impl World {
    fn new(plan: &Plan) -> Self {
        let mut random = Rng::with_seed(plan.seed);
        let mut world = Self {
            authority: Authority::new(authority_config(plan, &mut random)),
            plan: plan.clone(),
            now: plan.begin,
            engine: None,
            epoch: 0,
            disk: Disk::default(),
            database: Database::default(),
            players: Vec::new(),
            promises: Vec::new(),
            queue: BinaryHeap::new(),
            events: BTreeMap::new(),
            number: 0,
            digest: 0xcbf2_9ce4_8422_2325,
            sends: 0,
            crashes: 0,
            violations: Vec::new(),
            durable_seq: 0,
            wake: 0,
            random,
        };
        for n in 0..plan.players {
            let guest = world.random.u8(..8) == 0;
            let minor = plan.evening && !guest && world.random.u8(..3) == 0;
            world.players.push(Person {
                game: n % plan.games,
                account: format!("player-{n}"),
                person: n as u32 + if minor { MINORS } else { 0 },
                minor,
                guest,
                session: None,
                submitted: false,
            });
            for _ in 0..world.random.usize(2..12) {
                let at = plan.begin + world.random.i64(0..plan.busy_ms);
                world.happens(at, Happens::Act(n));
            }
        }
        for _ in 0..plan.crashes {
            let at = plan.begin + world.random.i64(0..plan.busy_ms + 60_000);
            world.happens(at, Happens::Crash);
        }
        world
    }

    fn happens(&mut self, at: i64, what: Happens) {
        self.number += 1;
        self.queue.push(Reverse((at.max(self.now), self.number)));
        self.events.insert(self.number, what);
    }

    fn wake_at(&mut self, at: i64) {
        self.wake += 1;
        self.happens(at, Happens::Wake(self.wake));
    }

    pub fn host_now(&self) -> Now {
        Now { unix: self.now - self.plan.skew_ms, mono: self.now - self.plan.begin + 1_000 }
    }

    fn open(&mut self) {
        let late = if self.plan.drop_late { "drop" } else { "shift" };
        let restart = if self.plan.restart_close { "close" } else { "resume" };
        let limits = if self.plan.small_journal {
            r#","limits":{"segment_bytes":4000,"compact_bytes":2000}"#
        } else {
            ""
        };
        let mutation = if self.plan.mutation.is_empty() {
            String::new()
        } else {
            format!(r#","mutation":"{}""#, self.plan.mutation)
        };
        let config = format!(
            r#"{{"v":1,"journal_keys":["{JOURNAL_KEY}"],"report_accepted":true,"late":"{late}","restart":"{restart}"{limits}{mutation}}}"#
        );
        let entropy: [u8; 32] = std::array::from_fn(|_| self.random.u8(..));
        let mut engine = Engine::open(&config, &entropy, self.host_now()).expect("config is right");
        for (segment, bytes) in self.disk.segments() {
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let (piece, tail) = rest.split_at(self.random.usize(1..=rest.len()));
                engine.load(*segment, piece).expect("a torn journal loads");
                rest = tail;
            }
            if bytes.is_empty() {
                engine.load(*segment, &[]).expect("an empty segment loads");
            }
        }
        engine
            .put_app(&format!(r#"{{"app_id":"{APP_ID}","keys":[{{"secret_key":"{KEY}"}}]}}"#))
            .expect("app");
        let law = if self.plan.evening { "auto" } else { "cn2019" };
        for game in 0..self.plan.games {
            let json = format!(
                r#"{{"game":"{}","app_id":"{APP_ID}","biz_id":"biz-{game}","endpoints":{{"kind":"custom",
                "check":"http://127.0.0.1/idcard/authentication/check","query":"http://127.0.0.1/idcard/authentication/query",
                "report":"http://127.0.0.1/behavior/collection/loginout"}},"quota":{{"check":{},"query":{},"report":{}}},"profile":{{"base":"{law}"}}}}"#,
                game_name(game),
                self.plan.quota[0],
                self.plan.quota[1],
                self.plan.quota[2]
            );
            engine.put_game(&json).expect("game");
        }
        self.engine = Some(engine);
        self.durable_seq = 0;
        self.wake_at(self.now);
    }

    fn crash(&mut self) {
        self.crashes += 1;
        let accepted = self.durable_seq;
        for promise in self.promises.iter_mut().filter(|promise| !promise.durable) {
            promise.durable = promise.record <= accepted;
        }
        let keep = self.random.usize(0..=1000);
        self.disk.crash(keep);
        self.engine = None;
        self.epoch += 1;
        for player in &mut self.players {
            player.submitted = false;
        }
        self.open();
        // What was not durable when the host died may have reached the disk all the same, or not: ask.
        let engine = self.engine.as_ref().expect("just opened");
        let mut gone = Vec::new();
        for (at, promise) in self.promises.iter().enumerate() {
            let known = engine.session(&game_name(promise.game), &promise.session).ok().flatten();
            if !promise.durable && known.is_none() && promise.record != i64::MAX {
                gone.push(at);
            }
        }
        for at in gone {
            self.promises[at].record = i64::MAX;
            self.promises[at].logged_out = true;
        }
        for player in &mut self.players {
            if let Some(session) = player.session
                && self.promises[session].record == i64::MAX
            {
                player.session = None;
            }
        }
        for promise in self.promises.iter_mut().filter(|promise| promise.record != i64::MAX) {
            promise.durable = true;
        }
    }

    fn go(&mut self) {
        let mut last_act = self.plan.begin + self.plan.busy_ms;
        let mut closing = false;
        while let Some(Reverse((at, number))) = self.queue.pop() {
            self.now = self.now.max(at);
            let Some(event) = self.events.remove(&number) else { continue };
            match event {
                Happens::Act(player) => self.act(player),
                Happens::Arrive { send, request, epoch, timeout } => {
                    self.arrive(send, &request, epoch, timeout)
                }
                Happens::Complete { send, outcome, epoch } => self.complete(send, &outcome, epoch),
                Happens::Synced { seq, drop_before, epoch } => {
                    if epoch == self.epoch {
                        self.synced(seq, drop_before);
                    }
                }
                Happens::Crash => self.crash(),
                Happens::Wake(number) if number != self.wake => continue,
                Happens::Wake(_) => {}
            }
            self.pump();
            if !closing && self.now >= last_act {
                closing = true;
                self.close_all();
                self.pump();
            }
            if closing && self.is_idle() {
                return;
            }
            if self.now > last_act + DRAIN {
                let stats = self.engine.as_ref().and_then(|engine| engine.stats(None).ok());
                let text = format!("{:?}", stats.map(|stats| (stats.values, stats.lanes)));
                self.violations.push(Violation::new("drain", format!("not empty after {DRAIN} ms: {text}")));
                return;
            }
            if closing {
                last_act = last_act.max(self.plan.begin + self.plan.busy_ms);
            }
        }
    }

    /// All work is done: nothing waits, nothing is in flight, nothing is owed.
    fn is_idle(&self) -> bool {
        let Some(engine) = &self.engine else { return false };
        let Ok(stats) = engine.stats(None) else { return false };
        let value =
            |name| stats.values.iter().find(|(known, _)| *known == name).map_or(0, |(_, value)| *value);
        let keys =
            ["queued", "in_flight", "verifying", "pending", "verified", "failed", "unhandled", "sessions"];
        let quiet = keys.into_iter().all(|key| value(key) == 0);
        let on_the_way = self.events.values().any(|event| !matches!(event, Happens::Wake(_)));
        quiet && !on_the_way && value("accepted_seq") == value("durable_seq")
    }

    fn pump(&mut self) {
        for _ in 0..100_000 {
            let now = self.host_now();
            let Some(engine) = &mut self.engine else { return };
            let step = engine.poll(now).expect("poll never fails on sound clocks");
            match step {
                Step::Persist(persist) => {
                    self.mix(&persist.bytes);
                    self.disk.append(persist.segment, &persist.bytes);
                    let at = self.now + self.random.i64(0..self.plan.disk_ms);
                    let (seq, drop_before, epoch) = (persist.seq, persist.drop_before, self.epoch);
                    self.happens(at, Happens::Synced { seq, drop_before, epoch });
                }
                Step::Event(told) => {
                    self.mix(format!("{:?}", told.event).as_bytes());
                    self.database.handle(&told.event);
                    // The host may die between its own database and `handled`.
                    if self.plan.crashes > 0 && self.random.u8(..64) == 0 {
                        self.happens(self.now, Happens::Crash);
                        return;
                    }
                    self.handled(told.seq);
                }
                Step::Send(send) => {
                    self.sends += 1;
                    self.mix(&send.request.body);
                    self.mix(send.request.url.as_bytes());
                    let at = self.now + self.random.i64(0..=self.plan.jitter_ms);
                    let (send, request, timeout) = (send.send, Box::new(send.request), send.timeout_ms);
                    self.happens(at, Happens::Arrive { send, request, epoch: self.epoch, timeout });
                }
                Step::Wait { until_mono } => {
                    let wait = (until_mono - now.mono).max(1);
                    self.wake_at(self.now + wait);
                    return;
                }
            }
        }
        self.violations.push(Violation::new("pump", "poll gave 100,000 steps without a Wait".into()));
        self.queue.clear();
    }

    fn handled(&mut self, seq: i64) {
        if let Some(engine) = &mut self.engine {
            engine.handled(seq).expect("handled what was handed out");
        }
    }

    fn synced(&mut self, seq: i64, drop_before: Option<i64>) {
        self.disk.synced();
        let Some(engine) = &mut self.engine else { return };
        engine.persisted(seq).expect("persisted what was handed out");
        if let Some(floor) = drop_before {
            self.disk.drop_before(floor);
        }
        let stats = engine.stats(None).expect("stats");
        self.durable_seq =
            stats.values.iter().find(|(name, _)| *name == "durable_seq").map_or(0, |(_, value)| *value);
    }

    fn arrive(&mut self, send: i64, request: &shiming_core::Request, epoch: usize, timeout: i64) {
        let answer = self.authority.handle_core(request, IpAddr::V4(Ipv4Addr::LOCALHOST), self.now);
        let delay = i64::try_from(answer.delay_ms).unwrap_or(0) + self.random.i64(1..=60);
        let (outcome, delay) = match answer.to_core() {
            Some(response) if delay < timeout => (Outcome::Http(response), delay),
            _ => {
                let late = self.random.u8(..4) == 0;
                let wait =
                    if late { timeout + self.random.i64(0..20_000) } else { self.random.i64(1..timeout) };
                match answer.to_core() {
                    Some(response) if late => (Outcome::Http(response), wait),
                    _ => (Outcome::Transport { sent: Sent::Unknown }, wait),
                }
            }
        };
        self.happens(self.now + delay, Happens::Complete { send, outcome: Box::new(outcome), epoch });
    }

    fn complete(&mut self, send: i64, outcome: &Outcome, epoch: usize) {
        let now = self.host_now();
        let current = epoch == self.epoch;
        if let Some(engine) = &mut self.engine {
            // An answer of an earlier open reaches nobody; a host that passes it on gets a harmless error.
            let used = engine.complete(send, outcome, now);
            if current && used.is_err() {
                self.violations
                    .push(Violation::new("complete", "a request of this open was not known".into()));
            }
        }
    }

    fn mix(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.digest = (self.digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn accepted_seq(&self) -> i64 {
        let stats = self.engine.as_ref().and_then(|engine| engine.stats(None).ok());
        stats
            .and_then(|stats| {
                stats.values.iter().find(|(name, _)| *name == "accepted_seq").map(|(_, value)| *value)
            })
            .unwrap_or(0)
    }

    fn state_of(&self, player: usize) -> AccountState {
        let player = &self.players[player];
        self.database.states.get(&(player.game, player.account.clone())).cloned().unwrap_or_default()
    }

    /// A player does something.
    fn act(&mut self, at: usize) {
        let now = self.host_now();
        let dice = self.random.u8(..10);
        let (game, account, guest) = {
            let player = &self.players[at];
            (game_name(player.game), player.account.clone(), player.guest)
        };
        if !guest && (dice < 3 || !self.players[at].submitted) {
            // Some players correct themselves at once: the first answer is then on its way.
            if self.random.u8(..4) == 0 {
                let soon = self.now + self.random.i64(0..200);
                self.happens(soon, Happens::Act(at));
            }
            if self.random.u8(..4) == 0 {
                let minors = if self.players[at].minor { MINORS } else { 0 };
                self.players[at].person = minors + at as u32 + 5_000 * self.random.u32(1..9);
            }
            let (name, number) = person(self.players[at].person);
            let state = self.state_of(at);
            let priority = if self.random.bool() { Priority::Live } else { Priority::Backfill };
            let Some(engine) = &mut self.engine else { return };
            let verifying = engine.verify(&game, &account, &state, &name, &number, priority, now);
            if let Ok(verifying) = verifying {
                self.players[at].submitted = true;
                let key = (self.players[at].game, account);
                self.database.states.insert(key, verifying.state);
            }
            return;
        }
        if let Some(session) = self.players[at].session {
            if dice < 6 {
                self.logout(at, session);
            } else if let Some(engine) = &mut self.engine {
                let _ = engine.heartbeat(&game, &self.promises[session].session, now);
            }
            return;
        }
        self.login(at);
    }

    fn login(&mut self, at: usize) {
        let now = self.host_now();
        let state = self.state_of(at);
        let player = &self.players[at];
        let session = format!("session-{at}-{}", self.number);
        let who = if player.guest {
            Player::Guest { di: format!("device-{at}") }
        } else {
            Player::Account { account: player.account.clone(), state }
        };
        let game = player.game;
        let account = (!player.guest).then_some(at);
        let Some(engine) = &mut self.engine else { return };
        let Ok(admission) = engine.login(&game_name(game), &session, &who, now) else { return };
        if !admission.allowed {
            return;
        }
        let si = engine.session(&game_name(game), &session).ok().flatten().and_then(|view| view.si);
        let promise = Promise {
            game,
            session,
            account,
            record: self.accepted_seq(),
            si,
            logged_out: false,
            durable: false,
        };
        self.promises.push(promise);
        self.players[at].session = Some(self.promises.len() - 1);
    }

    fn logout(&mut self, at: usize, session: usize) {
        let now = self.host_now();
        let promise = &self.promises[session];
        let (game, key) = (game_name(promise.game), promise.session.clone());
        if let Some(engine) = &mut self.engine {
            let _ = engine.logout(&game, &key, now);
        }
        self.promises[session].logged_out = true;
        self.players[at].session = None;
    }

    /// The pi that the authority has for this person: an authority of the same seed is asked.
    pub fn true_pi(&self, who: u32) -> Option<String> {
        let mut config = AuthorityConfig::one_game(APP_ID, "biz-0", KEY);
        config.seed = self.plan.seed;
        let app = App::new(APP_ID, "biz-0", KEY).ok()?;
        let (name, number) = person(who);
        let request =
            check_request(&app, &Endpoints::Production, "a", &name, &number, &[1; 12], self.plan.begin)
                .ok()?;
        let answer = Authority::new(config)
            .handle_core(&request, IpAddr::V4(Ipv4Addr::LOCALHOST), self.plan.begin)
            .to_core()?;
        match parse_check(answer.status, &answer.body) {
            Answer::Verified { pi } => Some(pi),
            _ => None,
        }
    }

    /// How near the authority's limits the busiest lane came.
    fn busiest(&self) -> u64 {
        let share = |lane: &shiming_simulator::LaneSummary| {
            let quota = match lane.endpoint {
                "check" => self.plan.quota[0],
                "query" => self.plan.quota[1],
                _ => self.plan.quota[2],
            };
            lane.stats.most_in_rolling_second * 100 / quota
        };
        self.authority.summary(self.now).lanes.iter().map(share).max().unwrap_or(0)
    }

    fn close_all(&mut self) {
        for at in 0..self.players.len() {
            if let Some(session) = self.players[at].session {
                self.logout(at, session);
            }
        }
    }
}
