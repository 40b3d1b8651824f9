//! The eight official cases against a simulator in a process of its own.

mod common;

use common::{Simulator, shiming};

fn args<'a>(simulator: &'a Simulator, codes: &'a [String]) -> Vec<&'a str> {
    let app = &simulator.info["example"]["test_app"];
    let mut args = vec![
        "interface-test",
        "--base-url",
        simulator.url(),
        "--app-id",
        app["app_id"].as_str().unwrap(),
        "--secret-key",
        app["secret_key"].as_str().unwrap(),
    ];
    for code in codes {
        args.extend(["--code", code]);
    }
    args
}

fn codes(simulator: &Simulator) -> Vec<String> {
    let codes = simulator.info["test_codes"].as_object().unwrap();
    codes.iter().map(|(case, code)| format!("{case}={}", code.as_str().unwrap())).collect()
}

#[test]
fn all_eight_pass() {
    let simulator = Simulator::start(&["--test-codes"]);
    let codes = codes(&simulator);
    assert_eq!(codes.len(), 8);
    let mut args = args(&simulator, &codes);
    args.push("--json");
    let run = shiming(&args);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let answer = run.json();
    assert_eq!(answer["passed"], true);
    let cases = answer["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 8);
    assert!(
        cases.iter().all(|case| case["passed"] == true && case["curl"].as_str().unwrap().contains("sign: "))
    );
}

#[test]
fn people_see_requests_answers_and_a_table() {
    let run = shiming(&["--lang", "zh", "interface-test", "--simulator"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("curl -X POST 'http://127.0.0.1:") && run.stdout.contains("8 个用例中通过 8 个")
    );
    assert_eq!(
        shiming(&["interface-test", "--simulator", "--case", "3,7"]).stdout.matches("curl").count(),
        2
    );
}

#[test]
fn a_wrong_code_says_how_to_get_one() {
    let simulator = Simulator::start(&[]);
    let codes = ["1=abc123".to_owned()];
    for (lang, advice) in [("zh", "开始测试"), ("en", "interface test page")] {
        let mut args = args(&simulator, &codes);
        args.extend(["--lang", lang]);
        let run = shiming(&args);
        assert_eq!(run.code, 1);
        assert!(run.stdout.contains("4002") && run.stdout.contains(advice), "{}", run.stdout);
    }
}

#[test]
fn an_expired_code_says_the_same() {
    let scenario = std::env::temp_dir().join(format!("shiming-scenario-{}.json", std::process::id()));
    let config = serde_json::json!({
        "enterprises": [{
            "app_id": "a", "keys": [{"secret_key": common::KEY}],
            "test": {"app_id": "t", "secret_key": common::KEY},
        }],
        "games": [{"biz_id": "1", "app_ids": ["a"]}],
        "test": {"code_life_s": 0},
    });
    std::fs::write(&scenario, config.to_string()).unwrap();
    let simulator = Simulator::start(&["--scenario", scenario.to_str().unwrap(), "--test-codes"]);
    let code = format!("4={}", simulator.info["test_codes"]["4"].as_str().unwrap());
    let run = shiming(&[
        "interface-test",
        "--json",
        "--base-url",
        simulator.url(),
        "--app-id",
        "t",
        "--secret-key",
        common::KEY,
        "--code",
        &code,
    ]);
    std::fs::remove_file(scenario).unwrap();
    assert_eq!(run.code, 1);
    assert_eq!(run.json()["cases"][0]["reason"], "test_code_expired");
}

#[test]
fn nothing_goes_to_the_authority_unasked() {
    let run =
        shiming(&["interface-test", "--app-id", "a", "--secret-key", common::KEY, "--code", "1=abc123"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--official"), "{}", run.stderr);
}

#[test]
fn a_host_that_is_not_there_is_no_answer() {
    let run = shiming(&[
        "interface-test",
        "--base-url",
        "http://127.0.0.1:9",
        "--app-id",
        "a",
        "--secret-key",
        common::KEY,
        "--code",
        "5=abc123",
        "--json",
    ]);
    assert_eq!((run.code, run.json()["cases"][0]["reason"].as_str()), (1, Some("no_answer")));
}
