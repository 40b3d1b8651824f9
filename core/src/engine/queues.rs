//! Queues by key: of sessions by the second in which something is planned for them, of rows by game. There are as many as
//! there are such seconds or games with something to tell, thousands at most; each may be as long as it likes.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// A game or a second, and what else tells queues apart.
pub(crate) type Key = (u32, i64);

/// Queues, ascending by key.
pub(crate) struct Queues<T>(Vec<(Key, VecDeque<T>)>);

impl<T> Default for Queues<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Queues<T> {
    fn place(&self, key: Key) -> core::result::Result<usize, usize> {
        self.0.binary_search_by_key(&key, |(known, _)| *known)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[inline(never)]
    pub(crate) fn push(&mut self, key: Key, item: T) {
        let at = self.place(key).unwrap_or_else(|at| {
            self.0.insert(at, (key, VecDeque::new()));
            at
        });
        if let Some((_, queue)) = self.0.get_mut(at) {
            queue.push_back(item);
        }
    }

    pub(crate) fn first_key(&self) -> Option<Key> {
        self.0.first().map(|(key, _)| *key)
    }

    pub(crate) fn keys(&self) -> Vec<Key> {
        self.0.iter().map(|(key, _)| *key).collect()
    }

    pub(crate) fn get(&mut self, key: Key) -> Option<&mut VecDeque<T>> {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|(_, queue)| queue)
    }

    pub(crate) fn remove(&mut self, key: Key) {
        if let Ok(at) = self.place(key) {
            self.0.remove(at);
        }
    }
}
