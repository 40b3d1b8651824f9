//! Numbers for a dashboard.

use super::poll::signed;
use super::{Engine, LaneStats, Stats};
use crate::account::AccountKind;
use crate::error::Result;
use crate::session::entry::RowState;
use crate::wire::Endpoint;

/// What is counted since open.
#[derive(Default)]
pub(crate) struct Counters {
    sent: [i64; 3],
    settled: [i64; 4],
    resent: i64,
}

impl Counters {
    pub(crate) fn sent(&mut self, endpoint: Endpoint) {
        let [check, query, report] = &mut self.sent;
        *match endpoint {
            Endpoint::Check => check,
            Endpoint::Query => query,
            Endpoint::Report => report,
        } += 1;
    }

    pub(crate) fn settled(&mut self, state: RowState) {
        let [accepted, shifted, refused, dropped] = &mut self.settled;
        *match state {
            RowState::Accepted => accepted,
            RowState::Shifted => shifted,
            RowState::Refused => refused,
            _ => dropped,
        } += 1;
    }

    /// Rows that may have arrived and will be sent again.
    pub(crate) fn resent(&mut self, rows: usize) {
        self.resent += i64::try_from(rows).unwrap_or(i64::MAX);
    }
}

impl Engine {
    /// Gauges and counters of one game, or of all. Counters count since open; `oldest_row_age_ms` is the age of the
    /// oldest row that waits.
    ///
    /// # Errors
    /// `unknown_game`.
    pub fn stats(&self, game: Option<&str>) -> Result<Stats> {
        let only = game.map(|game| self.known_game(game)).transpose()?;
        let mine = |at: u32| only.is_none_or(|only| only == at);
        let mut kinds = [0i64; 4];
        for slot in self.accounts.slots() {
            let Some(held) = self.accounts.get(slot).filter(|held| mine(held.game)) else { continue };
            let [verifying, pending, verified, failed] = &mut kinds;
            match held.state.kind() {
                AccountKind::Submitting => *verifying += 1,
                AccountKind::Pending | AccountKind::PendingExpired => *pending += 1,
                AccountKind::Verified => *verified += 1,
                AccountKind::Failed => *failed += 1,
                _ => {}
            }
        }
        let (mut queued, mut open, mut oldest) = (0i64, 0i64, None::<u32>);
        for slot in self.sessions.slots() {
            let Some(held) = self.sessions.get(slot).filter(|held| mine(held.game)) else { continue };
            open += i64::from(held.is_open());
            for row in [&held.login, &held.logout] {
                if row.state.is_waiting() {
                    queued += 1;
                    oldest = Some(oldest.map_or(row.ot, |oldest| oldest.min(row.ot)));
                }
            }
        }
        let second = self.server_second();
        let age = oldest.map_or(0, |oldest| (second - i64::from(oldest)).max(0) * crate::time::SECOND);
        let [verifying, pending, verified, failed] = kinds;
        let [checks, queries, reports] = self.counters.sent;
        let [accepted, shifted, refused, dropped] = self.counters.settled;
        let values = alloc::vec![
            ("queued", queued),
            ("oldest_row_age_ms", age),
            ("sessions", open),
            ("in_flight", self.flights.live()),
            ("verifying", verifying),
            ("pending", pending),
            ("verified", verified),
            ("failed", failed),
            ("sent_check", checks),
            ("sent_query", queries),
            ("sent_report", reports),
            ("accepted", accepted),
            ("shifted", shifted),
            ("refused", refused),
            ("dropped", dropped),
            ("resent", self.counters.resent),
            ("unhandled", self.notices.unhandled()),
            ("unpersisted_bytes", self.book.unpersisted()),
            ("accepted_seq", signed(self.book.accepted())),
            ("durable_seq", signed(self.book.durable())),
            ("journal", i64::from(self.book.is_on())),
            ("clock_offset_ms", self.clock.offset()),
        ];
        Ok(Stats { values, lanes: self.lane_stats(only) })
    }

    fn lane_stats(&self, only: Option<u32>) -> alloc::vec::Vec<LaneStats> {
        let (unix, mono) = (self.clock.unix(), self.clock.mono());
        let mut stats = alloc::vec::Vec::new();
        for at in self.games_by_key.iter().copied().filter(|at| only.is_none_or(|only| only == *at)) {
            let Some(game) = self.game(at) else { continue };
            let Some(lanes) = game.lanes else { continue };
            for lane in lanes.into_iter().filter_map(|lane| self.lane(lane)) {
                let app = super::at(&self.partners, lane.app);
                let resting = app.filter(|app| app.rest.is_resting()).map(|app| app.rest.until());
                let resting = resting.or_else(|| lane.rest.is_resting().then(|| lane.rest.until()));
                let (state, until) = if unix < lane.locked_until {
                    (if lane.held { "held" } else { "throttled" }, Some(lane.locked_until))
                } else if let Some(until) = resting {
                    ("resting", Some(unix + (until - mono).max(0)))
                } else {
                    ("open", None)
                };
                if state != "open" || only.is_some() {
                    stats.push(LaneStats {
                        game: game.key.clone(),
                        endpoint: lane.endpoint,
                        state: state.into(),
                        until,
                    });
                }
            }
        }
        stats
    }
}
