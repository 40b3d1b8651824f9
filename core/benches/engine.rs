//! What the engine costs, in one run: `cargo bench -p shiming-core --bench engine`.
//!
//! Prints login + logout pairs a second with the journal on (bytes produced and sealed, not synced) and off, the share
//! that the journal costs, and the memory of a queued row and an open session.

use std::hint::black_box;
use std::time::Instant;

use peak_alloc::PeakAlloc;
use shiming_core::Now;
use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
use shiming_core::engine::{Engine, Player, Step};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const UNIX: i64 = 1_795_176_000_000;
const GAME: &str = r#"{"game":"g","app_id":"test-appId","biz_id":"test-bizId",
    "endpoints":{"kind":"custom","check":"http://127.0.0.1/c","query":"http://127.0.0.1/q","report":"http://127.0.0.1/r"}}"#;
const APP: &str = r#"{"app_id":"test-appId","keys":[{"secret_key":"2836e95fcd10e04b0069bb1ee659955b"}]}"#;

fn engine(journal: bool) -> Engine {
    let keys = format!(r#""journal":"on","journal_keys":["{}"]"#, "0123456789abcdef".repeat(4));
    let config = format!(r#"{{"v":1,{}}}"#, if journal { keys.as_str() } else { r#""journal":"off""# });
    let entropy: [u8; 32] = std::array::from_fn(|at| at as u8);
    let mut engine = Engine::open(&config, &entropy, Now { unix: UNIX, mono: 0 }).expect("config");
    engine.put_app(APP).expect("app");
    engine.put_game(GAME).expect("game");
    engine
}

fn verified() -> AccountState {
    let event = AccountEvent::LinkPerson {
        pi: "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u".into(),
        birth: None,
        source: PersonSource::Own,
    };
    let now = Now { unix: UNIX, mono: 0 };
    account_apply(&AccountState::new(), &event, None, now, &AccountOptions::default()).expect("link").state
}

/// Serves the journal; nothing is sent, because the first second after open is quiet.
fn serve(engine: &mut Engine, now: Now) -> usize {
    let mut bytes = 0;
    loop {
        match engine.poll(now).expect("poll") {
            Step::Persist(persist) => {
                bytes += persist.bytes.len();
                engine.persisted(persist.seq).expect("persisted");
            }
            Step::Event(event) => engine.handled(event.seq).expect("handled"),
            _ => return bytes,
        }
    }
}

/// Pairs a second, and journal bytes a pair.
fn pairs(journal: bool, count: usize) -> (f64, f64) {
    let mut engine = engine(journal);
    let state = verified();
    let keys: Vec<String> = (0..count).map(|n| format!("session-{n:08}")).collect();
    let players: Vec<Player> = (0..count)
        .map(|n| Player::Account { account: format!("player-{n:09}"), state: state.clone() })
        .collect();
    let now = Now { unix: UNIX, mono: 10 };
    let start = Instant::now();
    let mut bytes = 0;
    for (at, (key, player)) in keys.iter().zip(&players).enumerate() {
        black_box(engine.login("g", key, player, now).expect("login"));
        engine.logout("g", key, now).expect("logout");
        if at % 512 == 0 {
            bytes += serve(&mut engine, now);
        }
    }
    bytes += serve(&mut engine, now);
    (count as f64 / start.elapsed().as_secs_f64(), bytes as f64 / count as f64)
}

/// Bytes an open session and a queued row cost, keys of 16 bytes.
fn memory(count: usize) -> (f64, f64, f64) {
    let mut engine = engine(true);
    let state = verified();
    let now = Now { unix: UNIX, mono: 10 };
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    for n in 0..count {
        let player = Player::Account { account: format!("player-{n:09}"), state: state.clone() };
        engine.login("g", &format!("session-{n:08}"), &player, now).expect("login");
        if n % 512 == 0 {
            serve(&mut engine, now);
        }
    }
    serve(&mut engine, now);
    let open = (HEAP.current_usage() - before) as f64 / count as f64;
    for n in 0..count {
        engine.logout("g", &format!("session-{n:08}"), now).expect("logout");
        if n % 512 == 0 {
            serve(&mut engine, now);
        }
    }
    serve(&mut engine, now);
    let live = (HEAP.current_usage() - before) as f64 / (2 * count) as f64;
    let peak = (HEAP.peak_usage() - before) as f64 / (2 * count) as f64;
    black_box(&engine);
    (open, live, peak)
}

fn main() {
    let count = 300_000;
    pairs(true, count / 4);
    let best = |journal| {
        (0..5)
            .map(|_| pairs(journal, count))
            .fold((0.0, 0.0), |best: (f64, f64), run| if run.0 > best.0 { run } else { best })
    };
    let (on, bytes) = best(true);
    let (off, _) = best(false);
    println!(
        "login + logout, journal on    {on:>12.0} pairs/s   {:.2} x the promise of 300,000",
        on / 300_000.0
    );
    println!(
        "login + logout, journal off   {off:>12.0} pairs/s   the journal costs {:.0} %",
        (1.0 - on / off) * 100.0
    );
    println!("journal                       {bytes:>12.0} bytes a pair");
    let (open, live, peak) = memory(200_000);
    println!("open session with its row     {open:>12.0} bytes");
    println!("queued row                    {live:>12.0} bytes     {:.2} x the promise of 160", live / 160.0);
    println!("queued row at the peak        {peak:>12.0} bytes     {:.2} x live (promise 1.25)", peak / live);
}
