//! The vendor's side of OmniSDK, simulated from its document of play time (防沉迷): playgame and exitgame come in, a clock runs for
//! each uid, and a callback goes out again and again until the game's answer says code "0". Pure, like the authority: what is sent
//! over the network is sent by the server around it.
//!
//! Signatures are made and checked by the plain `hmac` and `sha1` crates.

mod call;
mod canonical;
mod clock;
mod config;
mod vendor;

pub use clock::PlayClock;
pub(crate) use config::loopback;
pub use config::{OmniApp, OmniArrays, OmniExitType};
pub use vendor::{OmniCallbackState, Vendor};
