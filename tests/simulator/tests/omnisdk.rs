//! OmniSDK over real sockets on loopback: the core builds the calls and verifies the callback, the simulator plays the vendor.

mod common;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use common::{SECOND, T0};
use serde_json::{Value, json};
use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{
    OmniAnswer, OmniCallback, OmniClass, OmniForm, OmniPlatform, OmniProfile, OmniReply,
    omnisdk_callback_reply, omnisdk_exit_request, omnisdk_parse_response, omnisdk_play_request,
    omnisdk_verify_callback,
};
use shiming_core::{ErrorCode, Request};
use shiming_simulator::{
    Authority, AuthorityConfig, Clock, Command, HttpRequest, OmniApp, OmniArrays, Server, ServerOptions,
};

const KEY: &str = "654321";
const APP: &str = "10032";

fn options() -> ServerOptions {
    ServerOptions { clock: Clock::Virtual { start: T0, speed: 0.0 }, ..ServerOptions::default() }
}

fn start(app: OmniApp) -> Server {
    Server::start(AuthorityConfig { omnisdk: vec![app], ..AuthorityConfig::default() }, options()).unwrap()
}

fn app() -> OmniApp {
    OmniApp::new(APP, KEY)
}

fn key() -> OmniKey {
    OmniKey::new(KEY).unwrap()
}

/// The core's profile for this server, with further fields.
fn profile(server: &Server, fields: Value) -> OmniProfile {
    let mut json = json!({"base": "cn_v1", "app_id": APP, "base_url": server.url()});
    fields.as_object().unwrap().iter().for_each(|(name, value)| json[name] = value.clone());
    OmniProfile::parse(&json.to_string()).unwrap()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().new_agent()
}

/// Sends a request of the core's and reads the answer with the core.
fn send(request: &Request) -> OmniAnswer {
    let mut answer = if request.method == "GET" {
        agent().get(&request.url).call().unwrap()
    } else {
        let call = agent().post(&request.url);
        let call = request.headers.iter().fold(call, |call, (name, value)| call.header(name, value));
        call.send(&request.body[..]).unwrap()
    };
    let body = answer.body_mut().read_to_vec().unwrap();
    omnisdk_parse_response(i32::from(answer.status().as_u16()), &body)
}

fn control(server: &Server, path: &str, body: Value) -> (u16, Value) {
    let url = format!("{}/control/{path}", server.url());
    let call = agent().post(url).header("Content-Type", "application/json");
    let mut answer = call.send(body.to_string().as_bytes()).unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), serde_json::from_str(&text).unwrap())
}

fn played(server: &Server, uid: &str) -> Option<i64> {
    server.read(|authority, now| authority.omnisdk().clock(APP, uid).map(|clock| clock.total_ms(now)))
}

/// What a game makes of one request: status and body of its answer.
type Script = Box<dyn FnMut(&[u8]) -> (u16, Vec<u8>) + Send>;

/// A game's server: answers as many callbacks as it is told to, each on a connection of its own, and keeps their bodies.
struct Game {
    addr: SocketAddr,
    bodies: Arc<Mutex<Vec<Vec<u8>>>>,
    thread: JoinHandle<()>,
}

impl Game {
    fn answering(times: usize, mut script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&bodies);
        let thread = std::thread::spawn(move || {
            for _ in 0..times {
                let (mut stream, _) = listener.accept().unwrap();
                let body = read_post(&mut stream);
                let (status, answer) = script(&body);
                kept.lock().unwrap().push(body);
                let head = format!(
                    "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    answer.len()
                );
                stream.write_all(&[head.as_bytes(), &answer].concat()).unwrap();
            }
        });
        Self { addr, bodies, thread }
    }

    fn url(&self) -> String {
        format!("http://{}/omni/expired", self.addr)
    }

    /// The bodies of all callbacks, once all have come.
    fn end(self) -> Vec<Vec<u8>> {
        self.thread.join().unwrap();
        std::mem::take(&mut self.bodies.lock().unwrap())
    }
}

/// The body of one POST, whose head must be as the vendor's document says.
fn read_post(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = head {
            let text = String::from_utf8(bytes[..end].to_vec()).unwrap().to_ascii_lowercase();
            assert!(text.starts_with("post /omni/expired http/1.1"), "{text}");
            assert!(text.contains("content-type: application/json;charset=utf-8"), "{text}");
            let length: usize =
                text.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
            if bytes.len() >= end + 4 + length {
                return bytes[end + 4..].to_vec();
            }
        }
        let read = stream.read(&mut piece).unwrap();
        assert!(read > 0, "the request is cut");
        bytes.extend_from_slice(&piece[..read]);
    }
}

#[test]
fn both_calls_in_both_forms_move_the_clock() {
    let server = start(app());
    let profile = profile(&server, json!({}));
    let uids = ["jinshan__001", "a b&c=中+/%\"\\"];
    for (uid, form) in uids.into_iter().zip([OmniForm::Post, OmniForm::Get]) {
        let now = server.now();
        let platform = Some(OmniPlatform::Android);
        assert_eq!(
            send(&omnisdk_play_request(&profile, &key(), uid, platform, form, now).unwrap()),
            OmniAnswer::Accepted
        );
        server.advance(60_000).unwrap();
        assert_eq!(played(&server, uid), Some(60_000));
        // A repeated start does not start again.
        assert_eq!(
            send(&omnisdk_play_request(&profile, &key(), uid, None, form, now).unwrap()),
            OmniAnswer::Accepted
        );
        server.advance(30_000).unwrap();
        let exit = omnisdk_exit_request(&profile, &key(), uid, platform, form, server.now()).unwrap();
        assert_eq!(send(&exit), OmniAnswer::Accepted);
        server.advance(30_000).unwrap();
        assert_eq!(send(&exit), OmniAnswer::Accepted);
        assert_eq!(played(&server, uid), Some(90_000));
    }
}

#[test]
fn what_the_vendor_refuses() {
    let mut strict = app();
    strict.ts_tolerance_s = Some(60);
    let server = start(strict);
    let profile = profile(&server, json!({}));
    let play =
        |key: &OmniKey, unix| omnisdk_play_request(&profile, key, "u", None, OmniForm::Post, unix).unwrap();
    let class = |answer| match answer {
        OmniAnswer::Rejected { code, class, .. } => (code, class),
        other => panic!("{other:?}"),
    };
    let other = OmniKey::new("654322").unwrap();
    assert_eq!(class(send(&play(&other, T0))), ("-1".into(), OmniClass::Signature));
    assert_eq!(class(send(&play(&key(), T0 - 61 * SECOND))), ("-98".into(), OmniClass::Signature));
    assert_eq!(send(&play(&key(), T0 - 60 * SECOND)), OmniAnswer::Accepted);
    let mut nowhere = play(&key(), T0);
    nowhere.url.push('9');
    assert_eq!(class(send(&nowhere)), ("-2".into(), OmniClass::Config));
    let mut form = play(&key(), T0);
    form.headers[0].1 = "text/plain".into();
    assert_eq!(class(send(&form)).0, "-98");
    // A changed query: signed raw, so any change shows.
    let mut get = omnisdk_play_request(&profile, &key(), "u", None, OmniForm::Get, T0).unwrap();
    get.url = get.url.replace("uid=u", "uid=v");
    assert_eq!(class(send(&get)).0, "-1");
    get.url.push_str("&uid=u");
    assert_eq!(class(send(&get)).0, "-1");
    assert_eq!(played(&server, "v"), None);
    // The type of exitgame, where the document says two things.
    let table = self::profile(&server, json!({"exit_type": "playgame"}));
    let exit = omnisdk_exit_request(&table, &key(), "u", None, OmniForm::Post, T0).unwrap();
    assert_eq!(class(send(&exit)).0, "-98");
    assert_eq!(played(&server, "u"), Some(0));
}

/// A game that fails first, then says "send again", then gives success as a number, and at last as the document asks.
#[test]
fn a_callback_is_repeated_until_the_game_says_0() {
    let mut times = 0;
    let game = Game::answering(
        5,
        Box::new(move |_| {
            times += 1;
            match times {
                1 => (500, omnisdk_callback_reply(OmniReply::Accepted)),
                2 => (200, b"success".to_vec()),
                3 => (200, omnisdk_callback_reply(OmniReply::Resend)),
                4 => (200, br#"{"code":0,"msg":"success"}"#.to_vec()),
                _ => (200, omnisdk_callback_reply(OmniReply::Accepted)),
            }
        }),
    );
    let server = start(OmniApp { callback_url: Some(game.url()), limit_s: 60, ..app() });
    let profile = profile(&server, json!({}));
    for uid in ["c", "a", "b"] {
        let play = omnisdk_play_request(&profile, &key(), uid, None, OmniForm::Post, T0).unwrap();
        assert_eq!(send(&play), OmniAnswer::Accepted);
    }
    // Whose clock stands is not put out.
    let exit = omnisdk_exit_request(&profile, &key(), "b", None, OmniForm::Post, T0).unwrap();
    assert_eq!(send(&exit), OmniAnswer::Accepted);
    assert_eq!(control(&server, "omnisdk/expire", json!({"app_id": APP})).0, 400);
    server.advance(60_000).unwrap();
    let (status, made) = control(&server, "omnisdk/expire", json!({"app_id": APP}));
    assert_eq!((status, &made["callback"]), (200, &json!(1)));

    let (_, first) = control(&server, "omnisdk/deliver", json!({"callback": 1}));
    assert_eq!(first, json!({"answers": [{"status": 500, "code": null}], "done": false}));
    let (_, rest) = control(&server, "omnisdk/deliver", json!({"callback": 1, "attempts": 10}));
    let codes: Vec<&Value> =
        rest["answers"].as_array().unwrap().iter().map(|answer| &answer["code"]).collect();
    assert_eq!(codes, [&json!(null), &json!("1"), &json!(null), &json!("0")]);
    assert_eq!(rest["done"], true);
    let (status, over) = control(&server, "omnisdk/deliver", json!({"callback": 1}));
    assert_eq!(status, 409, "{over}");

    let bodies = game.end();
    let verify = |body: &Vec<u8>| omnisdk_verify_callback(&profile, &key(), body).unwrap();
    let callbacks: Vec<OmniCallback> = bodies.iter().map(verify).collect();
    assert_eq!(callbacks.len(), 5);
    assert_eq!(
        (callbacks[0].uids.as_slice(), callbacks[0].unix),
        (&["a".to_owned(), "c".into()][..], T0 + 60_000)
    );
    // Not signed anew: the dedupe key makes handling idempotent.
    assert!(callbacks.iter().all(|callback| *callback == callbacks[0]));
}

#[test]
fn every_way_of_signing_an_array_and_no_other_is_accepted() {
    let modes = [
        (OmniArrays::JsonCompact, "json_compact"),
        (OmniArrays::JavaList, "java_list"),
        (OmniArrays::Comma, "comma"),
        (OmniArrays::Repeated, "repeated"),
        (OmniArrays::Indexed, "indexed"),
    ];
    for (arrays, name) in modes {
        // The game verifies with the core, and answers what came of it.
        let profile = OmniProfile::parse(&json!({"app_id": APP, "array_mode": name}).to_string()).unwrap();
        let wrong = OmniProfile::parse(
            &json!({"app_id": APP, "array_mode": if name == "comma" { "indexed" } else { "comma" }})
                .to_string(),
        );
        let (wrong, mut calls) = (wrong.unwrap(), 0);
        let game = Game::answering(
            2,
            Box::new(move |body| {
                calls += 1;
                let profile = if calls == 1 { &wrong } else { &profile };
                let reply = match omnisdk_verify_callback(profile, &key(), body) {
                    Ok(callback) if callback.uids == ["u1", "u2", "玩家"] => OmniReply::Accepted,
                    Err(error) if error.code == ErrorCode::InvalidSignature => OmniReply::BadSignature,
                    _ => OmniReply::Internal,
                };
                (200, omnisdk_callback_reply(reply))
            }),
        );
        let server = start(OmniApp { callback_url: Some(game.url()), arrays, ..app() });
        let uids = ["u1", "u2", "u1", "玩家"].map(String::from).to_vec();
        server.command(&Command::OmniExpire { app_id: APP.into(), uids: Some(uids) }).unwrap();
        let (_, answers) = control(&server, "omnisdk/deliver", json!({"callback": 1, "attempts": 5}));
        let codes: Vec<&str> = answers["answers"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|answer| answer["code"].as_str())
            .collect();
        assert_eq!(codes, ["-1", "0"], "{name}");
        game.end();
    }
}

#[test]
fn a_vendor_that_signs_anew_makes_another_callback() {
    let game = Game::answering(2, Box::new(|_| (200, omnisdk_callback_reply(OmniReply::Internal))));
    let server = start(OmniApp { callback_url: Some(game.url()), sign_anew: true, ..app() });
    let profile = profile(&server, json!({}));
    control(&server, "omnisdk/expire", json!({"app_id": APP, "uids": ["u"]}));
    control(&server, "omnisdk/deliver", json!({"callback": 1}));
    server.advance(5_000).unwrap();
    control(&server, "omnisdk/deliver", json!({"callback": 1}));
    let callbacks: Vec<OmniCallback> =
        game.end().iter().map(|body| omnisdk_verify_callback(&profile, &key(), body).unwrap()).collect();
    assert_eq!(callbacks[1].unix - callbacks[0].unix, 5_000);
    assert_ne!(callbacks[0].dedupe, callbacks[1].dedupe);
}

#[test]
fn attempts_are_bounded_and_a_game_that_is_gone_is_no_answer() {
    // Nobody listens there.
    let server = start(OmniApp { callback_url: Some("http://127.0.0.1:1/x".into()), ..app() });
    control(&server, "omnisdk/expire", json!({"app_id": APP, "uids": ["u"]}));
    let (_, answers) = control(&server, "omnisdk/deliver", json!({"callback": 1, "attempts": 1_000_000}));
    assert_eq!(answers["answers"].as_array().unwrap().len(), 20);
    assert_eq!(answers["done"], false);
    assert_eq!(control(&server, "omnisdk/deliver", json!({"callback": 1})).0, 409);
    assert_eq!(control(&server, "omnisdk/deliver", json!({"callback": 2})).0, 409);
    for bad in [json!({}), json!({"callback": "1"}), json!({"callback": 1, "url": "http://127.0.0.1:1/"})] {
        assert_eq!(control(&server, "omnisdk/deliver", bad).0, 400);
    }
}

#[test]
fn only_loopback_is_called() {
    for url in ["http://example.com/", "http://10.0.0.1:80/", "https://127.0.0.1:1/", "http://localhost:1/"] {
        let app = OmniApp { callback_url: Some(url.into()), ..app() };
        let config = AuthorityConfig { omnisdk: vec![app], ..AuthorityConfig::default() };
        assert!(Server::start(config, options()).is_err(), "{url}");
    }
    let server = start(app());
    assert_eq!(control(&server, "omnisdk/expire", json!({"app_id": APP, "uids": ["u"]})).0, 400);
}

#[test]
fn the_log_brings_clocks_and_callbacks_back() {
    let game = Game::answering(1, Box::new(|_| (200, omnisdk_callback_reply(OmniReply::AlreadyHandled))));
    let log = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("omnisdk.log");
    let _ = std::fs::remove_file(&log);
    let config = AuthorityConfig {
        omnisdk: vec![OmniApp { callback_url: Some(game.url()), limit_s: 1, ..app() }],
        ..AuthorityConfig::default()
    };
    let options = ServerOptions { log: Some(log), ..options() };
    let state = |server: &Server| {
        server.read(|authority, _| {
            let vendor = authority.omnisdk();
            (vendor.clock(APP, "u"), vendor.callbacks().to_vec())
        })
    };
    let server = Server::start(config.clone(), options.clone()).unwrap();
    let profile = profile(&server, json!({}));
    send(&omnisdk_play_request(&profile, &key(), "u", None, OmniForm::Get, T0).unwrap());
    server.advance(1_000).unwrap();
    control(&server, "omnisdk/expire", json!({"app_id": APP}));
    control(&server, "omnisdk/deliver", json!({"callback": 1, "attempts": 3}));
    let before = state(&server);
    assert!(before.0.is_some() && before.1[0].done());
    server.stop();
    game.end();
    let again = Server::start(config, options).unwrap();
    assert_eq!(state(&again), before);
}

/// Straight into the pure part: whatever comes is answered with a code, and only a right signature moves a clock.
#[test]
fn odd_calls_are_answered_and_move_nothing() {
    let config = AuthorityConfig { omnisdk: vec![app()], ..AuthorityConfig::default() };
    let mut authority = Authority::new(config);
    let json = ("Content-Type".to_owned(), "application/json;charset=UTF-8".to_owned());
    let unsigned = br#"{"type":"playgame","uid":"u","ts":"20260102200000"}"#;
    let bodies: [&[u8]; 9] = [
        b"",
        b"null",
        b"[]",
        b"{}",
        br#"{"sign":null}"#,
        b"\xff",
        unsigned,
        br#"{"uid":{}}"#,
        br#"{"uid":1e400,"sign":"0"}"#,
    ];
    let paths =
        ["/account/playgame/10032", "/account/exitgame/10032", "/account/playgame/", "/account/playgame/a/b"];
    let queries = ["", "?", "?sign=%", "?uid=u&sign=0", "?uid=%ff&sign=0", "?&&=&sign=&sign="];
    for (path, query) in paths.iter().flat_map(|path| queries.map(|query| (path, query))) {
        for (method, body) in
            ["GET", "POST", "PUT"].iter().flat_map(|method| bodies.map(|body| (method, body)))
        {
            let request = HttpRequest {
                method: (*method).into(),
                target: format!("{path}{query}"),
                headers: vec![json.clone()],
                body: body.to_vec(),
                source: common::HOME,
            };
            for now in [T0, i64::MIN, i64::MAX] {
                let answer: Value = serde_json::from_slice(&authority.handle(&request, now).body).unwrap();
                assert!(["-1", "-2", "-98"].contains(&answer["code"].as_str().unwrap()), "{answer}");
            }
        }
    }
    assert_eq!(authority.omnisdk().clocks().count(), 0);
    assert_eq!(authority.omnisdk().refused().values().sum::<u64>(), 4 * 6 * 3 * 9 * 3);
}

#[test]
fn the_control_api_shows_nobody() {
    let server = start(OmniApp { callback_url: Some("http://127.0.0.1:9/".into()), ..app() });
    let profile = profile(&server, json!({}));
    let uid = "jinshan__player-of-flesh";
    send(&omnisdk_play_request(&profile, &key(), uid, None, OmniForm::Get, T0).unwrap());
    control(&server, "omnisdk/expire", json!({"app_id": APP, "uids": [uid]}));
    let mut answer = agent().get(format!("{}/control/omnisdk", server.url())).call().unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    let shown: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (shown["clocks"][0]["starts"].as_u64(), shown["callbacks"][0]["uids"].as_u64()),
        (Some(1), Some(1))
    );
    assert!(!text.contains(uid) && !text.contains(KEY), "{text}");
}
