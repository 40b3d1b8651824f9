//! The `shiming` command as a library: the tools, the pipe, and a reference host that moves real HTTP.

mod command;
mod demo;
pub mod host;
pub mod pipe;

pub use command::main;
