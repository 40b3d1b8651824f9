//! How rows end: accepted, refused, dropped; or back into the queue (E6, E10).

use alloc::vec::Vec;

use super::Engine;
use super::lane::RowRef;
use super::mutation::Break;
use crate::journal::record::{Record, RowEnd};
use crate::session::entry::RowState;
use crate::time::MonoMs;
use crate::wire::{ErrcodeClass, RowError};

/// The end of one row.
#[derive(Clone, Copy)]
pub(super) struct Ending {
    row: RowRef,
    state: RowState,
    errcode: i32,
    sent: u32,
}

impl Engine {
    /// A report was accepted, but for the listed rows. True: something was not known before.
    pub(super) fn report_stored(&mut self, lane: u32, rows: &[(RowRef, u32)], refused: &[RowError]) -> bool {
        let mut endings = Vec::with_capacity(rows.len());
        let mut again = Vec::new();
        for (no, (row, sent)) in (1i32..).zip(rows) {
            let errcode = refused.iter().find(|error| error.no == no).map(|error| error.errcode);
            let Some(held) = self.sessions.at_mut(row.session) else { continue };
            let slot = held.row_mut(row.logout);
            match errcode {
                None => {
                    let state = if *sent == slot.ot { RowState::Accepted } else { RowState::Shifted };
                    endings.push(Ending { row: *row, state, errcode: 0, sent: *sent });
                }
                // A time that was right when it left: once more, before it is given up.
                Some(3005) if !slot.retried && slot.state == RowState::InFlight => {
                    slot.retried = true;
                    again.push((*row, *sent));
                }
                Some(errcode) => {
                    endings.push(Ending { row: *row, state: RowState::Refused, errcode, sent: *sent });
                    let code = if errcode == 3010 { "bad_pi" } else { "row_refused" };
                    self.alert_lane(code, lane, Some(errcode));
                }
            }
        }
        let news = self.settle(&endings);
        let repeated = !again.is_empty();
        self.rows_again(lane, &again, false);
        news || repeated
    }

    /// A batch proved nothing (E10): each half is tried alone; a single row that fails alone is refused.
    pub(super) fn report_unproven(&mut self, lane: u32, rows: &[(RowRef, u32)], errcode: i32) {
        let mut open = Vec::with_capacity(rows.len());
        for (row, _) in rows {
            let held = self.sessions.at(row.session);
            if held.is_some_and(|held| held.row(row.logout).state == RowState::InFlight) {
                open.push(*row);
            }
        }
        if let [single] = open.as_slice() {
            let sent = rows.iter().find(|(row, _)| row == single).map_or(0, |(_, sent)| *sent);
            self.alert_lane("row_refused", lane, Some(errcode));
            self.settle(&[Ending { row: *single, state: RowState::Refused, errcode, sent }]);
            return;
        }
        let (first, second) = open.split_at(open.len() / 2);
        for row in &open {
            self.set_row_state(row.session.slot, row.logout, RowState::Queued);
        }
        for half in [first, second] {
            if let Some(found) = self.lane_mut(lane).filter(|_| !half.is_empty()) {
                found.queue.parts.push(half.to_vec());
            }
        }
        self.wake_lane(lane);
    }

    /// Rows whose request brought nothing go back, in front of all others.
    pub(super) fn rows_again(&mut self, lane: u32, rows: &[(RowRef, u32)], part: bool) {
        let mut back = Vec::with_capacity(rows.len());
        for (row, _) in rows {
            if let Some(held) = self.sessions.at_mut(row.session)
                && held.row(row.logout).state == RowState::InFlight
            {
                held.row_mut(row.logout).state = RowState::Queued;
                back.push(*row);
            }
        }
        if back.is_empty() || self.config.mutation.is(Break::Forget) {
            return;
        }
        if let Some(found) = self.lane_mut(lane) {
            if part {
                found.queue.parts.push(back);
            } else {
                found.queue.again.extend(back);
            }
        }
        self.wake_lane(lane);
    }

    pub(super) fn drop_row(&mut self, row: RowRef) {
        self.settle(&[Ending { row, state: RowState::Dropped, errcode: 0, sent: 0 }]);
    }

    /// The logout of a login that the authority refused: there is nothing it could end.
    pub(super) fn drop_orphan(&mut self, slot: u32, errcode: i32) {
        if let Some(session) = self.sessions.handle(slot) {
            let row = RowRef { session, logout: true };
            self.settle(&[Ending { row, state: RowState::Dropped, errcode, sent: 0 }]);
        }
    }

    /// Writes the ends down and does what follows. True: at least one was new.
    fn settle(&mut self, endings: &[Ending]) -> bool {
        let mut settled = Vec::with_capacity(endings.len());
        for ending in endings {
            let all = self.config.report_accepted;
            let Some(held) = self.sessions.at_mut(ending.row.session) else { continue };
            let (si, game) = (held.si, held.game);
            let slot = held.row_mut(ending.row.logout);
            if slot.state.is_final() {
                continue;
            }
            let owed = all || ending.state != RowState::Accepted;
            let sent = if ending.sent == 0 { slot.ot } else { ending.sent };
            (slot.state, slot.errcode, slot.sent, slot.owed) = (ending.state, ending.errcode, sent, owed);
            settled.push((Ending { sent, ..*ending }, si, game, owed));
        }
        if settled.is_empty() {
            return false;
        }
        let record = self.book.write(Record::SETTLED, |put| {
            put.number(u64::try_from(settled.len()).unwrap_or(0));
            for (ending, si, _, owed) in &settled {
                let end = RowEnd {
                    logout: ending.row.logout,
                    outcome: ending.state.number(),
                    errcode: ending.errcode,
                    sent: i64::from(ending.sent),
                    owed: *owed,
                };
                put.0.extend_from_slice(si);
                end.write(put);
            }
        });
        for (Ending { row, state, errcode, .. }, _, game, owed) in settled {
            if let Some(held) = self.sessions.at_mut(row.session) {
                held.record = record;
            }
            if let Some(lane) = self.report_lane(row.session.slot).and_then(|lane| self.lane_mut(lane)) {
                lane.reserved_rows -= 1;
            }
            self.counters.settled(state);
            if owed {
                self.notices.rows.push((game, 0), row);
            }
            if !row.logout {
                self.free_logout(row, state, errcode);
            }
            self.release_session(row.session.slot);
        }
        true
    }

    /// The login is settled: the logout that waited for it may go.
    fn free_logout(&mut self, login: RowRef, state: RowState, errcode: i32) {
        let Some(held) = self.sessions.at(login.session) else { return };
        if held.logout.state != RowState::Parked {
            return;
        }
        if state.is_accepted() {
            self.set_row_state(login.session.slot, true, RowState::Queued);
            self.queue_row(login.session.slot, true);
        } else {
            self.drop_orphan(login.session.slot, errcode);
        }
    }

    /// The lane waits before it reports again.
    pub(super) fn lane_backs_off(&mut self, at: u32) {
        let (least, most) = (self.config.limits.backoff_min_ms, self.config.limits.backoff_max_ms);
        let mono: MonoMs = self.clock.mono();
        if let Some(lane) = self.lane_mut(at) {
            lane.back_off(mono, least, most);
        }
    }

    pub(super) fn alert_lane(&mut self, code: &str, lane: u32, errcode: Option<i32>) {
        let Some(found) = self.lane(lane) else { return };
        self.alert_game(code, found.game, Some(found.endpoint), errcode);
    }
}

/// Codes on a whole report that prove nothing about its rows (E10).
pub(super) fn proves_nothing(errcode: i32, class: ErrcodeClass) -> bool {
    matches!(
        class,
        ErrcodeClass::BadMessage
            | ErrcodeClass::Partial
            | ErrcodeClass::BadBatch
            | ErrcodeClass::RowTime
            | ErrcodeClass::BadRow
    ) || (3000..4000).contains(&errcode)
}
