//! A small host for single clauses: one engine, a disk, a virtual clock, and a script that answers every request. What
//! every host must be able to rely on is asserted at each step, in all tests.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use serde_json::Value;
use shiming_core::account::AccountState;
use shiming_core::engine::{
    Admission, Engine, Event, Outcome, Player, Priority, SendStep, SettledRow, Step, Used, Verifying,
};
use shiming_core::wire::{Endpoint, decrypt_body};
use shiming_core::{Error, Now, Request, Response};
use shiming_suite::sim::person;

pub const APP: &str = "test-appId";
pub const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
pub const KEY_2: &str = "00112233445566778899aabbccddeeff";
pub const JOURNAL_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
pub const OTHER_JOURNAL_KEY: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// 2026-11-20T20:00:00+08:00.
pub const BEGIN: i64 = 1_795_176_000_000;
const MONO: i64 = 1_000_000;

/// What the disk holds: segments and their bytes.
pub type Disk = BTreeMap<i64, Vec<u8>>;

/// One request as the authority would read it.
#[derive(Clone)]
pub struct Sent {
    pub id: i64,
    pub endpoint: Endpoint,
    /// Milliseconds since the beginning of the test.
    pub at: i64,
    pub stamp: i64,
    pub biz: String,
    pub url: String,
    pub ai: String,
    pub number: String,
    pub rows: Vec<SentRow>,
    pub second_key: bool,
    pub request: Request,
    pub timeout_ms: i64,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SentRow {
    pub si: String,
    pub login: bool,
    pub ot: i64,
    pub ct: i64,
    /// pi or di.
    pub id: String,
}

/// What becomes of a request, and after how many milliseconds.
#[derive(Clone)]
pub enum Reply {
    Json(String),
    Dated(String, String),
    Http(i32, Vec<u8>),
    /// Time-out or reset.
    Lost,
    /// Certainly never sent.
    Refused,
    /// Nobody ever calls `complete`.
    Never,
}

pub type Script = Box<dyn FnMut(&Sent) -> (Reply, i64)>;

pub type Watch = Box<dyn FnMut(i64, usize, &Engine)>;

pub struct Host {
    pub engine: Engine,
    /// True milliseconds since the beginning.
    pub t: i64,
    /// How far the host's wall clock is off.
    pub wall: i64,
    pub disk: Disk,
    pub script: Script,
    /// Acknowledge every Persist at once.
    pub sync: bool,
    /// Handle every event at once.
    pub handle: bool,
    pub sent: Vec<Sent>,
    pub events: Vec<(i64, i64, Event)>,
    pub used: Vec<(i64, Result<Used, Error>)>,
    /// Every Persist: seq, segment, drop_before, bytes.
    pub persists: Vec<(i64, i64, Option<i64>, Vec<u8>)>,
    pub unacked: Option<(i64, Option<i64>)>,
    /// Told of every Persist: its segment and the segment's length with it.
    pub watch: Option<Watch>,
    acked: i64,
    answers: BinaryHeap<Reverse<(i64, i64)>>,
    outcomes: BTreeMap<i64, Outcome>,
}

/// The text of a configuration; `extra` are more members, such as `"late":"drop"`.
pub fn config(extra: &str) -> String {
    let comma = if extra.is_empty() { "" } else { "," };
    format!(r#"{{"v":1,"journal_keys":["{JOURNAL_KEY}"],"report_accepted":true{comma}{extra}}}"#)
}

pub fn entropy(n: u8) -> [u8; 32] {
    std::array::from_fn(|at| n.wrapping_mul(31).wrapping_add(at as u8))
}

pub fn app_json() -> String {
    format!(r#"{{"app_id":"{APP}","keys":[{{"secret_key":"{KEY}"}}]}}"#)
}

pub fn game_json(game: &str, biz: &str, extra: &str) -> String {
    let comma = if extra.is_empty() { "" } else { "," };
    format!(
        r#"{{"game":"{game}","app_id":"{APP}","biz_id":"{biz}","endpoints":{{"kind":"custom",
        "check":"http://127.0.0.1/idcard/authentication/check","query":"http://127.0.0.1/idcard/authentication/query",
        "report":"http://127.0.0.2/behavior/collection/loginout"}}{comma}{extra}}}"#
    )
}

impl Host {
    /// One enterprise, one game `g`, everything answered well.
    pub fn new(extra: &str) -> Self {
        let mut host = Self::bare(extra);
        host.set_up();
        host
    }

    /// The same, and past the quiet second.
    pub fn ready(extra: &str) -> Self {
        let mut host = Self::new(extra);
        host.run(1_500);
        host
    }

    /// Open, and nothing else.
    pub fn bare(extra: &str) -> Self {
        Self::open(Disk::new(), 0, extra, 1).expect("an empty journal opens")
    }

    /// Opens an engine on a disk at `t`.
    pub fn open(disk: Disk, t: i64, extra: &str, n: u8) -> Result<Self, Error> {
        Self::open_config(disk, t, &config(extra), n)
    }

    pub fn open_config(disk: Disk, t: i64, config: &str, n: u8) -> Result<Self, Error> {
        let mut engine = Engine::open(config, &entropy(n), Now { unix: BEGIN + t, mono: MONO + t })?;
        for (segment, bytes) in &disk {
            engine.load(*segment, bytes)?;
        }
        Ok(Self {
            engine,
            t,
            wall: 0,
            disk,
            script: Box::new(all_well),
            sync: true,
            handle: true,
            sent: Vec::new(),
            events: Vec::new(),
            used: Vec::new(),
            persists: Vec::new(),
            unacked: None,
            watch: None,
            acked: 0,
            answers: BinaryHeap::new(),
            outcomes: BTreeMap::new(),
        })
    }

    pub fn set_up(&mut self) {
        self.engine.put_app(&app_json()).expect("app");
        self.engine.put_game(&game_json("g", "biz", r#""profile":{"base":"cn2019"}"#)).expect("game");
    }

    /// The process dies; another one opens what the disk holds.
    pub fn restart(self, after: i64, extra: &str) -> Self {
        let n = self.t.rem_euclid(200) as u8 + 3;
        let mut host = Self::open(self.disk, self.t + after, extra, n).expect("a sound journal opens");
        host.wall = self.wall;
        host.script = self.script;
        host.set_up();
        host
    }

    pub fn now(&self) -> Now {
        Now { unix: BEGIN + self.t + self.wall, mono: MONO + self.t }
    }

    pub fn unix(&self) -> i64 {
        self.now().unix
    }

    /// One poll, done as the host's loop does it. None: the engine waits, until this t.
    pub fn step(&mut self) -> Result<(), i64> {
        let now = self.now();
        match self.engine.poll(now).expect("poll with a sound clock") {
            Step::Persist(persist) => {
                assert!(self.unacked.is_none(), "E2: one Persist is outstanding at a time");
                assert!(persist.seq > self.persists.last().map_or(0, |last| last.0), "E1: every seq once");
                assert!(persist.bytes.len() <= (1 << 20) + 200, "a Persist is at most 1 MiB");
                let newest = self.disk.keys().next_back().copied().unwrap_or(0);
                assert!(persist.segment >= newest, "segments ascend");
                self.disk.entry(persist.segment).or_default().extend_from_slice(&persist.bytes);
                if let Some(watch) = &mut self.watch {
                    watch(persist.segment, self.disk[&persist.segment].len(), &self.engine);
                }
                self.persists.push((persist.seq, persist.segment, persist.drop_before, persist.bytes));
                self.unacked = Some((persist.seq, persist.drop_before));
                if self.sync {
                    self.ack();
                }
            }
            Step::Event(told) => {
                assert!(self.events.last().is_none_or(|last| told.seq > last.1), "E1: every event seq once");
                self.events.push((self.t, told.seq, told.event));
                if self.handle {
                    self.engine.handled(told.seq).expect("handled");
                }
            }
            Step::Send(send) => {
                assert!(self.acked > 0, "E2: nothing is sent before the first Persist is acknowledged");
                assert!(self.sent.last().is_none_or(|last| send.send > last.id), "E4: ids ascend");
                assert!(send.send < 100_000_000_000_000, "E4: Lua's JSON keeps 14 digits");
                let sent = self.read(send);
                let (reply, after) = (self.script)(&sent);
                let response = |status, body: Vec<u8>, date| Outcome::Http(Response { status, body, date });
                let outcome = match reply {
                    Reply::Json(text) => Some(response(200, text.into_bytes(), None)),
                    Reply::Dated(text, date) => Some(response(200, text.into_bytes(), Some(date))),
                    Reply::Http(status, body) => Some(response(status, body, None)),
                    Reply::Lost => Some(Outcome::Transport { sent: shiming_core::engine::Sent::Unknown }),
                    Reply::Refused => Some(Outcome::Transport { sent: shiming_core::engine::Sent::No }),
                    Reply::Never => None,
                };
                if let Some(outcome) = outcome {
                    self.answers.push(Reverse((self.t + after, sent.id)));
                    self.outcomes.insert(sent.id, outcome);
                }
                self.sent.push(sent);
            }
            Step::Wait { until_mono } => {
                assert!(until_mono > now.mono, "E1: a Wait lies ahead");
                assert!(until_mono <= now.mono + 60_000, "E1: a Wait is never more than 60 s away");
                if self.unacked.is_none() {
                    let (accepted, durable) = (self.stat("accepted_seq"), self.stat("durable_seq"));
                    assert_eq!(accepted, durable, "E2: Wait with nothing outstanding means all is durable");
                }
                return Err(until_mono - MONO);
            }
        }
        Ok(())
    }

    /// Acknowledges the outstanding Persist.
    pub fn ack(&mut self) {
        let Some((seq, floor)) = self.unacked.take() else { return };
        self.engine.persisted(seq).expect("persisted");
        self.acked = seq;
        if let Some(floor) = floor {
            self.disk.retain(|segment, _| *segment >= floor);
        }
    }

    /// With the journal off there is no Persist to wait for.
    pub fn accept_unjournalled(&mut self) {
        self.acked = 1;
    }

    /// Steps until Wait; the t until which the engine waits.
    pub fn pump(&mut self) -> i64 {
        for _ in 0..200_000 {
            if let Err(until) = self.step() {
                return until;
            }
        }
        panic!("E1: poll gave 200,000 steps without a Wait");
    }

    /// Lets `ms` milliseconds pass.
    pub fn run(&mut self, ms: i64) {
        let end = self.t + ms;
        let mut rounds = 0;
        loop {
            rounds += 1;
            assert!(rounds < 1_000_000, "the engine keeps the host busy");
            self.deliver();
            let until = self.pump();
            let answer = self.answers.peek().map_or(i64::MAX, |Reverse((at, _))| *at);
            let next = until.min(answer).max(self.t);
            if next >= end {
                self.t = end;
                self.deliver();
                self.pump();
                return;
            }
            self.t = next;
        }
    }

    /// Lets time pass with a heartbeat a minute of these sessions.
    pub fn live(&mut self, ms: i64, sessions: &[String]) {
        let end = self.t + ms;
        while self.t < end {
            self.run((end - self.t).min(60_000));
            for session in sessions {
                let _ = self.beat(session);
            }
        }
    }

    /// Completes what is due.
    fn deliver(&mut self) {
        while let Some(Reverse((at, id))) = self.answers.peek().copied() {
            if at > self.t {
                return;
            }
            self.answers.pop();
            let Some(outcome) = self.outcomes.remove(&id) else { continue };
            let now = self.now();
            let used = self.engine.complete(id, &outcome, now);
            self.used.push((id, used));
        }
    }

    pub fn complete(&mut self, id: i64, json: &str) -> Result<Used, Error> {
        let now = self.now();
        let body = json.as_bytes().to_vec();
        self.engine.complete(id, &Outcome::Http(Response { status: 200, body, date: None }), now)
    }

    fn read(&self, send: SendStep) -> Sent {
        let header = |name: &str| {
            let found = send.request.headers.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let first = decrypt_body(KEY, &send.request.body).ok();
        let second_key = !send.request.body.is_empty() && first.is_none();
        let text = first.or_else(|| decrypt_body(KEY_2, &send.request.body).ok()).unwrap_or_default();
        let json: Value = serde_json::from_slice(&text).unwrap_or(Value::Null);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let from_url = send.request.url.split_once("?ai=").map(|(_, ai)| ai.to_string());
        let rows = json["collections"].as_array().cloned().unwrap_or_default();
        assert!(rows.iter().zip(1..).all(|(row, no)| row["no"] == no), "no counts from 1");
        Sent {
            id: send.send,
            endpoint: send.endpoint,
            at: self.t,
            stamp: header("timestamps").parse().expect("a stamp"),
            biz: header("bizId"),
            url: send.request.url.clone(),
            ai: from_url.unwrap_or_else(|| text(&json["ai"])),
            number: text(&json["idNum"]),
            rows: rows
                .iter()
                .map(|row| SentRow {
                    si: text(&row["si"]),
                    login: row["bt"] == 1,
                    ot: row["ot"].as_i64().expect("ot"),
                    ct: row["ct"].as_i64().expect("ct"),
                    id: text(&row["pi"]) + &text(&row["di"]),
                })
                .collect(),
            second_key,
            timeout_ms: send.timeout_ms,
            request: send.request,
        }
    }

    // What the host says.

    pub fn verify(&mut self, account: &str, n: u32) -> Verifying {
        self.verify_with(account, &AccountState::new(), n)
    }

    pub fn verify_with(&mut self, account: &str, state: &AccountState, n: u32) -> Verifying {
        let (name, number) = person(n);
        let now = self.now();
        self.engine.verify("g", account, state, &name, &number, Priority::Live, now).expect("verify")
    }

    pub fn login(&mut self, session: &str, account: &str, state: &AccountState) -> Admission {
        let now = self.now();
        let player = Player::Account { account: account.into(), state: state.clone() };
        self.engine.login("g", session, &player, now).expect("login")
    }

    /// Logs a verified player in.
    pub fn enter(&mut self, session: &str, n: u32) -> Admission {
        let admission = self.login(session, &format!("account-{n}"), &verified_state(n));
        assert!(admission.allowed, "a verified adult may play");
        admission
    }

    pub fn guest(&mut self, session: &str, di: &str) -> Admission {
        let now = self.now();
        self.engine.login("g", session, &Player::Guest { di: di.into() }, now).expect("guest")
    }

    pub fn leave(&mut self, session: &str) {
        let now = self.now();
        self.engine.logout("g", session, now).expect("logout");
    }

    pub fn beat(&mut self, session: &str) -> Result<(), Error> {
        let now = self.now();
        self.engine.heartbeat("g", session, now)
    }

    // What can be seen.

    pub fn stat(&self, name: &str) -> i64 {
        let stats = self.engine.stats(None).expect("stats");
        stats.values.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("stat {name}")).1
    }

    pub fn si(&self, session: &str) -> Option<String> {
        self.engine.session("g", session).expect("game").and_then(|view| view.si)
    }

    pub fn state(&self, account: &str) -> Option<AccountState> {
        self.engine.account("g", account).expect("game").map(|view| view.state)
    }

    /// Every row end told so far.
    pub fn settled(&self) -> Vec<SettledRow> {
        let rows = self.events.iter().filter_map(|(_, _, event)| match event {
            Event::RowsSettled { rows, .. } => Some(rows.clone()),
            _ => None,
        });
        rows.flatten().collect()
    }

    /// The end of one row, as (outcome, errcode); none while it has none. More than one is a broken promise.
    pub fn ended(&self, session: &str, login: bool) -> Option<SettledRow> {
        let bt =
            if login { shiming_core::wire::Behavior::Login } else { shiming_core::wire::Behavior::Logout };
        let all: Vec<_> =
            self.settled().into_iter().filter(|row| row.session == session && row.bt == bt).collect();
        assert!(all.len() <= 1, "E6: a row ends once, {session} ended {} times", all.len());
        all.first().cloned()
    }

    pub fn alerts(&self, wanted: &str) -> usize {
        let is = |event: &Event| matches!(event, Event::Alert { code, .. } if code == wanted);
        self.events.iter().filter(|(_, _, event)| is(event)).count()
    }

    pub fn changes(&self, wanted: &str) -> Vec<(String, AccountState, i64)> {
        let changes = self.events.iter().filter_map(|(_, _, event)| match event {
            Event::AccountChanged { account, state, cause, attempt, .. } if account == wanted => {
                Some((cause.clone(), state.clone(), *attempt))
            }
            _ => None,
        });
        changes.collect()
    }

    pub fn calls(&self, endpoint: Endpoint) -> Vec<&Sent> {
        self.sent.iter().filter(|sent| sent.endpoint == endpoint).collect()
    }

    /// All rows that were ever sent.
    pub fn rows(&self) -> Vec<(i64, SentRow)> {
        self.sent.iter().flat_map(|sent| sent.rows.iter().map(|row| (sent.at, row.clone()))).collect()
    }

    pub fn disk_bytes(&self) -> usize {
        self.disk.values().map(Vec::len).sum()
    }
}

// Answers.

pub fn code(errcode: i32) -> Reply {
    Reply::Json(format!(r#"{{"errcode":{errcode},"errmsg":"x"}}"#))
}

pub fn accepted() -> Reply {
    Reply::Json(r#"{"errcode":0,"errmsg":"ok","data":""}"#.into())
}

pub fn status(status: i32, pi: &str) -> Reply {
    Reply::Json(status_json(status, pi))
}

pub fn status_json(status: i32, pi: &str) -> String {
    format!(r#"{{"errcode":0,"errmsg":"ok","data":{{"result":{{"status":{status},"pi":"{pi}"}}}}}}"#)
}

pub fn partial(rows: &[(usize, i32)]) -> Reply {
    let rows: Vec<String> =
        rows.iter().map(|(no, code)| format!(r#"{{"no":{no},"errcode":{code},"errmsg":"x"}}"#)).collect();
    Reply::Json(format!(r#"{{"errcode":3001,"errmsg":"x","data":{{"results":[{}]}}}}"#, rows.join(",")))
}

/// Everybody is verified at once, every row is accepted, after 20 ms.
pub fn all_well(sent: &Sent) -> (Reply, i64) {
    let reply = match sent.endpoint {
        Endpoint::Report => accepted(),
        Endpoint::Check => status(0, &pi_for(&sent.number)),
        Endpoint::Query => code(2003),
    };
    (reply, 20)
}

/// A pi with the birth date of this ID number.
pub fn pi_for(number: &str) -> String {
    let mut date: u32 = number[6..14].parse().expect("a birth date");
    let mut head = [0u8; 6];
    for digit in head.iter_mut().rev() {
        *digit = b"0123456789abcdefghijklmnop"[(date % 26) as usize];
        date /= 26;
    }
    let tail: String =
        number.bytes().cycle().take(32).map(|byte| char::from(byte).to_ascii_lowercase()).collect();
    String::from_utf8_lossy(&head).into_owned() + &tail
}

pub fn pi(n: u32) -> String {
    pi_for(&person(n).1)
}

/// The state of a player who was verified long ago.
pub fn verified_state(n: u32) -> AccountState {
    use shiming_core::account::{AccountEvent, AccountOptions, PersonSource, account_apply};
    let link = AccountEvent::LinkPerson { pi: pi(n), birth: None, source: PersonSource::Own };
    let now = Now { unix: BEGIN - 86_400_000, mono: 0 };
    account_apply(&AccountState::new(), &link, None, now, &AccountOptions::default()).expect("link").state
}
