//! One player's verification as a value: states, events and one total transition table (policy.md G.2 to G.4).
mod event;
mod state;
pub use event::{
    AccountEffect, AccountEvent, AccountOptions, Applied, AttemptAnswer, PersonSource, account_apply,
};
pub use state::{AccountKind, AccountState, NextCall, NextStep};
