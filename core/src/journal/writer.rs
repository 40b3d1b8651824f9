//! Writing: records gather in a buffer; each Persist seals one buffer as one chunk. One Persist is outstanding at a
//! time (E2), so a slow disk makes chunks larger, not more.

use alloc::vec::Vec;

use super::codec::Put;
use super::record::Record;
use super::segment::{CHUNK_LIMIT, HEAD_BYTES, Header, JournalKey, seal_chunk};
use crate::crypto::{Aead, hmac_sha256};

/// Records that wait for a chunk, and the number of the last of them.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    last: u64,
}

/// A chunk that was handed to the host.
struct Outstanding {
    seq: i64,
    last: u64,
    floor: u64,
}

/// The bytes of one Persist.
pub(crate) struct Chunk {
    pub(crate) seq: i64,
    pub(crate) segment: u64,
    pub(crate) drop_before: Option<u64>,
    pub(crate) bytes: Vec<u8>,
}

/// What the writer needs to know at open.
pub(crate) struct Start {
    pub(crate) key: JournalKey,
    /// The first segment to write, one above everything loaded.
    pub(crate) segment: u64,
    pub(crate) opens: u64,
    pub(crate) id_base: u64,
    /// Secret of this open from which the salts come.
    pub(crate) salt_key: [u8; 32],
    pub(crate) segment_bytes: usize,
}

/// The writing side of the journal. Counts records: `accepted` were written, `durable` were acknowledged.
pub(crate) struct Writer {
    start: Start,
    segment: u64,
    cipher: Option<Aead>,
    index: u32,
    written: usize,
    full: Vec<Batch>,
    open: Batch,
    waiting: usize,
    outstanding: Option<Outstanding>,
    next_seq: i64,
    accepted: u64,
    durable: u64,
    /// The floor that the host was told to drop below, and the one that is durable but was not told.
    told_floor: u64,
    durable_floor: u64,
    rotate: bool,
    /// Request numbers below this one are covered by a header or a record that was written.
    pub(crate) reserved: u64,
}

impl Writer {
    pub(crate) fn new(start: Start, oldest: u64) -> Self {
        Self {
            segment: start.segment,
            reserved: start.id_base,
            start,
            cipher: None,
            index: 0,
            written: 0,
            full: Vec::new(),
            open: Batch::default(),
            waiting: 0,
            outstanding: None,
            next_seq: 1,
            accepted: 0,
            durable: 0,
            told_floor: oldest,
            durable_floor: oldest,
            rotate: false,
        }
    }

    /// The segment that the next record may go to, at the earliest.
    pub(crate) fn segment(&self) -> u64 {
        self.segment
    }

    pub(crate) fn accepted(&self) -> u64 {
        self.accepted
    }

    pub(crate) fn durable(&self) -> u64 {
        self.durable
    }

    /// Bytes accepted and not yet acknowledged.
    pub(crate) fn unpersisted(&self) -> usize {
        self.waiting
    }

    /// A chunk is out and not acknowledged.
    pub(crate) fn is_waiting(&self) -> bool {
        self.outstanding.is_some()
    }

    /// Whether a chunk could be taken now: records wait, or old segments can go.
    pub(crate) fn has_chunk(&self) -> bool {
        self.outstanding.is_none() && (self.has_records() || self.durable_floor > self.told_floor)
    }

    fn has_records(&self) -> bool {
        !self.open.bytes.is_empty() || !self.full.is_empty()
    }

    /// Whether the next chunk opens a segment. One that only tells the floor does not: a new segment may raise the floor,
    /// and so on for ever.
    pub(crate) fn begins_segment(&self) -> bool {
        let leave = self.rotate || self.written >= self.start.segment_bytes;
        self.cipher.is_none() || (leave && self.has_records())
    }

    /// Everything in the present segment is dead: begin a new one with the next chunk, so that this one can go.
    pub(crate) fn rotate(&mut self) {
        self.rotate = self.index > 0;
    }

    /// Bytes of the present segment.
    pub(crate) fn segment_written(&self) -> usize {
        self.written
    }

    /// The next records, of so many bytes in all, go into one chunk: a crash keeps all of them or none.
    pub(crate) fn keep_together(&mut self, bytes: usize) {
        if self.open.bytes.len() + bytes > CHUNK_LIMIT && !self.open.bytes.is_empty() {
            let full = core::mem::take(&mut self.open);
            self.full.push(full);
        }
    }

    /// Appends one record and returns its number.
    pub(crate) fn append(&mut self, kind: u8, payload: &[u8]) -> u64 {
        self.keep_together(payload.len() + 16);
        if self.open.bytes.is_empty() {
            self.open.bytes.resize(HEAD_BYTES, 0);
        }
        let before = self.open.bytes.len();
        write_record(&mut self.open.bytes, kind, payload);
        self.waiting += self.open.bytes.len() - before;
        self.accepted += 1;
        self.open.last = self.accepted;
        self.accepted
    }

    /// Seals the oldest batch. `floor`: segments below it hold nothing that is needed once all accepted records are
    /// durable; none: nothing is alive.
    pub(crate) fn chunk(&mut self, floor: Option<u64>) -> Option<Chunk> {
        if !self.has_chunk() {
            return None;
        }
        let begins_segment = self.begins_segment();
        let mut batch =
            if self.full.is_empty() { core::mem::take(&mut self.open) } else { self.full.remove(0) };
        let mut bytes = Vec::new();
        if begins_segment {
            if self.cipher.is_some() {
                self.segment += 1;
            }
            let header = self.header();
            self.cipher = Some(header.cipher(&self.start.key));
            bytes = header.encode(&self.start.key);
            (self.index, self.written, self.rotate) = (0, 0, false);
        }
        // Only the newest batch holds the ends of everything that is dead by now.
        let newest = self.full.is_empty() && self.open.bytes.is_empty();
        let floor = if newest { floor.unwrap_or(self.segment).min(self.segment) } else { self.durable_floor };
        let drop_before = (self.durable_floor > self.told_floor).then_some(self.durable_floor);
        if let Some(floor) = drop_before {
            // A host that crashes while it deletes may keep an older segment than one that is gone: the record says
            // that everything below is dead, whatever it seems to say.
            let mut payload = Vec::new();
            Put(&mut payload).number(floor);
            if batch.bytes.is_empty() {
                batch.bytes.resize(HEAD_BYTES, 0);
            }
            write_record(&mut batch.bytes, Record::FLOOR, &payload);
            self.told_floor = floor;
        }
        seal_chunk(self.cipher.as_ref()?, self.segment, self.index, &mut batch.bytes)?;
        if bytes.is_empty() {
            bytes = batch.bytes;
        } else {
            bytes.extend_from_slice(&batch.bytes);
        }
        self.index = self.index.saturating_add(1);
        self.written += bytes.len();
        let seq = self.next_seq;
        self.next_seq += 1;
        self.outstanding = Some(Outstanding { seq, last: batch.last, floor });
        Some(Chunk { seq, segment: self.segment, drop_before, bytes })
    }

    /// The host acknowledged everything up to `seq`. False when there is nothing of that number outstanding.
    pub(crate) fn acknowledge(&mut self, seq: i64) -> bool {
        match self.outstanding.take_if(|outstanding| outstanding.seq <= seq) {
            Some(done) => {
                self.durable = self.durable.max(done.last);
                self.durable_floor = self.durable_floor.max(done.floor);
                if self.open.bytes.is_empty() && self.full.is_empty() {
                    self.waiting = 0;
                }
                self.waiting = self.waiting.min(self.queued_bytes());
                true
            }
            None => false,
        }
    }

    /// The highest sequence number handed out so far.
    pub(crate) fn last_seq(&self) -> i64 {
        self.next_seq - 1
    }

    fn queued_bytes(&self) -> usize {
        self.full.iter().map(|batch| batch.bytes.len()).sum::<usize>() + self.open.bytes.len()
    }

    fn header(&self) -> Header {
        let digest = hmac_sha256(&self.start.salt_key, &[&self.segment.to_be_bytes()]);
        let salt = digest.first_chunk().copied().unwrap_or_default();
        let floor = self.durable_floor;
        Header { segment: self.segment, floor, opens: self.start.opens, id_base: self.reserved, salt }
    }
}

fn write_record(buffer: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    let mut put = Put(buffer);
    put.byte(kind);
    put.bytes(payload);
}
