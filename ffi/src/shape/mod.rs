//! The JSON shapes that every surface shares: what the pipe protocol carries, and what this library takes and gives as
//! JSON text. Not an API for Rust programs, which use `shiming-core`.

pub mod answers;
pub mod args;
pub mod event;
pub mod names;
pub mod shapes;
