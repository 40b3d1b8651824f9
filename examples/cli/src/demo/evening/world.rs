//! An engine and an authority on one virtual clock: hours pass in milliseconds. Requests are the real ones, signed and
//! sealed; only the wire between the two is missing.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::net::{IpAddr, Ipv4Addr};

use shiming_core::account::AccountState;
use shiming_core::engine::{Engine, Event, Outcome, Sent, SettledRow, Step};
use shiming_core::wire::Behavior;
use shiming_core::{Now, Result};
use shiming_simulator::{Authority, AuthorityConfig, Fault, FaultRule};

use super::super::plan::{APP_ID, SECRET_KEY};

pub(super) const GAME: &str = "evening";
pub(super) const BIZ_ID: &str = "1101900000";
const CALLER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// From request to answer, milliseconds.
const LATENCY: i64 = 120;

/// The end of a session as the engine told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) cause: String,
    /// When, by the event.
    pub(super) at: i64,
    /// When the event came.
    pub(super) told: i64,
}

/// What the application was told, by its own keys.
#[derive(Default)]
pub(super) struct Told {
    pub(super) states: BTreeMap<String, AccountState>,
    /// When a session was warned, by session and seconds left.
    pub(super) warned: BTreeMap<(String, i64), i64>,
    pub(super) ended: BTreeMap<String, End>,
    /// By session and whether it is the login.
    pub(super) rows: BTreeMap<(String, bool), SettledRow>,
}

/// Both sides and their clock.
pub(super) struct World {
    pub(super) engine: Engine,
    pub(super) authority: Authority,
    pub(super) told: Told,
    begin: i64,
    unix: i64,
    /// Answers on their way.
    answers: BinaryHeap<Reverse<(i64, i64)>>,
    outcomes: BTreeMap<i64, Outcome>,
}

impl World {
    /// Opens both at `begin`.
    pub(super) fn open(begin: i64, seed: u64, faults: bool, entropy: &[u8]) -> Result<Self> {
        let mut config = AuthorityConfig::one_game(APP_ID, BIZ_ID, SECRET_KEY);
        config.seed = seed;
        if faults {
            let some = |fault| FaultRule::new(fault).with_probability(0.02);
            config.faults = vec![
                some(Fault::RequestLost { hang_ms: 0 }),
                some(Fault::AnswerLost { hang_ms: 0 }),
                some(Fault::Errcode { errcode: 1001, processed: false }),
            ];
        }
        let now = Now { unix: begin, mono: 0 };
        let config_json = r#"{"v":1,"journal":"off","report_accepted":true}"#;
        let mut engine = Engine::open(config_json, entropy, now)?;
        let app = serde_json::json!({"app_id": APP_ID, "keys": [{"secret_key": SECRET_KEY}]});
        engine.put_app(&app.to_string())?;
        let game = serde_json::json!({
            "game": GAME, "app_id": APP_ID, "biz_id": BIZ_ID, "profile": {"base": "cn2021"},
        });
        engine.put_game(&game.to_string())?;
        Ok(Self {
            engine,
            authority: Authority::new(config),
            told: Told::default(),
            begin,
            unix: begin,
            answers: BinaryHeap::new(),
            outcomes: BTreeMap::new(),
        })
    }

    pub(super) fn now(&self) -> Now {
        Now { unix: self.unix, mono: self.unix - self.begin }
    }

    /// Lets time pass, and does what the engine asks for on the way.
    pub(super) fn pass(&mut self, until: i64) -> Result<()> {
        loop {
            self.answer()?;
            match self.engine.poll(self.now())? {
                Step::Persist(persist) => self.engine.persisted(persist.seq)?,
                Step::Event(step) => {
                    self.hear(step.event);
                    self.engine.handled(step.seq)?;
                }
                Step::Send(step) => {
                    let answer = self.authority.handle_core(&step.request, CALLER, self.unix);
                    let lost = Outcome::Transport { sent: Sent::Unknown };
                    self.outcomes.insert(step.send, answer.to_core().map_or(lost, Outcome::Http));
                    self.answers.push(Reverse((self.unix + LATENCY, step.send)));
                }
                Step::Wait { until_mono } => {
                    let waits = self.begin + until_mono;
                    let next = self.answers.peek().map_or(waits, |Reverse((at, _))| waits.min(*at));
                    if next >= until {
                        self.unix = until.max(self.unix);
                        return Ok(());
                    }
                    self.unix = next.max(self.unix);
                }
            }
        }
    }

    /// Hands over the answers that are there.
    fn answer(&mut self) -> Result<()> {
        while let Some(Reverse((at, send))) = self.answers.peek().copied() {
            if at > self.unix {
                break;
            }
            self.answers.pop();
            if let Some(outcome) = self.outcomes.remove(&send) {
                self.engine.complete(send, &outcome, self.now())?;
            }
        }
        Ok(())
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::AccountChanged { account, state, .. } => {
                self.told.states.insert(account, state);
            }
            Event::Warning { sessions, remaining_s, .. } => {
                let warned = sessions.into_iter().map(|session| ((session, remaining_s), self.unix));
                self.told.warned.extend(warned);
            }
            Event::SessionEnded { session, cause, at, .. } => {
                self.told.ended.insert(session, End { cause, at, told: self.unix });
            }
            Event::RowsSettled { rows, .. } => {
                let rows =
                    rows.into_iter().map(|row| ((row.session.clone(), row.bt == Behavior::Login), row));
                self.told.rows.extend(rows);
            }
            _ => {}
        }
    }
}
