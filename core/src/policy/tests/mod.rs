//! The decisions as a table, printed for review.
extern crate std;

mod print;
mod samples;
