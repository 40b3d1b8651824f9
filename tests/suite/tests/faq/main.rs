//! The authority's answers (Q1 to Q216 of its FAQ, M1 to M51 of its manual) that bind software and that no other test
//! proves: one test for a rule, named after it. Which answer is proved by which test stands in `tests/traceability.md`.

mod again;
mod answers;
mod capacity;
mod decisions;
mod enterprise;
mod guests;
mod hours;
mod keys;
mod manual;
mod one_person;
mod pending;
mod reporting;
mod requests;
mod stock;

#[path = "../engine/host.rs"]
#[allow(dead_code, reason = "the contract tests use the rest")]
mod host;
#[path = "../account/world.rs"]
#[allow(dead_code, reason = "the account tests use the rest")]
mod world;
