//! The core and the authority share no code for identities, signatures and bodies. Whatever the core finds good and
//! sends, the authority must take; what the core refuses in these files, the authority must not take as it stands.

mod common;

use std::path::Path;

use common::*;
use serde_json::Value;
use shiming_core::credential::App;
use shiming_core::wire::{
    Behavior, Endpoints, PlayerKind, Row, check_request, query_request, report_request,
};
use shiming_simulator::Authority;

fn vectors(op: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../vectors/{op}.jsonl"));
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Sends what the core builds for this person; gives the errcode.
fn by_core(name: &str, id_number: &str, now: i64) -> i64 {
    let app = App::new(APP, BIZ, KEY).unwrap();
    let request = check_request(&app, &Endpoints::Production, "a", name, id_number, &[3; 12], now).unwrap();
    errcode(&Authority::new(config()).handle_core(&request, HOME, now))
}

#[test]
fn names() {
    let mut taken = 0;
    for line in vectors("validate_name") {
        let Some(raw) = line["args"]["name"].as_str() else { continue };
        if line["ok"].is_object() {
            assert_eq!(by_core(raw, YI.1, T0), 0, "{}", line["why"]);
            taken += 1;
        } else {
            let request = Client::new().check("a", (raw, YI.1), T0);
            assert_eq!(code(&mut Authority::new(config()), &request, T0), 2005, "{}", line["why"]);
        }
    }
    assert!(taken > 10);
}

#[test]
fn id_numbers() {
    let mut taken = 0;
    for line in vectors("validate_id_number") {
        let (Some(raw), Some(now)) = (line["args"]["id_number"].as_str(), line["args"]["unix"].as_i64())
        else {
            continue;
        };
        if !(T0 - 50 * 365 * 86_400_000..T0 * 2).contains(&now) {
            continue;
        }
        if line["ok"].is_object() {
            assert_eq!(by_core("某某", raw, now), 0, "{}", line["why"]);
            taken += 1;
        } else {
            let request = Client::new().check("a", ("某某", raw), now);
            assert_eq!(code(&mut Authority::new(config()), &request, now), 2001, "{}", line["why"]);
        }
    }
    assert!(taken > 10);
}

#[test]
fn every_ai_that_the_core_sends_is_found_again() {
    let app = App::new(APP, BIZ, KEY).unwrap();
    for ai in [
        "a",
        "100000000000000001",
        "a b+c%2F",
        "~.-_",
        "&=?#",
        "编码",
        "ä€𠮷",
        "ffffffffffffffffffffffffffffffff",
    ] {
        let mut authority = Authority::new(config());
        let request = check_request(&app, &Endpoints::Production, ai, YI.0, YI.1, &[3; 12], T0).unwrap();
        assert_eq!(errcode(&authority.handle_core(&request, HOME, T0)), 0, "{ai}");
        let request = query_request(&app, &Endpoints::Production, ai, T0).unwrap();
        assert_eq!(errcode(&authority.handle_core(&request, HOME, T0)), 0, "{ai}");
        assert_eq!(authority.attempt(APP, BIZ, ai).unwrap().queries, 1);
    }
}

#[test]
fn every_report_that_the_core_builds_is_stored() {
    let app = App::new(APP, BIZ, KEY).unwrap();
    let mut authority = Authority::new(config());
    let now_s = T0 / 1000;
    let rows: Vec<Row> = (0..128)
        .map(|n| Row {
            si: format!("s{}", n / 2),
            bt: if n % 2 == 0 { Behavior::Login } else { Behavior::Logout },
            ot: now_s - 179 + n,
            ct: if n % 4 < 2 { PlayerKind::Verified } else { PlayerKind::Guest },
            pi: (n % 4 < 2).then(|| PI.into()),
            di: (n % 4 >= 2).then(|| "设备".into()),
        })
        .collect();
    let request = report_request(&app, &Endpoints::Production, &rows, &[4; 12], T0).unwrap();
    assert_eq!(errcode(&authority.handle_core(&request, HOME, T0)), 0);
    assert!(authority.audit(T0).is_empty());
    let sums = &authority.summary(T0).games[0];
    assert_eq!((sums.complete, sums.guests, sums.rows_stored), (64, 32, 128));
}
