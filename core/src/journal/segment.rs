//! A segment: an authenticated header, then sealed chunks. Order, gaps and moved chunks are caught, because a chunk's
//! nonce is its index and its additional data are the segment's number and its own head.

use alloc::vec::Vec;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use zeroize::Zeroizing;

use super::codec::Take;
use crate::crypto::{Aead, hmac_sha256};

/// The format that this version writes.
pub(crate) const FORMAT: u16 = 1;
pub(crate) const HEADER_BYTES: usize = 100;
pub(crate) const HEAD_BYTES: usize = 13;
pub(crate) const TAG_BYTES: usize = 16;
/// The most that one chunk may hold, sealed or not.
pub(crate) const CHUNK_LIMIT: usize = 1 << 20;

const MAGIC: &[u8; 8] = b"SHIMJRNL";
pub(crate) const MARK: u8 = 0xc5;
const SIGNED_BYTES: usize = HEADER_BYTES - 32;
/// Of nine bytes: a table would only be 16 KB of the WebAssembly file.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// One of the host's journal keys, 32 bytes, wiped when dropped.
#[derive(Clone)]
pub(crate) struct JournalKey {
    key: Zeroizing<[u8; 32]>,
    id: [u8; 8],
}

impl JournalKey {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        let digest = hmac_sha256(&key, &[b"shiming journal id 1"]);
        let id = digest.first_chunk().copied().unwrap_or_default();
        Self { key: Zeroizing::new(key), id }
    }

    fn mac(&self, header: &[u8]) -> [u8; 32] {
        let key = hmac_sha256(&*self.key, &[b"shiming journal mac 1"]);
        hmac_sha256(&key, &[header])
    }

    fn cipher(&self, segment: u64, salt: &[u8; 16]) -> Aead {
        let digest = Zeroizing::new(hmac_sha256(
            &*self.key,
            &[b"shiming journal seal 1", &segment.to_be_bytes(), salt],
        ));
        let mut key = Zeroizing::new([0; 16]);
        key.copy_from_slice(digest.split_at(16).0);
        Aead::new(&key)
    }
}

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) segment: u64,
    /// Segments below this one hold nothing that is still needed.
    pub(crate) floor: u64,
    /// How often this journal has been opened.
    pub(crate) opens: u64,
    /// Request numbers below this one may have been used.
    pub(crate) id_base: u64,
    pub(crate) salt: [u8; 16],
}

/// Why a header cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderError {
    Damaged,
    Newer,
    KeyUnknown,
}

impl Header {
    pub(crate) fn encode(&self, key: &JournalKey) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_be_bytes());
        bytes.extend_from_slice(&[0, 0]);
        for value in [self.segment, self.floor, self.opens, self.id_base] {
            bytes.extend_from_slice(&value.to_be_bytes());
        }
        bytes.extend_from_slice(&key.id);
        bytes.extend_from_slice(&self.salt);
        let mac = key.mac(&bytes);
        bytes.extend_from_slice(&mac);
        bytes
    }

    /// Reads a header of exactly `HEADER_BYTES` and finds its key.
    pub(crate) fn decode(bytes: &[u8], keys: &[JournalKey]) -> Result<(Self, Aead), HeaderError> {
        let fields = Fields::read(bytes).ok_or(HeaderError::Damaged)?;
        if fields.format > FORMAT {
            return Err(HeaderError::Newer);
        }
        let key = keys.iter().find(|key| key.id == fields.key_id).ok_or(HeaderError::KeyUnknown)?;
        let signed = bytes.get(..SIGNED_BYTES).ok_or(HeaderError::Damaged)?;
        if !same(&key.mac(signed), &fields.mac) {
            return Err(HeaderError::Damaged);
        }
        let header = fields.header;
        Ok((header, key.cipher(header.segment, &header.salt)))
    }

    pub(crate) fn cipher(&self, key: &JournalKey) -> Aead {
        key.cipher(self.segment, &self.salt)
    }
}

struct Fields {
    format: u16,
    key_id: [u8; 8],
    header: Header,
    mac: [u8; 32],
}

impl Fields {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut take = Take(bytes);
        if &take.array::<8>()? != MAGIC {
            return None;
        }
        let format = u16::from_be_bytes(take.array()?);
        take.slice(2)?;
        let [segment, floor, opens, id_base] =
            [take.array()?, take.array()?, take.array()?, take.array()?].map(u64::from_be_bytes);
        let key_id = take.array()?;
        let salt = take.array()?;
        let mac = take.array()?;
        let header = Header { segment, floor, opens, id_base, salt };
        take.is_empty().then_some(Self { format, key_id, header, mac })
    }
}

/// Compares without leaving early: how much of a MAC was right is nobody's business.
fn same(left: &[u8; 32], right: &[u8; 32]) -> bool {
    left.iter().zip(right).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

/// The head of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChunkHead {
    pub(crate) index: u32,
    /// Bytes of ciphertext, without the tag.
    pub(crate) length: usize,
}

impl ChunkHead {
    fn encode(self) -> Option<[u8; HEAD_BYTES]> {
        let [a, b, c, d] = self.index.to_be_bytes();
        let [e, f, g, h] = u32::try_from(self.length).ok()?.to_be_bytes();
        let [i, j, k, l] = CRC.checksum(&[MARK, a, b, c, d, e, f, g, h]).to_be_bytes();
        Some([MARK, a, b, c, d, e, f, g, h, i, j, k, l])
    }

    /// `None` when the mark, the CRC or the length is wrong.
    pub(crate) fn decode(bytes: &[u8; HEAD_BYTES]) -> Option<Self> {
        let mut take = Take(bytes);
        let mark = take.byte()?;
        let index = u32::from_be_bytes(take.array()?);
        let length = usize::try_from(u32::from_be_bytes(take.array()?)).ok()?;
        let crc = u32::from_be_bytes(take.array()?);
        let right = crc == CRC.checksum(bytes.get(..HEAD_BYTES - 4)?);
        (mark == MARK && right && length <= CHUNK_LIMIT).then_some(Self { index, length })
    }
}

/// Seals `buffer`, whose first `HEAD_BYTES` are room for the head, in place and appends the tag.
pub(crate) fn seal_chunk(cipher: &Aead, segment: u64, index: u32, buffer: &mut Vec<u8>) -> Option<()> {
    let length = buffer.len().checked_sub(HEAD_BYTES)?;
    let head = ChunkHead { index, length }.encode()?;
    let (room, records) = buffer.split_at_mut_checked(HEAD_BYTES)?;
    room.copy_from_slice(&head);
    let tag = cipher.seal(nonce(index), &aad(segment, &head), records)?;
    buffer.extend_from_slice(&tag);
    Some(())
}

/// Opens a chunk's ciphertext and tag.
pub(crate) fn open_chunk(
    cipher: &Aead,
    segment: u64,
    head: &[u8; HEAD_BYTES],
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let index = ChunkHead::decode(head)?.index;
    let (records, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG_BYTES)?)?;
    let mut records = records.to_vec();
    cipher.open(nonce(index), &aad(segment, head), &mut records, tag.try_into().ok()?)?;
    Some(records)
}

fn nonce(index: u32) -> [u8; 12] {
    let [a, b, c, d] = index.to_be_bytes();
    [0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d]
}

fn aad(segment: u64, head: &[u8; HEAD_BYTES]) -> [u8; HEAD_BYTES + 8] {
    let mut aad = [0; HEAD_BYTES + 8];
    let (first, second) = aad.split_at_mut(8);
    first.copy_from_slice(&segment.to_be_bytes());
    second.copy_from_slice(head);
    aad
}
