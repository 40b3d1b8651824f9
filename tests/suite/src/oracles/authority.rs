//! The simulated authority takes any request and answers JSON.

use shiming_core::Request;
use shiming_core::credential::App;
use shiming_core::wire::{
    Behavior, Endpoints, PlayerKind, Row, check_request, query_request, report_request,
};
use shiming_simulator::{Authority, AuthorityConfig, Delivery, HttpRequest};

use super::bodies::KEY;
use super::host::BEGIN;
use super::input::Input;
use crate::sim::person;

/// Requests, one after another: any, or one of ours with something changed.
pub fn authority(bytes: &[u8]) {
    let mut input = Input(bytes);
    let mut authority = Authority::new(AuthorityConfig::one_game("test-appId", "1101000001", KEY));
    let mut now = BEGIN;
    for _ in 0..20 {
        if input.is_empty() {
            break;
        }
        now = now.saturating_add(*input.pick(&[0, 10, 1_000, 60_000, 86_400_000, -5_000, i64::MAX / 4]));
        let mut request = match input.below(4) {
            0 => any(&mut input),
            choice => HttpRequest::from(&ours(choice, &mut input, now.clamp(BEGIN, BEGIN + 86_400_000))),
        };
        change(&mut input, &mut request);
        let answer = authority.handle(&request, now);
        assert_eq!(answer.delivery, Delivery::Answered, "no fault was asked for");
        let json: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert!(json.get("errcode").is_some_and(serde_json::Value::is_i64), "{json}");
        assert!(json.get("errmsg").is_some_and(serde_json::Value::is_string), "{json}");
    }
    let _ = (authority.summary(now), authority.audit(now));
}

fn any(input: &mut Input<'_>) -> HttpRequest {
    let mut headers = Vec::new();
    for _ in 0..input.below(6) {
        headers.push((input.text(), input.text()));
    }
    HttpRequest {
        method: input.text(),
        target: input.text(),
        headers,
        body: input.bytes().to_vec(),
        source: [127, 0, 0, input.byte()].into(),
    }
}

fn ours(choice: usize, input: &mut Input<'_>, now: i64) -> Request {
    let app = App::new("test-appId", "1101000001", KEY).expect("app");
    let nonce: [u8; 12] = std::array::from_fn(|_| input.byte());
    let ai = format!("{:032}", input.below(4));
    let request = match choice {
        1 => {
            let (name, id_number) = person(u32::from(input.byte()));
            check_request(&app, &Endpoints::Production, &ai, &name, &id_number, &nonce, now)
        }
        2 => query_request(&app, &Endpoints::Production, &ai, now),
        _ => {
            let rows: Vec<Row> = (0..=input.below(3))
                .map(|_| Row {
                    si: format!("{:032}", input.below(4)),
                    bt: *input.pick(&[Behavior::Login, Behavior::Logout]),
                    ot: now / 1_000 - 1 - i64::from(input.byte() % 170),
                    ct: *input.pick(&[PlayerKind::Guest, PlayerKind::Verified]),
                    pi: Some("1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u".into()),
                    di: Some("device".into()),
                })
                .collect();
            report_request(&app, &Endpoints::Production, &rows, &nonce, now)
        }
    };
    request.expect("a right request")
}

/// One part replaced, or nothing.
fn change(input: &mut Input<'_>, request: &mut HttpRequest) {
    match input.below(8) {
        0 => request.target.push_str(&input.text()),
        1 => request.body.extend_from_slice(input.bytes()),
        2 => {
            let at = input.below(request.headers.len());
            if let Some((_, value)) = request.headers.get_mut(at) {
                *value = input.text();
            }
        }
        3 => request.headers.push((input.text(), input.text())),
        4 => {
            let at = input.below(request.body.len().max(1));
            if let Some(byte) = request.body.get_mut(at) {
                *byte = input.byte();
            }
        }
        _ => {}
    }
}
