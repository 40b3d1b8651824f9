//! HTTP requests as plain data.

use shiming_core as core_;

use crate::shown::shown;

/// One header of a request.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Header {
    /// In the official spelling.
    pub key: String,
    /// The value.
    pub value: String,
}

/// One HTTP request, to be sent exactly as it is: the signature covers every byte of the body.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: String,
    /// The whole URL with its query.
    pub url: String,
    /// In order.
    pub headers: Vec<Header>,
    /// Empty for `GET`.
    pub body: Vec<u8>,
}

shown! {
    Request: it => format!(
        "Request({} {}, {} bytes)", it.method, it.url.split('?').next().unwrap_or_default(), it.body.len()
    );
}

impl From<core_::Request> for Request {
    fn from(request: core_::Request) -> Self {
        let headers = request.headers.into_iter().map(|(key, value)| Header { key, value }).collect();
        Self { method: request.method, url: request.url, headers, body: request.body }
    }
}
