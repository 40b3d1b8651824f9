//! The engine's hand on the journal: which records are durable, which request numbers are safe, what the oldest segment
//! is that still matters. With the journal off everything counts as durable at once (E2).

use alloc::vec::Vec;

use super::locks::Lock;
use crate::error::{Error, ErrorCode, Result};
use crate::journal::codec::Put;
use crate::journal::record::Record;
use crate::journal::tally::Tally;
use crate::journal::writer::{Chunk, Start, Writer};

/// Request numbers are reserved in the journal in blocks of this size.
const RESERVE: u64 = 1 << 20;
/// The next block is reserved while this many are left.
const LEFT: u64 = 1 << 18;
/// Lua's JSON keeps 14 digits.
const MOST: u64 = 100_000_000_000_000;
/// A segment in which nothing is alive is left behind from this size on.
const WORTH_LEAVING: usize = 64 << 10;

pub(crate) struct Book {
    writer: Option<Writer>,
    scratch: Vec<u8>,
    /// Live objects by the segment of their first record.
    alive: Tally,
    /// Bytes by segment, of those that the host was not told to drop.
    sizes: Tally,
    next_send: u64,
    reserved: u64,
    reserve_record: u64,
    usable: u64,
}

impl Book {
    pub(crate) fn off() -> Self {
        Self {
            writer: None,
            scratch: Vec::new(),
            alive: Tally::default(),
            sizes: Tally::default(),
            next_send: 1,
            reserved: MOST,
            reserve_record: 0,
            usable: MOST,
        }
    }

    /// `oldest`: no segment below it exists.
    pub(crate) fn on(start: Start, oldest: u64, sizes: Tally) -> Self {
        let base = start.id_base.max(1);
        let mut book = Self {
            writer: Some(Writer::new(start, oldest)),
            scratch: Vec::new(),
            alive: Tally::default(),
            sizes,
            next_send: base,
            reserved: base,
            reserve_record: 0,
            usable: base,
        };
        book.reserve();
        book
    }

    pub(crate) fn is_on(&self) -> bool {
        self.writer.is_some()
    }

    /// Writes a record; `fill` writes its payload. The number of the record, 0 when the journal is off.
    pub(crate) fn write(&mut self, kind: u8, fill: impl FnOnce(&mut Put<'_>)) -> u64 {
        let Some(writer) = &mut self.writer else { return 0 };
        self.scratch.clear();
        fill(&mut Put(&mut self.scratch));
        writer.append(kind, &self.scratch)
    }

    /// Writes down until when a lane rests.
    pub(crate) fn write_lock(&mut self, lock: &Lock) {
        self.write(Record::LOCK, |put| {
            put.text(&lock.app_id);
            put.text(&lock.biz_id);
            put.byte(lock.endpoint);
            put.signed(lock.until);
        });
    }

    /// The next records, of so many bytes in all, are durable together or not at all.
    pub(crate) fn keep_together(&mut self, bytes: usize) {
        if let Some(writer) = &mut self.writer {
            writer.keep_together(bytes);
        }
    }

    /// The segment to note on a new object, and counts the object as alive in it.
    pub(crate) fn born(&mut self) -> u64 {
        let Some(writer) = &self.writer else { return 0 };
        let segment = writer.segment();
        self.alive_in(segment);
        segment
    }

    /// Counts a loaded object.
    pub(crate) fn alive_in(&mut self, segment: u64) {
        self.alive.add(segment, 1);
    }

    /// The journal may forget an object that was born in this segment.
    pub(crate) fn dead(&mut self, segment: u64) {
        self.alive.take_one(segment);
    }

    pub(crate) fn is_durable(&self, record: u64) -> bool {
        self.writer.as_ref().is_none_or(|writer| record <= writer.durable())
    }

    /// The first Persist of this open was acknowledged: requests may go out.
    pub(crate) fn is_started(&self) -> bool {
        self.writer.as_ref().is_none_or(|writer| writer.durable() > 0)
    }

    /// A number for a request; `None` until the block it comes from is durable.
    pub(crate) fn send_id(&mut self) -> Option<i64> {
        if self.next_send >= self.usable {
            return None;
        }
        let id = i64::try_from(self.next_send).ok()?;
        self.next_send += 1;
        if self.reserved - self.next_send < LEFT && self.reserved < MOST {
            self.reserve();
        }
        Some(id)
    }

    /// The number that the next request will get.
    pub(crate) fn next_send(&self) -> i64 {
        i64::try_from(self.next_send).unwrap_or(i64::MAX)
    }

    fn reserve(&mut self) {
        self.reserved = self.next_send.saturating_add(RESERVE).min(MOST);
        let reserved = self.reserved;
        self.reserve_record = self.write(Record::RESERVE, |put| put.number(reserved));
        if let Some(writer) = &mut self.writer {
            writer.reserved = reserved;
        }
    }

    /// The next chunk for the host, if it is time for one.
    pub(crate) fn chunk(&mut self) -> Option<Chunk> {
        let floor = self.alive.first();
        let chunk = self.writer.as_mut()?.chunk(floor)?;
        self.sizes.add(chunk.segment, u64::try_from(chunk.bytes.len()).unwrap_or(u64::MAX));
        if let Some(floor) = chunk.drop_before {
            self.sizes.drop_below(floor);
        }
        Some(chunk)
    }

    /// The segment that the next record may go to, at the earliest.
    pub(crate) fn segment(&self) -> u64 {
        self.writer.as_ref().map_or(0, Writer::segment)
    }

    /// A Persist is out: what is written now goes into the next.
    pub(crate) fn is_waiting(&self) -> bool {
        self.writer.as_ref().is_none_or(Writer::is_waiting)
    }

    /// Something alive keeps a segment that is not written to any more.
    pub(crate) fn old_segments(&self) -> bool {
        self.alive.first().is_some_and(|oldest| oldest < self.segment())
    }

    /// Bytes of all segments.
    pub(crate) fn bytes(&self) -> usize {
        usize::try_from(self.sizes.total()).unwrap_or(usize::MAX)
    }

    /// Whether the next chunk begins a segment: it must repeat what has no object, the locks. Decides it, so it is asked
    /// before every chunk.
    pub(crate) fn begins_segment(&mut self) -> bool {
        let nothing_alive = self.alive.first().is_none();
        let Some(writer) = &mut self.writer else { return false };
        if nothing_alive && writer.segment_written() >= WORTH_LEAVING {
            writer.rotate();
        }
        writer.begins_segment()
    }

    pub(crate) fn persisted(&mut self, seq: i64) -> Result<()> {
        let writer = self.writer.as_mut();
        let known = writer.as_ref().is_some_and(|writer| (1..=writer.last_seq()).contains(&seq));
        if !known {
            return Err(Error::new(ErrorCode::InvalidParameter, "no Persist of this number was handed out")
                .with_field("seq"));
        }
        if let Some(writer) = writer {
            writer.acknowledge(seq);
            if self.reserve_record <= writer.durable() {
                self.usable = self.reserved;
            }
        }
        Ok(())
    }

    pub(crate) fn has_chunk(&self) -> bool {
        self.writer.as_ref().is_some_and(Writer::has_chunk)
    }

    pub(crate) fn unpersisted(&self) -> i64 {
        self.writer.as_ref().map_or(0, |writer| i64::try_from(writer.unpersisted()).unwrap_or(i64::MAX))
    }

    pub(crate) fn accepted(&self) -> u64 {
        self.writer.as_ref().map_or(0, Writer::accepted)
    }

    pub(crate) fn durable(&self) -> u64 {
        self.writer.as_ref().map_or(0, Writer::durable)
    }
}
