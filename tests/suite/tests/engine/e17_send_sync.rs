//! E17: any thread may hold the engine, one at a time.

use shiming_core::engine::{Engine, Event, Outcome, Player, Step};

fn is_send<T: Send>() {}
fn is_sync<T: Sync>() {}

/// Edges put one lock around the engine and hand its steps to other threads: that must compile.
#[test]
fn engine_and_steps_are_send_and_sync() {
    is_send::<Engine>();
    is_sync::<Engine>();
    is_send::<Step>();
    is_send::<Event>();
    is_send::<Outcome>();
    is_send::<Player>();
    is_sync::<Step>();
}

/// And it works: the engine moves from thread to thread between calls.
#[test]
fn an_engine_moves_between_threads() {
    let mut host = crate::host::Host::ready("");
    host.enter("s", 1);
    let now = host.now();
    let mut engine = host.engine;
    for n in 0..8i64 {
        engine = std::thread::spawn(move || {
            let now = shiming_core::Now { unix: now.unix + n * 100, mono: now.mono + n * 100 };
            engine.poll(now).expect("poll");
            engine
        })
        .join()
        .expect("thread");
    }
    assert!(engine.session("g", "s").expect("game").is_some());
}
