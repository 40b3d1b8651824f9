//! Every check that comes before the content, each with a request that only it refuses.

mod common;

use common::*;
use shiming_simulator::{Authority, Command, Lenient, Rights, Rotation};

const DAY: i64 = 86_400 * SECOND;

fn authority() -> Authority {
    Authority::new(config())
}

#[test]
fn a_good_request_passes() {
    let mut client = Client::new();
    let mut authority = authority();
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 0);
    assert_eq!(code(&mut authority, &client.query("a", T0), T0), 0);
    assert_eq!(code(&mut authority, &client.report(&[login(1, "s", T0 / 1000 - 1)], T0), T0), 0);
}

#[test]
fn whole_urls_and_odd_header_spelling_are_fine() {
    let mut client = Client::new();
    let mut request = client.check("a", YI, T0);
    request.target.insert_str(0, "https://api.wlc.nppa.gov.cn");
    request.headers.iter_mut().for_each(|(name, _)| *name = name.to_lowercase());
    assert_eq!(code(&mut authority(), &request, T0), 0);
}

#[test]
fn path_1002() {
    let mut client = Client::new();
    for path in ["/", "/idcard/authentication/check/", "/test/behavior/collection/loginout/abc"] {
        let request = client.post(path, "{}", T0);
        assert_eq!(code(&mut authority(), &request, T0), 1002, "{path}");
    }
}

#[test]
fn method_1003() {
    let mut client = Client::new();
    let get = client.request("GET", "/idcard/authentication/check", Vec::new(), T0);
    assert_eq!(code(&mut authority(), &get, T0), 1003);
    let post = client.post("/idcard/authentication/query?ai=a", "{}", T0);
    assert_eq!(code(&mut authority(), &post, T0), 1003);
}

#[test]
fn headers_1004() {
    let mut client = Client::new();
    let good = client.check("a", YI, T0);
    for at in 0..good.headers.len() {
        let mut missing = good.clone();
        missing.headers.remove(at);
        assert_eq!(code(&mut authority(), &missing, T0), 1004, "{}", good.headers[at].0);
        let mut empty = good.clone();
        empty.headers[at].1.clear();
        assert_eq!(code(&mut authority(), &empty, T0), 1004);
        let mut twice = good.clone();
        twice.headers.push(good.headers[at].clone());
        assert_eq!(code(&mut authority(), &twice, T0), 1004);
    }
    for wrong in ["text/plain", "application/json; charset=gbk", "application/x-www-form-urlencoded"] {
        let mut request = good.clone();
        request.headers[0].1 = wrong.into();
        assert_eq!(code(&mut authority(), &request, T0), 1004, "{wrong}");
    }
    for fine in ["application/json", "application/json;charset=utf-8", "Application/JSON; charset=UTF-8"] {
        let mut request = good.clone();
        request.headers[0].1 = fine.into();
        assert_eq!(code(&mut authority(), &request, T0), 0, "{fine}");
    }
    // A query's table does not list Content-Type.
    let mut query = client.query("a", T0);
    query.headers.remove(0);
    assert_eq!(code(&mut authority(), &query, T0), 2003);
}

#[test]
fn address_1005_takes_effect_at_once_and_covers_the_test_system() {
    let mut client = Client::new();
    let mut authority = authority();
    let elsewhere = "203.0.113.7".parse().unwrap();
    let list = |ip_allow| Command::SetIpList { app_id: APP.into(), ip_allow };
    authority.command(&list(Some(vec![elsewhere])), T0).unwrap();
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 1005);
    assert_eq!(code(&mut authority, &Client::test().post("/test/authentication/check/x", "", T0), T0), 1005);
    client.source = elsewhere;
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 0);
    client.source = "::ffff:203.0.113.7".parse().unwrap();
    assert_eq!(code(&mut authority, &client.check("b", YI, T0), T0), 0);
    client.source = HOME;
    authority.command(&list(Some(vec![HOME])), T0).unwrap();
    assert_eq!(code(&mut authority, &client.check("c", YI, T0), T0), 0);
}

#[test]
fn partner_1008() {
    let mut stranger = Client::of("nobody", BIZ, KEY);
    assert_eq!(code(&mut authority(), &stranger.check("a", YI, T0), T0), 1008);
    // Production's account is unknown to the test system, and the reverse.
    let production = Client::of(APP, TEST_BIZ, KEY).post("/test/authentication/check/x", "", T0);
    assert_eq!(code(&mut authority(), &production, T0), 1008);
    let test = Client::of(TEST_APP, BIZ, TEST_KEY).check("a", YI, T0);
    assert_eq!(code(&mut authority(), &test, T0), 1008);
}

#[test]
fn enabled_1009() {
    let mut config = config();
    config.enterprises[0].tests_passed = false;
    let mut authority = Authority::new(config);
    assert_eq!(code(&mut authority, &Client::new().check("a", YI, T0), T0), 1009);
    authority.command(&Command::SetEnabled { app_id: APP.into(), enabled: true }, T0).unwrap();
    assert_eq!(code(&mut authority, &Client::new().check("a", YI, T0), T0), 0);
}

#[test]
fn right_1010() {
    let mut foreign = Client::of(APP, "1101000002", KEY);
    assert_eq!(code(&mut authority(), &foreign.check("a", YI, T0), T0), 1010);
    let mut client = Client::new();
    let mut authority = authority();
    let rights = Rights { check: false, query: true, report: false };
    authority.command(&Command::SetRights { app_id: APP.into(), rights }, T0).unwrap();
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 1010);
    assert_eq!(code(&mut authority, &client.query("a", T0), T0), 2003);
    assert_eq!(code(&mut authority, &client.report(&[], T0), T0), 1010);
}

#[test]
fn stamp_1007() {
    let mut client = Client::new();
    for (age, expected) in [(5_000, 0), (5_001, 1007), (-5_000, 0), (-5_001, 1007)] {
        let request = client.check("a", YI, T0);
        assert_eq!(code(&mut authority(), &request, T0 + age), expected, "{age}");
    }
    // Seconds instead of milliseconds.
    assert_eq!(code(&mut authority(), &client.check("a", YI, T0 / 1000), T0), 1007);
    let mut words = client.check("a", YI, T0);
    words.headers[3].1 = "now".into();
    assert_eq!(code(&mut authority(), &words, T0), 1004);
}

#[test]
fn a_skewed_clock_refuses_good_stamps_and_says_so_in_date() {
    let mut client = Client::new();
    let mut authority = authority();
    authority.command(&Command::SetClockSkew { ms: 60_000 }, T0).unwrap();
    let answer = authority.handle(&client.check("a", YI, T0), T0);
    assert_eq!(errcode(&answer), 1007);
    assert_eq!(answer.date, "Fri, 02 Jan 2026 12:01:00 GMT");
    assert_eq!(code(&mut authority, &client.check("a", YI, T0 + 60_000), T0), 0);
}

#[test]
fn signature_1011() {
    let mut client = Client::new();
    let good = client.check("a", YI, T0);
    let mut upper = good.clone();
    upper.headers[4].1 = upper.headers[4].1.to_uppercase();
    let mut body = good.clone();
    body.body.push(b'\n');
    let mut stamp = good.clone();
    stamp.headers[3].1 = (T0 + 1).to_string();
    let mut query = good.clone();
    query.target.push_str("?x=1");
    let wrong_key = Client::of(APP, BIZ, TEST_KEY).check("a", YI, T0);
    for request in [upper, body, stamp, query, wrong_key] {
        assert_eq!(code(&mut authority(), &request, T0), 1011);
    }
}

#[test]
fn the_official_signatures_are_taken() {
    // V1.x with a query, and V2.1 with GET: printed in the documents, not computed here.
    let v1 = sign(
        KEY,
        &[
            ("appId", "test-appId"),
            ("bizId", "test-bizId"),
            ("timestamps", "1584949895758"),
            ("id", "test-id"),
            ("name", "test-name"),
        ],
        br#"{"data":"CqT/33f3jyoiYqT8MtxEFk3x2rlfhmgzhxpHqWosSj4d3hq2EbrtVyx2aLj565ZQNTcPrcDipnvpq/D/vQDaLKW70O83Q42zvR0//OfnYLcIjTPMnqa+SOhsjQrSdu66ySSORCAo"}"#,
    );
    assert_eq!(v1, "386c03b776a28c06b8032a958fbd89337424ef45c62d0422706cca633d8ad5fd");
    let at = 1_705_975_247_808;
    let request = Client::test().request(
        "GET",
        "/test/authentication/query/000000?ai=100000000000000001",
        Vec::new(),
        at,
    );
    assert_eq!(request.headers[4].1, "1a2cabf56d3dbc961c35692092fbcbe911d748c8505418e796f2af8369ea0475");
    // The signature is good, so what is missing is only the test task.
    assert_eq!(code(&mut authority(), &request, at), 4002);
}

#[test]
fn a_get_signs_no_body_unless_lenient() {
    let mut client = Client::new();
    let body = client.seal("{}");
    let request = client.request("GET", "/idcard/authentication/query?ai=a", body, T0);
    assert_eq!(code(&mut authority(), &request, T0), 1011);
    let mut config = config();
    config.lenient = Lenient { signed_get_body: true, unpadded_base64: false };
    assert_eq!(code(&mut Authority::new(config), &request, T0), 2003);
}

#[test]
fn query_parameters_are_signed_decoded() {
    let client = Client::new();
    let mut request = client.query("a~b", T0);
    request.target = request.target.replace('~', "%7E");
    assert_eq!(code(&mut authority(), &request, T0), 2003);
}

#[test]
fn bodies_1012() {
    let client = Client::new();
    let send = |body: Vec<u8>| {
        let request = client.request("POST", "/idcard/authentication/check", body, T0);
        code(&mut authority(), &request, T0)
    };
    let sealed = seal(KEY, [1; 12], br#"{"ai":"a","name":"x","idNum":"y"}"#);
    let text = String::from_utf8(sealed.clone()).unwrap();
    assert_eq!(send(sealed), 2001);
    assert_eq!(send(Vec::new()), 1012);
    assert_eq!(send(br#"{"data":"null"}"#.to_vec()), 1012);
    assert_eq!(send(text.replace("data", "date").into_bytes()), 1012);
    assert_eq!(send(format!("[{}]", &text[8..text.len() - 1]).into_bytes()), 1012);
    // The placeholder of the specification's call examples.
    let salted = br#"{"data":"U2FsdGVkX19MO8F/Q1eX+xmtsq5FBrieUV51jqYwtg46ZLDus+c1lhS/gOVV3DvQ76m"}"#;
    assert_eq!(send(salted.to_vec()), 1012);
    assert_eq!(send(seal(TEST_KEY, [1; 12], b"{}")), 1012);
    for plaintext in ["", "[]", "{", r#"{"ai":"a","name":"x"}"#, r#"{"ai":1,"name":"x","idNum":"y"}"#] {
        assert_eq!(send(seal(KEY, [1; 12], plaintext.as_bytes())), 1012, "{plaintext}");
    }
    let long = format!(r#"{{"ai":"{}","name":"某","idNum":"y"}}"#, "a".repeat(33));
    assert_eq!(send(seal(KEY, [1; 12], long.as_bytes())), 1012);
}

#[test]
fn unpadded_base64_is_read_only_when_lenient() {
    let mut client = Client::new();
    let mut strict = authority();
    // The length of the ai decides whether there is padding to leave out.
    let mut bodies = (1..=3).map(|n| String::from_utf8(client.check(&"a".repeat(n), YI, T0).body).unwrap());
    let good = bodies.find(|body| body.contains('=')).unwrap();
    let unpadded =
        client.request("POST", "/idcard/authentication/check", good.replace('=', "").into_bytes(), T0);
    assert_eq!(code(&mut strict, &unpadded, T0), 1012);
    let mut config = config();
    config.lenient.unpadded_base64 = true;
    assert_eq!(code(&mut Authority::new(config), &unpadded, T0), 0);
}

#[test]
fn query_without_ai_1012() {
    let client = Client::new();
    let path = "/idcard/authentication/query";
    assert_eq!(code(&mut authority(), &client.request("GET", path, Vec::new(), T0), T0), 1012);
    assert_eq!(code(&mut authority(), &client.query("", T0), T0), 1012);
}

#[test]
fn rotation_keeps_old_keys_for_15_days_3_days_or_not_at_all() {
    for (rotation, days) in [(Rotation::Scheduled, 15), (Rotation::Manual, 3), (Rotation::Immediate, 0)] {
        let mut authority = authority();
        let rotate = Command::RotateKey { app_id: APP.into(), rotation, secret_key: None };
        let new = authority.command(&rotate, T0).unwrap().secret_key.unwrap();
        assert_ne!(new, KEY);
        let mut old = Client::new();
        let mut young = Client::of(APP, BIZ, &new);
        let end = T0 + days * DAY;
        if days > 0 {
            assert_eq!(code(&mut authority, &old.check("a", YI, end - 1), end - 1), 0, "{rotation:?}");
        }
        assert_eq!(code(&mut authority, &old.check("b", YI, end), end), 1011, "{rotation:?}");
        assert_eq!(code(&mut authority, &young.check("c", YI, end), end), 0, "{rotation:?}");
    }
}

#[test]
fn killing_old_keys_is_immediate_and_a_rotation_never_prolongs_a_key() {
    let mut config = config();
    config.enterprises[0].keys[0].not_after = Some(T0 + DAY);
    let mut authority = Authority::new(config);
    let secret_key = Some("00112233445566778899aabbccddeeff".into());
    let rotate = Command::RotateKey { app_id: APP.into(), rotation: Rotation::Manual, secret_key };
    authority.command(&rotate, T0).unwrap();
    let mut old = Client::new();
    assert_eq!(code(&mut authority, &old.check("a", YI, T0), T0), 0);
    assert_eq!(code(&mut authority, &old.check("b", YI, T0 + DAY), T0 + DAY), 1011);
    assert_eq!(code(&mut authority, &old.check("c", YI, T0 + 1), T0 + 1), 0);
    authority.command(&Command::KillOldKeys { app_id: APP.into() }, T0 + 2).unwrap();
    assert_eq!(code(&mut authority, &old.check("d", YI, T0 + 2), T0 + 2), 1011);
    let mut young = Client::of(APP, BIZ, "00112233445566778899aabbccddeeff");
    assert_eq!(code(&mut authority, &young.check("e", YI, T0 + 2), T0 + 2), 0);
}
