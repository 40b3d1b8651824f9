//! Shiming as WebAssembly. Conversion only: the rules live in `shiming-core`, the shapes in `shiming-shape`, and what the
//! user sees in `wasm/npm/src`, which checks every argument's type before it comes here.
//!
//! How values cross: text as text; whole numbers as `f64`, which JavaScript checked; bytes as `Uint8Array`; names of
//! enumerations as text; structures as JSON text; a request stays here as the last `packet`, to be read in place. What is called for every player (login,
//! heartbeat, logout, poll) crosses without JSON, through the `inbox`.

mod account;
mod engine;
mod fault;
mod identity;
mod inbox;
mod input;
mod interface_test;
mod omnisdk;
mod packet;
mod player_network;
mod policy;
mod runtime_crypto;
mod wire;

use shiming_shape::answers;
use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the core in this file.
#[wasm_bindgen]
pub fn version() -> String {
    shiming_core::VERSION.to_owned()
}

/// Every error code: JSON text, name and number.
#[wasm_bindgen]
pub fn error_codes() -> String {
    answers::error_codes().compact()
}
