//! The control API: JSON under `/control`, and the page at `/`.

use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::connection::Answer;
use super::{Shared, omnisdk, page, views};
use crate::authority::Command;

/// What went wrong, for the caller.
pub(super) struct Refusal(pub(super) StatusCode, pub(super) String);

pub(super) type Outcome = Result<Value, Refusal>;

pub(super) async fn answer(head: &Parts, body: &[u8], shared: &Shared) -> Answer {
    if !host_ok(head, shared) {
        // A page from elsewhere that points its own name at loopback would carry its own name here.
        return json_answer(StatusCode::FORBIDDEN, &json!({"error": "use the server's own address"}));
    }
    if head.uri.path() == "/" {
        return page_answer(head);
    }
    match route(head, body, shared).await {
        Ok(value) => json_answer(StatusCode::OK, &value),
        Err(Refusal(status, error)) => json_answer(status, &json!({ "error": error })),
    }
}

async fn route(head: &Parts, body: &[u8], shared: &Shared) -> Outcome {
    let path = head.uri.path().trim_start_matches("/control").trim_matches('/');
    if head.method == Method::GET {
        return get(path, head.uri.query().unwrap_or_default(), shared);
    }
    if head.method != Method::POST {
        return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, "use GET or POST".into()));
    }
    // A form of a foreign page cannot send this type.
    let json_type =
        head.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !json_type {
        return Err(Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json".into()));
    }
    let body = if body.is_empty() { &b"{}"[..] } else { body };
    let Ok(Value::Object(body)) = serde_json::from_slice(body) else {
        return Err(bad("the body must be a JSON object"));
    };
    if path == "omnisdk/deliver" {
        return omnisdk::deliver(&body, shared).await;
    }
    post(path, body, shared)
}

fn get(path: &str, query: &str, shared: &Shared) -> Outcome {
    let param = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let mut state = shared.lock();
    let now = state.clock.now();
    let authority = &state.authority;
    match path {
        "state" => to_json(views::state(authority, now, state.clock.speed())),
        "sessions" => to_json(views::sessions(authority, param("biz_id"), param("missing") == Some("1"))),
        "requests" => {
            let limit = param("limit").and_then(|limit| limit.parse().ok()).unwrap_or(50);
            to_json(views::requests(authority, limit))
        }
        "faults" => to_json(authority.fault_rules()),
        "tests" => to_json(views::tests(authority)),
        "omnisdk" => Ok(omnisdk::view(authority.omnisdk(), now, views::shown)),
        "" => Ok(json!({
            "get": ["state", "sessions", "requests", "faults", "tests", "omnisdk"],
            "post": ["faults", "people", "keys", "clock", "tests/code", "omnisdk/expire", "omnisdk/deliver", "reset", "command"],
        })),
        _ => Err(not_found()),
    }
}

fn post(path: &str, mut body: Map<String, Value>, shared: &Shared) -> Outcome {
    let verb = match path {
        "clock" => return clock(&body, shared),
        "faults" if body.remove("clear") == Some(Value::Bool(true)) => {
            let cleared = run("clear_faults", Map::new(), shared)?;
            if !body.contains_key("rules") {
                return Ok(cleared);
            }
            "add_faults"
        }
        "faults" => "add_faults",
        "people" => "put_people",
        "keys" => match body.remove("kill") {
            Some(Value::Bool(true)) => "kill_old_keys",
            _ => "rotate_key",
        },
        "tests/code" => "issue_test_code",
        "omnisdk/expire" => "omni_expire",
        "reset" => "reset",
        // Any command, spelled as in the log.
        "command" => return execute(body, shared),
        _ => return Err(not_found()),
    };
    run(verb, body, shared)
}

fn run(verb: &str, mut body: Map<String, Value>, shared: &Shared) -> Outcome {
    body.insert("do".into(), verb.into());
    execute(body, shared)
}

fn execute(body: Map<String, Value>, shared: &Shared) -> Outcome {
    let command: Command = serde_json::from_value(Value::Object(body))
        .map_err(|error| bad(&format!("the command does not fit its schema: {}", schema_hint(&error))))?;
    let answer = shared.command(&command).map_err(|error| bad(&error))?;
    to_json(answer)
}

/// serde's text may quote a value, and a value may be a name or a number of somebody.
fn schema_hint(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let known = ["missing field", "unknown field", "unknown variant"];
    if known.iter().any(|start| text.starts_with(start)) { text } else { "a value has a wrong type".into() }
}

fn clock(body: &Map<String, Value>, shared: &Shared) -> Outcome {
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    let to = match (number("advance_ms"), number("set")) {
        (Some(by), None) => shared.set_clock(|now| now.saturating_add(by)),
        (None, Some(to)) => shared.set_clock(|_| to),
        _ => return Err(bad("give advance_ms or set, in milliseconds")),
    };
    to.map(|now| json!({ "now": now })).map_err(|error| Refusal(StatusCode::CONFLICT, error))
}

fn host_ok(head: &Parts, shared: &Shared) -> bool {
    if shared.options.allow_remote {
        return true;
    }
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost"
        || name.trim_matches(['[', ']']).parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

fn to_json(value: impl Serialize) -> Outcome {
    serde_json::to_value(value)
        .map_err(|_| Refusal(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written".into()))
}

pub(super) fn bad(error: &str) -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, error.into())
}

fn not_found() -> Refusal {
    Refusal(StatusCode::NOT_FOUND, "no such resource; GET /control lists them".into())
}

fn json_answer(status: StatusCode, value: &Value) -> Answer {
    let mut response = Response::new(value.to_string().into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn page_answer(head: &Parts) -> Answer {
    if head.method != Method::GET {
        return json_answer(StatusCode::METHOD_NOT_ALLOWED, &json!({"error": "use GET"}));
    }
    let mut response = Response::new(page::HTML.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html;charset=UTF-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers
        .insert(HeaderName::from_static("content-security-policy"), HeaderValue::from_static(page::POLICY));
    response
}
