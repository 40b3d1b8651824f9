//! Who may come in, by the state of the account (policy for minors' hours is the host's until decisions exist here).

use super::Profile;
use crate::account::{AccountKind, AccountState};
use crate::time::{HOUR, UnixMs};

/// Fail-open ends after this long (ours: Q99 gives no limit, later law does).
const FAIL_OPEN_MAX: i64 = 48 * HOUR;

/// A verdict and the rule behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) allowed: bool,
    pub(crate) reason: &'static str,
    pub(crate) rule_id: &'static str,
    pub(crate) valid_until: Option<UnixMs>,
}

fn yes(reason: &'static str, rule_id: &'static str) -> Verdict {
    Verdict { allowed: true, reason, rule_id, valid_until: None }
}

fn no(reason: &'static str, rule_id: &'static str) -> Verdict {
    Verdict { allowed: false, reason, rule_id, valid_until: None }
}

/// May this player play (Q117, Q138, Q187)?
pub(crate) fn admit_account(state: &AccountState, unix: UnixMs) -> Verdict {
    match state.kind() {
        AccountKind::Verified => yes("unrestricted_profile", "host"),
        _ if state.pi().is_some() => yes("unrestricted_profile", "host"),
        AccountKind::Pending | AccountKind::PendingExpired => yes("pending_unrestricted", "Q187"),
        AccountKind::Submitting => match state.since_fault() {
            None => yes("pending_unrestricted", "Q187"),
            Some(since) if unix.saturating_sub(since) < FAIL_OPEN_MAX => {
                Verdict { valid_until: since.checked_add(FAIL_OPEN_MAX), ..yes("fail_open", "Q99") }
            }
            Some(_) => no("fail_open_ended", "Q99"),
        },
        AccountKind::Failed => no("verification_failed", "Q138"),
        AccountKind::ManualReview => no("manual_review_waiting", "Q161"),
        AccountKind::Unverified | AccountKind::Guest => no("unverified", "N2021-2"),
    }
}

/// May a guest play (Q41 until 2021, then no longer)?
pub(crate) fn admit_guest(profile: Profile, unix: UnixMs) -> Verdict {
    if profile.allows_guests(unix) {
        yes("guest_time_left", "N2019-1")
    } else {
        no("guest_prohibited", "N2021-2")
    }
}
