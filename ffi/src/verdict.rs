//! Decisions as structures of the caller's.

use core::ffi::c_char;

use shiming_core::engine::Admission;
use shiming_core::policy::{Decision, Payment, PlayWindow, Usage, Verdict};

use crate::constants::SHIMING_NONE;
use crate::error::chars;
use crate::guard::{Fault, Result};
use crate::input::sized;

/// What the host's ledgers say. Used under 34号 (profile `cn2019`) only; 0 elsewhere.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_usage {
    /// `sizeof(shiming_usage)`, set by the caller.
    pub struct_size: u32,
    /// Always 0.
    pub reserved: u32,
    /// Seconds that this person played today (UTC+8) in all games of the enterprise.
    pub played_today_s: i64,
    /// Seconds of the guest's hour that this device used up.
    pub guest_used_s: i64,
}

/// One answer: yes or no, why, by which rule, and how long it holds.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_verdict {
    /// The first instant at which `allowed` is another, Unix ms; `SHIMING_NONE`: nothing in sight changes it.
    pub valid_until: i64,
    /// When it is allowed next, Unix ms; `SHIMING_NONE` when it is allowed, and when no such time is in sight.
    pub next_open: i64,
    /// 1 or 0.
    pub allowed: i32,
    /// Why, snake_case with a NUL at its end, such as `minor_outside_window`; `shiming_reason_text` has a text for the player.
    pub reason: [c_char; 36],
    /// The rule behind it, with a NUL at its end: `N2021-1`, `Q187`, `host`.
    pub rule_id: [c_char; 24],
}

/// The four questions, which have four answers. `shiming_decision d = SHIMING_DECISION_INIT;`
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_decision {
    /// `sizeof(shiming_decision)`, set by the caller.
    pub struct_size: u32,
    /// Always 0.
    pub reserved: u32,
    /// May the account be used.
    pub account: shiming_verdict,
    /// May the player play.
    pub play: shiming_verdict,
    /// May the player pay anything at all.
    pub pay: shiming_verdict,
    /// Is the session to be reported.
    pub report: shiming_verdict,
}

/// The answer to one payment. `shiming_payment p = SHIMING_PAYMENT_INIT;`
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_payment {
    /// `sizeof(shiming_payment)`, set by the caller.
    pub struct_size: u32,
    /// Always 0.
    pub reserved: u32,
    /// Whether this payment is allowed now.
    pub verdict: shiming_verdict,
    /// The most that one payment may be now, fen; `SHIMING_NONE`: no limit.
    pub max_single_fen: i64,
    /// What the month has left, fen; `SHIMING_NONE`: no limit.
    pub month_left_fen: i64,
}

/// When a player may play. `shiming_play_window w = SHIMING_PLAY_WINDOW_INIT;`
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_play_window {
    /// `sizeof(shiming_play_window)`, set by the caller.
    pub struct_size: u32,
    /// 0: nothing ever restricts this player, and the rest is `SHIMING_NONE` and 0. 1: the window follows.
    pub restricted: i32,
    /// Its begin, Unix ms.
    pub start: i64,
    /// Its end, Unix ms; `SHIMING_NONE`: it does not end.
    pub end: i64,
    /// 1 where the official calendar of that year is known, else 0.
    pub covered: i32,
    /// Always 0.
    pub reserved: i32,
}

/// May this player come in, and will the session be reported. `shiming_admission a = SHIMING_ADMISSION_INIT;`
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_admission {
    /// `sizeof(shiming_admission)`, set by the caller.
    pub struct_size: u32,
    /// 1: may play now. 0: may not.
    pub allowed: i32,
    /// 1: login and logout will be reported. 0: they will not.
    pub reported: i32,
    /// Why, snake_case with a NUL at its end.
    pub reason: [c_char; 36],
    /// The rule behind it, with a NUL at its end.
    pub rule_id: [c_char; 24],
    /// When the verdict changes at the earliest, Unix ms, or `SHIMING_NONE`.
    pub valid_until: i64,
}

fn time(time: Option<i64>) -> i64 {
    time.unwrap_or(SHIMING_NONE)
}

fn size<T>() -> u32 {
    u32::try_from(size_of::<T>()).unwrap_or(0)
}

pub(crate) unsafe fn usage_of(usage: *const shiming_usage) -> Result<Usage> {
    // SAFETY: null, or the caller's structure.
    unsafe { optional_usage(usage) }?.ok_or_else(|| Fault::null("usage"))
}

pub(crate) unsafe fn optional_usage(usage: *const shiming_usage) -> Result<Option<Usage>> {
    if usage.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's structure; it is read only when its size is that of this version.
    let usage = unsafe {
        sized(usage, "usage")?;
        usage.read()
    };
    Ok(Some(Usage { played_today_s: usage.played_today_s, guest_used_s: usage.guest_used_s }))
}

fn verdict(verdict: &Verdict) -> shiming_verdict {
    shiming_verdict {
        valid_until: time(verdict.valid_until),
        next_open: time(verdict.next_open),
        allowed: i32::from(verdict.allowed),
        reason: chars(verdict.reason.name()),
        rule_id: chars(verdict.rule_id.name()),
    }
}

pub(crate) fn decision(decision: &Decision) -> shiming_decision {
    shiming_decision {
        struct_size: size::<shiming_decision>(),
        reserved: 0,
        account: verdict(&decision.account),
        play: verdict(&decision.play),
        pay: verdict(&decision.pay),
        report: verdict(&decision.report),
    }
}

pub(crate) fn payment(payment: &Payment) -> shiming_payment {
    shiming_payment {
        struct_size: size::<shiming_payment>(),
        reserved: 0,
        verdict: verdict(&payment.verdict),
        max_single_fen: time(payment.max_single_fen),
        month_left_fen: time(payment.month_left_fen),
    }
}

pub(crate) fn window(window: Option<PlayWindow>) -> shiming_play_window {
    shiming_play_window {
        struct_size: size::<shiming_play_window>(),
        restricted: i32::from(window.is_some()),
        start: time(window.map(|window| window.start)),
        end: time(window.and_then(|window| window.end)),
        covered: i32::from(window.is_some_and(|window| window.covered)),
        reserved: 0,
    }
}

pub(crate) fn admission(admission: &Admission) -> shiming_admission {
    shiming_admission {
        struct_size: size::<shiming_admission>(),
        allowed: i32::from(admission.allowed),
        reported: i32::from(admission.reported),
        reason: chars(&admission.reason),
        rule_id: chars(&admission.rule_id),
        valid_until: time(admission.valid_until),
    }
}

#[cfg(test)]
mod tests {
    use shiming_core::policy::{Reason, Rule};

    #[test]
    fn reasons_and_rules_fit() {
        assert!(Reason::ALL.iter().all(|reason| reason.name().len() < 36));
        assert!(Rule::ALL.iter().all(|rule| rule.name().len() < 24));
    }
}
