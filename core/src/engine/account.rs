//! Accounts that are not settled: verify, put_account, and what follows from an answer (E15).

use alloc::{boxed::Box, format, string::String, vec::Vec};

use super::step::{Priority, Verifying};
use super::{AccountView, Engine, at, check_key};
use crate::account::{
    AccountEffect, AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, NextCall,
    account_apply,
};
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::identity::Person;
use crate::journal::record::{AccountRecord, Record};
use crate::session::entry::NONE;
use crate::session::slab::Handle;
use crate::time::{MonoMs, Now};
use crate::wire::{Answer, ErrcodeClass};

/// Why a state changed, as the event says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    Answer,
    Deadline,
    Host,
    ResultGone,
}

impl Cause {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Deadline => "deadline",
            Self::Host => "host",
            Self::ResultGone => "result_gone",
        }
    }

    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Answer => 0,
            Self::Deadline => 1,
            Self::Host => 2,
            Self::ResultGone => 3,
        }
    }

    pub(crate) fn from_number(number: u8) -> Self {
        match number {
            1 => Self::Deadline,
            2 => Self::Host,
            3 => Self::ResultGone,
            _ => Self::Answer,
        }
    }
}

/// An account that the engine owns: unsettled, or with a result that the host has not handled.
pub(crate) struct Account {
    pub(crate) game: u32,
    pub(crate) key: Box<str>,
    pub(crate) state: AccountState,
    pub(crate) person: Option<Person>,
    pub(crate) attempt: u64,
    pub(crate) backfill: bool,
    pub(crate) cause: Cause,
    /// Its latest journal record; nothing is sent or told before that is durable.
    pub(crate) record: u64,
    pub(crate) segment: u64,
    /// Counts the changes that the host must hear of, and how many it has handled.
    pub(crate) version: u64,
    pub(crate) handled: u64,
    pub(crate) told: u64,
    /// The request that is out for it.
    pub(crate) in_flight: Option<i64>,
    /// The lane in whose queue it stands; an entry in any other is an old one.
    pub(crate) queued: Option<u32>,
    pub(crate) due: Option<MonoMs>,
    /// The first of its sessions that wait for the result.
    pub(crate) sessions: u32,
    /// The pi that was in force when the attempt began.
    pub(crate) checked_again: Option<Box<str>>,
}

impl Engine {
    /// Starts (or joins) the verification of a player.
    ///
    /// `state`: what the host has stored for the player. The same person while an attempt runs: no new attempt; another
    /// person: the new attempt replaces the old one (E15). Returns the state to store.
    ///
    /// # Errors
    /// `unknown_game`, `invalid_parameter` (keys; the game only reports; `failed_throttle`), `invalid_name`,
    /// `invalid_id_number`, `journal_backlog`, `bad_time`. The state is unchanged then.
    #[allow(clippy::too_many_arguments)]
    pub fn verify(
        &mut self,
        game: &str,
        account: &str,
        state: &AccountState,
        name: &str,
        id_number: &str,
        priority: Priority,
        now: Now,
    ) -> Result<Verifying> {
        self.at(now)?;
        let at = self.active_game(game)?;
        check_key(account, "account")?;
        self.check_role(
            at,
            super::config::Role::Report,
            "this game only reports: verify in the game that does",
        )?;
        self.check_backlog()?;
        let person = Person::new(name, id_number, self.clock.server())?;
        let slot = self.adopt(at, account, state);
        let before = self.accounts.get(slot).map(|held| held.state.clone()).unwrap_or_default();
        let event =
            AccountEvent::SubmitIdentity { name: person.name().into(), id_number: person.id_number().into() };
        let fresh = hex::lower(&self.secrets.name());
        let applied = account_apply(&before, &event, Some(&fresh), self.server_now(), &self.options());
        let applied = match applied {
            Ok(applied) => applied,
            Err(error) => {
                self.release_account(slot);
                return Err(error);
            }
        };
        if let Some(AccountEffect::Invalid { reason, .. }) =
            applied.effects.iter().find(|effect| matches!(effect, AccountEffect::Invalid { .. }))
        {
            let reason: &'static str =
                if reason == "failed_throttle" { "failed_throttle" } else { "refused" };
            self.release_account(slot);
            return Err(Error::new(
                ErrorCode::InvalidParameter,
                "the account may not submit an identity now: after five failures in a day it rests for a day",
            )
            .with_field("account")
            .with_reason(reason));
        }
        let new_attempt =
            applied.state.ai() != before.ai() && applied.state.kind() == AccountKind::Submitting;
        let mut learnt = false;
        if let Some(held) = self.accounts.get_mut(slot) {
            let (backfill, first) = (priority == Priority::Backfill, held.state.ai().is_none());
            // A player of the migration who comes online waits no longer; a migration never takes a live player's place.
            let promoted = held.backfill && !backfill;
            held.backfill = backfill && (first || held.backfill);
            if new_attempt || held.state.same_person(&person) {
                learnt = !new_attempt && held.person.is_none();
                held.person = Some(person);
            }
            if new_attempt {
                held.attempt += 1;
                // What is out belongs to the attempt before: the new one need not wait for it.
                held.in_flight = None;
            }
            if new_attempt || promoted {
                held.queued = None;
            }
        }
        // The host stores what this call returns, so nothing is owed for it.
        self.change(slot, applied.state, None);
        if learnt {
            // An attempt that the host brought along was written down without its person, who must survive a crash too.
            self.note_account(slot);
        }
        let held = self.accounts.get(slot);
        let verifying = Verifying {
            state: held.map(|held| held.state.clone()).unwrap_or_default(),
            attempt: held.map_or(0, |held| i64::try_from(held.attempt).unwrap_or(i64::MAX)),
        };
        self.tell_alerts(slot, &applied.effects);
        self.schedule(slot);
        self.release_account(slot);
        Ok(verifying)
    }

    /// Tells the engine what the host knows of an account: settled elsewhere (sessions that wait become reportable), or
    /// unsettled and to be followed.
    ///
    /// # Errors
    /// `unknown_game`, `invalid_parameter`, `bad_time`.
    pub fn put_account(&mut self, game: &str, account: &str, state: &AccountState, now: Now) -> Result<()> {
        self.at(now)?;
        let at = self.active_game(game)?;
        check_key(account, "account")?;
        let slot = self.adopt(at, account, state);
        self.schedule(slot);
        self.release_account(slot);
        Ok(())
    }

    /// The state of an account that the engine holds; none once it is settled and handled.
    ///
    /// # Errors
    /// `unknown_game`.
    pub fn account(&self, game: &str, account: &str) -> Result<Option<AccountView>> {
        let at = self.known_game(game)?;
        let slot = self.find_account(at, account);
        Ok(slot
            .and_then(|slot| self.accounts.get(slot))
            .filter(|held| held.version > held.handled || is_unsettled(&held.state))
            .map(|held| AccountView { state: held.state.clone() }))
    }

    pub(super) fn find_account(&self, game: u32, account: &str) -> Option<u32> {
        self.account_index.find(game, account.as_bytes(), &|slot| {
            self.accounts.get(slot).is_some_and(|held| held.game == game && &*held.key == account)
        })
    }

    /// Merges what the host says with what the engine holds: Verified wins, else the later change. Creates the entry.
    pub(super) fn adopt(&mut self, game: u32, account: &str, given: &AccountState) -> u32 {
        if let Some(slot) = self.find_account(game, account) {
            let wins = self.accounts.get(slot).is_some_and(|held| given_wins(held, given));
            if wins {
                if let Some(held) = self.accounts.get_mut(slot)
                    && given.ai() != held.state.ai()
                {
                    held.person = None;
                }
                self.change(slot, unsent(given, self.accounts.get(slot)), None);
                self.follow_sessions(slot);
            }
            return slot;
        }
        let handle = self.accounts.insert(Account {
            game,
            key: account.into(),
            state: unsent(given, None),
            person: None,
            attempt: 0,
            backfill: false,
            cause: Cause::Host,
            record: 0,
            segment: 0,
            version: 0,
            handled: 0,
            told: 0,
            in_flight: None,
            queued: None,
            due: None,
            sessions: NONE,
            checked_again: None,
        });
        self.account_index.insert(game, account.as_bytes(), handle.slot);
        if let Some(game) = self.game_mut(game) {
            game.accounts += 1;
        }
        if is_unsettled(given) {
            self.note_account(handle.slot);
        }
        handle.slot
    }

    /// Applies an event to an account and does what follows.
    pub(super) fn apply(&mut self, slot: u32, event: &AccountEvent, cause: Cause) {
        let effects = self.apply_quietly(slot, event, cause);
        self.tell_alerts(slot, &effects);
    }

    /// The same; what has to be told is the caller's to decide.
    pub(super) fn apply_quietly(
        &mut self,
        slot: u32,
        event: &AccountEvent,
        cause: Cause,
    ) -> Vec<AccountEffect> {
        let Some(held) = self.accounts.get(slot) else { return Vec::new() };
        let fresh = hex::lower(&self.secrets.name());
        // Without the person no new attempt can be made: the table then ends the attempt instead.
        let fresh = held.person.as_ref().map(|_| fresh.as_str());
        let Ok(applied) = account_apply(&held.state, event, fresh, self.server_now(), &self.options()) else {
            return Vec::new();
        };
        let new_ai = applied.state.ai() != held.state.ai() && applied.state.kind() == AccountKind::Submitting;
        let gone = applied.state.kind() == AccountKind::PendingExpired && !is_unsettled(&applied.state);
        let owed =
            differ(&held.state, &applied.state).then_some(if gone { Cause::ResultGone } else { cause });
        if new_ai && let Some(held) = self.accounts.get_mut(slot) {
            held.attempt += 1;
        }
        self.change(slot, applied.state, owed);
        if owed.is_some() {
            self.follow_sessions(slot);
        } else if self.accounts.get(slot).is_some_and(|held| held.sessions != NONE) {
            // The authority may have begun to be silent (Q99), or ceased to be.
            self.revise_sessions(slot);
        }
        applied.effects
    }

    /// Puts a new state in place; writes it down where a restart would have to know it.
    fn change(&mut self, slot: u32, state: AccountState, owed: Option<Cause>) {
        let Some(held) = self.accounts.get_mut(slot) else { return };
        let differs = differ(&held.state, &state) || held.state.ai() != state.ai();
        if let (true, Some(pi)) = (is_unsettled(&state), state.pi()) {
            held.checked_again = Some(pi.into());
        }
        held.state = state;
        if let Some(cause) = owed {
            held.cause = cause;
            held.version += 1;
        }
        if !differs {
            return;
        }
        let wanted = is_unsettled(&held.state) || held.version > held.handled;
        if wanted {
            self.note_account(slot);
        } else {
            self.forget_account_record(slot);
        }
        if owed.is_some()
            && let Some(handle) = self.accounts.handle(slot)
        {
            self.notices.accounts.push_back(handle);
        }
    }

    /// Writes the account's absolute record.
    pub(super) fn note_account(&mut self, slot: u32) {
        let Some(held) = self.accounts.get_mut(slot) else { return };
        let Some(game) = at(&self.games, held.game) else { return };
        let record = AccountRecord {
            game: &game.key,
            account: &held.key,
            attempt: held.attempt,
            state: &held.state.to_json(),
            person: held.person.as_ref().map(|person| (person.name(), person.id_number())),
            backfill: held.backfill,
            owed: held.version > held.handled,
            cause: held.cause.number(),
        };
        let number = self.book.write(Record::ACCOUNT, |put| record.write(put));
        held.record = number;
        if held.segment == 0 {
            held.segment = self.book.born();
        }
    }

    fn forget_account_record(&mut self, slot: u32) {
        let Some(held) = self.accounts.get_mut(slot) else { return };
        let segment = core::mem::take(&mut held.segment);
        if segment == 0 {
            return;
        }
        let Some(game) = at(&self.games, held.game) else { return };
        self.book.write(Record::ACCOUNT_GONE, |put| {
            put.text(&game.key);
            put.text(&held.key);
        });
        self.book.dead(segment);
    }

    /// Lets go of an account that is settled, handled and followed by no session.
    pub(super) fn release_account(&mut self, slot: u32) {
        let Some(held) = self.accounts.get(slot) else { return };
        let busy = held.version > held.handled || is_unsettled(&held.state) || is_followed(held);
        let linked = held.sessions != NONE;
        if busy {
            return;
        }
        self.forget_account_record(slot);
        if linked {
            return;
        }
        self.unlink_sessions(slot);
        if let Some(gone) = self.accounts.remove(slot) {
            self.account_index.remove(gone.game, gone.key.as_bytes(), slot);
            if let Some(game) = self.game_mut(gone.game) {
                game.accounts -= 1;
            }
            self.check_drained(gone.game);
        }
    }

    /// Plans the next call of an account, or queues it when it is due.
    pub(super) fn schedule(&mut self, slot: u32) {
        let server = self.clock.server();
        let mono = self.clock.mono();
        let every = self.config.limits.query_every_ms;
        let patient = self.clock.patient();
        let Some(held) = self.accounts.get_mut(slot) else { return };
        if held.in_flight.is_some() || held.queued.is_some() {
            return;
        }
        let Some(next) = held.state.next_step() else { return };
        // The end of the 48 hours is not left to the next query (Q114: then the administrator).
        let left = held.state.deadline().map(|deadline| deadline - patient).filter(|left| *left > 0);
        let wait = (next.at - server).min(every).min(left.unwrap_or(i64::MAX));
        if wait <= 0 {
            self.queue_account(slot);
            return;
        }
        let due = mono.saturating_add(wait);
        held.due = Some(due);
        self.account_plan.plan(due, slot.into());
    }

    /// Queues the account for its next call, whatever its own back-off says: the lane decides.
    pub(super) fn queue_account(&mut self, slot: u32) {
        let Some(held) = self.accounts.get_mut(slot) else { return };
        let (Some(next), None, None) = (held.state.next_step(), held.queued, held.in_flight) else {
            return;
        };
        let (game, backfill) = (held.game, held.backfill);
        let lanes = self.game(game).and_then(|game| game.lanes);
        let Some([check, query, _]) = lanes else { return };
        if self.game(game).is_some_and(|game| game.role == super::config::Role::Report) {
            // Whoever verifies for this game tells the result (Q30, Q194).
            return;
        }
        let lane = if next.call == NextCall::Check { check } else { query };
        if let Some(held) = self.accounts.get_mut(slot) {
            (held.queued, held.due) = (Some(lane), None);
        }
        if let Some(lane) = self.lane_mut(lane) {
            let queue = if backfill { &mut lane.queue.backfill } else { &mut lane.queue.live };
            queue.push_back(slot);
        }
        self.wake_lane(lane);
    }

    /// Accounts whose time has come; at most a few hundred a call.
    pub(super) fn accounts_due(&mut self) {
        for _ in 0..512 {
            let Some((at, slot)) = self.account_plan.due(self.clock.mono()) else { return };
            let slot = u32::try_from(slot).unwrap_or(u32::MAX);
            if self.accounts.get(slot).is_none_or(|held| held.due != Some(at)) {
                continue;
            }
            if let Some(held) = self.accounts.get_mut(slot) {
                held.due = None;
            }
            self.tick(slot);
            // It waited on the clock that cannot leap: what its state says in wall time is no reason to wait longer.
            self.queue_account(slot);
        }
    }

    /// The 48 h of a pending result (Q114), measured so that a jump of the wall clock expires nobody.
    pub(super) fn tick(&mut self, slot: u32) {
        let Some(held) = self.accounts.get(slot) else { return };
        let unix = self.clock.patient();
        let over = held.state.deadline().is_some_and(|deadline| unix >= deadline);
        if over && crate::time::check_unix(unix).is_ok() {
            let now = Now { unix, mono: self.clock.mono() };
            self.apply_at(slot, &AccountEvent::Tick, Cause::Deadline, now);
        }
    }

    fn apply_at(&mut self, slot: u32, event: &AccountEvent, cause: Cause, now: Now) {
        let Some(held) = self.accounts.get(slot) else { return };
        let Ok(applied) = account_apply(&held.state, event, None, now, &self.options()) else { return };
        let owed = (applied.state.kind() != held.state.kind()).then_some(cause);
        self.change(slot, applied.state, owed);
        if owed.is_some() {
            // From here on the profile's grace runs.
            self.revise_sessions(slot);
        }
        self.tell_alerts(slot, &applied.effects);
    }

    pub(super) fn tell_alerts(&mut self, slot: u32, effects: &[AccountEffect]) {
        let game = self.accounts.get(slot).map_or(u32::MAX, |held| held.game);
        for effect in effects {
            if let AccountEffect::Alert { code } = effect {
                self.alert_game(code, game, None, None);
            }
        }
    }

    /// The host handled a change.
    pub(super) fn account_handled(&mut self, account: Handle, version: u64) {
        let Some(held) = self.accounts.at_mut(account) else { return };
        held.handled = held.handled.max(version);
        if held.version > held.handled {
            self.notices.accounts.push_back(account);
            return;
        }
        if is_unsettled(&held.state) || is_followed(held) {
            // The change need not be told again after a restart.
            self.note_account(account.slot);
            return;
        }
        held.person = None;
        self.release_account(account.slot);
    }

    /// A check is due and nobody knows the person any more: the attempt ends, the player enters the data again (Q180).
    pub(super) fn person_gone(&mut self, slot: u32, ai: String) {
        // An answer that asks for a new ai ends an attempt when there is none.
        let refused = Answer::Refused { errcode: 2006, errmsg: String::new(), class: ErrcodeClass::NewAi };
        let event = AccountEvent::CheckAnswer { ai, answer: AttemptAnswer::Answer(refused) };
        self.apply(slot, &event, Cause::Answer);
        self.release_account(slot);
    }

    pub(super) fn options(&self) -> AccountOptions {
        AccountOptions {
            submit_non_mainland: self.config.submit_non_mainland,
            keep_on_failed_recheck: self.config.recheck_failed == super::config::Recheck::Keep,
            ..AccountOptions::default()
        }
    }

    pub(super) fn server_now(&self) -> Now {
        Now { unix: self.clock.server(), mono: self.clock.mono() }
    }

    pub(super) fn check_backlog(&self) -> Result<()> {
        if self.book.unpersisted() < self.config.limits.max_unpersisted_bytes {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::JournalBacklog,
            format!(
                "{} bytes wait for the disk: serve the Persist that poll gives, then try again",
                self.book.unpersisted()
            ),
        ))
    }

    pub(super) fn check_role(&self, game: u32, not: super::config::Role, text: &str) -> Result<()> {
        if self.game(game).is_some_and(|game| game.role == not) {
            return Err(Error::new(ErrorCode::InvalidParameter, text).with_field("game"));
        }
        Ok(())
    }

    pub(super) fn known_game(&self, game: &str) -> Result<u32> {
        self.game_index(game).ok_or_else(|| {
            Error::new(ErrorCode::UnknownGame, "the engine has no such game: call put_game first")
                .with_field("game")
        })
    }
}

/// Its sessions go on as long as they like, and a restart must know whose they are (Q187).
fn is_followed(held: &Account) -> bool {
    held.sessions != NONE && held.state.kind() == AccountKind::PendingExpired
}

/// Whether the host must hear of it, and a restart must know: another kind, no question left to ask, or a pi that was not
/// believed, which the authority no longer has after 300 s.
fn differ(before: &AccountState, after: &AccountState) -> bool {
    before.kind() != after.kind()
        || is_unsettled(before) != is_unsettled(after)
        || before.unsettled_pi() != after.unsettled_pi()
}

/// The engine follows it until there is a result.
pub(super) fn is_unsettled(state: &AccountState) -> bool {
    match state.kind() {
        AccountKind::Submitting | AccountKind::Pending => true,
        AccountKind::PendingExpired => state.next_step().is_some(),
        _ => false,
    }
}

/// Verified wins, else the later change; on a tie the engine's own. The person whom a re-check began from is no news
/// while it runs, nor once it is answered: the host has only not stored that yet (Q112).
pub(super) fn given_wins(held: &Account, given: &AccountState) -> bool {
    let verified = |state: &AccountState| state.kind() == AccountKind::Verified;
    let later = given.changed_at() > held.state.changed_at();
    match (verified(&held.state), verified(given)) {
        (false, true) => later || given.pi() != held.checked_again.as_deref(),
        (true, false) => false,
        _ => later,
    }
}

/// A state from the host's database may be another process's: what that one sent is unknown here, so ask first (E14).
fn unsent(given: &AccountState, held: Option<&Account>) -> AccountState {
    let mut state = given.clone();
    if held.is_none_or(|held| held.state.ai() != given.ai()) {
        state.forget_sends();
    }
    state
}

/// Text of an ai for a flight.
pub(super) fn ai_of(state: &AccountState) -> Option<String> {
    state.ai().map(String::from)
}
