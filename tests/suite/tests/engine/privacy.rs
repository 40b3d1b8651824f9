//! Nothing that a host may log, and no byte of the journal, shows a key, a name, a number or a pi. One careless
//! `{:?}` in a game server's log would otherwise publish its players.

use shiming_core::engine::{Engine, Outcome, Priority, Step};
use shiming_core::{Now, Response, account::AccountState};

const UNIX: i64 = 1_795_176_000_000;
const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
const NAME: &str = "某一一";
const NUMBER: &str = "110000190101010001";
const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";

fn silent(what: &str, shown: &[u8]) {
    for marker in [KEY, NAME, NUMBER, PI] {
        let found = shown.windows(marker.len()).any(|window| window == marker.as_bytes());
        assert!(!found, "{what} shows a marker");
    }
}

#[test]
fn steps_events_and_the_journal_show_nobody() {
    let config = format!(r#"{{"v":1,"journal_keys":["{}"]}}"#, "0123456789abcdef".repeat(4));
    let entropy: [u8; 32] = std::array::from_fn(|at| at as u8);
    let mut engine = Engine::open(&config, &entropy, Now { unix: UNIX, mono: 0 }).expect("config");
    engine.put_app(&format!(r#"{{"app_id":"a","keys":[{{"secret_key":"{KEY}"}}]}}"#)).expect("app");
    engine.put_game(r#"{"game":"g","app_id":"a","biz_id":"b"}"#).expect("game");
    let now = Now { unix: UNIX + 2_000, mono: 2_000 };
    let state = AccountState::new();
    let verifying = engine.verify("g", "p", &state, NAME, NUMBER, Priority::Live, now).expect("verify");
    silent("the state", format!("{:?}", verifying.state).as_bytes());
    let (mut journal, mut told) = (0, 0);
    for mono in 2_000..2_400 {
        let now = Now { unix: UNIX + mono, mono };
        let step = engine.poll(now).expect("poll");
        silent("a step", format!("{step:?}").as_bytes());
        match step {
            Step::Persist(persist) => {
                silent("the journal", &persist.bytes);
                journal += persist.bytes.len();
                engine.persisted(persist.seq).expect("persisted");
            }
            Step::Event(event) => {
                told += 1;
                engine.handled(event.seq).expect("handled");
            }
            Step::Send(send) => {
                silent("the request", &send.request.body);
                let body = format!(
                    r#"{{"errcode":0,"errmsg":"ok","data":{{"result":{{"status":0,"pi":"{PI}"}}}}}}"#
                );
                let outcome = Outcome::Http(Response { status: 200, body: body.into_bytes(), date: None });
                silent("the outcome", format!("{outcome:?}").as_bytes());
                engine.complete(send.send, &outcome, now).expect("complete");
            }
            Step::Wait { .. } => {}
        }
        silent("the numbers", format!("{:?}", engine.stats(None).expect("stats")).as_bytes());
    }
    assert!(
        journal > 300 && told > 0,
        "the player was written down and told: {journal} bytes, {told} events"
    );
}

/// The search itself is seen to find.
#[test]
#[should_panic(expected = "shows a marker")]
fn a_marker_that_is_shown_is_found() {
    silent("a careless line", format!("player {NUMBER} came in").as_bytes());
}
