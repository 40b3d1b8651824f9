//! The eight official cases, driven by the core's own requests and judged by the core: two implementations that
//! share only the documents.

mod common;

use common::*;
use serde_json::json;
use shiming_core::credential::App;
use shiming_core::interface_test::{interface_test, interface_test_judge, interface_test_request};
use shiming_simulator::{Authority, AuthorityConfig, CaseState, Command, HttpRequest};

fn gated() -> AuthorityConfig {
    let mut config = config();
    config.enterprises[0].tests_passed = false;
    config
}

fn issue(authority: &mut Authority, case: u8, now: i64) -> String {
    let command = Command::IssueTestCode { app_id: TEST_APP.into(), case };
    authority.command(&command, now).unwrap().test_code.unwrap()
}

#[test]
fn eight_of_eight_with_every_preset_open_production() {
    let app = App::new(TEST_APP, TEST_BIZ, TEST_KEY).unwrap();
    let mut authority = Authority::new(gated());
    let mut nonce = 0u64;
    for case in 1..=8 {
        assert_eq!(code(&mut authority, &Client::new().check("a", YI, T0), T0), 1009);
        let code = issue(&mut authority, case, T0);
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let case = i32::from(case);
        let presets = interface_test(case).unwrap().presets.len();
        for preset in 1..=i32::try_from(presets).unwrap() {
            nonce += 1;
            let at = T0 + i64::try_from(nonce).unwrap() * SECOND;
            let bytes = [&[0; 4][..], &nonce.to_be_bytes()].concat();
            let request = interface_test_request(case, &app, &code, preset, &bytes, at).unwrap();
            let answer = authority.handle(&HttpRequest::from(&request), at);
            let verdict = interface_test_judge(case, i32::from(answer.status), &answer.body).unwrap();
            assert!(verdict.passed, "case {case}, preset {preset}: {}", verdict.reason);
        }
    }
    assert_eq!(authority.test_cases(APP).unwrap(), [CaseState::Passed; 8]);
    assert_eq!(code(&mut authority, &Client::new().check("a", YI, T0), T0), 0);
    assert_eq!(authority.nonce_reuses(), 0);
    // The test system stores nothing.
    assert!(authority.reported_games().is_empty() && authority.attempts().len() == 1);
}

#[test]
fn codes_4002() {
    let mut config = gated();
    config.enterprises.push(shiming_simulator::Enterprise::new("channel", KEY));
    config.enterprises[1].test =
        Some(shiming_simulator::TestAccount { app_id: "channel-test".into(), secret_key: KEY.into() });
    let mut authority = Authority::new(config);
    let task = issue(&mut authority, 4, T0);
    let path = |code: &str| format!("/test/authentication/query/{code}?ai=100000000000000001");
    let mut ask = |client: &Client, path: &str, at: i64| {
        code(&mut authority, &client.request("GET", path, Vec::new(), at), at)
    };
    let client = Client::test();
    assert_eq!(ask(&client, &path(&task), T0), 0);
    assert_eq!(ask(&client, &path("zzzzzz"), T0), 4002);
    assert_eq!(ask(&client, "/test/authentication/query?ai=100000000000000001", T0), 4002);
    // Another enterprise's code, another interface's code, an hour later.
    assert_eq!(ask(&Client::of("channel-test", TEST_BIZ, KEY), &path(&task), T0), 4002);
    assert_eq!(ask(&client, &path(&task), T0 + 3_600 * SECOND - 1), 0);
    assert_eq!(ask(&client, &path(&task), T0 + 3_600 * SECOND), 4002);
    let other = issue(&mut authority, 1, T0);
    let request = client.request("GET", &path(&other), Vec::new(), T0);
    assert_eq!(code(&mut authority, &request, T0), 4002);
    // A new code ends the old one.
    let again = issue(&mut authority, 4, T0);
    assert_ne!(again, task);
    let request = client.request("GET", &path(&task), Vec::new(), T0);
    assert_eq!(code(&mut authority, &request, T0), 4002);
}

#[test]
fn data_of_another_case_4003() {
    let mut authority = Authority::new(gated());
    let mut client = Client::test();
    let mut try_check = |authority: &mut Authority, case, ai: &str, person: (&str, &str)| {
        let task = issue(authority, case, T0);
        let plaintext = json!({"ai": ai, "name": person.0, "idNum": person.1}).to_string();
        let request = client.post(&format!("/test/authentication/check/{task}"), &plaintext, T0);
        code(authority, &request, T0)
    };
    assert_eq!(try_check(&mut authority, 1, "200000000000000001", ER), 4003);
    assert_eq!(authority.test_cases(TEST_APP).unwrap()[0], CaseState::Failed);
    assert_eq!(try_check(&mut authority, 2, "100000000000000001", YI), 4003);
    assert_eq!(try_check(&mut authority, 3, "100000000000000001", YI), 4003);
    // The whole triple counts: the first preset under another ai is a case of "failed".
    assert_eq!(try_check(&mut authority, 1, "FAIL1", YI), 4003);
    assert_eq!(try_check(&mut authority, 3, "FAIL1", YI), 0);
    assert_eq!(try_check(&mut authority, 3, "100000000000000001", ("某一二", YI.1)), 0);
    assert_eq!(try_check(&mut authority, 3, "x", ("某一一", "110000190101010002")), 2001);
    // One success is enough.
    assert_eq!(authority.test_cases(TEST_APP).unwrap()[2], CaseState::Passed);
    for (case, ai) in [(4, "200000000000000001"), (5, "100000000000000001"), (6, "999")] {
        let task = issue(&mut authority, case, T0);
        let path = format!("/test/authentication/query/{task}?ai={ai}");
        let request = Client::test().request("GET", &path, Vec::new(), T0);
        assert_eq!(code(&mut authority, &request, T0), 4003, "{case}");
    }
    for (case, row) in [
        (7, login(1, "s", T0 / 1000 - 1)),
        (8, json!({"no": 1, "si": "s", "bt": 1, "ot": T0 / 1000 - 1, "ct": 2, "di": "d"})),
    ] {
        let task = issue(&mut authority, case, T0);
        let plaintext = json!({"collections": [row]}).to_string();
        let request = Client::test().post(&format!("/test/collection/loginout/{task}"), &plaintext, T0);
        assert_eq!(code(&mut authority, &request, T0), 4003, "{case}");
    }
    assert_eq!(code(&mut authority, &Client::new().check("a", YI, T0), T0), 1009);
}

#[test]
fn only_bizid_1101999999_is_known_to_the_test_system() {
    let mut authority = Authority::new(config());
    let request = Client::of(TEST_APP, BIZ, TEST_KEY).post("/test/authentication/check/x", "{}", T0);
    assert_eq!(code(&mut authority, &request, T0), 1010);
}
