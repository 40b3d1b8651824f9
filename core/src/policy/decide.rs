//! The four verdicts.

use super::case::Case;
use super::{Calendar, Decision, Profile, Usage, Verdict};
use crate::account::AccountState;
use crate::error::Result;
use crate::time::UnixMs;

/// What this player may do now: the account, play, pay and report, each with its reason, its rule and how long it holds.
///
/// That 48 hours are over (Q114) is told by the state, not by the clock: a host with a loop of its own applies `tick` to a pending
/// state before it asks, or the player stays pending. The engine does so.
///
/// `unix` is server time in milliseconds, from 0. `usage` matters under 34号 only.
///
/// ```
/// use shiming_core::account::AccountState;
/// use shiming_core::policy::{Calendar, Profile, Reason, Usage, decide};
/// let noon = 1_795_147_200_000; // 2026-11-20T12:00+08:00
/// let decision = decide(&AccountState::new(), &Profile::auto(), &Calendar::official(), Usage::default(), noon).unwrap();
/// assert!(decision.account.allowed && !decision.play.allowed);
/// assert_eq!((decision.play.reason, decision.play.rule_id.name()), (Reason::Unverified, "N2021-2"));
/// ```
///
/// # Errors
/// `invalid_parameter` for a usage that is no sum of seconds; `bad_time`; `invalid_calendar` on a day without a notice, if the profile
/// says `uncovered: error`.
pub fn decide(
    state: &AccountState,
    profile: &Profile,
    calendar: &Calendar,
    usage: Usage,
    unix: UnixMs,
) -> Result<Decision> {
    let case = Case::new(Some(state), profile, calendar, usage, unix)?;
    Ok(Decision {
        account: case.verdict(None, &|at| Ok(case.account(at)))?,
        play: case.verdict(None, &|at| case.play(at))?,
        pay: case.verdict(None, &|at| case.pay(at))?,
        report: case.verdict(None, &|at| Ok(case.report(at)))?,
    })
}

/// The second of the four verdicts, for somebody who enters: without a state, a guest's device.
pub(crate) fn may_play(
    state: Option<&AccountState>,
    profile: &Profile,
    calendar: &Calendar,
    usage: Usage,
    unix: UnixMs,
) -> Result<Verdict> {
    let case = Case::new(state, profile, calendar, usage, unix)?;
    case.verdict(None, &|at| case.play(at))
}
