//! The rules of China's NPPA real-name and anti-addiction system (网络游戏防沉迷实名认证系统) as one
//! library without I/O: no sockets, no clock, no entropy, no threads. The host brings all four.
//!
//! * [`wire`], [`identity`], [`interface_test`]: pure functions for hosts that keep their own loop.
//! * [`omnisdk`]: OmniSDK's own clock of play time: requests, signatures, its callback.
//! * [`account`]: one player's verification as a value.
//! * [`policy`]: what a player may do: play, pay, be reported; ages, calendars, limits.
//! * [`engine`]: what to send next, under quota, with a journal; nothing durable is ever lost.
//! * [`player_network`], [`adapter`]: other systems' logins and status values.
#![no_std]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unreachable,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::cast_lossless
    )
)]

extern crate alloc;

pub mod account;
pub mod adapter;
pub mod credential;
mod crypto;
pub mod engine;
pub mod error;
mod hex;
pub mod http;
pub mod identity;
pub mod interface_test;
pub mod journal;
// For the surfaces, which show and take JSON; no API.
#[doc(hidden)]
pub mod json;
mod names;
pub mod omnisdk;
pub mod player_network;
pub mod policy;
mod record;
mod scan;
pub mod session;
mod sorted;
pub mod time;
mod url;
pub mod wire;

#[cfg(feature = "host-crypto")]
pub use crypto::{HostCrypto, install_host_crypto};
pub use error::{Error, ErrorCode, ErrorParts, Result};
pub use http::{Request, Response};
pub use time::{Date, Now};

/// The version of this library, the same for every surface.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
