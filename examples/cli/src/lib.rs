//! The `shiming` command as a library: the tools, the pipe, and a reference host that moves real HTTP.

pub mod pipe;
