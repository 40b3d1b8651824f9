//! Events, derived from state when polled (E3), and `handled`.

use alloc::{string::String, vec::Vec};

use super::lane::RowRef;
use super::notices::Told;
use super::{Engine, Event, RowOutcome, SettledRow};
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::journal::record::Record;
use crate::session::entry::RowState;
use crate::wire::Behavior;

/// The most rows in one event.
const MOST_ROWS: usize = 128;

impl Engine {
    /// The application has dealt with this event: it is not told again after a restart. Repeating it is harmless.
    ///
    /// # Errors
    /// `invalid_parameter` for a number that was never handed out.
    pub fn handled(&mut self, seq: i64) -> Result<()> {
        self.begin()?;
        if !self.notices.was_told(seq) {
            return Err(Error::new(ErrorCode::InvalidParameter, "no event of this number was handed out")
                .with_field("seq"));
        }
        match self.notices.take_told(seq).map(|told| *told) {
            Some(Told::Account { account, version }) => self.account_handled(account, version),
            Some(Told::Rows(rows)) => self.rows_handled(&rows),
            Some(Told::Advice) | None => {}
        }
        Ok(())
    }

    pub(super) fn has_event(&self) -> bool {
        !self.notices.ended.is_empty()
            || !self.notices.rows.is_empty()
            || self.notices.has_advice()
            || self.windows.has_warning()
    }

    pub(super) fn next_event(&mut self) -> Option<(i64, Event)> {
        if let Some(event) = self.notices.next_advice() {
            return Some((self.notices.tell(Told::Advice), event));
        }
        if let Some(event) = self.next_ended() {
            return Some((self.notices.tell(Told::Advice), event));
        }
        if let Some(event) = self.next_warning() {
            return Some((self.notices.tell(Told::Advice), event));
        }
        if self.notices.unhandled() >= self.config.limits.max_unhandled {
            return None;
        }
        if let Some((told, event)) = self.next_account() {
            return Some((self.notices.tell(told), event));
        }
        let (told, event) = self.next_rows()?;
        Some((self.notices.tell(told), event))
    }

    fn next_account(&mut self) -> Option<(Told, Event)> {
        for _ in 0..self.notices.accounts.len() {
            let account = self.notices.accounts.pop_front()?;
            let Some(held) = self.accounts.at(account) else { continue };
            // One change of an account at a time, each newer than what was told.
            if held.version <= held.told || held.told > held.handled {
                continue;
            }
            if !self.book.is_durable(held.record) {
                self.notices.accounts.push_back(account);
                continue;
            }
            let event = Event::AccountChanged {
                game: self.game_key(held.game),
                account: held.key.as_ref().into(),
                attempt: i64::try_from(held.attempt).unwrap_or(i64::MAX),
                state: held.state.clone(),
                cause: held.cause.name().into(),
            };
            let version = held.version;
            if let Some(held) = self.accounts.at_mut(account) {
                held.told = version;
            }
            return Some((Told::Account { account, version }, event));
        }
        None
    }

    fn next_rows(&mut self) -> Option<(Told, Event)> {
        for (game, _) in self.notices.rows.keys() {
            let rows = self.durable_rows(game);
            if rows.is_empty() {
                continue;
            }
            let event = Event::RowsSettled {
                game: self.game_key(game),
                rows: rows.iter().filter_map(|row| self.settled_row(*row)).collect(),
            };
            return Some((Told::Rows(rows), event));
        }
        None
    }

    fn durable_rows(&mut self, game: u32) -> Vec<RowRef> {
        let mut rows = Vec::new();
        let Some(queue) = self.notices.rows.get((game, 0)) else { return rows };
        while let Some(row) = queue.front().copied()
            && rows.len() < MOST_ROWS
        {
            let held = self.sessions.at(row.session);
            if held.is_some_and(|held| !self.book.is_durable(held.record)) {
                break;
            }
            queue.pop_front();
            if held.is_some_and(|held| held.row(row.logout).owed) {
                rows.push(row);
            }
        }
        if queue.is_empty() {
            self.notices.rows.remove((game, 0));
        }
        rows
    }

    fn settled_row(&self, RowRef { session, logout }: RowRef) -> Option<SettledRow> {
        let held = self.sessions.at(session)?;
        let row = held.row(logout);
        let outcome = match row.state {
            RowState::Accepted => RowOutcome::Accepted,
            RowState::Shifted => RowOutcome::Shifted,
            RowState::Refused => RowOutcome::Refused,
            _ => RowOutcome::Dropped,
        };
        Some(SettledRow {
            session: held.key().into(),
            si: hex::lower(&held.si),
            bt: if logout { Behavior::Logout } else { Behavior::Login },
            ot: i64::from(row.sent),
            true_ot: i64::from(row.ot),
            outcome,
            errcode: (row.errcode != 0).then_some(row.errcode),
            outside_window: outcome != RowOutcome::Dropped && self.is_outside_window(held, row.sent),
        })
    }

    fn rows_handled(&mut self, rows: &[RowRef]) {
        let mut done = Vec::with_capacity(rows.len());
        for RowRef { session, logout } in rows {
            if let Some(held) = self.sessions.at_mut(*session)
                && core::mem::replace(&mut held.row_mut(*logout).owed, false)
            {
                done.push((held.si, *logout));
            }
        }
        if done.is_empty() {
            return;
        }
        self.book.write(Record::HANDLED, |put| {
            put.number(u64::try_from(done.len()).unwrap_or(0));
            for (si, logout) in &done {
                put.0.extend_from_slice(si);
                put.byte(u8::from(*logout));
            }
        });
        for RowRef { session, .. } in rows {
            if self.sessions.at(*session).is_some() {
                self.release_session(session.slot);
            }
        }
    }

    fn next_ended(&mut self) -> Option<Event> {
        while let Some(session) = self.notices.ended.front().copied() {
            if self.sessions.at(session).is_some_and(|held| !self.book.is_durable(held.record)) {
                return None;
            }
            self.notices.ended.pop_front();
            let Some(held) = self.sessions.at_mut(session) else { continue };
            held.told = true;
            let Some(cause) = held.end.cause() else { continue };
            let (key, account): (String, _) = (held.key().into(), held.account().map(String::from));
            let (game, at) = (held.game, i64::from(held.logout.ot) * crate::time::SECOND);
            let game = self.game_key(game);
            self.release_session(session.slot);
            return Some(Event::SessionEnded { game, session: key, account, cause: cause.into(), at });
        }
        None
    }

    /// A removed game of which nothing is left (engine-owned) is announced once.
    pub(super) fn check_drained(&mut self, at: u32) {
        let Some(game) = self.game_mut(at) else { return };
        if game.removed && !game.drained_told && game.accounts == 0 && game.sessions == 0 {
            game.drained_told = true;
            let game = game.key.clone();
            self.notices.advise(Event::GameDrained { game });
        }
    }
}
