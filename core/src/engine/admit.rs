//! login: may the player come in, and will the session be reported.

use alloc::borrow::Cow;

use super::config::Role;
use super::mutation::Break;
use super::{Admission, Engine, Player, check_key};
use crate::account::AccountState;
use crate::error::{Error, ErrorCode, Result};
use crate::identity::{check_id, is_usable_pi};
use crate::policy::{Usage, Verdict};
use crate::session::entry::{NONE, NewSession};
use crate::time::Now;

impl Engine {
    /// A player enters a game.
    ///
    /// `session` is the host's key of this session, new for each; repeating it while the session is open is harmless.
    /// A guest who verified comes back with the same key and the account: the guest's session ends on the wire and a
    /// verified one begins (Q41).
    /// A player whose result is pending is admitted (Q187) and becomes reportable when verified (Q200, Q211).
    ///
    /// # Errors
    /// `unknown_game`, `invalid_parameter`, `invalid_di`, `invalid_pi`, `session_over`, `journal_backlog`, `bad_time`.
    pub fn login(&mut self, game: &str, session: &str, player: &Player, now: Now) -> Result<Admission> {
        self.login_as(game, session, player, None, now)
    }

    /// The same where 国新出发〔2019〕34号 holds (profile `cn2019`): with what the host's ledgers say of the person's day and the
    /// device's hour. Calling it again while the session is open moves the session's end.
    ///
    /// # Errors
    /// As `login`.
    pub fn login_with_usage(
        &mut self,
        game: &str,
        session: &str,
        player: &Player,
        usage: Usage,
        now: Now,
    ) -> Result<Admission> {
        self.login_as(game, session, player, Some(usage), now)
    }

    fn login_as(
        &mut self,
        game: &str,
        session: &str,
        player: &Player,
        usage: Option<Usage>,
        now: Now,
    ) -> Result<Admission> {
        self.at(now)?;
        let at = self.active_game(game)?;
        check_key(session, "session")?;
        match player {
            Player::Guest { di } => check_id(di, ErrorCode::InvalidDi, "di")?,
            Player::Account { account, state } => {
                check_key(account, "account")?;
                check_pi(state.pi())?;
            }
        }
        let known = self.find_session(at, session);
        if let Some(slot) = known {
            self.end_if_over(slot);
            if let Some(admission) = self.login_again(slot, player, usage)? {
                return Ok(admission);
            }
        } else {
            self.check_backlog()?;
        }
        match player {
            Player::Guest { di } => {
                let verdict = self.admit(at, None, usage)?;
                if !verdict.allowed {
                    return Ok(denied(verdict));
                }
                Ok(self.enter(at, session, None, Some(di), true, verdict))
            }
            Player::Account { account, state } => {
                let merged = self.merged_state(at, account, state);
                let verdict = self.admit(at, Some(&merged), usage)?;
                if !verdict.allowed {
                    return Ok(denied(verdict));
                }
                if let Some(slot) = known {
                    // A guest who is verified now: one person, two sessions on the wire.
                    self.replace_guest(slot);
                }
                let pi = merged.pi();
                // The account is written before its session: a crash between the two leaves no session without one.
                let follow = pi.is_none() || self.find_account(at, account).is_some();
                let held = follow.then(|| self.adopt(at, account, state));
                let admission = self.enter(at, session, Some(account), pi, false, verdict);
                if let Some(held) = held {
                    if let (None, Some(slot)) = (pi, self.find_session(at, session)) {
                        self.link_session(held, slot);
                        self.schedule(held);
                    }
                    self.release_account(held);
                }
                Ok(admission)
            }
        }
    }

    /// login on a session that exists: the same player again (an answer), or a guest who verified (none).
    fn login_again(&mut self, slot: u32, player: &Player, usage: Option<Usage>) -> Result<Option<Admission>> {
        let Some(held) = self.sessions.get(slot) else { return Ok(None) };
        if !held.is_open() {
            return Err(Error::new(
                ErrorCode::SessionOver,
                "this session has ended: use a new session key for every login",
            )
            .with_field("session"));
        }
        let same = match player {
            Player::Guest { di } => held.guest && held.id() == di,
            Player::Account { account, .. } => held.account() == Some(account.as_str()),
        };
        if same {
            let (game, waits) = (held.game, !held.guest && !held.is_reported());
            let merged = match player {
                Player::Guest { .. } => None,
                Player::Account { account, state } => Some(self.merged_state(game, account, state)),
            };
            let verdict = self.admit(game, merged.as_deref(), usage)?;
            self.move_end(slot, verdict, usage.is_some());
            if let (true, true, Player::Account { account, state }) = (waits, verdict.allowed, player) {
                // Who was not reportable may be now; and after a restart the engine may not know whom to wait for.
                let held = self.adopt(game, account, state);
                if !self.sessions.get(slot).is_some_and(super::Session::is_reported) {
                    self.link_session(held, slot);
                }
                self.follow_sessions(held);
                self.schedule(held);
                self.release_account(held);
            }
            let reported = self.sessions.get(slot).is_some_and(super::Session::is_reported);
            return Ok(Some(admission(verdict, reported)));
        }
        if held.guest && matches!(player, Player::Account { .. }) {
            return Ok(None);
        }
        Err(Error::new(
            ErrorCode::InvalidParameter,
            "this session belongs to another player: use a new session key for every login",
        )
        .with_field("session"))
    }

    /// What host and engine know together.
    fn merged_state<'a>(&self, game: u32, account: &str, given: &'a AccountState) -> Cow<'a, AccountState> {
        let held = self.find_account(game, account).and_then(|slot| self.accounts.get(slot));
        match held {
            Some(held) if !super::account::given_wins(held, given) => Cow::Owned(held.state.clone()),
            _ => Cow::Borrowed(given),
        }
    }

    fn enter(
        &mut self,
        game: u32,
        session: &str,
        account: Option<&str>,
        id: Option<&str>,
        guest: bool,
        verdict: Verdict,
    ) -> Admission {
        let (id, guest) = if id.is_none() && self.config.mutation.is(Break::PendingAsGuest) {
            (account, true)
        } else {
            (id, guest)
        };
        let new =
            NewSession { game, session, account, guest, id, si: self.new_name(), since: self.clock.server() };
        let Some(slot) = self.open_session(&new) else { return denied(verdict) };
        self.limit_session(slot, verdict.valid_until);
        let reports = self.game(game).is_some_and(|game| game.role != Role::Verify);
        let reported = id.is_some() && reports && self.report_login(slot, self.clock.server());
        if !reported {
            self.note_session(slot);
        }
        admission(verdict, reported)
    }

    fn new_name(&mut self) -> crate::journal::record::Si {
        let mut name = self.secrets.name();
        if self.config.mutation.is(Break::Unseeded) {
            // An address differs from run to run: what a careless implementation takes for randomness.
            let here = alloc::boxed::Box::new(0u8);
            let bytes = alloc::format!("{:p}", &raw const *here);
            name.iter_mut().zip(bytes.bytes().rev()).for_each(|(to, from)| *to ^= from);
        }
        name
    }

    /// Puts a session on the list of the account whose result it waits for.
    pub(super) fn link_session(&mut self, account: u32, session: u32) {
        if self.sessions_of(account).contains(&session) {
            return;
        }
        if let (Some(account), Some(held)) = (self.accounts.get_mut(account), self.sessions.get_mut(session))
        {
            held.next = core::mem::replace(&mut account.sessions, session);
        }
    }

    /// The sessions on the list of an account.
    pub(super) fn sessions_of(&self, account: u32) -> alloc::vec::Vec<u32> {
        let mut slots = alloc::vec::Vec::new();
        let mut next = self.accounts.get(account).map_or(NONE, |held| held.sessions);
        while let Some(session) = self.sessions.get(next) {
            slots.push(next);
            next = session.next;
        }
        slots
    }

    /// The sessions of an account that wait for its result; the list is empty afterwards.
    pub(super) fn unlink_sessions(&mut self, account: u32) -> alloc::vec::Vec<u32> {
        let mut slots = alloc::vec::Vec::new();
        let Some(held) = self.accounts.get_mut(account) else { return slots };
        let mut next = core::mem::replace(&mut held.sessions, NONE);
        while let Some(session) = self.sessions.get_mut(next) {
            slots.push(next);
            next = core::mem::replace(&mut session.next, NONE);
        }
        // The list is last in, first out; rows go in the order of the logins.
        slots.reverse();
        slots
    }
}

fn admission(verdict: Verdict, reported: bool) -> Admission {
    Admission {
        allowed: verdict.allowed,
        reported,
        reason: verdict.reason.name().into(),
        rule_id: verdict.rule_id.name().into(),
        valid_until: verdict.valid_until,
    }
}

fn denied(verdict: Verdict) -> Admission {
    admission(verdict, false)
}

/// Q184: an empty pi cannot be reported.
fn check_pi(pi: Option<&str>) -> Result<()> {
    if pi.is_none_or(is_usable_pi) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::InvalidPi,
        "a pi has 1 to 64 visible ASCII characters: pass the state as it was given",
    )
    .with_field("state"))
}
