//! A timer wheel of one-second buckets. An entry is checked when it falls due, not when its deadline moves: a heartbeat
//! writes one number and touches no bucket.

use alloc::{vec, vec::Vec};

const BUCKETS: u32 = 1024;

/// Which slots to look at in which second.
pub(crate) struct Wheel {
    buckets: Vec<Vec<u32>>,
    /// The next second to look at.
    next: u32,
    entries: usize,
}

impl Wheel {
    pub(crate) fn new() -> Self {
        Self { buckets: vec![Vec::new(); 1024], next: 0, entries: 0 }
    }

    /// Plans a look at `slot` in the second `at`, or in the next one if that has passed; returns the second.
    pub(crate) fn plan(&mut self, slot: u32, at: u32) -> u32 {
        let at = at.clamp(self.next, self.next.saturating_add(BUCKETS - 1));
        if let Some(bucket) = self.bucket(at) {
            bucket.push(slot);
            self.entries += 1;
        }
        at
    }

    /// The entries of the oldest second that is due, and that second. `None` when nothing is due at `now`.
    pub(crate) fn due(&mut self, now: u32) -> Option<(u32, Vec<u32>)> {
        if self.entries == 0 {
            self.next = self.next.max(now.saturating_add(1));
            return None;
        }
        while self.next <= now {
            let second = self.next;
            self.next += 1;
            let slots = self.bucket(second).map(core::mem::take).unwrap_or_default();
            if !slots.is_empty() {
                self.entries -= slots.len();
                return Some((second, slots));
            }
        }
        None
    }

    /// The next second with an entry, looking `ahead` seconds far.
    pub(crate) fn next_due(&self, ahead: u32) -> Option<u32> {
        if self.entries == 0 {
            return None;
        }
        (self.next..self.next.saturating_add(ahead.min(BUCKETS)))
            .find(|second| self.buckets.get(place(*second)).is_some_and(|bucket| !bucket.is_empty()))
    }

    fn bucket(&mut self, second: u32) -> Option<&mut Vec<u32>> {
        self.buckets.get_mut(place(second))
    }
}

fn place(second: u32) -> usize {
    usize::try_from(second % BUCKETS).unwrap_or(0)
}
