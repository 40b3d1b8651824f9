//! HTTP/1.1 around the authority, on a thread of its own.

mod clock;
mod connection;
mod control;
mod log;
mod omnisdk;
mod page;
mod views;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::watch;

use crate::authority::{Authority, AuthorityConfig, Command, CommandAnswer, ConfigError};
use crate::http::{HttpAnswer, HttpRequest};
use clock::Running;
use log::EventLog;

pub use clock::Clock;

/// How a server runs.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerOptions {
    /// Where it listens; port 0 = any free one.
    pub addr: SocketAddr,
    /// Whether `addr` may be something else than loopback. The simulator has no authentication of its own.
    pub allow_remote: bool,
    /// Its clock.
    pub clock: Clock,
    /// Where it writes every request and command; an existing file is replayed first. None = nothing is kept.
    pub log: Option<PathBuf>,
    /// Connections without a request for so long are closed (V1.9 §三: 120 s).
    pub idle_timeout: Duration,
    /// Connections of one address at once (V1.9 §三: 1,000).
    pub max_connections_per_ip: usize,
    /// Take the first address of `X-Forwarded-For` for the caller's, to try IP lists.
    pub trust_forwarded: bool,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            allow_remote: false,
            clock: Clock::System,
            log: None,
            idle_timeout: Duration::from_secs(120),
            max_connections_per_ip: 1_000,
            trust_forwarded: false,
        }
    }
}

/// Why a server did not start.
#[derive(Debug)]
pub enum ServerError {
    /// The scenario cannot be used.
    Config(ConfigError),
    /// `addr` is not loopback, and `allow_remote` is off.
    NotLoopback,
    /// The log ends later than the clock shows.
    ClockBehindLog,
    /// The socket or the log.
    Io(io::Error),
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::NotLoopback => f.write_str("the address is not loopback: allow remote callers explicitly"),
            Self::ClockBehindLog => f.write_str(
                "the log ends later than the clock shows: it was written with a virtual clock, use one again",
            ),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ServerError {}

impl From<io::Error> for ServerError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What all connections share.
pub(crate) struct Shared {
    state: Mutex<State>,
    options: ServerOptions,
    addr: SocketAddr,
}

struct State {
    authority: Authority,
    log: Option<EventLog>,
    clock: Running,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while handling one request must not end the service for all others.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs and handles one request; gives the answer and its delay in real time.
    fn handle(&self, request: &HttpRequest) -> io::Result<(HttpAnswer, Duration)> {
        let mut state = self.lock();
        let now = state.clock.now();
        if let Some(log) = &mut state.log {
            log.request(request, now)?;
        }
        let answer = state.authority.handle(request, now);
        let delay = state.clock.real(answer.delay_ms);
        Ok((answer, delay))
    }

    fn command(&self, command: &Command) -> Result<CommandAnswer, String> {
        let mut state = self.lock();
        let now = state.clock.now();
        if let Some(log) = &mut state.log {
            log.command(command, now).map_err(|error| format!("the log cannot be written: {error}"))?;
        }
        state.authority.command(command, now)
    }

    /// Looks at the authority, with the time of the clock.
    fn read<T>(&self, look: impl FnOnce(&Authority, i64) -> T) -> T {
        let mut state = self.lock();
        let now = state.clock.now();
        look(&state.authority, now)
    }

    /// Sets a virtual clock forward.
    fn set_clock(&self, to: impl FnOnce(i64) -> i64) -> Result<i64, String> {
        let mut state = self.lock();
        let to = to(state.clock.now());
        if state.clock.set(to) {
            Ok(to)
        } else {
            Err("only a virtual clock can be set, and only forward".into())
        }
    }
}

/// A running server. It stops when dropped.
pub struct Server {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server for this scenario.
    pub fn start(config: AuthorityConfig, options: ServerOptions) -> Result<Self, ServerError> {
        config.check().map_err(ServerError::Config)?;
        if !options.addr.ip().is_loopback() && !options.allow_remote {
            return Err(ServerError::NotLoopback);
        }
        let mut clock = Running::new(options.clock);
        let (log, authority) = match &options.log {
            None => (None, Authority::new(config)),
            Some(path) => {
                let (log, authority, newest) = EventLog::open(path, config)?;
                if newest > clock.now() && !clock.set(newest) {
                    return Err(ServerError::ClockBehindLog);
                }
                (Some(log), authority)
            }
        };
        let listener = TcpListener::bind(options.addr)?;
        listener.set_nonblocking(true)?;
        let addr = listener.local_addr()?;
        let state = Mutex::new(State { authority, log, clock });
        let shared = Arc::new(Shared { state, options, addr });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let (stop, stopped) = watch::channel(false);
        let for_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("shiming-simulator".into())
            .spawn(move || runtime.block_on(connection::accept(listener, for_thread, stopped)))?;
        Ok(Self { shared, stop, thread: Some(thread) })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.shared.addr
    }

    /// `http://address:port`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.addr)
    }

    /// The time of its clock, Unix milliseconds.
    pub fn now(&self) -> i64 {
        self.shared.lock().clock.now()
    }

    /// Looks at the authority, with the time of the clock. Requests wait meanwhile.
    pub fn read<T>(&self, look: impl FnOnce(&Authority, i64) -> T) -> T {
        self.shared.read(look)
    }

    /// Applies a command, and logs it.
    pub fn command(&self, command: &Command) -> Result<CommandAnswer, String> {
        self.shared.command(command)
    }

    /// Moves a virtual clock forward and gives its new time.
    pub fn advance(&self, ms: u32) -> Result<i64, String> {
        self.shared.set_clock(|now| now + i64::from(ms))
    }

    /// Stops and waits until the port is free. All connections are cut.
    pub fn stop(mut self) {
        self.end();
    }

    /// Waits until the server ends by itself, which it does only when its thread fails.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    fn end(&mut self) {
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({})", self.shared.addr)
    }
}
