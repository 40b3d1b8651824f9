//! Which rows go into the next report, and with which times (E5, E9, E16).

use alloc::vec::Vec;

use super::Engine;
use super::config::Late;
use super::lane::RowRef;
use super::mutation::Break;
use super::session::seconds;
use crate::session::entry::RowState;
use crate::session::slab::Handle;
use crate::time::{MonoMs, SECOND};

/// What a lane has for a report.
pub(super) enum Batch {
    Rows {
        rows: Vec<(RowRef, u32)>,
        part: bool,
    },
    /// Not before this monotonic time.
    Later(MonoMs),
    /// When the disk has acknowledged more.
    Disk,
    Nothing,
}

/// What to do with one row now.
enum Fit {
    Send(u32),
    /// Its second has not come: server seconds to wait for.
    Wait(i64),
    /// The same, but that second is far away, and the others do not wait for it.
    Later(i64),
    /// Its login is not settled.
    Park,
    Disk,
    /// Its login was refused: with that code it ends here.
    Orphan(i32),
    Drop(&'static str),
    /// It is settled already.
    Skip,
}

impl Engine {
    /// Takes rows from the queues of a report lane.
    pub(super) fn take_batch(&mut self, at: u32) -> Batch {
        let mono = self.clock.mono();
        let linger = self.config.limits.linger_ms;
        let most = usize::try_from(self.config.limits.batch_rows).unwrap_or(128);
        let Some(lane) = self.lane_mut(at) else { return Batch::Nothing };
        if !lane.queue.parts.is_empty() {
            let part = lane.queue.parts.remove(0);
            return self.take_part(at, part);
        }
        if lane.queue.row_count() == 0 {
            lane.lingering = None;
            return Batch::Nothing;
        }
        let since = *lane.lingering.get_or_insert(mono);
        if lane.queue.again.is_empty() && lane.queue.rows.len() < most && mono < since + linger {
            return Batch::Later(since + linger);
        }
        let mut batch = Vec::with_capacity(most.min(lane.queue.row_count()));
        let mut stop = Batch::Nothing;
        while batch.len() < most {
            let Some(lane) = self.lane_mut(at) else { break };
            let Some(row) = lane.queue.again.front().or_else(|| lane.queue.rows.front()).copied() else {
                break;
            };
            let fit = self.fit(row, &batch);
            match fit {
                Fit::Wait(second) => {
                    stop = Batch::Later(self.mono_of_server(second));
                    break;
                }
                Fit::Disk => {
                    stop = Batch::Disk;
                    break;
                }
                _ => {}
            }
            if let Some(lane) = self.lane_mut(at)
                && lane.queue.again.pop_front().is_none()
            {
                lane.queue.rows.pop_front();
            }
            self.place(at, row, fit, &mut batch, most);
        }
        let left = self.lane(at).is_some_and(|lane| lane.queue.row_count() > 0);
        if let Some(lane) = self.lane_mut(at) {
            lane.lingering = left.then_some(mono);
        }
        if batch.is_empty() { stop } else { Batch::Rows { rows: batch, part: false } }
    }

    /// Part of a batch that was refused as a whole goes alone (E10).
    fn take_part(&mut self, at: u32, part: Vec<RowRef>) -> Batch {
        let mut batch = Vec::with_capacity(part.len());
        for (position, row) in part.iter().enumerate() {
            match self.fit(*row, &batch) {
                fit @ (Fit::Wait(_) | Fit::Disk) => {
                    let rest = part.get(position..).unwrap_or_default().to_vec();
                    if let Some(lane) = self.lane_mut(at) {
                        lane.queue.parts.insert(0, rest);
                    }
                    match fit {
                        _ if !batch.is_empty() => break,
                        Fit::Wait(second) => return Batch::Later(self.mono_of_server(second)),
                        _ => return Batch::Disk,
                    }
                }
                fit => self.place(at, *row, fit, &mut batch, part.len()),
            }
        }
        if batch.is_empty() { Batch::Nothing } else { Batch::Rows { rows: batch, part: true } }
    }

    fn place(&mut self, lane: u32, row: RowRef, fit: Fit, batch: &mut Vec<(RowRef, u32)>, most: usize) {
        match fit {
            Fit::Send(ot) => {
                self.put_in(row, ot, batch);
                self.bring_logout(row, batch, most);
            }
            Fit::Park => self.set_row_state(row.session.slot, true, RowState::Parked),
            Fit::Orphan(errcode) => self.drop_orphan(row.session.slot, errcode),
            Fit::Drop(alert) => {
                self.alert_lane(alert, lane, None);
                self.drop_row(row);
            }
            Fit::Later(second) => {
                if let Some(lane) = self.lane_mut(lane) {
                    lane.queue.later.plan(second, row.session.number());
                }
            }
            Fit::Skip | Fit::Wait(_) | Fit::Disk => {}
        }
    }

    fn put_in(&mut self, row: RowRef, ot: u32, batch: &mut Vec<(RowRef, u32)>) {
        if let Some(held) = self.sessions.at_mut(row.session) {
            let slot = held.row_mut(row.logout);
            (slot.state, slot.sent) = (RowState::InFlight, ot);
        }
        batch.push((row, ot));
    }

    /// The logout of a login that goes now may go with it, behind it (E5).
    fn bring_logout(&mut self, login: RowRef, batch: &mut Vec<(RowRef, u32)>, most: usize) {
        let parked =
            self.sessions.at(login.session).is_some_and(|held| held.logout.state == RowState::Parked);
        if login.logout || !parked || batch.len() >= most {
            return;
        }
        let row = RowRef { session: login.session, logout: true };
        self.set_row_state(row.session.slot, true, RowState::Queued);
        match self.fit(row, batch) {
            Fit::Send(ot) => self.put_in(row, ot, batch),
            _ => self.set_row_state(row.session.slot, true, RowState::Parked),
        }
    }

    /// The one formula for times (E9): a fresh row goes unchanged, a late one moves by the least that passes (Q201),
    /// the duration is kept as far as the window can hold it, and a logout never precedes its login.
    fn fit(&self, row: RowRef, batch: &[(RowRef, u32)]) -> Fit {
        let Some(held) = self.sessions.at(row.session) else { return Fit::Skip };
        if held.row(row.logout).state != RowState::Queued {
            return Fit::Skip;
        }
        if !self.book.is_durable(held.record) && !self.config.mutation.is(Break::Early) {
            return Fit::Disk;
        }
        let limits = &self.config.limits;
        let stamp = self.server_second();
        let oldest = stamp - limits.late_margin_s;
        let ot = i64::from(held.row(row.logout).ot);
        if stamp - ot > limits.max_shift_s {
            return if row.logout && !held.login.state.is_final() {
                Fit::Park
            } else {
                Fit::Drop("row_too_old")
            };
        }
        let wanted = if row.logout {
            let login_ot = match held.login.state {
                state if state.is_accepted() => i64::from(held.login.sent),
                RowState::Refused | RowState::Dropped => return Fit::Orphan(held.login.errcode),
                RowState::InFlight => match sent_in(batch, row.session) {
                    Some(sent) => i64::from(sent),
                    None if self.config.mutation.is(Break::Order) => i64::from(held.login.sent),
                    None => return Fit::Park,
                },
                _ => return Fit::Park,
            };
            let moving = !held.login.state.is_final() && login_ot != i64::from(held.login.ot);
            let duration = (ot - i64::from(held.login.ot)).max(0);
            let wanted = login_ot + duration;
            if login_ot >= stamp {
                let far = login_ot - stamp > limits.future_wait_s;
                return if far { Fit::Later(login_ot + 1) } else { Fit::Wait(login_ot + 1) };
            }
            // A login that moves with every attempt takes its logout along: waiting would never end.
            if !moving && wanted >= stamp && wanted - stamp <= limits.future_wait_s {
                return Fit::Wait(wanted + 1);
            }
            wanted.clamp(login_ot.max(oldest), (stamp - 1).max(login_ot.max(oldest)))
        } else {
            if ot >= stamp && ot - stamp <= limits.future_wait_s {
                return Fit::Wait(ot + 1);
            }
            ot.clamp(oldest, stamp - 1)
        };
        // A session is dropped as a whole, or not at all.
        let whole = !(row.logout && held.login.state.is_accepted());
        if self.config.late == Late::Drop && ot < oldest && whole {
            return Fit::Drop("row_late");
        }
        let outside = wanted > ot && self.is_outside_window(held, seconds(wanted * SECOND));
        if self.config.late_minor == Late::Drop && outside && whole {
            return Fit::Drop("row_outside_window");
        }
        if self.config.mutation.is(Break::Unshifted) {
            return Fit::Send(seconds(ot * SECOND));
        }
        Fit::Send(seconds(wanted * SECOND))
    }

    pub(super) fn mono_of_server(&self, second: i64) -> MonoMs {
        self.clock.mono() + (second * SECOND - self.clock.server()).max(1)
    }
}

/// The ot with which this session's login goes in the same batch.
fn sent_in(batch: &[(RowRef, u32)], session: Handle) -> Option<u32> {
    let login = RowRef { session, logout: false };
    batch.iter().rev().find(|(row, _)| *row == login).map(|(_, sent)| *sent)
}
