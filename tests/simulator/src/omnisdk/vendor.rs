//! The vendor: clocks by uid, and callbacks until they are answered.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::clock::{PlayClock, stamp};
use super::{OmniApp, call, canonical};
use crate::http::View;

/// So often one callback is sent at most; how often the real vendor does is not published.
pub(crate) const MAX_ATTEMPTS: usize = 20;

/// One callback and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OmniCallbackState {
    /// The game.
    pub app_id: String,
    /// The players to put out. Not shown by the control API.
    #[serde(skip)]
    pub uids: Vec<String>,
    /// When it was made, Unix milliseconds.
    pub made: i64,
    /// The code of each answer, in order; none = no answer, or one without a code.
    pub answers: Vec<Option<String>>,
}

impl OmniCallbackState {
    /// Whether the game has said code "0".
    pub fn done(&self) -> bool {
        self.answers.last().is_some_and(|code| code.as_deref() == Some(call::OK))
    }
}

/// The vendor's side: pure.
#[derive(Clone, Debug, Default)]
pub struct Vendor {
    apps: Vec<OmniApp>,
    clocks: BTreeMap<(String, String), PlayClock>,
    callbacks: Vec<OmniCallbackState>,
    refused: BTreeMap<&'static str, u64>,
}

impl Vendor {
    pub(crate) fn new(apps: &[OmniApp]) -> Self {
        Self { apps: apps.to_vec(), ..Self::default() }
    }

    /// Answers a call of playgame or exitgame; nothing for any other path, or when the scenario has no game of this vendor's.
    pub(crate) fn handle(&mut self, view: &View<'_>, now: i64) -> Option<Vec<u8>> {
        let (call, app_id) = call::route(view.path_and_query().0).filter(|_| !self.apps.is_empty())?;
        let checked = match self.apps.iter().find(|app| app.app_id == app_id) {
            Some(app) => call::check(call, app, view, now),
            None => Err(call::NO_APP),
        };
        let code = match checked {
            Ok(uid) => {
                let clock = self.clocks.entry((app_id.to_owned(), uid)).or_default();
                match call {
                    call::Call::Play => clock.start(now),
                    call::Call::Exit => clock.stop(now),
                }
                call::OK
            }
            Err(code) => {
                *self.refused.entry(code).or_default() += 1;
                code
            }
        };
        Some(json!({"code": code, "msg": call::msg(code)}).to_string().into_bytes())
    }

    /// The clock of one player.
    pub fn clock(&self, app_id: &str, uid: &str) -> Option<PlayClock> {
        self.clocks.get(&(app_id.to_owned(), uid.to_owned())).copied()
    }

    /// All clocks: game, player, clock.
    pub fn clocks(&self) -> impl Iterator<Item = (&str, &str, PlayClock)> {
        self.clocks.iter().map(|((app_id, uid), clock)| (app_id.as_str(), uid.as_str(), *clock))
    }

    /// How many calls were refused, by code.
    pub fn refused(&self) -> &BTreeMap<&'static str, u64> {
        &self.refused
    }

    /// All callbacks, in the order in which they were made; a callback's number is its place, from 1.
    pub fn callbacks(&self) -> &[OmniCallbackState] {
        &self.callbacks
    }

    /// Makes a callback for these players, or for all whose clock runs and whose time is used up. Gives its number.
    pub(crate) fn expire(&mut self, app_id: &str, uids: Option<&[String]>, now: i64) -> Result<u64, String> {
        let app = self.app(app_id)?;
        if app.callback_url.is_none() {
            return Err("this app has no callback_url".into());
        }
        let over = |clock: &PlayClock| {
            clock.since.is_some() && clock.total_ms(now) >= app.limit_s.saturating_mul(1_000)
        };
        let uids = match uids {
            Some(uids) => uids.to_vec(),
            None => {
                let over = self.clocks().filter(|(app, _, clock)| *app == app_id && over(clock));
                over.map(|(_, uid, _)| uid.to_owned()).collect()
            }
        };
        if uids.is_empty() {
            return Err("nobody's time is used up".into());
        }
        self.callbacks.push(OmniCallbackState {
            app_id: app_id.into(),
            uids,
            made: now,
            answers: Vec::new(),
        });
        Ok(u64::try_from(self.callbacks.len()).unwrap_or(u64::MAX))
    }

    /// URL and body of the next attempt of a callback that still wants one.
    pub(crate) fn next_attempt(&self, number: u64, now: i64) -> Result<(String, Vec<u8>), String> {
        let callback = self.callback(number)?;
        if callback.done() {
            return Err("the game has answered 0: this callback is not repeated".into());
        }
        if callback.answers.len() >= MAX_ATTEMPTS {
            return Err("this callback was sent as often as it may be".into());
        }
        let app = self.app(&callback.app_id)?;
        let url = app.callback_url.clone().ok_or("this app has no callback_url")?;
        Ok((url, body(app, &callback.uids, if app.sign_anew { now } else { callback.made })))
    }

    /// Notes what an attempt was answered with.
    pub(crate) fn answered(&mut self, number: u64, code: Option<&str>) -> Result<(), String> {
        let at = self.place(number)?;
        self.callbacks[at].answers.push(code.map(|code| code.chars().take(32).collect()));
        Ok(())
    }

    /// The callback of this number.
    pub fn callback(&self, number: u64) -> Result<&OmniCallbackState, String> {
        self.place(number).map(|at| &self.callbacks[at])
    }

    fn place(&self, number: u64) -> Result<usize, String> {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        at.filter(|at| *at < self.callbacks.len()).ok_or_else(|| "no callback has this number".into())
    }

    fn app(&self, app_id: &str) -> Result<&OmniApp, String> {
        let app = self.apps.iter().find(|app| app.app_id == app_id);
        app.ok_or_else(|| "no app of omnisdk has this app_id".into())
    }
}

/// The callback's body, signed.
fn body(app: &OmniApp, uids: &[String], at: i64) -> Vec<u8> {
    const TYPE: &str = "anti-addiction-game-expired";
    let ts = stamp(at);
    let mut members = vec![("type".to_owned(), TYPE.to_owned()), ("ts".to_owned(), ts.clone())];
    members.extend(canonical::array("uids", uids, app.arrays));
    let sign = canonical::sign(&app.server_key, &members);
    json!({"type": TYPE, "uids": uids, "ts": ts, "sign": sign}).to_string().into_bytes()
}
