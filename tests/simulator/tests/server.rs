//! The server over real sockets on loopback: HTTP, lost answers, idle time, the log, the control API.

mod common;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use common::*;
use serde_json::{Value, json};
use shiming_simulator::{
    AuthorityConfig, Clock, Fault, FaultRule, HttpRequest, Server, ServerError, ServerOptions,
};

fn virtual_clock() -> ServerOptions {
    ServerOptions { clock: Clock::Virtual { start: T0, speed: 0.0 }, ..ServerOptions::default() }
}

fn start(config: AuthorityConfig) -> Server {
    Server::start(config, virtual_clock()).unwrap()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().new_agent()
}

/// Sends a request of the protocol; nothing when the connection ended without an answer.
fn send(agent: &ureq::Agent, server: &Server, request: &HttpRequest) -> Option<(u16, String, Value)> {
    let url = format!("{}{}", server.url(), request.target);
    let answer = if request.method == "GET" {
        let call = agent.get(url);
        request.headers.iter().fold(call, |call, (name, value)| call.header(name, value)).call()
    } else {
        let call = agent.post(url);
        request
            .headers
            .iter()
            .fold(call, |call, (name, value)| call.header(name, value))
            .send(&request.body[..])
    };
    let mut answer = answer.ok()?;
    let date = answer.headers()["date"].to_str().unwrap().to_owned();
    let text = answer.body_mut().read_to_string().unwrap();
    Some((answer.status().as_u16(), date, serde_json::from_str(&text).unwrap_or(Value::String(text))))
}

fn control(server: &Server, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = format!("{}/control/{path}", server.url());
    let mut answer = match body {
        None => agent().get(url).call().unwrap(),
        Some(body) => agent()
            .post(url)
            .header("Content-Type", "application/json")
            .send(body.to_string().as_bytes())
            .unwrap(),
    };
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), serde_json::from_str(&text).unwrap())
}

/// A file of this test's own.
fn scratch(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.log"));
    let _ = std::fs::remove_file(&path);
    path
}

#[test]
fn the_three_calls_over_one_connection() {
    let server = start(config());
    let agent = agent();
    let mut client = Client::new();
    let (status, date, answer) = send(&agent, &server, &client.check("a", YI, T0)).unwrap();
    assert_eq!((status, answer["data"]["result"]["pi"].as_str()), (200, Some(PI)));
    assert_eq!(date, "Fri, 02 Jan 2026 12:00:00 GMT");
    assert_eq!(send(&agent, &server, &client.query("a", T0)).unwrap().2["errcode"], 0);
    let report = client.report(&[login(1, "s", T0 / 1000 - 1)], T0);
    assert_eq!(send(&agent, &server, &report).unwrap().2["errcode"], 0);
    assert_eq!(server.read(|authority, _| authority.summary(T0).requests), 3);
    assert_eq!(send(&agent, &server, &client.post("/nowhere", "", T0)).unwrap().2["errcode"], 1002);
}

#[test]
fn lost_requests_and_answers_end_the_connection() {
    let mut config = config();
    config.faults = vec![
        FaultRule::new(Fault::RequestLost { hang_ms: 0 }).times(1),
        FaultRule::new(Fault::AnswerLost { hang_ms: 0 }).times(1),
        FaultRule::new(Fault::HttpStatus { status: 503, processed: false }).times(1),
    ];
    let server = start(config);
    let mut client = Client::new();
    let mut check = |ai| send(&agent(), &server, &client.check(ai, YI, T0));
    assert!(check("a").is_none());
    assert!(check("b").is_none());
    assert_eq!(check("c").unwrap().0, 503);
    assert_eq!(check("d").unwrap().2["errcode"], 0);
    let held = |ai| server.read(|authority, _| authority.attempt(APP, BIZ, ai).is_some());
    assert_eq!(["a", "b", "c", "d"].map(held), [false, true, false, true]);
}

#[test]
fn idle_connections_are_closed_and_busy_ones_are_not() {
    let mut config = config();
    config.faults = vec![FaultRule::new(Fault::Delay { min_ms: 400, max_ms: 400 })];
    let clock = Clock::Virtual { start: T0, speed: 1.0 };
    let idle_timeout = Duration::from_millis(100);
    let server = Server::start(config, ServerOptions { clock, idle_timeout, ..virtual_clock() }).unwrap();
    let mut idle = TcpStream::connect(server.addr()).unwrap();
    idle.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // Once with nothing sent, once after a request: the end of the stream comes both times.
    assert_eq!(idle.read(&mut [0; 16]).unwrap(), 0);
    let mut used = TcpStream::connect(server.addr()).unwrap();
    used.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    used.write_all(b"GET /slow HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
    let mut text = String::new();
    used.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200") && text.contains("1002"), "{text}");
}

#[test]
fn more_connections_than_allowed_are_closed() {
    let options = ServerOptions { max_connections_per_ip: 1, ..virtual_clock() };
    let server = Server::start(config(), options).unwrap();
    let mut first = TcpStream::connect(server.addr()).unwrap();
    first.write_all(b"GET /control/tests HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert!(first.read(&mut [0; 16]).unwrap() > 0);
    let mut second = TcpStream::connect(server.addr()).unwrap();
    second.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert!(matches!(second.read(&mut [0; 16]), Ok(0) | Err(_)));
}

#[test]
fn only_loopback_unless_asked() {
    let addr: SocketAddr = "0.0.0.0:0".parse().unwrap();
    let options = ServerOptions { addr, ..virtual_clock() };
    assert!(matches!(Server::start(config(), options), Err(ServerError::NotLoopback)));
}

#[test]
fn a_server_that_stopped_frees_its_port() {
    let server = start(config());
    let addr = server.addr();
    server.stop();
    let again = Server::start(config(), ServerOptions { addr, ..virtual_clock() }).unwrap();
    assert_eq!(again.addr(), addr);
}

#[test]
fn the_forwarded_address_counts_only_when_trusted() {
    for (trust_forwarded, expected) in [(false, 1005), (true, 0)] {
        let mut config = config();
        config.enterprises[0].ip_allow = Some(vec!["203.0.113.7".parse().unwrap()]);
        let server = Server::start(config, ServerOptions { trust_forwarded, ..virtual_clock() }).unwrap();
        let mut request = Client::new().check("a", YI, T0);
        request.headers.push(("X-Forwarded-For".into(), "203.0.113.7, 10.0.0.1".into()));
        assert_eq!(send(&agent(), &server, &request).unwrap().2["errcode"], expected);
    }
}

#[test]
fn a_killed_server_goes_on_where_it_was() {
    let path = scratch("killed");
    let options = ServerOptions { log: Some(path.clone()), ..virtual_clock() };
    let mut config = config();
    config.faults = vec![FaultRule::new(Fault::AnswerLost { hang_ms: 0 }).with_probability(0.3)];
    let server = Server::start(config.clone(), options.clone()).unwrap();
    let mut client = Client::new();
    for n in 0..20 {
        send(&agent(), &server, &client.check(&format!("a{n}"), ER, T0));
    }
    let (_, rotated) = control(&server, "keys", Some(json!({"app_id": APP, "rotation": "manual"})));
    server.advance(61_000).unwrap();
    let now = server.now();
    let row = login(1, "s", now / 1000 - 1);
    send(&agent(), &server, &client.report(&[row], now));
    send(&agent(), &server, &client.query("a0", now));
    let before = server.read(|authority, now| (authority.summary(now), authority.audit(now)));
    server.stop();
    // The process died while it wrote its last line.
    let mut bytes = std::fs::read(&path).unwrap();
    let whole = bytes.len();
    bytes.extend_from_slice(br#"{"at":1767355"#);
    std::fs::write(&path, &bytes).unwrap();

    let server = Server::start(config, options.clone()).unwrap();
    assert_eq!(server.now(), now, "a virtual clock goes on where the log ends");
    assert_eq!(server.read(|authority, now| (authority.summary(now), authority.audit(now))), before);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), whole as u64);
    // The key made before the kill is still the key.
    let mut young = Client::of(APP, BIZ, rotated["secret_key"].as_str().unwrap());
    young.nonce = 1_000;
    server.command(&shiming_simulator::Command::ClearFaults).unwrap();
    assert_eq!(send(&agent(), &server, &young.check("b", YI, now)).unwrap().2["errcode"], 0);
    server.stop();
    // Another scenario is not continued by mistake, and damage in the middle is not passed over.
    assert!(matches!(Server::start(common::config(), options.clone()), Err(ServerError::Io(_))));
    let text = std::fs::read_to_string(&path).unwrap().replacen("\"request\"", "\"reqest\"", 1);
    std::fs::write(&path, text.replacen("{\"at\"", "{\"ta\"", 1)).unwrap();
    let mut config = common::config();
    config.faults = vec![FaultRule::new(Fault::AnswerLost { hang_ms: 0 }).with_probability(0.3)];
    assert!(matches!(Server::start(config, options), Err(ServerError::Io(_))));
}

#[test]
fn the_log_holds_no_person_in_the_clear() {
    let path = scratch("private");
    let server =
        Server::start(config(), ServerOptions { log: Some(path.clone()), ..virtual_clock() }).unwrap();
    let mut client = Client::new();
    send(&agent(), &server, &client.check("a", YI, T0));
    send(&agent(), &server, &client.report(&[login(1, "s", T0 / 1000 - 1)], T0));
    server.stop();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.lines().count() == 3);
    for secret in [YI.0, YI.1, PI, KEY] {
        assert!(!text.contains(secret));
    }
}

#[test]
fn the_control_api() {
    let server = start(config());
    let agent = agent();
    let mut client = Client::new();
    send(&agent, &server, &client.check("a", YI, T0));
    let ot = T0 / 1000 - 1;
    let opaque = "0123456789abcdef0123456789abcdef";
    let rows = [login(1, opaque, ot), login(2, "13800000000", ot), logout(3, "13800000000", ot)];
    send(&agent, &server, &client.report(&rows, T0));

    let (_, state) = control(&server, "state", None);
    assert_eq!(state["summary"]["requests"], 2);
    assert_eq!(state["summary"]["games"][0]["open"], 1);
    assert_eq!(state["problems"][0]["code"], "logout_missing");
    assert_eq!((&state["now"], &state["virtual_speed"]), (&json!(T0), &json!(0.0)));

    let (_, sessions) = control(&server, "sessions?missing=1", None);
    assert_eq!(sessions.as_array().unwrap().len(), 1);
    assert_eq!((&sessions[0]["si"], &sessions[0]["missing"]), (&json!(opaque), &json!("logout")));
    let (_, requests) = control(&server, "requests?limit=1", None);
    assert_eq!((&requests[0]["endpoint"], &requests[0]["rows"]), (&json!("report"), &json!([3, 0])));

    let rule = json!({"rules": [{"fault": {"kind": "errcode", "errcode": 1001}, "count": 1}]});
    assert_eq!(control(&server, "faults", Some(rule)).0, 200);
    assert_eq!(send(&agent, &server, &client.query("a", T0)).unwrap().2["errcode"], 1001);
    assert_eq!(control(&server, "faults", None).1[0]["hit"], 1);
    control(&server, "faults", Some(json!({"clear": true})));
    assert_eq!(control(&server, "faults", None).1, json!([]));

    let failing = json!({"rules": [{"id_number": YI.1, "outcome": {"kind": "failed"}}]});
    control(&server, "people", Some(failing));
    assert_eq!(send(&agent, &server, &client.check("b", YI, T0)).unwrap().2["data"]["result"]["status"], 2);

    let (_, code) = control(&server, "tests/code", Some(json!({"app_id": APP, "case": 4})));
    let task = code["test_code"].as_str().unwrap();
    let path = format!("/test/authentication/query/{task}?ai=100000000000000001");
    let request = Client::test().request("GET", &path, Vec::new(), T0);
    assert_eq!(send(&agent, &server, &request).unwrap().2["errcode"], 0);
    assert_eq!(control(&server, "tests", None).1[0]["cases"][3], "passed");

    let (_, clock) = control(&server, "clock", Some(json!({"advance_ms": 1500})));
    assert_eq!(clock["now"], T0 + 1_500);
    assert_eq!(control(&server, "clock", Some(json!({"set": T0}))).0, 409);
    control(&server, "keys", Some(json!({"app_id": APP, "rotation": "immediate"})));
    assert_eq!(send(&agent, &server, &client.query("a", T0)).unwrap().2["errcode"], 1011);
    assert_eq!(control(&server, "keys", Some(json!({"app_id": APP, "kill": true}))).0, 200);

    control(&server, "reset", Some(json!({})));
    assert_eq!(control(&server, "state", None).1["summary"]["requests"], 0);
    assert_eq!(send(&agent, &server, &client.query("a", T0)).unwrap().2["errcode"], 2003);
    assert_eq!(control(&server, "nowhere", None).0, 404);
    assert_eq!(control(&server, "keys", Some(json!({"app_id": "nobody", "kill": true}))).0, 400);
}

#[test]
fn control_and_page_show_no_person() {
    let server = start(config());
    let agent = agent();
    let mut client = Client::new();
    let number = synthetic(7);
    send(&agent, &server, &client.check("13800000000", ("某某", &number), T0));
    send(&agent, &server, &client.check("13800000001", ER, T0));
    let mut guest = login(2, "player@example.com", T0 / 1000 - 1);
    guest["ct"] = json!(2);
    guest["di"] = json!("device-of-somebody");
    send(&agent, &server, &client.report(&[login(1, "13800000000", T0 / 1000 - 1), guest], T0));
    server.advance(120_000).unwrap();
    let wrong = json!({"rules": [{"id_number": number, "outcome": number}]});
    let (_, error) = control(&server, "people", Some(wrong));
    let mut shown = error.to_string();
    for path in ["state", "sessions", "requests", "faults", "tests", ""] {
        shown.push_str(&control(&server, path, None).1.to_string());
    }
    let mut page = agent.get(server.url()).call().unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    shown.push_str(&page.body_mut().read_to_string().unwrap());
    let secrets = [
        "某某",
        &number,
        ER.0,
        ER.1,
        PI,
        KEY,
        TEST_KEY,
        "13800000000",
        "13800000001",
        "player@",
        "device-of",
    ];
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn foreign_pages_cannot_use_the_control_api() {
    let server = start(config());
    let raw = |request: &str| {
        let mut stream = TcpStream::connect(server.addr()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    };
    let evil = raw("GET /control/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!(evil.starts_with("HTTP/1.1 403"), "{evil}");
    let form = "POST /control/reset HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n\
                Content-Length: 2\r\nConnection: close\r\n\r\n{}";
    assert!(raw(form).starts_with("HTTP/1.1 415"));
    let good = raw("GET /control/state HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n");
    assert!(good.starts_with("HTTP/1.1 200"), "{good}");
}
