//! The engine. Numbers that a call answers besides its result wait in registers until JavaScript fetches them: they cross for nothing, objects do
//! not.

use shiming_core::account::AccountState;
use shiming_core::engine::{self, Admission, Outcome, Player, Sent, Share, Step};
use shiming_core::http::Response;
use shiming_core::policy::{Reason, Rule, Usage};
use shiming_core::{Now, Result};
use shiming_shape::args::bad_call;
use shiming_shape::names::Named;
use shiming_shape::object::Shown;
use shiming_shape::{Value, answers, event};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::inbox::{self, Given};
use crate::number::{now, number};
use crate::outbox::{self, told};
use crate::packet::keep;

/// One engine.
#[wasm_bindgen]
pub struct Engine {
    engine: engine::Engine,
    numbers: [f64; 3],
    /// The last admission's words and their bits: hardly ever others.
    words: (String, String, i32),
}

type Operation = fn(&mut Engine, &mut Given<'_>, Now) -> Result<i32>;

/// By number, as in `wasm/npm/src/operations.ts`.
const OPERATIONS: &[Operation] = &[
    load,
    put_app,
    put_game,
    put_policy,
    remove_game,
    set_share,
    hold,
    verify,
    put_account,
    login,
    login_guest,
    heartbeat,
    logout,
    poll,
    persisted,
    handled,
    complete,
    complete_transport,
    account,
    session,
    stats,
];

#[wasm_bindgen]
impl Engine {
    /// `engine_open`. In the inbox: config, entropy. None: an error, in the outbox.
    pub fn open(length: usize, unix: f64, mono: f64) -> Option<Self> {
        let opened =
            inbox::read(length, |given| engine::Engine::open(given.text()?, given.bytes()?, now(unix, mono)));
        opened
            .map(|engine| Self { engine, numbers: [f64::NAN; 3], words: Default::default() })
            .inspect_err(outbox::fault)
            .ok()
    }

    /// Calls an operation with the first `length` bytes of the inbox: as the function `call`.
    pub fn call(&mut self, operation: usize, length: usize, unix: f64, mono: f64) -> i32 {
        told(inbox::read(length, |given| match OPERATIONS.get(operation) {
            Some(operation) => operation(self, given, now(unix, mono)),
            None => Err(bad_call("no operation has this number")),
        }))
    }

    /// A number of the last call; NaN where there is none.
    pub fn number(&self, at: usize) -> f64 {
        self.numbers.get(at).copied().unwrap_or(f64::NAN)
    }
}

/// The reasons and rules of `login`, in the order of the numbers that it answers: two lists.
pub(crate) fn login_words(_: &mut Given<'_>) -> Result<i32> {
    let reasons = Reason::ALL.iter().map(|reason| reason.name()).collect::<Vec<_>>();
    let rules = Rule::ALL.iter().map(|rule| rule.name()).collect::<Vec<_>>();
    outbox::json(&(reasons, rules).shown())
}

fn optional(value: Option<i64>) -> f64 {
    value.map_or(f64::NAN, number)
}

/// `engine_load`: segment, bytes.
fn load(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.load(given.int()?, given.bytes()?).map(|()| 0)
}

/// `engine_put_app`: json.
fn put_app(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.put_app(given.text()?).map(|()| 0)
}

/// `engine_put_game`: json.
fn put_game(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.put_game(given.text()?).map(|()| 0)
}

/// `engine_put_policy`: json.
fn put_policy(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.put_policy(given.text()?).map(|()| 0)
}

/// `engine_remove_game`: game.
fn remove_game(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.remove_game(given.text()?).map(|()| 0)
}

/// `engine_set_share`: game, index, count, from, until. No `until`: for ever.
fn set_share(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    let game = given.text()?;
    let (index, count, from) = (given.int()?, given.int()?, given.int()?);
    this.engine.set_share(game, Share { index, count, from, until: given.optional_int()? }).map(|()| 0)
}

/// `engine_hold`: game, endpoint, until.
fn hold(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.hold(given.text()?, given.choice("endpoint")?, given.int()?).map(|()| 0)
}

/// `engine_verify`: game, account, state, name, id_number, priority. The state; number 0 is the attempt.
fn verify(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    let (game, account, state) = (given.text()?, given.text()?, AccountState::from_json(given.text()?)?);
    let (name, id_number, priority) = (given.text()?, given.text()?, given.choice("priority")?);
    let verifying = this.engine.verify(game, account, &state, name, id_number, priority, now)?;
    this.numbers = [number(verifying.attempt), f64::NAN, f64::NAN];
    outbox::text(&verifying.state.to_json())
}

/// `engine_put_account`: game, account, state.
fn put_account(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    let (game, account) = (given.text()?, given.text()?);
    this.engine.put_account(game, account, &AccountState::from_json(given.text()?)?, now).map(|()| 0)
}

/// `engine_login` of a player with an account: game, session, account, state, played_today_s, guest_used_s. Bit 0: allowed. Bit 1: reported. From bit
/// 8: the reason. From bit 16: the rule. Number 0: valid until. Seconds are NaN where the host keeps no ledgers.
fn login(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    let (game, session, account) = (given.text()?, given.text()?, given.text()?.to_owned());
    let state = AccountState::from_json(given.text()?)?;
    enter(this, game, session, &Player::Account { account, state }, given, now)
}

/// The same for a guest: game, session, device, played_today_s, guest_used_s.
fn login_guest(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    let (game, session, di) = (given.text()?, given.text()?, given.text()?.to_owned());
    enter(this, game, session, &Player::Guest { di }, given, now)
}

fn enter(
    this: &mut Engine,
    game: &str,
    session: &str,
    player: &Player,
    given: &mut Given<'_>,
    now: Now,
) -> Result<i32> {
    let admission = match (given.optional_int()?, given.optional_int()?) {
        (Some(played_today_s), Some(guest_used_s)) => {
            let usage = Usage { played_today_s, guest_used_s };
            this.engine.login_with_usage(game, session, player, usage, now)?
        }
        _ => this.engine.login(game, session, player, now)?,
    };
    this.numbers = [optional(admission.valid_until), f64::NAN, f64::NAN];
    Ok(bits(this, &admission))
}

fn bits(this: &mut Engine, admission: &Admission) -> i32 {
    let (reason, rule, words) = &mut this.words;
    if *reason != admission.reason || *rule != admission.rule_id {
        reason.clone_from(&admission.reason);
        rule.clone_from(&admission.rule_id);
        let reason = Reason::ALL.iter().position(|reason| reason.name() == admission.reason);
        let rule = Rule::ALL.iter().position(|rule| rule.name() == admission.rule_id);
        let at = |place: Option<usize>| place.and_then(|at| i32::try_from(at).ok()).unwrap_or_default();
        *words = at(reason) << 8 | at(rule) << 16;
    }
    i32::from(admission.allowed) | i32::from(admission.reported) << 1 | *words
}

/// `engine_heartbeat`: game, session.
fn heartbeat(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    this.engine.heartbeat(given.text()?, given.text()?, now).map(|()| 0)
}

/// `engine_logout`: game, session.
fn logout(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    this.engine.logout(given.text()?, given.text()?, now).map(|()| 0)
}

/// `engine_poll`. 0, wait: number 0 is the time. 1, persist: numbers seq, segment, drop_before; the answer is the bytes. 2, event: number
/// seq; the answer is JSON. From 3, send to check, query, report: numbers send, timeout_ms and the length of the body; the request is the
/// last `packet`.
fn poll(this: &mut Engine, _: &mut Given<'_>, now: Now) -> Result<i32> {
    let none = f64::NAN;
    let (kind, numbers) = match this.engine.poll(now)? {
        Step::Wait { until_mono } => (0, [number(until_mono), none, none]),
        Step::Persist(persist) => {
            outbox::bytes(persist.bytes)?;
            (1, [number(persist.seq), number(persist.segment), optional(persist.drop_before)])
        }
        Step::Event(step) => {
            outbox::json(&event::event(&step.event))?;
            (2, [number(step.seq), none, none])
        }
        Step::Send(send) => {
            let body = keep(send.request);
            (2 + send.endpoint.number(), [number(send.send), number(send.timeout_ms), f64::from(body)])
        }
    };
    this.numbers = numbers;
    Ok(kind)
}

/// `engine_persisted`: seq.
fn persisted(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.persisted(given.int()?).map(|()| 0)
}

/// `engine_handled`: seq.
fn handled(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    this.engine.handled(given.int()?).map(|()| 0)
}

/// `engine_complete` with an HTTP answer: send, status, body, date.
fn complete(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    let (send, status, body) = (given.int()?, given.int32("status")?, given.bytes()?.to_vec());
    let date = given.optional_text()?.map(str::to_owned);
    let used = this.engine.complete(send, &Outcome::Http(Response { status, body, date }), now)?;
    outbox::text(used.name_of())
}

/// `engine_complete` without an answer: send, sent.
fn complete_transport(this: &mut Engine, given: &mut Given<'_>, now: Now) -> Result<i32> {
    let (send, sent) = (given.int()?, given.choice::<Sent>("sent")?);
    outbox::text(this.engine.complete(send, &Outcome::Transport { sent }, now)?.name_of())
}

/// `engine_account`: game, account. The state; empty: there is none.
fn account(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    let view = this.engine.account(given.text()?, given.text()?)?;
    outbox::text(&view.map(|view| view.state.to_json()).unwrap_or_default())
}

/// `engine_session`: game, session. Null: there is none.
fn session(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    let view = this.engine.session(given.text()?, given.text()?)?;
    outbox::json(&view.map_or(Value::Null, |view| answers::session(&view)))
}

/// `engine_stats`: game, or none for all.
fn stats(this: &mut Engine, given: &mut Given<'_>, _: Now) -> Result<i32> {
    outbox::json(&answers::stats(&this.engine.stats(given.optional_text()?)?))
}
