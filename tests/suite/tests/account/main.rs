//! The account rules through the public API: known answers, the edge cases of the rules by name, golden state files,
//! and random histories.

mod cases;
mod convert;
mod edges;
mod histories;
mod known_answers;
mod states;
mod world;
