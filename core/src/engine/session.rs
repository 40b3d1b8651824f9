//! heartbeat, logout, and the life of a session inside the engine.

use super::config::Role;
use super::lane::RowRef;
use super::mutation::Break;
use super::{Engine, SessionView, at, check_key};
use crate::account::AccountKind;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::journal::codec::Put;
use crate::journal::record::{Record, RowEnd, Si};
use crate::policy::Verdict;
use crate::session::entry::{End, NONE, NewSession, RowState, Session};
use crate::time::{Now, SECOND, UnixMs};

impl Engine {
    /// The player is still there. Without heartbeats for `heartbeat_timeout_s` the session ends (Q195, Q198, Q209).
    ///
    /// # Errors
    /// `session_over` after an end that the engine made, `unknown_session`, `unknown_game`, `bad_time`.
    pub fn heartbeat(&mut self, game: &str, session: &str, now: Now) -> Result<()> {
        self.at(now)?;
        let slot = self.open_slot(game, session)?;
        let deadline = self.clock.second().saturating_add(self.config.heartbeat_timeout_s);
        if let Some(held) = self.sessions.get_mut(slot)
            && !held.doomed
        {
            held.deadline = deadline;
        }
        Ok(())
    }

    /// The player left. Never refused for want of room.
    ///
    /// # Errors
    /// `session_over` when it has ended already, `unknown_session`, `unknown_game`, `bad_time`.
    pub fn logout(&mut self, game: &str, session: &str, now: Now) -> Result<()> {
        self.at(now)?;
        let slot = self.open_slot(game, session)?;
        self.end_session(slot, End::Logout, self.clock.server());
        Ok(())
    }

    /// A session that the engine knows; none once it is over and everything about it is handled.
    ///
    /// # Errors
    /// `unknown_game`.
    pub fn session(&self, game: &str, session: &str) -> Result<Option<SessionView>> {
        let at = self.known_game(game)?;
        let held = self.find_session(at, session).and_then(|slot| self.sessions.get(slot));
        Ok(held.map(|held| SessionView {
            account: held.account().map(Into::into),
            si: (held.is_open() && held.is_reported()).then(|| hex::lower(&held.si)),
            since: held.since,
            reported: held.is_reported(),
        }))
    }

    pub(super) fn find_session(&self, game: u32, session: &str) -> Option<u32> {
        self.session_index.find(game, session.as_bytes(), &|slot| {
            self.sessions.get(slot).is_some_and(|held| held.game == game && held.key() == session)
        })
    }

    fn open_slot(&mut self, game: &str, session: &str) -> Result<u32> {
        check_key(session, "session")?;
        let at = self.known_game(game)?;
        let Some(slot) = self.find_session(at, session) else {
            return Err(Error::new(
                ErrorCode::UnknownSession,
                "no such session: log the player in (a login that was not durable before a crash is forgotten)",
            )
            .with_field("session"));
        };
        if self.sessions.get(slot).is_some_and(Session::is_open) && !self.end_if_over(slot) {
            return Ok(slot);
        }
        Err(Error::new(ErrorCode::SessionOver, "this session has ended: log in with a new session key")
            .with_field("session"))
    }

    /// Creates the entry; writes nothing yet.
    pub(super) fn open_session(&mut self, new: &NewSession<'_>) -> Option<u32> {
        let slot = self.sessions.insert(Session::new(new)?).slot;
        self.session_index.insert(new.game, new.session.as_bytes(), slot);
        self.set_deadline(slot, self.clock.second().saturating_add(self.config.heartbeat_timeout_s));
        if let Some(game) = self.game_mut(new.game) {
            game.sessions += 1;
        }
        self.open_sessions += 1;
        Some(slot)
    }

    /// Queues the login row and writes the session down. False when the lane is full (E7): play goes on, unreported.
    pub(super) fn report_login(&mut self, slot: u32, at: UnixMs) -> bool {
        let Some(lane) = self.report_lane(slot) else { return false };
        let most = self.config.limits.max_queued_rows;
        let Some(found) = self.lane_mut(lane) else { return false };
        if found.reserved_rows + 2 > most {
            let game = found.game;
            self.alert_game("queue_full", game, Some(crate::wire::Endpoint::Report), None);
            return false;
        }
        found.reserved_rows += 2;
        if let Some(held) = self.sessions.get_mut(slot) {
            held.login.ot = seconds(at);
            held.login.state = RowState::Queued;
        }
        self.note_session(slot);
        self.queue_row(slot, false);
        true
    }

    /// Ends a session at the given server time.
    pub(super) fn end_session(&mut self, slot: u32, end: End, at: UnixMs) {
        let Some(held) = self.sessions.get_mut(slot) else { return };
        if !held.is_open() {
            return;
        }
        held.end = end;
        let ot = seconds(at).max(held.login.ot);
        held.logout.ot = ot;
        let (si, reported, login) = (held.si, held.is_reported(), held.login);
        self.open_sessions -= 1;
        let record = self.write_logout(si, ot, end);
        if let Some(held) = self.sessions.get_mut(slot) {
            held.record = record;
        }
        if reported {
            match login.state {
                RowState::Refused | RowState::Dropped => self.drop_orphan(slot, login.errcode),
                RowState::InFlight => self.set_row_state(slot, true, RowState::Parked),
                _ => {
                    self.set_row_state(slot, true, RowState::Queued);
                    self.queue_row(slot, true);
                }
            }
        }
        if end.cause().is_some() {
            // Remembered for a while, so that a late heartbeat is told what happened.
            let keep = u32::try_from(self.config.limits.over_ms / SECOND).unwrap_or(u32::MAX);
            let deadline = self.clock.second().saturating_add(keep);
            self.set_deadline(slot, deadline);
            if let Some(handle) = self.sessions.handle(slot) {
                self.notices.ended.push_back(handle);
            }
        }
        self.release_session(slot);
    }

    pub(super) fn write_logout(&mut self, si: Si, ot: u32, end: End) -> u64 {
        self.book.write(Record::LOGOUT, |put| {
            put.0.extend_from_slice(&si);
            put.signed(i64::from(ot));
            put.byte(end.number());
        })
    }

    /// The guest behind this session is verified now: its session ends, and its key goes to the next one.
    pub(super) fn replace_guest(&mut self, slot: u32) {
        let Some(held) = self.sessions.get_mut(slot) else { return };
        held.detached = true;
        let (game, key) = (held.game, alloc::string::String::from(held.key()));
        self.session_index.remove(game, key.as_bytes(), slot);
        self.end_session(slot, End::Replaced, self.clock.server());
    }

    /// The account behind these sessions has a result.
    pub(super) fn follow_sessions(&mut self, account: u32) {
        let Some(held) = self.accounts.get(account).filter(|held| held.sessions != NONE) else { return };
        let (kind, game) = (held.state.kind(), held.game);
        let pi = held.state.pi().map(alloc::string::String::from);
        match (kind, &pi) {
            (AccountKind::Submitting | AccountKind::PendingExpired, None) => {
                self.revise_sessions(account);
                return;
            }
            (AccountKind::Pending, None) => {
                self.revise_sessions(account);
                // A correction that the authority works on.
                for slot in self.sessions_of(account) {
                    self.reprieve(slot);
                }
                return;
            }
            _ => {}
        }
        let state = held.state.clone();
        let reports = self.game(game).is_some_and(|game| game.role != Role::Verify);
        let now = self.clock.server();
        let verdict = self.admit(game, Some(&state), None).ok();
        for slot in self.unlink_sessions(account) {
            let Some(held) = self.sessions.get_mut(slot).filter(|held| held.is_open()) else { continue };
            match &pi {
                // A minor outside a minor's hours: nothing began, so there is nothing to report.
                Some(_) if !held.is_reported() && !admitted(&verdict) => {
                    self.end_session(slot, End::Window, now);
                }
                // From the moment of the answer the player is reported, under a name not used before (Q200, Q211).
                Some(pi) if !held.is_reported() => {
                    held.set_id(pi);
                    self.limit_session(slot, verdict.as_ref().and_then(|verdict| verdict.valid_until));
                    self.reprieve(slot);
                    if !(reports && self.report_login(slot, now)) {
                        self.note_session(slot);
                    }
                }
                Some(_) => {}
                None => {
                    self.doom(slot);
                    // The player may correct a mistake and be verified after all.
                    self.link_session(account, slot);
                }
            }
        }
    }

    /// The player was not verified and may finish, for a while (Q146).
    pub(super) fn doom(&mut self, slot: u32) {
        let grace = u32::try_from(self.config.limits.failed_grace_ms / SECOND).unwrap_or(u32::MAX);
        let deadline = self.clock.second().saturating_add(grace);
        if self.sessions.get(slot).is_none_or(|held| held.doomed) {
            return;
        }
        self.set_deadline(slot, deadline);
        if let Some(held) = self.sessions.get_mut(slot) {
            held.doomed = true;
        }
    }

    /// Heartbeats count again.
    fn reprieve(&mut self, slot: u32) {
        let deadline = self.clock.second().saturating_add(self.config.heartbeat_timeout_s);
        if self.sessions.get(slot).is_none_or(|held| !held.doomed) {
            return;
        }
        self.set_deadline(slot, deadline);
        if let Some(held) = self.sessions.get_mut(slot) {
            held.doomed = false;
        }
    }

    /// Moves a session's deadline to a second that may be nearer than the wheel's next look at it.
    fn set_deadline(&mut self, slot: u32, deadline: u32) {
        let planned = self.wheel.plan(slot, deadline);
        if let Some(held) = self.sessions.get_mut(slot) {
            (held.deadline, held.planned) = (deadline, planned);
        }
    }

    /// Sessions whose second has come.
    pub(super) fn sessions_due(&mut self) {
        let now = self.clock.second();
        while let Some((second, slots)) = self.wheel.due(now) {
            for slot in slots {
                self.session_due(slot, second, now);
            }
        }
    }

    fn session_due(&mut self, slot: u32, second: u32, now: u32) {
        let Some(held) = self.sessions.get(slot) else { return };
        if held.planned != second {
            return;
        }
        let (deadline, open, doomed) = (held.deadline, held.is_open(), held.doomed);
        if deadline > now {
            let planned = self.wheel.plan(slot, deadline);
            if let Some(held) = self.sessions.get_mut(slot) {
                held.planned = planned;
            }
        } else if open {
            // The logout's time is when the loss was sensed (Q198, Q209, Q213).
            let end = if doomed { End::VerificationFailed } else { End::Timeout };
            self.end_session(slot, end, self.clock.server());
        } else {
            self.release_session(slot);
        }
    }

    /// Lets go of a session of which nothing is owed to anybody.
    pub(super) fn release_session(&mut self, slot: u32) {
        let Some(held) = self.sessions.get_mut(slot) else { return };
        if !held.is_finished() {
            return;
        }
        let segment = core::mem::take(&mut held.segment);
        // A session with rows ends in the journal with the records of its rows; one without has only this.
        let (si, silent) = (held.si, !held.is_reported());
        let remembered = held.end.cause().is_some() && (held.deadline > self.clock.second() || !held.told);
        if segment != 0 {
            if silent {
                self.book.write(Record::SESSION_GONE, |put| put.0.extend_from_slice(&si));
            }
            self.book.dead(u64::from(segment));
        }
        if silent {
            self.unlink_session(slot);
        }
        if remembered {
            return;
        }
        let Some(gone) = self.sessions.remove(slot) else { return };
        if !gone.detached {
            self.session_index.remove(gone.game, gone.key().as_bytes(), slot);
        }
        if let Some(game) = self.game_mut(gone.game) {
            game.sessions -= 1;
        }
        self.check_drained(gone.game);
    }

    /// Takes a session that ended off the list of the account it waited for.
    fn unlink_session(&mut self, slot: u32) {
        let Some(held) = self.sessions.get(slot) else { return };
        let Some(account) = held.account().and_then(|account| self.find_account(held.game, account)) else {
            return;
        };
        for other in self.unlink_sessions(account) {
            if other != slot {
                self.link_session(account, other);
            }
        }
        self.release_account(account);
    }

    /// Writes down all that there is to say of a session, so that what older segments say of it is not needed any more.
    pub(super) fn note_session(&mut self, slot: u32) {
        let Some(held) = self.sessions.get(slot) else { return };
        let Some(game) = at(&self.games, held.game) else { return };
        let first = held.segment == 0;
        if self.config.mutation.is(Break::Unwritten) {
            return;
        }
        // The first of these records says that older segments are not needed: the others must come with it.
        self.book.keep_together(MOST_BYTES);
        let segment = if first { self.book.born() } else { 0 };
        let mut record = self.book.write(Record::SESSION, |put| write_session(put, &game.key, held));
        let (si, end, ot) = (held.si, held.end, held.logout.ot);
        let rows = [(false, held.login), (true, held.logout)];
        if end != End::Open {
            record = self.write_logout(si, ot, end);
        }
        for (logout, row) in rows.into_iter().filter(|(_, row)| row.state.is_final()) {
            let end = RowEnd {
                logout,
                outcome: row.state.number(),
                errcode: row.errcode,
                sent: i64::from(row.sent),
                owed: row.owed,
            };
            record = self.book.write(Record::SETTLED, |put| {
                put.number(1);
                put.0.extend_from_slice(&si);
                end.write(put);
            });
        }
        if let Some(held) = self.sessions.get_mut(slot) {
            held.record = record;
            if first {
                held.segment = u32::try_from(segment).unwrap_or(u32::MAX);
            }
        }
    }

    pub(super) fn set_row_state(&mut self, slot: u32, logout: bool, state: RowState) {
        if let Some(held) = self.sessions.get_mut(slot) {
            held.row_mut(logout).state = state;
        }
    }

    /// The lane that reports this session; none while its game is known from the journal only.
    pub(super) fn report_lane(&self, slot: u32) -> Option<u32> {
        let [_, _, report] = self.game(self.sessions.get(slot)?.game)?.lanes?;
        Some(report)
    }

    /// Puts a row at the end of its lane's queue.
    pub(super) fn queue_row(&mut self, slot: u32, logout: bool) {
        let (Some(lane), Some(session)) = (self.report_lane(slot), self.sessions.handle(slot)) else {
            return;
        };
        let mono = self.clock.mono();
        if let Some(lane) = self.lane_mut(lane) {
            lane.queue.rows.push_back(RowRef { session, logout });
            lane.lingering.get_or_insert(mono);
        }
        self.wake_lane(lane);
    }
}

/// All records of one session, at most.
const MOST_BYTES: usize = 1024;

fn write_session(put: &mut Put<'_>, game: &str, session: &Session) {
    put.text(game);
    put.text(session.key());
    put.optional_text(session.account());
    put.byte(u8::from(session.guest));
    put.optional_text(Some(session.id()).filter(|id| !id.is_empty()));
    put.0.extend_from_slice(&session.si);
    put.signed(session.since);
    put.signed(i64::from(session.login.ot));
    put.number(u64::from(session.until));
}

/// Where the calendar says nothing and the profile wants an error, a session that runs goes on.
fn admitted(verdict: &Option<Verdict>) -> bool {
    verdict.is_none_or(|verdict| verdict.allowed)
}

/// Whole Unix seconds, as rows have them.
pub(super) fn seconds(unix: UnixMs) -> u32 {
    u32::try_from(unix / SECOND).unwrap_or(0)
}
