//! The vendor's side by the plain crates: a rule written down a second time.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha1::Sha1;
use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{OmniArrayMode, OmniProfile};

pub const KEY: &str = "654321";
/// The `ts` of the vendor's samples in UTC+8, as Unix milliseconds.
pub const SAMPLE_UNIX: i64 = 1_574_928_085_000;

/// HMAC-SHA1 as lower-case hex.
pub fn mac(key: &str, source: &str) -> String {
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(source.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn key() -> OmniKey {
    OmniKey::new(KEY).unwrap()
}

/// A profile with these fields beside the app.
pub fn profile(fields: &Value) -> OmniProfile {
    let mut json = json!({"base": "cn_v1", "app_id": "10032"});
    for (name, value) in fields.as_object().unwrap() {
        json[name] = value.clone();
    }
    OmniProfile::parse(&json.to_string()).unwrap()
}

/// One with this array mode.
pub fn with_mode(mode: OmniArrayMode) -> OmniProfile {
    match mode {
        OmniArrayMode::Excluded => {
            profile(&json!({"array_mode": "excluded", "unsafe_accept_unsigned_uids": true}))
        }
        mode => profile(&json!({"array_mode": mode.name()})),
    }
}

/// What `uids` looks like in the source string, `&` in front.
fn rendered(uids: &[String], mode: OmniArrayMode) -> String {
    match mode {
        OmniArrayMode::JsonCompact => format!("&uids={}", json!(uids)),
        OmniArrayMode::JavaList => format!("&uids=[{}]", uids.join(", ")),
        OmniArrayMode::Comma => format!("&uids={}", uids.join(",")),
        OmniArrayMode::Repeated => uids.iter().map(|uid| format!("&uids={uid}")).collect(),
        OmniArrayMode::Indexed => {
            uids.iter().enumerate().map(|(at, uid)| format!("&uids[{at}]={uid}")).collect()
        }
        OmniArrayMode::Excluded => String::new(),
    }
}

/// The body of a callback of these players, signed.
pub fn expired(uids: &[String], ts: &str, mode: OmniArrayMode) -> Vec<u8> {
    let source = format!("ts={ts}&type=anti-addiction-game-expired{}", rendered(uids, mode));
    let body = json!({
        "type": "anti-addiction-game-expired", "uids": uids, "ts": ts, "sign": mac(KEY, &source),
    });
    body.to_string().into_bytes()
}

/// The players of the vendor's sample.
pub fn sample_uids() -> Vec<String> {
    (1..=3).map(|n| format!("jinshan__00{n}")).collect()
}

/// A body signed over this source string.
pub fn signed_as(mut body: Value, source: &str) -> Vec<u8> {
    body["sign"] = mac(KEY, source).into();
    body.to_string().into_bytes()
}
