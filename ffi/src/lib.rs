//! The C interface of Shiming: `libshiming` and `include/shiming.h`. Conversion only; the rules live in `shiming-core`.
//! Conventions, ownership and a quick start stand in `ffi/README.md`, and shortly at the top of the header.

// Names of the C language.
#![allow(non_camel_case_types)]

mod account;
mod app;
mod buf;
mod constants;
mod engine;
mod error;
mod guard;
mod identity;
mod input;
mod interface_test;
mod omnisdk;
mod player_network;
mod policy;
mod process;
mod request;
mod status;
mod system;
mod verdict;
mod wire;

pub use account::*;
pub use app::*;
pub use buf::*;
pub use constants::*;
pub use engine::*;
pub use error::*;
pub use identity::*;
pub use interface_test::*;
pub use omnisdk::*;
pub use player_network::*;
pub use policy::*;
pub use request::*;
pub use status::*;
pub use system::*;
pub use verdict::*;
pub use wire::*;
