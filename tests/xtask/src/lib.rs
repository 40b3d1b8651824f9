//! Project automation: the conformance tester and the recorder of scenarios.

pub mod conform;
pub mod operations;
