//! A client by the plain crates: it can be wrong in every way that the core's builders refuse to be.
#![allow(dead_code)]

use std::net::{IpAddr, Ipv4Addr};

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes128Gcm, Key, KeyInit, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shiming_simulator::{
    Authority, AuthorityConfig, Delivery, Enterprise, HttpAnswer, HttpRequest, TestAccount,
};

pub const APP: &str = "0123456789abcdef0123456789abcdef";
pub const BIZ: &str = "1101000001";
/// The official demo key of V1.x.
pub const KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";
/// The official example of V2.1, as the test system's account.
pub const TEST_APP: &str = "fdc6688637bc468e9aea874654cbead2";
pub const TEST_KEY: &str = "b4c932250dbe59ff53b15ee993a9feb5";
pub const TEST_BIZ: &str = "1101999999";
/// Friday, 2026-01-02 20:00:00.000 in China.
pub const T0: i64 = 1_767_355_200_000;
pub const SECOND: i64 = 1_000;
pub const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// The first preset: verified at once.
pub const YI: (&str, &str) = ("某一一", "110000190101010001");
/// A preset of the second list: pending.
pub const ER: (&str, &str) = ("某二一", "110000190201010009");
/// The pi of the first preset.
pub const PI: &str = "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u";

pub fn config() -> AuthorityConfig {
    let mut config = AuthorityConfig::one_game(APP, BIZ, KEY);
    config.enterprises[0].test = Some(TestAccount { app_id: TEST_APP.into(), secret_key: TEST_KEY.into() });
    config
}

pub fn second_enterprise(config: &mut AuthorityConfig) {
    config.enterprises.push(Enterprise::new("channel", TEST_KEY));
    config.games[0].app_ids.push("channel".into());
}

/// Whoever sends.
#[derive(Clone)]
pub struct Client {
    pub app_id: String,
    pub biz_id: String,
    pub key: String,
    pub source: IpAddr,
    pub nonce: u64,
}

impl Client {
    pub fn new() -> Self {
        Self::of(APP, BIZ, KEY)
    }

    pub fn test() -> Self {
        Self::of(TEST_APP, TEST_BIZ, TEST_KEY)
    }

    pub fn of(app_id: &str, biz_id: &str, key: &str) -> Self {
        Self { app_id: app_id.into(), biz_id: biz_id.into(), key: key.into(), source: HOME, nonce: 0 }
    }

    pub fn seal(&mut self, plaintext: &str) -> Vec<u8> {
        self.nonce += 1;
        let mut nonce = [0; 12];
        nonce[4..].copy_from_slice(&self.nonce.to_be_bytes());
        seal(&self.key, nonce, plaintext.as_bytes())
    }

    /// Any request, signed as the specification says.
    pub fn request(&self, method: &str, target: &str, body: Vec<u8>, stamp: i64) -> HttpRequest {
        let stamp = stamp.to_string();
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let mut params = vec![
            ("appId", self.app_id.as_str()),
            ("bizId", self.biz_id.as_str()),
            ("timestamps", stamp.as_str()),
        ];
        params.extend(query.split('&').filter_map(|pair| pair.split_once('=')));
        let sign = sign(&self.key, &params, &body);
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        HttpRequest {
            method: method.into(),
            target: target.into(),
            headers: vec![
                header("Content-Type", "application/json; charset=utf-8"),
                header("appId", &self.app_id),
                header("bizId", &self.biz_id),
                header("timestamps", &stamp),
                header("sign", &sign),
            ],
            body,
            source: self.source,
        }
    }

    pub fn post(&mut self, path: &str, plaintext: &str, stamp: i64) -> HttpRequest {
        let body = self.seal(plaintext);
        self.request("POST", path, body, stamp)
    }

    pub fn check(&mut self, ai: &str, (name, id_number): (&str, &str), stamp: i64) -> HttpRequest {
        let plaintext = json!({"ai": ai, "name": name, "idNum": id_number}).to_string();
        self.post("/idcard/authentication/check", &plaintext, stamp)
    }

    pub fn query(&self, ai: &str, stamp: i64) -> HttpRequest {
        self.request("GET", &format!("/idcard/authentication/query?ai={ai}"), Vec::new(), stamp)
    }

    pub fn report(&mut self, rows: &[Value], stamp: i64) -> HttpRequest {
        let plaintext = json!({ "collections": rows }).to_string();
        self.post("/behavior/collection/loginout", &plaintext, stamp)
    }
}

pub fn sign(key: &str, params: &[(&str, &str)], body: &[u8]) -> String {
    let mut params = params.to_vec();
    params.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(key);
    params.iter().for_each(|(name, value)| hash.update(format!("{name}{value}")));
    hash.update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn seal(key: &str, nonce: [u8; 12], plaintext: &[u8]) -> Vec<u8> {
    let bytes: Vec<u8> =
        (0..16).map(|at| u8::from_str_radix(&key[2 * at..2 * at + 2], 16).unwrap()).collect();
    let key: [u8; 16] = bytes.try_into().unwrap();
    let cipher = Aes128Gcm::new(&Key::<Aes128Gcm>::from(key));
    let mut text = plaintext.to_vec();
    let tag = cipher.encrypt_inout_detached(&Nonce::from(nonce), b"", text.as_mut_slice().into()).unwrap();
    let sealed = [&nonce[..], &text, &tag[..]].concat();
    format!(r#"{{"data":"{}"}}"#, STANDARD.encode(sealed)).into_bytes()
}

/// A login of a verified player at this second.
pub fn login(no: i64, si: &str, ot: i64) -> Value {
    json!({"no": no, "si": si, "bt": 1, "ot": ot, "ct": 0, "pi": PI})
}

/// A logout of a verified player at this second.
pub fn logout(no: i64, si: &str, ot: i64) -> Value {
    json!({"no": no, "si": si, "bt": 0, "ot": ot, "ct": 0, "pi": PI})
}

pub fn parsed(answer: &HttpAnswer) -> Value {
    assert_eq!(answer.delivery, Delivery::Answered);
    serde_json::from_slice(&answer.body).unwrap()
}

pub fn errcode(answer: &HttpAnswer) -> i64 {
    parsed(answer)["errcode"].as_i64().unwrap()
}

pub fn status(answer: &HttpAnswer) -> i64 {
    let value = parsed(answer);
    assert_eq!(value["errcode"], 0, "{value}");
    value["data"]["result"]["status"].as_i64().unwrap()
}

/// Sends, and gives the errcode.
pub fn code(authority: &mut Authority, request: &HttpRequest, now: i64) -> i64 {
    errcode(&authority.handle(request, now))
}

/// A number with a right check digit, born on 1990-01-01.
pub fn synthetic(n: u32) -> String {
    let body = format!("11000019900101{n:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        weights.iter().zip(body.bytes()).map(|(weight, digit)| weight * u32::from(digit - 48)).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum as usize % 11])
}
