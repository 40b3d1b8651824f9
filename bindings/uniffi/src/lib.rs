//! Shiming for Kotlin, Java, Swift and Python, by UniFFI. Conversion only: the rules live in `shiming-core`, the shapes of JSON
//! text in `shiming-shape`, and what a language adds (loops, clocks, journals) beside its package.
//!
//! How values cross: records and enumerations as they are; text as [`text::Text`], so that text which is no text gets an
//! error with the argument's name in every language; times as whole milliseconds; configuration and states of players as JSON
//! text, the same on every surface.

pub mod account;
pub mod app;
pub mod direct;
pub mod engine;
pub mod enumerations;
pub mod error;
pub mod identity;
pub mod interface_test;
pub mod omnisdk;
pub mod player_network;
pub mod policy;
// Of the C interface: one question to the system for both.
#[path = "../../../ffi/src/process.rs"]
mod process;
pub mod request;
mod shown;
pub mod text;
pub mod wire;

use shiming_core::ErrorCode;

use crate::error::Code;

uniffi::setup_scaffolding!();

/// The version of this library, such as `0.1.0`.
#[uniffi::export]
pub fn version() -> String {
    shiming_core::VERSION.to_owned()
}

/// Every error code, with its number and its name, ascending by number.
#[uniffi::export]
pub fn error_codes() -> Vec<Code> {
    ErrorCode::ALL
        .iter()
        .map(|code| Code {
            code: code.number(),
            code_name: code.name().to_owned(),
            advice_zh: code.advice_zh().to_owned(),
        })
        .collect()
}
