//! The loop: steps, and what the host tells back.

use shiming_core::engine as core_;
use shiming_core::http;

use super::{Engine, Event, Now};
use crate::enumerations::{Endpoint, Sent, Used};
use crate::error::Result;
use crate::request::Request;
use crate::shown::shown;
use crate::text::{Text, optional};

/// One step of the host's loop. Take steps until `Wait` (E1).
#[derive(uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum Step {
    /// Append to the journal, sync, then call `persisted(seq)`.
    Persist {
        /// To be given to `persisted`; ascending.
        seq: i64,
        /// The segment to append to; a number not seen before is a new, empty segment.
        segment: i64,
        /// After `persisted`: drop the segments below this number.
        drop_before: Option<i64>,
        /// Sealed: they show nothing of any person.
        bytes: Vec<u8>,
    },
    /// Tell the application, then call `handled(seq)`; also for an event of a kind that is not known.
    Tell {
        /// To be given to `handled`.
        seq: i64,
        /// What happened.
        event: Event,
    },
    /// Send this request within two seconds, then call `complete(send, outcome)` (E12).
    Send {
        /// To be given to `complete`.
        send: i64,
        /// Which of the three calls.
        endpoint: Endpoint,
        /// Total time allowed, connection included, in milliseconds.
        timeout_ms: i64,
        /// The request.
        request: Request,
    },
    /// Nothing to do until this time, or until any input call (E1).
    Wait {
        /// Milliseconds of the clock that never runs back, at most 60 s away.
        until_mono: i64,
    },
}

impl From<core_::Step> for Step {
    fn from(step: core_::Step) -> Self {
        match step {
            core_::Step::Persist(step) => Self::Persist {
                seq: step.seq,
                segment: step.segment,
                drop_before: step.drop_before,
                bytes: step.bytes,
            },
            core_::Step::Event(step) => Self::Tell { seq: step.seq, event: step.event.into() },
            core_::Step::Send(step) => Self::Send {
                send: step.send,
                endpoint: step.endpoint.into(),
                timeout_ms: step.timeout_ms,
                request: step.request.into(),
            },
            core_::Step::Wait { until_mono } => Self::Wait { until_mono },
        }
    }
}

/// What came back from the network.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: i32,
    /// The body, whatever it holds.
    pub body: Vec<u8>,
    /// The raw text of the HTTP `Date` header, if there was one.
    pub date: Option<Text>,
}

/// What became of a request.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum Outcome {
    /// An HTTP answer, whatever it says.
    Http {
        /// The answer.
        response: HttpResponse,
    },
    /// No HTTP answer.
    Transport {
        /// Whether the request may have reached the server.
        sent: Sent,
    },
}

impl Outcome {
    fn take(self) -> Result<core_::Outcome> {
        Ok(match self {
            Self::Http { response } => core_::Outcome::Http(http::Response {
                status: response.status,
                body: response.body,
                date: optional(response.date, "date")?,
            }),
            Self::Transport { sent } => core_::Outcome::Transport { sent: sent.into() },
        })
    }
}

shown! {
    Step: it => match it {
        Step::Persist { seq, segment, bytes, .. } => {
            format!("Persist(seq {seq}, segment {segment}, {} bytes)", bytes.len())
        }
        Step::Tell { seq, event } => format!("Tell(seq {seq}, {event:?})"),
        Step::Send { send, endpoint, .. } => format!("Send({send}, {endpoint:?})"),
        Step::Wait { until_mono } => format!("Wait({until_mono})"),
    };
    HttpResponse: it => format!("HttpResponse({}, {} bytes)", it.status, it.body.len());
    Outcome: it => match it {
        Outcome::Http { response } => format!("{response:?}"),
        Outcome::Transport { sent } => format!("Transport({sent:?})"),
    };
}

#[uniffi::export]
impl Engine {
    /// The next step.
    ///
    /// Errors: `bad_time`, and those of a journal that could not be loaded.
    pub fn poll(&self, now: Now) -> Result<Step> {
        Ok(self.with(|engine| engine.poll(now.into()))?.into())
    }

    /// Everything up to this Persist is written and synced.
    ///
    /// Errors: `invalid_parameter`.
    pub fn persisted(&self, seq: i64) -> Result<()> {
        self.with(|engine| engine.persisted(seq))
    }

    /// The application has stored what the event told.
    ///
    /// Errors: `invalid_parameter`.
    pub fn handled(&self, seq: i64) -> Result<()> {
        self.with(|engine| engine.handled(seq))
    }

    /// What became of a request.
    ///
    /// Errors: `unknown_send`, `bad_time`, `invalid_text`.
    pub fn complete(&self, send: i64, outcome: Outcome, now: Now) -> Result<Used> {
        let outcome = outcome.take()?;
        Ok(self.with(|engine| engine.complete(send, &outcome, now.into()))?.into())
    }
}
