//! The engine: what to send next.
mod event;
mod step;

pub use event::{Damage, Event, RowOutcome, SettledRow};
pub use step::{
    AccountView, Admission, EventStep, LaneStats, Outcome, Persist, Player, Priority, SendStep, Sent,
    SessionView, Share, Stats, Step, Used, Verifying,
};

use crate::account::AccountState;
use crate::error::Result;
use crate::time::{Now, UnixMs};
use crate::wire::Endpoint;

/// See the contract.
pub struct Engine {
    _todo: (),
}

#[allow(missing_docs, unused_variables)]
impl Engine {
    pub fn open(config: &str, entropy: &[u8], now: Now) -> Result<Self> {
        unimplemented!()
    }
    pub fn load(&mut self, segment: i64, bytes: &[u8]) -> Result<()> {
        unimplemented!()
    }
    pub fn put_app(&mut self, json: &str) -> Result<()> {
        unimplemented!()
    }
    pub fn put_game(&mut self, json: &str) -> Result<()> {
        unimplemented!()
    }
    pub fn put_policy(&mut self, json: &str) -> Result<()> {
        unimplemented!()
    }
    pub fn remove_game(&mut self, game: &str) -> Result<()> {
        unimplemented!()
    }
    pub fn set_share(&mut self, game: &str, share: Share) -> Result<()> {
        unimplemented!()
    }
    pub fn hold(&mut self, game: &str, endpoint: Endpoint, until: UnixMs) -> Result<()> {
        unimplemented!()
    }
    #[allow(clippy::too_many_arguments)]
    pub fn verify(
        &mut self,
        game: &str,
        account: &str,
        state: &AccountState,
        name: &str,
        id_number: &str,
        priority: Priority,
        now: Now,
    ) -> Result<Verifying> {
        unimplemented!()
    }
    pub fn put_account(&mut self, game: &str, account: &str, state: &AccountState, now: Now) -> Result<()> {
        unimplemented!()
    }
    pub fn login(&mut self, game: &str, session: &str, player: &Player, now: Now) -> Result<Admission> {
        unimplemented!()
    }
    pub fn heartbeat(&mut self, game: &str, session: &str, now: Now) -> Result<()> {
        unimplemented!()
    }
    pub fn logout(&mut self, game: &str, session: &str, now: Now) -> Result<()> {
        unimplemented!()
    }
    pub fn poll(&mut self, now: Now) -> Result<Step> {
        unimplemented!()
    }
    pub fn persisted(&mut self, seq: i64) -> Result<()> {
        unimplemented!()
    }
    pub fn handled(&mut self, seq: i64) -> Result<()> {
        unimplemented!()
    }
    pub fn complete(&mut self, send: i64, outcome: &Outcome, now: Now) -> Result<Used> {
        unimplemented!()
    }
    pub fn account(&self, game: &str, account: &str) -> Result<Option<AccountView>> {
        unimplemented!()
    }
    pub fn session(&self, game: &str, session: &str) -> Result<Option<SessionView>> {
        unimplemented!()
    }
    pub fn stats(&self, game: Option<&str>) -> Result<Stats> {
        unimplemented!()
    }
}
