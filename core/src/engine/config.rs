//! Configuration as JSON text with one schema for every language. Unknown fields are refused: a misspelt option that is
//! silently ignored costs a licence.

use alloc::{string::String, vec::Vec};

use super::Limits;
use super::mutation::Mutation;
use super::raw::{RawApp, RawConfig, RawGame, RawPolicy, parse};
use super::windows::Policy;
use crate::credential::SecretKey;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::journal::segment::JournalKey;
use crate::names::names;
use crate::policy::{Calendar, Profile, RawProfile};
use crate::time::UnixMs;
use crate::wire::Endpoints;

/// What a restart means for sessions that were open (E8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    Resume,
    Close,
}

names!(Restart { Resume = "resume", Close = "close" });

/// What becomes of rows older than the window (Q201 against M30).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Late {
    Shift,
    Drop,
}

names!(Late { Shift = "shift", Drop = "drop" });

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recheck {
    Follow,
    Keep,
}

names!(Recheck { Follow = "follow", Keep = "keep" });

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    On,
    Off,
}

names!(Switch { On = "on", Off = "off" });

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
        let mut raw: RawConfig = parse(json)?;
        if raw.v != 1 {
            return Err(invalid("v", "this version knows configuration version 1"));
        }
        let mut journal_keys = Vec::new();
        if raw.journal == Switch::On {
            if raw.journal_keys.is_empty() {
                return Err(invalid(
                    "journal_keys",
                    "give at least one key of 64 hex digits, or set journal to off and accept that a crash loses rows",
                ));
            }
            for text in &raw.journal_keys {
                journal_keys.push(journal_key(text)?);
            }
        }
        let heartbeat_timeout_s = match u32::try_from(raw.heartbeat_timeout_s) {
            Ok(seconds @ 1..=300) => seconds,
            _ => return Err(invalid("heartbeat_timeout_s", "1 to 300 seconds (Q209 accepts five minutes)")),
        };
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Both,
    Verify,
    Report,
}

names!(Role { Both = "both", Verify = "verify", Report = "report" });

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

impl GameConfig {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let raw: RawGame = parse(json)?;
        let endpoints = raw.endpoints.endpoints()?;
        if raw.game.is_empty() || raw.game.len() > 64 {
            return Err(invalid("game", "the key of a game has 1 to 64 bytes"));
        }
        check_id(&raw.app_id, "app_id")?;
        check_id(&raw.biz_id, "biz_id")?;
        endpoints.check()?;
        let quota = [raw.quota.check, raw.quota.query, raw.quota.report];
        if quota.iter().any(|rate| !(1..=1_000_000).contains(rate)) {
            return Err(invalid("quota", "a quota is 1 to 1,000,000 requests a second"));
        }
        let profile = raw.profile.as_ref().map(RawProfile::check).transpose()?;
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

/// The profile that games without one of their own follow, and everybody's calendar.
pub(crate) fn parse_policy(json: &str) -> Result<Policy> {
    let raw: RawPolicy = parse(json)?;
    let profile = raw.profile.check()?;
    let calendar = match raw.calendar.0.as_str() {
        "" | "null" => Calendar::official(),
        json => Calendar::from_json(json)?,
    };
    Ok(Policy { profile, calendar })
}

fn invalid(field: &'static str, text: &str) -> Error {
    Error::new(ErrorCode::InvalidConfig, text).with_field(field)
}
