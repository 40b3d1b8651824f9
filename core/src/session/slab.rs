//! Slots in pages of 4,096, so that growth never moves what is there. A slot's generation tells a late answer that its
//! object is gone.

use alloc::vec::Vec;

const PAGE: usize = 4096;

/// A slot and the generation it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Handle {
    pub(crate) slot: u32,
    pub(crate) generation: u32,
}

impl Handle {
    /// Both as one number: of handles of two slots, the number of the lower slot is lower.
    pub(crate) fn number(self) -> i64 {
        ((u64::from(self.slot) << 32) | u64::from(self.generation)).cast_signed()
    }

    pub(crate) fn from_number(number: i64) -> Self {
        let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
        Self { slot: u32::from_be_bytes([a, b, c, d]), generation: u32::from_be_bytes([e, f, g, h]) }
    }
}

struct Slot<T> {
    generation: u32,
    value: Option<T>,
}

/// Objects at stable places.
pub(crate) struct Slab<T> {
    pages: Vec<Vec<Slot<T>>>,
    free: Vec<u32>,
    live: usize,
}

impl<T> Slab<T> {
    pub(crate) fn new() -> Self {
        Self { pages: Vec::new(), free: Vec::new(), live: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.live
    }

    pub(crate) fn insert(&mut self, value: T) -> Handle {
        self.live += 1;
        if let Some(slot) = self.free.pop()
            && let Some(place) = self.slot_mut(slot)
        {
            place.value = Some(value);
            return Handle { slot, generation: place.generation };
        }
        if self.pages.last().is_none_or(|page| page.len() == PAGE) {
            self.pages.push(Vec::with_capacity(if self.pages.is_empty() { 16 } else { PAGE }));
        }
        let before = (self.pages.len() - 1) * PAGE;
        let mut slot = before;
        if let Some(page) = self.pages.last_mut() {
            slot += page.len();
            page.push(Slot { generation: 0, value: Some(value) });
        }
        Handle { slot: u32::try_from(slot).unwrap_or(u32::MAX), generation: 0 }
    }

    pub(crate) fn remove(&mut self, slot: u32) -> Option<T> {
        let place = self.slot_mut(slot)?;
        let value = place.value.take()?;
        place.generation = place.generation.wrapping_add(1);
        self.free.push(slot);
        self.live -= 1;
        Some(value)
    }

    pub(crate) fn get(&self, slot: u32) -> Option<&T> {
        let at = usize::try_from(slot).ok()?;
        self.pages.get(at / PAGE)?.get(at % PAGE)?.value.as_ref()
    }

    pub(crate) fn get_mut(&mut self, slot: u32) -> Option<&mut T> {
        self.slot_mut(slot)?.value.as_mut()
    }

    /// The handle of an occupied slot.
    pub(crate) fn handle(&self, slot: u32) -> Option<Handle> {
        let at = usize::try_from(slot).ok()?;
        let place = self.pages.get(at / PAGE)?.get(at % PAGE)?;
        place.value.as_ref().map(|_| Handle { slot, generation: place.generation })
    }

    /// The object, unless the slot was given to another since.
    pub(crate) fn at(&self, handle: Handle) -> Option<&T> {
        if self.handle(handle.slot)? == handle { self.get(handle.slot) } else { None }
    }

    pub(crate) fn at_mut(&mut self, handle: Handle) -> Option<&mut T> {
        if self.handle(handle.slot)? == handle { self.get_mut(handle.slot) } else { None }
    }

    /// One above the highest slot that was ever given out.
    pub(crate) fn end(&self) -> u32 {
        let full = self.pages.len().saturating_sub(1).saturating_mul(PAGE);
        u32::try_from(full + self.pages.last().map_or(0, Vec::len)).unwrap_or(u32::MAX)
    }

    /// Every slot that was ever given out, ascending; some may be empty.
    pub(crate) fn slots(&self) -> core::ops::Range<u32> {
        0..self.end()
    }

    fn slot_mut(&mut self, slot: u32) -> Option<&mut Slot<T>> {
        let at = usize::try_from(slot).ok()?;
        self.pages.get_mut(at / PAGE)?.get_mut(at % PAGE)
    }
}
