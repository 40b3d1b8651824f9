//! Rolling compaction: an object that lives long keeps the segment of its first record, and with it everything dead that
//! came after. When there is too much of that, each Persist carries some live objects anew, in the order of their
//! slots, and the old segments go once all have passed. Nothing stops for it.

use super::Engine;

/// Records of live objects that one Persist carries along.
const STEP_BYTES: i64 = 64 << 10;
/// Slots that one step looks at, so that no call takes long.
const STEP_SLOTS: u32 = 4096;
/// What one object takes in the journal, about.
const ACCOUNT_BYTES: usize = 600;
const SESSION_BYTES: usize = 300;

/// How far a sweep is.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sweep {
    /// Objects of segments below this one are written anew.
    upto: u64,
    account: u32,
    session: u32,
}

impl Engine {
    /// Takes one step, if there is a reason to and the disk is idle.
    pub(super) fn sweep(&mut self) {
        if self.book.is_waiting() {
            return;
        }
        let mut sweep = match self.sweep {
            Some(sweep) => sweep,
            None if self.is_wasteful() => Sweep { upto: self.book.segment(), ..Sweep::default() },
            None => return,
        };
        let full = self.book.unpersisted().saturating_add(STEP_BYTES);
        for _ in 0..STEP_SLOTS {
            if self.book.unpersisted() >= full {
                break;
            }
            if sweep.account < self.accounts.end() {
                self.renew_account(sweep.account, sweep.upto);
                sweep.account += 1;
            } else if sweep.session < self.sessions.end() {
                self.renew_session(sweep.session, sweep.upto);
                sweep.session += 1;
            } else {
                self.sweep = None;
                return;
            }
        }
        self.sweep = Some(sweep);
    }

    fn is_wasteful(&self) -> bool {
        let live = self
            .accounts
            .len()
            .saturating_mul(ACCOUNT_BYTES)
            .saturating_add(self.sessions.len().saturating_mul(SESSION_BYTES));
        let most = usize::try_from(self.config.limits.compact_bytes).unwrap_or(usize::MAX).max(live);
        self.book.old_segments() && self.book.bytes().saturating_sub(live) > most
    }

    fn renew_account(&mut self, slot: u32, upto: u64) {
        let Some(held) = self.accounts.get_mut(slot) else { return };
        let (segment, record) = (held.segment, held.record);
        if segment == 0 || segment >= upto {
            return;
        }
        held.segment = 0;
        self.note_account(slot);
        // What was durable under the old record still is.
        if let Some(held) = self.accounts.get_mut(slot) {
            held.record = record;
        }
        self.book.dead(segment);
    }

    fn renew_session(&mut self, slot: u32, upto: u64) {
        let Some(held) = self.sessions.get_mut(slot) else { return };
        let (segment, record) = (u64::from(held.segment), held.record);
        if segment == 0 || segment >= upto {
            return;
        }
        held.segment = 0;
        self.note_session(slot);
        // What was durable under the old record still is.
        if let Some(held) = self.sessions.get_mut(slot) {
            held.record = record;
        }
        self.book.dead(segment);
    }
}
