//! Project automation: the conformance tester and the recorder of scenarios.

pub mod check;
pub mod conform;
pub mod drive;
pub mod operations;
pub mod replay;
pub mod testees;
pub mod wasm;
