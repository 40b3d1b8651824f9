//! Waking the loop.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// Rings the bell. Cheap; may be cloned into every thread.
#[derive(Clone)]
pub(super) struct Bell(SyncSender<()>);

/// Hears it.
pub(super) struct Ear(Receiver<()>);

/// A bell and its ear. Any number of rings between two waits count as one.
pub(super) fn bell() -> (Bell, Ear) {
    let (sender, receiver) = sync_channel(1);
    (Bell(sender), Ear(receiver))
}

impl Bell {
    pub(super) fn ring(&self) {
        // Full means that it rang already.
        let _ = self.0.try_send(());
    }
}

impl Ear {
    /// Waits for a ring, at most this long.
    pub(super) fn wait(&self, at_most: Duration) {
        match self.0.recv_timeout(at_most) {
            Ok(()) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }
}
