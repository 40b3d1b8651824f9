//! The shapes of the configuration's texts, before their values are checked.

use alloc::{format, string::String, vec::Vec};

use super::Limits;
use super::config::{Late, Recheck, Restart, Role, Switch};
use crate::error::{Error, ErrorCode, Result};
use crate::names::names;
use crate::policy::RawProfile;
use crate::record::{self, Blank, Member, Node, Record, Value, by_name, members};
use crate::wire::Endpoints;

/// Reads JSON of a known shape.
pub(super) fn parse<T: Record>(json: &str) -> Result<T> {
    let mut raw = T::default();
    read(json, &mut raw)?;
    Ok(raw)
}

fn read(json: &str, raw: &mut dyn Node) -> Result<()> {
    record::read(json, raw).map_err(|error| {
        Error::new(
            ErrorCode::InvalidConfig,
            format!(
                "line {}, column {}: {}; unknown fields are refused",
                error.line, error.column, error.what
            ),
        )
    })
}

by_name!(
    Restart::Resume = "resume or close",
    Late::Shift = "shift or drop",
    Recheck::Follow = "follow or keep",
    Switch::On = "on or off",
    Role::Both = "both, verify or report",
);

pub(super) struct RawConfig {
    pub(super) v: i64,
    pub(super) journal: Switch,
    pub(super) journal_keys: Vec<String>,
    pub(super) salvage: bool,
    pub(super) restart: Restart,
    pub(super) heartbeat_timeout_s: i64,
    pub(super) late: Late,
    pub(super) late_minor: Late,
    pub(super) recheck_failed: Recheck,
    pub(super) report_accepted: bool,
    pub(super) submit_non_mainland: bool,
    pub(super) limits: Limits,
    #[cfg(feature = "mutation")]
    pub(super) mutation: Option<super::mutation::Break>,
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

impl Record for RawConfig {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("v", &mut self.v),
            optional("journal", &mut self.journal),
            optional("journal_keys", &mut self.journal_keys),
            optional("salvage", &mut self.salvage),
            optional("restart", &mut self.restart),
            optional("heartbeat_timeout_s", &mut self.heartbeat_timeout_s),
            optional("late", &mut self.late),
            optional("late_minor", &mut self.late_minor),
            optional("recheck_failed", &mut self.recheck_failed),
            optional("report_accepted", &mut self.report_accepted),
            optional("submit_non_mainland", &mut self.submit_non_mainland),
            optional("limits", &mut self.limits),
            #[cfg(feature = "mutation")]
            optional("mutation", &mut self.mutation),
        ]
    }
}

#[derive(Default)]
pub(super) struct RawApp {
    pub(super) app_id: String,
    pub(super) keys: Vec<RawKey>,
}

#[derive(Default)]
pub(super) struct RawKey {
    pub(super) secret_key: String,
    pub(super) not_before: Option<i64>,
    pub(super) not_after: Option<i64>,
}

impl Record for RawApp {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("app_id", &mut self.app_id), required("keys", &mut self.keys)]
    }
}

impl Record for RawKey {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("secret_key", &mut self.secret_key),
            optional("not_before", &mut self.not_before),
            optional("not_after", &mut self.not_after),
        ]
    }
}

pub(super) struct RawGame {
    pub(super) game: String,
    pub(super) app_id: String,
    pub(super) biz_id: String,
    pub(super) endpoints: RawEndpoints,
    pub(super) role: Role,
    pub(super) quota: RawQuota,
    pub(super) profile: Option<RawProfile>,
}

impl Default for RawGame {
    fn default() -> Self {
        Self {
            game: String::new(),
            app_id: String::new(),
            biz_id: String::new(),
            endpoints: RawEndpoints { kind: Kind::Production, ..RawEndpoints::default() },
            role: Role::Both,
            quota: RawQuota::default(),
            profile: None,
        }
    }
}

impl Record for RawGame {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("game", &mut self.game),
            required("app_id", &mut self.app_id),
            required("biz_id", &mut self.biz_id),
            optional("endpoints", &mut self.endpoints),
            optional("role", &mut self.role),
            optional("quota", &mut self.quota),
            optional("profile", &mut self.profile),
        ]
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Production,
    Test,
    Custom,
}

names!(Kind { Production = "production", Test = "test", Custom = "custom" });
by_name!(Kind::Production = "production, test or custom");

/// The members of all kinds; each kind has its own.
#[derive(Default)]
pub(super) struct RawEndpoints {
    pub(super) kind: Kind,
    pub(super) code: Option<String>,
    pub(super) check: Option<String>,
    pub(super) query: Option<String>,
    pub(super) report: Option<String>,
}

impl Record for RawEndpoints {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            required("kind", &mut self.kind),
            sparse("code", &mut self.code),
            sparse("check", &mut self.check),
            sparse("query", &mut self.query),
            sparse("report", &mut self.report),
        ]
    }
}

impl RawEndpoints {
    pub(super) fn endpoints(self) -> Result<Endpoints> {
        match (self.kind, self.code, (self.check, self.query, self.report)) {
            (Kind::Production, None, (None, None, None)) => Ok(Endpoints::Production),
            (Kind::Test, Some(code), (None, None, None)) => Ok(Endpoints::Test { code }),
            (Kind::Custom, None, (Some(check), Some(query), Some(report))) => {
                Ok(Endpoints::Custom { check, query, report })
            }
            _ => Err(Error::new(
                ErrorCode::InvalidConfig,
                "endpoints: of kind production nothing more, of kind test code, of kind custom check, query and report; \
                 unknown fields are refused",
            )),
        }
    }
}

pub(super) struct RawQuota {
    pub(super) check: i64,
    pub(super) query: i64,
    pub(super) report: i64,
}

impl Record for RawQuota {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("check", &mut self.check),
            optional("query", &mut self.query),
            optional("report", &mut self.report),
        ]
    }
}

impl Default for RawQuota {
    /// V1.9 §一 to §三.
    fn default() -> Self {
        Self { check: 100, query: 300, report: 10 }
    }
}

#[derive(Default)]
pub(super) struct RawPolicy {
    pub(super) profile: RawProfile,
    pub(super) calendar: Text,
}

impl Record for RawPolicy {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![optional("profile", &mut self.profile), optional("calendar", &mut self.calendar)]
    }
}

/// The JSON text of a member that somebody else reads.
#[derive(Default)]
pub(super) struct Text(pub(super) String);

impl Blank for Text {
    const EXPECTED: &'static str = "JSON";

    fn blank() -> Self {
        Self::default()
    }
}

impl Node for Text {
    fn expected(&self) -> &'static str {
        <Self as Blank>::EXPECTED
    }

    fn raw(&mut self) -> Option<&mut String> {
        Some(&mut self.0)
    }

    fn value(&mut self) -> Value<'_> {
        Value::Unwritten
    }
}
