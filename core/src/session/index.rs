//! From the host's keys to slots. 256 shards, so that no single growth stalls a call; a keyed hash, because account and
//! session keys are chosen by strangers.

use alloc::vec::Vec;
use core::hash::Hasher;

use hashbrown::HashTable;
use siphasher::sip::SipHasher13;

/// Secret of this open that keys the hash.
pub(crate) type HashSeed = [u8; 16];

#[derive(Clone, Copy)]
struct Entry {
    hash: u32,
    slot: u32,
}

/// A set of slots, found by key.
pub(crate) struct Index {
    seed: HashSeed,
    shards: Vec<HashTable<Entry>>,
}

impl Index {
    pub(crate) fn new(seed: HashSeed) -> Self {
        Self { seed, shards: (0..256).map(|_| HashTable::new()).collect() }
    }

    fn hash(&self, game: u32, key: &[u8]) -> (usize, u32) {
        let mut hasher = SipHasher13::new_with_key(&self.seed);
        hasher.write(&game.to_le_bytes());
        hasher.write(key);
        let [shard, _, _, _, a, b, c, d] = hasher.finish().to_le_bytes();
        (usize::from(shard), u32::from_le_bytes([a, b, c, d]))
    }

    /// The slot with this key. `is` tells whether a slot holds exactly this game and key.
    pub(crate) fn find(&self, game: u32, key: &[u8], is: &dyn Fn(u32) -> bool) -> Option<u32> {
        let (shard, hash) = self.hash(game, key);
        let entry = self.shards.get(shard)?.find(wide(hash), |entry| entry.hash == hash && is(entry.slot))?;
        Some(entry.slot)
    }

    pub(crate) fn insert(&mut self, game: u32, key: &[u8], slot: u32) {
        let (shard, hash) = self.hash(game, key);
        if let Some(shard) = self.shards.get_mut(shard) {
            shard.insert_unique(wide(hash), Entry { hash, slot }, |entry| wide(entry.hash));
        }
    }

    pub(crate) fn remove(&mut self, game: u32, key: &[u8], slot: u32) {
        let (shard, hash) = self.hash(game, key);
        if let Some(shard) = self.shards.get_mut(shard)
            && let Ok(found) = shard.find_entry(wide(hash), |entry| entry.hash == hash && entry.slot == slot)
        {
            found.remove();
        }
    }
}

/// The table takes its tag from the highest bits and its place from the lowest: both from the same 32.
fn wide(hash: u32) -> u64 {
    let hash = u64::from(hash);
    hash | (hash << 32)
}
