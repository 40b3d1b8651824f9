//! Things that get ascending numbers and are asked for by them. Few are held at once, and mostly the newest is asked for.

use alloc::{boxed::Box, vec::Vec};

/// Things by number, ascending.
pub(crate) struct Numbered<T>(Vec<(i64, Box<T>)>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Numbered<T> {
    fn place(&self, number: i64) -> core::result::Result<usize, usize> {
        self.0.binary_search_by_key(&number, |(known, _)| *known)
    }

    pub(crate) fn put(&mut self, number: i64, thing: Box<T>) {
        if let Err(at) = self.place(number) {
            self.0.insert(at, (number, thing));
        }
    }

    pub(crate) fn get_mut(&mut self, number: i64) -> Option<&mut T> {
        let at = self.place(number).ok()?;
        Some(&mut self.0.get_mut(at)?.1)
    }

    pub(crate) fn take(&mut self, number: i64) -> Option<Box<T>> {
        let at = self.place(number).ok()?;
        Some(self.0.remove(at).1)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (i64, &mut T)> {
        self.0.iter_mut().map(|(number, thing)| (*number, &mut **thing))
    }
}
