//! Golden files: every state that any version ever wrote is read for ever. `UPDATE_VECTORS=1` adds files of the newest
//! version that are missing; it never changes one.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;
use shiming_core::account::{AccountKind, AccountState};
use shiming_suite::vectors;

use super::cases;

const NEWEST: &str = "v1";

fn folder(version: &str) -> PathBuf {
    vectors::folder().join("states").join(version)
}

/// Version, file name without its end, text.
fn files() -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    for version in fs::read_dir(vectors::folder().join("states")).unwrap() {
        let version = version.unwrap().file_name().into_string().unwrap();
        for file in fs::read_dir(folder(&version)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_string();
            files.push((version.clone(), name, fs::read_to_string(path).unwrap()));
        }
    }
    files
}

#[test]
fn every_state_ever_written_is_read() {
    if env::var_os("UPDATE_VECTORS").is_some() {
        fs::create_dir_all(folder(NEWEST)).unwrap();
        for (name, state) in cases::examples() {
            let path = folder(NEWEST).join(format!("{name}.json"));
            if !path.exists() {
                fs::write(path, state.to_json()).unwrap();
            }
        }
    }
    let mut kinds = BTreeSet::new();
    for (version, name, text) in files() {
        let state =
            AccountState::from_json(&text).unwrap_or_else(|error| panic!("{version}/{name}: {error}"));
        let (old, new): (Value, Value) =
            (serde_json::from_str(&text).unwrap(), serde_json::from_str(&state.to_json()).unwrap());
        assert_eq!(Some(state.kind().name()), old["kind"].as_str(), "{version}/{name}");
        assert_eq!(format!("v{}", new["v"]), NEWEST, "{version}/{name}");
        if version == NEWEST {
            assert_eq!(state.to_json(), text, "{version}/{name}");
            kinds.insert(state.kind());
        }
    }
    assert_eq!(kinds, AccountKind::ALL.iter().copied().collect());
}

/// A database may rearrange members and add blanks (PostgreSQL's jsonb does both).
#[test]
fn members_may_be_rearranged() {
    for (_, name, text) in files() {
        let value: Value = serde_json::from_str(&text).unwrap();
        let rearranged = serde_json::to_string_pretty(&value).unwrap();
        assert!(rearranged != text);
        let state = AccountState::from_json(&rearranged).unwrap();
        assert!(state == AccountState::from_json(&text).unwrap(), "{name}");
    }
}

/// Each member that is taken away, made null, or made a text, a number or a list, is noticed, unless a state without
/// it is a state as well.
#[test]
fn every_member_is_looked_at() {
    for (_, name, text) in files() {
        let value: Value = serde_json::from_str(&text).unwrap();
        for path in paths(&value, "") {
            for broken in
                [Value::Null, Value::from("x"), Value::from(-7), Value::from(0.5), Value::Array(Vec::new())]
            {
                let mut changed = value.clone();
                *changed.pointer_mut(&path).unwrap() = broken.clone();
                // The host's own words for a document and a device, and ids, are free text.
                let free = [
                    "/review/document",
                    "/trial/di",
                    "/attempt/ai",
                    "/attempt/tag_key",
                    "/pi",
                    "/attempt/unsettled_pi",
                ];
                if broken == "x" && free.contains(&path.as_str()) {
                    continue;
                }
                assert!(AccountState::from_json(&changed.to_string()).is_err(), "{name}: {path} = {broken}");
            }
        }
    }
}

fn paths(value: &Value, path: &str) -> Vec<String> {
    let Value::Object(members) = value else { return Vec::new() };
    members
        .iter()
        .flat_map(|(name, value)| {
            let path = format!("{path}/{name}");
            let mut inside = paths(value, &path);
            inside.push(path);
            inside
        })
        .collect()
}
