//! The engine's configuration: any text is taken or refused with a typed error that does not quote it, and an engine with
//! any configuration that is taken keeps its promises.

use shiming_core::Now;
use shiming_core::engine::Engine;

use super::host::{APP, BEGIN, Host, game_json};
use super::input::Input;
use super::marker::{MARKER, check_error};

/// The first byte chooses the call. In the text, `@` stands for a secret, `#` for one that looks like a part of the JSON
/// reader's own messages.
pub fn config(bytes: &[u8]) {
    let mut input = Input(bytes);
    let choice = input.below(4);
    let text = String::from_utf8_lossy(input.rest())
        .replace('@', MARKER)
        .replace('#', &format!("expected {MARKER} `, expected {MARKER} at line 1"));
    let now = Now { unix: BEGIN, mono: 1_000 };
    let plain = r#"{"journal":"off"}"#;
    let engine = Engine::open(if choice == 0 { &text } else { plain }, &entropy(), now);
    let mut engine = match engine {
        Ok(engine) => engine,
        Err(error) => return check_error(&error),
    };
    for (number, json) in [(1, APP.into()), (2, game_json(0)), (3, r#"{"profile":{}}"#.to_string())] {
        if choice == number {
            let put = match number {
                1 => engine.put_app(&text),
                2 => engine.put_game(&text),
                _ => engine.put_policy(&text),
            };
            if let Err(error) = put {
                check_error(&error);
            }
        }
        let put = match number {
            1 => engine.put_app(&json),
            2 => engine.put_game(&json),
            _ => engine.put_policy(&json),
        };
        if let Err(error) = put {
            // The text may have put the same game elsewhere.
            check_error(&error);
            assert_eq!((choice, number), (2, 2), "{error}");
        }
    }
    let off = choice != 0 || !text.contains("journal_keys");
    Host::around(engine, now, !off).exercise();
}

fn entropy() -> [u8; 32] {
    std::array::from_fn(|at| u8::try_from(at).unwrap_or(0))
}
