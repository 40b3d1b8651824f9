//! What a decision is made of.

use alloc::{string::String, vec::Vec};

use super::codes::CertificateType;
use super::names::named;
use crate::time::UnixMs;

/// The one answer to "may this player enter now".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Enter as an adult, or without any limit.
    Enter,
    /// Enter as a minor: the game's own limits for minors apply.
    EnterAsMinor,
    /// Not yet: a blocking action comes first.
    NeedAction,
    /// No. Nothing that the player can do now changes it.
    Deny {
        /// Why.
        reason: DenyReason,
    },
}

impl Gate {
    /// The stable name, snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::EnterAsMinor => "enter_as_minor",
            Self::NeedAction => "need_action",
            Self::Deny { .. } => "deny",
        }
    }

    /// Whether the player enters.
    pub fn admits(self) -> bool {
        matches!(self, Self::Enter | Self::EnterAsMinor)
    }
}

named! {
    /// Why a player may not enter.
    DenyReason {
        /// The login failed for a reason that no table explains.
        LoginRefused = "login_refused",
        /// The login failed because of the game's parameters, rights or signature.
        Configuration = "configuration",
        /// The account is deleted.
        Deleted = "deleted",
        /// The account is being deleted.
        Deleting = "deleting",
        /// The account's deletion failed.
        DeletionFailed = "deletion_failed",
        /// The deletion status is unknown, and the game denies that ([`Options::deletion`](super::Options::deletion)).
        DeletionUnknown = "deletion_unknown",
        /// The LEVEL INFINITE PASS is deleted or being deleted, and the game denies that.
        LiDeleted = "li_deleted",
        /// There is no compliance status, and the game denies that.
        StatusUnknown = "status_unknown",
        /// The real-name check failed.
        RealNameFailed = "real_name_failed",
        /// Younger than the game's rating.
        BelowRating = "below_rating",
        /// A parent refused.
        ParentRefused = "parent_refused",
        /// The player refused that data leaves the EU.
        EuTransferRefused = "eu_transfer_refused",
    }
}

/// What the host does next, in the order to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Log in again: the token is no longer good.
    LogInAgain,
    /// Try the login again later: the service's fault.
    RetryLogin,
    /// Ask whether to withdraw the deletion of the account.
    WithdrawDeletion {
        /// When the deletion is due, Unix ms, if the service says so.
        due: Option<UnixMs>,
    },
    /// Tell the player that the deletion of the LEVEL INFINITE PASS was asked for. Does not block.
    TellLiDeletion,
    /// Ask the service for the compliance status.
    QueryStatus,
    /// Let the player choose the region.
    SelectRegion,
    /// Verify the real name.
    RealName,
    /// Ask for the age.
    AskAge {
        /// What limits apply to the player.
        limits: Limits,
    },
    /// Ask for the age again: the earlier statement expired.
    ReverifyAge {
        /// What limits apply to the player.
        limits: Limits,
    },
    /// Ask a parent for consent.
    ParentConsent {
        /// How. Unknown: ask the service for its default.
        certificate_type: Option<CertificateType>,
    },
    /// Wait for a parent's answer to a mail.
    WaitForParent,
    /// Ask for another card.
    RetryCard,
    /// Ask whether data may leave the EU.
    AskEuAgreement,
    /// Show these documents and ask for agreement.
    AcceptAgreements {
        /// `game_tos`, `game_pp`, `game_dma`, `game_nda`, `li_tos`, `li_pp`, `li_dt`.
        documents: Vec<String>,
    },
    /// Show that the LEVEL INFINITE PASS agreement is to be renewed. Does not block.
    RenewLiAgreement,
}

impl Action {
    /// The stable name, snake_case.
    pub fn name(&self) -> &'static str {
        match self {
            Self::LogInAgain => "log_in_again",
            Self::RetryLogin => "retry_login",
            Self::WithdrawDeletion { .. } => "withdraw_deletion",
            Self::TellLiDeletion => "tell_li_deletion",
            Self::QueryStatus => "query_status",
            Self::SelectRegion => "select_region",
            Self::RealName => "real_name",
            Self::AskAge { .. } => "ask_age",
            Self::ReverifyAge { .. } => "reverify_age",
            Self::ParentConsent { .. } => "parent_consent",
            Self::WaitForParent => "wait_for_parent",
            Self::RetryCard => "retry_card",
            Self::AskEuAgreement => "ask_eu_agreement",
            Self::AcceptAgreements { .. } => "accept_agreements",
            Self::RenewLiAgreement => "renew_li_agreement",
        }
    }

    /// Whether the player stays outside until it is done.
    pub fn blocks(&self) -> bool {
        !matches!(self, Self::TellLiDeletion | Self::RenewLiAgreement)
    }
}

/// The limits of the player's region, as the service gave them; by operating system in Korea.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The age of majority, in years.
    pub adult_age: Option<i32>,
    /// The game's rating, in years.
    pub game_grade: Option<i32>,
    /// How the age is established.
    pub certificate_type: Option<CertificateType>,
}

named! {
    /// What was not as it should be, or was assumed. None of them changes the gate by itself.
    Note {
        /// The login has no `ret`; it counts as success, because AuthResult lists none.
        RetMissing = "ret_missing",
        /// No deletion status.
        DeletionMissing = "deletion_missing",
        /// The deletion status cannot be read, or stands there twice with different values; of those the strictest holds.
        DeletionUnreadable = "deletion_unreadable",
        /// Deletion status -1.
        DeletionNotReturned = "deletion_not_returned",
        /// Deletion status -2.
        DeletionNetworkError = "deletion_network_error",
        /// Deletion status -3.
        DeletionBadFormat = "deletion_bad_format",
        /// Deletion status -4.
        DeletionInternalError = "deletion_internal_error",
        /// Deletion status -10 or -11.
        DeletionServiceError = "deletion_service_error",
        /// Deletion status 5 or more.
        DeletionUndefined = "deletion_undefined",
        /// A negative deletion status that the document does not list.
        DeletionUnlisted = "deletion_unlisted",
        /// DeleteAccountInfo says otherwise than DeleteAccountStatus; the stricter holds.
        DeletionContradiction = "deletion_contradiction",
        /// DeleteAccountInfo came with a `ret` other than 0 or cannot be read; it is not used.
        DeletionInfoUnusable = "deletion_info_unusable",
        /// DeleteAccountInfo has a time that its status rules out.
        DeletionTimeUnexpected = "deletion_time_unexpected",
        /// LEVEL INFINITE PASS status -1, or unreadable.
        LiDeletionNotReturned = "li_deletion_not_returned",
        /// LEVEL INFINITE PASS status 2: deleted.
        LiDeleted = "li_deleted",
        /// LEVEL INFINITE PASS status 3: being deleted.
        LiDeleting = "li_deleting",
        /// LEVEL INFINITE PASS status 4: the deletion failed.
        LiDeletionFailed = "li_deletion_failed",
        /// A LEVEL INFINITE PASS status that the document does not list.
        LiDeletionUnlisted = "li_deletion_unlisted",
        /// No compliance status.
        StatusMissing = "status_missing",
        /// The compliance status came with a `ret` other than 0.
        StatusFailed = "status_failed",
        /// The compliance status cannot be read.
        StatusUnreadable = "status_unreadable",
        /// The login and the compliance status differ on whether a real name is needed; the latter holds.
        RealNameContradiction = "real_name_contradiction",
        /// A real-name value that the document does not list; it counts as needed, or as not passed.
        RealNameUnlisted = "real_name_unlisted",
        /// Korea, and the host did not say which operating system.
        OsMissing = "os_missing",
        /// Korea, and adult_age_map does not list the operating system; adult_age holds.
        AdultAgeNotByOs = "adult_age_not_by_os",
        /// Korea, and game_grade_map does not list the operating system; game_grade holds.
        GameGradeNotByOs = "game_grade_not_by_os",
        /// adult_check_status is missing or not listed; the age is asked for.
        AdultStatusUnknown = "adult_status_unknown",
        /// No age was stated, and none is needed.
        NoRestriction = "no_restriction",
        /// parent_certificate_status is missing or not listed; it counts as not asked.
        ParentStatusUnknown = "parent_status_unknown",
        /// A minor enters without consent, because the region asks for none.
        NoConsentNeeded = "no_consent_needed",
        /// A parent refused, and the service does not say when to ask again.
        ParentRetryUnknown = "parent_retry_unknown",
        /// certificate_type is not listed.
        CertificateTypeUnlisted = "certificate_type_unlisted",
        /// eu_user_agree_status is missing or not listed where it is needed; the agreement is asked for.
        EuAgreementUnknown = "eu_agreement_unknown",
        /// The EU agreement was refused by a player of whom it is not asked.
        EuAgreementNotApplied = "eu_agreement_not_applied",
        /// Versions are required, and what the player agreed to is unknown; it counts as nothing.
        AgreementsUnknown = "agreements_unknown",
    }
}

/// A decision, a function of a login, the options and the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// May the player enter.
    pub gate: Gate,
    /// What to do, in order. Empty when the gate denies.
    pub actions: Vec<Action>,
    /// What was not as it should be, in the order in which it was met, each once.
    pub degraded: Vec<Note>,
    /// When to decide again though nothing new arrived, Unix ms: always later than the decision. None when nothing is due.
    pub recheck_at: Option<UnixMs>,
}
