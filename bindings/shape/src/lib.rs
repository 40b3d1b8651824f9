//! The JSON shapes that every surface shares: what the pipe protocol carries, and what C, the web and the other languages
//! take and give as JSON text. Not an API for Rust programs, which use `shiming-core`.

#![no_std]

extern crate alloc;

pub mod answers;
pub mod args;
pub mod event;
pub mod names;
pub mod object;
pub mod shapes;

pub use shiming_core::json::Json as Value;
