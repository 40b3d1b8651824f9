//! One player's verification as a value: states, events, and one total transition table.
//!
//! The host stores an [`AccountState`] beside its player and applies events to it with [`account_apply`]; the result
//! is the new state and the effects to carry out. There is no clock and no randomness inside: time and fresh ai are
//! arguments.
//!
//! Three rules keep a player's result safe. A request whose fate is unknown is asked for (query) before it is sent
//! again (Q158). Nothing but the authority's own answer settles an account: a fault, an unreadable answer or an unknown
//! code never makes it Failed (Q99). And an answer for any ai but the current one is stale.
//!
#![doc = include_str!("TABLE.md")]
mod alert;
mod apply;
mod attempt;
mod check;
mod class;
mod event;
mod failures;
mod guest;
mod input;
mod json;
mod known;
pub mod limits;
mod review;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use alert::{ALERTS, AlertInfo, alert_info};
pub use apply::account_apply;
pub use event::{AccountEffect, AccountEvent, AccountOptions, Applied, AttemptAnswer, PersonSource};
pub use failures::FailedCause;
pub use guest::GuestTrial;
pub use known::BirthSource;
pub use review::{ManualReview, ReviewOutcome};
pub use state::{AccountKind, AccountState, NextCall, NextStep};
