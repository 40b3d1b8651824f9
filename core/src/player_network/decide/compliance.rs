//! Steps 4 to 11: region, real name, age, parents, the EU.

use super::super::codes::{
    AdultStatus, CertificateType, EuAgreement, ParentStatus, RealNameAuth, RealNameNeed,
};
use super::super::options::{EuTrigger, MissingStatus, NoRestriction};
use super::super::region::{self, KOREA};
use super::super::{Action, ComplianceStatus, DenyReason, Limits, Login, Note, Options, OsValue, Part};
use super::Ledger;

pub(super) fn steps(login: &Login, options: &Options, ledger: &mut Ledger) {
    let status = usable_status(login, options, ledger);
    if status.is_some_and(|status| region::canonical(&status.region).is_empty()) {
        ledger.act(Action::SelectRegion);
    }
    real_name(login, status, options, ledger);
    let Some(status) = status else { return };
    let limits = limits(status, options, ledger);
    if age(status, limits, options, ledger) {
        ledger.minor = true;
        if ledger.is_past(status.adult_check_status_expiration) {
            ledger.act(Action::ReverifyAge { limits });
        }
        parent(status, ledger);
    }
    eu(status, options, ledger);
}

/// Step 4.
fn usable_status<'a>(
    login: &'a Login,
    options: &Options,
    ledger: &mut Ledger,
) -> Option<&'a ComplianceStatus> {
    let failed = login.status_ret.is_some_and(|ret| ret != 0);
    let unreadable = login.unreadable.iter().any(|part| matches!(part, Part::Extra | Part::Status));
    if let Some(status) = login.status.as_ref().filter(|_| !failed) {
        return Some(status);
    }
    ledger.note(match (failed, unreadable) {
        (true, _) => Note::StatusFailed,
        (false, true) => Note::StatusUnreadable,
        (false, false) => Note::StatusMissing,
    });
    match options.missing_status {
        MissingStatus::Query => ledger.act(Action::QueryStatus),
        MissingStatus::Open => {}
        MissingStatus::Closed => ledger.deny(DenyReason::StatusUnknown),
    }
    None
}

/// Step 6. The compliance status outweighs the login, which is older.
fn real_name(login: &Login, status: Option<&ComplianceStatus>, options: &Options, ledger: &mut Ledger) {
    let told = status.and_then(|status| status.need_realname_auth);
    if matches!(told, Some(RealNameNeed::Other(_))) {
        ledger.note(Note::RealNameUnlisted);
    }
    let told = told.map(|need| need != RealNameNeed::NotNeeded);
    if let (Some(told), Some(login)) = (told, login.need_realname_auth)
        && told != login
    {
        ledger.note(Note::RealNameContradiction);
    }
    if !told.or(login.need_realname_auth).unwrap_or(false) {
        return;
    }
    match status.and_then(|status| status.realname_auth_status) {
        Some(RealNameAuth::Passed) => return,
        Some(RealNameAuth::Other(_)) => ledger.note(Note::RealNameUnlisted),
        Some(RealNameAuth::NotPassed) | None => {}
    }
    if options.real_name_failed {
        ledger.deny(DenyReason::RealNameFailed);
    } else {
        ledger.act(Action::RealName);
    }
}

/// The limits of the region. Only Korea's differ by operating system; maps have been seen for other regions, and are
/// ignored there.
fn limits(status: &ComplianceStatus, options: &Options, ledger: &mut Ledger) -> Limits {
    if matches!(status.certificate_type, Some(CertificateType::Other(_))) {
        ledger.note(Note::CertificateTypeUnlisted);
    }
    let mut limits = Limits {
        adult_age: status.adult_age,
        game_grade: status.game_grade,
        certificate_type: status.certificate_type,
    };
    if region::canonical(&status.region) != KOREA {
        return limits;
    }
    let Some(os) = options.os else {
        ledger.note(Note::OsMissing);
        return limits;
    };
    let of = |map: &[OsValue]| map.iter().find(|entry| entry.os == os).map(|entry| entry.value);
    match of(&status.adult_age_map) {
        Some(age) => limits.adult_age = Some(age),
        None => ledger.note(Note::AdultAgeNotByOs),
    }
    match of(&status.game_grade_map) {
        Some(grade) => limits.game_grade = Some(grade),
        None => ledger.note(Note::GameGradeNotByOs),
    }
    limits
}

/// Steps 7 and 8. Whether the player is a minor.
fn age(status: &ComplianceStatus, limits: Limits, options: &Options, ledger: &mut Ledger) -> bool {
    match status.adult_check_status {
        Some(AdultStatus::BelowRating) => ledger.deny(DenyReason::BelowRating),
        Some(AdultStatus::Adult) => {}
        Some(AdultStatus::Minor) => return true,
        Some(AdultStatus::NotSet) if is_unrestricted(limits, options) => ledger.note(Note::NoRestriction),
        Some(AdultStatus::NotSet) => ledger.act(Action::AskAge { limits }),
        Some(AdultStatus::Other(_)) | None => {
            ledger.note(Note::AdultStatusUnknown);
            ledger.act(Action::AskAge { limits });
        }
    }
    false
}

fn is_unrestricted(limits: Limits, options: &Options) -> bool {
    let no_certificate = limits.certificate_type == Some(CertificateType::None);
    match options.no_restriction {
        NoRestriction::TypeAndGrade => no_certificate && limits.game_grade == Some(0),
        NoRestriction::TypeOnly => no_certificate,
        NoRestriction::Never => false,
    }
}

/// Step 10.
fn parent(status: &ComplianceStatus, ledger: &mut Ledger) {
    let certificate_type = status.certificate_type;
    let ask = |ledger: &mut Ledger| {
        if certificate_type == Some(CertificateType::None) {
            ledger.note(Note::NoConsentNeeded);
        } else {
            ledger.act(Action::ParentConsent { certificate_type });
        }
    };
    match status.parent_certificate_status {
        Some(ParentStatus::Passed) => {}
        Some(ParentStatus::NotAsked) => ask(ledger),
        Some(ParentStatus::Pending) => ledger.act(Action::WaitForParent),
        Some(ParentStatus::CardFailed) => ledger.act(Action::RetryCard),
        Some(ParentStatus::Refused) => {
            let retry = status.parent_certificate_status_expiration;
            if retry == 0 {
                ledger.note(Note::ParentRetryUnknown);
            }
            if ledger.is_past(retry) {
                ledger.act(Action::ParentConsent { certificate_type });
            } else {
                ledger.deny(DenyReason::ParentRefused);
            }
        }
        Some(ParentStatus::Other(_)) | None => {
            ledger.note(Note::ParentStatusUnknown);
            ask(ledger);
        }
    }
}

/// Step 11. is_eea and is_dma are taken as given, because they have been seen to differ from geography.
fn eu(status: &ComplianceStatus, options: &Options, ledger: &mut Ledger) {
    let (eea, dma) = (status.is_eea == Some(true), status.is_dma == Some(true));
    let applies = match options.eu_trigger {
        EuTrigger::IsEea => eea,
        EuTrigger::IsDma => dma,
        EuTrigger::IsEeaOrIsDma => eea || dma,
        EuTrigger::Always => true,
        EuTrigger::Never => false,
    };
    match status.eu_user_agree_status {
        Some(EuAgreement::Refused) if !applies => ledger.note(Note::EuAgreementNotApplied),
        _ if !applies => {}
        Some(EuAgreement::Agreed) => {}
        Some(EuAgreement::Refused) => ledger.deny(DenyReason::EuTransferRefused),
        Some(EuAgreement::NotSet) => ledger.act(Action::AskEuAgreement),
        Some(EuAgreement::Other(_)) | None => {
            ledger.note(Note::EuAgreementUnknown);
            ledger.act(Action::AskEuAgreement);
        }
    }
}
