//! What must hold for any bytes. Each oracle is an ordinary function that panics when a promise is broken: the fuzz
//! targets of `tests/fuzz` call it, and `tests/fuzz_replay.rs` runs it on the committed corpus and on seeded random
//! bytes, so it also runs without a fuzzer.

pub mod account;
pub mod answers;
pub mod authority;
pub mod bodies;
pub mod config;
pub mod engine;
pub mod host;
pub mod identity;
pub mod input;
pub mod journal;
pub mod marker;
pub mod omnisdk;
pub mod pipe;
pub mod player_network;
pub mod policy;
pub mod seeds;

/// One oracle: it panics when a promise is broken.
pub type Oracle = fn(&[u8]);

/// Every oracle by the name of its fuzz target and of its corpus. `pipe_lines` is not among them: it needs the command,
/// which this crate does not depend on.
pub const ALL: &[(&str, Oracle)] = &[
    ("answers", answers::answers),
    ("bodies", bodies::bodies),
    ("identity", identity::identity),
    ("account_state", account::state),
    ("account_events", account::events),
    ("policy", policy::policy),
    ("config", config::config),
    ("player_network", player_network::player_network),
    ("journal_bytes", journal::bytes),
    ("journal_damage", journal::damage),
    ("engine_calls", engine::calls),
    ("authority", authority::authority),
    ("omnisdk", omnisdk::omnisdk),
];
