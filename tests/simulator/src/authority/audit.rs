//! The authority's own look at its ledger: what a careful inspector would ask the game about.

use std::fmt;

use serde::Serialize;

use super::Authority;
use super::ledger::SessionRecord;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// A nonce was used twice under one key: the cipher is broken for both messages.
    NonceReuse,
    /// A lane was over its quota, and no fault rule forced it.
    QuotaExceeded,
    /// A login without its logout; the player may still be online.
    LogoutMissing,
    /// A logout whose login never came.
    LoginMissing,
    /// The logout's `ot` is before the login's.
    LogoutBeforeLogin,
    /// A row was accepted more than once.
    Repeated,
    /// One `si` came with different players.
    MixedPersons,
    /// A row was refused and never accepted.
    RowRefused,
    /// A result is there and was never fetched.
    ResultUnfetched,
}

impl ProblemCode {
    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NonceReuse => "nonce_reuse",
            Self::QuotaExceeded => "quota_exceeded",
            Self::LogoutMissing => "logout_missing",
            Self::LoginMissing => "login_missing",
            Self::LogoutBeforeLogin => "logout_before_login",
            Self::Repeated => "repeated",
            Self::MixedPersons => "mixed_persons",
            Self::RowRefused => "row_refused",
            Self::ResultUnfetched => "result_unfetched",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub code: ProblemCode,
    /// The appId or bizId that it concerns.
    pub party: String,
    /// The `si`, `ai` or interface.
    pub subject: String,
    /// How often, or the errcode of a refused row.
    pub count: i64,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} ({})", self.code.name(), self.party, self.subject, self.count)
    }
}

impl Authority {
    /// Everything that looks wrong at this instant (Unix milliseconds), sorted.
    pub fn audit(&self, now: i64) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut add = |code, party: &str, subject: &str, count: u64| {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            problems.push(Problem { code, party: party.into(), subject: subject.into(), count });
        };
        let summary = self.summary(now);
        for (app_id, count) in &summary.nonce_reuse {
            add(ProblemCode::NonceReuse, app_id, "", *count);
        }
        for lane in summary.lanes.iter().filter(|lane| lane.stats.locks > 0) {
            let subject = format!("{} {}", lane.biz_id, lane.endpoint);
            add(ProblemCode::QuotaExceeded, &lane.app_id, &subject, lane.stats.locks);
        }
        for game in self.ledger.games() {
            let biz_id = self.directory.biz_id(game);
            for (si, session) in self.ledger.sessions(game) {
                for (code, count) in session_problems(session) {
                    add(code, biz_id, si, count);
                }
            }
        }
        for (app_id, _, ai, attempt) in self.attempts() {
            if attempt.waits_unfetched(&self.config.ai, now) {
                add(ProblemCode::ResultUnfetched, app_id, ai, 1);
            }
        }
        problems.sort_unstable();
        problems
    }
}

fn session_problems(session: &SessionRecord) -> Vec<(ProblemCode, u64)> {
    let (login, logout) = (&session.login, &session.logout);
    let mut found = Vec::new();
    if session.open() {
        found.push((ProblemCode::LogoutMissing, 1));
    }
    if logout.accepted > 0 && login.accepted == 0 {
        found.push((ProblemCode::LoginMissing, 1));
    }
    if session.complete() && logout.ot < login.ot {
        found.push((ProblemCode::LogoutBeforeLogin, 1));
    }
    let repeated = login.accepted.saturating_sub(1) + logout.accepted.saturating_sub(1);
    if repeated > 0 {
        found.push((ProblemCode::Repeated, repeated.into()));
    }
    if session.conflicts > 0 {
        found.push((ProblemCode::MixedPersons, session.conflicts.into()));
    }
    for row in [login, logout] {
        if row.refused > 0 && row.accepted == 0 {
            found.push((ProblemCode::RowRefused, u64::try_from(row.last_errcode).unwrap_or_default()));
        }
    }
    found
}
