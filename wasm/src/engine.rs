//! The engine. What a call answers besides its result waits in registers until JavaScript fetches it: numbers cross for
//! nothing, objects do not.

use shiming_core::Now;
use shiming_core::account::AccountState;
use shiming_core::engine::{self, Admission, Outcome, Player, Sent, Share, Step};
use shiming_core::http::Response;
use shiming_core::policy::{Reason, Rule, Usage};
use shiming_shape::names::Named;
use shiming_shape::object::Shown;
use shiming_shape::{answers, event};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::{Result, told};
use crate::inbox::{self, text};
use crate::input::{choice, int, int32, now, number};
use crate::packet::keep;

/// One engine.
#[wasm_bindgen]
pub struct Engine {
    engine: engine::Engine,
    numbers: [f64; 3],
    text: String,
    bytes: Vec<u8>,
    /// The last admission's words and their bits: hardly ever others.
    words: (String, String, i32),
}

/// The reasons and rules of `login`, in the order of the numbers that it answers: JSON text, two lists.
#[wasm_bindgen]
pub fn login_words() -> String {
    let reasons = Reason::ALL.iter().map(|reason| reason.name()).collect::<Vec<_>>();
    let rules = Rule::ALL.iter().map(|rule| rule.name()).collect::<Vec<_>>();
    (reasons, rules).shown().compact()
}

fn optional(value: Option<i64>) -> f64 {
    value.map_or(f64::NAN, number)
}

#[wasm_bindgen]
impl Engine {
    /// `engine_open`.
    #[wasm_bindgen(constructor)]
    pub fn new(config: String, entropy: &[u8], unix: f64, mono: f64) -> Result<Self> {
        let engine = engine::Engine::open(&Zeroizing::new(config), entropy, now(unix, mono))?;
        Ok(Self {
            engine,
            numbers: [f64::NAN; 3],
            text: String::new(),
            bytes: Vec::new(),
            words: Default::default(),
        })
    }

    /// A number of the last call; NaN where there is none.
    pub fn number(&self, at: usize) -> f64 {
        self.numbers.get(at).copied().unwrap_or(f64::NAN)
    }

    /// The text of the last call. It can be fetched once.
    pub fn text(&mut self) -> String {
        core::mem::take(&mut self.text)
    }

    /// The bytes of the last call. They can be fetched once.
    pub fn bytes(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.bytes)
    }

    /// `engine_load`.
    pub fn load(&mut self, segment: f64, bytes: &[u8]) -> Result<()> {
        Ok(self.engine.load(int(segment), bytes)?)
    }

    /// `engine_put_app`.
    pub fn put_app(&mut self, json: String) -> Result<()> {
        Ok(self.engine.put_app(&Zeroizing::new(json))?)
    }

    /// `engine_put_game`.
    pub fn put_game(&mut self, json: &str) -> Result<()> {
        Ok(self.engine.put_game(json)?)
    }

    /// `engine_put_policy`.
    pub fn put_policy(&mut self, json: &str) -> Result<()> {
        Ok(self.engine.put_policy(json)?)
    }

    /// `engine_remove_game`.
    pub fn remove_game(&mut self, game: &str) -> Result<()> {
        Ok(self.engine.remove_game(game)?)
    }

    /// `engine_set_share`. No `until`: for ever.
    pub fn set_share(
        &mut self,
        game: &str,
        index: f64,
        count: f64,
        from: f64,
        until: Option<f64>,
    ) -> Result<()> {
        let share = Share { index: int(index), count: int(count), from: int(from), until: until.map(int) };
        Ok(self.engine.set_share(game, share)?)
    }

    /// `engine_hold`.
    pub fn hold(&mut self, game: &str, endpoint: &str, until: f64) -> Result<()> {
        Ok(self.engine.hold(game, choice(endpoint, "endpoint")?, int(until))?)
    }

    /// `engine_verify`: the state; number 0 is the attempt.
    pub fn verify(
        &mut self,
        game: &str,
        account: &str,
        state: &str,
        name: &str,
        id_number: &str,
        priority: &str,
        unix: f64,
        mono: f64,
    ) -> Result<String> {
        let state = AccountState::from_json(state)?;
        let priority = choice(priority, "priority")?;
        let verifying =
            self.engine.verify(game, account, &state, name, id_number, priority, now(unix, mono))?;
        self.numbers = [number(verifying.attempt), f64::NAN, f64::NAN];
        Ok(verifying.state.to_json())
    }

    /// `engine_put_account`.
    pub fn put_account(
        &mut self,
        game: &str,
        account: &str,
        state: &str,
        unix: f64,
        mono: f64,
    ) -> Result<()> {
        let state = AccountState::from_json(state)?;
        Ok(self.engine.put_account(game, account, &state, now(unix, mono))?)
    }

    /// `engine_login` of a player with an account. In the inbox: game, session, account, state. Bit 0: allowed. Bit 1: reported. From bit
    /// 8: the reason. From bit 16: the rule. Number 0: valid until. Seconds are NaN where the host keeps no ledgers. -1: a fault.
    pub fn login(
        &mut self,
        game: usize,
        session: usize,
        account: usize,
        state: usize,
        played_today_s: f64,
        guest_used_s: f64,
        unix: f64,
        mono: f64,
    ) -> i32 {
        told(inbox::read([game, session, account, state], |[game, session, account, state]| {
            let (game, session) = (text(game)?, text(session)?);
            let player = Player::Account {
                account: text(account)?.to_owned(),
                state: AccountState::from_json(text(state)?)?,
            };
            self.enter(game, session, &player, played_today_s, guest_used_s, now(unix, mono))
        }))
    }

    /// The same for a guest. In the inbox: game, session, device.
    pub fn login_guest(
        &mut self,
        game: usize,
        session: usize,
        di: usize,
        played_today_s: f64,
        guest_used_s: f64,
        unix: f64,
        mono: f64,
    ) -> i32 {
        told(inbox::read([game, session, di], |[game, session, di]| {
            let player = Player::Guest { di: text(di)?.to_owned() };
            self.enter(text(game)?, text(session)?, &player, played_today_s, guest_used_s, now(unix, mono))
        }))
    }

    /// `engine_heartbeat`. In the inbox: game, session. -1: a fault.
    pub fn heartbeat(&mut self, game: usize, session: usize, unix: f64, mono: f64) -> i32 {
        told(inbox::read([game, session], |[game, session]| {
            self.engine.heartbeat(text(game)?, text(session)?, now(unix, mono)).map(|()| 0)
        }))
    }

    /// `engine_logout`. In the inbox: game, session. -1: a fault.
    pub fn logout(&mut self, game: usize, session: usize, unix: f64, mono: f64) -> i32 {
        told(inbox::read([game, session], |[game, session]| {
            self.engine.logout(text(game)?, text(session)?, now(unix, mono)).map(|()| 0)
        }))
    }

    /// `engine_poll`. 0, wait: number 0 is the time. 1, persist: numbers seq, segment, drop_before; the bytes. 2, event: number
    /// seq; the text is JSON. 3, send: numbers send, timeout_ms and the length of the
    /// body; the text is the endpoint; the request is the last `packet`.
    pub fn poll(&mut self, unix: f64, mono: f64) -> Result<u32> {
        let none = f64::NAN;
        let (kind, numbers) = match self.engine.poll(now(unix, mono))? {
            Step::Wait { until_mono } => (0, [number(until_mono), none, none]),
            Step::Persist(persist) => {
                self.bytes = persist.bytes;
                (1, [number(persist.seq), number(persist.segment), optional(persist.drop_before)])
            }
            Step::Event(step) => {
                self.text = event::event(&step.event).compact();
                (2, [number(step.seq), none, none])
            }
            Step::Send(send) => {
                self.text = send.endpoint.name().to_owned();
                let body = keep(send.request);
                (3, [number(send.send), number(send.timeout_ms), f64::from(body)])
            }
        };
        self.numbers = numbers;
        Ok(kind)
    }

    /// `engine_persisted`.
    pub fn persisted(&mut self, seq: f64) -> Result<()> {
        Ok(self.engine.persisted(int(seq))?)
    }

    /// `engine_handled`.
    pub fn handled(&mut self, seq: f64) -> Result<()> {
        Ok(self.engine.handled(int(seq))?)
    }

    /// `engine_complete` with an HTTP answer.
    pub fn complete(
        &mut self,
        send: f64,
        status: f64,
        body: &[u8],
        date: Option<String>,
        unix: f64,
        mono: f64,
    ) -> Result<String> {
        let response = Response { status: int32(status, "status")?, body: body.to_vec(), date };
        let used = self.engine.complete(int(send), &Outcome::Http(response), now(unix, mono))?;
        Ok(used.name_of().to_owned())
    }

    /// `engine_complete` without an answer.
    pub fn complete_transport(&mut self, send: f64, sent: &str, unix: f64, mono: f64) -> Result<String> {
        let outcome = Outcome::Transport { sent: choice::<Sent>(sent, "sent")? };
        Ok(self.engine.complete(int(send), &outcome, now(unix, mono))?.name_of().to_owned())
    }

    /// `engine_account`: the state.
    pub fn account(&self, game: &str, account: &str) -> Result<Option<String>> {
        Ok(self.engine.account(game, account)?.map(|view| view.state.to_json()))
    }

    /// `engine_session`: JSON text.
    pub fn session(&self, game: &str, session: &str) -> Result<Option<String>> {
        Ok(self.engine.session(game, session)?.map(|view| answers::session(&view).compact()))
    }

    /// `engine_stats`: JSON text.
    pub fn stats(&self, game: Option<String>) -> Result<String> {
        Ok(answers::stats(&self.engine.stats(game.as_deref())?).compact())
    }
}

impl Engine {
    fn enter(
        &mut self,
        game: &str,
        session: &str,
        player: &Player,
        played_today_s: f64,
        guest_used_s: f64,
        now: Now,
    ) -> shiming_core::Result<i32> {
        let admission = if played_today_s.is_nan() {
            self.engine.login(game, session, player, now)?
        } else {
            let usage = Usage { played_today_s: int(played_today_s), guest_used_s: int(guest_used_s) };
            self.engine.login_with_usage(game, session, player, usage, now)?
        };
        self.numbers = [optional(admission.valid_until), f64::NAN, f64::NAN];
        Ok(self.bits(&admission))
    }

    fn bits(&mut self, admission: &Admission) -> i32 {
        let (reason, rule, words) = &mut self.words;
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
}
