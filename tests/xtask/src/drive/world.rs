//! A host on a virtual clock that does everything through the pipe protocol and writes each call down with its answer.
//! The simulator's Authority answers its requests; it is its own disk.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use serde_json::{Value, json};
use shiming_simulator::{Authority, AuthorityConfig, Delivery, HttpRequest};

use crate::conform::surface::{Call, Reference};

/// The enterprise of every history. Its key is the official example's.
pub const APP_ID: &str = "test-appId";
/// The official example key (V1.9 §五).
pub const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
/// A journal key of nobody.
pub const JOURNAL_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
/// 2026-11-20T20:00:00+08:00.
pub const BEGIN: i64 = 1_795_176_000_000;

/// A request that was handed out and not completed.
#[derive(Clone, Debug)]
pub struct Flying {
    /// Its number.
    pub send: i64,
    /// `check`, `query` or `report`.
    pub endpoint: String,
    /// As the step gave it.
    pub request: Value,
}

/// One line of the history.
#[derive(Clone, Debug)]
pub struct Line {
    /// The call.
    pub call: Call,
    /// The reference's answer, without its id.
    pub answer: Value,
    /// What it shows.
    pub why: Option<String>,
}

/// What one open of the engine gave out.
#[derive(Default)]
struct Run {
    flying: Vec<Flying>,
    /// The persist that is not acknowledged, with its drop_before.
    unsynced: Option<(i64, Option<i64>)>,
    handled: bool,
}

/// The host.
pub struct World {
    pub(super) reference: Reference,
    /// Who answers.
    pub authority: Authority,
    /// Wall time.
    pub unix: i64,
    /// Monotonic time.
    pub mono: i64,
    /// The engine's number, from 1; another for each history.
    pub engine: i64,
    run: Run,
    opens: u64,
    /// The journal: segments with their bytes, and where each append began.
    pub disk: BTreeMap<i64, Vec<u8>>,
    /// The last append: segment and length before it.
    last_append: Option<(i64, usize)>,
    /// Whether `pump` acknowledges what it appends.
    pub sync: bool,
    /// Whether `pump` handles events.
    pub handle: bool,
    /// Every event that was told, oldest first.
    pub events: Vec<Value>,
    /// What the host stores of each account.
    pub states: BTreeMap<(String, String), String>,
    /// Everything that was said.
    pub lines: Vec<Line>,
    note: Option<String>,
}

impl World {
    /// A host that has not opened its engine.
    pub fn new(config: AuthorityConfig) -> Self {
        Self {
            reference: Reference::default(),
            authority: Authority::new(config),
            unix: BEGIN,
            mono: 1_000,
            engine: 1,
            run: Run::default(),
            opens: 0,
            disk: BTreeMap::new(),
            last_append: None,
            sync: true,
            handle: true,
            events: Vec::new(),
            states: BTreeMap::new(),
            lines: Vec::new(),
            note: None,
        }
    }

    /// The next line carries this remark.
    pub fn note(&mut self, why: &str) {
        self.note = Some(why.to_owned());
    }

    /// Both clocks as an argument.
    pub fn now(&self) -> Value {
        json!({"unix": self.unix, "mono": self.mono})
    }

    /// Lets time pass.
    pub fn advance(&mut self, ms: i64) {
        self.unix += ms;
        self.mono += ms;
    }

    /// Makes a call and writes it down. `e` is added.
    pub fn call(&mut self, op: &str, mut args: Value) -> Value {
        if op.starts_with("engine_") {
            args["e"] = self.engine.into();
        }
        let mut answer = self.reference.one(op, args.clone());
        if let Some(members) = answer.as_object_mut()
            && members.get("id").is_some_and(|id| !id.is_null())
        {
            members.remove("id");
        }
        let (call, why) = (Call::new(op, args), self.note.take());
        self.lines.push(Line { call, answer: answer.clone(), why });
        answer
    }

    /// The same with the time.
    pub fn timed(&mut self, op: &str, mut args: Value) -> Value {
        args["now"] = self.now();
        self.call(op, args)
    }

    /// Opens the engine and feeds it the journal in pieces of `piece` bytes.
    pub fn open(&mut self, config: &Value, piece: usize) -> Result<(), String> {
        self.opens += 1;
        self.run = Run::default();
        let entropy: String =
            (0..32_u64).map(|at| format!("{:02x}", (at * 7 + self.opens * 13) & 255)).collect();
        let opened = self.timed("engine_open", json!({"config": config.to_string(), "entropy_hex": entropy}));
        good(&opened)?;
        for (segment, bytes) in self.disk.clone() {
            let pieces: Vec<&[u8]> =
                if bytes.is_empty() { vec![&bytes] } else { bytes.chunks(piece).collect() };
            for piece in pieces {
                good(&self.call("engine_load", json!({"segment": segment, "bytes_hex": hex(piece)})))?;
            }
        }
        Ok(())
    }

    /// The host's process dies: the engine is gone, and of an append that was not acknowledged the last `torn` bytes.
    pub fn crash(&mut self, torn: usize) {
        if self.run.unsynced.is_some()
            && let Some((segment, before)) = self.last_append
            && let Some(bytes) = self.disk.get_mut(&segment)
        {
            bytes.truncate(bytes.len().saturating_sub(torn).max(before));
        }
        self.call("engine_free", json!({}));
        self.run = Run::default();
    }

    /// Takes steps until the engine waits; gives the time it waits for. Requests are kept in the air.
    pub fn pump(&mut self) -> Result<i64, String> {
        for _ in 0..10_000 {
            let step = self.timed("engine_poll", json!({}));
            let step = good(&step)?.clone();
            match step["kind"].as_str() {
                Some("persist") => {
                    self.append(&step)?;
                    if self.sync {
                        self.synced()?;
                    }
                }
                Some("event") => self.told(&step)?,
                Some("send") => self.run.flying.push(Flying {
                    send: number(&step["send"])?,
                    endpoint: step["endpoint"].as_str().unwrap_or_default().to_owned(),
                    request: step["request"].clone(),
                }),
                _ => return number(&step["until_mono"]),
            }
        }
        Err("poll gave 10,000 steps without a wait".to_owned())
    }

    fn append(&mut self, step: &Value) -> Result<(), String> {
        let (segment, seq) = (number(&step["segment"])?, number(&step["seq"])?);
        let bytes = unhex(step["bytes_hex"].as_str().unwrap_or_default());
        let data = self.disk.entry(segment).or_default();
        self.last_append = Some((segment, data.len()));
        data.extend(bytes);
        self.run.unsynced = Some((seq, step["drop_before"].as_i64()));
        Ok(())
    }

    /// Acknowledges what was appended.
    pub fn synced(&mut self) -> Result<(), String> {
        let Some((seq, floor)) = self.run.unsynced.take() else { return Ok(()) };
        good(&self.call("engine_persisted", json!({"seq": seq})))?;
        if let Some(floor) = floor {
            self.disk.retain(|segment, _| *segment >= floor);
        }
        Ok(())
    }

    fn told(&mut self, step: &Value) -> Result<(), String> {
        let event = &step["event"];
        let text = |name: &str| event[name].as_str().unwrap_or_default().to_owned();
        if event["kind"] == "account_changed" {
            self.states.insert((text("game"), text("account")), text("state"));
        }
        self.events.push(event.clone());
        self.run.handled = self.handle;
        if self.handle {
            good(&self.call("engine_handled", json!({"seq": step["seq"]})))?;
        }
        Ok(())
    }

    /// Requests in the air, oldest first.
    pub fn flying(&self) -> &[Flying] {
        &self.run.flying
    }

    /// Takes a request out of the air.
    pub fn take(&mut self, at: usize) -> Flying {
        self.run.flying.remove(at)
    }

    /// Lets time pass until a request is in the air, and takes it.
    pub fn next_send(&mut self) -> Result<Flying, String> {
        for _ in 0..10_000 {
            let until = self.pump()?;
            if !self.run.flying.is_empty() {
                return Ok(self.take(0));
            }
            self.advance((until - self.mono).max(1));
        }
        Err("nothing was sent".to_owned())
    }

    /// The next request; it must be this call.
    pub fn next(&mut self, endpoint: &str) -> Result<Flying, String> {
        let flying = self.next_send()?;
        if flying.endpoint == endpoint {
            return Ok(flying);
        }
        Err(format!("{} was sent where {endpoint} was due", flying.endpoint))
    }

    /// The authority handles the request; the answer arrives.
    pub fn deliver(&mut self, flying: &Flying) -> Result<(), String> {
        let outcome = self.outcome(flying);
        self.complete(flying.send, outcome)
    }

    /// The authority handles the request; the answer is lost.
    pub fn lose_answer(&mut self, flying: &Flying) -> Result<(), String> {
        let _ = self.outcome(flying);
        self.complete(flying.send, json!({"kind": "transport", "sent": "unknown"}))
    }

    /// Another answer than the authority's, which never sees the request.
    pub fn reply(&mut self, flying: &Flying, body: &str) -> Result<(), String> {
        let date = http_date(self.unix);
        let body = hex(body.as_bytes());
        self.complete(flying.send, json!({"kind": "http", "status": 200, "body_hex": body, "date": date}))
    }

    /// Reports an outcome.
    pub fn complete(&mut self, send: i64, outcome: Value) -> Result<(), String> {
        good(&self.timed("engine_complete", json!({"send": send, "outcome": outcome}))).map(|_| ())
    }

    /// What the authority makes of a request, as an outcome.
    pub fn outcome(&mut self, flying: &Flying) -> Value {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let headers = flying.request["headers"].as_array().into_iter().flatten();
        let request = HttpRequest {
            method: text(&flying.request["method"]),
            target: text(&flying.request["url"]),
            headers: headers.map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
            body: unhex(flying.request["body_hex"].as_str().unwrap_or_default()),
            source: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        let answer = self.authority.handle(&request, self.unix);
        match answer.delivery {
            Delivery::Answered => json!({
                "kind": "http", "status": answer.status, "body_hex": hex(&answer.body), "date": answer.date,
            }),
            Delivery::RequestLost | Delivery::AnswerLost => json!({"kind": "transport", "sent": "unknown"}),
        }
    }

    /// Runs for this long; every request is answered by the authority 20 ms later.
    pub fn run(&mut self, ms: i64) -> Result<(), String> {
        let end = self.mono + ms;
        loop {
            let until = self.pump()?;
            if self.run.flying.is_empty() {
                if self.mono >= end {
                    return Ok(());
                }
                self.advance((until - self.mono).clamp(1, end - self.mono));
                continue;
            }
            self.advance(20);
            for flying in std::mem::take(&mut self.run.flying) {
                self.deliver(&flying)?;
            }
        }
    }

    /// The newest event of this kind.
    pub fn event(&self, kind: &str) -> Result<&Value, String> {
        self.events
            .iter()
            .rfind(|event| event["kind"] == kind)
            .ok_or_else(|| format!("no event {kind} was told"))
    }

    /// The newest alert must have this code.
    pub fn alert(&self, code: &str) -> Result<(), String> {
        let alerts = self.events.iter().filter(|event| event["kind"] == "alert");
        let codes: Vec<&str> = alerts.filter_map(|event| event["code"].as_str()).collect();
        if codes.contains(&code) { Ok(()) } else { Err(format!("no alert {code}, only {codes:?}")) }
    }

    /// How the rows of this session ended, oldest first.
    pub fn outcomes(&self, session: &str) -> Vec<&str> {
        let settled = self.events.iter().filter(|event| event["kind"] == "rows_settled");
        let rows = settled.flat_map(|event| event["rows"].as_array().into_iter().flatten());
        rows.filter(|row| row["session"] == session).filter_map(|row| row["outcome"].as_str()).collect()
    }

    /// What the host stores of an account; a new one when it stores nothing.
    pub fn state(&mut self, game: &str, account: &str) -> String {
        if let Some(state) = self.states.get(&(game.to_owned(), account.to_owned())) {
            return state.clone();
        }
        let answer = self.call("account_new", json!({}));
        answer["ok"]["state"].as_str().unwrap_or_default().to_owned()
    }

    /// The kind of that state.
    pub fn kind(&self, game: &str, account: &str) -> String {
        let state =
            self.states.get(&(game.to_owned(), account.to_owned())).map(String::as_str).unwrap_or_default();
        let state: Value = serde_json::from_str(state).unwrap_or_default();
        state["kind"].as_str().unwrap_or_default().to_owned()
    }
}

/// The `ok` of an answer.
pub fn good(answer: &Value) -> Result<&Value, String> {
    answer.get("ok").ok_or_else(|| format!("the engine refused: {answer}"))
}

fn number(value: &Value) -> Result<i64, String> {
    value.as_i64().ok_or_else(|| format!("{value} is no number"))
}

/// Lower hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of lower hex that the engine wrote itself.
pub fn unhex(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The `Date` header of this instant.
pub fn http_date(unix: i64) -> String {
    let since = std::time::Duration::from_millis(unix.unsigned_abs());
    httpdate::fmt_http_date(std::time::UNIX_EPOCH + since)
}
