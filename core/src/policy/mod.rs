//! What a player may do: four separate verdicts (the account, play, pay, report), and what they rest on.
//!
//! Everything here is a function of its arguments: the account's state, a [`Profile`] (which law, which readings of it), a
//! [`Calendar`] (holidays of the State Council), what the host's ledgers say, and the time. Age is worked out at that time
//! and never stored, so birthdays and month ends take effect by themselves. Days are those of UTC+8.
//!
//! The ledgers of play time and payments are the host's: see [`decide_payment`] for the transaction.
//!
#![doc = include_str!("TABLE.md")]

mod age;
mod calendar;
mod case;
mod decide;
mod hours;
mod law;
mod pay;
mod play;
mod profile;
mod profile_json;
mod reason;
mod reason_texts;
mod standing;
#[cfg(test)]
mod tests;
mod verdict;
mod window;

pub use age::age_on;
pub use calendar::{Calendar, CalendarYear};
pub use decide::decide;
pub(crate) use decide::may_play;
pub use pay::{Payment, decide_payment};
pub use profile::{
    AgeRule, Base, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered,
    UnknownAge,
};
pub(crate) use profile_json::RawProfile;
pub use reason::{Reason, Rule};
pub use reason_texts::{ReasonText, reason_text};
pub use verdict::{Decision, Usage, Verdict};
pub use window::{DayReason, PlayDay, PlayWindow, next_play_window, play_windows};
