//! Reading the authority: counters, sessions, attempts. Nothing here changes it.

use std::collections::BTreeMap;

use serde::Serialize;
use shiming_core::wire::Endpoint;

use super::Authority;
use super::attempt::{Attempt, Scope};
use super::config::AiScope;
use super::faults::FaultRule;
use super::ledger::{RecentRequest, SessionRecord};
use super::quota::LaneStats;
use super::test_system::CaseState;

/// All counters. Two authorities that went through the same have equal ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Requests of any kind, lost ones included.
    pub requests: u64,
    /// Answered codes per interface (`check`, `query`, `report`, `other`).
    pub errcodes: BTreeMap<String, BTreeMap<i32, u64>>,
    /// Codes of refused rows.
    pub row_errcodes: BTreeMap<i32, u64>,
    /// Answered 认证结果: 0, 1, 2.
    pub statuses: BTreeMap<u8, u64>,
    /// Faults that happened, by name.
    pub faults: BTreeMap<String, u64>,
    /// The lanes that were used.
    pub lanes: Vec<LaneSummary>,
    /// The games that reported.
    pub games: Vec<GameSums>,
    /// Verifications.
    pub attempts: AttemptSums,
    /// Nonces seen twice under one key, per appId.
    pub nonce_reuse: BTreeMap<String, u64>,
    /// The eight cases per appId of the enterprise's production account.
    pub tests: BTreeMap<String, Vec<CaseState>>,
    /// Keys that are valid now, per appId.
    pub valid_keys: BTreeMap<String, usize>,
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LaneSummary {
    /// appId.
    pub app_id: String,
    /// bizId.
    pub biz_id: String,
    /// `check`, `query` or `report`.
    pub endpoint: &'static str,
    /// Until when it is locked, if it is; Unix milliseconds.
    pub locked_until: Option<i64>,
    /// Its counters.
    #[serde(flatten)]
    pub stats: LaneStats,
}

/// One game's sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GameSums {
    /// bizId.
    pub biz_id: String,
    /// Sessions of which anything was accepted.
    pub sessions: u64,
    /// Login accepted, logout not yet.
    pub open: u64,
    /// Both accepted.
    pub complete: u64,
    /// Logout accepted, login never.
    pub without_login: u64,
    /// Sessions of guests.
    pub guests: u64,
    /// Rows accepted, repetitions included.
    pub rows_accepted: u64,
    /// Rows stored.
    pub rows_stored: u64,
    /// Rows refused.
    pub rows_refused: u64,
    /// Accepted rows that had been accepted before.
    pub rows_repeated: u64,
}

/// Verifications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AttemptSums {
    /// Different `ai`.
    pub ai: u64,
    /// Checks that were taken.
    pub submissions: u64,
    /// Records held now.
    pub held: u64,
    /// Results that are there and were never fetched.
    pub unfetched: u64,
}

/// A fault rule and how often it struck.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FaultStatus {
    /// The rule.
    pub rule: FaultRule,
    /// Requests that it looked at.
    pub met: u64,
    /// Requests that it hit.
    pub hit: u64,
}

impl Authority {
    /// All counters, at this instant (Unix milliseconds).
    pub fn summary(&self, now: i64) -> Summary {
        let mut errcodes: BTreeMap<String, BTreeMap<i32, u64>> = BTreeMap::new();
        for ((endpoint, errcode), count) in &self.ledger.errcodes {
            errcodes.entry((*endpoint).into()).or_default().insert(*errcode, *count);
        }
        let partners = &self.directory.partners;
        let app_id = |at: usize| partners.get(at).map_or(String::new(), |partner| partner.app_id.clone());
        let production = || partners.iter().filter(|partner| !partner.test);
        Summary {
            requests: self.ledger.requests,
            errcodes,
            row_errcodes: self.ledger.row_errcodes.clone(),
            statuses: self.ledger.statuses.clone(),
            faults: self.ledger.faults.iter().map(|(name, count)| ((*name).into(), *count)).collect(),
            lanes: self
                .lanes
                .iter()
                .map(|((partner, game, endpoint), lane)| LaneSummary {
                    app_id: app_id(*partner),
                    biz_id: self.directory.biz_id(*game).into(),
                    endpoint: endpoint.name(),
                    locked_until: lane.locked_until(now),
                    stats: lane.stats.clone(),
                })
                .collect(),
            games: self.ledger.games().map(|game| self.game_sums(game)).collect(),
            attempts: self.attempt_sums(now),
            nonce_reuse: self.ledger.nonce_reuse.iter().map(|(at, count)| (app_id(*at), *count)).collect(),
            tests: production()
                .map(|one| (one.app_id.clone(), self.tests.states(one.enterprise).to_vec()))
                .collect(),
            valid_keys: production()
                .map(|one| (one.app_id.clone(), one.valid_keys(now.saturating_add(self.skew_ms))))
                .collect(),
        }
    }

    /// Everything that arrived under this `si`.
    pub fn session(&self, biz_id: &str, si: &str) -> Option<&SessionRecord> {
        self.ledger.session(self.directory.game(biz_id)?, si)
    }

    /// All sessions of a game, sorted by `si`.
    pub fn sessions(&self, biz_id: &str) -> Vec<(&str, &SessionRecord)> {
        self.directory.game(biz_id).map(|game| self.ledger.sessions(game)).unwrap_or_default()
    }

    /// The bizIds that reported anything.
    pub fn reported_games(&self) -> Vec<&str> {
        self.ledger.games().map(|game| self.directory.biz_id(game)).collect()
    }

    /// What happened under this `ai` of an enterprise and a game.
    pub fn attempt(&self, app_id: &str, biz_id: &str, ai: &str) -> Option<&Attempt> {
        let partner = self.directory.any(app_id)?;
        let game = match self.config.ai.scope {
            AiScope::Game => self.directory.game(biz_id)?,
            AiScope::Enterprise => usize::MAX,
        };
        self.attempts.get((partner, game), ai)
    }

    /// All attempts: appId, bizId (empty when the scenario makes `ai` unique per enterprise), `ai`; sorted.
    pub fn attempts(&self) -> Vec<(&str, &str, &str, &Attempt)> {
        let name = |scope: Scope| {
            let app_id = self.directory.partners.get(scope.0).map_or("", |partner| partner.app_id.as_str());
            (app_id, self.directory.biz_id(scope.1))
        };
        let all = self.attempts.sorted().into_iter();
        all.map(|(scope, ai, attempt)| (name(scope).0, name(scope).1, ai, attempt)).collect()
    }

    /// The counters of one lane.
    pub fn lane(&self, app_id: &str, biz_id: &str, endpoint: Endpoint) -> Option<&LaneStats> {
        let key = (self.directory.any(app_id)?, self.directory.game(biz_id)?, endpoint);
        self.lanes.get(&key).map(|lane| &lane.stats)
    }

    /// How often this code was answered, by all interfaces together.
    pub fn answered(&self, errcode: i32) -> u64 {
        let all = self.ledger.errcodes.iter();
        all.filter(|((_, code), _)| *code == errcode).map(|(_, count)| count).sum()
    }

    /// Answers 1006 that no fault rule forced: each of them is a client's fault.
    pub fn unforced_throttles(&self) -> u64 {
        self.lanes.values().map(|lane| lane.stats.throttled).sum()
    }

    /// Nonces that were seen twice under one key, in all.
    pub fn nonce_reuses(&self) -> u64 {
        self.ledger.nonce_reuse.values().sum()
    }

    /// The newest requests, newest first, without anything personal.
    pub fn recent(&self) -> impl Iterator<Item = &RecentRequest> {
        self.ledger.recent().rev()
    }

    /// The fault rules in force.
    pub fn fault_rules(&self) -> Vec<FaultStatus> {
        let all = self.faults.status();
        all.map(|(rule, met, hit)| FaultStatus { rule: rule.clone(), met, hit }).collect()
    }

    /// Where the eight cases of an enterprise stand.
    pub fn test_cases(&self, app_id: &str) -> Option<[CaseState; 8]> {
        let partner = self.directory.partners.get(self.directory.any(app_id)?)?;
        Some(self.tests.states(partner.enterprise))
    }

    fn game_sums(&self, game: usize) -> GameSums {
        let mut sums = GameSums { biz_id: self.directory.biz_id(game).into(), ..GameSums::default() };
        for session in self.ledger.unsorted(game) {
            let rows = [&session.login, &session.logout];
            sums.sessions += u64::from(rows.iter().any(|row| row.accepted > 0));
            sums.open += u64::from(session.open());
            sums.complete += u64::from(session.complete());
            sums.without_login += u64::from(session.logout.accepted > 0 && session.login.accepted == 0);
            sums.guests += u64::from(session.ct == 2);
            for row in rows {
                sums.rows_accepted += u64::from(row.accepted);
                sums.rows_stored += u64::from(row.stored);
                sums.rows_refused += u64::from(row.refused);
                sums.rows_repeated += u64::from(row.accepted.saturating_sub(1));
            }
        }
        sums
    }

    fn attempt_sums(&self, now: i64) -> AttemptSums {
        let mut sums = AttemptSums::default();
        for (_, _, attempt) in self.attempts.sorted() {
            sums.ai += 1;
            sums.submissions += u64::from(attempt.submissions);
            sums.held += u64::from(attempt.held(&self.config.ai, now));
            sums.unfetched += u64::from(attempt.waits_unfetched(&self.config.ai, now));
        }
        sums
    }
}
