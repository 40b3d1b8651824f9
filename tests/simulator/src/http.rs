//! Requests and answers as plain data.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

/// One request as it reached the authority.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET` or `POST`.
    pub method: String,
    /// Path and query, or a whole URL: scheme and host are ignored, because the published hosts differ only in name.
    pub target: String,
    /// Header names and values. Names are compared without case.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// Where it came from: the IP list judges it (Q36, Q87).
    pub source: IpAddr,
}

impl HttpRequest {
    /// A request built by the core's toolkit, from this address.
    pub fn from_core(request: &shiming_core::Request, source: IpAddr) -> Self {
        Self {
            method: request.method.clone(),
            target: request.url.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
            source,
        }
    }

    pub(crate) fn view(&self) -> View<'_> {
        View {
            method: &self.method,
            target: &self.target,
            headers: &self.headers,
            body: &self.body,
            source: self.source,
        }
    }
}

impl From<&shiming_core::Request> for HttpRequest {
    fn from(request: &shiming_core::Request) -> Self {
        Self::from_core(request, IpAddr::V4(Ipv4Addr::LOCALHOST))
    }
}

// A body may be sent unsealed by mistake, and `ai` may be anything: print sizes only.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        write!(f, "HttpRequest({} {path}, {} bytes, from {})", self.method, self.body.len(), self.source)
    }
}

/// The same, borrowed: the hot path copies nothing.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub method: &'a str,
    pub target: &'a str,
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
    pub source: IpAddr,
}

impl<'a> View<'a> {
    pub fn of_core(request: &'a shiming_core::Request, source: IpAddr) -> Self {
        Self {
            method: &request.method,
            target: &request.url,
            headers: &request.headers,
            body: &request.body,
            source,
        }
    }

    /// Path and query of the target.
    pub fn path_and_query(&self) -> (&'a str, &'a str) {
        let rest = match self.target.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
            None => self.target,
        };
        let rest = rest.split('#').next().unwrap_or_default();
        rest.split_once('?').unwrap_or((rest, ""))
    }

    /// The one value of this header; nothing when it is absent, empty or repeated.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut values = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let value = values.next()?.1.trim_matches([' ', '\t']);
        (values.next().is_none() && !value.is_empty()).then_some(value)
    }
}

/// What the client sees in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The answer arrives, `delay_ms` later.
    Answered,
    /// The authority never saw the request; the client sees no answer.
    RequestLost,
    /// The authority handled the request; the client sees no answer.
    AnswerLost,
}

/// One answer.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
    /// The value of `Date`, by the authority's own clock.
    pub date: String,
    /// Milliseconds between the arrival of the request and the answer (or the silent end of the connection).
    pub delay_ms: u64,
    /// Whether it arrives at all.
    pub delivery: Delivery,
}

impl HttpAnswer {
    /// What the client gets, in the core's own type; nothing when it sees no answer.
    pub fn to_core(&self) -> Option<shiming_core::Response> {
        (self.delivery == Delivery::Answered).then(|| shiming_core::Response {
            status: i32::from(self.status),
            body: self.body.clone(),
            date: Some(self.date.clone()),
        })
    }
}

// The body may hold a pi.
impl fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .field("date", &self.date)
            .field("delay_ms", &self.delay_ms)
            .field("delivery", &self.delivery)
            .finish()
    }
}
