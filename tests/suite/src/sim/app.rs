//! The application of the simulated host: its players, its own database, and what it was promised.

use std::collections::BTreeMap;

use shiming_core::account::AccountState;
use shiming_core::engine::{Event, SettledRow};

/// What the application's database holds: it survives crashes.
#[derive(Clone, Default)]
pub struct Database {
    /// Stored states, by (game, account).
    pub states: BTreeMap<(usize, String), AccountState>,
    /// Ends of rows, by (game, si, is login).
    pub rows: BTreeMap<(usize, String, bool), Vec<Ended>>,
    /// Alerts by code.
    pub alerts: BTreeMap<String, u64>,
    pub session_ends: u64,
    pub recoveries: u64,
    pub throttled: u64,
}

/// The end of one row, as the engine told it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    pub session: String,
    pub ot: i64,
    pub true_ot: i64,
    pub outcome: &'static str,
    pub errcode: Option<i32>,
    pub outside: bool,
}

impl Database {
    pub fn handle(&mut self, event: &Event) {
        match event {
            Event::AccountChanged { game, account, state, .. } => {
                self.states.insert((game_number(game), account.clone()), state.clone());
            }
            Event::RowsSettled { game, rows } => {
                for row in rows {
                    self.settled(game_number(game), row);
                }
            }
            Event::Alert { code, .. } => *self.alerts.entry(code.clone()).or_default() += 1,
            Event::SessionEnded { .. } => self.session_ends += 1,
            Event::Recovered { .. } => self.recoveries += 1,
            Event::Throttled { .. } => self.throttled += 1,
            _ => {}
        }
    }

    fn settled(&mut self, game: usize, row: &SettledRow) {
        let login = row.bt == shiming_core::wire::Behavior::Login;
        let ended = Ended {
            session: row.session.clone(),
            ot: row.ot,
            true_ot: row.true_ot,
            outcome: row.outcome.name(),
            errcode: row.errcode,
            outside: row.outside_window,
        };
        let known = self.rows.entry((game, row.si.clone(), login)).or_default();
        // The same end told again after a crash is the same end.
        if !known.contains(&ended) {
            known.push(ended);
        }
    }
}

pub fn game_name(game: usize) -> String {
    format!("game-{game}")
}

pub fn game_number(name: &str) -> usize {
    name.strip_prefix("game-").and_then(|number| number.parse().ok()).unwrap_or(usize::MAX)
}

/// A session that the application was told is reported.
#[derive(Clone, Debug)]
pub struct Promise {
    pub game: usize,
    pub session: String,
    pub account: Option<usize>,
    /// The journal record that must be durable for the promise to hold.
    pub record: i64,
    pub si: Option<String>,
    pub logged_out: bool,
    pub durable: bool,
}
