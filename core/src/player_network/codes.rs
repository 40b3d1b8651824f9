//! The service's numbers, table by table.

use super::names::{coded, named};

coded! {
    /// DeleteAccountStatus: how far the deletion of this account is. Negative numbers say that the service does not know.
    DeletionStatus {
        /// 0: never asked for, or withdrawn. The player may enter.
        None = 0, "none";
        /// 1: asked for, and still to be withdrawn. The player is stopped and asked whether to withdraw.
        CoolingOff = 1, "cooling_off";
        /// 2: deleted. The player may not enter.
        Deleted = 2, "deleted";
        /// 3: being deleted. The player may not enter.
        Deleting = 3, "deleting";
        /// 4: the deletion failed. The player may not enter.
        Failed = 4, "failed";
        /// -1: the backend gave no status, or the game has not asked for it to be configured.
        NotReturned = -1, "not_returned";
        /// -2: the deletion service could not be reached.
        NetworkError = -2, "network_error";
        /// -3: the deletion service's answer lacked members.
        BadFormat = -3, "bad_format";
        /// -4: parameters or configuration were refused inside.
        InternalError = -4, "internal_error";
        /// -10: the deletion service failed.
        ServiceError10 = -10, "service_error_10";
        /// -11: the deletion service failed.
        ServiceError11 = -11, "service_error_11";
    }
}

/// How strict a deletion status is, in the order of strictness.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Enters,
    Stops,
    Denies,
}

impl DeletionStatus {
    pub(super) fn weight(self) -> Weight {
        match self {
            Self::CoolingOff => Weight::Stops,
            Self::Deleted | Self::Deleting | Self::Failed => Weight::Denies,
            _ => Weight::Enters,
        }
    }
}

coded! {
    /// DeleteLIAccountStatus: the deletion of the LEVEL INFINITE PASS. The document lists values and recommends nothing.
    LiDeletionStatus {
        /// -1: the query failed, or the backend gave none.
        NotReturned = -1, "not_returned";
        /// 0: no record, or withdrawn.
        None = 0, "none";
        /// 1: asked for.
        Requested = 1, "requested";
        /// 2: deleted.
        Deleted = 2, "deleted";
        /// 3: being deleted.
        Deleting = 3, "deleting";
        /// 4: the deletion failed.
        Failed = 4, "failed";
    }
}

coded! {
    /// adult_check_status: whether the player is of age where they live.
    AdultStatus {
        /// -2: below the game's rating, may not enter (the SDK's ComplianceResult lists it).
        BelowRating = -2, "below_rating";
        /// -1: not of age.
        Minor = -1, "minor";
        /// 0: not stated yet.
        NotSet = 0, "not_set";
        /// 1: of age.
        Adult = 1, "adult";
    }
}

coded! {
    /// parent_certificate_status: whether a parent has consented.
    ParentStatus {
        /// -1: a parent refused.
        Refused = -1, "refused";
        /// 0: not asked yet.
        NotAsked = 0, "not_asked";
        /// 1: a parent consented.
        Passed = 1, "passed";
        /// 10: a mail to a parent waits for its answer (mail only).
        Pending = 10, "pending";
        /// 11: the card was not accepted (card only; the SDK's ComplianceResult lists it).
        CardFailed = 11, "card_failed";
    }
}

coded! {
    /// certificate_type: how age and consent are established in the player's region.
    CertificateType {
        /// -1: unknown: ask the service for its default.
        Unknown = -1, "unknown";
        /// 0: nothing is asked.
        None = 0, "none";
        /// 1: the player's own word.
        SelfDeclared = 1, "self_declared";
        /// 2: a payment by credit card.
        Card = 2, "card";
        /// 3: a mail.
        Email = 3, "email";
    }
}

coded! {
    /// eu_user_agree_status: whether a player in the EU agrees that data is kept outside it.
    EuAgreement {
        /// -1: refused.
        Refused = -1, "refused";
        /// 0: not asked yet.
        NotSet = 0, "not_set";
        /// 1: agreed.
        Agreed = 1, "agreed";
    }
}

coded! {
    /// need_realname_auth: whether a real name is required.
    RealNameNeed {
        /// 0: no.
        NotNeeded = 0, "not_needed";
        /// 1: yes.
        Needed = 1, "needed";
    }
}

coded! {
    /// realname_auth_status. 0 stands for "failed" and for "not done yet" alike.
    RealNameAuth {
        /// 0: not passed.
        NotPassed = 0, "not_passed";
        /// 1: passed.
        Passed = 1, "passed";
    }
}

coded! {
    /// FirstLogin. It counts from the service's own records: when a game wipes its data, Player Network must wipe too,
    /// or this value is wrong.
    FirstLogin {
        /// -1: unknown.
        Unknown = -1, "unknown";
        /// 0: has been here before.
        No = 0, "no";
        /// 1: new.
        Yes = 1, "yes";
    }
}

coded! {
    /// Gender, as the channel gave it.
    Gender {
        /// 0: not stated.
        NotStated = 0, "not_stated";
        /// 1: male.
        Male = 1, "male";
        /// 2: female.
        Female = 2, "female";
    }
}

named! {
    /// What a login's `ret` asks for.
    LoginClass {
        /// 0: logged in.
        Ok = "ok",
        /// 1122, 11002, 11003: the token is no longer good; log in again.
        Reauth = "reauth",
        /// 11026: the account is deleted.
        Deleted = "deleted",
        /// 1200, 1206, 1400, 1402, 10004: the service's fault; try later.
        Retry = "retry",
        /// 1000, 1010, 1104, 10000, 11015, 11096, 13000 to 13002: the game's parameters, rights or signature.
        Configuration = "configuration",
        /// All others.
        Unknown = "unknown",
    }
}

/// The class of a login's `ret`, from the backend's table of return codes.
///
/// ```
/// use shiming_core::player_network::{LoginClass, login_class};
/// assert_eq!(login_class(11003), LoginClass::Reauth);
/// assert_eq!(login_class(-7), LoginClass::Unknown);
/// ```
pub fn login_class(ret: i32) -> LoginClass {
    match ret {
        0 => LoginClass::Ok,
        1122 | 11002 | 11003 => LoginClass::Reauth,
        11026 => LoginClass::Deleted,
        1200 | 1206 | 1400 | 1402 | 10004 => LoginClass::Retry,
        1000 | 1010 | 1104 | 10000 | 11015 | 11096 | 13000..=13002 => LoginClass::Configuration,
        _ => LoginClass::Unknown,
    }
}
