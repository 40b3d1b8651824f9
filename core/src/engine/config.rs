//! Configuration as JSON text with one schema for every language. Unknown fields are refused: a misspelt option that is
//! silently ignored costs a licence.

use alloc::{format, string::String, vec::Vec};

use serde::{Deserialize, de::DeserializeOwned};

use super::Limits;
use super::mutation::Mutation;
use super::windows::Policy;
use crate::credential::SecretKey;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::journal::segment::JournalKey;
use crate::object::Object;
use crate::policy::{Calendar, Profile, RawProfile};
use crate::time::UnixMs;
use crate::wire::Endpoints;

/// What a restart means for sessions that were open (E8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Restart {
    Resume,
    Close,
}

/// What becomes of rows older than the window (Q201 against M30).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Late {
    Shift,
    Drop,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Recheck {
    Follow,
    Keep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Switch {
    On,
    Off,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawConfig {
    v: i64,
    journal: Switch,
    journal_keys: Vec<String>,
    salvage: bool,
    restart: Restart,
    heartbeat_timeout_s: i64,
    late: Late,
    late_minor: Late,
    recheck_failed: Recheck,
    report_accepted: bool,
    submit_non_mainland: bool,
    limits: Limits,
    #[cfg(feature = "mutation")]
    mutation: Option<super::mutation::Break>,
}

impl Default for RawConfig {
    fn default() -> Self {
        Self {
            v: 1,
            journal: Switch::On,
            journal_keys: Vec::new(),
            salvage: false,
            restart: Restart::Resume,
            // Q209 accepts five minutes; two and a half keep the logout inside the 180 s window.
            heartbeat_timeout_s: 150,
            late: Late::Shift,
            late_minor: Late::Shift,
            recheck_failed: Recheck::Follow,
            report_accepted: false,
            submit_non_mainland: false,
            limits: Limits::default(),
            #[cfg(feature = "mutation")]
            mutation: None,
        }
    }
}

/// The configuration of one engine.
pub(crate) struct Config {
    /// Newest first; empty when the journal is off.
    pub(crate) journal_keys: Vec<JournalKey>,
    pub(crate) salvage: bool,
    pub(crate) restart: Restart,
    pub(crate) heartbeat_timeout_s: u32,
    pub(crate) late: Late,
    pub(crate) late_minor: Late,
    pub(crate) recheck_failed: Recheck,
    pub(crate) report_accepted: bool,
    pub(crate) submit_non_mainland: bool,
    pub(crate) limits: Limits,
    pub(crate) mutation: Mutation,
}

impl Config {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let raw: RawConfig = parse(json)?;
        if raw.v != 1 {
            return Err(invalid("v", "this version knows configuration version 1"));
        }
        let journal_keys = match raw.journal {
            Switch::Off => Vec::new(),
            Switch::On if raw.journal_keys.is_empty() => {
                return Err(invalid(
                    "journal_keys",
                    "give at least one key of 64 hex digits, or set journal to off and accept that a crash loses rows",
                ));
            }
            Switch::On => raw.journal_keys.iter().map(|text| journal_key(text)).collect::<Result<_>>()?,
        };
        let heartbeat_timeout_s = u32::try_from(raw.heartbeat_timeout_s)
            .ok()
            .filter(|seconds| (1..=300).contains(seconds))
            .ok_or_else(|| invalid("heartbeat_timeout_s", "1 to 300 seconds (Q209 accepts five minutes)"))?;
        raw.limits.check()?;
        Ok(Self {
            journal_keys,
            salvage: raw.salvage,
            restart: raw.restart,
            heartbeat_timeout_s,
            late: raw.late,
            late_minor: raw.late_minor,
            recheck_failed: raw.recheck_failed,
            report_accepted: raw.report_accepted,
            submit_non_mainland: raw.submit_non_mainland,
            limits: raw.limits,
            #[cfg(feature = "mutation")]
            mutation: Mutation(raw.mutation),
            #[cfg(not(feature = "mutation"))]
            mutation: Mutation(),
        })
    }

    pub(crate) fn journal_is_on(&self) -> bool {
        !self.journal_keys.is_empty()
    }
}

fn journal_key(text: &str) -> Result<JournalKey> {
    hex::decode(text.as_bytes())
        .map(JournalKey::new)
        .ok_or_else(|| invalid("journal_keys", "a journal key has 64 hex digits (32 bytes)"))
}

/// One key of an enterprise and when it is valid.
#[derive(Clone)]
pub(crate) struct KeyConfig {
    pub(crate) key: SecretKey,
    pub(crate) not_before: UnixMs,
    pub(crate) not_after: UnixMs,
}

pub(crate) struct AppConfig {
    pub(crate) app_id: String,
    pub(crate) keys: Vec<KeyConfig>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawApp {
    app_id: String,
    keys: Vec<RawKey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKey {
    secret_key: String,
    #[serde(default)]
    not_before: Option<i64>,
    #[serde(default)]
    not_after: Option<i64>,
}

impl AppConfig {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let raw: RawApp = parse(json)?;
        check_id(&raw.app_id, "app_id")?;
        if raw.keys.is_empty() {
            return Err(invalid("keys", "an enterprise needs at least one key"));
        }
        let mut keys = Vec::new();
        for key in &raw.keys {
            let not_before = key.not_before.unwrap_or(i64::MIN);
            let not_after = key.not_after.unwrap_or(i64::MAX);
            if not_before >= not_after {
                return Err(invalid("not_after", "a key ends after it begins"));
            }
            keys.push(KeyConfig { key: SecretKey::parse(&key.secret_key)?, not_before, not_after });
        }
        Ok(Self { app_id: raw.app_id, keys })
    }
}

/// Which sides of the protocol a game uses (Q30, Q194: a channel verifies, the operator reports).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Role {
    Both,
    Verify,
    Report,
}

pub(crate) struct GameConfig {
    pub(crate) game: String,
    pub(crate) app_id: String,
    pub(crate) biz_id: String,
    pub(crate) endpoints: Endpoints,
    pub(crate) role: Role,
    /// Requests a second for check, query and report.
    pub(crate) quota: [i64; 3],
    pub(crate) profile: Option<Profile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGame {
    game: String,
    app_id: String,
    biz_id: String,
    #[serde(default = "production")]
    endpoints: RawEndpoints,
    #[serde(default = "both")]
    role: Role,
    #[serde(default)]
    quota: RawQuota,
    #[serde(default)]
    profile: Option<RawProfile>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum RawEndpoints {
    Production {},
    Test { code: String },
    Custom { check: String, query: String, report: String },
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawQuota {
    check: i64,
    query: i64,
    report: i64,
}

impl Default for RawQuota {
    /// V1.9 §一 to §三.
    fn default() -> Self {
        Self { check: 100, query: 300, report: 10 }
    }
}

fn production() -> RawEndpoints {
    RawEndpoints::Production {}
}

fn both() -> Role {
    Role::Both
}

impl GameConfig {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let raw: RawGame = parse(json)?;
        if raw.game.is_empty() || raw.game.len() > 64 {
            return Err(invalid("game", "the key of a game has 1 to 64 bytes"));
        }
        check_id(&raw.app_id, "app_id")?;
        check_id(&raw.biz_id, "biz_id")?;
        let endpoints = match raw.endpoints {
            RawEndpoints::Production {} => Endpoints::Production,
            RawEndpoints::Test { code } => Endpoints::Test { code },
            RawEndpoints::Custom { check, query, report } => Endpoints::Custom { check, query, report },
        };
        endpoints.check()?;
        let quota = [raw.quota.check, raw.quota.query, raw.quota.report];
        if quota.iter().any(|rate| !(1..=1_000_000).contains(rate)) {
            return Err(invalid("quota", "a quota is 1 to 1,000,000 requests a second"));
        }
        let profile = raw.profile.map(RawProfile::check).transpose()?;
        let role = raw.role;
        Ok(Self { game: raw.game, app_id: raw.app_id, biz_id: raw.biz_id, endpoints, role, quota, profile })
    }
}

fn check_id(text: &str, field: &'static str) -> Result<()> {
    if (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(());
    }
    Err(invalid(field, "1 to 64 visible ASCII characters, as the portal shows them"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPolicy {
    #[serde(default)]
    profile: RawProfile,
    #[serde(default)]
    calendar: Option<alloc::boxed::Box<serde_json::value::RawValue>>,
}

/// The profile that games without one of their own follow, and everybody's calendar.
pub(crate) fn parse_policy(json: &str) -> Result<Policy> {
    let raw: RawPolicy = parse(json)?;
    let profile = raw.profile.check()?;
    let calendar = match raw.calendar {
        None => Calendar::official(),
        Some(calendar) => Calendar::from_json(calendar.get())?,
    };
    Ok(Policy { profile, calendar })
}

/// Reads JSON of a known shape. serde's own text quotes what it refuses; what it expected instead stands at the end and
/// is ours, so only that is shown, with the place.
fn parse<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map(|Object(raw)| raw).map_err(|error| {
        let text = format!("{error}");
        let text = text.rsplit_once(" at line").map_or(text.as_str(), |(text, _)| text);
        // A shape without any field is the one case that quotes and expects nothing.
        let quotes_last = text.ends_with("there are no fields");
        let expected = text.rfind("expected").filter(|_| !quotes_last).and_then(|at| text.get(at..));
        let missing = text.starts_with("missing field").then_some(text);
        let what = missing.or(expected).unwrap_or("not valid JSON of this shape");
        Error::new(
            ErrorCode::InvalidConfig,
            format!("line {}, column {}: {what}; unknown fields are refused", error.line(), error.column()),
        )
    })
}

fn invalid(field: &'static str, text: &str) -> Error {
    Error::new(ErrorCode::InvalidConfig, text).with_field(field)
}
