//! What building a request costs, as a multiple of the cryptography in it: SHA-256, AES-128-GCM and base64 of the same
//! bytes through the same crates, with ready buffers and a ready key schedule. Ratios of one run compare across machines;
//! times do not.
//!
//! `cargo bench -p shiming-core --bench wire [-- <part of a name>]`

use std::hint::black_box;
use std::time::{Duration, Instant};

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes128Gcm, KeyInit, Nonce};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use shiming_core::credential::App;
use shiming_core::wire::{
    Behavior, Endpoints, PlayerKind, Row, check_request, decrypt_body, parse_check, parse_report,
    query_request, report_request,
};

const KEY: &str = "b4c932250dbe59ff53b15ee993a9feb5";
const NONCE: [u8; 12] = [7; 12];
const UNIX: i64 = 1_705_975_788_903;

fn main() {
    let app = App::new("fdc6688637bc468e9aea874654cbead2", "1101999999", KEY).expect("an example");
    let endpoints = Endpoints::Production;
    let ai = "0123456789abcdef0123456789abcdef";
    let check = || {
        check_request(&app, &endpoints, black_box(ai), "某一一", "110000190101010001", &NONCE, UNIX)
            .expect("valid")
    };
    let query = || query_request(&app, &endpoints, black_box(ai), UNIX).expect("valid");
    let rows: Vec<Row> = (0..128).map(row).collect();
    let report = || report_request(&app, &endpoints, black_box(&rows), &NONCE, UNIX).expect("valid");

    println!("{:<24}{:>12}{:>12}{:>9}{:>9}", "", "ours", "bare", "ratio", "target");
    let mut bare = Bare::of(&check().body);
    compare("check request", Some(1.6), check, || bare.run());
    let mut bare = Bare::of(&report().body);
    compare("report of 128 rows", Some(1.3), report, || bare.run());
    let mut bare = Bare::without_body(32 + "ai".len() + ai.len());
    compare("query request", None, query, || bare.run());

    let verified = br#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":0,"pi":"1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u"}}}"#;
    let json = || serde_json::from_slice::<serde_json::Value>(black_box(verified)).expect("JSON");
    compare("parse check / serde_json", None, || parse_check(200, black_box(verified)), json);
    let list: Vec<String> =
        (1..=128).map(|no| format!(r#"{{"no":{no},"errcode":3005,"errmsg":"M"}}"#)).collect();
    let partial = format!(r#"{{"errcode":3001,"errmsg":"P","data":{{"results":[{}]}}}}"#, list.join(","));
    let json = || serde_json::from_slice::<serde_json::Value>(black_box(partial.as_bytes())).expect("JSON");
    compare("parse 128 / serde_json", None, || parse_report(200, black_box(partial.as_bytes()), 128), json);
}

fn row(place: i64) -> Row {
    Row {
        si: format!("{place:032x}"),
        bt: if place % 2 == 0 { Behavior::Login } else { Behavior::Logout },
        ot: UNIX / 1000 - 1 - place,
        ct: PlayerKind::Verified,
        pi: Some("1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u".into()),
        di: None,
    }
}

/// The cryptography of one request, and nothing else.
struct Bare {
    cipher: Aes128Gcm,
    plaintext: Vec<u8>,
    sealed: Vec<u8>,
    body: Vec<u8>,
    signed: Vec<u8>,
}

impl Bare {
    /// `{"data":"` and `"}` around the base64.
    const FRAME: usize = 11;

    fn of(body: &[u8]) -> Self {
        let plaintext = decrypt_body(KEY, body).expect("our own body");
        let mut bare = Self::without_body(32 + body.len());
        bare.sealed = Vec::with_capacity(plaintext.len() + 28);
        bare.body = vec![0; body.len() - Self::FRAME];
        bare.plaintext = plaintext;
        bare
    }

    /// `more`: what is signed besides appId, bizId and timestamps.
    fn without_body(more: usize) -> Self {
        let params = "appIdfdc6688637bc468e9aea874654cbead2bizId1101999999timestamps1705975788903";
        let key =
            (0..32).step_by(2).map(|place| u8::from_str_radix(&KEY[place..place + 2], 16).expect("hex"));
        let key: Vec<u8> = key.collect();
        Self {
            cipher: Aes128Gcm::new_from_slice(&key).expect("16 bytes"),
            plaintext: Vec::new(),
            sealed: Vec::new(),
            body: Vec::new(),
            signed: vec![b'x'; params.len() + more],
        }
    }

    fn run(&mut self) -> [u8; 32] {
        if !self.plaintext.is_empty() {
            self.sealed.clear();
            self.sealed.extend_from_slice(&NONCE);
            self.sealed.extend_from_slice(&self.plaintext);
            let tag =
                self.cipher.encrypt_inout_detached(&Nonce::from(NONCE), &[], (&mut self.sealed[12..]).into());
            self.sealed.extend_from_slice(&tag.expect("short"));
            STANDARD.encode_slice(&self.sealed, &mut self.body).expect("room");
            black_box(&self.body);
        }
        Sha256::digest(black_box(&self.signed)).into()
    }
}

/// Runs both in turn, so that whatever slows the machine slows both, and compares the best of each.
fn compare<A, B>(name: &str, target: Option<f64>, mut ours: impl FnMut() -> A, mut bare: impl FnMut() -> B) {
    if std::env::args().skip(1).any(|wanted| !wanted.starts_with("--") && !name.contains(&wanted)) {
        return;
    }
    let mut best = [Duration::MAX; 2];
    let rounds = 4_000;
    let each = calls_in(Duration::from_micros(100), &mut ours);
    for _ in 0..rounds {
        best[0] = best[0].min(time(each, &mut ours));
        best[1] = best[1].min(time(each, &mut bare));
    }
    let [ours, bare] = best.map(|best| best.as_secs_f64() * 1e9 / f64::from(each));
    let ratio = ours / bare;
    let target = target
        .map_or(String::new(), |target| format!("{target:.1}{}", if ratio > target { " !" } else { "" }));
    println!("{name:<24}{ours:>9.0} ns{bare:>9.0} ns{ratio:>9.2}{target:>9}");
}

fn calls_in<T>(wanted: Duration, call: &mut impl FnMut() -> T) -> u32 {
    let mut calls = 1;
    while time(calls, call) < wanted {
        calls *= 2;
    }
    calls
}

fn time<T>(calls: u32, call: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        black_box(call());
    }
    start.elapsed()
}
