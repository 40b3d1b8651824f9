//! What arrived and what became of it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::fmt;

use serde::Serialize;
use shiming_core::wire::Endpoint;

use super::report::WireRow;

/// How many requests the list of recent ones holds.
const RECENT: usize = 256;

/// All arrivals of one (si, bt).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowRecord {
    /// How often it was accepted, repetitions included.
    pub accepted: u32,
    /// How often it was stored: once when the authority de-duplicates.
    pub stored: u32,
    /// How often it was refused.
    pub refused: u32,
    /// The code of the newest refusal; 0 = none.
    pub last_errcode: i32,
    /// `ot` of the first accepted one, Unix seconds.
    pub ot: i64,
    /// `ot` of the newest accepted one, Unix seconds.
    pub last_ot: i64,
    /// When the first accepted one arrived, Unix milliseconds.
    pub first_arrival: i64,
    /// When the newest accepted one arrived, Unix milliseconds.
    pub last_arrival: i64,
}

/// One session: everything that arrived under one `si` of one game.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SessionRecord {
    /// 上线, bt 1.
    pub login: RowRecord,
    /// 下线, bt 0.
    pub logout: RowRecord,
    /// 0 verified, 2 guest; of the first accepted row.
    pub ct: i64,
    /// pi or di of the first accepted row.
    pub person: String,
    /// Accepted rows whose ct or person differed from the first (one si belongs to one person).
    pub conflicts: u32,
}

impl SessionRecord {
    /// Login and logout were both accepted.
    pub fn complete(&self) -> bool {
        self.login.accepted > 0 && self.logout.accepted > 0
    }

    /// The login was accepted, its logout not yet.
    pub fn open(&self) -> bool {
        self.login.accepted > 0 && self.logout.accepted == 0
    }
}

impl fmt::Debug for SessionRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionRecord")
            .field("login", &self.login)
            .field("logout", &self.logout)
            .field("ct", &self.ct)
            .field("conflicts", &self.conflicts)
            .finish_non_exhaustive()
    }
}

/// One request, without anything personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecentRequest {
    /// Counts all requests from 1.
    pub number: u64,
    /// When it arrived, Unix milliseconds.
    pub at: i64,
    /// `check`, `query`, `report`, or nothing for another path.
    pub endpoint: Option<&'static str>,
    /// appId of the header, if such an enterprise exists.
    pub app_id: Option<String>,
    /// bizId of the header, if such a game exists.
    pub biz_id: Option<String>,
    /// Of the test system.
    pub test: bool,
    /// The code that was answered; none when the authority's JSON was not what the client saw.
    pub errcode: Option<i32>,
    /// 认证结果 that was answered.
    pub status: Option<u8>,
    /// Rows sent, and refused.
    pub rows: Option<(usize, usize)>,
    /// The fault that decided it.
    pub fault: Option<&'static str>,
}

/// Counters, sessions, nonces, recent requests.
#[derive(Clone, Default)]
pub(crate) struct Ledger {
    pub requests: u64,
    pub errcodes: BTreeMap<(&'static str, i32), u64>,
    pub row_errcodes: BTreeMap<i32, u64>,
    pub statuses: BTreeMap<u8, u64>,
    pub faults: BTreeMap<&'static str, u64>,
    sessions: BTreeMap<usize, HashMap<String, SessionRecord>>,
    nonces: HashSet<([u8; 16], [u8; 12])>,
    pub nonce_reuse: BTreeMap<usize, u64>,
    recent: VecDeque<RecentRequest>,
}

impl Ledger {
    pub fn answered(&mut self, endpoint: Option<Endpoint>, errcode: i32) {
        let name = endpoint.map_or("other", Endpoint::name);
        *self.errcodes.entry((name, errcode)).or_default() += 1;
    }

    pub fn fault(&mut self, name: &'static str) {
        *self.faults.entry(name).or_default() += 1;
    }

    pub fn remember(&mut self, request: RecentRequest) {
        if self.recent.len() >= RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(request);
    }

    pub fn recent(&self) -> impl DoubleEndedIterator<Item = &RecentRequest> {
        self.recent.iter()
    }

    /// Notes a nonce; a repetition under the same key breaks the cipher, so it is counted against the caller.
    pub fn nonce(&mut self, partner: usize, key: [u8; 16], nonce: [u8; 12]) {
        if !self.nonces.insert((key, nonce)) {
            *self.nonce_reuse.entry(partner).or_default() += 1;
        }
    }

    pub fn session(&self, game: usize, si: &str) -> Option<&SessionRecord> {
        self.sessions.get(&game)?.get(si)
    }

    /// All sessions of one game, sorted by si.
    pub fn sessions(&self, game: usize) -> Vec<(&str, &SessionRecord)> {
        let Some(by_si) = self.sessions.get(&game) else { return Vec::new() };
        let mut all: Vec<_> = by_si.iter().map(|(si, session)| (si.as_str(), session)).collect();
        all.sort_unstable_by_key(|(si, _)| *si);
        all
    }

    pub fn games(&self) -> impl Iterator<Item = usize> {
        self.sessions.keys().copied()
    }

    /// Sessions of a game in no particular order: for sums only.
    pub fn unsorted(&self, game: usize) -> impl Iterator<Item = &SessionRecord> {
        self.sessions.get(&game).into_iter().flat_map(|by_si| by_si.values())
    }

    pub fn accept(&mut self, game: usize, row: &WireRow<'_>, now: i64, dedupe: bool) {
        let (Some(record), Some(ot), Some(ct)) = (self.record(game, row), row.ot, row.ct) else { return };
        let first = record.of(row).accepted == 0;
        let new_person = record.login.accepted + record.logout.accepted == 0;
        if new_person {
            record.ct = ct;
            record.person = row.person().to_owned();
        } else if record.ct != ct || record.person != row.person() {
            record.conflicts += 1;
        }
        let record = record.of(row);
        record.accepted += 1;
        if first || !dedupe {
            record.stored += 1;
        }
        if first {
            (record.ot, record.first_arrival) = (ot, now);
        }
        (record.last_ot, record.last_arrival) = (ot, now);
    }

    pub fn refuse(&mut self, game: usize, row: &WireRow<'_>, errcode: i32) {
        *self.row_errcodes.entry(errcode).or_default() += 1;
        if let Some(session) = self.record(game, row) {
            let record = session.of(row);
            record.refused += 1;
            record.last_errcode = errcode;
        }
    }

    fn record(&mut self, game: usize, row: &WireRow<'_>) -> Option<&mut SessionRecord> {
        if !matches!(row.bt, Some(0 | 1)) {
            return None;
        }
        let by_si = self.sessions.entry(game).or_default();
        if !by_si.contains_key(row.si.as_ref()) {
            by_si.insert(row.si.clone().into_owned(), SessionRecord::default());
        }
        by_si.get_mut(row.si.as_ref())
    }
}

impl SessionRecord {
    fn of(&mut self, row: &WireRow<'_>) -> &mut RowRecord {
        if row.bt == Some(1) { &mut self.login } else { &mut self.logout }
    }
}
