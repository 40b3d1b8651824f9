//! The engine. What a call answers besides its result waits in registers until JavaScript fetches it: numbers cross for
//! nothing, objects do not.

use shiming_core::account::AccountState;
use shiming_core::engine::{self, Admission, Outcome, Player, Sent, Share, Step};
use shiming_core::http::Response;
use shiming_core::policy::{Reason, Rule, Usage};
use shiming_shape::names::Named;
use shiming_shape::{answers, event};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Result;
use crate::input::{choice, int, int32, now, number};
use crate::packet::packet;

/// One engine.
#[wasm_bindgen]
pub struct Engine {
    engine: engine::Engine,
    numbers: [f64; 3],
    text: String,
    bytes: Vec<u8>,
}

/// The reasons and rules of `login`, in the order of the numbers that it answers: JSON text, two lists.
#[wasm_bindgen]
pub fn login_words() -> String {
    let reasons = Reason::ALL.iter().map(|reason| reason.name()).collect::<Vec<_>>();
    let rules = Rule::ALL.iter().map(|rule| rule.name()).collect::<Vec<_>>();
    serde_json::json!([reasons, rules]).to_string()
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
        Ok(Self { engine, numbers: [f64::NAN; 3], text: String::new(), bytes: Vec::new() })
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

    /// `engine_login` of a player with an account. Bit 0: allowed. Bit 1: reported. From bit 8: the reason. From bit 16: the
    /// rule. Number 0: valid until. Seconds are NaN where the host keeps no ledgers.
    pub fn login(
        &mut self,
        game: &str,
        session: &str,
        account: &str,
        state: &str,
        played_today_s: f64,
        guest_used_s: f64,
        unix: f64,
        mono: f64,
    ) -> Result<u32> {
        let state = AccountState::from_json(state)?;
        let player = Player::Account { account: account.to_owned(), state };
        self.enter(game, session, &player, played_today_s, guest_used_s, unix, mono)
    }

    /// The same for a guest.
    pub fn login_guest(
        &mut self,
        game: &str,
        session: &str,
        di: &str,
        played_today_s: f64,
        guest_used_s: f64,
        unix: f64,
        mono: f64,
    ) -> Result<u32> {
        let player = Player::Guest { di: di.to_owned() };
        self.enter(game, session, &player, played_today_s, guest_used_s, unix, mono)
    }

    /// `engine_heartbeat`.
    pub fn heartbeat(&mut self, game: &str, session: &str, unix: f64, mono: f64) -> Result<()> {
        Ok(self.engine.heartbeat(game, session, now(unix, mono))?)
    }

    /// `engine_logout`.
    pub fn logout(&mut self, game: &str, session: &str, unix: f64, mono: f64) -> Result<()> {
        Ok(self.engine.logout(game, session, now(unix, mono))?)
    }

    /// `engine_poll`. 0, wait: number 0 is the time. 1, persist: numbers seq, segment, drop_before; the bytes. 2, event: number
    /// seq; the text is JSON. 3, send: numbers send and timeout_ms; the text is the endpoint; the bytes are a packet.
    pub fn poll(&mut self, unix: f64, mono: f64) -> Result<u32> {
        let none = f64::NAN;
        let (kind, numbers) = match self.engine.poll(now(unix, mono))? {
            Step::Wait { until_mono } => (0, [number(until_mono), none, none]),
            Step::Persist(persist) => {
                self.bytes = persist.bytes;
                (1, [number(persist.seq), number(persist.segment), optional(persist.drop_before)])
            }
            Step::Event(step) => {
                self.text = event::event(&step.event).to_string();
                (2, [number(step.seq), none, none])
            }
            Step::Send(send) => {
                self.text = send.endpoint.name().to_owned();
                self.bytes = packet(&send.request);
                (3, [number(send.send), number(send.timeout_ms), none])
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
        Ok(self.engine.session(game, session)?.map(|view| answers::session(&view).to_string()))
    }

    /// `engine_stats`: JSON text.
    pub fn stats(&self, game: Option<String>) -> Result<String> {
        Ok(answers::stats(&self.engine.stats(game.as_deref())?).to_string())
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
        unix: f64,
        mono: f64,
    ) -> Result<u32> {
        let now = now(unix, mono);
        let admission = if played_today_s.is_nan() {
            self.engine.login(game, session, player, now)?
        } else {
            let usage = Usage { played_today_s: int(played_today_s), guest_used_s: int(guest_used_s) };
            self.engine.login_with_usage(game, session, player, usage, now)?
        };
        self.numbers = [optional(admission.valid_until), f64::NAN, f64::NAN];
        Ok(bits(&admission))
    }
}

fn bits(admission: &Admission) -> u32 {
    let reason = Reason::ALL.iter().position(|reason| reason.name() == admission.reason);
    let rule = Rule::ALL.iter().position(|rule| rule.name() == admission.rule_id);
    let at = |place: Option<usize>| place.and_then(|at| u32::try_from(at).ok()).unwrap_or_default();
    u32::from(admission.allowed) | u32::from(admission.reported) << 1 | at(reason) << 8 | at(rule) << 16
}
