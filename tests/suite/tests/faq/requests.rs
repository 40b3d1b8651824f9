//! What the three calls carry, and what they cannot carry.

use serde_json::Value;
use shiming_core::credential::App;
use shiming_core::wire::{
    Behavior, Endpoint, Endpoints, PlayerKind, Row, check_request, decrypt_body, query_request,
    report_request,
};
use shiming_core::{ErrorCode, Request};

use crate::host::{KEY, KEY_2};
use crate::world::{AI, NAME, NUMBER, PI, T0};

const BIZ: &str = "1101000001";
const NONCE: [u8; 12] = [7; 12];

fn app() -> App {
    App::new("operator", BIZ, KEY).unwrap()
}

fn row(ct: PlayerKind) -> Row {
    let (si, ot) = ("session-1".into(), T0 / 1000 - 1);
    Row { si, bt: Behavior::Login, ot, ct, pi: Some(PI.into()), di: Some("device-1".into()) }
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    &request.headers.iter().find(|(key, _)| key == name).expect("header").1
}

fn all_three(app: &App, endpoints: &Endpoints) -> [Request; 3] {
    [
        check_request(app, endpoints, AI, NAME, NUMBER, &NONCE, T0).unwrap(),
        query_request(app, endpoints, AI, T0).unwrap(),
        report_request(app, endpoints, &[row(PlayerKind::Verified)], &NONCE, T0).unwrap(),
    ]
}

fn json(key: &str, request: &Request) -> Value {
    serde_json::from_slice(&decrypt_body(key, &request.body).unwrap()).unwrap()
}

fn refused(rows: &[Row]) -> Option<&'static str> {
    let error = report_request(&app(), &Endpoints::Production, rows, &NONCE, T0).expect_err("refused");
    assert_eq!(error.code, ErrorCode::InvalidRows);
    error.reason
}

/// Q15, Q37: operator and channel call the same addresses with the same bizId and the same content; no role is told.
#[test]
fn operator_and_channel_send_the_same() {
    let channel = App::new("channel", BIZ, KEY_2).unwrap();
    let pairs = all_three(&app(), &Endpoints::Production)
        .into_iter()
        .zip(all_three(&channel, &Endpoints::Production));
    for (ours, theirs) in pairs {
        assert_eq!((&ours.method, &ours.url), (&theirs.method, &theirs.url));
        for ((name, a), (other, b)) in ours.headers.iter().zip(&theirs.headers) {
            assert_eq!(name, other);
            assert_eq!(a != b, ["appId", "sign"].contains(&name.as_str()), "{name}");
        }
        if !ours.body.is_empty() {
            assert_eq!(json(KEY, &ours), json(KEY_2, &theirs));
        }
    }
}

/// Q102, M19: the filing code of the game goes in the header `bizId` of every call.
#[test]
fn every_call_names_its_game_in_a_header() {
    for request in all_three(&app(), &Endpoints::Production) {
        assert_eq!((header(&request, "appId"), header(&request, "bizId")), ("operator", BIZ));
    }
}

/// Q65: the test code is the last part of the path, and nothing else of the request depends on it.
#[test]
fn the_test_code_is_a_part_of_the_path_only() {
    let test = |code: &str| all_three(&app(), &Endpoints::Test { code: code.into() });
    for (one, two) in test("abc123").iter().zip(&test("zzz999")) {
        let path = one.url.split('?').next().unwrap();
        assert!(path.ends_with("/abc123"), "{path}");
        assert_eq!(one.url.replace("/abc123", "/zzz999"), two.url);
        assert_eq!((&one.headers, &one.body), (&two.headers, &two.body));
    }
}

/// M24, Q131: what carries names and numbers goes over https; the published addresses of the other two are http, and
/// another scheme is a matter of configuration.
#[test]
fn identities_go_over_https() {
    let [check, query, report] = all_three(&app(), &Endpoints::Production);
    assert!(check.url.starts_with("https://"));
    assert!(query.url.starts_with("http://") && report.url.starts_with("http://"));
    let own = |path: &str| format!("https://relay.example/{path}");
    let custom = Endpoints::Custom { check: own("c"), query: own("q"), report: own("r") };
    assert!(all_three(&app(), &custom).iter().all(|request| request.url.starts_with("https://")));
    assert_eq!(custom.url(Endpoint::Report), own("r"));
}

/// Q93, Q186: a check is one person under one ai. There is no list of persons in it, and no choice of how it is answered.
#[test]
fn a_check_is_one_person_and_no_mode() {
    let [check, ..] = all_three(&app(), &Endpoints::Production);
    let json = json(KEY, &check);
    let members = json.as_object().unwrap();
    assert_eq!(members.keys().collect::<Vec<_>>(), ["ai", "idNum", "name"]);
    assert!(members.values().all(Value::is_string));
}

/// Q41, Q115, Q140: a row is of a verified player (ct 0) or a guest (ct 2). For a pending one there is no value.
#[test]
fn a_row_is_of_a_verified_player_or_a_guest() {
    for (kind, ct) in [(PlayerKind::Verified, 0), (PlayerKind::Guest, 2)] {
        // A third kind would have to be answered here.
        match kind {
            PlayerKind::Verified | PlayerKind::Guest => {}
        }
        let request = report_request(&app(), &Endpoints::Production, &[row(kind)], &NONCE, T0).unwrap();
        assert_eq!(json(KEY, &request)["collections"][0]["ct"], ct);
    }
}

/// M50, Q105: di goes with guests only, pi with verified players only.
#[test]
fn a_device_is_told_for_guests_only() {
    let rows = [row(PlayerKind::Verified), row(PlayerKind::Guest)];
    let request = report_request(&app(), &Endpoints::Production, &rows, &NONCE, T0).unwrap();
    let json = json(KEY, &request);
    let has = |at: usize, name: &str| json["collections"][at].get(name).is_some();
    assert_eq!([has(0, "pi"), has(0, "di"), has(1, "pi"), has(1, "di")], [true, false, false, true]);
}

/// Q184: no row of a verified player without a pi, and none of a guest without a device.
#[test]
fn a_row_without_a_pi_cannot_be_built() {
    for pi in [None, Some(String::new())] {
        assert_eq!(refused(&[Row { pi, ..row(PlayerKind::Verified) }]), Some("missing_pi"));
    }
    assert_eq!(refused(&[Row { di: None, ..row(PlayerKind::Guest) }]), Some("missing_di"));
}

/// M49, Q201: the earliest row is less than 180 s old, the latest is before the report's own time.
#[test]
fn rows_are_younger_than_180_seconds_and_older_than_the_report() {
    let at = |ot: i64| Row { ot, ..row(PlayerKind::Verified) };
    let now = T0 / 1000;
    for ot in [now - 180, now - 181, now, now + 1] {
        assert_eq!(refused(&[at(now - 1), at(ot)]), Some("ot"), "{}", now - ot);
    }
    report_request(&app(), &Endpoints::Production, &[at(now - 179), at(now - 1)], &NONCE, T0).unwrap();
}

/// M49, Q101: 128 rows a report, of one player or of 128.
#[test]
fn a_report_holds_128_rows_of_any_number_of_players() {
    let many = |n: usize, players: usize| -> Vec<Row> {
        (0..n).map(|at| Row { si: format!("s-{}", at % players), ..row(PlayerKind::Verified) }).collect()
    };
    for players in [1, 128] {
        let rows = many(128, players);
        let request = report_request(&app(), &Endpoints::Production, &rows, &NONCE, T0).unwrap();
        assert_eq!(json(KEY, &request)["collections"].as_array().unwrap().len(), 128);
    }
    assert_eq!(refused(&many(129, 128)), Some("too_many"));
    assert_eq!(refused(&[]), Some("empty"));
}

/// Q212: all three calls, for every language.
#[test]
fn all_three_calls_are_operations() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/operations.json");
    let table: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let names: Vec<&str> =
        table["operations"].as_array().unwrap().iter().filter_map(|op| op["name"].as_str()).collect();
    for op in
        ["check_request", "parse_check", "query_request", "parse_query", "report_request", "parse_report"]
    {
        assert!(names.contains(&op), "{op}");
    }
}
