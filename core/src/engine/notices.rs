//! Events. Those that must not be lost are derived from state when polled and owed until handled (E3); the others are
//! advice, kept in a short list without repeats.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::{string::String, vec::Vec};

use super::Event;
use super::lane::RowRef;
use super::numbered::Numbered;
use super::queues::Queues;
use crate::session::slab::Handle;
use crate::wire::Endpoint;

/// Advice beyond this many unread pieces is not kept.
const MOST_ADVICE: usize = 256;

/// What `handled` acknowledges.
pub(crate) enum Told {
    Advice,
    Account { account: Handle, version: u64 },
    Rows(Vec<RowRef>),
}

/// What waits to be told, and what was told and not handled.
#[derive(Default)]
pub(crate) struct Notices {
    advice: Vec<Event>,
    /// Accounts with a change that is owed.
    pub(crate) accounts: VecDeque<Handle>,
    /// Rows with an end that is owed, by game.
    pub(crate) rows: Queues,
    /// Sessions that the engine ended.
    pub(crate) ended: VecDeque<Handle>,
    told: Numbered<Told>,
    owed_told: i64,
    next_seq: i64,
}

impl Notices {
    pub(crate) fn advise(&mut self, event: Event) {
        if self.advice.len() < MOST_ADVICE && !self.advice.iter().any(|other| repeats(other, &event)) {
            self.advice.push(event);
        }
    }

    pub(crate) fn alert(
        &mut self,
        code: &str,
        game: Option<&str>,
        endpoint: Option<Endpoint>,
        errcode: Option<i32>,
    ) {
        self.advise(Event::Alert { code: code.into(), game: game.map(String::from), endpoint, errcode });
    }

    pub(crate) fn has_advice(&self) -> bool {
        !self.advice.is_empty()
    }

    pub(crate) fn next_advice(&mut self) -> Option<Event> {
        if self.advice.is_empty() { None } else { Some(self.advice.remove(0)) }
    }

    /// Durable events that were told and not handled.
    pub(crate) fn unhandled(&self) -> i64 {
        self.owed_told
    }

    /// Numbers an event that is handed out.
    pub(crate) fn tell(&mut self, told: Told) -> i64 {
        self.next_seq += 1;
        if !matches!(told, Told::Advice) {
            self.owed_told += 1;
        }
        // Handling advice changes nothing, so it need not be remembered.
        if !matches!(told, Told::Advice) {
            self.told.put(self.next_seq, Box::new(told));
        }
        self.next_seq
    }

    /// What an event was about; `None` for advice and for what was handled before.
    pub(crate) fn take_told(&mut self, seq: i64) -> Option<Box<Told>> {
        let told = self.told.take(seq)?;
        self.owed_told -= 1;
        Some(told)
    }

    pub(crate) fn was_told(&self, seq: i64) -> bool {
        (1..=self.next_seq).contains(&seq)
    }
}

/// Whether a piece of advice says what another one says. Only these come more than once.
fn repeats(one: &Event, other: &Event) -> bool {
    match (one, other) {
        (
            Event::Alert { code, game, endpoint, errcode },
            Event::Alert {
                code: other_code,
                game: other_game,
                endpoint: other_endpoint,
                errcode: other_errcode,
            },
        ) => {
            code == other_code && game == other_game && endpoint == other_endpoint && errcode == other_errcode
        }
        (
            Event::Throttled { game, endpoint, until },
            Event::Throttled { game: other_game, endpoint: other_endpoint, until: other_until },
        ) => game == other_game && endpoint == other_endpoint && until == other_until,
        (Event::KeyExpiring { app_id, at }, Event::KeyExpiring { app_id: other_app, at: other_at }) => {
            app_id == other_app && at == other_at
        }
        (Event::GameDrained { game }, Event::GameDrained { game: other_game }) => game == other_game,
        _ => false,
    }
}
