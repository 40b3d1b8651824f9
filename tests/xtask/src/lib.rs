//! Project automation: the conformance tester and the recorder of scenarios.

pub mod breaks;
pub mod check;
pub mod conform;
pub mod drive;
pub mod native;
pub mod operations;
pub mod ports;
pub mod races;
pub mod replay;
pub mod start;
pub mod testees;
pub mod wasm;
