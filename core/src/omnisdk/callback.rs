//! `anti-addiction-game-expired`: the time of these players is used up (防沉迷游戏时间到通知游戏).

use alloc::{string::String, vec, vec::Vec};
use core::fmt;

use super::message::{Message, Value, invalid};
use super::{OmniProfile, is_uid, sign, stamp};
use crate::credential::OmniKey;
use crate::crypto::sha256;
use crate::error::Result;
use crate::sorted::by_name;
use crate::time::UnixMs;

/// A callback whose signature is right. Handling it must be idempotent: the vendor repeats it until it likes the answer.
///
/// Nothing in the protocol prevents a replay: there is no nonce, and how long the vendor repeats a callback is not published
/// (a day, for payments), so its age refuses nothing by itself. Two things help: remember [`dedupe`](Self::dedupe), and put out
/// only sessions that [`ends_session`](Self::ends_session) names.
#[derive(Clone, PartialEq, Eq)]
pub struct OmniCallback {
    /// The players to put out, each once, in the callback's order; at least one.
    pub uids: Vec<String>,
    /// `ts` as Unix milliseconds, by the profile's offset.
    pub unix: UnixMs,
    /// 32 bytes that name this callback: SHA-256 over `type`, `ts` and `sign` with a zero byte between them. The same for a
    /// repetition that was not signed anew; whether the vendor signs repetitions anew is not published.
    pub dedupe: Vec<u8>,
}

// A uid names a player.
impl fmt::Debug for OmniCallback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OmniCallback")
            .field("uids", &self.uids.len())
            .field("unix", &self.unix)
            .finish_non_exhaustive()
    }
}

impl OmniCallback {
    /// How many milliseconds the callback is behind this clock; negative when it is ahead. 28,800,000 more or less than expected
    /// means that `ts` has another offset than the profile says.
    pub fn skew_ms(&self, now: UnixMs) -> i64 {
        now.saturating_sub(self.unix)
    }

    /// Refuses a callback that is further from `now` than `max_age_ms`, either way. Off unless called: too small an age drops
    /// honest repetitions, and then a minor plays on.
    ///
    /// # Errors
    /// `invalid_callback`.
    pub fn check_age(&self, now: UnixMs, max_age_ms: i64) -> Result<()> {
        if i64::try_from(now.abs_diff(self.unix)).is_ok_and(|age| age <= max_age_ms) {
            return Ok(());
        }
        Err(invalid("the callback is older than allowed, or from the future: compare ts_offset_minutes and both clocks")
            .with_field("ts"))
    }

    /// Whether a session that began at `started` is meant: an old callback, replayed, must not end a newer session. Allow some
    /// minutes between the two clocks; use it only once the zone of `ts` is confirmed.
    ///
    /// ```
    /// use shiming_core::omnisdk::OmniCallback;
    ///
    /// let callback = OmniCallback { uids: vec!["u".into()], unix: 1_574_928_085_000, dedupe: Vec::new() };
    /// assert!(callback.ends_session(1_574_920_000_000, 180_000));
    /// assert!(!callback.ends_session(1_574_999_000_000, 180_000));
    /// ```
    pub fn ends_session(&self, started: UnixMs, tolerance_ms: i64) -> bool {
        started <= self.unix.saturating_add(tolerance_ms)
    }
}

/// Checks and reads a callback. `body` is the raw bytes of the POST, before any framework reads them.
///
/// The signature is checked, in constant time, before anything is believed; every member counts, also unknown ones. Answer with
/// [`omnisdk_callback_reply`](super::omnisdk_callback_reply).
///
/// # Errors
/// `invalid_signature`: none, a malformed one, or a wrong one. `invalid_callback`: no JSON object, longer than `max_body_bytes`, a
/// member twice, an object inside, an array of other than text, an item that is ambiguous in this `array_mode`; and with a right
/// signature: another `type`, a `ts` that is no time since 1970, `uids` that is no array, is empty or has more than `max_uids`, a
/// uid that is empty or has over 128 characters.
///
/// ```
/// use shiming_core::credential::OmniKey;
/// use shiming_core::omnisdk::{OmniProfile, omnisdk_verify_callback};
///
/// let profile = OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032"}"#)?;
/// let key = OmniKey::new("654321")?;
/// let body = br#"{"type":"anti-addiction-game-expired","uids":["jinshan__001","jinshan__002","jinshan__003"],
///     "ts":"20191128160125","sign":"dae703a06c080ee80417164aace8c4f4de0b38dd"}"#;
/// let callback = omnisdk_verify_callback(&profile, &key, body)?;
/// assert_eq!((callback.uids.len(), callback.unix), (3, 1_574_928_085_000));
/// assert!(omnisdk_verify_callback(&profile, &OmniKey::new("654322")?, body).is_err());
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn omnisdk_verify_callback(profile: &OmniProfile, key: &OmniKey, body: &[u8]) -> Result<OmniCallback> {
    let message = Message::parse(body, profile.max_body_bytes)?;
    sign::verify(&message, profile, key)?;
    let kind = match message.get("type") {
        Some(Value::Text(kind)) if kind == "anti-addiction-game-expired" => kind,
        _ => {
            return Err(invalid("type is not anti-addiction-game-expired: this is no such callback")
                .with_field("type"));
        }
    };
    // Documented as text; the vendor's siblings send such numbers unquoted too, and both are signed alike.
    let ts = match message.get("ts") {
        Some(Value::Text(ts) | Value::Lexeme(ts)) => ts.as_str(),
        _ => "",
    };
    let unix = stamp::parse(ts, profile.ts_offset_minutes)
        .ok_or_else(|| invalid("ts is no time of the form yyyyMMddHHmmss").with_field("ts"))?;
    let uids = uids(&message, profile.max_uids)?;
    Ok(OmniCallback { uids, unix, dedupe: dedupe(kind, ts, &message) })
}

fn uids(message: &Message, most: usize) -> Result<Vec<String>> {
    let Some(Value::Array(uids)) = message.get("uids") else {
        return Err(invalid("uids is no array: the document shows one").with_field("uids"));
    };
    if !(1..=most).contains(&uids.len()) {
        return Err(invalid("uids is empty or has more than the profile's max_uids").with_field("uids"));
    }
    if !uids.iter().all(|uid| is_uid(uid)) {
        return Err(invalid("a uid is empty or has over 128 characters").with_field("uids"));
    }
    // Of equal ones the first.
    let mut first = vec![true; uids.len()];
    for pair in by_name(uids.iter().map(String::as_str)).windows(2) {
        if let [(one, _), (next, at)] = pair
            && one == next
            && let Some(first) = first.get_mut(*at)
        {
            *first = false;
        }
    }
    Ok(uids.iter().zip(first).filter(|(_, first)| *first).map(|(uid, _)| uid.clone()).collect())
}

fn dedupe(kind: &str, ts: &str, message: &Message) -> Vec<u8> {
    let sign = if let Some(Value::Text(sign)) = message.get("sign") { sign.as_str() } else { "" };
    // Where upper-case digits are taken, they name the same callback.
    let sign = sign.to_ascii_lowercase();
    sha256(&[kind.as_bytes(), &[0], ts.as_bytes(), &[0], sign.as_bytes()]).into()
}
