//! Configuration while running: enterprises, games, policy, shares, holds. All idempotent.

use alloc::{collections::VecDeque, string::String};

use super::agenda::Agenda;
use super::config::{AppConfig, GameConfig, parse_policy};
use super::lane::Lane;
use super::partner::{Game, Host, Partner};
use super::{Engine, Share};
use crate::error::{Error, ErrorCode, Result};
use crate::session::entry::RowState;
use crate::time::UnixMs;
use crate::wire::Endpoint;

impl Engine {
    /// An enterprise and its keys: JSON `{"app_id","keys":[{"secret_key","not_before":unix|null,"not_after":unix|null}]}`.
    /// Put it again when a key is issued: two keys may overlap (Q97, Q98, Q108).
    ///
    /// # Errors
    /// `invalid_config`, `invalid_key`.
    pub fn put_app(&mut self, json: &str) -> Result<()> {
        self.begin()?;
        let config = AppConfig::parse(json)?;
        let at = self.partner_at(&config.app_id);
        if let Some(partner) = super::at_mut(&mut self.partners, at) {
            partner.put(config.keys, &self.secrets);
        }
        for lane in 0..u32::try_from(self.lanes.len()).unwrap_or(0) {
            if self.lane(lane).is_some_and(|found| found.app == at) {
                self.wake_lane(lane);
            }
        }
        self.next_alive = self.clock.mono();
        Ok(())
    }

    /// A game: JSON `{"game","app_id","biz_id","endpoints":{...},"role":"both"|"verify"|"report",
    /// "quota":{"check":100,"query":300,"report":10},"profile":{"base":...}}`. Games of one appId and bizId share their
    /// lanes: the authority counts them together (Q88); the last address and quota given hold for all.
    ///
    /// # Errors
    /// `invalid_config`, `invalid_url`, `invalid_parameter` (test code), `invalid_profile`.
    pub fn put_game(&mut self, json: &str) -> Result<()> {
        self.begin()?;
        let config = GameConfig::parse(json)?;
        // Checked before anything is touched: lanes may be shared with other games.
        let moved =
            self.game_index(&config.game).and_then(|at| self.game(at)?.lanes).is_some_and(|[check, ..]| {
                let lane = self.lane(check);
                let app_id = lane
                    .and_then(|lane| super::at(&self.partners, lane.app))
                    .map(|partner| partner.app_id.as_str());
                app_id != Some(&config.app_id) || lane.is_none_or(|lane| lane.biz_id != config.biz_id)
            });
        if moved {
            return Err(Error::new(
                ErrorCode::InvalidConfig,
                "a game keeps its appId and bizId: remove it, wait for GameDrained, then put it under another key",
            )
            .with_field("biz_id"));
        }
        let app = self.partner_at(&config.app_id);
        let at = self.game_at(&config.game);
        let mut lanes = [0; 3];
        for ((place, endpoint), quota) in lanes.iter_mut().zip(Endpoint::ALL).zip(config.quota) {
            *place = self.lane_at(app, &config, endpoint, quota, at);
        }
        let new = self.game(at).is_some_and(|game| game.lanes.is_none());
        if let Some(game) = self.game_mut(at) {
            (game.lanes, game.role, game.profile) = (Some(lanes), config.role, config.profile);
            (game.removed, game.drained_told) = (false, false);
        }
        if new {
            self.queue_loaded(at);
        }
        Ok(())
    }

    /// The policy: JSON `{"profile":{"base":...},"calendar":null}`. The profile is that of games without one of their own; a
    /// calendar (see [`crate::policy::Calendar::from_json`]) holds for all, null is the built-in one. Both hold from the next
    /// login; put them before players come in.
    ///
    /// # Errors
    /// `invalid_config`, `invalid_profile`, `invalid_calendar`.
    pub fn put_policy(&mut self, json: &str) -> Result<()> {
        self.begin()?;
        self.policy = parse_policy(json)?;
        Ok(())
    }

    /// Takes no new players for a game; what it owes is delivered, then `GameDrained` comes.
    ///
    /// # Errors
    /// `unknown_game`.
    pub fn remove_game(&mut self, game: &str) -> Result<()> {
        self.begin()?;
        let at = self.known_game(game)?;
        if let Some(game) = self.game_mut(at) {
            game.removed = true;
        }
        self.check_drained(at);
        Ok(())
    }

    /// Which part of the game's quota this process owns (E11). Until `until` is over; then it sends nothing until the
    /// next call.
    ///
    /// # Errors
    /// `unknown_game`, `invalid_share`.
    pub fn set_share(&mut self, game: &str, share: Share) -> Result<()> {
        self.begin()?;
        let at = self.known_game(game)?;
        let sound = (1..=10_000).contains(&share.count)
            && (0..share.count).contains(&share.index)
            && share.from >= 0
            && share.until.is_none_or(|until| until > share.from);
        if !sound {
            return Err(Error::new(
                ErrorCode::InvalidShare,
                "a share has 0 <= index < count <= 10,000 and ends after it begins",
            )
            .with_field("share"));
        }
        for lane in self.game(at).and_then(|game| game.lanes).unwrap_or_default() {
            if let Some(found) = self.lane_mut(lane) {
                found.slots.set_share(share);
            }
            self.wake_lane(lane);
        }
        Ok(())
    }

    /// Another process was told 1006: this one keeps still on that call until then.
    ///
    /// # Errors
    /// `unknown_game`, `bad_time`.
    pub fn hold(&mut self, game: &str, endpoint: Endpoint, until: UnixMs) -> Result<()> {
        self.begin()?;
        let at = self.known_game(game)?;
        crate::time::check_unix(until)?;
        let lanes = self.game(at).and_then(|game| game.lanes).unwrap_or_default();
        let found =
            lanes.into_iter().find(|lane| self.lane(*lane).is_some_and(|lane| lane.endpoint == endpoint));
        if let Some(lane) = found {
            self.lock_lane(lane, until);
            if let Some(lane) = self.lane_mut(lane) {
                lane.held = true;
            }
        }
        Ok(())
    }

    pub(super) fn partner_at(&mut self, app_id: &str) -> u32 {
        let at = self.partners.iter().position(|known| known.app_id == app_id).unwrap_or_else(|| {
            self.partners.push(Partner::new(app_id));
            self.partners.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    pub(super) fn game_at(&mut self, key: &str) -> u32 {
        match self.place_of_game(key) {
            Ok(place) => self.games_by_key.get(place).copied().unwrap_or(u32::MAX),
            Err(place) => {
                let at = u32::try_from(self.games.len()).unwrap_or(u32::MAX);
                self.games.push(Game::new(key));
                self.games_by_key.insert(place, at);
                at
            }
        }
    }

    fn host_at(&mut self, name: &str) -> u32 {
        let at = self.hosts.iter().position(|known| known.name == name).unwrap_or_else(|| {
            let host = Host {
                name: String::from(name),
                in_flight: 0,
                silent: 0,
                rest: super::rest::Rest::default(),
                waiting: VecDeque::new(),
            };
            self.hosts.push(host);
            self.hosts.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    fn lane_at(&mut self, app: u32, config: &GameConfig, endpoint: Endpoint, quota: i64, game: u32) -> u32 {
        let slot_ms = self.config.limits.slot_ms;
        let same = |lane: &Lane| lane.app == app && lane.biz_id == config.biz_id && lane.endpoint == endpoint;
        let at = self.lanes.iter().position(same).unwrap_or_else(|| {
            let lane = Lane::new(app, &config.biz_id, endpoint, game, quota, slot_ms);
            self.lanes.push(lane);
            self.lanes.len() - 1
        });
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let host = self.host_at(&config.endpoints.host(endpoint));
        let number = super::answer::endpoint_number(endpoint);
        let lock = self.locks.until(&config.app_id, &config.biz_id, number);
        if let Some(lane) = self.lane_mut(at) {
            (lane.url, lane.host, lane.quota) = (config.endpoints.url(endpoint), host, quota);
            lane.slots.set_quota(quota, slot_ms);
            lane.locked_until = lane.locked_until.max(lock.unwrap_or(UnixMs::MIN));
        }
        self.wake_lane(at);
        at
    }

    /// What the journal held for this game goes into its lanes.
    fn queue_loaded(&mut self, game: u32) {
        let mut rows = Agenda::default();
        let mut reserved = 0;
        for slot in self.sessions.slots() {
            let Some(held) = self.sessions.get(slot).filter(|held| held.game == game) else { continue };
            if held.is_reported() {
                reserved += [held.login, held.logout]
                    .iter()
                    .filter(|row| !row.state.is_final())
                    .fold(0, |sum, _| sum + 1);
            }
            for (logout, row) in [(false, held.login), (true, held.logout)] {
                if row.state == RowState::Queued {
                    rows.plan(i64::from(row.ot) * 2 + i64::from(logout), slot.into());
                }
            }
        }
        // Oldest first; a login before the logout of the same second.
        while let Some((at, slot)) = rows.due(i64::MAX) {
            self.queue_row(u32::try_from(slot).unwrap_or(u32::MAX), at % 2 == 1);
        }
        let lane = self.game(game).and_then(|game| game.lanes).map(|[_, _, report]| report);
        if let Some(lane) = lane.and_then(|lane| self.lane_mut(lane)) {
            lane.reserved_rows += reserved;
        }
        for slot in self.accounts.slots() {
            if self.accounts.get(slot).is_some_and(|held| held.game == game) {
                self.resume_account(slot);
            }
        }
    }

    /// Alert for rows of a game that was never put: they are kept.
    pub(super) fn alert_unknown_games(&mut self) {
        for at in &self.games_by_key {
            let game = super::at(&self.games, *at);
            if let Some(game) = game.filter(|game| game.lanes.is_none()) {
                self.notices.alert("game_missing", Some(&game.key), None, None);
            }
        }
    }
}
