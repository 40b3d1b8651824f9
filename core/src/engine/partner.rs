//! Enterprises (appId and keys), the hosts they talk to, and games.

use alloc::{collections::VecDeque, format, string::String, vec::Vec};

use super::config::{KeyConfig, Role};
use super::rest::Rest;
use super::secrets::Secrets;
use crate::credential::App;
use crate::policy::Profile;
use crate::time::UnixMs;

/// One of an enterprise's keys.
struct Key {
    /// Its own, never used again.
    number: usize,
    /// Of the nonces of what is sealed with it.
    mask: [u8; 12],
    config: KeyConfig,
}

/// One enterprise.
pub(crate) struct Partner {
    pub(crate) app_id: String,
    keys: Vec<Key>,
    next_key: usize,
    /// The key that worked last.
    preferred: Option<usize>,
    /// 1011 came with this key; the other one is tried once.
    refused: Option<usize>,
    pub(crate) rest: Rest,
    /// That there is no valid key was told.
    pub(crate) keyless_told: bool,
    /// The end of a key was announced.
    pub(crate) announced: Option<UnixMs>,
}

impl Partner {
    pub(crate) fn new(app_id: &str) -> Self {
        Self {
            app_id: app_id.into(),
            keys: Vec::new(),
            next_key: 0,
            preferred: None,
            refused: None,
            rest: Rest::default(),
            keyless_told: false,
            announced: None,
        }
    }

    pub(crate) fn put(&mut self, keys: Vec<KeyConfig>, secrets: &Secrets) {
        let old = core::mem::take(&mut self.keys);
        for config in keys {
            // A key that was there before keeps its number: answers to what it signed are still on their way.
            let known = old.iter().find(|known| known.config.key == config.key).map(|known| known.number);
            let number = known.unwrap_or(self.next_key);
            self.next_key += usize::from(known.is_none());
            let mask = secrets.mask(&format!("{} {number}", self.app_id));
            self.keys.push(Key { number, mask, config });
        }
        self.preferred = self.preferred.filter(|number| self.key(*number).is_some());
        (self.refused, self.announced, self.keyless_told) = (None, None, false);
        self.rest.succeed();
    }

    fn key(&self, number: usize) -> Option<&Key> {
        self.keys.iter().find(|known| known.number == number)
    }

    fn valid(&self, unix: UnixMs) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(move |key| key.config.not_before <= unix && unix < key.config.not_after)
    }

    /// Which key to use: the one that worked, else the newest that is valid (Q97: two overlap).
    pub(crate) fn choose(&self, unix: UnixMs) -> Option<usize> {
        let (mut first, mut newest): (Option<&Key>, Option<&Key>) = (None, None);
        for key in self.valid(unix) {
            first = first.or(Some(key));
            if Some(key.number) == self.refused {
                continue;
            }
            if Some(key.number) == self.preferred {
                return self.preferred;
            }
            // Of two that begin together, the later one.
            if newest.is_none_or(|newest| newest.config.not_before <= key.config.not_before) {
                newest = Some(key);
            }
        }
        newest.or(first).map(|key| key.number)
    }

    /// Who signs, and the mask of the nonces.
    pub(crate) fn app(&self, biz_id: &str, key: usize) -> Option<(App, [u8; 12])> {
        let key = self.key(key)?;
        Some((App::with_key(self.app_id.clone(), biz_id.into(), key.config.key.clone()), key.mask))
    }

    /// A request with this key was accepted.
    pub(crate) fn key_worked(&mut self, key: usize) {
        if self.key(key).is_some() {
            (self.preferred, self.refused) = (Some(key), None);
        }
    }

    /// 1011 with this key. True: there is another one to try.
    pub(crate) fn key_refused(&mut self, key: usize, unix: UnixMs) -> bool {
        if self.key(key).is_none() {
            // It was taken away since.
            return true;
        }
        if self.refused.is_some() {
            // Both were refused: begin again with the first after the rest.
            let again = self.refused == Some(key) && self.choose(unix) != Some(key);
            if !again {
                self.refused = None;
            }
            return again;
        }
        if self.valid(unix).any(|other| other.number != key) {
            self.refused = Some(key);
            return true;
        }
        false
    }

    /// When the last key that is known ends, if that is before `horizon`.
    pub(crate) fn expiring(&self, horizon: UnixMs) -> Option<UnixMs> {
        self.keys.iter().map(|key| key.config.not_after).max().filter(|end| *end < horizon)
    }
}

/// One host name. When it is down, all games wait for one probe.
pub(crate) struct Host {
    pub(crate) name: String,
    pub(crate) in_flight: i64,
    pub(crate) silent: i64,
    pub(crate) rest: Rest,
    /// Lanes that wait for room, first come, first served.
    pub(crate) waiting: VecDeque<u32>,
}

/// One game of the host.
pub(crate) struct Game {
    pub(crate) key: String,
    /// Check, query, report; none while the game is known from the journal only.
    pub(crate) lanes: Option<[u32; 3]>,
    pub(crate) role: Role,
    pub(crate) profile: Option<Profile>,
    pub(crate) removed: bool,
    pub(crate) drained_told: bool,
    pub(crate) accounts: i64,
    pub(crate) sessions: i64,
}

impl Game {
    pub(crate) fn new(key: &str) -> Self {
        Self {
            key: key.into(),
            lanes: None,
            role: Role::Both,
            profile: None,
            removed: false,
            drained_told: false,
            accounts: 0,
            sessions: 0,
        }
    }
}
