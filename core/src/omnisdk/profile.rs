//! What an integration with OmniSDK depends on, as JSON text with one schema for every language.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::OmniArrayMode;
use crate::error::{Error, ErrorCode, Result};
use crate::record::{self, Member, Record, members};
use crate::url::{is_plain, percent_encode};

/// What exitgame sends as `type`: the vendor's table says `playgame`, its sample `exitgame`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniExitType {
    /// As in the sample, and as everywhere else at this vendor, where `type` is the name of the call. The default.
    Exitgame,
    /// As in the table.
    Playgame,
}

/// A checked profile. Made from JSON text, for example `{"base":"cn_v1","app_id":"10032"}`:
///
/// | field | default | meaning |
/// |---|---|---|
/// | `base` | `cn_v1` | the China region, the only preset |
/// | `app_id` | | omniAppId, 1 to 64 visible ASCII characters; stands in the path, is not signed |
/// | `base_url` | `https://a2.xgsdk.seayoo.com` | http or https, up to and without `/account/`; another cloud or a test system |
/// | `array_mode` | `json_compact` | [`OmniArrayMode`]: how `uids` is signed. **Not published** |
/// | `unsafe_accept_unsigned_uids` | false | must be true for `array_mode` `excluded`, and only then |
/// | `exit_type` | `exitgame` | [`OmniExitType`] |
/// | `ts_offset_minutes` | 480 | offset of `ts` from UTC, -720 to 840. **Not published**; UTC+8 because the vendor is in China |
/// | `accept_upper_hex` | false | take signatures in upper-case hex too |
/// | `max_body_bytes` | 1048576 | the longest message that is read, 1024 to 16777216 |
/// | `max_uids` | 10000 | the most uids of one callback, 1 to 1000000 |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OmniProfile {
    base_url: String,
    app_id: String,
    pub(super) array_mode: OmniArrayMode,
    pub(super) exit_type: OmniExitType,
    pub(super) ts_offset_minutes: i32,
    pub(super) accept_upper_hex: bool,
    pub(super) max_body_bytes: usize,
    pub(super) max_uids: usize,
}

struct Raw {
    base: String,
    app_id: Option<String>,
    base_url: String,
    array_mode: String,
    unsafe_accept_unsigned_uids: bool,
    exit_type: String,
    ts_offset_minutes: i64,
    accept_upper_hex: bool,
    max_body_bytes: i64,
    max_uids: i64,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            base: "cn_v1".into(),
            app_id: None,
            base_url: "https://a2.xgsdk.seayoo.com".into(),
            array_mode: "json_compact".into(),
            unsafe_accept_unsigned_uids: false,
            exit_type: "exitgame".into(),
            ts_offset_minutes: 480,
            accept_upper_hex: false,
            max_body_bytes: 1 << 20,
            max_uids: 10_000,
        }
    }
}

impl Record for Raw {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("base", &mut self.base),
            optional("app_id", &mut self.app_id),
            optional("base_url", &mut self.base_url),
            optional("array_mode", &mut self.array_mode),
            optional("unsafe_accept_unsigned_uids", &mut self.unsafe_accept_unsigned_uids),
            optional("exit_type", &mut self.exit_type),
            optional("ts_offset_minutes", &mut self.ts_offset_minutes),
            optional("accept_upper_hex", &mut self.accept_upper_hex),
            optional("max_body_bytes", &mut self.max_body_bytes),
            optional("max_uids", &mut self.max_uids),
        ]
    }
}

impl OmniProfile {
    /// Reads and checks a profile.
    ///
    /// # Errors
    /// `invalid_profile`: not such a JSON object, an unknown or repeated field, or a value out of range; `field` names it.
    ///
    /// ```
    /// use shiming_core::omnisdk::OmniProfile;
    ///
    /// assert!(OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032"}"#).is_ok());
    /// assert!(OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032","arraymode":"comma"}"#).is_err());
    /// // Nobody leaves the uids unauthenticated by accident.
    /// assert!(OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032","array_mode":"excluded"}"#).is_err());
    /// ```
    pub fn parse(json: &str) -> Result<Self> {
        let mut raw = Raw::default();
        record::read(json, &mut raw).map_err(|_| {
            invalid(
                "profile",
                "write a JSON object with app_id, and of base, base_url, array_mode, unsafe_accept_unsigned_uids, exit_type, \
                 ts_offset_minutes, accept_upper_hex, max_body_bytes and max_uids what differs from the default; unknown \
                 and repeated fields are refused",
            )
        })?;
        raw.check()
    }

    /// Where a call goes.
    pub(super) fn url(&self, call: &str) -> String {
        let mut url = self.base_url.trim_end_matches('/').to_owned();
        url.push_str("/account/");
        url.push_str(call);
        url.push('/');
        percent_encode(&mut url, &self.app_id);
        url
    }
}

impl Raw {
    fn check(self) -> Result<OmniProfile> {
        if self.base != "cn_v1" {
            return Err(invalid("base", "the only base is cn_v1, the China region"));
        }
        let app_id =
            self.app_id.ok_or_else(|| invalid("app_id", "add app_id, as the OmniSDK portal shows it"))?;
        if !is_app_id(&app_id) {
            return Err(invalid(
                "app_id",
                "1 to 64 visible ASCII characters, as the OmniSDK portal shows them",
            ));
        }
        if !is_plain(&self.base_url) {
            return Err(invalid(
                "base_url",
                "write http:// or https:// and a host, without query, fragment and user; /account/ is added",
            ));
        }
        let array_mode =
            OmniArrayMode::ALL.into_iter().find(|mode| mode.name() == self.array_mode).ok_or_else(|| {
                invalid("array_mode", "json_compact, java_list, comma, repeated, indexed or excluded")
            })?;
        if (array_mode == OmniArrayMode::Excluded) != self.unsafe_accept_unsigned_uids {
            return Err(invalid(
                "unsafe_accept_unsigned_uids",
                "true belongs to array_mode excluded and to no other: it means that anybody may forge the uids",
            ));
        }
        let exit_type = match self.exit_type.as_str() {
            "exitgame" => OmniExitType::Exitgame,
            "playgame" => OmniExitType::Playgame,
            _ => return Err(invalid("exit_type", "exitgame or playgame")),
        };
        let ts_offset_minutes = i32::try_from(self.ts_offset_minutes)
            .ok()
            .filter(|minutes| (-720..=840).contains(minutes))
            .ok_or_else(|| invalid("ts_offset_minutes", "-720 to 840 minutes east of UTC; China is 480"))?;
        let size = |value: i64, range: core::ops::RangeInclusive<i64>| {
            usize::try_from(value).ok().filter(|_| range.contains(&value))
        };
        Ok(OmniProfile {
            base_url: self.base_url,
            app_id,
            array_mode,
            exit_type,
            ts_offset_minutes,
            accept_upper_hex: self.accept_upper_hex,
            max_body_bytes: size(self.max_body_bytes, 1024..=16 << 20)
                .ok_or_else(|| invalid("max_body_bytes", "1024 to 16777216 bytes"))?,
            max_uids: size(self.max_uids, 1..=1_000_000)
                .ok_or_else(|| invalid("max_uids", "1 to 1000000 uids"))?,
        })
    }
}

/// What may stand as the last segment of a path; `.` and `..` would be folded away by clients.
fn is_app_id(app_id: &str) -> bool {
    (1..=64).contains(&app_id.len())
        && app_id.bytes().all(|byte| byte.is_ascii_graphic())
        && ![".", ".."].contains(&app_id)
}

fn invalid(field: &'static str, what: &str) -> Error {
    Error::new(ErrorCode::InvalidProfile, what).with_field(field)
}
