//! Play windows: who may come in by the policy, and the end of what was allowed for a time.

use alloc::{collections::VecDeque, vec::Vec};

use super::lane::RowRef;
use super::mutation::Break;
use super::queues::Queues;
use super::{Engine, Event};
use crate::account::AccountState;
use crate::error::Result;
use crate::policy::{Calendar, Profile, Reason, Usage, Verdict, may_play};
use crate::session::entry::{End, Session};
use crate::time::{DAY, Date, MonoMs, SECOND, UTC8, UnixMs};

/// So many sessions are ended or warned by one call of poll: at 21:00 there may be hundreds of thousands (E17).
const MOST_AT_ONCE: usize = 4096;
/// The most sessions in one warning.
const MOST_IN_EVENT: usize = 128;

/// The law and the calendar of games without a profile of their own.
#[derive(Default)]
pub(crate) struct Policy {
    pub(crate) profile: Profile,
    pub(crate) calendar: Calendar,
}

/// What is planned for open sessions that may not last, by server time: a jump of the clock moves nothing here.
#[derive(Default)]
pub(crate) struct Windows {
    /// Logouts to come, by the server second of the next warning or of the end itself. Sessions that are gone, or moved, are
    /// passed over.
    plan: Queues,
    /// To be told, by game and seconds left.
    warned: Queues,
    /// The day, counted from 1970 in UTC+8, for which the missing notice was told.
    uncovered_told: i64,
}

impl Windows {
    pub(crate) fn has_warning(&self) -> bool {
        !self.warned.is_empty()
    }
}

impl Engine {
    /// May this player play (the policy's second verdict)?
    pub(super) fn admit(
        &mut self,
        game: u32,
        state: Option<&AccountState>,
        usage: Option<Usage>,
    ) -> Result<Verdict> {
        let usage = usage.unwrap_or_default();
        let now = self.clock.server();
        let profile = self.profile_of(game);
        let verdict = may_play(state, &profile, &self.policy.calendar, usage, now)?;
        let today = (now + UTC8).div_euclid(DAY);
        let by_calendar = matches!(verdict.reason, Reason::MinorInWindow | Reason::MinorOutsideWindow);
        if by_calendar && self.windows.uncovered_told != today {
            let covered = Date::of(now).is_some_and(|date| self.policy.calendar.covers(date));
            if !covered {
                self.windows.uncovered_told = today;
                self.notices.alert("calendar_uncovered", None, None, None);
            }
        }
        Ok(verdict)
    }

    /// The profile of a game: its own, or the engine's.
    pub(super) fn profile_of(&self, game: u32) -> Profile {
        self.game(game).and_then(|game| game.profile).unwrap_or(self.policy.profile)
    }

    /// The session may last until this instant; none: for ever. Written down by the caller.
    pub(super) fn limit_session(&mut self, slot: u32, until: Option<UnixMs>) {
        let until = until.map_or(0, as_second);
        let Some(held) = self.sessions.get_mut(slot) else { return };
        held.until = until;
        self.plan_window(slot);
    }

    /// Plans the next warning, or the end.
    pub(super) fn plan_window(&mut self, slot: u32) {
        if self.config.mutation.is(Break::Overtime) {
            return;
        }
        let Some(held) = self.sessions.get(slot).filter(|held| held.until != 0 && held.is_open()) else {
            return;
        };
        let (until, warnings) = (held.until, self.profile_of(held.game).warn_s);
        let now = u32::try_from(self.server_second()).unwrap_or(0);
        let warnings = warnings.into_iter().filter_map(|before| warning_at(until, before));
        let next = warnings.filter(|at| *at > now).min().unwrap_or(until);
        if let Some(session) = self.sessions.handle(slot) {
            self.windows.plan.push((next, 0), RowRef { session, logout: true });
        }
    }

    /// Ends and warns what is due, at most [`MOST_AT_ONCE`] at a time.
    pub(super) fn windows_due(&mut self) {
        let now = u32::try_from(self.server_second()).unwrap_or(0);
        for _ in 0..MOST_AT_ONCE {
            let Some(first) = self.windows.plan.first_key().filter(|(second, _)| *second <= now) else {
                return;
            };
            match self.windows.plan.get(first).and_then(VecDeque::pop_front) {
                Some(row) => self.window_due(row, first.0),
                None => self.windows.plan.remove(first),
            }
        }
    }

    fn window_due(&mut self, row: RowRef, planned: u32) {
        let session = row.session;
        let Some(held) = self.sessions.at(session).filter(|held| held.is_open() && held.until != 0) else {
            return;
        };
        let (until, game) = (held.until, held.game);
        if i64::from(until) <= self.server_second() {
            // Ended at the very second, however late the host polls.
            self.end_window(session.slot);
            return;
        }
        let left = i64::from(until) - i64::from(planned);
        if self.profile_of(game).warn_s.contains(&left) {
            self.windows.warned.push((game, left), row);
        }
        // An entry from before the end was moved plans nothing.
        if planned <= until {
            self.plan_window(session.slot);
        }
    }

    /// Ends a session whose time is over. True: it was so.
    pub(super) fn end_if_over(&mut self, slot: u32) -> bool {
        let over = |held: &&Session| held.until != 0 && i64::from(held.until) <= self.server_second();
        if self.sessions.get(slot).filter(over).is_none() || self.config.mutation.is(Break::Overtime) {
            return false;
        }
        self.end_window(slot);
        true
    }

    fn end_window(&mut self, slot: u32) {
        let Some(held) = self.sessions.get(slot) else { return };
        let end = match (held.guest, held.is_reported()) {
            (true, _) => End::GuestTimeUsed,
            // A pending player at the end of the profile's patience, or a claimed minor at nine in the evening.
            (false, false) if !self.is_hour_over(held) => End::PendingOver,
            _ => End::Window,
        };
        self.end_session(slot, end, i64::from(held.until) * SECOND);
    }

    /// Whether it is a minor's hours that ended a session without rows.
    fn is_hour_over(&self, held: &Session) -> bool {
        let account = held.account().and_then(|account| self.find_account(held.game, account));
        let state = account.and_then(|slot| self.accounts.get(slot)).map(|held| &held.state);
        let profile = self.profile_of(held.game);
        // The end was rounded down to a second; after it the reason stands.
        let at = (i64::from(held.until) + 1) * SECOND;
        let verdict =
            state.map(|state| may_play(Some(state), &profile, &self.policy.calendar, Usage::default(), at));
        !matches!(
            verdict.and_then(Result::ok).map(|verdict| verdict.reason),
            Some(Reason::FailOpenEnded | Reason::PendingExpired)
        )
    }

    /// The account changed while these sessions wait for its result: what may last, and until when?
    pub(super) fn revise_sessions(&mut self, account: u32) {
        let Some((game, state)) = self.accounts.get(account).map(|held| (held.game, held.state.clone()))
        else {
            return;
        };
        for slot in self.sessions_of(account) {
            let Ok(verdict) = self.admit(game, Some(&state), None) else { continue };
            self.move_end(slot, verdict, true);
        }
    }

    /// The policy was asked again for an open session. Without news of the host's ledgers (`later` is false) the end does not
    /// move to a later time: another login does not give a guest another hour.
    pub(super) fn move_end(&mut self, slot: u32, verdict: Verdict, later: bool) {
        let end = if verdict.allowed { verdict.valid_until } else { Some(self.clock.server()) };
        let second = end.map_or(0, as_second);
        let Some(held) = self.sessions.get(slot).filter(|held| held.is_open()) else { return };
        if held.until == second || !later && held.until != 0 && second > held.until {
            return;
        }
        self.limit_session(slot, end);
        self.note_session(slot);
        self.end_if_over(slot);
    }

    /// The next end or warning, as monotonic time.
    pub(super) fn next_window(&self) -> Option<MonoMs> {
        let (second, _) = self.windows.plan.first_key()?;
        Some(self.mono_of_server(i64::from(second)))
    }

    /// A warning for up to 128 sessions of one game.
    pub(super) fn next_warning(&mut self) -> Option<Event> {
        while let Some(first) = self.windows.warned.first_key() {
            let (game, remaining_s) = first;
            let mut sessions = Vec::new();
            for _ in 0..MOST_IN_EVENT {
                let Some(row) = self.windows.warned.get(first).and_then(VecDeque::pop_front) else {
                    break;
                };
                if let Some(held) = self.sessions.at(row.session).filter(|held| held.is_open()) {
                    sessions.push(held.key().into());
                }
            }
            if self.windows.warned.get(first).is_none_or(|queue| queue.is_empty()) {
                self.windows.warned.remove(first);
            }
            if !sessions.is_empty() {
                return Some(Event::Warning { game: self.game_key(game), sessions, remaining_s });
            }
        }
        None
    }

    /// A minor's row that says a time past the play window.
    pub(super) fn is_outside_window(&self, held: &Session, sent: u32) -> bool {
        !held.guest && held.until != 0 && sent > held.until
    }
}

/// Whole seconds, downwards. What does not fit is later than any session lasts.
fn as_second(until: UnixMs) -> u32 {
    u32::try_from(until / SECOND).unwrap_or(0)
}

fn warning_at(until: u32, before: i64) -> Option<u32> {
    let before = u32::try_from(before).ok().filter(|before| *before > 0)?;
    until.checked_sub(before)
}
