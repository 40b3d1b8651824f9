//! What is planned for a time.

use alloc::collections::BinaryHeap;
use core::cmp::Reverse;

/// Numbers by time: the earliest first, at one time the lowest number.
#[derive(Default)]
pub(crate) struct Agenda(BinaryHeap<Reverse<(i64, i64)>>);

impl Agenda {
    #[inline(never)]
    pub(crate) fn plan(&mut self, at: i64, number: i64) {
        self.0.push(Reverse((at, number)));
    }

    pub(crate) fn next(&self) -> Option<i64> {
        self.0.peek().map(|Reverse((at, _))| *at)
    }

    /// The first, if its time is `now` or earlier.
    #[inline(never)]
    pub(crate) fn due(&mut self, now: i64) -> Option<(i64, i64)> {
        if self.next()? > now {
            return None;
        }
        self.0.pop().map(|Reverse(first)| first)
    }
}
