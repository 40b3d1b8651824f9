//! Enterprises, their keys, rights and games.

use std::collections::HashMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use shiming_core::time::{DAY, UnixMs};
use shiming_core::wire::Endpoint;

use super::config::{AuthorityConfig, Enterprise, Key, Limits, Rights};
use super::sealing::key_bytes;

/// How a key is replaced (Q97, Q98, Q108).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// The system makes a new key 15 days before the old one ends; both are valid until then.
    Scheduled,
    /// 手动更新: the old keys stay valid for 3 days.
    Manual,
    /// 立即失效 together with the change: the old keys end at once.
    Immediate,
}

impl Rotation {
    fn overlap(self) -> i64 {
        match self {
            Self::Scheduled => 15 * DAY,
            Self::Manual => 3 * DAY,
            Self::Immediate => 0,
        }
    }
}

/// One account of production or of the test system.
#[derive(Clone)]
pub(crate) struct Partner {
    pub app_id: String,
    /// The enterprise behind it: an index shared by its production and its test account.
    pub enterprise: usize,
    pub test: bool,
    pub enabled: bool,
    pub ip_allow: Option<Vec<IpAddr>>,
    pub rights: Rights,
    pub limits: Option<Limits>,
    pub total_checks: Option<u64>,
    pub checks: u64,
    keys: Vec<(Key, [u8; 16])>,
}

impl Partner {
    fn new(app_id: &str, enterprise: usize, test: bool, keys: &[Key]) -> Self {
        let keys = keys.iter().map(|key| (key.clone(), key_bytes(&key.secret_key).unwrap_or_default()));
        Self {
            app_id: app_id.into(),
            enterprise,
            test,
            enabled: true,
            ip_allow: None,
            rights: Rights::default(),
            limits: None,
            total_checks: None,
            checks: 0,
            keys: keys.collect(),
        }
    }

    pub fn has_right(&self, endpoint: Endpoint) -> bool {
        match endpoint {
            Endpoint::Check => self.rights.check,
            Endpoint::Query => self.rights.query,
            Endpoint::Report => self.rights.report,
        }
    }

    /// The keys that are valid now, newest first: text and bytes.
    pub fn keys(&self, clock: UnixMs) -> impl Iterator<Item = (&str, &[u8; 16])> {
        let valid = self.keys.iter().rev().filter(move |(key, _)| key.valid_at(clock));
        valid.map(|(key, bytes)| (key.secret_key.as_str(), bytes))
    }

    /// How many keys are valid now.
    pub fn valid_keys(&self, clock: UnixMs) -> usize {
        self.keys(clock).count()
    }

    /// Adds a key; the old ones end after the rotation's overlap, unless they end before it anyway.
    pub fn rotate(&mut self, secret_key: &str, rotation: Rotation, clock: UnixMs) -> Option<()> {
        let bytes = key_bytes(secret_key)?;
        let end = clock.saturating_add(rotation.overlap());
        for (key, _) in &mut self.keys {
            key.not_after = Some(key.not_after.map_or(end, |until| until.min(end)));
        }
        let key = Key { secret_key: secret_key.into(), not_before: Some(clock), not_after: None };
        self.keys.push((key, bytes));
        Some(())
    }

    /// 立即失效: every key but the newest ends now.
    pub fn kill_old_keys(&mut self, clock: UnixMs) {
        let old = self.keys.len().saturating_sub(1);
        for (key, _) in self.keys.iter_mut().take(old) {
            key.not_after = Some(key.not_after.map_or(clock, |until| until.min(clock)));
        }
    }
}

#[derive(Clone)]
struct GameEntry {
    biz_id: String,
    /// Indices of partners, production ones.
    partners: Vec<usize>,
}

/// All of them.
#[derive(Clone)]
pub(crate) struct Directory {
    pub partners: Vec<Partner>,
    by_app: HashMap<String, usize>,
    games: Vec<GameEntry>,
    by_biz: HashMap<String, usize>,
    test_game: usize,
}

impl Directory {
    pub fn new(config: &AuthorityConfig) -> Self {
        let mut partners = Vec::new();
        for (at, enterprise) in config.enterprises.iter().enumerate() {
            let mut partner = Partner::new(&enterprise.app_id, at, false, &enterprise.keys);
            partner.ip_allow.clone_from(&enterprise.ip_allow);
            partner.rights = enterprise.rights;
            partner.limits = enterprise.quota;
            partner.total_checks = enterprise.total_checks;
            partner.enabled = enterprise.tests_passed;
            partners.push(partner);
            partners.extend(test_partner(at, enterprise));
        }
        let by_app: HashMap<String, usize> =
            partners.iter().enumerate().map(|(at, partner)| (partner.app_id.clone(), at)).collect();
        let mut games: Vec<GameEntry> = Vec::new();
        for game in &config.games {
            let partners = game.app_ids.iter().filter_map(|id| by_app.get(id).copied()).collect();
            games.push(GameEntry { biz_id: game.biz_id.clone(), partners });
        }
        let mut by_biz: HashMap<String, usize> =
            games.iter().enumerate().map(|(at, game)| (game.biz_id.clone(), at)).collect();
        // The test system's own game, which a scenario may also use as a production game.
        let test_game = *by_biz.entry(config.test.biz_id.clone()).or_insert(games.len());
        if test_game == games.len() {
            games.push(GameEntry { biz_id: config.test.biz_id.clone(), partners: Vec::new() });
        }
        Self { partners, by_app, games, by_biz, test_game }
    }

    /// The account of this appId, of production or of the test system.
    pub fn partner(&self, app_id: &str, test: bool) -> Option<usize> {
        let at = *self.by_app.get(app_id)?;
        (self.partners.get(at)?.test == test).then_some(at)
    }

    /// The game that this partner may call for.
    pub fn game_of(&self, partner: usize, biz_id: &str) -> Option<usize> {
        let game = *self.by_biz.get(biz_id)?;
        let entry = self.games.get(game)?;
        let may = if self.partners.get(partner)?.test {
            game == self.test_game
        } else {
            entry.partners.contains(&partner)
        };
        may.then_some(game)
    }

    pub fn game(&self, biz_id: &str) -> Option<usize> {
        self.by_biz.get(biz_id).copied()
    }

    pub fn biz_id(&self, game: usize) -> &str {
        self.games.get(game).map_or("", |game| game.biz_id.as_str())
    }

    pub fn any(&self, app_id: &str) -> Option<usize> {
        self.by_app.get(app_id).copied()
    }

    /// The enterprise passed its eight tests: production opens for it (Q17, Q20).
    pub fn open_production(&mut self, enterprise: usize) {
        let partners = self.partners.iter_mut().filter(|partner| partner.enterprise == enterprise);
        partners.for_each(|partner| partner.enabled = true);
    }
}

fn test_partner(at: usize, enterprise: &Enterprise) -> Option<Partner> {
    let account = enterprise.test.as_ref()?;
    let key = Key { secret_key: account.secret_key.clone(), not_before: None, not_after: None };
    let mut partner = Partner::new(&account.app_id, at, true, &[key]);
    // The IP list serves the test system too (测试系统说明 §二).
    partner.ip_allow.clone_from(&enterprise.ip_allow);
    Some(partner)
}
