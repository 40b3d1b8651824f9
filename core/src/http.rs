//! HTTP messages as plain data: the host moves them, this library never opens a socket.

use alloc::{string::String, vec::Vec};
use core::fmt;

/// One HTTP request, to be sent exactly as it is: the signature covers every byte of `body`.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: String,
    /// The whole URL with its query.
    pub url: String,
    /// Header names and values, in order. Names in the official spelling (`appId`, `bizId`, `timestamps`, `sign`).
    pub headers: Vec<(String, String)>,
    /// The body; empty for `GET`.
    pub body: Vec<u8>,
}

/// What came back from the network.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: i32,
    /// The body, whatever it holds.
    pub body: Vec<u8>,
    /// The raw text of the HTTP `Date` header, if there was one: the engine may learn the server's clock from it.
    pub date: Option<String>,
}

// A query may name a player: OmniSDK's GET form holds its uid.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &url)
            .field("body", &Size(&self.body))
            .finish_non_exhaustive()
    }
}

// The body of an answer holds a pi, which is personal data.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &Size(&self.body))
            .field("date", &self.date)
            .finish()
    }
}

/// A body by its size only.
struct Size<'a>(&'a [u8]);

impl fmt::Debug for Size<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}
