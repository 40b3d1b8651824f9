//! Loading the journal (E8): replay the records, then make what they left whole again.

use alloc::boxed::Box;

use super::account::{Account, Cause, is_unsettled};
use super::book::Book;
use super::config::Restart;
use super::lane::RowRef;
use super::locks::Lock;
use super::poll::signed;
use super::{Damage, Engine, Event, secrets::Secrets};
use crate::account::{AccountEvent, AccountKind, AccountState, AttemptAnswer, NextCall};
use crate::error::{Error, ErrorCode, Result};
use crate::identity::Person;
use crate::journal::codec::Take;
use crate::journal::reader::Reader;
use crate::journal::record::{AccountRecord, Record, RecordError, RowEnd, SessionRecord, Si};
use crate::journal::writer::Start;
use crate::session::entry::{End, NONE, NewSession, RowState, Session};
use crate::session::index::{HashSeed, Index};
use crate::time::SECOND;

/// The state of loading.
pub(crate) struct Loading {
    reader: Reader,
    replay: Replay,
}

struct Replay {
    /// The sessions that are there, by si.
    by_si: Index,
    reserved: u64,
    floor: u64,
}

impl Loading {
    pub(crate) fn new(reader: Reader, seed: HashSeed) -> Self {
        Self { reader, replay: Replay { by_si: Index::new(seed), reserved: 0, floor: 0 } }
    }
}

impl Engine {
    /// Feeds the journal, right after open: segments ascending, the bytes of one split anywhere.
    ///
    /// # Errors
    /// `journal_damaged`, `journal_newer`, `journal_key_unknown`: open again, differently; nothing was changed.
    /// `invalid_parameter`: out of order, after another call, or with the journal off.
    pub fn load(&mut self, segment: i64, bytes: &[u8]) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let wrong = |text| Err(Error::new(ErrorCode::InvalidParameter, text).with_field("segment"));
        if !self.config.journal_is_on() {
            return wrong("the journal is off: open with journal_keys to load one");
        }
        // Below the last number there is, so that another one follows.
        let known = u32::try_from(segment).ok().filter(|segment| (1..u32::MAX).contains(segment));
        let Some(segment) = known.map(u64::from) else {
            return wrong("segments are numbered from 1 to 4294967294");
        };
        let Some(mut loading) = self.loading.take() else {
            return wrong("load comes right after open, before every other call");
        };
        let Loading { reader, replay } = &mut loading;
        let result = reader.load(segment, bytes, &mut |segment, chunk| self.replay(replay, segment, chunk));
        self.loading = Some(loading);
        if let Err(error) = &result
            && error.code != ErrorCode::InvalidParameter
        {
            self.failed = Some(error.clone());
        }
        result
    }

    fn replay(&mut self, replay: &mut Replay, segment: u64, chunk: &[u8]) -> Result<()> {
        let mut chunk = Take(chunk);
        loop {
            let record = Record::read(&mut chunk).map_err(|error| match error {
                RecordError::Newer => newer(),
                RecordError::Malformed => broken(segment),
            })?;
            let Some(record) = record else { return Ok(()) };
            match record {
                Record::Reserve(upto) => replay.reserved = replay.reserved.max(upto),
                Record::Floor(floor) => replay.floor = replay.floor.max(floor),
                Record::Alive(unix) => self.last_alive = self.last_alive.max(unix),
                Record::Lock { app_id, biz_id, endpoint, until } => {
                    self.locks.put(Lock { app_id: app_id.into(), biz_id: biz_id.into(), endpoint, until });
                }
                Record::Account(record) => self.replay_account(&record, segment)?,
                Record::AccountGone { game, account } => {
                    let slot = self.game_index(game).and_then(|game| self.find_account(game, account));
                    if let Some(slot) = slot {
                        self.drop_loaded_account(slot);
                    }
                }
                Record::Session(record) => self.replay_session(replay, &record, segment),
                Record::Logout { si, ot, cause } => {
                    self.replay_logout(replay, si, ot, End::from_number(cause))
                }
                Record::Settled(rows) => {
                    for (si, end) in rows {
                        self.replay_settled(replay, si, end);
                    }
                }
                Record::Handled(rows) => {
                    for (si, logout) in rows {
                        let slot = self.slot_of(replay, si);
                        if let Some(held) = slot.and_then(|slot| self.sessions.get_mut(slot)) {
                            held.row_mut(logout).owed = false;
                        }
                        self.drop_if_finished(replay, si);
                    }
                }
                Record::SessionGone(si) => {
                    if let Some(slot) = self.slot_of(replay, si) {
                        replay.by_si.remove(0, &si, slot);
                        self.drop_loaded_session(slot);
                    }
                }
            }
        }
    }

    fn replay_account(&mut self, record: &AccountRecord<'_>, segment: u64) -> Result<()> {
        let state = AccountState::from_json(record.state).map_err(|_| newer())?;
        let person = match record.person {
            // Checked when it came in; a future birth can only mean that the clock is wrong now.
            Some((name, number)) => Person::new(name, number, crate::time::LATEST - 1).ok(),
            None => None,
        };
        let game = self.game_at(record.game);
        let known = self.find_account(game, record.account);
        let sessions = known.and_then(|slot| self.accounts.get(slot)).map_or(NONE, |held| held.sessions);
        let checked_again = state.ai().and_then(|_| state.pi()).map(Box::from);
        let account = Account {
            game,
            key: record.account.into(),
            state,
            person,
            attempt: record.attempt,
            backfill: record.backfill,
            cause: Cause::from_number(record.cause),
            record: 0,
            // A record is the whole account: what older segments say of it is not needed any more.
            segment,
            version: u64::from(record.owed),
            handled: 0,
            told: 0,
            in_flight: None,
            queued: None,
            due: None,
            sessions,
            checked_again,
        };
        match known.and_then(|slot| self.accounts.get_mut(slot)) {
            Some(held) => *held = account,
            None => {
                let slot = self.accounts.insert(account).slot;
                self.account_index.insert(game, record.account.as_bytes(), slot);
                if let Some(game) = self.game_mut(game) {
                    game.accounts += 1;
                }
            }
        }
        Ok(())
    }

    fn replay_session(&mut self, replay: &mut Replay, record: &SessionRecord<'_>, segment: u64) {
        let game = self.game_at(record.game);
        let known = self.slot_of(replay, record.si);
        let slot = match known {
            Some(slot) => slot,
            None => {
                let new = NewSession {
                    game,
                    session: record.session,
                    account: record.account,
                    guest: record.guest,
                    id: record.id,
                    si: record.si,
                    since: record.since,
                };
                let Some(slot) = self.open_session(&new) else { return };
                replay.by_si.insert(0, &record.si, slot);
                slot
            }
        };
        let Some(held) = self.sessions.get_mut(slot) else { return };
        // When it is written anew, what older segments say of it is written anew as well.
        held.segment = u32::try_from(segment).unwrap_or(u32::MAX);
        if let Some(id) = record.id {
            held.set_id(id);
        }
        held.until = u32::try_from(record.until).unwrap_or(0);
        if record.login_ot > 0 && held.login.state == RowState::None {
            held.login.ot = u32::try_from(record.login_ot).unwrap_or(0);
            held.login.state = RowState::Queued;
        }
    }

    fn replay_logout(&mut self, replay: &mut Replay, si: Si, ot: i64, end: End) {
        let Some(slot) = self.slot_of(replay, si) else { return };
        let Some(held) = self.sessions.get_mut(slot).filter(|held| held.is_open()) else { return };
        held.end = end;
        held.told = true;
        held.logout.ot = u32::try_from(ot).unwrap_or(0);
        if held.is_reported() {
            held.logout.state = RowState::Queued;
        }
        self.open_sessions -= 1;
        if end == End::Replaced {
            if let Some(held) = self.sessions.get_mut(slot) {
                held.detached = true;
            }
            if let Some((game, key)) =
                self.sessions.get(slot).map(|held| (held.game, Box::<str>::from(held.key())))
            {
                self.session_index.remove(game, key.as_bytes(), slot);
            }
        }
        self.drop_if_finished(replay, si);
    }

    fn replay_settled(&mut self, replay: &mut Replay, si: Si, end: RowEnd) {
        let (Some(slot), Some(state)) = (self.slot_of(replay, si), RowState::from_number(end.outcome)) else {
            return;
        };
        if let Some(held) = self.sessions.get_mut(slot) {
            let row = held.row_mut(end.logout);
            (row.state, row.errcode, row.owed) = (state, end.errcode, end.owed);
            row.sent = u32::try_from(end.sent).unwrap_or(0);
        }
        self.drop_if_finished(replay, si);
    }

    fn slot_of(&self, replay: &Replay, si: Si) -> Option<u32> {
        replay.by_si.find(0, &si, &|slot| self.sessions.get(slot).is_some_and(|held| held.si == si))
    }

    fn drop_if_finished(&mut self, replay: &mut Replay, si: Si) {
        let Some(slot) = self.slot_of(replay, si) else { return };
        // One without rows ends with a record of its own.
        if self.sessions.get(slot).is_some_and(|held| held.is_finished() && held.is_reported()) {
            replay.by_si.remove(0, &si, slot);
            self.drop_loaded_session(slot);
        }
    }

    fn drop_loaded_session(&mut self, slot: u32) {
        let Some(gone) = self.sessions.remove(slot) else { return };
        if gone.is_open() {
            self.open_sessions -= 1;
        }
        if !gone.detached {
            self.session_index.remove(gone.game, gone.key().as_bytes(), slot);
        }
        if let Some(game) = self.game_mut(gone.game) {
            game.sessions -= 1;
        }
    }

    fn drop_loaded_account(&mut self, slot: u32) {
        let Some(gone) = self.accounts.remove(slot) else { return };
        self.account_index.remove(gone.game, gone.key.as_bytes(), slot);
        if let Some(game) = self.game_mut(gone.game) {
            game.accounts -= 1;
        }
    }

    /// The journal is complete: this open begins.
    pub(super) fn end_loading(&mut self, loading: Loading) -> Result<()> {
        let Loading { mut reader, replay } = loading;
        let found = reader.finish(replay.floor)?;
        let floor = found.floor;
        for slot in self.sessions.slots() {
            if self.sessions.get(slot).is_some_and(|held| u64::from(held.segment) < floor) {
                self.drop_loaded_session(slot);
            }
        }
        for slot in self.accounts.slots() {
            if self.accounts.get(slot).is_some_and(|held| held.segment < floor) {
                self.drop_loaded_account(slot);
            }
        }
        let opens = found.opens + 1;
        self.secrets = Secrets::new(&self.entropy, opens, self.clock.unix());
        if let Some(key) = self.config.journal_keys.first() {
            let segment = found.last.map_or(1, |last| last.saturating_add(1));
            let start = Start {
                key: key.clone(),
                segment,
                opens,
                id_base: found.id_base.max(replay.reserved),
                salt_key: self.secrets.salt_key(),
                segment_bytes: usize::try_from(self.config.limits.segment_bytes).unwrap_or(usize::MAX),
            };
            self.book = Book::on(start, if found.last.is_some() { 0 } else { segment }, reader.sizes.clone());
        }
        self.resume_accounts();
        let rows = self.resume_sessions();
        if found.segments > 0 {
            let place = |(segment, offset): &(u64, u64)| Damage {
                segment: signed(*segment),
                offset: signed(*offset),
            };
            self.notices.advise(Event::Recovered {
                segments: signed(found.segments),
                accounts: i64::try_from(self.accounts.len()).unwrap_or(i64::MAX),
                sessions: i64::try_from(self.sessions.len()).unwrap_or(i64::MAX),
                rows,
                damage: reader.damage.iter().map(place).collect(),
            });
        }
        Ok(())
    }

    /// An attempt that was under way may have been sent, or not: ask before anything else. A 2004 is then not our own
    /// resend (E14).
    fn resume_accounts(&mut self) {
        for slot in self.accounts.slots() {
            let Some(held) = self.accounts.get(slot) else { continue };
            let segment = held.segment;
            let asked = held.state.next_step().is_some_and(|next| next.call == NextCall::Check);
            let ai = super::account::ai_of(&held.state);
            self.book.alive_in(segment);
            if held.state.kind() == AccountKind::Submitting
                && asked
                && let Some(ai) = ai
            {
                let event = AccountEvent::CheckAnswer { ai, answer: AttemptAnswer::NoAnswer };
                self.apply(slot, &event, Cause::Answer);
            }
            let Some(handle) = self.accounts.handle(slot) else { continue };
            let Some(held) = self.accounts.get_mut(slot) else { continue };
            held.state.forget_sends();
            if held.version > held.handled {
                self.notices.accounts.push_back(handle);
            }
        }
    }

    /// Sessions stay open, or are closed at the last time the engine was alive. The number of rows to report.
    fn resume_sessions(&mut self) -> i64 {
        let timeout = i64::from(self.config.heartbeat_timeout_s) * SECOND;
        let close = self.config.restart == Restart::Close;
        let now = self.clock.server();
        let mut rows = 0;
        for slot in self.sessions.slots() {
            let Some(held) = self.sessions.get_mut(slot) else { continue };
            held.record = 0;
            let segment = u64::from(held.segment);
            rows += [&held.login, &held.logout]
                .iter()
                .filter(|row| row.state.is_waiting())
                .fold(0, |sum, _| sum + 1);
            self.book.alive_in(segment);
            if let Some(session) = self.sessions.handle(slot)
                && let Some(held) = self.sessions.get(slot)
            {
                for logout in [false, true] {
                    if held.row(logout).owed {
                        self.notices.rows.push((held.game, 0), RowRef { session, logout });
                    }
                }
            }
            let waits =
                self.sessions.get(slot).filter(|held| held.is_open() && !held.is_reported() && !held.guest);
            let account = waits.and_then(|held| Some((held.game, held.account()?)));
            match account.and_then(|(game, account)| self.find_account(game, account)) {
                Some(account) => self.link_session(account, slot),
                None => self.doom_if_waiting(slot),
            }
            if close && self.sessions.get(slot).is_some_and(Session::is_open) {
                // A login of the last minute shows life as well.
                let since = self.sessions.get(slot).map_or(0, |held| held.since);
                let alive = self.last_alive.max(since);
                let ended = (now - SECOND).min(alive.saturating_add(timeout));
                if !self.end_if_over(slot) {
                    self.end_session(slot, End::Restart, ended.max(since));
                }
            }
            self.plan_window(slot);
        }
        rows
    }

    /// A session without pi whose account is gone: the player was not verified, and the host has heard so.
    fn doom_if_waiting(&mut self, slot: u32) {
        if self.sessions.get(slot).is_some_and(|held| held.is_open() && held.id().is_empty()) {
            self.doom(slot);
        }
    }

    /// Once its game is there, an account that was settled before the crash goes its way.
    pub(super) fn resume_account(&mut self, slot: u32) {
        let settled = self.accounts.get(slot).is_some_and(|held| !is_unsettled(&held.state));
        if settled {
            self.follow_sessions(slot);
            self.release_account(slot);
        } else {
            self.schedule(slot);
        }
    }
}

fn newer() -> Error {
    Error::new(
        ErrorCode::JournalNewer,
        "this journal holds records of a newer version: upgrade before opening it, nothing was changed",
    )
}

fn broken(segment: u64) -> Error {
    Error::new(
        ErrorCode::JournalDamaged,
        alloc::format!(
            "a record of segment {segment} is malformed although it is authentic: please report this"
        ),
    )
}
