//! Whole requests, signed over exactly the bytes that are sent, with one timestamp for header and signature.

use alloc::{string::String, vec::Vec};

use super::body::{Envelope, check_nonce};
use super::row::{MAX_ROWS, RowRef, RowView, invalid_rows};
use super::sign::sign_sorted;
use super::{Endpoint, Endpoints, Row, plaintext};
use crate::credential::App;
use crate::error::{ErrorCode, Result};
use crate::hex;
use crate::http::Request;
use crate::identity::{Person, check_id};
use crate::time::{Date, UnixMs, check_unix};
use crate::url::percent_encode;

/// Sent with all three calls; the tables ask for it with both POSTs (V1.9 §一, §三).
const CONTENT_TYPE: &str = "application/json; charset=utf-8";

/// A check (实名认证, V1.9 §一): POST with `{"ai":"..","name":"..","idNum":".."}`, encrypted; name and number are sent as
/// [`validate_name`](crate::identity::validate_name) and [`validate_id_number`](crate::identity::validate_id_number)
/// normalise them.
///
/// `ai` names this act of verification, 1 to 32 bytes of UTF-8 without control characters: a fresh one for every attempt
/// (Q92, M34). `nonce` is 12 fresh random bytes. `unix` is the time of sending in milliseconds: the message is valid for
/// 5 seconds (errcode 1007), so build it when it is sent, and build it anew for every attempt. Numbers of documents that the
/// authority does not verify are sent all the same; that decision is the host's.
///
/// # Errors
/// In the order of the arguments: those of [`Endpoints::check`], `invalid_ai`, `invalid_name`, `invalid_id_number`,
/// `invalid_nonce`, `bad_time` (outside 2020 to 2100).
///
/// ```
/// use shiming_core::credential::App;
/// use shiming_core::wire::{Endpoints, check_request};
///
/// // The published example of V2.1. A live host draws the nonce at random.
/// let app = App::new("fdc6688637bc468e9aea874654cbead2", "1101999999", "b4c932250dbe59ff53b15ee993a9feb5")?;
/// let nonce = [0x90, 0x6b, 0x95, 0xd3, 0xaa, 0x62, 0x5f, 0xc6, 0xaf, 0xf6, 0xfb, 0x19];
/// let (ai, name, number) = ("100000000000000001", "某一一", "110000190101010001");
/// let request = check_request(&app, &Endpoints::Production, ai, name, number, &nonce, 1_705_975_788_903)?;
/// assert_eq!(request.url, "https://api.wlc.nppa.gov.cn/idcard/authentication/check");
/// assert_eq!(request.headers[4].1, "13806865bd4ea428a6c28e85c2e37c3d9bf8748d825f1f475e2252f527394b20");
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn check_request(
    app: &App,
    endpoints: &Endpoints,
    ai: &str,
    name: &str,
    id_number: &str,
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    Ok(check_post(app, endpoints, ai, name, id_number, nonce, unix)?.request(app))
}

/// The same before its headers are texts of their own.
#[doc(hidden)]
pub fn check_post(
    app: &App,
    endpoints: &Endpoints,
    ai: &str,
    name: &str,
    id_number: &str,
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Post> {
    endpoints.check()?;
    check_ai(ai)?;
    // A time that is no time is reported as such below, not as a birth in the future.
    let today = check_unix(unix).ok().and_then(|()| Date::of(unix));
    let person = Person::born_by(name, id_number, today)?;
    let nonce = check_nonce(nonce)?;
    check_unix(unix)?;
    build_check(app, endpoints.url(Endpoint::Check), ai, &person, nonce, unix)
}

/// A query (实名认证结果查询, V1.9 §二): GET with `?ai=`, percent-encoded in the URL, signed decoded, no body.
///
/// # Errors
/// In the order of the arguments: those of [`Endpoints::check`], `invalid_ai`, `bad_time` (outside 2020 to 2100).
pub fn query_request(app: &App, endpoints: &Endpoints, ai: &str, unix: UnixMs) -> Result<Request> {
    endpoints.check()?;
    check_ai(ai)?;
    check_unix(unix)?;
    Ok(build_query(app, endpoints.url(Endpoint::Query), ai, unix))
}

/// A report (游戏用户行为数据上报, V1.9 §三): POST with 1 to 128 rows, encrypted. They are numbered 1..n in the order given;
/// the unused of pi and di is not sent.
///
/// Every `ot` (seconds) must lie before `unix` (milliseconds) and less than 180 s before it: one stale row can cost the whole
/// batch (V1.9 §三 note 3).
///
/// # Errors
/// In the order of the arguments: those of [`Endpoints::check`]; `invalid_rows` with reason `empty` or `too_many`; row by row
/// `invalid_si`, `invalid_rows` with reason `ot`, `missing_pi` or `missing_di`, `invalid_pi`, `invalid_di`; `invalid_nonce`;
/// `bad_time` (outside 2020 to 2100).
pub fn report_request(
    app: &App,
    endpoints: &Endpoints,
    rows: &[Row],
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    let mut views = Vec::with_capacity(rows.len());
    views.extend(rows.iter().map(Row::view));
    report_request_of_views(app, endpoints, &views, nonce, unix)
}

/// The same for rows whose texts lie elsewhere.
#[doc(hidden)]
pub fn report_request_of_views(
    app: &App,
    endpoints: &Endpoints,
    rows: &[RowView<'_>],
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    endpoints.check()?;
    if rows.is_empty() {
        return Err(invalid_rows("empty", "there is nothing to report: send no request (errcode 3002)"));
    }
    if rows.len() > MAX_ROWS {
        return Err(invalid_rows(
            "too_many",
            "a report has at most 128 rows: send the rest in another (errcode 3003)",
        ));
    }
    let time = check_unix(unix).ok().map(|()| unix);
    let mut checked: Vec<RowRef<'_>> = Vec::with_capacity(rows.len());
    for row in rows {
        checked.push(row.checked(time)?);
    }
    let nonce = check_nonce(nonce)?;
    check_unix(unix)?;
    build_report(app, endpoints.url(Endpoint::Report), checked.into_iter(), nonce, unix)
}

/// Builds a check from parts that were checked before.
#[inline(never)]
pub(crate) fn build_check(
    app: &App,
    url: String,
    ai: &str,
    person: &Person,
    nonce: [u8; 12],
    unix: UnixMs,
) -> Result<Post> {
    let mut envelope = Envelope::new(nonce, plaintext::CHECK_BYTES);
    plaintext::check(envelope.plaintext(), ai, person);
    Ok(Post::sign(app, url, envelope.seal(app.key())?, unix))
}

/// Builds a query from parts that were checked before.
#[inline(never)]
pub(crate) fn build_query(app: &App, mut url: String, ai: &str, unix: UnixMs) -> Request {
    url.push_str("?ai=");
    percent_encode(&mut url, ai);
    let stamp = decimal(unix);
    // Sorted: ai, appId, bizId, timestamps.
    let sorted = [("ai", ai), ("appId", app.app_id()), ("bizId", app.biz_id()), ("timestamps", &stamp)];
    let sign = sign_sorted(app.key(), &sorted, &[]);
    Request { method: "GET".into(), url, headers: headers(app, stamp, sign), body: Vec::new() }
}

/// Builds a report from rows that were checked before, at most 128.
#[inline(never)]
pub(crate) fn build_report<'a>(
    app: &App,
    url: String,
    rows: impl ExactSizeIterator<Item = RowRef<'a>>,
    nonce: [u8; 12],
    unix: UnixMs,
) -> Result<Request> {
    let mut envelope = Envelope::new(nonce, plaintext::report_bytes(rows.len()));
    plaintext::report(envelope.plaintext(), rows);
    Ok(Post::sign(app, url, envelope.seal(app.key())?, unix).request(app))
}

/// A signed POST. A `Request` owns ten texts for its headers, which take a tenth of the time of a check in WebAssembly.
#[doc(hidden)]
pub struct Post {
    pub url: String,
    pub body: Vec<u8>,
    stamp: String,
    sign: String,
}

impl Post {
    fn sign(app: &App, url: String, body: Vec<u8>, unix: UnixMs) -> Self {
        let stamp = decimal(unix);
        let sign = hex::lower(&app.sign_post(&stamp, &body));
        Self { url, body, stamp, sign }
    }

    /// Names and values, in order.
    pub fn headers<'a>(&'a self, app: &'a App) -> [(&'static str, &'a str); 5] {
        let values = [CONTENT_TYPE, app.app_id(), app.biz_id(), &self.stamp, &self.sign];
        let mut values = values.into_iter();
        HEADERS.map(|name| (name, values.next().unwrap_or_default()))
    }

    /// As a message that owns its texts.
    pub(crate) fn request(self, app: &App) -> Request {
        let Self { url, body, stamp, sign } = self;
        Request { method: "POST".into(), url, headers: headers(app, stamp, sign), body }
    }
}

const HEADERS: [&str; 5] = ["Content-Type", "appId", "bizId", "timestamps", "sign"];

fn headers(app: &App, stamp: String, sign: String) -> Vec<(String, String)> {
    let values = [CONTENT_TYPE.into(), app.app_id().into(), app.biz_id().into(), stamp, sign];
    HEADERS.into_iter().map(String::from).zip(values).collect()
}

fn check_ai(ai: &str) -> Result<()> {
    check_id(ai, ErrorCode::InvalidAi, "ai")
}

fn decimal(unix: UnixMs) -> String {
    itoa::Buffer::new().format(unix).into()
}
