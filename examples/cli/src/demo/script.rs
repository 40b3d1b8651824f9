//! The players: what each does next follows from what the application knows of them. That is why a run that was killed
//! can simply go on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use shiming_core::account::AccountKind;
use shiming_core::engine::{Player, Priority};
use shiming_core::{Error, ErrorCode};

use super::database::Database;
use super::facts::{Entry, PlayerFacts};
use super::plan::{Fate, Plan, Planned, account_key, game_key, session_key};
use crate::host::Host;

/// Well inside the time-out that the configuration sets.
pub(super) const HEARTBEAT_TIMEOUT_S: i64 = 5;
const HEARTBEAT: Duration = Duration::from_millis(1_500);

/// A player who waits for a result asks again this often (the engine itself asks after 1, 5 and 15 minutes).
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// A call that the engine refused for want of room is made again this soon.
const RETRY: Duration = Duration::from_millis(50);

/// Without any news for so long, something is broken. The longest rest of a lane is a minute.
const STALLED: Duration = Duration::from_secs(240);

/// What a player does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Verify,
    Login,
    Play(usize),
    Wait,
    Done,
}

fn next(fate: Fate, facts: &PlayerFacts) -> Next {
    let kind = match (fate, facts.kind()) {
        _ if facts.refused.is_some() => return Next::Done,
        // A guest plays under the rules of 2019 like somebody who is verified.
        (Fate::Guest, _) => AccountKind::Verified,
        (_, None | Some(AccountKind::Unverified)) => return Next::Verify,
        (_, Some(kind)) => kind,
    };
    let session = facts.last_session();
    match (kind, session) {
        (AccountKind::Submitting | AccountKind::PendingExpired | AccountKind::ManualReview, _) => Next::Wait,
        (_, None) => Next::Login,
        (_, Some((nth, session))) if session.is_open() => {
            if session.vanished || kind == AccountKind::Failed {
                Next::Wait
            } else {
                Next::Play(nth)
            }
        }
        (AccountKind::Failed, _) => Next::Done,
        (AccountKind::Verified, Some((_, session))) if !session.reported => Next::Login,
        (AccountKind::Verified, Some((_, session))) if session.is_settled() || session.lost => Next::Done,
        _ => Next::Wait,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Timer {
    Look,
    AskAgain,
    Heartbeat(usize),
    Leave(usize),
}

/// Plays everybody.
pub(super) struct Script<'a> {
    plan: &'a Plan,
    host: &'a Host,
    database: &'a Database,
    news: Receiver<usize>,
    timers: BinaryHeap<Reverse<(Instant, usize, Timer)>>,
    /// The session for which a player's timers run.
    beating: Vec<Option<usize>>,
    leaving: Vec<Option<usize>>,
    asking: Vec<bool>,
    done: Vec<bool>,
    left: usize,
}

impl<'a> Script<'a> {
    pub(super) fn new(plan: &'a Plan, host: &'a Host, database: &'a Database, news: Receiver<usize>) -> Self {
        let players = plan.players.len();
        Self {
            plan,
            host,
            database,
            news,
            timers: BinaryHeap::new(),
            beating: vec![None; players],
            leaving: vec![None; players],
            asking: vec![false; players],
            done: vec![false; players],
            left: players,
        }
    }

    /// After a crash: what the engine does not know was not durable, and is begun anew.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        for (player, planned) in self.plan.players.iter().enumerate() {
            let facts = self.database.read(|facts| facts.players.get(player).cloned()).unwrap_or_default();
            let unsettled = matches!(facts.kind(), Some(AccountKind::Submitting | AccountKind::Pending));
            if unsettled {
                let (game, account) = (game_key(planned.game), account_key(player));
                if self
                    .host
                    .call(|engine, _| engine.account(&game, &account))
                    .map_err(io::Error::other)?
                    .is_none()
                {
                    self.verify(player)?;
                }
            }
            if let Some((nth, session)) = facts.last_session() {
                self.resume_session(player, nth, session)?;
            }
        }
        Ok(())
    }

    fn resume_session(
        &self,
        player: usize,
        nth: usize,
        facts: &super::facts::SessionFacts,
    ) -> io::Result<()> {
        if facts.is_settled() || facts.allowed == Some(false) {
            return Ok(());
        }
        let (game, session) = (game_key(self.planned(player).game), session_key(player, nth));
        let known = self.host.call(|engine, _| engine.session(&game, &session)).map_err(io::Error::other)?;
        match known {
            None if facts.rows.is_empty()
                && (facts.reported || facts.allowed.is_none() || facts.is_open()) =>
            {
                self.database.put(&Entry::Void { session })
            }
            None if facts.reported => self.database.put(&Entry::Lost { session }),
            None => Ok(()),
            Some(view) if facts.allowed.is_none() => {
                self.database.put(&Entry::Admitted { session, allowed: true, reported: view.reported })
            }
            Some(_) if facts.left => {
                // The logout may not have been durable; once more does no harm.
                let _ = self.host.call(|engine, now| engine.logout(&game, &session, now));
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    /// Plays until everybody is done. `progress` is told how many are.
    pub(super) fn run(&mut self, mut progress: impl FnMut(usize)) -> io::Result<()> {
        for player in self.order() {
            self.look(player)?;
        }
        let mut heard = Instant::now();
        while self.left > 0 {
            progress(self.plan.players.len() - self.left);
            let soon = Duration::from_millis(100);
            let due =
                self.timers.peek().map(|Reverse((at, ..))| at.saturating_duration_since(Instant::now()));
            match self.news.recv_timeout(due.unwrap_or(soon).min(soon)) {
                Ok(player) => {
                    heard = Instant::now();
                    self.look(player)?;
                    while let Ok(player) = self.news.try_recv() {
                        self.look(player)?;
                    }
                }
                Err(RecvTimeoutError::Timeout) if heard.elapsed() < STALLED => {}
                Err(RecvTimeoutError::Timeout) => return Err(io::Error::other(self.stuck())),
                Err(RecvTimeoutError::Disconnected) => return Err(io::Error::other("the loop has ended")),
            }
            self.fire()?;
        }
        progress(self.plan.players.len());
        Ok(())
    }

    /// The order in which players come: those who take longest first, so that the end is not spent waiting for a few.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.plan.players.len()).collect();
        order.sort_by_key(|player| {
            let planned = self.planned(*player);
            let pending = matches!(planned.fate, Fate::PendingVerified | Fate::PendingFailed);
            (!pending, !planned.vanishes)
        });
        order
    }

    /// Who waits for what, in words without anything personal.
    fn stuck(&self) -> String {
        let waiting = self.done.iter().enumerate().filter(|(_, done)| !**done).map(|(player, _)| player);
        let few: Vec<String> = waiting
            .take(5)
            .map(|player| {
                let facts = self.database.read(|facts| facts.players[player].clone());
                let (fate, kind) = (self.planned(player).fate, facts.kind());
                let session = facts.last_session().map(|(nth, session)| {
                    let rows = session.rows.iter().map(|row| if row.login { "login" } else { "logout" });
                    format!(
                        "session {nth}: reported {}, left {}, vanished {}, ended {:?}, rows {:?}",
                        session.reported,
                        session.left,
                        session.vanished,
                        session.ended,
                        rows.collect::<Vec<_>>()
                    )
                });
                format!("player {player}: {fate:?}, {kind:?}, {}", session.unwrap_or_default())
            })
            .collect();
        format!("no news for minutes; {} players wait: {}", self.left, few.join("; "))
    }

    fn planned(&self, player: usize) -> &'a Planned {
        &self.plan.players[player]
    }

    fn later(&mut self, player: usize, after: Duration, timer: Timer) {
        self.timers.push(Reverse((Instant::now() + after, player, timer)));
    }

    fn look(&mut self, player: usize) -> io::Result<()> {
        if self.done[player] {
            return Ok(());
        }
        let fate = self.planned(player).fate;
        let (next, kind) = self.database.read(|facts| {
            let facts = &facts.players[player];
            (next(fate, facts), facts.kind())
        });
        match next {
            Next::Verify => self.verify(player),
            Next::Login => self.login(player),
            Next::Play(nth) => {
                self.play(player, nth, kind);
                Ok(())
            }
            Next::Wait => Ok(()),
            Next::Done => {
                self.done[player] = true;
                self.left -= 1;
                Ok(())
            }
        }
    }

    fn verify(&mut self, player: usize) -> io::Result<()> {
        let planned = self.planned(player);
        let state = self.database.read(|facts| facts.players[player].state.clone());
        let (game, account) = (game_key(planned.game), account_key(player));
        let asked = self.host.call(|engine, now| {
            let state = state.unwrap_or_default();
            engine.verify(&game, &account, &state, &planned.name, &planned.id_number, Priority::Live, now)
        });
        match asked {
            Ok(verifying) => self.database.put(&Entry::State { account, state: verifying.state.to_json() }),
            Err(error) if error.code == ErrorCode::JournalBacklog => {
                self.later(player, RETRY, Timer::Look);
                Ok(())
            }
            Err(error) if matches!(error.code, ErrorCode::InvalidIdNumber | ErrorCode::InvalidName) => {
                self.database.put(&Entry::Refused { account, code: error.code.name().to_owned() })?;
                self.look(player)
            }
            Err(error) => Err(io::Error::other(error)),
        }
    }

    fn login(&mut self, player: usize) -> io::Result<()> {
        let planned = self.planned(player);
        let (nth, state) = self.database.read(|facts| {
            let facts = &facts.players[player];
            (facts.sessions.len(), facts.state.clone())
        });
        let (game, account, session) =
            (game_key(planned.game), account_key(player), session_key(player, nth));
        let who = match planned.fate {
            Fate::Guest => Player::Guest { di: account },
            _ => Player::Account { account, state: state.unwrap_or_default() },
        };
        self.database.put(&Entry::Begin { session: session.clone() })?;
        match self.host.call(|engine, now| engine.login(&game, &session, &who, now)) {
            Ok(admission) => {
                let (allowed, reported) = (admission.allowed, admission.reported);
                self.database.put(&Entry::Admitted { session, allowed, reported })?;
                self.look(player)
            }
            Err(error) if error.code == ErrorCode::JournalBacklog => {
                self.database.put(&Entry::Void { session })?;
                self.later(player, RETRY, Timer::Look);
                Ok(())
            }
            Err(error) => Err(io::Error::other(error)),
        }
    }

    fn play(&mut self, player: usize, nth: usize, kind: Option<AccountKind>) {
        let planned = self.planned(player);
        if self.beating[player] != Some(nth) {
            self.beating[player] = Some(nth);
            self.later(player, HEARTBEAT, Timer::Heartbeat(nth));
        }
        if kind == Some(AccountKind::Pending) {
            if !self.asking[player] {
                self.asking[player] = true;
                self.later(player, ASK_AGAIN, Timer::AskAgain);
            }
        } else if self.leaving[player] != Some(nth) {
            self.leaving[player] = Some(nth);
            self.later(player, Duration::from_millis(planned.play_ms), Timer::Leave(nth));
        }
    }

    fn fire(&mut self) -> io::Result<()> {
        while let Some(Reverse((at, player, timer))) = self.timers.peek().copied() {
            if at > Instant::now() {
                return Ok(());
            }
            self.timers.pop();
            let (kind, playing) = self.database.read(|facts| {
                let facts = &facts.players[player];
                let open = facts.last_session().filter(|(_, session)| session.is_open() && !session.vanished);
                (facts.kind(), open.map(|(nth, _)| nth))
            });
            match timer {
                Timer::Look => self.look(player)?,
                Timer::AskAgain if kind == Some(AccountKind::Pending) => {
                    self.verify(player)?;
                    self.later(player, ASK_AGAIN, Timer::AskAgain);
                }
                Timer::Heartbeat(nth) if playing == Some(nth) => self.heartbeat(player, nth)?,
                Timer::Leave(nth) if playing == Some(nth) => self.leave(player, nth)?,
                Timer::AskAgain | Timer::Heartbeat(_) | Timer::Leave(_) => {}
            }
        }
        Ok(())
    }

    fn heartbeat(&mut self, player: usize, nth: usize) -> io::Result<()> {
        let (game, session) = (game_key(self.planned(player).game), session_key(player, nth));
        match self.host.call(|engine, now| engine.heartbeat(&game, &session, now)) {
            Ok(()) => {
                self.later(player, HEARTBEAT, Timer::Heartbeat(nth));
                Ok(())
            }
            Err(error) => self.over(player, session, &error),
        }
    }

    fn leave(&mut self, player: usize, nth: usize) -> io::Result<()> {
        let planned = self.planned(player);
        let (game, session) = (game_key(planned.game), session_key(player, nth));
        if planned.vanishes {
            return self.database.put(&Entry::Vanished { session });
        }
        match self.host.call(|engine, now| engine.logout(&game, &session, now)) {
            Ok(()) => self.database.put(&Entry::Left { session })?,
            Err(error) => return self.over(player, session, &error),
        }
        self.look(player)
    }

    /// The engine says that a session is no more.
    fn over(&mut self, player: usize, session: String, error: &Error) -> io::Result<()> {
        match error.code {
            ErrorCode::SessionOver => {
                self.database.put(&Entry::Ended { session, cause: "over".to_owned() })?
            }
            ErrorCode::UnknownSession => self.database.put(&Entry::Void { session })?,
            _ => return Err(io::Error::other(error.clone())),
        }
        self.look(player)
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{RowFact, SessionFacts};
    use super::*;

    fn session() -> SessionFacts {
        SessionFacts { allowed: Some(true), reported: true, ..SessionFacts::default() }
    }

    fn row(login: bool) -> RowFact {
        RowFact {
            session: "0-0".into(),
            si: "a".into(),
            login,
            ot: 1,
            outcome: "accepted".into(),
            errcode: None,
        }
    }

    fn guest(session: SessionFacts) -> PlayerFacts {
        PlayerFacts { sessions: vec![session], ..PlayerFacts::default() }
    }

    #[test]
    fn a_guest_plays_once_and_is_done_when_both_rows_are() {
        assert_eq!(next(Fate::Guest, &PlayerFacts::default()), Next::Login);
        assert_eq!(next(Fate::Guest, &guest(session())), Next::Play(0));
        assert_eq!(next(Fate::Guest, &guest(SessionFacts { vanished: true, ..session() })), Next::Wait);
        let half = SessionFacts { left: true, rows: vec![row(true)], ..session() };
        assert_eq!(next(Fate::Guest, &guest(half)), Next::Wait);
        let whole = SessionFacts { left: true, rows: vec![row(true), row(false)], ..session() };
        assert_eq!(next(Fate::Guest, &guest(whole)), Next::Done);
        assert_eq!(next(Fate::Guest, &guest(SessionFacts { void: true, ..session() })), Next::Login);
    }

    #[test]
    fn others_begin_with_their_identity() {
        assert_eq!(next(Fate::Verified, &PlayerFacts::default()), Next::Verify);
        let refused = PlayerFacts { refused: Some("invalid_id_number".into()), ..PlayerFacts::default() };
        assert_eq!(next(Fate::Malformed, &refused), Next::Done);
    }
}
