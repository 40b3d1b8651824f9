//! The state of one account.
use crate::error::Result;
use crate::identity::Person;
use crate::time::{Date, UnixMs};
use alloc::string::String;

/// The eight states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /** 未认证. */
    Unverified,
    /** 游客. */
    Guest,
    /** check sent, outcome unknown. */
    Submitting,
    /** 认证中. */
    Pending,
    /** 48 h without a result. */
    PendingExpired,
    /** 认证成功. */
    Verified,
    /** 认证失败. */
    Failed,
    /** Documents. */
    ManualReview,
}
/// Which call comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCall {
    /** check. */
    Check,
    /** query. */
    Query,
}
/// The next call of an unsettled account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextStep {
    /** Which. */
    pub call: NextCall,
    /** Not before, Unix ms of the server. */
    pub at: UnixMs,
}
/// One player's verification: a small value that the host stores beside its player.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountState {
    _todo: (),
}

impl AccountState {
    /// Unverified.
    pub fn new() -> Self {
        unimplemented!()
    }
    /// Reads any version that ever was (`invalid_state` otherwise).
    pub fn from_json(json: &str) -> Result<Self> {
        let _ = json;
        unimplemented!()
    }
    /// The newest version's JSON: `v`, `kind`, and `pi` where there is one, at the top level.
    pub fn to_json(&self) -> String {
        unimplemented!()
    }
    /// Which of the eight.
    pub fn kind(&self) -> AccountKind {
        unimplemented!()
    }
    /// The pi in force: of Verified, or the previous one while a re-check runs.
    pub fn pi(&self) -> Option<&str> {
        unimplemented!()
    }
    /// The attempt's ai (Submitting, Pending, PendingExpired).
    pub fn ai(&self) -> Option<&str> {
        unimplemented!()
    }
    /// The birth date in force, or the claimed one of an attempt.
    pub fn birth(&self) -> Option<Date> {
        unimplemented!()
    }
    /// The next call, if one is due at some time.
    pub fn next_step(&self) -> Option<NextStep> {
        unimplemented!()
    }
    /// When the kind last changed (0 for a new account).
    pub fn changed_at(&self) -> UnixMs {
        unimplemented!()
    }
    /// Since when the authority has not answered usably (Q99), while Submitting.
    pub fn since_fault(&self) -> Option<UnixMs> {
        unimplemented!()
    }
    /// Whether the attempt was made for this person.
    pub fn same_person(&self, person: &Person) -> bool {
        let _ = person;
        unimplemented!()
    }
    /// Forgets that this process sent the attempt: after a restart a 2004 is not our own resend (engine.md E14).
    pub fn forget_sends(&mut self) {
        unimplemented!()
    }
}

impl core::fmt::Debug for AccountState {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AccountState(..)")
    }
}
