//! The vendor's callback on its way to the game: one attempt after another, whenever the control API asks. Only addresses of
//! loopback are called.

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Shared;
use super::control::{Outcome, Refusal, bad};
use crate::authority::Command;
use crate::omnisdk::{PlayClock, Vendor, loopback};

/// How long the vendor waits for the game. Not published.
const PATIENCE: Duration = Duration::from_secs(5);
const MAX_ANSWER: usize = 64 << 10;

/// `POST omnisdk/deliver`: sends a callback until the game says code "0", at most `attempts` times (1 when absent).
pub(super) async fn deliver(body: &Map<String, Value>, shared: &Shared) -> Outcome {
    let number = |name: &str| body.get(name).and_then(Value::as_u64);
    let known = body.keys().all(|name| ["callback", "attempts"].contains(&name.as_str()));
    let (Some(callback), true) = (number("callback"), known) else {
        return Err(bad("give callback, the number that omnisdk/expire gave, and attempts if more than one"));
    };
    let attempts = number("attempts").unwrap_or(1);
    let mut answers = Vec::new();
    for _ in 0..attempts {
        let next = shared.read(|authority, now| authority.omnisdk().next_attempt(callback, now));
        let (url, body) = match next {
            Ok(next) => next,
            Err(error) if answers.is_empty() => return Err(Refusal(StatusCode::CONFLICT, error)),
            Err(_) => break,
        };
        let (status, code) = match timeout(PATIENCE, post(&url, body)).await {
            Ok(Some((status, code))) => (Some(status), code),
            _ => (None, None),
        };
        shared
            .command(&Command::OmniAnswered { callback, code: code.clone() })
            .map_err(|error| bad(&error))?;
        let done = code.as_deref() == Some("0");
        answers.push(json!({"status": status, "code": code}));
        if done {
            break;
        }
    }
    let done = shared.read(|authority, _| authority.omnisdk().callback(callback).is_ok_and(|one| one.done()));
    Ok(json!({"answers": answers, "done": done}))
}

/// One attempt: the HTTP status, and the code of an answer with status 200.
async fn post(url: &str, body: Vec<u8>) -> Option<(u16, Option<String>)> {
    let (addr, path) = loopback(url)?;
    let stream = TcpStream::connect(addr).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let request = Request::post(path)
        .header(HOST, addr.to_string())
        .header(CONTENT_TYPE, "application/json;charset=UTF-8")
        .body(Full::<Bytes>::from(body))
        .ok()?;
    let answer = sender.send_request(request).await;
    let read = async {
        let answer = answer.ok()?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), MAX_ANSWER).collect().await.ok()?.to_bytes();
        Some((status.as_u16(), code_of(&body).filter(|_| status == StatusCode::OK)))
    };
    let answer = read.await;
    connection.abort();
    answer
}

/// `code` is text; a number is no success.
fn code_of(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    answer.get("code")?.as_str().map(str::to_owned)
}

/// `GET omnisdk`: clocks and callbacks, uids shortened.
pub(super) fn view(vendor: &Vendor, now: i64, shown: impl Fn(&str) -> String) -> Value {
    #[derive(Serialize)]
    struct ClockView<'a> {
        app_id: &'a str,
        uid: String,
        total_ms: i64,
        #[serde(flatten)]
        clock: PlayClock,
    }
    let clocks = vendor.clocks().take(500).map(|(app_id, uid, clock)| ClockView {
        app_id,
        uid: shown(uid),
        total_ms: clock.total_ms(now),
        clock,
    });
    let callbacks = vendor.callbacks().iter().enumerate().map(|(at, one)| {
        json!({
            "callback": at + 1, "app_id": one.app_id, "uids": one.uids.len(), "made": one.made,
            "answers": one.answers, "done": one.done(),
        })
    });
    json!({
        "clocks": clocks.collect::<Vec<_>>(), "callbacks": callbacks.collect::<Vec<_>>(), "refused": vendor.refused(),
    })
}
