//! The thread that writes the journal. While it waits for the disk the loop goes on sending: a slot of the quota that is
//! missed because of a slow sync never comes back.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use shiming_core::engine::Persist;

use super::{Host, Store};

/// Writes what it is given, one Persist at a time: the engine has never more than one outstanding (E2).
pub(super) struct Disk {
    work: SyncSender<Persist>,
    busy: Arc<AtomicBool>,
    thread: JoinHandle<io::Result<()>>,
}

impl Disk {
    pub(super) fn start(host: Arc<Host>, mut store: Store) -> io::Result<Self> {
        let (work, todo) = sync_channel::<Persist>(1);
        let busy = Arc::new(AtomicBool::new(false));
        let done = Arc::clone(&busy);
        let thread = thread::Builder::new().name("shiming-disk".to_owned()).spawn(move || {
            let written = todo.iter().try_for_each(|persist| {
                store.append(persist.segment, persist.seq, &persist.bytes)?;
                store.sync()?;
                host.call(|engine, _| engine.persisted(persist.seq)).map_err(io::Error::other)?;
                persist.drop_before.map_or(Ok(()), |floor| store.drop_before(floor))?;
                // Only now: what was accepted meanwhile is in the next Persist, which the loop finds when it is woken.
                done.store(false, Ordering::Release);
                host.wake();
                Ok(())
            });
            // The loop finds this thread ended.
            host.wake();
            written
        })?;
        Ok(Self { work, busy, thread })
    }

    /// Hands over a Persist. False: the thread has ended, and [`end`](Self::end) says why.
    pub(super) fn write(&self, persist: Persist) -> bool {
        self.busy.store(true, Ordering::Release);
        self.work.send(persist).is_ok()
    }

    /// Nothing is being written.
    pub(super) fn is_idle(&self) -> bool {
        !self.busy.load(Ordering::Acquire)
    }

    pub(super) fn has_ended(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits for what is being written.
    pub(super) fn end(self) -> io::Result<()> {
        drop(self.work);
        self.thread.join().unwrap_or_else(|_| Err(io::Error::other("the journal's thread panicked")))
    }
}
