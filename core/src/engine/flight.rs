//! Requests that are out. Each has a lease; what comes after it is still knowledge, and is used (E4).

use alloc::collections::{BTreeMap, BinaryHeap};
use alloc::{string::String, vec::Vec};
use core::cmp::Reverse;

use super::lane::RowRef;
use crate::session::slab::Handle;
use crate::time::MonoMs;

/// What a request is for.
pub(crate) enum Cargo {
    Check {
        account: Handle,
        ai: String,
    },
    Query {
        account: Handle,
        ai: String,
    },
    /// Rows with the ot that was sent, in the order of `no`; `part`: of a batch that was refused as a whole.
    Report {
        rows: Vec<(RowRef, u32)>,
        part: bool,
    },
}

/// One request that is out.
pub(crate) struct Flight {
    pub(crate) lane: u32,
    pub(crate) host: u32,
    pub(crate) key: usize,
    pub(crate) sent_mono: MonoMs,
    /// Until when an answer is awaited; once expired, until when a late one is recognised.
    pub(crate) lease: MonoMs,
    pub(crate) expired: bool,
    pub(crate) host_probe: bool,
    pub(crate) lane_probe: bool,
    pub(crate) app_probe: bool,
    pub(crate) cargo: Cargo,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Flights {
    by_id: BTreeMap<i64, Flight>,
    due: BinaryHeap<Reverse<(MonoMs, i64)>>,
    live: i64,
}

impl Flights {
    pub(crate) fn insert(&mut self, id: i64, flight: Flight) {
        self.due.push(Reverse((flight.lease, id)));
        self.by_id.insert(id, flight);
        self.live += 1;
    }

    /// Requests whose lease runs.
    pub(crate) fn live(&self) -> i64 {
        self.live
    }

    pub(crate) fn take(&mut self, id: i64) -> Option<Flight> {
        let flight = self.by_id.remove(&id)?;
        if !flight.expired {
            self.live -= 1;
        }
        Some(flight)
    }

    /// A request whose lease is over at `mono`. It stays known for `keep` ms.
    pub(crate) fn expire(&mut self, mono: MonoMs, keep: i64) -> Option<i64> {
        while let Some(Reverse((lease, id))) = self.due.peek().copied() {
            if lease > mono {
                return None;
            }
            self.due.pop();
            match self.by_id.get_mut(&id) {
                // The lease was moved since: another entry stands for it.
                Some(flight) if flight.lease != lease => {}
                Some(flight) if flight.expired => {
                    self.by_id.remove(&id);
                }
                Some(flight) => {
                    flight.expired = true;
                    flight.lease = mono.saturating_add(keep);
                    self.live -= 1;
                    self.due.push(Reverse((flight.lease, id)));
                    return Some(id);
                }
                None => {}
            }
        }
        None
    }

    /// Every lease is over now.
    pub(crate) fn expire_all(&mut self, mono: MonoMs) {
        for (id, flight) in &mut self.by_id {
            if !flight.expired {
                flight.lease = mono;
                self.due.push(Reverse((mono, *id)));
            }
        }
    }

    pub(crate) fn get(&self, id: i64) -> Option<&Flight> {
        self.by_id.get(&id)
    }

    pub(crate) fn next_due(&self) -> Option<MonoMs> {
        self.due.peek().map(|Reverse((at, _))| *at)
    }
}
