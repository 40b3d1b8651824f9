//! Numbers by segment: as many entries as there are segments, and nearly always the newest one changes.

use alloc::vec::Vec;

/// A number for each of some segments, ascending.
#[derive(Clone, Default)]
pub(crate) struct Tally(Vec<(u64, u64)>);

impl Tally {
    fn place(&self, segment: u64) -> core::result::Result<usize, usize> {
        self.0.binary_search_by_key(&segment, |(known, _)| *known)
    }

    pub(crate) fn add(&mut self, segment: u64, more: u64) {
        let at = self.place(segment).unwrap_or_else(|at| {
            self.0.insert(at, (segment, 0));
            at
        });
        if let Some((_, number)) = self.0.get_mut(at) {
            *number += more;
        }
    }

    /// One less; a segment of which nothing is left is gone.
    pub(crate) fn take_one(&mut self, segment: u64) {
        if let Ok(at) = self.place(segment)
            && let Some((_, number)) = self.0.get_mut(at)
        {
            *number -= 1;
            if *number == 0 {
                self.0.remove(at);
            }
        }
    }

    pub(crate) fn drop_below(&mut self, floor: u64) {
        self.0.retain(|(segment, _)| *segment >= floor);
    }

    pub(crate) fn first(&self) -> Option<u64> {
        self.0.first().map(|(segment, _)| *segment)
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = u64> {
        self.0.iter().map(|(segment, _)| *segment)
    }

    pub(crate) fn total(&self) -> u64 {
        self.0.iter().map(|(_, number)| *number).sum()
    }
}
