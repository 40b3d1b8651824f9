//! What OmniSDK's client brings to the game's server when a player logs in.

use super::canonical::join;
use super::is_uid;
use super::sign::{decode, verify_source};
use crate::credential::{OmniKey, check_header_value};
use crate::error::Result;

/// Whether a login's signature is right (China region). It covers `appId`, `uid` and `verifyTimestamp`, in this order; the
/// vendor's page on login checks (auth) shows an example. `key` is the server key.
///
/// `verify_timestamp` is text, exactly as the client sent it: Unix seconds, 1 to 20 digits. Version 3 of the client calls the
/// three userId, signature and authTime. How old a login may be is the host's decision.
///
/// Whatever the client sent, however odd, is an answer and no error: uid, time and signature are simply not valid.
///
/// # Errors
/// `invalid_parameter`: `app_id` is not 1 to 64 visible ASCII characters. `invalid_key`: what [`OmniKey::new`] refuses.
///
/// ```
/// use shiming_core::omnisdk::omnisdk_verify_login;
///
/// // The vendor's example.
/// let key = "aca57f8a6c494a36a516e5c282c4db87";
/// let signature = "48661382c9e1bb495291a4e7b1be9fa88e7b0c05";
/// assert!(omnisdk_verify_login("10032", key, "jinshan__s7di8qcd134eft__EXP.", "123456789", signature)?);
/// assert!(!omnisdk_verify_login("10032", key, "somebody_else", "123456789", signature)?);
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn omnisdk_verify_login(
    app_id: &str,
    key: &str,
    uid: &str,
    verify_timestamp: &str,
    signature: &str,
) -> Result<bool> {
    check_header_value(app_id, "app_id")?;
    let key = OmniKey::new(key)?;
    // Digits only: with anything else, a part of the uid could pass for the time, or the reverse.
    let is_time = (1..=20).contains(&verify_timestamp.len())
        && verify_timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let (true, true, Some(tag)) = (is_uid(uid), is_time, decode(signature, false)) else { return Ok(false) };
    let source = join([("appId", app_id), ("uid", uid), ("verifyTimestamp", verify_timestamp)]);
    Ok(verify_source(&key, &source, &tag))
}

/// What the client's `certification` says about a player (version 2 of the client; version 3 has dropped it).
///
/// It comes through the client: a hint for the game's interface, no proof of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniRealName {
    /// -1: the channel does real names and play time itself.
    ChannelManaged,
    /// 0: no real name.
    Unverified,
    /// 1.
    Minor,
    /// 2.
    Adult,
    /// Any other: no information.
    Unknown,
}

/// Reads the client's `certification`.
///
/// ```
/// use shiming_core::omnisdk::{OmniRealName, omnisdk_certification};
///
/// assert_eq!(omnisdk_certification(1), OmniRealName::Minor);
/// assert_eq!(omnisdk_certification(9), OmniRealName::Unknown);
/// ```
pub fn omnisdk_certification(value: i32) -> OmniRealName {
    match value {
        -1 => OmniRealName::ChannelManaged,
        0 => OmniRealName::Unverified,
        1 => OmniRealName::Minor,
        2 => OmniRealName::Adult,
        _ => OmniRealName::Unknown,
    }
}
