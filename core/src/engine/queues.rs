//! Queues of rows by key: the logouts to come by their second, settled rows by game. There are as many as there are such
//! seconds, or games with something to tell, thousands at most; each may be as long as it likes.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use super::lane::RowRef;

/// A game or a second, and what else tells queues apart.
pub(crate) type Key = (u32, i64);

/// Queues, ascending by key.
#[derive(Default)]
pub(crate) struct Queues(Vec<(Key, VecDeque<RowRef>)>);

impl Queues {
    fn place(&self, key: Key) -> core::result::Result<usize, usize> {
        self.0.binary_search_by_key(&key, |(known, _)| *known)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, key: Key, row: RowRef) {
        let at = self.place(key).unwrap_or_else(|at| {
            self.0.insert(at, (key, VecDeque::new()));
            at
        });
        if let Some((_, queue)) = self.0.get_mut(at) {
            queue.push_back(row);
        }
    }

    pub(crate) fn first_key(&self) -> Option<Key> {
        self.0.first().map(|(key, _)| *key)
    }

    pub(crate) fn keys(&self) -> Vec<Key> {
        self.0.iter().map(|(key, _)| *key).collect()
    }

    pub(crate) fn get(&mut self, key: Key) -> Option<&mut VecDeque<RowRef>> {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|(_, queue)| queue)
    }

    pub(crate) fn remove(&mut self, key: Key) {
        if let Ok(at) = self.place(key) {
            self.0.remove(at);
        }
    }
}
