//! A lane: one of the three calls of one game of one enterprise, the unit of the authority's quota (Q88, Q100).

use alloc::{collections::VecDeque, string::String, vec::Vec};

use super::agenda::Agenda;
use super::rest::Rest;
use super::slots::Slots;
use crate::session::slab::Handle;
use crate::time::{MonoMs, UnixMs};
use crate::wire::Endpoint;

/// One row in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowRef {
    pub(crate) session: Handle,
    pub(crate) logout: bool,
}

/// Work that waits.
#[derive(Default)]
pub(crate) struct Queue {
    /// Accounts whose next call is due: live players first, back-fill from what they leave (E15).
    pub(crate) live: VecDeque<u32>,
    pub(crate) backfill: VecDeque<u32>,
    /// Rows, oldest first.
    pub(crate) rows: VecDeque<RowRef>,
    /// Rows that come back from a request without an end: older than all others.
    pub(crate) again: VecDeque<RowRef>,
    /// Logouts that may not go before this second of the server: its clock ran back behind their logins.
    pub(crate) later: Agenda,
    /// Parts of a batch that was refused as a whole: each is sent alone until the bad row is found (E10).
    pub(crate) parts: Vec<Vec<RowRef>>,
}

impl Queue {
    pub(crate) fn is_empty(&self) -> bool {
        self.live.is_empty()
            && self.backfill.is_empty()
            && self.rows.is_empty()
            && self.again.is_empty()
            && self.parts.is_empty()
    }

    /// Rows whose second has come stand in the queue again.
    pub(crate) fn bring_later(&mut self, stamp: i64) {
        while let Some((_, session)) = self.later.due(stamp) {
            self.again.push_back(RowRef { session: Handle::from_number(session), logout: true });
        }
    }

    /// Rows that could go, without the parts.
    pub(crate) fn row_count(&self) -> usize {
        self.rows.len() + self.again.len()
    }
}

/// One lane.
pub(crate) struct Lane {
    pub(crate) app: u32,
    pub(crate) biz_id: String,
    pub(crate) endpoint: Endpoint,
    pub(crate) url: String,
    pub(crate) host: u32,
    /// The game that its alerts name.
    pub(crate) game: u32,
    pub(crate) quota: i64,
    pub(crate) slots: Slots,
    pub(crate) queue: Queue,
    pub(crate) in_flight: i64,
    /// After 1006, or `hold`: host wall time.
    pub(crate) locked_until: UnixMs,
    pub(crate) held: bool,
    /// After a configuration error.
    pub(crate) rest: Rest,
    /// After 1001 or no answer to a report: the whole lane waits.
    pub(crate) backoff: i64,
    pub(crate) backoff_until: MonoMs,
    /// When the rows that wait began to wait.
    pub(crate) lingering: Option<MonoMs>,
    /// In the ring of lanes that may have something to send.
    pub(crate) in_ring: bool,
    /// Among the lanes that wait for the disk or for an answer.
    pub(crate) parked: bool,
    /// Among the lanes that wait for room at their host.
    pub(crate) waits_for_host: bool,
    /// The earliest planned look.
    pub(crate) wake: Option<MonoMs>,
    /// Rows in all queues and requests, with what sessions have reserved.
    pub(crate) reserved_rows: i64,
    /// 1007 came, and the work was stamped anew at once.
    pub(crate) restamped: bool,
}

impl Lane {
    pub(crate) fn new(
        app: u32,
        biz_id: &str,
        endpoint: Endpoint,
        game: u32,
        quota: i64,
        slot_ms: i64,
    ) -> Self {
        Self {
            app,
            biz_id: biz_id.into(),
            endpoint,
            url: String::new(),
            host: 0,
            game,
            quota,
            slots: Slots::new(quota, slot_ms),
            queue: Queue::default(),
            in_flight: 0,
            locked_until: UnixMs::MIN,
            held: false,
            rest: Rest::default(),
            backoff: 0,
            backoff_until: MonoMs::MIN,
            lingering: None,
            in_ring: false,
            parked: false,
            waits_for_host: false,
            wake: None,
            reserved_rows: 0,
            restamped: false,
        }
    }

    /// The lane waits longer after each fault in a row.
    pub(crate) fn back_off(&mut self, mono: MonoMs, least: i64, most: i64) {
        if mono < self.backoff_until {
            return;
        }
        self.backoff = if self.backoff == 0 { least } else { (self.backoff * 2).clamp(least, most) };
        self.backoff_until = mono + self.backoff;
    }

    /// An answer of use: nothing is wrong with this lane.
    pub(crate) fn works(&mut self) {
        self.rest.succeed();
        (self.backoff, self.backoff_until, self.restamped) = (0, MonoMs::MIN, false);
    }
}
