//! In progress.
mod key;
pub use key::derive_journal_key;
