//! The result of a login, as data.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::codes::{
    AdultStatus, CertificateType, DeletionStatus, EuAgreement, FirstLogin, Gender, LiDeletionStatus,
    ParentStatus, RealNameAuth, RealNameNeed,
};
use super::names::named;

/// A login (`AuthResult` with its `ExtraJson`), read by [`player_network_parse`](super::player_network_parse).
///
/// A text is empty and a time 0 where the service gave none; an `Option` is none where it gave none or nothing that can
/// be read. Times are Unix seconds, as the service gives them. The player's birth date is not kept: the service no
/// longer gives it, and nothing here needs it.
///
/// The token, `pf_key` and the transfer code open the account, and most of the rest is personal data. `Debug` shows none of
/// it; [`to_json`](Self::to_json) holds all of it, so store it like a password or not at all.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Login {
    /// `ret`: 0 for success; see [`login_class`](super::login_class).
    pub ret: Option<i32>,
    /// OpenID: an unsigned integer of 64 bits as text. Never a number: it exceeds what many languages can count.
    pub openid: String,
    /// Token: 40 bytes.
    pub token: String,
    /// TokenExpire, Unix seconds.
    pub token_expire: i64,
    /// FirstLogin. Carried, not decided.
    pub first_login: Option<FirstLogin>,
    /// UserName. Carried, not decided.
    pub user_name: String,
    /// Gender. Carried, not decided.
    pub gender: Option<Gender>,
    /// PictureUrl. Carried, not decided.
    pub picture_url: String,
    /// Pf, for payments by Midas. Carried, not decided.
    pub pf: String,
    /// Pfkey, for payments by Midas. Carried, not decided.
    pub pf_key: String,
    /// NeedRealNameAuth of the login; that of the compliance status outweighs it.
    pub need_realname_auth: Option<bool>,
    /// ChannelID. Carried, not decided.
    pub channel_id: Option<i32>,
    /// Channel. Carried, not decided.
    pub channel: String,
    /// ChannelInfo: JSON text, different for each channel. Carried, not decided.
    pub channel_info: String,
    /// BindList: JSON text, an array. Carried, not decided.
    pub bind_list: String,
    /// LegalDocumentsAcceptedVersion. Carried, not decided: [`Agreements`] says what was agreed to.
    pub legal_documents: String,
    /// Email. Carried, not decided.
    pub email: String,
    /// TransferCode, of guests in some regions. Carried, not decided.
    pub transfer_code: String,
    /// TransferCodeExpireTime, Unix seconds. Carried, not decided.
    pub transfer_code_expire: i64,
    /// DeleteAccountStatus.
    pub deletion_status: Option<DeletionStatus>,
    /// DeleteAccountInfo.
    pub deletion_info: Option<DeletionInfo>,
    /// DeleteLIAccountStatus.
    pub li_deletion_status: Option<LiDeletionStatus>,
    /// `ret` of the compliance status: `get_status_ret`, or that inside `get_status_rsp`; of two the one that is not 0.
    pub status_ret: Option<i32>,
    /// `get_status_rsp`.
    pub status: Option<ComplianceStatus>,
    /// `need_notify_ret`, or the `ret` inside `need_notify_rsp`; of two the one that is not 0.
    pub agreements_ret: Option<i32>,
    /// `need_notify_rsp`.
    pub agreements: Option<Agreements>,
    /// Parts that were there and could not be read.
    pub unreadable: Vec<Part>,
}

named! {
    /// A part of a login that may be unreadable without spoiling the rest.
    Part {
        /// `ExtraJson`.
        Extra = "extra_json",
        /// `get_status_rsp`.
        Status = "get_status_rsp",
        /// `need_notify_rsp`.
        Agreements = "need_notify_rsp",
        /// `DeleteAccountStatus`.
        DeletionStatus = "del_account_status",
        /// `DeleteAccountInfo`.
        DeletionInfo = "del_account_info",
        /// `DeleteLIAccountStatus`.
        LiDeletionStatus = "del_li_account_status",
        /// `adult_age_map`.
        AdultAgeMap = "adult_age_map",
        /// `game_grade_map`.
        GameGradeMap = "game_grade_map",
    }
}

/// DeleteAccountInfo. Its `err_code` is the SDK's own and is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeletionInfo {
    /// 0 when the rest may be believed.
    pub ret: Option<i32>,
    /// The same values as DeleteAccountStatus.
    pub status: Option<DeletionStatus>,
    /// When deletion was asked for, Unix seconds; 0 when status is 0.
    pub created_at: i64,
    /// When it is due, Unix seconds; 0 when status is 0.
    pub target_destroy_at: i64,
    /// When it was done (`destroy_at`, also spelled `destroyed_at`), Unix seconds; 0 unless status is 2.
    pub destroyed_at: i64,
}

/// `get_status_rsp`: what the service knows of the player's age, parents, region and real name. The mail address in it is
/// not kept.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ComplianceStatus {
    /// ISO 3166-1 numeric, three digits; empty when the player has not chosen one.
    pub region: String,
    /// adult_check_status.
    pub adult_check_status: Option<AdultStatus>,
    /// When a minor must state the age again, Unix seconds; 0 is never.
    pub adult_check_status_expiration: i64,
    /// parent_certificate_status.
    pub parent_certificate_status: Option<ParentStatus>,
    /// When a parent who refused may be asked again, Unix seconds; 0 is none.
    pub parent_certificate_status_expiration: i64,
    /// certificate_type.
    pub certificate_type: Option<CertificateType>,
    /// The age of majority in the region, in years. The game's own configuration at the service, not ours.
    pub adult_age: Option<i32>,
    /// adult_age by operating system (Korea); ascending.
    pub adult_age_map: Vec<OsValue>,
    /// The game's rating in the region, in years; 0 is none.
    pub game_grade: Option<i32>,
    /// game_grade by operating system (Korea); ascending.
    pub game_grade_map: Vec<OsValue>,
    /// eu_user_agree_status.
    pub eu_user_agree_status: Option<EuAgreement>,
    /// is_eea, as given. It has been seen false for member states.
    pub is_eea: Option<bool>,
    /// is_dma, as given.
    pub is_dma: Option<bool>,
    /// need_realname_auth (need_name_auth).
    pub need_realname_auth: Option<RealNameNeed>,
    /// realname_auth_status.
    pub realname_auth_status: Option<RealNameAuth>,
    /// is_need_li_cert. Carried, not decided.
    pub is_need_li_cert: Option<i32>,
    /// need_parent_control. Carried, not decided.
    pub need_parent_control: Option<i32>,
    /// parent_control_map as compact JSON. Carried, not decided.
    pub parent_control_map: String,
    /// adult_status_map as compact JSON. Carried, not decided: what its values mean is not published.
    pub adult_status_map: String,
    /// The service's clock, Unix seconds. Carried, not decided.
    pub ts: i64,
}

/// One entry of a map by operating system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct OsValue {
    /// 1 Android, 2 iOS, 5 PC, 6 Switch, 10 PS5, 11 Xbox: the Korea table. The backend API numbers consoles otherwise.
    pub os: i32,
    /// Years.
    pub value: i32,
}

/// `need_notify_rsp`: what the player has agreed to. A version is empty where the player has not agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreements {
    /// user_agreed_game_tos.
    pub game_tos: String,
    /// user_agreed_game_pp.
    pub game_pp: String,
    /// user_agreed_game_dma.
    pub game_dma: String,
    /// user_agreed_game_nda.
    pub game_nda: String,
    /// user_agreed_li_tos.
    pub li_tos: String,
    /// user_agreed_li_pp.
    pub li_pp: String,
    /// user_agreed_li_dt.
    pub li_dt: String,
    /// Whether the channel is bound to a LEVEL INFINITE PASS.
    pub has_bind_li: Option<bool>,
    /// Whether the LI PASS agreement is to be renewed.
    pub need_notify: Option<bool>,
    /// is_receive_email: wants advertisements by mail. Carried, not decided.
    pub is_receive_email: Option<i32>,
    /// is_receive_email_in_night: also at night (Korea). Carried, not decided.
    pub is_receive_email_in_night: Option<i32>,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login")
            .field("ret", &self.ret)
            .field("deletion_status", &self.deletion_status)
            .field("deletion_info", &self.deletion_info)
            .field("li_deletion_status", &self.li_deletion_status)
            .field("need_realname_auth", &self.need_realname_auth)
            .field("status_ret", &self.status_ret)
            .field("status", &self.status)
            .field("agreements_ret", &self.agreements_ret)
            .field("agreements", &self.agreements)
            .field("unreadable", &self.unreadable)
            .finish_non_exhaustive()
    }
}

// What a carried map holds is not published, so it is not shown either.
impl fmt::Debug for ComplianceStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ComplianceStatus")
            .field("adult_check_status", &self.adult_check_status)
            .field("adult_check_status_expiration", &self.adult_check_status_expiration)
            .field("parent_certificate_status", &self.parent_certificate_status)
            .field("parent_certificate_status_expiration", &self.parent_certificate_status_expiration)
            .field("certificate_type", &self.certificate_type)
            .field("adult_age", &self.adult_age)
            .field("adult_age_map", &self.adult_age_map)
            .field("game_grade", &self.game_grade)
            .field("game_grade_map", &self.game_grade_map)
            .field("eu_user_agree_status", &self.eu_user_agree_status)
            .field("is_eea", &self.is_eea)
            .field("is_dma", &self.is_dma)
            .field("need_realname_auth", &self.need_realname_auth)
            .field("realname_auth_status", &self.realname_auth_status)
            .finish_non_exhaustive()
    }
}
