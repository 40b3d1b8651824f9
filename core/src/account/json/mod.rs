//! The state as JSON text. Every version that ever was has its own module and stays readable for ever; only the newest
//! one writes. A new version: copy the newest module, change the copy, let `read` turn the old into the new, keep the
//! golden files of the old one (`tests/vectors/states`).
mod v1;

use alloc::string::String;

use super::{AccountState, limits};
use crate::error::{Error, ErrorCode, Result};
use crate::record;

/// The version that `write` writes.
const NEWEST: i64 = 1;

pub(super) fn read(json: &str) -> Result<AccountState> {
    if json.len() > limits::JSON_BYTES {
        return Err(damaged());
    }
    // The newest version first: to look for its number before would read the text twice at every login.
    if let Some(state) = v1::read(json) {
        return Ok(state);
    }
    Err(if record::version(json).is_some_and(|v| v > NEWEST) { newer() } else { damaged() })
}

pub(super) fn write(state: &AccountState) -> String {
    v1::write(state)
}

// The parser's own message may quote the text, and with it a pi: it goes no further.
fn damaged() -> Error {
    let detail = "this is no account state: store the text of to_json unchanged and pass back exactly that";
    Error::new(ErrorCode::InvalidState, detail).with_field("state")
}

fn newer() -> Error {
    let detail =
        "a newer version of this library wrote this state: upgrade, and do not overwrite the stored state";
    Error::new(ErrorCode::InvalidState, detail).with_field("state").with_reason("newer")
}
