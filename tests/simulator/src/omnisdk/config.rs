//! A game as the vendor knows it: part of a scenario.

use std::fmt;
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// How an array enters the source string. The vendor does not publish which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OmniArrays {
    /// `uids=["a","b"]`.
    #[default]
    JsonCompact,
    /// `uids=[a, b]`.
    JavaList,
    /// `uids=a,b`.
    Comma,
    /// `uids=a&uids=b`.
    Repeated,
    /// `uids[0]=a&uids[1]=b`.
    Indexed,
    /// Not at all.
    Excluded,
}

/// What exitgame must send as `type`: the vendor's table and its sample disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OmniExitType {
    /// As in the sample.
    #[default]
    Exitgame,
    /// As in the table.
    Playgame,
    /// Either.
    Any,
}

/// One game of the vendor's.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OmniApp {
    /// omniAppId, the last segment of the path.
    pub app_id: String,
    /// The key that the game's server signs with, any text.
    pub server_key: String,
    /// Where the callback goes: `http://`, an address of loopback, a port, a path. None = nobody is called.
    #[serde(default)]
    pub callback_url: Option<String>,
    /// How many seconds a player may play.
    #[serde(default = "an_hour")]
    pub limit_s: i64,
    /// How arrays are signed.
    #[serde(default)]
    pub arrays: OmniArrays,
    /// What exitgame must send as `type`.
    #[serde(default)]
    pub exit_type: OmniExitType,
    /// How far `ts` may be from the vendor's clock, in seconds; none = any time. The vendor does not publish it.
    #[serde(default)]
    pub ts_tolerance_s: Option<i64>,
    /// Whether a repeated callback gets a new `ts` and signature.
    #[serde(default)]
    pub sign_anew: bool,
}

impl OmniApp {
    /// With an hour of play and nobody to call.
    pub fn new(app_id: &str, server_key: &str) -> Self {
        Self {
            app_id: app_id.into(),
            server_key: server_key.into(),
            callback_url: None,
            limit_s: an_hour(),
            arrays: OmniArrays::default(),
            exit_type: OmniExitType::default(),
            ts_tolerance_s: None,
            sign_anew: false,
        }
    }

    /// Whether it can be used; the text says what to change.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.app_id.is_empty() || self.server_key.is_empty() {
            return Err("an app of omnisdk needs an app_id and a server_key".into());
        }
        if self.limit_s < 0 {
            return Err("limit_s of omnisdk is a number of seconds".into());
        }
        if self.callback_url.as_deref().is_some_and(|url| loopback(url).is_none()) {
            return Err("callback_url of omnisdk is http://127.0.0.1:port/path or http://[::1]:port/path: nobody else is \
                        called"
                .into());
        }
        Ok(())
    }
}

// The key is the game's.
impl fmt::Debug for OmniApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OmniApp({})", self.app_id)
    }
}

/// Address and path of a URL on loopback; nothing for any other. Names are not resolved: they could lead anywhere.
pub(crate) fn loopback(url: &str) -> Option<(SocketAddr, &str)> {
    let rest = url.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find('/')?);
    let addr: SocketAddr = authority.parse().ok()?;
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    (addr.ip().is_loopback() && addr.port() != 0 && plain).then_some((addr, path))
}

fn an_hour() -> i64 {
    3_600
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_called() {
        assert!(loopback("http://127.0.0.1:80/a?b").is_some() && loopback("http://[::1]:9/").is_some());
        for url in [
            "https://127.0.0.1:1/",
            "http://localhost:1/",
            "http://10.0.0.1:1/",
            "http://127.0.0.1/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:1",
            "http://127.0.0.1:1@10.0.0.1:1/",
            "http://127.0.0.1:1/a b",
            "http://[::]:1/",
            "",
        ] {
            assert!(loopback(url).is_none(), "{url}");
        }
    }
}
