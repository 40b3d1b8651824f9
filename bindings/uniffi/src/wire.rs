//! The three calls of the authority: signature, encryption, requests, answers.

use shiming_core::wire;

use crate::app::App;
use crate::enumerations::{Behavior, ErrcodeClass, PlayerKind, UnreadableReason};
use crate::error::Result;
use crate::request::Request;
use crate::shown::shown;
use crate::text::{Text, optional};

/// One parameter of a signature: a header or a member of the query.
#[derive(uniffi::Record)]
pub struct Param {
    /// Its name.
    pub key: Text,
    /// Its value, decoded.
    pub value: Text,
}

/// One parameter as it was signed.
#[derive(uniffi::Record)]
pub struct SortedParam {
    /// Its name.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// What was signed.
#[derive(uniffi::Record)]
pub struct SignExplanation {
    /// The parameters in signing order.
    pub sorted: Vec<SortedParam>,
    /// The text that was hashed, with the secret shown as `<secretKey>`.
    pub text: String,
    /// The true text's length in bytes.
    pub length: i64,
    /// The signature: 64 lower-case hexadecimal digits.
    pub sign: String,
}

/// Where requests go.
#[derive(uniffi::Enum)]
pub enum Endpoints {
    /// The production system.
    Production,
    /// The official interface test, with the code of the case.
    Test {
        /// 1 to 32 of `[0-9A-Za-z]`; valid for an hour.
        code: Text,
    },
    /// Three whole URLs without query: a relay or a simulator.
    Custom {
        /// For check.
        check: Text,
        /// For query.
        query: Text,
        /// For report.
        report: Text,
    },
}

impl Endpoints {
    pub(crate) fn take(self) -> Result<wire::Endpoints> {
        Ok(match self {
            Self::Production => wire::Endpoints::Production,
            Self::Test { code } => wire::Endpoints::Test { code: code.take("code")? },
            Self::Custom { check, query, report } => wire::Endpoints::Custom {
                check: check.take("check")?,
                query: query.take("query")?,
                report: report.take("report")?,
            },
        })
    }
}

/// One login or logout. A player whose verification is pending is not reported (Q200, Q211).
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Row {
    /// The session: 1 to 32 bytes, the same for a login and its logout.
    pub si: Text,
    /// Login or logout.
    pub bt: Behavior,
    /// When it happened, Unix seconds.
    pub ot: i64,
    /// Verified or guest.
    pub ct: PlayerKind,
    /// The person; required when verified, otherwise ignored.
    pub pi: Option<Text>,
    /// The device; required for a guest, otherwise ignored. 1 to 32 bytes.
    pub di: Option<Text>,
}

impl Row {
    fn take(self) -> Result<wire::Row> {
        Ok(wire::Row {
            si: self.si.take("si")?,
            bt: self.bt.into(),
            ot: self.ot,
            ct: self.ct.into(),
            pi: optional(self.pi, "pi")?,
            di: optional(self.di, "di")?,
        })
    }
}

/// What check or query answered.
#[derive(Clone, uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum Answer {
    /// 认证成功, status 0.
    Verified {
        /// The person, as it came.
        pi: Text,
    },
    /// 认证中, status 1: query within 48 hours.
    Pending,
    /// 认证失败, status 2.
    Failed,
    /// An errcode other than 0.
    Refused {
        /// The code.
        errcode: i32,
        /// Its text as it came.
        errmsg: Text,
        /// What to do about it.
        errcode_class: ErrcodeClass,
    },
    /// Nothing to rely on: neither success nor failure.
    Unreadable {
        /// Why.
        reason: UnreadableReason,
    },
}

impl Answer {
    pub(crate) fn take(self) -> Result<wire::Answer> {
        Ok(match self {
            Self::Verified { pi } => wire::Answer::Verified { pi: pi.take("pi")? },
            Self::Pending => wire::Answer::Pending,
            Self::Failed => wire::Answer::Failed,
            Self::Refused { errcode, errmsg, errcode_class } => {
                wire::Answer::Refused { errcode, errmsg: errmsg.take("errmsg")?, class: errcode_class.into() }
            }
            Self::Unreadable { reason } => wire::Answer::Unreadable { reason: reason.into() },
        })
    }
}

impl From<wire::Answer> for Answer {
    fn from(answer: wire::Answer) -> Self {
        match answer {
            wire::Answer::Verified { pi } => Self::Verified { pi: pi.into() },
            wire::Answer::Pending => Self::Pending,
            wire::Answer::Failed => Self::Failed,
            wire::Answer::Refused { errcode, errmsg, class } => {
                Self::Refused { errcode, errmsg: errmsg.into(), errcode_class: class.into() }
            }
            wire::Answer::Unreadable { reason } => Self::Unreadable { reason: reason.into() },
        }
    }
}

/// One refused row.
#[derive(uniffi::Record)]
pub struct RowResult {
    /// Its number in the report, from 1.
    pub no: i32,
    /// Why; -1 when the authority listed the row without a readable code.
    pub errcode: i32,
    /// Its text as it came.
    pub errmsg: String,
}

/// What report answered.
#[derive(uniffi::Enum)]
pub enum ReportAnswer {
    /// All rows stored.
    Accepted,
    /// The listed rows were refused, all others stored (M47).
    Partial {
        /// By number, ascending.
        results: Vec<RowResult>,
    },
    /// An errcode other than 0: no row counts as stored.
    Refused {
        /// The code.
        errcode: i32,
        /// Its text as it came.
        errmsg: String,
        /// What to do about it.
        errcode_class: ErrcodeClass,
    },
    /// Nothing to rely on: the rows may or may not have been stored.
    Unreadable {
        /// Why.
        reason: UnreadableReason,
    },
}

/// All that is known about a code of the authority.
#[derive(uniffi::Record)]
pub struct ErrcodeInfo {
    /// The code.
    pub errcode: i32,
    /// The official text; absent for an unknown code.
    pub errmsg: Option<String>,
    /// What to do about it.
    pub errcode_class: ErrcodeClass,
    /// Whether the code is in the published table.
    pub official: bool,
    /// 含义。
    pub meaning_zh: String,
    /// What it means.
    pub meaning_en: String,
    /// 下一步怎么做。
    pub advice_zh: String,
    /// What to do next.
    pub advice_en: String,
}

shown! {
    Row: it => format!("Row({:?}, {:?}, ot {})", it.bt, it.ct, it.ot);
    Answer: it => match it {
        Answer::Verified { .. } => "Verified".to_owned(),
        Answer::Pending => "Pending".to_owned(),
        Answer::Failed => "Failed".to_owned(),
        Answer::Refused { errcode, errcode_class, .. } => format!("Refused({errcode}, {errcode_class:?})"),
        Answer::Unreadable { reason } => format!("Unreadable({reason:?})"),
    };
}

fn pairs(params: Vec<Param>) -> Result<Vec<(String, String)>> {
    params.into_iter().map(|param| Ok((param.key.take("params")?, param.value.take("params")?))).collect()
}

/// The signature of a request: appId, bizId, timestamps and the query's parameters in any order, and the body.
///
/// Errors: `invalid_key`, `invalid_parameter`, `invalid_text`.
#[uniffi::export]
pub fn sign(secret_key: Text, params: Vec<Param>, body: Vec<u8>) -> Result<String> {
    Ok(wire::sign(&secret_key.take("secret_key")?, &pairs(params)?, &body)?)
}

/// How a signature comes about: the parameters in signing order and the exact text, the secret masked.
///
/// Errors: as `sign`.
#[uniffi::export]
pub fn explain_sign(secret_key: Text, params: Vec<Param>, body: Vec<u8>) -> Result<SignExplanation> {
    let explained = wire::explain_sign(&secret_key.take("secret_key")?, &pairs(params)?, &body)?;
    let sorted = explained.sorted.into_iter().map(|(key, value)| SortedParam { key, value }).collect();
    Ok(SignExplanation { sorted, text: explained.text, length: explained.length, sign: explained.sign })
}

/// `{"data":"..."}` without blanks. `nonce`: 12 bytes, fresh from the system for every body.
///
/// Errors: `invalid_key`, `invalid_nonce`, `invalid_text`.
#[uniffi::export]
pub fn encrypt_body(secret_key: Text, nonce: Vec<u8>, plaintext: Vec<u8>) -> Result<Vec<u8>> {
    Ok(wire::encrypt_body(&secret_key.take("secret_key")?, &nonce, &plaintext)?)
}

/// The plaintext of a body.
///
/// Errors: `invalid_key`, `invalid_body`, `decrypt_failed`, `invalid_text`.
#[uniffi::export]
pub fn decrypt_body(secret_key: Text, body: Vec<u8>) -> Result<Vec<u8>> {
    Ok(wire::decrypt_body(&secret_key.take("secret_key")?, &body)?)
}

/// A request of 实名认证. `ai`: 1 to 32 bytes. `nonce`: 12 bytes, fresh for every request. `unix`: now, in milliseconds.
///
/// Errors: `invalid_parameter`, `invalid_url`, `invalid_ai`, `invalid_name`, `invalid_id_number`, `invalid_nonce`, `bad_time`,
/// `invalid_text`.
#[uniffi::export]
pub fn check_request(
    app: &App,
    endpoints: Endpoints,
    ai: Text,
    name: Text,
    id_number: Text,
    nonce: Vec<u8>,
    unix: i64,
) -> Result<Request> {
    let (endpoints, ai) = (endpoints.take()?, ai.take("ai")?);
    let (name, id_number) = (name.take("name")?, id_number.take("id_number")?);
    Ok(wire::check_request(&app.core, &endpoints, &ai, &name, &id_number, &nonce, unix)?.into())
}

/// A request of 实名认证结果查询.
///
/// Errors: `invalid_parameter`, `invalid_url`, `invalid_ai`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn query_request(app: &App, endpoints: Endpoints, ai: Text, unix: i64) -> Result<Request> {
    Ok(wire::query_request(&app.core, &endpoints.take()?, &ai.take("ai")?, unix)?.into())
}

/// A request of 游戏用户行为数据上报 with 1 to 128 rows. Each `ot` lies less than 180 s before `unix`.
///
/// Errors: `invalid_parameter`, `invalid_url`, `invalid_rows`, `invalid_si`, `invalid_di`, `invalid_pi`, `invalid_nonce`,
/// `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn report_request(
    app: &App,
    endpoints: Endpoints,
    rows: Vec<Row>,
    nonce: Vec<u8>,
    unix: i64,
) -> Result<Request> {
    let endpoints = endpoints.take()?;
    let rows = rows.into_iter().map(Row::take).collect::<Result<Vec<_>>>()?;
    Ok(wire::report_request(&app.core, &endpoints, &rows, &nonce, unix)?.into())
}

/// What 实名认证 answered. `status`: of HTTP. Never fails: what cannot be read is `Unreadable`.
#[uniffi::export]
pub fn parse_check(status: i32, body: Vec<u8>) -> Answer {
    wire::parse_check(status, &body).into()
}

/// What 实名认证结果查询 answered.
#[uniffi::export]
pub fn parse_query(status: i32, body: Vec<u8>) -> Answer {
    wire::parse_query(status, &body).into()
}

/// What 游戏用户行为数据上报 answered. `rows`: how many were sent, 1 to 128.
///
/// Errors: `invalid_parameter`.
#[uniffi::export]
pub fn parse_report(status: i32, body: Vec<u8>, rows: i32) -> Result<ReportAnswer> {
    Ok(match wire::parse_report(status, &body, rows)? {
        wire::ReportAnswer::Accepted => ReportAnswer::Accepted,
        wire::ReportAnswer::Partial { results } => {
            let one =
                |row: wire::RowError| RowResult { no: row.no, errcode: row.errcode, errmsg: row.errmsg };
            ReportAnswer::Partial { results: results.into_iter().map(one).collect() }
        }
        wire::ReportAnswer::Refused { errcode, errmsg, class } => {
            ReportAnswer::Refused { errcode, errmsg, errcode_class: class.into() }
        }
        wire::ReportAnswer::Unreadable { reason } => ReportAnswer::Unreadable { reason: reason.into() },
    })
}

/// What a code of the authority means and what to do next. Never fails.
#[uniffi::export]
pub fn errcode_info(errcode: i32) -> ErrcodeInfo {
    let info = wire::errcode_info(errcode);
    ErrcodeInfo {
        errcode: info.errcode,
        errmsg: info.errmsg,
        errcode_class: info.class.into(),
        official: info.official,
        meaning_zh: info.meaning_zh,
        meaning_en: info.meaning_en,
        advice_zh: info.advice_zh,
        advice_en: info.advice_en,
    }
}
