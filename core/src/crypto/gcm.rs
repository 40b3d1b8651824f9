//! AES-128-GCM (SP 800-38D) where no instructions of the processor help: the two crates that `aes-gcm` is made of, put together
//! for their bitsliced cipher, which works on four blocks in the time of one. `aes-gcm` asks it for the tag's mask, and for what
//! remains after every fourth block, one by one: of a check's seven blocks three cost as much as the other four.

use aes::Aes128;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use ghash::{Block, GHash, universal_hash::UniversalHash};
use zeroize::Zeroize;

const BLOCK: usize = 16;
/// The cipher's own batch.
const BATCH: usize = 4;
/// Blocks of key stream at a time: whatever it prepares for a call, it prepares for all of them.
const LANES: usize = 32;
/// The counter has 32 bits, and its first two values are taken.
const MOST: u64 = ((1 << 32) - 2) * 16;

/// A key's schedule for both. Wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct Aead {
    cipher: Aes128,
    ghash: GHash,
}

impl Aead {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        let cipher = Aes128::new(key.into());
        let mut subkey = ghash::Key::default();
        cipher.encrypt_block(&mut subkey);
        let ghash = GHash::new(&subkey);
        subkey.zeroize();
        Self { cipher, ghash }
    }

    /// Encrypts in place and returns the tag. `None` only past the cipher's limit of 64 GiB.
    pub(crate) fn seal(&self, nonce: [u8; 12], aad: &[u8], buffer: &mut [u8]) -> Option<[u8; 16]> {
        let mask = self.stream(nonce, buffer)?;
        Some(self.tag(mask, aad, buffer))
    }

    /// Decrypts in place. `None` when the tag does not match; the buffer then holds zeros.
    pub(crate) fn open(&self, nonce: [u8; 12], aad: &[u8], buffer: &mut [u8], tag: [u8; 16]) -> Option<()> {
        let expected = self.tag(Block::default(), aad, buffer);
        let mask = self.stream(nonce, buffer)?;
        // Every byte is looked at, whatever came before it.
        let wrong = expected.iter().zip(&mask).zip(&tag).fold(0, |wrong, ((a, b), c)| wrong | (a ^ b ^ c));
        if core::hint::black_box(wrong) == 0 {
            return Some(());
        }
        buffer.fill(0);
        None
    }

    /// Adds the key stream to the text; answers its first block, which masks the tag.
    fn stream(&self, nonce: [u8; 12], text: &mut [u8]) -> Option<Block> {
        if u64::try_from(text.len()).ok()? > MOST {
            return None;
        }
        let (first, rest) = text.split_at_mut(text.len().min((LANES - 1) * BLOCK));
        let mask = self.lanes(nonce, 1, 1, first);
        for (number, part) in (1_u32..).zip(rest.chunks_mut(LANES * BLOCK)) {
            self.lanes(nonce, number.wrapping_mul(32).wrapping_add(1), 0, part);
        }
        Some(mask)
    }

    /// Blocks of key stream from this counter on, added to the text but for the first `skip`; answers the first.
    fn lanes(&self, nonce: [u8; 12], counter: u32, skip: usize, text: &mut [u8]) -> Block {
        let mut stream = [Block::default(); LANES];
        let wanted = text.len().div_ceil(BLOCK).saturating_add(skip).next_multiple_of(BATCH);
        let lanes = stream.get_mut(..wanted).unwrap_or_default();
        for (at, block) in (0..).zip(lanes.iter_mut()) {
            let (head, tail) = block.split_at_mut(nonce.len());
            head.copy_from_slice(&nonce);
            tail.copy_from_slice(&counter.wrapping_add(at).to_be_bytes());
        }
        self.cipher.encrypt_blocks(lanes);
        for (part, block) in text.chunks_mut(BLOCK).zip(stream.iter().skip(skip)) {
            for (byte, key) in part.iter_mut().zip(block) {
                *byte ^= key;
            }
        }
        let [first, ..] = stream;
        first
    }

    fn tag(&self, mask: Block, aad: &[u8], text: &[u8]) -> [u8; 16] {
        let bits =
            |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX).wrapping_mul(8).to_be_bytes();
        let mut lengths = Block::default();
        let (head, tail) = lengths.split_at_mut(8);
        head.copy_from_slice(&bits(aad));
        tail.copy_from_slice(&bits(text));
        let mut hash = self.ghash.clone();
        hash.update_padded(aad);
        hash.update_padded(text);
        hash.update(&[lengths]);
        let mut tag = hash.finalize();
        for (byte, mask) in tag.iter_mut().zip(mask) {
            *byte ^= mask;
        }
        tag.into()
    }
}
