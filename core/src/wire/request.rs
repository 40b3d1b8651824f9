//! Whole requests.
use super::{Endpoints, Row};
use crate::credential::App;
use crate::error::Result;
use crate::http::Request;
use crate::time::UnixMs;

/// See conformance.md.
pub fn check_request(
    app: &App,
    endpoints: &Endpoints,
    ai: &str,
    name: &str,
    id_number: &str,
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    let _ = (app, endpoints, ai, name, id_number, nonce, unix);
    unimplemented!()
}
/// See conformance.md.
pub fn query_request(app: &App, endpoints: &Endpoints, ai: &str, unix: UnixMs) -> Result<Request> {
    let _ = (app, endpoints, ai, unix);
    unimplemented!()
}
/// See conformance.md.
pub fn report_request(
    app: &App,
    endpoints: &Endpoints,
    rows: &[Row],
    nonce: &[u8],
    unix: UnixMs,
) -> Result<Request> {
    let _ = (app, endpoints, rows, nonce, unix);
    unimplemented!()
}
