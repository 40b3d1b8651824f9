//! The loop: the whole of what a host does for the engine. It asks for the next step, does it, and reports back. There is
//! no policy here; every language's host looks like this one.
//!
//! The engine sits behind one lock. The loop has a thread of its own, requests are carried by a pool of threads, and the
//! game's threads call the engine through [`Host::call`]; whoever changes something rings the bell, because any input
//! voids the last `Wait`.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use shiming_core::engine::{Engine, Step};
use shiming_core::{Now, Result};

use super::bell::{Bell, Ear, bell};
use super::disk::Disk;
use super::{Application, Pool, Store, Transport};

/// An engine that many threads may call.
pub struct Host {
    engine: Mutex<Engine>,
    bell: Bell,
    start: Instant,
    stop: AtomicBool,
}

/// What the loop's thread needs. Made by [`open`], used up by [`run`](Loop::run).
pub struct Loop {
    host: Arc<Host>,
    ear: Ear,
    store: Store,
}

/// Opens an engine on the journal in `folder`: draws its entropy, feeds it everything that the journal holds.
///
/// `config` is the engine's configuration. Put the apps, policies and games next, then start the loop.
pub fn open(config: &str, folder: &Path) -> io::Result<(Arc<Host>, Loop)> {
    let store = Store::open(folder)?;
    // Fresh from the system at every open: all nonces and identifiers of this process derive from it.
    let mut entropy = [0; 32];
    getrandom::fill(&mut entropy).map_err(io::Error::other)?;
    let start = Instant::now();
    let mut engine = Engine::open(config, &entropy, now(start)).map_err(io::Error::other)?;
    store.read(|segment, bytes| engine.load(segment, bytes).map_err(io::Error::other))?;
    let (bell, ear) = bell();
    let host = Arc::new(Host { engine: Mutex::new(engine), bell, start, stop: AtomicBool::new(false) });
    Ok((Arc::clone(&host), Loop { host, ear, store }))
}

impl Host {
    /// Calls the engine: `host.call(|engine, now| engine.login("game", "session", &player, now))`.
    pub fn call<T>(&self, call: impl FnOnce(&mut Engine, Now) -> Result<T>) -> Result<T> {
        let answer = call(&mut self.engine(), now(self.start));
        self.bell.ring();
        answer
    }

    /// Ends the loop as soon as everything accepted is durable. Requests in flight count as lost; the next start asks for them.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
        self.bell.ring();
    }

    pub(super) fn wake(&self) {
        self.bell.ring();
    }

    fn engine(&self) -> MutexGuard<'_, Engine> {
        // The core does not panic, so a poisoned lock says nothing about it.
        self.engine.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T>(&self, call: impl FnOnce(&mut Engine, Now) -> Result<T>) -> io::Result<T> {
        call(&mut self.engine(), now(self.start)).map_err(io::Error::other)
    }
}

impl Loop {
    /// Takes steps until [`Host::stop`]. An error, of the disk or of the application, ends it: then this process must end
    /// too, because nothing more becomes durable.
    pub fn run(self, transport: Transport, app: &mut dyn Application) -> io::Result<()> {
        let Self { host, ear, store } = self;
        let disk = Disk::start(Arc::clone(&host), store)?;
        let completing = Arc::clone(&host);
        let pool = Pool::new(transport, move |send, outcome| {
            // An unknown number, say of a request that outlived its lease by far, is harmless.
            let _ = completing.call(|engine, now| engine.complete(send, outcome, now));
        });
        loop {
            // Asked before poll: a Persist that ends in between may have let more come after it.
            let idle = disk.is_idle();
            match host.ask(|engine, now| engine.poll(now))? {
                // Append, sync, `persisted`, drop: in a thread of its own, so that a slow disk costs no slot.
                Step::Persist(persist) => {
                    if !disk.write(persist) {
                        return disk.end();
                    }
                }
                Step::Event(step) => {
                    app.handle(&step.event)?;
                    host.ask(|engine, _| engine.handled(step.seq))?;
                }
                Step::Send(step) => pool.send(step),
                Step::Wait { .. } if disk.has_ended() => return disk.end(),
                // A Wait with no Persist outstanding says that everything accepted is durable: the place to stop.
                Step::Wait { .. } if host.stop.load(Ordering::Acquire) && idle => {
                    return disk.end();
                }
                Step::Wait { until_mono } => {
                    let left = until_mono.saturating_sub(now(host.start).mono).max(0);
                    ear.wait(Duration::from_millis(left.unsigned_abs()));
                }
            }
        }
    }
}

/// Both clocks. The monotonic one starts anywhere, but must never run back.
fn now(start: Instant) -> Now {
    let unix = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    Now { unix: millis(unix), mono: millis(start.elapsed()) }
}
