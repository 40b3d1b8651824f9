//! Broken requests of every kind: always an answer, never a panic, never success by accident.

mod common;

use common::*;
use shiming_simulator::{Authority, HttpRequest};

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    fn spoil(&mut self, text: &mut Vec<u8>) {
        let at = self.below(text.len());
        match self.below(4) {
            0 if !text.is_empty() => text[at] ^= 1 << self.below(8),
            1 => text.truncate(at),
            2 => text.insert(at, self.below(256) as u8),
            _ => text.extend_from_slice("\u{0}\"}]{[%€".as_bytes()),
        }
    }

    fn spoil_text(&mut self, text: &mut String) {
        let mut bytes = std::mem::take(text).into_bytes();
        self.spoil(&mut bytes);
        *text = String::from_utf8_lossy(&bytes).into_owned();
    }
}

/// Some damage changes nothing: a fragment, an empty parameter, blanks around a value, the case of a media type.
fn same_meaning(good: &HttpRequest, request: &HttpRequest) -> bool {
    let target =
        |request: &HttpRequest| request.target.split('#').next().map(|target| target.replace('&', ""));
    let signed = |request: &HttpRequest| -> Vec<String> {
        request.headers[1..].iter().map(|(_, value)| value.trim_matches([' ', '\t']).to_owned()).collect()
    };
    let body = good.method == "GET" || request.body == good.body;
    target(good) == target(request)
        && signed(good) == signed(request)
        && request.method == good.method
        && body
}

#[test]
fn spoiled_requests_are_never_taken() {
    let mut dice = Dice(1);
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    for n in 0..20_000 {
        // A second each, so that no quota stands before the checks.
        let now = T0 + n * SECOND;
        let good: HttpRequest = match n % 3 {
            0 => client.check("a", YI, now),
            1 => client.query("a", now),
            _ => client.report(&[login(1, "s", now / 1000 - 1)], now),
        };
        let mut request = good.clone();
        match dice.below(4) {
            0 => dice.spoil_text(&mut request.target),
            1 => {
                let at = dice.below(request.headers.len());
                dice.spoil_text(&mut request.headers[at].1);
            }
            2 => dice.spoil(&mut request.body),
            _ => dice.spoil_text(&mut request.method),
        }
        let answer = parsed(&authority.handle(&request, now));
        let errcode = answer["errcode"].as_i64().unwrap();
        assert!(errcode != 0 || same_meaning(&good, &request), "{:?} {:?}", request.target, request.headers);
    }
}

#[test]
fn well_signed_nonsense_is_never_stored() {
    let mut dice = Dice(2);
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    for n in 0..20_000 {
        let now = T0 + n * SECOND;
        let (path, good) = if n % 2 == 0 {
            ("/idcard/authentication/check", format!(r#"{{"ai":"a{n}","name":"某一一","idNum":"{}"}}"#, YI.1))
        } else {
            let row = login(1, "s", now / 1000 - 1);
            ("/behavior/collection/loginout", format!(r#"{{"collections":[{row}]}}"#))
        };
        let mut plaintext = good.into_bytes();
        (0..=dice.below(3)).for_each(|_| dice.spoil(&mut plaintext));
        client.nonce += 1;
        let mut nonce = [1; 12];
        nonce[4..].copy_from_slice(&client.nonce.to_be_bytes());
        let request = client.request("POST", path, seal(KEY, nonce, &plaintext), now);
        let answer = parsed(&authority.handle(&request, now));
        if answer["errcode"] == 0 {
            // Only what is still a whole message may pass.
            assert!(serde_json::from_slice::<serde_json::Value>(&plaintext).is_ok());
        }
    }
    assert_eq!(authority.nonce_reuses(), 0);
}

#[test]
fn times_at_the_ends_of_the_scale() {
    for now in [i64::MIN / 2, -1, 0, 1, i64::MAX / 2] {
        let mut client = Client::new();
        let mut authority = Authority::new(config());
        for request in [client.check("a", YI, now.max(0)), client.query("a", now.max(0))] {
            parsed(&authority.handle(&request, now));
        }
        authority.summary(now);
        authority.audit(now);
    }
}
