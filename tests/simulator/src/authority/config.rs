//! Configuration: plain data, also the schema of scenario files. Every field has a default; unknown fields are
//! refused, so that a misspelt one cannot pass unseen.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::faults::FaultRule;
use super::people::PeopleConfig;
use crate::omnisdk::OmniApp;

/// How the whole authority behaves. The defaults are the published specification, read strictly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuthorityConfig {
    /// What this scenario shows; free text.
    pub about: String,
    /// Everything that is not fixed by a rule follows from this number: faults, people, pi, new keys, test codes.
    pub seed: u64,
    /// Who may call.
    pub enterprises: Vec<Enterprise>,
    /// For which games.
    pub games: Vec<Game>,
    /// Limits per second for every (enterprise, game, interface), and what an excess costs.
    pub quota: QuotaConfig,
    /// How far `timestamps` may be from the authority's clock, either way, in milliseconds (V1.9: 5 s).
    pub stamp_tolerance_ms: i64,
    /// How far the authority's clock is ahead of the true time, in milliseconds.
    pub clock_skew_ms: i64,
    /// How long every answer takes at least, in milliseconds (V1.9 names 300).
    pub latency_ms: u64,
    /// The life of an `ai`.
    pub ai: AiConfig,
    /// What becomes of reported rows.
    pub rows: RowConfig,
    /// Who exists, and what verifying them gives.
    pub people: PeopleConfig,
    /// The interface test.
    pub test: TestConfig,
    /// Departures from the strict reading that real servers seem to allow.
    pub lenient: Lenient,
    /// Faults from the start; more can be added later.
    pub faults: Vec<FaultRule>,
    /// Games of OmniSDK's: the simulator plays this vendor too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub omnisdk: Vec<OmniApp>,
}

impl Default for AuthorityConfig {
    fn default() -> Self {
        Self {
            about: String::new(),
            seed: 1,
            enterprises: Vec::new(),
            games: Vec::new(),
            quota: QuotaConfig::default(),
            stamp_tolerance_ms: 5_000,
            clock_skew_ms: 0,
            latency_ms: 0,
            ai: AiConfig::default(),
            rows: RowConfig::default(),
            people: PeopleConfig::default(),
            test: TestConfig::default(),
            lenient: Lenient::default(),
            faults: Vec::new(),
            omnisdk: Vec::new(),
        }
    }
}

impl AuthorityConfig {
    /// One enterprise with one key, for one game, past its interface test, from any address.
    pub fn one_game(app_id: &str, biz_id: &str, secret_key: &str) -> Self {
        Self {
            enterprises: vec![Enterprise::new(app_id, secret_key)],
            games: vec![Game { biz_id: biz_id.into(), app_ids: vec![app_id.into()] }],
            ..Self::default()
        }
    }

    /// Reads a scenario file.
    pub fn from_json(json: &str) -> Result<Self, ConfigError> {
        let config: Self = serde_json::from_str(json).map_err(|error| ConfigError {
            // serde's text names fields and positions; a value it may quote is of the wrong type, never a secret's text.
            detail: format!("the scenario does not fit its schema at line {}: {error}", error.line()),
        })?;
        config.check()?;
        Ok(config)
    }

    /// Whether the parts fit together.
    pub fn check(&self) -> Result<(), ConfigError> {
        let fail = |detail: &str| Err(ConfigError { detail: detail.into() });
        let mut ids: Vec<&str> = self.enterprises.iter().map(|one| one.app_id.as_str()).collect();
        ids.extend(
            self.enterprises.iter().filter_map(|one| one.test.as_ref()).map(|test| test.app_id.as_str()),
        );
        let total = ids.len();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() != total || ids.contains(&"") {
            return fail(
                "every app_id, of production and test, must be there and be different from all others",
            );
        }
        for game in &self.games {
            if !game.app_ids.iter().all(|id| self.enterprises.iter().any(|one| one.app_id == *id)) {
                return fail("a game names an app_id that no enterprise has");
            }
        }
        let mut games: Vec<&str> = self.games.iter().map(|game| game.biz_id.as_str()).collect();
        games.sort_unstable();
        games.dedup();
        if games.len() != self.games.len() {
            return fail("every game needs its own biz_id");
        }
        let keys = self.enterprises.iter().flat_map(|one| one.keys.iter().map(|key| &key.secret_key));
        let test_keys =
            self.enterprises.iter().filter_map(|one| one.test.as_ref()).map(|test| &test.secret_key);
        if !keys.chain(test_keys).all(|key| super::sealing::key_bytes(key).is_some()) {
            return fail("a secret_key is not 32 hex digits");
        }
        if self.enterprises.iter().any(|one| one.keys.is_empty()) {
            return fail("every enterprise needs at least one key");
        }
        self.faults.iter().try_for_each(FaultRule::check).map_err(|detail| ConfigError { detail })?;
        self.people.check().map_err(|detail| ConfigError { detail })?;
        let mut omni: Vec<&str> = self.omnisdk.iter().map(|app| app.app_id.as_str()).collect();
        omni.sort_unstable();
        if omni.windows(2).any(|pair| pair[0] == pair[1]) {
            return fail("every app of omnisdk needs its own app_id");
        }
        self.omnisdk.iter().try_for_each(OmniApp::check).map_err(|detail| ConfigError { detail })
    }
}

/// A scenario that cannot be used. The text says what to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What to change.
    pub detail: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for ConfigError {}

/// An enterprise: one appId and its keys serve all of its games (Q71, M18).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enterprise {
    /// appId.
    pub app_id: String,
    /// Its keys; several may be valid at once (Q97, Q108).
    pub keys: Vec<Key>,
    /// The IP list of the enterprise (Q36, Q87); none = any address.
    #[serde(default)]
    pub ip_allow: Option<Vec<IpAddr>>,
    /// The rights per interface (1010).
    #[serde(default)]
    pub rights: Rights,
    /// Whether all eight interface tests were passed before this scenario begins; the gate of 1009 (Q17, Q20).
    #[serde(default = "yes")]
    pub tests_passed: bool,
    /// Its account of the test system, which production does not know, as the test system does not know its
    /// production account (1008).
    #[serde(default)]
    pub test: Option<TestAccount>,
    /// How many verifications it may submit in all (2002); none = any number.
    #[serde(default)]
    pub total_checks: Option<u64>,
    /// Quotas that the administrator changed (Q89 to Q91, Q96).
    #[serde(default)]
    pub quota: Option<Limits>,
}

impl Enterprise {
    /// With one key and every right, past the interface test, from any address.
    pub fn new(app_id: &str, secret_key: &str) -> Self {
        Self {
            app_id: app_id.into(),
            keys: vec![Key { secret_key: secret_key.into(), not_before: None, not_after: None }],
            ip_allow: None,
            rights: Rights::default(),
            tests_passed: true,
            test: None,
            total_checks: None,
            quota: None,
        }
    }
}

/// One key and its life.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// 32 hex digits.
    pub secret_key: String,
    /// Valid from, Unix milliseconds; none = always was.
    #[serde(default)]
    pub not_before: Option<i64>,
    /// Valid until (exclusive), Unix milliseconds; none = for ever.
    #[serde(default)]
    pub not_after: Option<i64>,
}

impl Key {
    /// Whether the key is valid at this instant.
    pub fn valid_at(&self, unix_ms: i64) -> bool {
        self.not_before.is_none_or(|from| from <= unix_ms)
            && self.not_after.is_none_or(|until| unix_ms < until)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:?}..{:?})", self.not_before, self.not_after)
    }
}

/// Credentials of the test system.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestAccount {
    /// appId of the test system.
    pub app_id: String,
    /// 32 hex digits.
    pub secret_key: String,
}

impl fmt::Debug for TestAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TestAccount({})", self.app_id)
    }
}

/// Which interfaces an enterprise may call: a channel may verify and not report, an operator the reverse (Q30, Q194).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// 实名认证.
    pub check: bool,
    /// 结果查询.
    pub query: bool,
    /// 行为上报.
    pub report: bool,
}

impl Default for Rights {
    fn default() -> Self {
        Self { check: true, query: true, report: true }
    }
}

/// A game and who may call for it: its operator and its channels share one bizId (Q37, Q102).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// bizId.
    pub biz_id: String,
    /// The enterprises that may call for it.
    pub app_ids: Vec<String>,
}

/// Requests per second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// 实名认证.
    pub check: u64,
    /// 结果查询.
    pub query: u64,
    /// 行为上报.
    pub report: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { check: 100, query: 300, report: 10 }
    }
}

/// How quotas are counted. The documents leave both readings open; the defaults are the strict ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuotaConfig {
    /// The limits of V1.9.
    pub limits: Limits,
    /// What a second is.
    pub window: WindowKind,
    /// What "blocked for one minute" is.
    pub lock: LockReading,
    /// Whether arrivals during a lock count, so that whoever keeps knocking is locked again.
    pub count_while_locked: bool,
}

impl Default for QuotaConfig {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            window: WindowKind::Rolling,
            lock: LockReading::SixtySeconds,
            count_while_locked: true,
        }
    }
}

/// What a second is, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    /// Any stretch of 1,000 ms.
    Rolling,
    /// A second of the authority's clock.
    Calendar,
}

/// How long an excess locks a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockReading {
    /// For 60 s (V1.9, Q89).
    SixtySeconds,
    /// Until the next minute of the authority's clock begins (M16).
    NextMinute,
}

/// The life of an `ai`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AiConfig {
    /// Whether an `ai` that was answered at once is held like a pending one. The documents do not say; strict: it is.
    pub hold_immediate: bool,
    /// Seconds from the first query that gave a final result to its deletion (Q95, Q158, M37).
    pub delete_after_query_s: i64,
    /// Seconds after which a record may be purged (Q159): 48 h.
    pub life_s: i64,
    /// Seconds without a query that count as "long unqueried" then (Q159).
    pub idle_s: i64,
    /// Within what an `ai` must be unique.
    pub scope: AiScope,
}

impl Default for AiConfig {
    fn default() -> Self {
        Self {
            hold_immediate: true,
            delete_after_query_s: 300,
            life_s: 48 * 3_600,
            idle_s: 3_600,
            scope: AiScope::Game,
        }
    }
}

/// Within what an `ai` must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AiScope {
    /// One enterprise's calls for one game (V1.9 §一: "在游戏内部").
    Game,
    /// All calls of one appId (M33).
    Enterprise,
}

/// What becomes of reported rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RowConfig {
    /// Whether a row with a known (si, bt) is answered as accepted and not stored again.
    pub dedupe: bool,
    /// Whether one row outside the 180 s refuses the batch (top-level 3005) or only itself.
    pub time_refuses: TimeRefuses,
    /// How `data` looks when all rows were accepted: the specification's sample and its table disagree.
    pub accepted_data: AcceptedData,
    /// Take any pi for known, for hosts that bring players from before this scenario.
    pub any_pi: bool,
}

impl Default for RowConfig {
    fn default() -> Self {
        Self {
            dedupe: false,
            time_refuses: TimeRefuses::Row,
            accepted_data: AcceptedData::EmptyText,
            any_pi: false,
        }
    }
}

/// What a row outside the 180 s refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeRefuses {
    /// Itself.
    Row,
    /// The whole batch.
    Batch,
}

/// How `data` looks in an accepted report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptedData {
    /// `"data":""`, the specification's own sample.
    EmptyText,
    /// No `data`, as live servers seem to answer.
    Absent,
    /// `"data":null`.
    Null,
    /// `"data":{"results":[]}`, the specification's own table.
    EmptyList,
}

impl AcceptedData {
    pub(crate) fn json(self) -> &'static str {
        match self {
            Self::EmptyText => r#","data":"""#,
            Self::Absent => "",
            Self::Null => r#","data":null"#,
            Self::EmptyList => r#","data":{"results":[]}"#,
        }
    }
}

/// The interface test (测试系统说明 V1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TestConfig {
    /// The bizId that everybody uses in the test system.
    pub biz_id: String,
    /// How long a test code is good, in seconds.
    pub code_life_s: i64,
}

impl Default for TestConfig {
    fn default() -> Self {
        Self { biz_id: "1101999999".into(), code_life_s: 3_600 }
    }
}

/// Departures from the strict reading. Some public clients rely on them and report passing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lenient {
    /// A body that arrives with a GET is part of the signed string.
    pub signed_get_body: bool,
    /// Base64 without its padding is read.
    pub unpadded_base64: bool,
}

fn yes() -> bool {
    true
}
