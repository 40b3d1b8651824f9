//! HTTP as the engine wants it: every request once, exactly as it is, and an honest word about what became of it.

use std::io::{self, Read};
use std::time::Duration;

use shiming_core::engine::{Outcome, Sent};
use shiming_core::{Request, Response};
use ureq::config::Config;
use ureq::{Agent, Error};

/// More than any answer of the authority. One byte beyond it is read, so that the core sees that there was more.
const MAX_ANSWER: u64 = (1 << 20) + 1;

/// The authority closes connections after 120 s without a call (V1.9 §三, remark 1): they are not kept that long.
const IDLE: Duration = Duration::from_secs(85);

/// The authority takes at most 1,000 connections from one address (V1.9 §三, remark 1).
pub const MAX_CONNECTIONS: usize = 1_000;

/// A pool of connections. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Transport {
    agent: Agent,
}

impl Default for Transport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport {
    /// A pool with the settings that this protocol needs. ureq neither retries nor sends `Expect: 100-continue`.
    pub fn new() -> Self {
        let config = Config::builder()
            // A redirected POST would arrive without its body or at a place that was not signed for.
            .max_redirects(0)
            // An answer with status 502 is an answer: the core judges it.
            .http_status_as_error(false)
            // The authority judges the source address (1005): no proxy by accident of the environment.
            .proxy(None)
            .max_idle_age(IDLE)
            .max_idle_connections(MAX_CONNECTIONS)
            .max_idle_connections_per_host(MAX_CONNECTIONS)
            .user_agent(concat!("shiming/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: Agent::new_with_config(config) }
    }

    /// Sends `request` once. `timeout` covers everything from the look-up of the name to the last byte of the answer.
    pub fn send(&self, request: &Request, timeout: Duration) -> Outcome {
        match self.exchange(request, timeout) {
            Ok(response) => Outcome::Http(response),
            Err(error) => Outcome::Transport { sent: sent(&error) },
        }
    }

    fn exchange(&self, request: &Request, timeout: Duration) -> Result<Response, Error> {
        let mut builder = ureq::http::Request::builder().method(request.method.as_str()).uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let timed = |agent: &Agent, builder: ureq::http::request::Builder| {
            if request.body.is_empty() {
                let request =
                    agent.configure_request(builder.body(())?).timeout_global(Some(timeout)).build();
                return agent.run(request);
            }
            let body = request.body.as_slice();
            let request = agent.configure_request(builder.body(body)?).timeout_global(Some(timeout)).build();
            agent.run(request)
        };
        let answer = timed(&self.agent, builder)?;
        let status = i32::from(answer.status().as_u16());
        let date = answer.headers().get("date").and_then(|date| date.to_str().ok()).map(str::to_owned);
        let mut body = Vec::new();
        answer.into_body().into_reader().take(MAX_ANSWER).read_to_end(&mut body)?;
        Ok(Response { status, body, date })
    }
}

/// Only what failed before a connection stood was certainly not sent. When in doubt, say unknown: the engine then asks
/// the authority before it does anything twice.
fn sent(error: &Error) -> Sent {
    match error {
        Error::HostNotFound | Error::ConnectionFailed => Sent::No,
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => Sent::No,
        _ => Sent::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread::{self, JoinHandle};

    fn request(url: String) -> Request {
        let headers = vec![("appId".to_owned(), "a".to_owned()), ("sign".to_owned(), "s".to_owned())];
        Request { method: "POST".to_owned(), url, headers, body: b"{\"data\":\"x\"}".to_vec() }
    }

    /// Answers one request with `answer` and returns what arrived.
    fn serve_once(answer: Vec<u8>) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/p", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let _ = stream.write_all(&answer);
            head + &String::from_utf8(body).unwrap()
        });
        (url, server)
    }

    fn send(url: String) -> Outcome {
        Transport::new().send(&request(url), Duration::from_secs(5))
    }

    #[test]
    fn an_error_status_is_an_answer_and_the_request_goes_as_it_is() {
        let answer =
            b"HTTP/1.1 502 Bad Gateway\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nContent-Length: 2\r\n\r\nno";
        let (url, server) = serve_once(answer.to_vec());
        let Outcome::Http(response) = send(url) else { panic!("an answer") };
        assert_eq!((response.status, response.body.as_slice()), (502, b"no".as_slice()));
        assert_eq!(response.date.as_deref(), Some("Sat, 21 Nov 2026 00:00:00 GMT"));
        let arrived = server.join().unwrap();
        assert!(
            arrived.starts_with("POST /p HTTP/1.1") && arrived.ends_with("\r\n\r\n{\"data\":\"x\"}"),
            "{arrived}"
        );
        assert!(!arrived.to_lowercase().contains("expect:"), "{arrived}");
    }

    #[test]
    fn redirects_are_not_followed() {
        let answer = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        let (url, server) = serve_once(answer.to_vec());
        assert!(matches!(send(url), Outcome::Http(Response { status: 302, .. })));
        server.join().unwrap();
    }

    #[test]
    fn a_refused_connection_was_certainly_not_sent() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        assert_eq!(send(url), Outcome::Transport { sent: Sent::No });
    }

    #[test]
    fn a_connection_that_breaks_leaves_it_unknown() {
        for answer in [&b""[..], b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut"] {
            let (url, server) = serve_once(answer.to_vec());
            assert_eq!(send(url), Outcome::Transport { sent: Sent::Unknown });
            server.join().unwrap();
        }
    }

    #[test]
    fn an_endless_answer_is_cut() {
        let mut answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n".to_vec();
        answer.resize(answer.len() + 3_000_000, b' ');
        let (url, server) = serve_once(answer);
        let Outcome::Http(response) = send(url) else { panic!("an answer") };
        assert_eq!(response.body.len() as u64, MAX_ANSWER);
        server.join().unwrap();
    }
}
