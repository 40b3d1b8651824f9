//! A host in one thread, with the simulated authority as its network and a vector as its disk. It checks at every step
//! what the engine's contract says of that step.

use std::collections::{BTreeMap, BTreeSet};

use shiming_core::account::AccountState;
use shiming_core::engine::{Engine, Event, Outcome, Persist, Player, Priority, SendStep, Sent, Step};
use shiming_core::{Error, ErrorCode, Now, Response};
use shiming_simulator::{Authority, AuthorityConfig, Game};

use super::bodies::KEY;
use super::marker::check_error;
use crate::sim::person;

/// 2026-11-20T12:00:00Z, in every oracle.
pub const BEGIN: i64 = 1_795_176_000_000;
/// The enterprise of every oracle.
pub const APP: &str = r#"{"app_id":"test-appId","keys":[{"secret_key":"2836e95fcd10e04b0069bb1ee659955b"}]}"#;
/// The journal key of every oracle.
pub const JOURNAL_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// One of the two games.
pub fn game_json(game: usize) -> String {
    format!(
        r#"{{"game":"game-{game}","app_id":"test-appId","biz_id":"biz-{game}","profile":{{"base":"cn2019"}}}}"#
    )
}

/// Segments and their bytes.
pub type Disk = Vec<(i64, Vec<u8>)>;

/// The host.
pub struct Host {
    /// The engine.
    pub engine: Engine,
    /// Both clocks.
    pub now: Now,
    /// What was written.
    pub disk: Disk,
    /// How many bytes that were when segments were last dropped: an older copy has those segments too.
    pub oldest: usize,
    /// A Persist that was handed out and not acknowledged.
    pub unsynced: Option<Persist>,
    /// Events that were handed out and not handled.
    pub unhandled: Vec<i64>,
    /// Requests that were handed out and not completed.
    pub sends: Vec<SendStep>,
    /// What the host's database knows.
    pub states: BTreeMap<(String, String), AccountState>,
    authority: Authority,
    journal: bool,
    durable_once: bool,
    appended: BTreeSet<(i64, i64)>,
    last_send: i64,
    last_persist: i64,
}

impl Host {
    /// Around an engine that was just opened.
    pub fn around(engine: Engine, now: Now, journal: bool) -> Self {
        let mut config = AuthorityConfig::one_game("test-appId", "biz-0", KEY);
        config.games = (0..2)
            .map(|game| Game { biz_id: format!("biz-{game}"), app_ids: vec!["test-appId".into()] })
            .collect();
        Self {
            engine,
            now,
            disk: Disk::new(),
            oldest: 0,
            unsynced: None,
            unhandled: Vec::new(),
            sends: Vec::new(),
            states: BTreeMap::new(),
            authority: Authority::new(config),
            journal,
            durable_once: false,
            appended: BTreeSet::new(),
            last_send: 0,
            last_persist: 0,
        }
    }

    /// Opens an engine on a disk and configures it. The first error of loading ends it.
    pub fn open(config: &str, entropy: [u8; 32], now: Now, disk: &Disk) -> Result<Engine, Error> {
        let mut engine = Engine::open(config, &entropy, now)?;
        for (segment, bytes) in disk {
            engine.load(*segment, bytes)?;
        }
        engine.put_app(APP)?;
        engine.put_game(&game_json(0))?;
        engine.put_game(&game_json(1))?;
        Ok(engine)
    }

    /// Takes the place of an engine that crashed. `restored`: the disk lost what it had acknowledged.
    pub fn reopened(&mut self, engine: Engine, restored: bool) {
        self.engine = engine;
        self.unsynced = None;
        self.unhandled.clear();
        self.sends.clear();
        self.durable_once = false;
        self.last_persist = 0;
        if restored || !self.journal {
            self.last_send = 0;
            self.appended.clear();
        }
        let kept: BTreeSet<i64> = self.disk.iter().map(|(segment, _)| *segment).collect();
        self.appended.retain(|(segment, _)| kept.contains(segment));
    }

    /// Time passes on both clocks.
    pub fn pass(&mut self, ms: i64) {
        self.now = Now { unix: self.now.unix + ms, mono: self.now.mono + ms };
    }

    /// Takes steps until Wait. `sync` and `handle` say whether Persists and Events are answered at once.
    pub fn pump(&mut self, sync: bool, handle: bool) {
        for _ in 0..5_000 {
            match self.engine.poll(self.now) {
                Err(error) => {
                    check_error(&error);
                    return assert_eq!(error.code, ErrorCode::BadTime, "{error}");
                }
                Ok(Step::Wait { until_mono }) => return self.waits(until_mono),
                Ok(step) => self.take(step),
            }
            if sync {
                self.sync();
            }
            if handle {
                self.handle_all();
            }
        }
        panic!("no Wait within 5,000 steps (E1)");
    }

    fn waits(&self, until_mono: i64) {
        let wait = until_mono - self.now.mono;
        assert!((1..=60_000).contains(&wait), "waits {wait} ms (E1)");
        if self.unsynced.is_none() && self.journal {
            let stats = self.engine.stats(None).expect("stats");
            let value = |name| stats.values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
            assert_eq!(value("unpersisted_bytes"), Some(0), "a Wait, and not everything is durable (E2)");
            assert_eq!(value("accepted_seq"), value("durable_seq"), "a Wait before all is durable (E2)");
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Persist(persist) => {
                assert!(self.journal, "a Persist without a journal");
                assert!(self.unsynced.is_none(), "two Persists outstanding (E2)");
                assert!(persist.seq > self.last_persist, "Persists out of order");
                assert!(persist.bytes.len() <= (1 << 20) + 256, "{} bytes at once", persist.bytes.len());
                assert!(self.appended.insert((persist.segment, persist.seq)), "appended twice");
                self.last_persist = persist.seq;
                self.unsynced = Some(persist);
            }
            Step::Event(event) => {
                if let Event::AccountChanged { game, account, state, .. } = &event.event {
                    self.states.insert((game.clone(), account.clone()), state.clone());
                }
                self.unhandled.push(event.seq);
            }
            Step::Send(send) => {
                assert!(send.send > self.last_send && send.send < 100_000_000_000_000, "send ids (E4)");
                assert!(self.durable_once || !self.journal, "sent before anything was durable (E2)");
                assert!(send.timeout_ms > 0);
                let names: Vec<&str> = send.request.headers.iter().map(|(name, _)| name.as_str()).collect();
                assert_eq!(names, ["Content-Type", "appId", "bizId", "timestamps", "sign"]);
                self.last_send = send.send;
                self.sends.push(send);
            }
            Step::Wait { .. } => {}
        }
    }

    /// Writes and acknowledges what is outstanding.
    pub fn sync(&mut self) {
        let Some(persist) = self.unsynced.take() else { return };
        append(&mut self.disk, &persist, persist.bytes.len());
        call(self.engine.persisted(persist.seq)).expect("handed out");
        self.durable_once = true;
        if let Some(floor) = persist.drop_before {
            let before = self.disk.len();
            self.disk.retain(|(segment, _)| *segment >= floor);
            if self.disk.len() < before {
                self.oldest = written(&self.disk);
            }
        }
    }

    /// Handles every event.
    pub fn handle_all(&mut self) {
        for seq in self.unhandled.drain(..) {
            call(self.engine.handled(seq)).expect("handed out");
        }
    }

    /// What the authority answers to a send, at its own clock.
    pub fn answer_of(&mut self, send: &SendStep) -> Outcome {
        let now = BEGIN + self.now.mono.clamp(0, 1 << 40);
        let answer = self.authority.handle_core(&send.request, [127, 0, 0, 1].into(), now);
        answer.to_core().map_or(Outcome::Transport { sent: Sent::Unknown }, Outcome::Http)
    }

    /// Completes every send with the authority's answer.
    pub fn answer_all(&mut self) {
        for send in std::mem::take(&mut self.sends) {
            let outcome = self.answer_of(&send);
            self.complete(&send, &outcome);
        }
    }

    /// Completes one send. It may have been forgotten, long after its lease.
    pub fn complete(&mut self, send: &SendStep, outcome: &Outcome) {
        if let Err(error) = self.engine.complete(send.send, outcome, self.now) {
            check_error(&error);
            assert_eq!(error.code, ErrorCode::UnknownSend, "{error}");
        }
    }

    /// A player verifies, plays and leaves, whatever the configuration says.
    pub fn exercise(&mut self) {
        self.pump(true, true);
        for (number, game) in [(0, "game-0"), (1, "game-0"), (2, "nobody")] {
            let (account, (name, id_number)) = (format!("account-{number}"), person(number));
            let state = AccountState::new();
            let engine = &mut self.engine;
            let verified =
                call(engine.verify(game, &account, &state, &name, &id_number, Priority::Live, self.now));
            let state = verified.map_or(state, |verifying| verifying.state);
            call(engine.login(
                game,
                &account,
                &Player::Account { account: account.clone(), state },
                self.now,
            ));
        }
        for round in 0..12 {
            self.pump(true, round % 3 != 0);
            if round % 4 == 1 {
                call(self.engine.heartbeat("game-0", "account-0", self.now));
            }
            if round == 6 {
                call(self.engine.logout("game-0", "account-1", self.now));
            }
            self.pass([130, 1_200, 65_000, 2_000][round % 4]);
            if round == 5 {
                let page = Response { status: 502, body: b"<html>".to_vec(), date: None };
                for send in std::mem::take(&mut self.sends) {
                    call(self.engine.complete(send.send, &Outcome::Http(page.clone()), self.now));
                }
            }
            self.answer_all();
        }
        self.pump(true, true);
    }
}

/// How many bytes a disk has.
pub fn written(disk: &Disk) -> usize {
    disk.iter().map(|(_, bytes)| bytes.len()).sum()
}

/// An append that stops after `keep` bytes. A segment begins with its first Persist.
pub fn append(disk: &mut Disk, persist: &Persist, keep: usize) {
    let last = disk.last().map(|(segment, _)| *segment);
    assert!(last.is_none_or(|last| persist.segment >= last), "segments descend");
    if last != Some(persist.segment) {
        disk.push((persist.segment, Vec::new()));
    }
    let (_, bytes) = disk.last_mut().expect("just pushed");
    bytes.extend_from_slice(&persist.bytes[..keep.min(persist.bytes.len())]);
}

/// A call may fail, but only with an error that may be shown.
pub fn call<T>(result: Result<T, Error>) -> Option<T> {
    result.inspect_err(check_error).ok()
}
