//! Loading: segments ascending, the bytes of one split anywhere. A torn tail is cut and reported; anything wrong
//! before the end refuses, unless the host asked to salvage.

use alloc::{format, vec::Vec};

use super::segment::{
    ChunkHead, HEAD_BYTES, HEADER_BYTES, Header, HeaderError, JournalKey, MARK, TAG_BYTES, open_chunk,
};
use super::tally::Tally;
use crate::crypto::Aead;
use crate::error::{Error, ErrorCode, Result};

/// A place that could not be read.
pub(crate) type Place = (u64, u64);

/// What the headers said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The highest segment number, readable or not.
    pub(crate) last: Option<u64>,
    pub(crate) floor: u64,
    pub(crate) opens: u64,
    pub(crate) id_base: u64,
    pub(crate) segments: u64,
}

/// Reads segments and hands out the records of whole, authentic chunks.
pub(crate) struct Reader {
    keys: Vec<JournalKey>,
    salvage: bool,
    pub(crate) found: Found,
    pub(crate) damage: Vec<Place>,
    /// Every segment that was given, and its bytes.
    pub(crate) sizes: Tally,
    current: Option<Current>,
}

struct Current {
    segment: u64,
    /// Unread bytes, and where in the segment they begin.
    carry: Vec<u8>,
    offset: u64,
    cipher: Option<Aead>,
    header: Vec<u8>,
    next: u32,
    /// Salvage found no usable header: nothing of this segment can be opened.
    lost: bool,
    /// Salvage looks for the next chunk; the damage is told already.
    searching: bool,
}

enum Seen {
    More,
    /// Its index, its records and its bytes.
    Chunk(u32, Vec<u8>, usize),
    /// Bytes that were there before.
    Skip(usize),
    Bad,
}

impl Reader {
    pub(crate) fn new(keys: Vec<JournalKey>, salvage: bool) -> Self {
        Self {
            keys,
            salvage,
            found: Found::default(),
            damage: Vec::new(),
            sizes: Tally::default(),
            current: None,
        }
    }

    /// Takes a piece and calls `each` with the records of every chunk it completes.
    pub(crate) fn load(
        &mut self,
        segment: u64,
        piece: &[u8],
        each: &mut dyn FnMut(u64, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let same = self.current.as_ref().is_some_and(|current| current.segment == segment);
        if !same {
            if self.found.last.is_some_and(|last| segment <= last) {
                return Err(Error::new(
                    ErrorCode::InvalidParameter,
                    "load the segments in ascending order, every piece of one before the next",
                )
                .with_field("segment"));
            }
            self.end_segment();
            self.found.last = Some(segment);
            self.found.segments += 1;
            self.current = Some(Current {
                segment,
                carry: Vec::new(),
                offset: 0,
                cipher: None,
                header: Vec::new(),
                next: 0,
                lost: false,
                searching: false,
            });
        }
        let Some(mut current) = self.current.take() else { return Ok(()) };
        self.sizes.add(segment, u64::try_from(piece.len()).unwrap_or(u64::MAX));
        current.carry.extend_from_slice(piece);
        let read = self.read(&mut current, each);
        self.current = Some(current);
        read
    }

    /// Called once all segments are loaded. `floor`: the highest that a record named. Segments from there on must all be
    /// there, because the host drops from the front only.
    pub(crate) fn finish(&mut self, floor: u64) -> Result<Found> {
        self.end_segment();
        self.found.floor = self.found.floor.max(floor);
        let mut wanted = self.found.floor.max(1);
        for segment in self.sizes.segments().filter(|segment| *segment >= self.found.floor) {
            if segment > wanted {
                if !self.salvage {
                    return Err(damaged((wanted, 0)));
                }
                self.damage.push((wanted, 0));
            }
            wanted = segment.saturating_add(1);
        }
        Ok(self.found)
    }

    fn end_segment(&mut self) {
        if let Some(current) = self.current.take()
            && !current.carry.is_empty()
            && !current.lost
            && !current.searching
        {
            self.damage.push((current.segment, current.offset));
        }
    }

    fn read(&mut self, current: &mut Current, each: &mut dyn FnMut(u64, &[u8]) -> Result<()>) -> Result<()> {
        if current.cipher.is_none() && !current.lost && !self.read_header(current)? {
            return Ok(());
        }
        let mut start = 0;
        let result = loop {
            if current.lost {
                start = current.carry.len();
            }
            if current.searching {
                start += next_mark(current.carry.get(start..).unwrap_or_default());
            }
            let rest = current.carry.get(start..).unwrap_or_default();
            match look(current, rest) {
                Seen::More => break Ok(()),
                Seen::Chunk(index, records, bytes) => {
                    (current.next, current.searching) = (index.saturating_add(1), false);
                    start += bytes;
                    if let Err(error) = each(current.segment, &records) {
                        break Err(error);
                    }
                }
                Seen::Skip(bytes) => {
                    current.searching = false;
                    start += bytes;
                }
                Seen::Bad => {
                    let place = (current.segment, current.offset + u64::try_from(start).unwrap_or(0));
                    if !self.salvage {
                        break Err(damaged(place));
                    }
                    if !core::mem::replace(&mut current.searching, true) {
                        self.damage.push(place);
                    }
                    start += 1;
                }
            }
        };
        let start = start.min(current.carry.len());
        current.carry.drain(..start);
        current.offset += u64::try_from(start).unwrap_or(0);
        result
    }

    /// False while the header is not complete.
    fn read_header(&mut self, current: &mut Current) -> Result<bool> {
        let Some(bytes) = current.carry.get(..HEADER_BYTES) else { return Ok(false) };
        match Header::decode(bytes, &self.keys) {
            Ok((header, cipher)) if header.segment == current.segment => {
                self.found.floor = self.found.floor.max(header.floor);
                self.found.opens = self.found.opens.max(header.opens);
                self.found.id_base = self.found.id_base.max(header.id_base);
                current.cipher = Some(cipher);
                current.header = current.carry.drain(..HEADER_BYTES).collect();
                current.offset += u64::try_from(HEADER_BYTES).unwrap_or(0);
                Ok(true)
            }
            // A tail of zeros is what some file systems leave of an append that never finished.
            _ if bytes.iter().all(|byte| *byte == 0) => {
                self.damage.push((current.segment, 0));
                current.lost = true;
                Ok(true)
            }
            Err(HeaderError::Newer) => Err(Error::new(
                ErrorCode::JournalNewer,
                "this journal was written by a newer version: upgrade before opening it, nothing was changed",
            )),
            Err(HeaderError::KeyUnknown) => Err(Error::new(
                ErrorCode::JournalKeyUnknown,
                "no key of journal_keys opens this journal: add the key it was written with, nothing was changed",
            )
            .with_field("journal_keys")),
            _ if self.salvage => {
                self.damage.push((current.segment, 0));
                current.lost = true;
                Ok(true)
            }
            _ => Err(damaged((current.segment, 0))),
        }
    }
}

fn look(current: &Current, rest: &[u8]) -> Seen {
    let Some(cipher) = &current.cipher else { return Seen::More };
    let Some(head) = rest.first_chunk::<HEAD_BYTES>() else { return Seen::More };
    let Some(parsed) = ChunkHead::decode(head) else {
        return match rest {
            _ if rest.iter().all(|byte| *byte == 0) => Seen::More,
            // The host appended the first Persist of a segment twice, header and all: harmless.
            _ if current.next == 1 && rest.starts_with(&current.header) => Seen::Skip(HEADER_BYTES),
            _ if current.next == 1 && current.header.starts_with(rest) => Seen::More,
            _ => Seen::Bad,
        };
    };
    let total = HEAD_BYTES + parsed.length + TAG_BYTES;
    let Some(sealed) = rest.get(HEAD_BYTES..total) else { return Seen::More };
    let repeated = parsed.index.checked_add(1) == Some(current.next);
    let follows = parsed.index == current.next || (current.searching && parsed.index > current.next);
    if !follows && !repeated {
        return Seen::Bad;
    }
    match open_chunk(cipher, current.segment, head, sealed) {
        // The host appended the same Persist twice: harmless.
        Some(_) if repeated => Seen::Skip(total),
        Some(records) => Seen::Chunk(parsed.index, records, total),
        None if zero_tail(sealed, rest.get(total..)) => Seen::More,
        None => Seen::Bad,
    }
}

/// How far it is to the next byte that could begin a chunk.
fn next_mark(rest: &[u8]) -> usize {
    rest.iter().position(|byte| *byte == MARK).unwrap_or(rest.len())
}

/// An append that never finished may have its full length with zeros for the part that was not written.
fn zero_tail(sealed: &[u8], after: Option<&[u8]>) -> bool {
    let tag = sealed.get(sealed.len().saturating_sub(TAG_BYTES)..).unwrap_or_default();
    tag.iter().chain(after.unwrap_or_default()).all(|byte| *byte == 0)
}

fn damaged((segment, offset): Place) -> Error {
    Error::new(
        ErrorCode::JournalDamaged,
        format!(
            "the journal is damaged at segment {segment}, offset {offset}: restore it from a copy, or open with salvage to skip the damage, which Recovered then lists"
        ),
    )
}
