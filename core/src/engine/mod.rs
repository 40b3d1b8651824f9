//! The engine: what to send next, and when (clauses E1 to E18).
//!
//! The host calls [`Engine::poll`] and does what the step says: append to the journal, tell the application, send a
//! request, or wait. It reports back with [`Engine::persisted`], [`Engine::handled`] and [`Engine::complete`]. Nothing
//! reaches the wire before it is durable, nothing durable is lost, no quota is broken.
//!
//! ```text
//! match engine.poll(now())? {
//!     Step::Persist(p) => { store.append(p.segment, p.seq, &p.bytes); store.sync(); engine.persisted(p.seq)?;
//!                           if let Some(floor) = p.drop_before { store.drop_before(floor) } }
//!     Step::Event(e)   => { app.handle(e.event); engine.handled(e.seq)?; }
//!     Step::Send(s)    => spawn { let outcome = http(s.request, s.timeout_ms); engine.complete(s.send, &outcome, now())?; wake() }
//!     Step::Wait { until_mono } => sleep until then, or until wake()
//! }
//! ```
//!
//! Any input voids the last `Wait`: wake the loop. The engine takes `&mut self` and is `Send`; hosts with several threads
//! put one lock around it. `unix` is the host's wall clock and `mono` its monotonic one, both in milliseconds.
#![doc = include_str!("CONTRACT.md")]

mod account;
mod admit;
mod agenda;
mod answer;
mod batch;
mod book;
mod clock;
mod config;
mod event;
mod flight;
mod http_date;
mod lane;
mod limits;
mod locks;
mod mutation;
mod notices;
mod notify;
mod numbered;
mod partner;
mod poll;
mod put;
mod queues;
mod raw;
mod recover;
mod rest;
mod secrets;
mod send;
mod session;
mod settle;
mod slots;
mod stats;
mod step;
mod sweep;
mod timers;
mod windows;

use alloc::collections::VecDeque;
use alloc::{string::String, vec::Vec};

use zeroize::Zeroizing;

pub use event::{Damage, Event, RowOutcome, SettledRow};
pub use limits::Limits;
pub use step::{
    AccountView, Admission, EventStep, LaneStats, Outcome, Persist, Player, Priority, SendStep, Sent,
    SessionView, Share, Stats, Step, Used, Verifying,
};

use crate::error::{Error, ErrorCode, Result};
use crate::journal::reader::Reader;
use crate::session::entry::Session;
use crate::session::index::Index;
use crate::session::slab::Slab;
use crate::session::wheel::Wheel;
use crate::time::{MonoMs, Now};
use crate::wire::Endpoint;

use account::Account;
use agenda::Agenda;
use book::Book;
use clock::Clock;
use config::Config;
use flight::Flights;
use lane::Lane;
use locks::Locks;
use notices::Notices;
use partner::{Game, Host, Partner};
use recover::Loading;
use secrets::Secrets;
use stats::Counters;
use windows::{Policy, Windows};

/// One engine: all games of one process.
pub struct Engine {
    config: Config,
    clock: Clock,
    entropy: Zeroizing<[u8; 32]>,
    secrets: Secrets,
    book: Book,
    /// Until the first call that is not `load`.
    loading: Option<Loading>,
    /// Loading failed: every later call says so again.
    failed: Option<Error>,

    policy: Policy,
    windows: Windows,
    partners: Vec<Partner>,
    hosts: Vec<Host>,
    games: Vec<Game>,
    /// Games in the order of the host's keys: thousands of them are looked up with every call.
    games_by_key: Vec<u32>,
    lanes: Vec<Lane>,

    accounts: Slab<Account>,
    account_index: Index,
    sessions: Slab<Session>,
    session_index: Index,
    wheel: Wheel,

    flights: Flights,
    notices: Notices,
    counters: Counters,

    /// Lanes that may have something to send, in turn (E16).
    ring: VecDeque<u32>,
    /// Lanes that wait for the disk or for an answer.
    parked: Vec<u32>,
    lane_plan: Agenda,
    account_plan: Agenda,
    next_alive: MonoMs,
    /// The compaction that is under way.
    sweep: Option<sweep::Sweep>,
    /// Open sessions, for the `Alive` record.
    open_sessions: i64,
    last_alive: i64,
    locks: Locks,
}

impl Engine {
    /// Opens an engine.
    ///
    /// `config`: JSON text `{"v":1,"journal":"on","journal_keys":["<64 hex digits>"],...}`; unknown fields are refused.
    /// `entropy`: exactly 32 bytes, fresh from the system at every open; repeated entropy repeats nonces.
    ///
    /// # Errors
    /// `invalid_config`, `weak_entropy`, `bad_time`.
    pub fn open(config: &str, entropy: &[u8], now: Now) -> Result<Self> {
        let config = Config::parse(config)?;
        let entropy = secrets::check_entropy(entropy)?;
        let clock = Clock::new(now)?;
        let seed = secrets::hash_seed(&entropy);
        let reader = Reader::new(config.journal_keys.clone(), config.salvage);
        Ok(Self {
            secrets: Secrets::new(&entropy, 0, now.unix),
            book: Book::off(),
            loading: Some(Loading::new(reader, seed)),
            failed: None,
            policy: Policy::default(),
            windows: Windows::default(),
            partners: Vec::new(),
            hosts: Vec::new(),
            games: Vec::new(),
            games_by_key: Vec::new(),
            lanes: Vec::new(),
            accounts: Slab::new(),
            account_index: Index::new(seed),
            sessions: Slab::new(),
            session_index: Index::new(seed),
            wheel: Wheel::new(),
            flights: Flights::default(),
            notices: Notices::default(),
            counters: Counters::default(),
            ring: VecDeque::new(),
            parked: Vec::new(),
            lane_plan: Agenda::default(),
            account_plan: Agenda::default(),
            next_alive: now.mono,
            sweep: None,
            open_sessions: 0,
            last_alive: 0,
            locks: Locks::default(),
            config,
            clock,
            entropy,
        })
    }

    /// The host wrote and synced everything up to this Persist. Cumulative; repeating it is harmless.
    ///
    /// # Errors
    /// `invalid_parameter` for a number that was never handed out.
    pub fn persisted(&mut self, seq: i64) -> Result<()> {
        self.begin()?;
        self.book.persisted(seq)?;
        self.unpark_all();
        Ok(())
    }

    /// Ends loading on the first call that is not `load`, and repeats a failure of loading for ever.
    fn begin(&mut self) -> Result<()> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        if let Some(loading) = self.loading.take() {
            let ended = self.end_loading(loading);
            self.failed = ended.as_ref().err().cloned();
            return ended;
        }
        Ok(())
    }

    /// Every timed call starts here.
    fn at(&mut self, now: Now) -> Result<()> {
        self.begin()?;
        if let Some(jump) = self.clock.observe(now)? {
            self.jumped(jump);
        }
        Ok(())
    }

    fn game_index(&self, game: &str) -> Option<u32> {
        self.games_by_key.get(self.place_of_game(game).ok()?).copied()
    }

    /// Where a game stands, or belongs, in the order of the keys.
    fn place_of_game(&self, game: &str) -> core::result::Result<usize, usize> {
        self.games_by_key.binary_search_by(|at| self.game(*at).map_or("", |known| &known.key).cmp(game))
    }

    fn game(&self, place: u32) -> Option<&Game> {
        at(&self.games, place)
    }

    /// The host's key of a game.
    #[inline(never)]
    fn game_key(&self, place: u32) -> String {
        self.game(place).map(|game| game.key.clone()).unwrap_or_default()
    }

    /// An alert about a game.
    #[inline(never)]
    fn alert_game(&mut self, code: &str, place: u32, endpoint: Option<Endpoint>, errcode: Option<i32>) {
        let game = at(&self.games, place).map(|game| game.key.as_str());
        self.notices.alert(code, game, endpoint, errcode);
    }

    fn game_mut(&mut self, place: u32) -> Option<&mut Game> {
        at_mut(&mut self.games, place)
    }

    fn lane(&self, place: u32) -> Option<&Lane> {
        at(&self.lanes, place)
    }

    fn lane_mut(&mut self, place: u32) -> Option<&mut Lane> {
        at_mut(&mut self.lanes, place)
    }

    fn host_mut(&mut self, place: u32) -> Option<&mut Host> {
        at_mut(&mut self.hosts, place)
    }

    fn partner_mut(&mut self, place: u32) -> Option<&mut Partner> {
        at_mut(&mut self.partners, place)
    }

    /// A game that takes new players.
    fn active_game(&self, game: &str) -> Result<u32> {
        check_key(game, "game")?;
        let known = self
            .game_index(game)
            .filter(|at| self.game(*at).is_some_and(|game| game.lanes.is_some() && !game.removed));
        known.ok_or_else(|| {
            Error::new(ErrorCode::UnknownGame, "the engine has no such game: call put_game first")
                .with_field("game")
        })
    }
}

/// What has this place in a list.
fn at<T>(list: &[T], place: u32) -> Option<&T> {
    list.get(usize::try_from(place).ok()?)
}

fn at_mut<T>(list: &mut [T], place: u32) -> Option<&mut T> {
    list.get_mut(usize::try_from(place).ok()?)
}

/// The host's own keys: 1 to 64 bytes.
fn check_key(key: &str, field: &'static str) -> Result<()> {
    if (1..=64).contains(&key.len()) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::InvalidParameter, "a key has 1 to 64 bytes of UTF-8").with_field(field))
}
