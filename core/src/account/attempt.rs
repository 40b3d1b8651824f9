//! One attempt at verification: an `ai` from its first send to its result (Q92, Q158).

use alloc::string::{String, ToString};

use super::known::Known;
use super::{NextCall, NextStep, limits};
use crate::crypto::hmac_sha256;
use crate::hex;
use crate::identity::Person;
use crate::time::{Date, UnixMs};

/// Where an attempt stands; each is an account state of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Submitting,
    Pending,
    Expired,
}

/// An attempt that is not settled.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) phase: Phase,
    pub(super) ai: String,
    pub(super) tag: PersonTag,
    /// The birth date of the submitted number.
    pub(super) birth: Date,
    /// When it was submitted; of Pending and PendingExpired, when it became pending.
    pub(super) since: UnixMs,
    /// The next call; none when only the host or the player can go on.
    pub(super) step: Option<NextStep>,
    /// How often this process sent check with this ai.
    pub(super) tries: u16,
    /// Unusable answers in a row: 0, or 1 + the exponent of the next back-off.
    pub(super) faults: u8,
    /// Refusals of the slow kind: the exponent of the next slow probe.
    pub(super) probes: u8,
    /// 1007 came once, and a new timestamp was tried.
    pub(super) restamped: bool,
    /// 1011 came once, and the other key was tried.
    pub(super) other_key_tried: bool,
    /// 1012 came once, and the message was sealed anew.
    pub(super) resealed: bool,
    /// 2004 came to a resend of ours: a query that finds nothing then means that the result is gone.
    pub(super) asked_after_2004: bool,
    pub(super) since_fault: Option<UnixMs>,
    /// The player was a guest when the attempt began.
    pub(super) from_guest: bool,
    /// An answer that was not taken over because its birth date contradicts the submitted one.
    pub(super) unsettled_pi: Option<String>,
    /// The person in force while a verified player is checked again (Q112).
    pub(super) previous: Option<Known>,
}

/// Tells whether a name and a number are those of the attempt, and as little else as possible.
///
/// It is 16 bits of HMAC-SHA256, and short on purpose. ID numbers can be enumerated: those with one birth date are
/// about three million (3,000 county codes, 1,000 sequence numbers), and the birth date stands beside the tag. Sixteen
/// bits leave dozens of them standing, even for someone who knows the name; two persons are mistaken for one in
/// one of 65,536 cases, and then all that happens is that a correction waits for the running attempt.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PersonTag {
    /// The key: the attempt's first ai. A fresh ai for the same person keeps it, because the person is not held here.
    pub(super) key: String,
    /// Four lower hex digits.
    pub(super) hex: String,
}

impl PersonTag {
    pub(super) fn new(key: &str, name: &str, id_number: &str) -> Self {
        let parts: [&[u8]; 4] = [b"shiming person 1\0", name.as_bytes(), b"\0", id_number.as_bytes()];
        let [first, second, ..] = hmac_sha256(key.as_bytes(), &parts);
        Self { key: key.to_string(), hex: hex::lower(&[first, second]) }
    }

    pub(super) fn is_of(&self, name: &str, id_number: &str) -> bool {
        *self == Self::new(&self.key, name, id_number)
    }
}

impl Attempt {
    pub(super) fn new(ai: &str, person: &Person, birth: Date, now: UnixMs) -> Self {
        Self {
            phase: Phase::Submitting,
            ai: ai.to_string(),
            tag: PersonTag::new(ai, person.name(), person.id_number()),
            birth,
            since: now,
            step: None,
            tries: 0,
            faults: 0,
            probes: 0,
            restamped: false,
            other_key_tried: false,
            resealed: false,
            asked_after_2004: false,
            since_fault: None,
            from_guest: false,
            unsettled_pi: None,
            previous: None,
        }
    }

    /// The same person under a new ai. The back-off goes on, so that answers which ask for a new ai again and again
    /// cannot turn into a storm.
    pub(super) fn renew(&mut self, ai: &str, now: UnixMs) {
        if self.phase != Phase::Submitting {
            self.since = now;
        }
        self.phase = Phase::Submitting;
        self.ai = ai.to_string();
        self.forget_answers();
    }

    /// The authority has it and works on it.
    pub(super) fn become_pending(&mut self, now: UnixMs) {
        self.phase = Phase::Pending;
        self.since = now;
        self.faults = 0;
        self.since_fault = None;
        self.forget_answers();
    }

    /// No result will come by itself any more.
    pub(super) fn give_up(&mut self) {
        self.phase = Phase::Expired;
        self.step = None;
        self.since_fault = None;
        self.forget_answers();
    }

    fn forget_answers(&mut self) {
        self.tries = 0;
        self.probes = 0;
        self.restamped = false;
        self.other_key_tried = false;
        self.resealed = false;
        self.asked_after_2004 = false;
    }

    /// When a pending attempt is given up by the clock.
    pub(super) fn deadline(&self) -> UnixMs {
        self.since.saturating_add(limits::PENDING_DEADLINE)
    }

    /// When to ask next for a pending result. Never more than [`limits::POLL_EVERY`] ahead, also when the clock ran back.
    pub(super) fn next_poll(&self, now: UnixMs) -> UnixMs {
        let latest = now.saturating_add(limits::POLL_EVERY);
        let planned = limits::POLL_AT.iter().map(|after| self.since.saturating_add(*after));
        planned.into_iter().find(|at| *at > now).map_or(latest, |at| at.min(latest))
    }

    /// The wait after a fault: 1 s, 2 s, 4 s ... 60 s.
    pub(super) fn back_off(&mut self) -> i64 {
        self.faults = self.faults.max(1);
        self.at_once_or_back_off()
    }

    /// The same, but no wait after the first fault of a row.
    pub(super) fn at_once_or_back_off(&mut self) -> i64 {
        let faults = self.faults;
        self.faults = faults.saturating_add(1).min(8);
        match faults.checked_sub(1) {
            None => 0,
            Some(exponent) => doubled(limits::BACK_OFF_FIRST, exponent).min(limits::BACK_OFF_LAST),
        }
    }

    /// The wait before trying again what only a person can mend: 1 min, 2 min ... 15 min.
    pub(super) fn slow_probe(&mut self) -> i64 {
        let exponent = self.probes;
        self.probes = exponent.saturating_add(1).min(8);
        doubled(limits::SLOW_PROBE_FIRST, exponent).min(limits::SLOW_PROBE_LAST)
    }

    pub(super) fn call(&mut self, call: NextCall, at: UnixMs) {
        self.step = Some(NextStep { call, at });
    }
}

fn doubled(first: i64, exponent: u8) -> i64 {
    2_i64.saturating_pow(u32::from(exponent)).saturating_mul(first)
}
