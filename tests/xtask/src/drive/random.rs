//! Random histories of the engine: calls in any order, an authority with faults, crashes, and restarts from prefixes of
//! the journal, also cut inside a chunk.

use fastrand::Rng;
use serde_json::{Value, json};
use shiming_simulator::{AuthorityConfig, Fault, FaultRule};

use super::people::{self, ADULT, CHILD, OTHER, SLOW, SLOW_CHILD, SLOW_FAIL, WRONG};
use super::world::{Flying, KEY, Line, World, hex};
use crate::conform::surface::Reference;

const GAMES: [(&str, &str); 2] = [("game", "1101000001"), ("second", "1101000002")];

/// One history: the same seed gives the same lines.
pub fn history(seed: u64, reference: &mut Reference) -> Vec<Line> {
    let mut rng = Rng::with_seed(seed);
    let mut world = World::new(authority(&mut rng));
    std::mem::swap(&mut world.reference, reference);
    let mut history = History { settings: settings(&mut rng), rng, world, open: false };
    history.restart();
    for _ in 0..history.rng.usize(20..160) {
        history.act();
    }
    history.world.call("engine_stats", json!({"game": null}));
    history.world.call("engine_free", json!({}));
    std::mem::swap(&mut history.world.reference, reference);
    history.world.lines
}

fn authority(rng: &mut Rng) -> AuthorityConfig {
    let some = |fault, probability| FaultRule::new(fault).with_probability(probability);
    let faults = vec![
        some(Fault::RequestLost { hang_ms: 0 }, 0.05),
        some(Fault::AnswerLost { hang_ms: 0 }, 0.05),
        some(
            Fault::Errcode {
                errcode: *rng.choice(&[1001, 1007, 1012, 2004, 9999]).unwrap_or(&1001),
                processed: rng.bool(),
            },
            0.08,
        ),
        some(Fault::Errcode { errcode: 1006, processed: false }, 0.01),
        some(Fault::Rows { errcode: *rng.choice(&[3005, 3010]).unwrap_or(&3005), share: 0.5 }, 0.05),
        some(Fault::CutJson, 0.03),
        some(Fault::HttpStatus { status: 502, processed: false }, 0.03),
    ];
    AuthorityConfig { faults, seed: rng.u64(..), ..people::authority() }
}

fn settings(rng: &mut Rng) -> Value {
    let mut settings = json!({
        "late": *rng.choice(&["shift", "drop"]).unwrap_or(&"shift"),
        "restart": *rng.choice(&["resume", "close"]).unwrap_or(&"resume"),
        "recheck_failed": *rng.choice(&["follow", "keep"]).unwrap_or(&"follow"),
        "heartbeat_timeout_s": rng.i64(30..300),
        "report_accepted": rng.bool(),
        // Small enough that segments change and sweeps run within one history.
        "limits": {"segment_bytes": rng.i64(300..20_000), "failed_grace_ms": rng.i64(0..600_000)},
    });
    if rng.u8(..12) == 0 {
        settings["journal"] = "off".into();
        settings["journal_keys"] = json!([]);
    }
    settings
}

struct History {
    rng: Rng,
    world: World,
    settings: Value,
    open: bool,
}

impl History {
    /// Opens the engine on what the disk kept. A refusal is an answer like any other.
    fn restart(&mut self) {
        let piece = *self.rng.choice(&[1 << 20, 1000, 64, 17]).unwrap_or(&1000);
        self.open = self.world.open(&people::config(self.settings.clone()), piece).is_ok();
        let app = people::app(&[KEY]);
        self.world.call("engine_put_app", json!({"json": app}));
        for (game, biz_id) in GAMES {
            let base = *self.rng.choice(&["cn2019", "cn2021", "auto"]).unwrap_or(&"auto");
            let game = people::game(game, biz_id, json!({"profile": {"base": base}}));
            self.world.call("engine_put_game", json!({"json": game}));
        }
    }

    fn game(&mut self) -> &'static str {
        if self.rng.u8(..40) == 0 { "nothing" } else { GAMES[self.rng.usize(..GAMES.len())].0 }
    }

    fn session(&mut self) -> String {
        format!("session-{}", self.rng.u8(..12))
    }

    fn account(&mut self) -> String {
        format!("player-{}", self.rng.u8(..6))
    }

    fn act(&mut self) {
        match self.rng.u8(..100) {
            0..40 => self.step(),
            40..54 => self.answer(),
            54..62 => self.verify(),
            62..74 => self.login(),
            74..80 => self.session_call("engine_heartbeat"),
            80..86 => self.session_call("engine_logout"),
            86..92 => self.look(),
            92..95 => self.configure(),
            95..98 => self.crash(),
            _ => self.nonsense(),
        }
    }

    /// Lets time pass and takes steps; sometimes the disk or the application is slow.
    fn step(&mut self) {
        let ms = match self.rng.u8(..10) {
            0..4 => self.rng.i64(0..150),
            4..7 => self.rng.i64(100..3_000),
            7..9 => self.rng.i64(1_000..70_000),
            _ => self.rng.i64(60_000..900_000),
        };
        self.world.advance(ms);
        if self.rng.u8(..60) == 0 {
            // The wall clock is set.
            self.world.unix += self.rng.i64(-40_000..40_000);
        }
        self.world.sync = self.rng.u8(..8) != 0;
        self.world.handle = self.rng.u8(..8) != 0;
        let _ = self.world.pump();
        if self.rng.u8(..4) != 0 {
            let _ = self.world.synced();
        }
    }

    /// One request in the air meets its fate.
    fn answer(&mut self) {
        if self.world.flying().is_empty() {
            return self.step();
        }
        let at = self.rng.usize(..self.world.flying().len());
        let flying: Flying = self.world.take(at);
        let outcome = match self.rng.u8(..12) {
            0 => json!({"kind": "transport", "sent": "no"}),
            1 => json!({"kind": "transport", "sent": "unknown"}),
            2 => {
                let _ = self.world.outcome(&flying);
                json!({"kind": "transport", "sent": "unknown"})
            }
            3 => {
                let bodies = [
                    r#"{"errcode":1005,"errmsg":"SYS REQ IP ERROR"}"#,
                    r#"{"errcode":1011,"errmsg":""}"#,
                    r#"{"errcode":2001,"errmsg":""}"#,
                    r#"{"errcode":2003,"errmsg":""}"#,
                    r#"{"errcode":2006}"#,
                    r#"{"errcode":3002,"errmsg":""}"#,
                    r#"{"errcode":3001,"data":{"results":[]}}"#,
                    r#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":1,"pi":null}}}"#,
                    "[]",
                    "",
                ];
                let body = hex(bodies[self.rng.usize(..bodies.len())].as_bytes());
                let date = super::world::http_date(self.world.unix + self.rng.i64(-90_000..90_000));
                json!({"kind": "http", "status": 200, "body_hex": body, "date": date})
            }
            _ => self.world.outcome(&flying),
        };
        if self.rng.u8(..10) == 0 {
            // Past the lease.
            self.world.advance(self.rng.i64(9_000..15_000));
            let _ = self.world.pump();
        }
        let _ = self.world.complete(flying.send, outcome.clone());
        if self.rng.u8(..20) == 0 {
            let _ = self.world.complete(flying.send, outcome);
        }
    }

    fn verify(&mut self) {
        let (game, account) = (self.game(), self.account());
        let people = [
            ADULT,
            OTHER,
            SLOW,
            SLOW_FAIL,
            WRONG,
            CHILD,
            SLOW_CHILD,
            ("某", "110000199001010011"),
            ("", ADULT.1),
        ];
        let (name, id_number) = people[self.rng.usize(..people.len())];
        let state = self.state(game, &account);
        let priority = *self.rng.choice(&["live", "live", "backfill"]).unwrap_or(&"live");
        let answer = self.world.timed("engine_verify", json!({
            "game": game, "account": account, "state": state, "name": name, "id_number": id_number, "priority": priority,
        }));
        if let Some(state) = answer["ok"]["state"].as_str() {
            self.world.states.insert((game.to_owned(), account), state.to_owned());
        }
    }

    /// What the host stores, or, now and then, nothing: a host that forgot.
    fn state(&mut self, game: &str, account: &str) -> String {
        if self.rng.u8(..10) == 0 {
            self.world.states.remove(&(game.to_owned(), account.to_owned()));
        }
        self.world.state(game, account)
    }

    fn login(&mut self) {
        let (game, session, account) = (self.game(), self.session(), self.account());
        let args = if self.rng.u8(..5) == 0 {
            let di = *self.rng.choice(&["device-1", "device-2", ""]).unwrap_or(&"device-1");
            let seconds = *self.rng.choice(&[-1, 0, 3_000, 3_540, 3_600]).unwrap_or(&0);
            let usage = json!({"played_today_s": 0, "guest_used_s": seconds});
            let usage = if self.rng.bool() { usage } else { Value::Null };
            json!({"game": game, "session": session, "account": null, "state": null, "di": di, "usage": usage})
        } else {
            let state = self.state(game, &account);
            json!({"game": game, "session": session, "account": account, "state": state, "di": null})
        };
        self.world.timed("engine_login", args);
    }

    fn session_call(&mut self, op: &str) {
        let (game, session) = (self.game(), self.session());
        self.world.timed(op, json!({"game": game, "session": session}));
    }

    fn look(&mut self) {
        let (game, session, account) = (self.game(), self.session(), self.account());
        match self.rng.u8(..4) {
            0 => self.world.call("engine_account", json!({"game": game, "account": account})),
            1 => self.world.call("engine_session", json!({"game": game, "session": session})),
            2 => self.world.call("engine_stats", json!({"game": game})),
            _ => self.world.call("engine_stats", json!({"game": null})),
        };
    }

    fn configure(&mut self) {
        let (game, account) = (self.game(), self.account());
        let unix = self.world.unix;
        match self.rng.u8(..7) {
            0 => {
                let until = unix + self.rng.i64(-1_000..90_000);
                let endpoint = *self.rng.choice(&["check", "query", "report"]).unwrap_or(&"check");
                self.world.call("engine_hold", json!({"game": game, "endpoint": endpoint, "until": until}));
            }
            1 => {
                let (count, until) = (self.rng.i64(-1..4), self.rng.bool().then_some(unix + 60_000));
                let share = json!({"index": self.rng.i64(0..3), "count": count, "from": 0, "until": until});
                self.world.call("engine_set_share", json!({"game": game, "share": share}));
            }
            2 => {
                self.world.call("engine_remove_game", json!({"game": game}));
            }
            3 => {
                let key = people::game("game", "1101000001", json!({"role": "both", "quota": {"check": 5}}));
                self.world.call("engine_put_game", json!({"json": key}));
            }
            4 => {
                let key = people::app(&["ffeeddccbbaa99887766554433221100", KEY]);
                self.world.call("engine_put_app", json!({"json": key}));
            }
            5 => {
                let base = *self.rng.choice(&["cn2019", "cn2021", "auto", "cn1999"]).unwrap_or(&"auto");
                let policy = json!({"profile": {"base": base}, "calendar": null}).to_string();
                self.world.call("engine_put_policy", json!({"json": policy}));
            }
            _ => {
                let state = self.state(game, &account);
                self.world
                    .timed("engine_put_account", json!({"game": game, "account": account, "state": state}));
            }
        }
    }

    fn crash(&mut self) {
        let torn = *self.rng.choice(&[0, 1, 20, 100, usize::MAX]).unwrap_or(&0);
        self.world.crash(torn);
        self.world.advance(self.rng.i64(0..30_000));
        if self.rng.u8(..10) == 0 {
            self.settings["salvage"] = true.into();
            let segment = self.world.disk.keys().next().copied();
            if let Some(bytes) = segment.and_then(|segment| self.world.disk.get_mut(&segment)) {
                let at = self.rng.usize(..bytes.len().max(1));
                bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << self.rng.u8(..8));
            }
        }
        self.restart();
    }

    /// Calls that make no sense must be refused alike.
    fn nonsense(&mut self) {
        let game = self.game();
        match self.rng.u8(..7) {
            0 => self.world.call("engine_persisted", json!({"seq": self.rng.i64(-2..50)})),
            1 => self.world.call("engine_handled", json!({"seq": self.rng.i64(-2..50)})),
            2 => {
                let outcome = json!({"kind": "transport", "sent": "unknown"});
                self.world
                    .timed("engine_complete", json!({"send": self.rng.i64(-2..1 << 40), "outcome": outcome}))
            }
            3 => self.world.call("engine_put_game", json!({"json": "{\"game\":\"x\"}"})),
            4 => self
                .world
                .call("engine_poll", json!({"now": {"unix": self.rng.i64(0..2_000_000_000), "mono": 5}})),
            5 => self.world.call("engine_load", json!({"segment": self.rng.i64(-1..9), "bytes_hex": "00"})),
            _ => self.world.call("engine_stats", json!({"game": game})),
        };
    }
}
