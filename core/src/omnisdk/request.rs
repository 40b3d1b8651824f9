//! playgame and exitgame, signed over exactly what is sent.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::canonical::join;
use super::sign::sign_source;
use super::{OmniExitType, OmniProfile, is_uid, stamp};
use crate::credential::OmniKey;
use crate::error::{Error, ErrorCode, Result};
use crate::http::Request;
use crate::json;
use crate::time::UnixMs;
use crate::url::percent_encode;

/// The player's platform. Needed only where the two have different callback addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniPlatform {
    /// `a`.
    Android,
    /// `i`.
    Ios,
}

/// How a call is sent. The vendor takes both, signed alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OmniForm {
    /// Everything in the query, percent-encoded after signing. The uid then stands in access logs.
    Get,
    /// A JSON body.
    Post,
}

/// The members in the document's order; an absent one is left out.
type Members<'a> = [(&'static str, Option<&'a str>); 5];

/// A player begins to play (开始游戏): the vendor's clock starts when this arrives. Send it at the true moment, and build every
/// retry anew. Its answer says whether the time is counted, never whether the player may play.
///
/// `uid` is OmniSDK's user id, 1 to 128 characters, opaque and case-sensitive. `unix` is now in milliseconds; `ts` keeps its
/// seconds. Members are `type`, `uid`, `platform`, `ts`, `sign`, in this order.
///
/// # Errors
/// In the order of the arguments: `invalid_parameter` (uid empty or over 128 characters), `bad_time` (negative, or past the year
/// 9999).
///
/// ```
/// use shiming_core::credential::OmniKey;
/// use shiming_core::omnisdk::{OmniForm, OmniProfile, omnisdk_play_request};
///
/// let profile = OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032"}"#)?;
/// let key = OmniKey::new("654321")?;
/// let request =
///     omnisdk_play_request(&profile, &key, "jinshan__001", None, OmniForm::Post, 1_574_928_085_000)?;
/// assert_eq!(request.url, "https://a2.xgsdk.seayoo.com/account/playgame/10032");
/// assert_eq!(
///     request.body,
///     br#"{"type":"playgame","uid":"jinshan__001","ts":"20191128160125","sign":"5da53672654b9a5675ba556ba6a33db22996abcd"}"#
/// );
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn omnisdk_play_request(
    profile: &OmniProfile,
    key: &OmniKey,
    uid: &str,
    platform: Option<OmniPlatform>,
    form: OmniForm,
    unix: UnixMs,
) -> Result<Request> {
    build(profile, key, ("playgame", "playgame"), uid, platform, form, unix)
}

/// A player really leaves (退出游戏): the vendor's clock stops when this arrives. Not repeated once it was accepted. Arguments and
/// errors as [`omnisdk_play_request`]; `type` is what the profile's `exit_type` says.
///
/// ```
/// use shiming_core::credential::OmniKey;
/// use shiming_core::omnisdk::{OmniForm, OmniPlatform, OmniProfile, omnisdk_exit_request};
///
/// let profile = OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032"}"#)?;
/// let (key, android) = (OmniKey::new("654321")?, Some(OmniPlatform::Android));
/// let request =
///     omnisdk_exit_request(&profile, &key, "jinshan__001", android, OmniForm::Get, 1_574_928_085_000)?;
/// assert!(request.url.contains("/account/exitgame/10032?type=exitgame&uid=jinshan__001&platform=a&ts="));
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn omnisdk_exit_request(
    profile: &OmniProfile,
    key: &OmniKey,
    uid: &str,
    platform: Option<OmniPlatform>,
    form: OmniForm,
    unix: UnixMs,
) -> Result<Request> {
    let kind = match profile.exit_type {
        OmniExitType::Exitgame => "exitgame",
        OmniExitType::Playgame => "playgame",
    };
    build(profile, key, ("exitgame", kind), uid, platform, form, unix)
}

fn build(
    profile: &OmniProfile,
    key: &OmniKey,
    (call, kind): (&str, &str),
    uid: &str,
    platform: Option<OmniPlatform>,
    form: OmniForm,
    unix: UnixMs,
) -> Result<Request> {
    if !is_uid(uid) {
        return Err(Error::new(
            ErrorCode::InvalidParameter,
            "a uid has 1 to 128 characters: pass the one that OmniSDK's login gave, unchanged",
        )
        .with_field("uid"));
    }
    let ts = stamp::format(unix, profile.ts_offset_minutes)?;
    let platform = platform.map(|platform| match platform {
        OmniPlatform::Android => "a",
        OmniPlatform::Ios => "i",
    });
    // Sorted: platform, ts, type, uid; an absent platform is empty and left out.
    let source =
        join([("platform", platform.unwrap_or_default()), ("ts", &ts), ("type", kind), ("uid", uid)]);
    let sign = sign_source(key, &source);
    let members = [
        ("type", Some(kind)),
        ("uid", Some(uid)),
        ("platform", platform),
        ("ts", Some(ts.as_str())),
        ("sign", Some(sign.as_str())),
    ];
    let url = profile.url(call);
    match form {
        OmniForm::Get => Ok(get(url, &members)),
        OmniForm::Post => Ok(post(url, &members)),
    }
}

fn get(mut url: String, members: &Members<'_>) -> Request {
    let mut separator = '?';
    for (name, value) in members {
        let Some(value) = value else { continue };
        url.push(separator);
        url.push_str(name);
        url.push('=');
        percent_encode(&mut url, value);
        separator = '&';
    }
    Request { method: "GET".into(), url, headers: Vec::new(), body: Vec::new() }
}

fn post(url: String, members: &Members<'_>) -> Request {
    let mut body = String::new();
    let mut separator = '{';
    for (name, value) in members {
        let Some(value) = value else { continue };
        body.push(separator);
        json::push_text(&mut body, name);
        body.push(':');
        json::push_text(&mut body, value);
        separator = ',';
    }
    body.push('}');
    let headers = [("Content-Type".to_owned(), "application/json;charset=UTF-8".to_owned())];
    Request { method: "POST".into(), url, headers: headers.into(), body: body.into_bytes() }
}
