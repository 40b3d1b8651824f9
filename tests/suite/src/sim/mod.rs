//! Deterministic simulation: engines, a disk that tears, a network that loses, and the authority, all on one virtual
//! clock and one seed. A failure names its seed; `cargo xtask replay --seed N` runs it again.

mod app;
mod authority;
mod check;
mod disk;
mod people;
mod plan;
mod world;

pub use check::Violation;
pub use people::{MINORS, person};
pub use plan::Plan;
pub use world::{Report, run};
