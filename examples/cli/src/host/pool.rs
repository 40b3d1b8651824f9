//! Threads that carry requests: one request a thread, started as needed, never more than the authority allows.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use shiming_core::engine::{Outcome, SendStep, Sent};

use super::{MAX_CONNECTIONS, Transport};

/// A request must reach the wire this soon after poll gave it out, or its stamp is stale and its slot over (E12).
const PATIENCE: Duration = Duration::from_secs(2);

type Job = (Instant, SendStep);
type Done = dyn Fn(i64, &Outcome) + Send + Sync;

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    idle: usize,
    threads: Vec<JoinHandle<()>>,
    closed: bool,
}

struct Shared {
    queue: Mutex<Queue>,
    work: Condvar,
    transport: Transport,
    done: Box<Done>,
}

/// The threads. Dropping it waits for the requests in flight.
pub struct Pool(Arc<Shared>);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked has left the queue whole: every change of it is one statement.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    /// `done` is called on a thread of the pool with the number and the outcome of every request.
    pub fn new(transport: Transport, done: impl Fn(i64, &Outcome) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            queue: Mutex::default(),
            work: Condvar::new(),
            transport,
            done: Box::new(done),
        }))
    }

    /// Sends a request soon, on a thread of its own.
    pub fn send(&self, step: SendStep) {
        let mut queue = locked(&self.0.queue);
        queue.jobs.push_back((Instant::now(), step));
        if queue.jobs.len() > queue.idle && queue.threads.len() < MAX_CONNECTIONS {
            let shared = Arc::clone(&self.0);
            let started =
                thread::Builder::new().name("shiming-http".to_owned()).spawn(move || shared.carry());
            // Without another thread the request waits for one of those that are there.
            queue.threads.extend(started.ok());
        }
        self.0.work.notify_one();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let threads = {
            let mut queue = locked(&self.0.queue);
            queue.closed = true;
            std::mem::take(&mut queue.threads)
        };
        self.0.work.notify_all();
        for thread in threads {
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn carry(&self) {
        while let Some((given, step)) = self.next() {
            let outcome = if given.elapsed() > PATIENCE {
                Outcome::Transport { sent: Sent::No }
            } else {
                self.transport.send(&step.request, Duration::from_millis(step.timeout_ms.unsigned_abs()))
            };
            (self.done)(step.send, &outcome);
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = locked(&self.queue);
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some(job);
            }
            if queue.closed {
                return None;
            }
            queue.idle += 1;
            queue = self.work.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.idle -= 1;
        }
    }
}
