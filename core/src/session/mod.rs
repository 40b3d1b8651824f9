//! Online sessions and where they are kept.

pub(crate) mod entry;
pub(crate) mod index;
pub(crate) mod slab;
pub(crate) mod wheel;
