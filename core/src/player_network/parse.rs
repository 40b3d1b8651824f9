//! Any bytes become a login or a typed error.

use alloc::{vec, vec::Vec};

use super::codes::{
    AdultStatus, CertificateType, DeletionStatus, EuAgreement, FirstLogin, Gender, LiDeletionStatus,
    ParentStatus, RealNameAuth, RealNameNeed,
};
use super::fields::{FieldError, Fields, decimal, int};
use super::region;
use super::{Agreements, ComplianceStatus, DeletionInfo, Login, OsValue, Part};
use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Json, JsonError};

/// The longest text that is read.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// A map by operating system has a dozen entries.
const MAX_OS: usize = 64;

/// Reads the result of a login, as the SDK's callback or the wire gives it.
///
/// The service writes the same thing in several shapes, so this reader is tolerant where nothing is lost: names in any letter
/// case, with or without underscores, in the SDK's spelling or the wire's; `ExtraJson`, `get_status_rsp`,
/// `need_notify_rsp`, `DeleteAccountInfo` and the maps as objects or as JSON text; integers as numbers or as text; flags as
/// `true`, `1` or `"1"`. Unknown members are skipped, unknown numbers kept as `Other`; an integer beyond 32 bits becomes the
/// nearest one.
///
/// It is strict where two readers could understand a player's rights differently: a member that decides and stands there
/// twice with different values, or with a type of its own, is not read. Inside a part (see [`Part`]) that makes the part
/// unreadable, which is decided like an absent one; at the top it is an error. Of several DeleteAccountStatus the strictest
/// is kept.
///
/// # Errors
/// `invalid_callback` with the reason: `too_large` (over 1 MiB), `not_json`, `depth` (over 32 levels), `not_object`, `ret`,
/// `token_expire`, or `openid` (none, though `ret` says success).
///
/// ```
/// use shiming_core::player_network::{AdultStatus, player_network_parse};
///
/// let body = br#"{"ret":0,"openid":"18446744073709551615",
///     "extra_json":"{\"get_status_rsp\":{\"ret\":0,\"region\":\"40\",\"adult_check_status\":\"1\"}}"}"#;
/// let login = player_network_parse(body)?;
/// let status = login.status.unwrap();
/// assert_eq!(login.openid, "18446744073709551615");
/// assert_eq!((status.region.as_str(), status.adult_check_status), ("040", Some(AdultStatus::Adult)));
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn player_network_parse(body: &[u8]) -> Result<Login> {
    if body.len() > MAX_BYTES {
        return Err(invalid("too_large", "the login is longer than 1 MiB: pass one AuthResult"));
    }
    let json = json::parse(body).map_err(|error| match error {
        JsonError::Syntax => {
            invalid("not_json", "the login is not JSON in UTF-8: pass the AuthResult as it came")
        }
        JsonError::Depth => {
            invalid("depth", "the login is nested deeper than 32 levels: pass the AuthResult as it came")
        }
    })?;
    let Json::Object(members) = json else {
        return Err(invalid("not_object", "the login is not a JSON object: pass the AuthResult as it came"));
    };
    let top = Fields(members);
    let ret = ret_of(&top, &["ret"], &top, &["retcode"]).map_err(|_| {
        invalid("ret", "ret is not one integer: without it nobody can tell whether the login succeeded")
    })?;
    let mut login = Login { ret, ..Login::default() };
    let extra = match top.only(&["extrajson"]).map(|extra| extra.map(Json::object)) {
        Ok(None) => vec![],
        Ok(Some(Some(members))) => members,
        Ok(Some(None)) | Err(_) => {
            keep(&mut login, Part::Extra, true);
            vec![]
        }
    };
    // The parts stand in ExtraJson; some callers have unpacked it already.
    let mut all = top.0;
    all.extend(extra);
    read(&Fields(all), &mut login)?;
    Ok(login)
}

/// Notes a part that cannot be read.
#[inline(never)]
fn keep(login: &mut Login, part: Part, failed: bool) {
    if failed {
        login.unreadable.push(part);
    }
}

fn read(all: &Fields, login: &mut Login) -> Result<()> {
    login.openid = all.text(&["openid"]).unwrap_or_default();
    if !login.is_one() {
        let text = "there is no openid, so this is no login: pass the whole AuthResult, openid as text";
        return Err(invalid("openid", text));
    }
    carried(all, login);
    login.token_expire = all.seconds(&["tokenexpire", "tokenexpiretime"]).map_err(|_| {
        invalid("token_expire", "the token's expiry is not one integer: pass the AuthResult as it came")
    })?;
    // A flag that cannot be read asks for more, not for less.
    login.need_realname_auth = all.flag(&["needrealnameauth", "neednameauth"]).unwrap_or(Some(true));
    let (status, contradicts) = deletion_status(all);
    keep(login, Part::DeletionStatus, contradicts);
    login.deletion_status = status;
    let status = all.int(&["deleteliaccountstatus", "delliaccountstatus"]);
    keep(login, Part::LiDeletionStatus, status.is_err());
    login.li_deletion_status = status.ok().flatten().map(LiDeletionStatus::from_code);
    let info = part(all, &["deleteaccountinfo", "delaccountinfo"])
        .and_then(|fields| fields.map(|fields| deletion_info(&fields)).transpose());
    keep(login, Part::DeletionInfo, info.is_err());
    login.deletion_info = info.ok().flatten();
    let status = part(all, &["getstatusrsp"]).and_then(|fields| compliance(all, fields, login));
    keep(login, Part::Status, status.is_err());
    let agreements = part(all, &["neednotifyrsp"]).and_then(|fields| agreements(all, fields, login));
    keep(login, Part::Agreements, agreements.is_err());
    Ok(())
}

/// What is kept and takes no part in any decision.
fn carried(all: &Fields, login: &mut Login) {
    login.token = all.carried(&["token"]);
    login.first_login = all.carried_int(&["firstlogin"]).map(FirstLogin::from_code);
    login.user_name = all.carried(&["username"]);
    login.gender = all.carried_int(&["gender"]).map(Gender::from_code);
    login.picture_url = all.carried(&["pictureurl"]);
    login.pf = all.carried(&["pf"]);
    login.pf_key = all.carried(&["pfkey"]);
    login.channel_id = all.carried_int(&["channelid"]);
    login.channel = all.carried(&["channel"]);
    login.channel_info = all.carried(&["channelinfo"]);
    login.bind_list = all.carried(&["bindlist"]);
    login.legal_documents = all.carried(&["legaldocumentsacceptedversion", "legaldoc"]);
    login.email = all.carried(&["email"]);
    login.transfer_code = all.carried(&["transfercode"]);
    login.transfer_code_expire = all.carried_seconds(&["transfercodeexpiretime", "transfercodeexpire"]);
}

type Read<T> = core::result::Result<T, FieldError>;

/// An object, or the JSON text of one.
fn part(all: &Fields, names: &'static [&'static str]) -> Read<Option<Fields>> {
    let Some(value) = all.only(names)? else { return Ok(None) };
    value.object().map(|members| Some(Fields(members))).ok_or(FieldError::Type)
}

/// Two places for one return code: the failure counts.
fn ret_of(
    outer: &Fields,
    names: &'static [&'static str],
    inner: &Fields,
    inner_names: &'static [&'static str],
) -> Read<Option<i32>> {
    let (outer, inner) = (outer.int(names)?, inner.int(inner_names)?);
    Ok(outer.filter(|ret| *ret != 0).or(inner.filter(|ret| *ret != 0)).or(outer).or(inner))
}

/// The strictest of all that are given, and whether that was not the only one. This is the one member that lets players in
/// when it cannot be read, so a contradiction must not make it unreadable.
fn deletion_status(all: &Fields) -> (Option<DeletionStatus>, bool) {
    let mut kept: Option<DeletionStatus> = None;
    let mut contradicts = false;
    for status in all.ints(&["deleteaccountstatus", "delaccountstatus"]) {
        let status = status.map(DeletionStatus::from_code);
        contradicts |= status.is_err() || kept.is_some_and(|kept| Ok(kept) != status);
        if let Ok(status) = status
            && kept.is_none_or(|kept| status.weight() > kept.weight())
        {
            kept = Some(status);
        }
    }
    (kept, contradicts)
}

fn deletion_info(fields: &Fields) -> Read<DeletionInfo> {
    Ok(DeletionInfo {
        ret: fields.int(&["ret"])?,
        status: fields.int(&["status"])?.map(DeletionStatus::from_code),
        created_at: fields.carried_seconds(&["createdat"]),
        target_destroy_at: fields.carried_seconds(&["targetdestroyat"]),
        destroyed_at: fields.carried_seconds(&["destroyat", "destroyedat"]),
    })
}

/// What is read before something cannot be read is not kept.
fn compliance(all: &Fields, fields: Option<Fields>, login: &mut Login) -> Read<()> {
    let fields = fields.unwrap_or(Fields(vec![]));
    login.status_ret = ret_of(all, &["getstatusret"], &fields, &["ret"])?;
    if !fields.0.is_empty() {
        let mut status = ComplianceStatus::default();
        read_compliance(&fields, &mut status)?;
        let ages = by_os(&fields, &["adultagemap"], &mut status.adult_age_map);
        let grades = by_os(&fields, &["gamegrademap"], &mut status.game_grade_map);
        keep(login, Part::AdultAgeMap, ages.is_err());
        keep(login, Part::GameGradeMap, grades.is_err());
        login.status = Some(status);
    }
    Ok(())
}

fn read_compliance(fields: &Fields, status: &mut ComplianceStatus) -> Read<()> {
    status.region = region::canonical(&fields.text(&["region"])?);
    status.adult_check_status = fields.int(&["adultcheckstatus", "adultstatus"])?.map(AdultStatus::from_code);
    status.adult_check_status_expiration =
        fields.seconds(&["adultcheckstatusexpiration", "adultstatusexpiration"])?;
    status.parent_certificate_status = fields.int(&["parentcertificatestatus"])?.map(ParentStatus::from_code);
    status.parent_certificate_status_expiration = fields.seconds(&["parentcertificatestatusexpiration"])?;
    status.certificate_type = fields.int(&["certificatetype"])?.map(CertificateType::from_code);
    status.adult_age = fields.int(&["adultage"])?;
    status.game_grade = fields.int(&["gamegrade"])?;
    status.eu_user_agree_status = fields.int(&["euuseragreestatus"])?.map(EuAgreement::from_code);
    status.is_eea = fields.flag(&["iseea"])?;
    status.is_dma = fields.flag(&["isdma"])?;
    status.need_realname_auth =
        fields.int_or_flag(&["needrealnameauth", "neednameauth"])?.map(RealNameNeed::from_code);
    status.realname_auth_status = fields.int(&["realnameauthstatus"])?.map(RealNameAuth::from_code);
    status.is_need_li_cert = fields.carried_int(&["isneedlicert"]);
    status.need_parent_control = fields.carried_int(&["needparentcontrol"]);
    status.parent_control_map = fields.carried(&["parentcontrolmap"]);
    status.adult_status_map = fields.carried(&["adultstatusmap"]);
    status.ts = fields.carried_seconds(&["ts"]);
    Ok(())
}

/// `{}`, an object or the JSON text of one; keys are the numbers of operating systems.
fn by_os(fields: &Fields, names: &'static [&'static str], into: &mut Vec<OsValue>) -> Read<()> {
    let Some(Fields(members)) = part(fields, names)? else { return Ok(()) };
    if members.len() > MAX_OS {
        return Err(FieldError::Type);
    }
    // By number; there are few.
    let mut entries: Vec<OsValue> = Vec::new();
    for (os, value) in &members {
        let os = decimal(os).and_then(|os| i32::try_from(os).ok()).ok_or(FieldError::Type)?;
        let entry = OsValue { os, value: int(value)? };
        let at = entries.partition_point(|other| *other < entry);
        if entries.get(at) != Some(&entry) {
            entries.insert(at, entry);
        }
    }
    if entries.windows(2).any(|pair| matches!(pair, [a, b] if a.os == b.os)) {
        return Err(FieldError::Repeated);
    }
    *into = entries;
    Ok(())
}

fn agreements(all: &Fields, fields: Option<Fields>, login: &mut Login) -> Read<()> {
    let fields = fields.unwrap_or(Fields(vec![]));
    login.agreements_ret = ret_of(all, &["neednotifyret"], &fields, &["ret"])?;
    if !fields.0.is_empty() {
        let mut agreements = Agreements::default();
        read_agreements(&fields, &mut agreements)?;
        login.agreements = Some(agreements);
    }
    Ok(())
}

fn read_agreements(fields: &Fields, agreements: &mut Agreements) -> Read<()> {
    agreements.game_tos = fields.text(&["useragreedgametos"])?;
    agreements.game_pp = fields.text(&["useragreedgamepp"])?;
    agreements.game_dma = fields.text(&["useragreedgamedma"])?;
    agreements.game_nda = fields.text(&["useragreedgamenda"])?;
    agreements.li_tos = fields.text(&["useragreedlitos"])?;
    agreements.li_pp = fields.text(&["useragreedlipp"])?;
    agreements.li_dt = fields.text(&["useragreedlidt"])?;
    agreements.has_bind_li = fields.flag(&["hasbindli"])?;
    agreements.need_notify = fields.flag(&["neednotify"])?;
    agreements.is_receive_email = fields.carried_int(&["isreceiveemail"]);
    agreements.is_receive_email_in_night = fields.carried_int(&["isreceiveemailinnight"]);
    Ok(())
}

fn invalid(reason: &'static str, text: &str) -> Error {
    Error::new(ErrorCode::InvalidCallback, text).with_field("body").with_reason(reason)
}
