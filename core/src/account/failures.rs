//! How often the authority said no: the enterprise's own control that Q173 asks for.

use alloc::vec::Vec;

use super::limits;
use crate::names::names;
use crate::time::UnixMs;

/// Why an account failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailedCause {
    /// Status 2: name and number do not belong together.
    Status2,
    /// 2001: the authority takes the number for malformed. Not counted as a failure.
    BadIdNumber,
    /// 2005: the authority takes the name for malformed. Not counted as a failure.
    BadName,
}

names!(FailedCause { Status2 = "status_2", BadIdNumber = "bad_id_number", BadName = "bad_name" });

/// Answers "failed" since the person was last established.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Failures {
    /// All of them.
    pub(super) count: u32,
    /// When the last ones came, at most [`limits::FAILURES`], in the order they came.
    pub(super) recent: Vec<UnixMs>,
}

impl Failures {
    pub(super) fn add(&mut self, now: UnixMs) {
        self.count = self.count.saturating_add(1);
        if self.recent.len() >= limits::FAILURES {
            self.recent.remove(0);
        }
        self.recent.push(now);
    }

    /// Until when nothing new may be submitted, if the last failures came too close together.
    pub(super) fn throttled_until(&self) -> Option<UnixMs> {
        let (first, last) = (*self.recent.first()?, *self.recent.last()?);
        let close = last.saturating_sub(first) <= limits::FAILURE_WINDOW;
        (self.recent.len() >= limits::FAILURES && close).then(|| last.saturating_add(limits::FAILURE_REST))
    }
}
