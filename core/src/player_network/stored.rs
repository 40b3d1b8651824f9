//! A login as JSON text. The fields of version 1 are those of the public structures; before they change, copy them here,
//! so that every version stays readable.

use alloc::{string::String, vec::Vec};

use super::Login;
use crate::error::{Error, ErrorCode, Result};
use crate::record::{self, Member, Record, members};

/// The version that is written.
const NEWEST: i64 = 1;
/// More than any login that was read can become.
const MAX_BYTES: usize = 4 << 20;

#[derive(Default)]
struct Stored {
    v: i64,
    login: Login,
}

impl Record for Stored {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![required("v", &mut self.v), required("login", &mut self.login)]
    }
}

impl Login {
    /// The login as JSON text, compact, members in a fixed order, with a version `v` at the top level. It holds the token.
    ///
    /// ```
    /// use shiming_core::player_network::{Login, player_network_parse};
    /// let login = player_network_parse(br#"{"ret":0,"openid":"1"}"#)?;
    /// assert_eq!(Login::from_json(&login.to_json())?, login);
    /// # Ok::<(), shiming_core::Error>(())
    /// ```
    pub fn to_json(&self) -> String {
        self.clone().into_json()
    }

    /// The same of a login that is not needed any more.
    #[doc(hidden)]
    pub fn into_json(self) -> String {
        record::write(&mut Stored { v: NEWEST, login: self })
    }

    /// Whether this is a login at all: somebody's, or one that failed.
    pub(super) fn is_one(&self) -> bool {
        !self.openid.is_empty() || self.ret.unwrap_or(0) != 0
    }

    /// Reads the text of [`to_json`](Self::to_json), of any version that ever was. What the service sent is read by
    /// [`player_network_parse`](super::player_network_parse) instead.
    ///
    /// # Errors
    /// `invalid_state`, also for a login without openid whose `ret` says success; with reason `newer` when a newer version of this library wrote the text.
    pub fn from_json(json: &str) -> Result<Self> {
        if json.len() > MAX_BYTES {
            return Err(damaged());
        }
        // The newest version first: to look for the number before would read the text twice.
        let mut stored = Stored::default();
        if record::read(json, &mut stored).is_ok() && stored.v == NEWEST && stored.login.is_one() {
            return Ok(stored.login);
        }
        Err(if record::version(json).is_some_and(|v| v > NEWEST) { newer() } else { damaged() })
    }
}

fn newer() -> Error {
    let text = "a newer version of this library wrote this login: upgrade, or parse the login result again";
    Error::new(ErrorCode::InvalidState, text).with_field("login").with_reason("newer")
}

// The parser's own message may quote the text, and with it a token: it goes no further.
fn damaged() -> Error {
    let text = "this is no parsed login: pass the text that player_network_parse gave, unchanged";
    Error::new(ErrorCode::InvalidState, text).with_field("login")
}
