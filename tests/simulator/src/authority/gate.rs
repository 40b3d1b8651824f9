//! The checks that every request passes before its content counts, in this order: path 1002, method 1003, headers
//! 1004, address 1005, partner 1008, enabled 1009, right 1010, stamp 1007, signature 1011, quota 1006.
//!
//! The quota is *counted* as soon as the caller, its game and its right are known, whatever comes after: a request
//! that then fails its signature has arrived all the same.

use std::borrow::Cow;
use std::net::IpAddr;

use shiming_core::wire::Endpoint;

use super::codes::code;
use super::config::AuthorityConfig;
use super::partner::{Directory, Partner};
use super::route::Route;
use super::sealing;
use crate::http::View;

/// Who calls for what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    pub partner: usize,
    pub game: usize,
    pub endpoint: Endpoint,
}

/// The headers that every request needs.
pub(crate) struct Headers<'a> {
    app_id: &'a str,
    biz_id: &'a str,
    timestamps: &'a str,
    sign: &'a str,
    pub stamp_ms: i64,
}

/// Path, method and headers.
pub(crate) fn read<'a>(view: &View<'a>, route: Option<&Route<'_>>) -> Result<Headers<'a>, i32> {
    let route = route.ok_or(code::NOT_FOUND)?;
    if view.method != route.method() {
        return Err(code::METHOD);
    }
    let header = |name| view.header(name).ok_or(code::HEADER);
    if route.method() == "POST" && !is_json(header("Content-Type")?) {
        return Err(code::HEADER);
    }
    let timestamps = header("timestamps")?;
    // Digits only: "+1" and "1e12" are no stamps.
    let digits = timestamps.len() <= 18 && timestamps.bytes().all(|byte| byte.is_ascii_digit());
    let stamp_ms = timestamps.parse().ok().filter(|_| digits).ok_or(code::HEADER)?;
    Ok(Headers {
        app_id: header("appId")?,
        biz_id: header("bizId")?,
        timestamps,
        sign: header("sign")?,
        stamp_ms,
    })
}

/// `application/json`, with or without `charset=utf-8`: both spellings stand in the specification.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    json && parts.all(|part| part.eq_ignore_ascii_case("charset=utf-8"))
}

/// Address, partner, enabled, right.
pub(crate) fn identify(
    directory: &Directory,
    headers: &Headers<'_>,
    route: &Route<'_>,
    source: IpAddr,
) -> Result<Caller, i32> {
    let test = route.test_code.is_some();
    // The list belongs to an enterprise (Q36, Q87), so an unknown one has none to break.
    let at = directory.partner(headers.app_id, test).ok_or(code::PARTNER)?;
    let partner = directory.partners.get(at).ok_or(code::PARTNER)?;
    if partner.ip_allow.as_ref().is_some_and(|list| !list.contains(&canonical(source))) {
        return Err(code::IP);
    }
    if !partner.enabled {
        return Err(code::DISABLED);
    }
    let game = directory.game_of(at, headers.biz_id).ok_or(code::RIGHT)?;
    if !partner.has_right(route.endpoint) {
        return Err(code::RIGHT);
    }
    Ok(Caller { partner: at, game, endpoint: route.endpoint })
}

fn canonical(source: IpAddr) -> IpAddr {
    source.to_canonical()
}

/// Whether the stamp is near enough to the authority's clock.
pub(crate) fn stamp_ok(config: &AuthorityConfig, headers: &Headers<'_>, clock: i64) -> bool {
    clock.saturating_sub(headers.stamp_ms).saturating_abs() <= config.stamp_tolerance_ms
}

/// The key that made this signature; none when no valid key did.
pub(crate) fn signing_key(
    config: &AuthorityConfig,
    partner: &Partner,
    headers: &Headers<'_>,
    query: &[(Cow<'_, str>, Cow<'_, str>)],
    view: &View<'_>,
    clock: i64,
) -> Option<[u8; 16]> {
    let mut params = vec![
        (Cow::Borrowed("appId"), Cow::Borrowed(headers.app_id)),
        (Cow::Borrowed("bizId"), Cow::Borrowed(headers.biz_id)),
        (Cow::Borrowed("timestamps"), Cow::Borrowed(headers.timestamps)),
    ];
    params.extend(query.iter().cloned());
    let body = if view.method == "GET" && !config.lenient.signed_get_body { &[][..] } else { view.body };
    let mut keys = partner.keys(clock);
    let (_, bytes) = keys.find(|(text, _)| sealing::signature(text, &params, body) == headers.sign)?;
    Some(*bytes)
}
