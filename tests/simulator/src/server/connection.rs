//! Sockets: accepting, idle time, lost answers.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, DATE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use super::{Shared, control};
use crate::http::{Delivery, HttpRequest};

pub(super) type Answer = Response<Full<Bytes>>;

/// A report of 128 rows has 23 KB; nothing honest is larger than this.
const MAX_BODY: usize = 1 << 20;

/// Nothing is answered: hyper drops a connection whose service fails.
#[derive(Debug)]
struct Silence;

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this answer is lost")
    }
}

impl std::error::Error for Silence {}

/// Connections per address.
#[derive(Default)]
struct Crowd(Mutex<HashMap<IpAddr, usize>>);

impl Crowd {
    fn enter(&self, ip: IpAddr, most: usize) -> bool {
        let mut crowd = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = crowd.entry(ip).or_default();
        let room = *here < most;
        *here += usize::from(room);
        room
    }

    fn leave(&self, ip: IpAddr) {
        let mut crowd = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = crowd.get_mut(&ip) {
            *here -= 1;
            if *here == 0 {
                crowd.remove(&ip);
            }
        }
    }
}

pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>, mut stop: watch::Receiver<bool>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let crowd = Arc::new(Crowd::default());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: it passes.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        if !crowd.enter(peer.ip(), shared.options.max_connections_per_ip) {
            continue;
        }
        let (shared, crowd) = (Arc::clone(&shared), Arc::clone(&crowd));
        tokio::spawn(async move {
            serve(stream, peer.ip(), shared).await;
            crowd.leave(peer.ip());
        });
    }
}

/// When a connection was last used, and whether it is being used now.
struct Use {
    busy: AtomicUsize,
    last: Mutex<Instant>,
}

impl Use {
    /// When an idle connection has been idle long enough.
    fn ends(&self, idle: Duration) -> Option<Instant> {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        (self.busy.load(Ordering::Relaxed) == 0).then(|| last + idle)
    }

    fn touch(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

async fn serve(stream: TcpStream, ip: IpAddr, shared: Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    let idle = shared.options.idle_timeout;
    let used = Arc::new(Use { busy: AtomicUsize::new(0), last: Mutex::new(Instant::now()) });
    let service = service_fn(|request| {
        let (shared, used) = (Arc::clone(&shared), Arc::clone(&used));
        async move {
            used.busy.fetch_add(1, Ordering::Relaxed);
            let answer = answer(request, ip, &shared).await;
            used.busy.fetch_sub(1, Ordering::Relaxed);
            used.touch();
            answer
        }
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    loop {
        let check_at = used.ends(idle).unwrap_or_else(|| Instant::now() + idle);
        tokio::select! {
            _ = &mut connection => return,
            () = sleep_until(check_at) => {
                if used.ends(idle).is_some_and(|end| end <= Instant::now()) {
                    // Dropping the connection closes its socket.
                    return;
                }
            }
        }
    }
}

async fn answer(request: Request<Incoming>, ip: IpAddr, shared: &Shared) -> Result<Answer, Silence> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    };
    let body = body.to_bytes();
    let path = head.uri.path();
    if path == "/" || path == "/control" || path.starts_with("/control/") {
        return Ok(control::answer(&head, &body, shared).await);
    }
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<(String, String)> =
        head.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let forwarded = shared.options.trust_forwarded.then(|| forwarded_for(&headers)).flatten();
    let request = HttpRequest {
        method: head.method.as_str().to_owned(),
        target: head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers,
        body: body.to_vec(),
        source: forwarded.unwrap_or(ip),
    };
    let Ok((answer, delay)) = shared.handle(&request) else {
        return Ok(plain(StatusCode::SERVICE_UNAVAILABLE, "the log cannot be written"));
    };
    if !delay.is_zero() {
        sleep(delay).await;
    }
    if answer.delivery != Delivery::Answered {
        return Err(Silence);
    }
    let mut response = Response::new(Full::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    if let Ok(date) = HeaderValue::from_str(&answer.date) {
        response.headers_mut().insert(DATE, date);
    }
    Ok(response)
}

fn forwarded_for(headers: &[(String, String)]) -> Option<IpAddr> {
    let (_, list) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-forwarded-for"))?;
    list.split(',').next()?.trim().parse().ok()
}

pub(super) fn plain(status: StatusCode, text: &'static str) -> Answer {
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    response
}
