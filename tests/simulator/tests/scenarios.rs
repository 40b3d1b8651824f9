//! Every scenario file loads, and the README tells the truth about them.

mod common;

use std::path::{Path, PathBuf};

use common::*;
use shiming_simulator::{Authority, AuthorityConfig, Command, Delivery, Rotation};

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(home().join("scenarios")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn load(name: &str) -> AuthorityConfig {
    let path = home().join("scenarios").join(name);
    AuthorityConfig::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

const SCENARIO_APP: &str = "5f1e0c9a7b3d48269e04c1d2a8b7f630";

#[test]
fn all_load_take_a_request_and_come_back_unchanged() {
    assert!(files().len() >= 4);
    for file in files() {
        let config = load(file.file_name().unwrap().to_str().unwrap());
        let json = serde_json::to_string(&config).unwrap();
        assert_eq!(AuthorityConfig::from_json(&json).unwrap(), config);
        assert!(!config.about.is_empty());
        let mut authority = Authority::new(AuthorityConfig { faults: Vec::new(), ..config });
        let mut client = Client::of(SCENARIO_APP, BIZ, KEY);
        assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 0, "{}", file.display());
    }
}

#[test]
fn the_readme_names_every_scenario_and_its_json_loads() {
    let readme = std::fs::read_to_string(home().join("README.md")).unwrap();
    for file in files() {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(readme.contains(name), "{name}");
    }
    let samples: Vec<&str> =
        readme.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!samples.is_empty());
    for sample in samples {
        AuthorityConfig::from_json(sample).unwrap();
    }
}

#[test]
fn the_outage_begins_at_eight_and_ends_at_five_past() {
    let mut authority = Authority::new(load("outage-friday-8pm.json"));
    let mut client = Client::of(SCENARIO_APP, BIZ, KEY);
    let mut deliver =
        |at: i64| authority.handle(&client.report(&[login(1, "s", at / 1000 - 1)], at), at).delivery;
    // T0 is a Friday, 20:00.
    assert_eq!(deliver(T0 - 1), Delivery::Answered);
    assert_eq!(deliver(T0), Delivery::RequestLost);
    assert_eq!(deliver(T0 + 300 * SECOND - 1), Delivery::RequestLost);
    assert_eq!(deliver(T0 + 300 * SECOND), Delivery::Answered);
}

#[test]
fn what_does_not_fit_is_refused_with_advice() {
    let bad = [
        (r#"{"quotas":{}}"#, "unknown field"),
        (r#"{"games":[{"biz_id":"1","app_ids":["nobody"]}]}"#, "no enterprise has"),
        (r#"{"games":[{"biz_id":"1","app_ids":[]},{"biz_id":"1","app_ids":[]}]}"#, "own biz_id"),
        (r#"{"enterprises":[{"app_id":"a","keys":[{"secret_key":"short"}]}]}"#, "32 hex digits"),
        (r#"{"enterprises":[{"app_id":"a","keys":[]}]}"#, "at least one key"),
        (r#"{"enterprises":[{"app_id":"","keys":[]}]}"#, "every app_id"),
        (r#"{"faults":[{"probability":2,"fault":{"kind":"cut_json"}}]}"#, "between 0 and 1"),
        (r#"{"faults":[{"fault":{"kind":"http_status","status":99}}]}"#, "between 200 and 599"),
        (r#"{"faults":[{"fault":{"kind":"delay","min_ms":2,"max_ms":1}}]}"#, "min_ms"),
        (
            r#"{"faults":[{"weekly":{"days":[8],"from":"20:00","until":"21:00"},"fault":{"kind":"cut_json"}}]}"#,
            "weekly",
        ),
        (r#"{"people":{"others":{"verified":0}}}"#, "at least one weight"),
        ("", "line"),
    ];
    for (json, expected) in bad {
        let error = AuthorityConfig::from_json(json).unwrap_err().to_string();
        assert!(error.contains(expected), "{json}: {error}");
    }
}

#[test]
fn debug_shows_no_secret_and_no_person() {
    let mut config = load("outage-friday-8pm.json");
    config.enterprises[0].test =
        Some(shiming_simulator::TestAccount { app_id: "t".into(), secret_key: TEST_KEY.into() });
    config.people.known_pi = vec![PI.into()];
    let mut authority = Authority::new(config.clone());
    let mut client = Client::of(SCENARIO_APP, BIZ, KEY);
    let request = client.check("a", YI, T0 - SECOND);
    let answer = authority.handle(&request, T0 - SECOND);
    authority.handle(&client.report(&[login(1, "s", T0 / 1000 - 9)], T0 - SECOND), T0 - SECOND);
    let rotate = Command::RotateKey {
        app_id: SCENARIO_APP.into(),
        rotation: Rotation::Manual,
        secret_key: Some(TEST_KEY.into()),
    };
    let made = authority.command(&rotate, T0).unwrap();
    let people = Command::PutPeople { rules: config.people.rules.clone() };
    let session = authority.session(BIZ, "s").unwrap();
    let attempt = authority.attempt(SCENARIO_APP, BIZ, "a").unwrap();
    let text =
        format!("{config:?} {request:?} {answer:?} {session:?} {attempt:?} {rotate:?} {made:?} {people:?}");
    for secret in [KEY, TEST_KEY, PI, YI.0, YI.1, ER.1] {
        assert!(!text.contains(secret), "{secret}");
    }
}
