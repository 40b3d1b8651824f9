//! The decision, step by step.

mod agreements;
mod compliance;
mod deletion;

use alloc::vec::Vec;

use super::codes::{LoginClass, login_class};
use super::{Action, Decision, DenyReason, Gate, Login, Note, Options};
use crate::error::{Error, ErrorCode, Result};
use crate::time::{LATEST, SECOND, UnixMs};

/// Decides whether the player of this login may enter now.
///
/// `unix` is the host's time in Unix milliseconds. The steps, in order; a step that denies at 1 or 2 ends the decision, all
/// others go on, so that the host learns every action at once:
///
/// | step | rule | from |
/// |---|---|---|
/// | 1 | `ret` other than 0: by [`login_class`]. A token that has expired: log in again | the backend's table of return codes |
/// | 2 | DeleteAccountStatus: 0 enters; 1 stops and offers to withdraw; 2, 3 and 4 deny; all others enter with a note, because a fault of that service must not lock everybody out, unless the game says otherwise for that number | Player Network document |
/// | 2 | DeleteAccountInfo with `ret` 0 and another status: the stricter of the two | inference |
/// | 3 | DeleteLIAccountStatus: 1 is told to the player, others are notes; 2 and 3 deny if the game says so | values published, actions inference |
/// | 4 | no compliance status: as the game says, by default it must be asked for | inference |
/// | 5 | no region: the player chooses one | order of the published flow on the web |
/// | 6 | a real name is needed and not passed: verify, or deny when the host knows that it failed | published flow for Korea |
/// | 7 | below the rating: deny | ComplianceResult |
/// | 8 | not of age, of age, or not stated: then the age is asked for, unless there is nothing to restrict | Player Network document; "nothing to restrict" is inference |
/// | 9 | a minor whose statement expired: ask again | Player Network document |
/// | 10 | a minor: consent of a parent, by status and kind of certificate | Player Network document; kinds 0 and -1 inference |
/// | 11 | the EU agreement, where it applies | values published, actions inference |
/// | 12 | agreements against the versions that the game requires: numbers by size, other texts by equality | published; the comparison is inference |
///
/// In Korea (region 410) the age of majority and the rating are those of the player's operating system.
///
/// A denial outweighs every action; the first one in the order is the reason. Ages are never ours: what limits a
/// region has, the service says.
///
/// # Errors
/// `bad_time`: `unix` is negative.
///
/// ```
/// use shiming_core::player_network::{Gate, Options, player_network_decide, player_network_parse};
///
/// let login = player_network_parse(br#"{"ret":0,"openid":"1","del_account_status":0,
///     "extra_json":{"get_status_rsp":{"ret":0,"region":"156","adult_check_status":1}}}"#)?;
/// let decision = player_network_decide(&login, &Options::default(), 1_795_176_000_000)?;
/// assert_eq!(decision.gate, Gate::Enter);
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn player_network_decide(login: &Login, options: &Options, unix: UnixMs) -> Result<Decision> {
    if unix < 0 {
        let text = "the time is negative: pass Unix time in milliseconds";
        return Err(Error::new(ErrorCode::BadTime, text).with_field("unix"));
    }
    let mut ledger = Ledger::new(unix);
    if answered(login, &mut ledger) && deletion::account(login, options, &mut ledger) {
        deletion::li_pass(login, options, &mut ledger);
        compliance::steps(login, options, &mut ledger);
        agreements::step(login, options, &mut ledger);
    }
    Ok(ledger.close())
}

/// Step 1. Whether there is anything more to decide.
fn answered(login: &Login, ledger: &mut Ledger) -> bool {
    if login.ret.is_none() {
        ledger.note(Note::RetMissing);
    }
    match login_class(login.ret.unwrap_or(0)) {
        LoginClass::Ok => {}
        LoginClass::Reauth => ledger.act(Action::LogInAgain),
        LoginClass::Retry => ledger.act(Action::RetryLogin),
        LoginClass::Deleted => ledger.deny(DenyReason::Deleted),
        LoginClass::Configuration => ledger.deny(DenyReason::Configuration),
        LoginClass::Unknown => ledger.deny(DenyReason::LoginRefused),
    }
    let logged_in = ledger.actions.is_empty() && ledger.denied.is_none();
    if logged_in && ledger.is_past(login.token_expire) {
        ledger.act(Action::LogInAgain);
    }
    logged_in
}

/// What the steps have found so far.
struct Ledger {
    unix: UnixMs,
    actions: Vec<Action>,
    notes: Vec<Note>,
    denied: Option<DenyReason>,
    minor: bool,
    recheck_at: Option<UnixMs>,
}

impl Ledger {
    fn new(unix: UnixMs) -> Self {
        Self { unix, actions: Vec::new(), notes: Vec::new(), denied: None, minor: false, recheck_at: None }
    }

    fn act(&mut self, action: Action) {
        self.actions.push(action);
    }

    fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn deny(&mut self, reason: DenyReason) {
        self.denied.get_or_insert(reason);
    }

    /// Whether this time of the service is reached. If it is to come, the decision is due again then.
    fn is_past(&mut self, seconds: i64) -> bool {
        if seconds == 0 {
            return false;
        }
        let at = seconds.saturating_mul(SECOND);
        if self.unix >= at {
            return true;
        }
        // Past 2100 is never.
        if at < LATEST {
            self.recheck_at = Some(self.recheck_at.map_or(at, |earlier| earlier.min(at)));
        }
        false
    }

    fn close(self) -> Decision {
        let Self { actions, notes, denied, minor, recheck_at, .. } = self;
        let (gate, actions) = match denied {
            Some(reason) => (Gate::Deny { reason }, Vec::new()),
            None if actions.iter().any(Action::blocks) => (Gate::NeedAction, actions),
            None if minor => (Gate::EnterAsMinor, actions),
            None => (Gate::Enter, actions),
        };
        Decision { gate, actions, degraded: notes, recheck_at }
    }
}
