//! The application's side of the host: takes in events, writes them down, and tells the players' script.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use shiming_core::engine::{Event, SettledRow};
use shiming_core::wire::Behavior;

use super::database::Database;
use super::facts::{Entry, RowFact};
use super::plan::{parse_account_key, parse_session_key};
use crate::host::Application;

/// The application.
pub(super) struct App {
    pub(super) database: Arc<Database>,
    /// Players about whom there is news.
    pub(super) news: Sender<usize>,
}

impl App {
    fn tell(&self, player: Option<usize>) {
        // At the end nobody listens any more.
        let _ = player.map(|player| self.news.send(player));
    }
}

impl Application for App {
    fn handle(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::AccountChanged { account, state, .. } => {
                self.database.put(&Entry::State { account: account.clone(), state: state.to_json() })?;
                self.tell(parse_account_key(account));
            }
            Event::RowsSettled { game, rows } => {
                self.database
                    .put(&Entry::Rows { game: game.clone(), rows: rows.iter().map(fact).collect() })?;
                rows.iter().for_each(|row| self.tell(player_of(&row.session)));
            }
            Event::SessionEnded { session, cause, .. } => {
                self.database.put(&Entry::Ended { session: session.clone(), cause: cause.clone() })?;
                self.tell(player_of(session));
            }
            Event::Alert { code, .. } => self.database.count(format!("alert {code}")),
            Event::Throttled { endpoint, .. } => {
                self.database.count(format!("throttled {}", endpoint.name()))
            }
            Event::Recovered { .. } => self.database.count("recovered".to_owned()),
            Event::Warning { .. } | Event::KeyExpiring { .. } | Event::GameDrained { .. } => {}
        }
        Ok(())
    }
}

fn player_of(session: &str) -> Option<usize> {
    parse_session_key(session).map(|(player, _)| player)
}

fn fact(row: &SettledRow) -> RowFact {
    RowFact {
        session: row.session.clone(),
        si: row.si.clone(),
        login: row.bt == Behavior::Login,
        ot: row.ot,
        outcome: row.outcome.name().to_owned(),
        errcode: row.errcode,
    }
}
