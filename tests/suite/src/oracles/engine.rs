//! The engine under any sequence of calls, crashes included.

use shiming_core::account::AccountState;
use shiming_core::engine::{Engine, Outcome, Player, Priority, Sent, Share};
use shiming_core::wire::Endpoint;
use shiming_core::{ErrorCode, Now, Response};

use super::host::{APP, BEGIN, Host, JOURNAL_KEY, append, call, game_json, written};
use super::input::Input;
use crate::sim::person;

const GAMES: &[&str] = &["game-0", "game-0", "game-0", "game-1", "nobody"];
/// More than any sensible input needs; it bounds the time of one run.
const MAX_CALLS: usize = 400;

struct Run<'a> {
    input: Input<'a>,
    host: Host,
    config: String,
    opens: u8,
}

/// A byte string as a sequence of calls.
pub fn calls(bytes: &[u8]) {
    let mut input = Input(bytes);
    let config = config(&mut input);
    let mono = *input.pick(&[1_000, 0, -50_000, 1 << 52]);
    let now = Now { unix: BEGIN, mono };
    let engine = Host::open(&config, entropy(0), now, &Vec::new()).expect("a right configuration");
    let host = Host::around(engine, now, config.contains("journal_keys"));
    let mut run = Run { input, host, config, opens: 0 };
    for _ in 0..MAX_CALLS {
        if run.input.is_empty() {
            break;
        }
        run.step();
    }
    run.host.pump(true, true);
    // No clock says this; but no number may make the engine panic.
    for mono in [i64::MAX, i64::MIN] {
        for _ in 0..3 {
            call(run.host.engine.poll(Now { unix: run.host.now.unix, mono }));
        }
    }
}

/// Small limits make rare things happen soon.
fn config(input: &mut Input<'_>) -> String {
    let journal = match input.below(8) {
        0 => r#""journal":"off""#.to_string(),
        _ => format!(r#""journal_keys":["{JOURNAL_KEY}"]"#),
    };
    let restart = input.pick(&["resume", "close"]);
    let late = input.pick(&["shift", "drop"]);
    let recheck = input.pick(&["follow", "keep"]);
    let accepted = input.pick(&["true", "false"]);
    let limits = input.pick(&[
        "{}",
        r#"{"segment_bytes":1}"#,
        r#"{"segment_bytes":2000,"max_unpersisted_bytes":600}"#,
        r#"{"max_queued_rows":3,"max_unhandled":1}"#,
        r#"{"batch_rows":1,"linger_ms":1,"max_shift_s":1}"#,
        r#"{"host_down_after":1,"host_in_flight":1,"over_ms":0,"late_answer_ms":0}"#,
    ]);
    format!(
        r#"{{{journal},"restart":"{restart}","late":"{late}","recheck_failed":"{recheck}","report_accepted":{accepted},"limits":{limits}}}"#
    )
}

fn entropy(opens: u8) -> [u8; 32] {
    std::array::from_fn(|at| u8::try_from(at).unwrap_or(0) ^ opens)
}

impl Run<'_> {
    fn step(&mut self) {
        match self.input.below(32) {
            0..=3 => self.verify(),
            4..=7 => self.login(),
            8 => {
                let (game, session) = self.session();
                call(self.host.engine.heartbeat(game, &session, self.host.now));
            }
            9..=11 => {
                let (game, session) = self.session();
                call(self.host.engine.logout(game, &session, self.host.now));
            }
            12..=16 => self.host.pump(true, true),
            17 => self.host.pump(false, true),
            18 => self.host.pump(true, false),
            19 => self.host.sync(),
            20 | 21 => self.host.answer_all(),
            22 | 23 => self.complete(),
            24 | 25 => self.host.pass(*self.input.pick(&[1, 125, 600, 1_500, 30_000, 61_000, 3_600_000])),
            26 => self.strange_time(),
            27 => self.numbers(),
            28 => self.configure(),
            29 => self.put_account(),
            30 => self.crash(),
            _ => self.look(),
        }
    }

    fn session(&mut self) -> (&'static str, String) {
        let game = *self.input.pick(GAMES);
        (game, format!("session-{}", self.input.below(8)))
    }

    fn account(&mut self, game: &str) -> (String, AccountState) {
        let account = format!("account-{}", self.input.below(6));
        let state = self.host.states.get(&(game.to_string(), account.clone())).cloned();
        (account, state.unwrap_or_default())
    }

    fn verify(&mut self) {
        let game = *self.input.pick(GAMES);
        let (account, state) = self.account(game);
        let (mut name, id_number) = person(u32::from(self.input.byte()) % 8);
        if self.input.byte() == 255 {
            name = self.input.text();
        }
        let priority = *self.input.pick(&[Priority::Live, Priority::Backfill]);
        let now = self.host.now;
        let engine = &mut self.host.engine;
        if let Some(done) = call(engine.verify(game, &account, &state, &name, &id_number, priority, now)) {
            assert!(done.attempt >= 0);
            self.host.states.insert((game.into(), account), done.state);
        }
    }

    fn login(&mut self) {
        let (game, session) = self.session();
        let player = if self.input.below(4) == 0 {
            Player::Guest { di: format!("device-{}", self.input.below(3)) }
        } else {
            let (account, state) = self.account(game);
            Player::Account { account, state }
        };
        let engine = &mut self.host.engine;
        let reported_as = |engine: &Engine| call(engine.session(game, &session)).flatten()?.si;
        let before = reported_as(engine);
        if let Some(admission) = call(engine.login(game, &session, &player, self.host.now)) {
            // Who is in already may be refused by a later login: that ends his session, whose logout is reported.
            let ended = before.is_some() && reported_as(engine).is_none();
            assert!(admission.allowed || ended || !admission.reported, "reported and not allowed");
            assert!(!admission.reason.is_empty() && !admission.rule_id.is_empty());
        }
    }

    /// One outcome, for a send that is out or for any number.
    fn complete(&mut self) {
        let at = self.input.below(self.host.sends.len());
        if at >= self.host.sends.len() || self.input.byte() == 255 {
            let outcome = Outcome::Transport { sent: Sent::No };
            call(self.host.engine.complete(self.input.number(), &outcome, self.host.now));
            return;
        }
        let send = self.host.sends.remove(at);
        let codes = [1001, 1005, 1006, 1007, 1011, 1012, 2001, 2003, 2004, 2006, 3001, 3002, 3005, 9999];
        let outcome = match self.input.below(8) {
            0 => Outcome::Transport { sent: Sent::No },
            1 => Outcome::Transport { sent: Sent::Unknown },
            2 => http(200, format!(r#"{{"errcode":{}}}"#, self.input.pick(&codes)).into_bytes()),
            3 => http(502, b"<html>".to_vec()),
            4 => http(200, self.input.bytes().to_vec()),
            5 => {
                let no = self.input.below(4);
                http(
                    200,
                    format!(
                        r#"{{"errcode":3001,"data":{{"results":[{{"no":{no},"errcode":3005,"errmsg":""}}]}}}}"#
                    )
                    .into_bytes(),
                )
            }
            6 => {
                let status = self.input.below(3);
                let body = format!(
                    r#"{{"errcode":0,"data":{{"result":{{"status":{status},"pi":"1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u"}}}}}}"#
                );
                http(200, body.into_bytes())
            }
            _ => self.host.answer_of(&send),
        };
        self.host.complete(&send, &outcome);
        if self.input.byte() == 255 {
            call(self.host.engine.complete(send.send, &outcome, self.host.now));
        }
    }

    /// A jump of the wall clock, or a single call with a time that cannot be.
    fn strange_time(&mut self) {
        let Now { unix, mono } = self.host.now;
        match self.input.below(8) {
            0 => self.host.now.unix += *self.input.pick(&[-90_000, 90_000, -2_500, 40_000, 86_400_000]),
            1 => {
                let unix = *self.input.pick(&[0, -1, i64::MIN, i64::MAX, BEGIN / 1_000]);
                let error = self.host.engine.poll(Now { unix, mono }).expect_err("this time cannot be");
                assert_eq!(error.code, ErrorCode::BadTime);
            }
            2 => {
                call(self.host.engine.heartbeat("game-0", "session-0", Now { unix, mono: mono - 7 }));
            }
            _ => {}
        }
    }

    /// Acknowledgements of numbers that may never have been handed out.
    fn numbers(&mut self) {
        let number = match self.input.below(4) {
            0 => i64::MAX,
            1 => self.input.number(),
            _ => i64::from(self.input.byte()),
        };
        let unsynced = self.host.unsynced.as_ref().map(|persist| persist.seq);
        if unsynced.is_none_or(|seq| number < seq) {
            call(self.host.engine.persisted(number));
        }
        if !self.host.unhandled.contains(&number) {
            call(self.host.engine.handled(number));
        }
    }

    fn configure(&mut self) {
        let game = *self.input.pick(GAMES);
        let now = self.host.now.unix;
        let engine = &mut self.host.engine;
        match self.input.below(6) {
            0 => drop(call(engine.put_app(APP))),
            1 => drop(call(engine.put_game(&game_json(self.input.below(2))))),
            2 => drop(call(engine.remove_game(game))),
            3 => {
                let share = Share {
                    index: i64::from(self.input.byte() % 3),
                    count: i64::from(self.input.byte() % 3),
                    from: *self.input.pick(&[0, now, now + 30_000, -1]),
                    until: *self.input.pick(&[None, Some(now + 60_000), Some(0), Some(i64::MAX)]),
                };
                call(engine.set_share(game, share));
            }
            4 => {
                let until = *self.input.pick(&[now + 30_000, now - 1, i64::MAX, 0]);
                call(engine.hold(game, *self.input.pick(&Endpoint::ALL), until));
            }
            _ => drop(call(engine.put_policy(r#"{"profile":{"base":"cn2021"}}"#))),
        }
    }

    fn put_account(&mut self) {
        let game = *self.input.pick(GAMES);
        let (account, state) = self.account(game);
        call(self.host.engine.put_account(game, &account, &state, self.host.now));
    }

    fn look(&mut self) {
        let (game, session) = self.session();
        let (account, _) = self.account(game);
        call(self.host.engine.session(game, &session));
        call(self.host.engine.account(game, &account));
        call(self.host.engine.stats(Some(game)));
    }

    /// The host dies: part of an append that was not acknowledged stays, or an older copy of the disk comes back.
    fn crash(&mut self) {
        let keep = usize::from(self.input.byte());
        if let Some(persist) = self.host.unsynced.take()
            && keep > 0
        {
            append(&mut self.host.disk, &persist, persist.bytes.len() * keep / 255);
        }
        let restored = self.input.byte() == 255;
        if restored {
            let oldest = self.host.oldest;
            let since = written(&self.host.disk) - oldest;
            let mut left = oldest + since * usize::from(self.input.byte()) / 256;
            for (_, bytes) in &mut self.host.disk {
                bytes.truncate(left);
                left -= bytes.len();
            }
            let empty = self.host.disk.iter().position(|(_, bytes)| bytes.is_empty());
            self.host.disk.truncate(empty.unwrap_or(self.host.disk.len()));
        }
        if !self.config.contains("journal_keys") {
            self.host.disk.clear();
            self.host.oldest = 0;
        }
        self.opens = self.opens.wrapping_add(1).max(1);
        let engine = Host::open(&self.config, entropy(self.opens), self.host.now, &self.host.disk);
        let engine = engine.expect("a torn journal opens");
        self.host.reopened(engine, restored);
    }
}

fn http(status: i32, body: Vec<u8>) -> Outcome {
    Outcome::Http(Response { status, body, date: None })
}
