//! Shiming as WebAssembly. Conversion only: the rules live in `shiming-core`, the shapes in `shiming-shape`, and what the
//! user sees in `wasm/npm/src`, which checks every argument's type before it comes here.
//!
//! How values cross: every operation has a number (`call`, and `wasm/npm/src/operations.ts`), reads its arguments from the `inbox` and leaves its
//! answer in the `outbox`: text, bytes, or JSON text for structures. A request stays here as the last `packet`, to be read in place.

mod account;
mod app;
mod call;
mod engine;
mod identity;
mod inbox;
mod interface_test;
mod number;
mod omnisdk;
mod outbox;
mod packet;
mod player_network;
mod policy;
mod runtime_crypto;
mod wire;
