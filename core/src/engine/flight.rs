//! Requests that are out. Each has a lease; what comes after it is still knowledge, and is used (E4).

use alloc::{boxed::Box, string::String, vec::Vec};

use super::agenda::Agenda;
use super::lane::RowRef;
use super::numbered::Numbered;
use crate::session::slab::Handle;
use crate::time::MonoMs;

/// What a request is for.
pub(crate) enum Cargo {
    /// A check, or a query.
    Call { check: bool, account: Handle, ai: String },
    /// Rows with the ot that was sent, in the order of `no`; `part`: of a batch that was refused as a whole.
    Report { rows: Vec<(RowRef, u32)>, part: bool },
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
    by_id: Numbered<Flight>,
    due: Agenda,
    live: i64,
}

impl Flights {
    pub(crate) fn insert(&mut self, id: i64, flight: Flight) {
        self.due.plan(flight.lease, id);
        self.by_id.put(id, Box::new(flight));
        self.live += 1;
    }

    /// Requests whose lease runs.
    pub(crate) fn live(&self) -> i64 {
        self.live
    }

    pub(crate) fn take(&mut self, id: i64) -> Option<Box<Flight>> {
        let flight = self.by_id.take(id)?;
        if !flight.expired {
            self.live -= 1;
        }
        Some(flight)
    }

    /// A request whose lease is over at `mono`. It stays known for `keep` ms.
    pub(crate) fn expire(&mut self, mono: MonoMs, keep: i64) -> Option<i64> {
        while let Some((lease, id)) = self.due.due(mono) {
            match self.by_id.get_mut(id) {
                // The lease was moved since: another entry stands for it.
                Some(flight) if flight.lease != lease => {}
                Some(flight) if flight.expired => {
                    self.by_id.take(id);
                }
                Some(flight) => {
                    flight.expired = true;
                    flight.lease = mono.saturating_add(keep);
                    self.live -= 1;
                    self.due.plan(flight.lease, id);
                    return Some(id);
                }
                None => {}
            }
        }
        None
    }

    /// Every lease is over now.
    pub(crate) fn expire_all(&mut self, mono: MonoMs) {
        for (id, flight) in self.by_id.iter_mut() {
            if !flight.expired {
                flight.lease = mono;
                self.due.plan(mono, id);
            }
        }
    }

    /// To be given back.
    pub(crate) fn lend(&mut self, id: i64) -> Option<Box<Flight>> {
        self.by_id.take(id)
    }

    pub(crate) fn give_back(&mut self, id: i64, flight: Box<Flight>) {
        self.by_id.put(id, flight);
    }

    pub(crate) fn next_due(&self) -> Option<MonoMs> {
        self.due.next()
    }
}
