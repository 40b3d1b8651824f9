//! The table against the documents, against itself, and against what `account_apply` really does.
extern crate std;

mod exhaustive;
mod print;
mod samples;
mod shape;
mod written;
