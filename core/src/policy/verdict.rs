//! What a decision says.

use super::{Reason, Rule};
use crate::error::{Error, ErrorCode, Result};
use crate::time::UnixMs;

/// One answer: yes or no, why, by which rule, and how long it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is allowed.
    pub allowed: bool,
    /// Why. A text for the player is [`crate::policy::reason_text`].
    pub reason: Reason,
    /// The law, the authority's answer, or the host's own option behind it.
    pub rule_id: Rule,
    /// The first instant at which `allowed` is another, Unix ms: for one who plays, the end. None when nothing in sight
    /// changes it. It supposes that state, profile and usage stay as they are and that the player plays on.
    pub valid_until: Option<UnixMs>,
    /// When it is allowed next, Unix ms; none when it is allowed, and when no such time is in sight.
    pub next_open: Option<UnixMs>,
}

/// The four questions, which have four answers: a minor at noon may open the account but not play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// May the account be used: register, submit an identity, ask for support, guardians' tools.
    pub account: Verdict,
    /// May the player enter a game and play.
    pub play: Verdict,
    /// May the player pay anything at all. Sums: [`crate::policy::decide_payment`].
    pub pay: Verdict,
    /// Is the session to be reported to the authority.
    pub report: Verdict,
}

/// What the host's ledgers say. Used under 34号 (profile `cn2019`) only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Seconds that this person played today (UTC+8) in all games and accounts of the enterprise, until now (Q116, Q162, Q208).
    pub played_today_s: i64,
    /// Seconds of the guest's hour that this device used up until now, within 15 days of its first use.
    pub guest_used_s: i64,
}

impl Usage {
    pub(crate) fn check(self) -> Result<()> {
        let fields = [("played_today_s", self.played_today_s), ("guest_used_s", self.guest_used_s)];
        // Past a century of seconds it is no sum of play times.
        match fields.into_iter().find(|(_, seconds)| !(0..=4_000_000_000).contains(seconds)) {
            None => Ok(()),
            Some((field, _)) => Err(Error::new(
                ErrorCode::InvalidParameter,
                "play time is a sum of whole seconds, from 0: check the ledger",
            )
            .with_field(field)),
        }
    }
}

/// A verdict at one instant, without its future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) allowed: bool,
    pub(super) reason: Reason,
    pub(super) rule: Rule,
}

pub(super) fn yes(reason: Reason, rule: Rule) -> Finding {
    Finding { allowed: true, reason, rule }
}

pub(super) fn no(reason: Reason, rule: Rule) -> Finding {
    Finding { allowed: false, reason, rule }
}
