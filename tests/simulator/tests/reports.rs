//! Rows: what is refused as a whole, what is refused alone, what the ledger keeps.

mod common;

use common::*;
use serde_json::{Value, json};
use shiming_simulator::{AcceptedData, Authority, ProblemCode, TimeRefuses};

const NOW_S: i64 = T0 / 1000;

fn send(rows: &[Value]) -> Value {
    send_to(&mut Authority::new(config()), rows)
}

fn send_to(authority: &mut Authority, rows: &[Value]) -> Value {
    parsed(&authority.handle(&Client::new().report(rows, T0), T0))
}

/// The code of a single row, alone in its batch.
fn row_code(row: Value) -> i64 {
    let answer = send(std::slice::from_ref(&row));
    if answer["errcode"] == 0 {
        return 0;
    }
    assert_eq!(answer["errcode"], 3001, "{row}");
    assert_eq!(answer["data"]["results"][0]["no"], row["no"]);
    answer["data"]["results"][0]["errcode"].as_i64().unwrap()
}

fn with(name: &str, value: Value) -> Value {
    let mut row = login(1, "s", NOW_S - 1);
    row[name] = value;
    row
}

#[test]
fn an_accepted_report_has_the_published_shape_or_another_known_one() {
    for (shape, expected) in [
        (AcceptedData::EmptyText, json!({"errcode": 0, "errmsg": "ok", "data": ""})),
        (AcceptedData::Absent, json!({"errcode": 0, "errmsg": "ok"})),
        (AcceptedData::Null, json!({"errcode": 0, "errmsg": "ok", "data": null})),
        (AcceptedData::EmptyList, json!({"errcode": 0, "errmsg": "ok", "data": {"results": []}})),
    ] {
        let mut config = config();
        config.rows.accepted_data = shape;
        assert_eq!(send_to(&mut Authority::new(config), &[login(1, "s", NOW_S - 1)]), expected);
    }
}

#[test]
fn empty_3002() {
    assert_eq!(send(&[])["errcode"], 3002);
    for plaintext in ["{}", r#"{"collections":null}"#] {
        let request = Client::new().post("/behavior/collection/loginout", plaintext, T0);
        assert_eq!(code(&mut Authority::new(config()), &request, T0), 3002);
    }
}

#[test]
fn more_than_128_rows_3003() {
    let rows = |many: i64| -> Vec<Value> {
        (1..=many).map(|no| login(no.min(128), &format!("s{no}"), NOW_S - 1)).collect()
    };
    assert_eq!(send(&rows(128))["errcode"], 0);
    assert_eq!(send(&rows(129))["errcode"], 3003);
}

#[test]
fn numbers_3004() {
    for no in [json!(0), json!(129), json!(-1), json!(null)] {
        assert_eq!(send(&[with("no", no)])["errcode"], 3004);
    }
    assert_eq!(send(&[login(5, "a", NOW_S - 1), login(5, "b", NOW_S - 1)])["errcode"], 3004);
    assert_eq!(send(&[login(5, "a", NOW_S - 1), login(3, "b", NOW_S - 1)])["errcode"], 0);
}

#[test]
fn time_3005_is_strict_at_both_ends() {
    // T0 is a whole second, so these ages are exact.
    for (age_s, expected) in [(1, 0), (0, 3005), (-1, 3005), (179, 0), (180, 3005), (181, 3005)] {
        assert_eq!(row_code(login(1, "s", NOW_S - age_s)), expected, "{age_s}");
    }
    // One millisecond into the second, the same second is past, and 180 s are too old by one.
    let stamp = T0 + 1;
    for (ot, expected) in [(NOW_S, 0), (NOW_S - 179, 0), (NOW_S - 180, 3001)] {
        let request = Client::new().report(&[login(1, "s", ot)], stamp);
        assert_eq!(code(&mut Authority::new(config()), &request, stamp), expected);
    }
    // The stamp counts, not the arrival.
    let request = Client::new().report(&[login(1, "s", NOW_S - 179)], T0);
    assert_eq!(code(&mut Authority::new(config()), &request, T0 + 4_000), 0);
    for wrong in [json!(null), json!(NOW_S * 1000), json!(0), json!(i64::MAX)] {
        assert_eq!(row_code(with("ot", wrong)), 3005);
    }
}

#[test]
fn one_late_row_refuses_itself_or_the_batch() {
    let rows = [login(1, "a", NOW_S - 1), login(2, "b", NOW_S - 180)];
    let answer = send(&rows);
    let expected = json!([{"no": 2, "errcode": 3005, "errmsg": "BUS COLL BEHAVIOR TIME ERROR"}]);
    assert_eq!((&answer["errcode"], &answer["data"]["results"]), (&json!(3001), &expected));
    let mut config = config();
    config.rows.time_refuses = TimeRefuses::Batch;
    let mut authority = Authority::new(config);
    assert_eq!(send_to(&mut authority, &rows)["errcode"], 3005);
    assert!(authority.session(BIZ, "a").is_none());
}

#[test]
fn row_codes_3006_to_3010() {
    assert_eq!(row_code(with("ct", json!(1))), 3006);
    assert_eq!(row_code(with("ct", json!(null))), 3006);
    assert_eq!(row_code(with("bt", json!(2))), 3007);
    assert_eq!(row_code(with("bt", json!(null))), 3007);
    assert_eq!(row_code(with("pi", json!(null))), 3008);
    assert_eq!(row_code(with("pi", json!(""))), 3008);
    assert_eq!(row_code(with("ct", json!(2))), 3009);
    assert_eq!(row_code(with("pi", json!("1hpfml09b57f3f8185f8cb5094ea3f26278efb"))), 3010);
    let guest = json!({"no": 1, "si": "s", "bt": 1, "ot": NOW_S - 1, "ct": 2, "di": "device"});
    assert_eq!(row_code(guest), 0);
    // The unused one of pi and di may be there.
    assert_eq!(row_code(with("di", json!("device"))), 0);
}

#[test]
fn a_pi_is_known_once_it_was_given() {
    let number = synthetic(7);
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    let pi = {
        let mut elsewhere = Authority::new(config());
        let answer = elsewhere.handle(&client.check("a", ("某某", &number), T0), T0);
        parsed(&answer)["data"]["result"]["pi"].clone()
    };
    let mut row = login(1, "s", NOW_S - 1);
    row["pi"] = pi;
    let refused = parsed(&authority.handle(&client.report(std::slice::from_ref(&row), T0), T0));
    assert_eq!(refused["data"]["results"][0]["errcode"], 3010);
    authority.handle(&client.check("a", ("某某", &number), T0), T0);
    assert_eq!(code(&mut authority, &client.report(&[row], T0), T0), 0);
}

#[test]
fn messages_that_no_row_code_describes_1012() {
    let too_long = json!("s".repeat(33));
    for row in [
        with("si", json!("")),
        with("si", too_long.clone()),
        with("di", too_long),
        with("si", json!(7)),
        with("bt", json!("1")),
        with("ot", json!(1.5)),
    ] {
        assert_eq!(send(std::slice::from_ref(&row))["errcode"], 1012, "{row}");
    }
    assert_eq!(send(&[json!(7)])["errcode"], 1012);
    // The fields in order are no object.
    assert_eq!(send(&[json!([1, "s", 1, NOW_S - 1, 0, null, PI])])["errcode"], 1012);
}

#[test]
fn under_3001_every_row_that_is_not_listed_is_stored() {
    let mut authority = Authority::new(config());
    let mut bad = login(2, "bad", NOW_S - 1);
    bad["ct"] = json!(1);
    let answer = send_to(&mut authority, &[login(1, "good", NOW_S - 1), bad, logout(3, "good", NOW_S - 1)]);
    let listed: Vec<_> =
        answer["data"]["results"].as_array().unwrap().iter().map(|row| row["no"].clone()).collect();
    assert_eq!(listed, [json!(2)]);
    assert!(authority.session(BIZ, "good").unwrap().complete());
    let bad = authority.session(BIZ, "bad").unwrap();
    assert_eq!((bad.login.accepted, bad.login.refused, bad.login.last_errcode), (0, 1, 3006));
}

#[test]
fn duplicates_are_kept_or_not() {
    for (dedupe, stored) in [(false, 2), (true, 1)] {
        let mut config = config();
        config.rows.dedupe = dedupe;
        let mut authority = Authority::new(config);
        assert_eq!(send_to(&mut authority, &[login(1, "s", NOW_S - 9)])["errcode"], 0);
        assert_eq!(send_to(&mut authority, &[login(1, "s", NOW_S - 5)])["errcode"], 0);
        let record = authority.session(BIZ, "s").unwrap().login;
        assert_eq!((record.accepted, record.stored), (2, stored));
        assert_eq!((record.ot, record.last_ot), (NOW_S - 9, NOW_S - 5));
    }
}

#[test]
fn the_audit_finds_what_is_wrong() {
    let mut authority = Authority::new(config());
    let mut client = Client::new();
    let mut other = login(7, "mixed", NOW_S - 1);
    other["bt"] = json!(0);
    other["pi"] = json!("1fffbkmd9ebtwi7u7f4oswm9li6twjydqs7qjv");
    let mut bad = login(8, "refused", NOW_S - 1);
    bad["ct"] = json!(1);
    let rows = [
        login(1, "open", NOW_S - 9),
        logout(2, "orphan", NOW_S - 9),
        login(3, "backwards", NOW_S - 3),
        logout(4, "backwards", NOW_S - 9),
        login(5, "fine", NOW_S - 9),
        login(6, "mixed", NOW_S - 9),
        other,
        bad,
        logout(9, "fine", NOW_S - 9),
    ];
    authority.handle(&client.report(&rows, T0), T0);
    let again = client.report(&[logout(1, "fine", NOW_S - 9)], T0);
    authority.handle(&again, T0);
    client.nonce -= 1;
    authority.handle(&client.report(&[], T0), T0);
    authority.handle(&client.check("unfetched", ER, T0), T0);
    let found: Vec<_> = authority
        .audit(T0 + 60 * SECOND)
        .into_iter()
        .map(|problem| (problem.code, problem.subject, problem.count))
        .collect();
    let expected = [
        (ProblemCode::NonceReuse, "", 1),
        (ProblemCode::LogoutMissing, "open", 1),
        (ProblemCode::LoginMissing, "orphan", 1),
        (ProblemCode::LogoutBeforeLogin, "backwards", 1),
        (ProblemCode::Repeated, "fine", 1),
        (ProblemCode::MixedPersons, "mixed", 1),
        (ProblemCode::RowRefused, "refused", 3006),
        (ProblemCode::ResultUnfetched, "unfetched", 1),
    ];
    assert_eq!(found, expected.map(|(code, subject, count)| (code, subject.to_owned(), count)));
}

#[test]
fn a_spent_nonce_is_spent_even_if_its_request_was_refused() {
    let mut authority = Authority::new(config());
    let mut client = Client::new();
    let late = T0 + 6 * SECOND;
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), late), 1007);
    assert_eq!(authority.nonce_reuses(), 0);
    client.nonce = 0;
    assert_eq!(code(&mut authority, &client.check("a", YI, late), late), 0);
    assert_eq!(authority.nonce_reuses(), 1);
    // Under another key the same nonce is a different one.
    let mut channel = Client::test();
    authority.handle(&channel.post("/test/authentication/check/x", "{}", late), late);
    assert_eq!(authority.nonce_reuses(), 1);
}
