//! Steps 2 and 3: accounts that are deleted, or about to be.

use super::super::codes::{DeletionStatus, LiDeletionStatus};
use super::super::options::LiDeletion;
use super::super::{Action, DeletionInfo, DenyReason, Login, Note, Options, Part};
use super::Ledger;
use crate::time::{LATEST, SECOND, UnixMs};

/// Step 2. Whether there is anything more to decide.
pub(super) fn account(login: &Login, options: &Options, ledger: &mut Ledger) -> bool {
    let info = usable_info(login, ledger);
    let told = login.deletion_status;
    // Without a status the service "gave none", which is what -1 says.
    let mut status = told.unwrap_or(DeletionStatus::NotReturned);
    if login.unreadable.contains(&Part::DeletionStatus) {
        ledger.note(Note::DeletionUnreadable);
    } else if told.is_none() {
        ledger.note(Note::DeletionMissing);
    }
    note_unknown(told, ledger);
    if let Some(other) = info.and_then(|info| info.status) {
        if told.is_some_and(|told| told != other) {
            ledger.note(Note::DeletionContradiction);
        }
        if other.weight() > status.weight() {
            status = other;
        }
    }
    match status {
        DeletionStatus::None => true,
        DeletionStatus::CoolingOff => {
            let due =
                info.filter(|info| info.status == Some(status)).and_then(|info| due(info.target_destroy_at));
            ledger.act(Action::WithdrawDeletion { due });
            false
        }
        DeletionStatus::Deleted => deny(DenyReason::Deleted, ledger),
        DeletionStatus::Deleting => deny(DenyReason::Deleting, ledger),
        DeletionStatus::Failed => deny(DenyReason::DeletionFailed, ledger),
        unknown if is_denied(unknown, options) => deny(DenyReason::DeletionUnknown, ledger),
        _ => true,
    }
}

fn deny(reason: DenyReason, ledger: &mut Ledger) -> bool {
    ledger.deny(reason);
    false
}

/// The game's own judgement. The document asks for it where the status is negative; 5 and more always enter.
fn is_denied(status: DeletionStatus, options: &Options) -> bool {
    let of = |status| options.deletion.iter().find(|entry| entry.status == status).map(|entry| entry.deny);
    let unlisted = matches!(status, DeletionStatus::Other(_));
    status.code() < 0
        && of(status).or_else(|| of(DeletionStatus::NotReturned).filter(|_| unlisted)).unwrap_or(false)
}

/// Entering all the same is the document's advice; that the status is unknown stays visible.
fn note_unknown(status: Option<DeletionStatus>, ledger: &mut Ledger) {
    let note = match status {
        Some(DeletionStatus::NotReturned) => Note::DeletionNotReturned,
        Some(DeletionStatus::NetworkError) => Note::DeletionNetworkError,
        Some(DeletionStatus::BadFormat) => Note::DeletionBadFormat,
        Some(DeletionStatus::InternalError) => Note::DeletionInternalError,
        Some(DeletionStatus::ServiceError10 | DeletionStatus::ServiceError11) => Note::DeletionServiceError,
        Some(DeletionStatus::Other(code)) if code < 0 => Note::DeletionUnlisted,
        Some(DeletionStatus::Other(_)) => Note::DeletionUndefined,
        Some(_) | None => return,
    };
    ledger.note(note);
}

/// DeleteAccountInfo, if it may be believed.
fn usable_info<'a>(login: &'a Login, ledger: &mut Ledger) -> Option<&'a DeletionInfo> {
    if login.unreadable.contains(&Part::DeletionInfo) {
        ledger.note(Note::DeletionInfoUnusable);
    }
    let info = login.deletion_info.as_ref()?;
    if info.ret != Some(0) {
        ledger.note(Note::DeletionInfoUnusable);
        return None;
    }
    let asked = info.created_at != 0 || info.target_destroy_at != 0;
    let none = info.status == Some(DeletionStatus::None);
    let done = info.status == Some(DeletionStatus::Deleted);
    if (asked && none) || (info.destroyed_at != 0 && !done) {
        ledger.note(Note::DeletionTimeUnexpected);
    }
    Some(info)
}

/// To be shown to the player, so only a plausible time.
fn due(seconds: i64) -> Option<UnixMs> {
    seconds.checked_mul(SECOND).filter(|at| (1..LATEST).contains(at))
}

/// Step 3.
pub(super) fn li_pass(login: &Login, options: &Options, ledger: &mut Ledger) {
    let denies = options.li_deletion == LiDeletion::Deny;
    if login.unreadable.contains(&Part::LiDeletionStatus) {
        ledger.note(Note::LiDeletionNotReturned);
    }
    match login.li_deletion_status {
        // A game without LEVEL INFINITE PASS gets no status at all.
        None | Some(LiDeletionStatus::None) => {}
        Some(LiDeletionStatus::NotReturned) => ledger.note(Note::LiDeletionNotReturned),
        Some(LiDeletionStatus::Requested) => ledger.act(Action::TellLiDeletion),
        Some(LiDeletionStatus::Deleted | LiDeletionStatus::Deleting) if denies => {
            ledger.deny(DenyReason::LiDeleted);
        }
        Some(LiDeletionStatus::Deleted) => ledger.note(Note::LiDeleted),
        Some(LiDeletionStatus::Deleting) => ledger.note(Note::LiDeleting),
        Some(LiDeletionStatus::Failed) => ledger.note(Note::LiDeletionFailed),
        Some(LiDeletionStatus::Other(_)) => ledger.note(Note::LiDeletionUnlisted),
    }
}
