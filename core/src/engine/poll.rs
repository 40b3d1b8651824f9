//! poll: the one pump (E1).

use super::{Engine, EventStep, Persist, Step};
use crate::error::Result;
use crate::time::Now;

impl Engine {
    /// What to do next. Spurious calls change nothing; every Persist, Event and Send is handed out once per open.
    ///
    /// # Errors
    /// `bad_time`; and what went wrong while loading, for ever.
    pub fn poll(&mut self, now: Now) -> Result<Step> {
        self.at(now)?;
        self.run_timers();
        if let Some(persist) = self.next_persist() {
            return Ok(Step::Persist(persist));
        }
        if let Some((seq, event)) = self.next_event() {
            return Ok(Step::Event(EventStep { seq, event }));
        }
        if let Some(send) = self.next_send() {
            return Ok(Step::Send(send));
        }
        // Building a report may have settled rows: then there is something to write or to tell.
        if self.book.has_chunk() || self.has_event() {
            return self.again();
        }
        Ok(Step::Wait { until_mono: self.next_look() })
    }

    fn again(&mut self) -> Result<Step> {
        if let Some(persist) = self.next_persist() {
            return Ok(Step::Persist(persist));
        }
        match self.next_event() {
            Some((seq, event)) => Ok(Step::Event(EventStep { seq, event })),
            None => Ok(Step::Wait { until_mono: self.next_look() }),
        }
    }

    fn next_persist(&mut self) -> Option<Persist> {
        self.sweep();
        if !self.book.has_chunk() {
            return None;
        }
        if self.book.begins_segment() {
            // What belongs to no object is repeated in every segment, so that older ones can go.
            let unix = self.clock.unix();
            self.locks.drop_over(unix);
            for lock in self.locks.all() {
                self.book.write_lock(lock);
            }
            self.note_alive();
        }
        let chunk = self.book.chunk()?;
        Some(Persist {
            seq: chunk.seq,
            segment: signed(chunk.segment),
            drop_before: chunk.drop_before.map(signed),
            bytes: chunk.bytes,
        })
    }
}

pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
