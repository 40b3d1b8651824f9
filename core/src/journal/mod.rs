//! The journal: a list of segments that the host appends to and drops from the front, nothing else, so that it fits a
//! directory, a database table or a key-value store. Everything inside is sealed under the host's own journal key;
//! rotation of the authority's keys never touches it.

pub(crate) mod codec;
mod key;
pub(crate) mod reader;
pub(crate) mod record;
pub(crate) mod segment;
pub(crate) mod tally;
pub(crate) mod writer;

pub use key::derive_journal_key;
