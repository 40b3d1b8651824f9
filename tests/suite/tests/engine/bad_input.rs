//! Whatever a host passes in gets a typed error with a text, changes nothing, and the engine goes on (all clauses).

use shiming_core::account::AccountState;
use shiming_core::engine::{Engine, Outcome, Player, Priority, Sent, Share, Step};
use shiming_core::wire::Endpoint;
use shiming_core::{Error, ErrorCode, Now};

const UNIX: i64 = 1_795_176_000_000;
const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";

fn at(mono: i64) -> Now {
    Now { unix: UNIX + mono, mono }
}

fn open() -> Engine {
    let config = format!(r#"{{"v":1,"journal_keys":["{}"]}}"#, "0123456789abcdef".repeat(4));
    let entropy: [u8; 32] = std::array::from_fn(|at| at as u8);
    let mut engine = Engine::open(&config, &entropy, at(0)).expect("a right configuration");
    engine.put_app(&format!(r#"{{"app_id":"a","keys":[{{"secret_key":"{KEY}"}}]}}"#)).expect("app");
    engine.put_game(r#"{"game":"g","app_id":"a","biz_id":"b","profile":{"base":"cn2019"}}"#).expect("game");
    engine
}

fn refused<T>(result: Result<T, Error>, code: ErrorCode) {
    let error = result.err().unwrap_or_else(|| panic!("{} was expected", code.name()));
    assert_eq!(error.code, code, "{error}");
    assert!(error.detail.len() > 10, "an error says what to do: {error}");
}

fn guest(di: &str) -> Player {
    Player::Guest { di: di.into() }
}

#[test]
fn keys_of_the_host_have_1_to_64_bytes() {
    let mut engine = open();
    let long = "k".repeat(65);
    for key in ["", &long] {
        refused(engine.login("g", key, &guest("d"), at(1)), ErrorCode::InvalidParameter);
        refused(engine.heartbeat("g", key, at(1)), ErrorCode::InvalidParameter);
        refused(engine.logout("g", key, at(1)), ErrorCode::InvalidParameter);
        let state = AccountState::new();
        refused(engine.put_account("g", key, &state, at(1)), ErrorCode::InvalidParameter);
        let person = ("某一一", "110000190101010001");
        let verifying = engine.verify("g", key, &state, person.0, person.1, Priority::Live, at(1));
        refused(verifying, ErrorCode::InvalidParameter);
    }
    for di in ["", "a device of more than thirty-two bytes", "tab\tstop"] {
        refused(engine.login("g", "s", &guest(di), at(1)), ErrorCode::InvalidDi);
    }
    assert!(engine.session("g", "s").expect("a known game").is_none(), "a refused login leaves nothing");
}

#[test]
fn unknown_games_sessions_sends_and_numbers_are_named() {
    let mut engine = open();
    refused(engine.login("h", "s", &guest("d"), at(1)), ErrorCode::UnknownGame);
    refused(engine.session("h", "s"), ErrorCode::UnknownGame);
    refused(engine.account("h", "p"), ErrorCode::UnknownGame);
    refused(engine.stats(Some("h")), ErrorCode::UnknownGame);
    refused(engine.remove_game("h"), ErrorCode::UnknownGame);
    refused(engine.hold("h", Endpoint::Check, UNIX), ErrorCode::UnknownGame);
    refused(engine.heartbeat("g", "s", at(1)), ErrorCode::UnknownSession);
    refused(engine.logout("g", "s", at(1)), ErrorCode::UnknownSession);
    refused(engine.persisted(99), ErrorCode::InvalidParameter);
    refused(engine.handled(99), ErrorCode::InvalidParameter);
    let outcome = Outcome::Transport { sent: Sent::Unknown };
    for send in [i64::MIN, -1, 0, 7, i64::MAX] {
        refused(engine.complete(send, &outcome, at(1)), ErrorCode::UnknownSend);
    }
    let share = |index, count, from, until| Share { index, count, from, until };
    for wrong in [share(-1, 1, 0, None), share(1, 1, 0, None), share(0, 0, 0, None), share(0, 1, 5, Some(5))]
    {
        refused(engine.set_share("g", wrong), ErrorCode::InvalidShare);
    }
}

#[test]
fn a_wrong_person_leaves_the_state_as_it_was() {
    let mut engine = open();
    let state = AccountState::new();
    for (name, number, code) in [
        ("", "110000190101010001", ErrorCode::InvalidName),
        ("某\u{7}一", "110000190101010001", ErrorCode::InvalidName),
        ("某一一", "", ErrorCode::InvalidIdNumber),
        ("某一一", "110000190101010002", ErrorCode::InvalidIdNumber),
        ("某一一", "11000019010101000111", ErrorCode::InvalidIdNumber),
    ] {
        refused(engine.verify("g", "p", &state, name, number, Priority::Live, at(1)), code);
        assert!(engine.account("g", "p").expect("a known game").is_none());
    }
    // Full-width digits are what players type; they are brought to ASCII.
    let wide = "１１００００１９０１０１０１０００１";
    assert!(engine.verify("g", "p", &state, "某一一", wide, Priority::Live, at(1)).is_ok());
}

#[test]
fn a_session_ends_once() {
    let mut engine = open();
    assert!(engine.login("g", "s", &guest("d"), at(1)).expect("guests of 2019").allowed);
    engine.logout("g", "s", at(2)).expect("the first logout");
    refused(engine.logout("g", "s", at(3)), ErrorCode::SessionOver);
    refused(engine.heartbeat("g", "s", at(3)), ErrorCode::SessionOver);
    refused(engine.login("g", "s", &guest("d"), at(3)), ErrorCode::SessionOver);
}

#[test]
fn times_out_of_range_are_refused_and_the_engine_goes_on() {
    let mut engine = open();
    let wrong = [
        Now { unix: -1, mono: 1 },
        Now { unix: 0, mono: 1 },
        Now { unix: UNIX / 1000, mono: 1 },
        Now { unix: i64::MAX, mono: 1 },
        Now { unix: UNIX, mono: i64::MAX },
        Now { unix: UNIX, mono: i64::MIN },
    ];
    for now in wrong {
        refused(engine.poll(now), ErrorCode::BadTime);
        refused(engine.login("g", "s", &guest("d"), now), ErrorCode::BadTime);
    }
    // A monotonic clock that runs back, and a wall clock that leaps by hours either way, are no errors.
    for now in [
        at(5_000),
        at(4_000),
        Now { unix: UNIX + 7_200_000, mono: 5_001 },
        Now { unix: UNIX - 7_200_000, mono: 5_002 },
    ] {
        for _ in 0..100 {
            match engine.poll(now).expect("a sound time") {
                Step::Persist(persist) => engine.persisted(persist.seq).expect("persisted"),
                Step::Event(event) => engine.handled(event.seq).expect("handled"),
                Step::Send(_) => {}
                Step::Wait { .. } => break,
            }
        }
    }
    assert!(engine.login("g", "s", &guest("d"), at(6_000)).expect("it goes on").allowed);
}

#[test]
fn weak_entropy_and_wrong_configuration_do_not_open() {
    let config = format!(r#"{{"v":1,"journal_keys":["{}"]}}"#, "0123456789abcdef".repeat(4));
    for entropy in [&[][..], &[7; 32], &[1, 2, 3], &[0; 64]] {
        refused(Engine::open(&config, entropy, at(0)), ErrorCode::WeakEntropy);
    }
    let entropy: [u8; 32] = std::array::from_fn(|at| at as u8);
    let wrong = [
        "",
        "{}",
        "[]",
        r#"{"v":2,"journal":"off"}"#,
        r#"{"v":1,"jurnal":"off"}"#,
        r#"{"v":1,"journal_keys":["00"]}"#,
    ];
    for config in wrong {
        refused(Engine::open(config, &entropy, at(0)), ErrorCode::InvalidConfig);
    }
}
