//! Which law a game follows. The decisions about play time and payment are the next step of this library; what is here
//! is what the engine needs to admit players: who may come in, and whether guests exist.

mod admission;
mod profile;

pub(crate) use admission::{Verdict, admit_account, admit_guest};
pub(crate) use profile::{Profile, RawProfile};
