//! What the application knows of its players: the content of its database, in memory.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shiming_core::account::{AccountKind, AccountState};

use super::plan::{parse_account_key, parse_session_key};

/// One entry of the database. Each is written before, or at the latest when, the application acts on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Entry {
    /// The state of an account, as `verify` or `AccountChanged` gave it. It is the truth from now on.
    State { account: String, state: String },
    /// The player's name or number was refused before anything was sent.
    Refused { account: String, code: String },
    /// A session is about to begin: written before the login, so that its key is never used twice.
    Begin { session: String },
    /// What `login` answered.
    Admitted { session: String, allowed: bool, reported: bool },
    /// The player logged out, and the engine took it.
    Left { session: String },
    /// The player's client is gone, and nobody says so.
    Vanished { session: String },
    /// The engine ended the session.
    Ended { session: String, cause: String },
    /// A crash came before the login was durable: the engine does not know the session, it never was.
    Void { session: String },
    /// After a restart the engine knows nothing of a session whose rows are not all known: something is missing.
    Lost { session: String },
    /// Rows came to their end.
    Rows { game: String, rows: Vec<RowFact> },
}

/// One row at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFact {
    pub(super) session: String,
    pub(super) si: String,
    pub(super) login: bool,
    pub(super) ot: i64,
    pub(super) outcome: String,
    pub(super) errcode: Option<i32>,
}

/// What is known of one player.
#[derive(Clone, Debug, Default)]
pub(super) struct PlayerFacts {
    pub(super) state: Option<AccountState>,
    pub(super) refused: Option<String>,
    pub(super) sessions: Vec<SessionFacts>,
}

/// What is known of one session.
#[derive(Clone, Debug, Default)]
pub(super) struct SessionFacts {
    pub(super) allowed: Option<bool>,
    pub(super) reported: bool,
    pub(super) left: bool,
    pub(super) vanished: bool,
    pub(super) ended: Option<String>,
    pub(super) void: bool,
    pub(super) lost: bool,
    pub(super) rows: Vec<RowFact>,
}

impl SessionFacts {
    /// The player may be in the game now, as far as the application knows.
    pub(super) fn is_open(&self) -> bool {
        self.allowed == Some(true) && !self.left && self.ended.is_none() && !self.void && !self.lost
    }

    /// How a row of this session ended.
    pub(super) fn row(&self, login: bool) -> Option<&RowFact> {
        self.rows.iter().find(|row| row.login == login)
    }

    /// Both rows have come to their end.
    pub(super) fn is_settled(&self) -> bool {
        self.row(true).is_some() && self.row(false).is_some()
    }
}

impl PlayerFacts {
    pub(super) fn kind(&self) -> Option<AccountKind> {
        self.state.as_ref().map(AccountState::kind)
    }

    /// The newest session that was, with its place.
    pub(super) fn last_session(&self) -> Option<(usize, &SessionFacts)> {
        self.sessions.iter().enumerate().rfind(|(_, session)| !session.void)
    }
}

/// Everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) players: Vec<PlayerFacts>,
    /// Alerts and other advice, counted; not part of the database.
    pub(super) advice: BTreeMap<String, u64>,
}

impl Facts {
    pub(super) fn new(players: usize) -> Self {
        Self { players: vec![PlayerFacts::default(); players], advice: BTreeMap::new() }
    }

    /// Takes in one entry. Facts may come twice; whatever names nobody of this plan is ignored.
    pub(super) fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::State { account, state } => {
                let (Some(player), Ok(state)) = (self.player(account), AccountState::from_json(state)) else {
                    return;
                };
                // An open session of a player who is verified now is reported from now on (Q200, Q211).
                let verified = state.kind() == AccountKind::Verified;
                if let Some(session) =
                    player.sessions.last_mut().filter(|session| verified && session.is_open())
                {
                    session.reported = true;
                }
                player.state = Some(state);
            }
            Entry::Refused { account, code } => {
                if let Some(player) = self.player(account) {
                    player.refused = Some(code.clone());
                }
            }
            Entry::Begin { session } => self.change(session, |_| {}),
            Entry::Admitted { session, allowed, reported } => self.change(session, |session| {
                session.allowed = Some(*allowed);
                session.reported |= *reported;
            }),
            Entry::Left { session } => self.change(session, |session| session.left = true),
            Entry::Vanished { session } => self.change(session, |session| session.vanished = true),
            Entry::Ended { session, cause } => {
                self.change(session, |session| session.ended = session.ended.take().or(Some(cause.clone())));
            }
            Entry::Void { session } => self.change(session, |session| session.void = true),
            Entry::Lost { session } => self.change(session, |session| session.lost = true),
            Entry::Rows { rows, .. } => {
                for row in rows {
                    self.change(&row.session, |session| {
                        session.reported = true;
                        if session.row(row.login).is_none() {
                            session.rows.push(row.clone());
                        }
                    });
                }
            }
        }
    }

    fn player(&mut self, account: &str) -> Option<&mut PlayerFacts> {
        self.players.get_mut(parse_account_key(account)?)
    }

    fn change(&mut self, session: &str, change: impl FnOnce(&mut SessionFacts)) {
        let Some((player, nth)) = parse_session_key(session) else { return };
        let Some(player) = self.players.get_mut(player) else { return };
        if player.sessions.len() <= nth {
            player.sessions.resize(nth + 1, SessionFacts::default());
        }
        if let Some(session) = player.sessions.get_mut(nth) {
            change(session);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_may_come_twice() {
        let row = RowFact {
            session: "1-0".into(),
            si: "a".into(),
            login: true,
            ot: 5,
            outcome: "accepted".into(),
            errcode: None,
        };
        let mut facts = Facts::new(2);
        for entry in [
            Entry::Begin { session: "1-0".into() },
            Entry::Admitted { session: "1-0".into(), allowed: true, reported: true },
            Entry::Rows { game: "game-0".into(), rows: vec![row.clone()] },
            Entry::Rows { game: "game-0".into(), rows: vec![row] },
        ] {
            facts.apply(&entry);
        }
        let (nth, session) = facts.players[1].last_session().unwrap();
        assert_eq!((nth, session.rows.len(), session.is_open(), session.is_settled()), (0, 1, true, false));
    }

    #[test]
    fn a_void_session_never_was() {
        let mut facts = Facts::new(1);
        facts.apply(&Entry::Admitted { session: "0-0".into(), allowed: true, reported: true });
        facts.apply(&Entry::Void { session: "0-0".into() });
        assert!(facts.players[0].last_session().is_none());
        facts.apply(&Entry::Begin { session: "0-1".into() });
        assert_eq!(facts.players[0].last_session().map(|(nth, _)| nth), Some(1));
    }

    #[test]
    fn strangers_are_ignored() {
        let mut facts = Facts::new(1);
        facts.apply(&Entry::Left { session: "7-0".into() });
        facts.apply(&Entry::Left { session: "x".into() });
        facts.apply(&Entry::Refused { account: "player-9".into(), code: "x".into() });
        assert!(facts.players[0].sessions.is_empty());
    }
}
