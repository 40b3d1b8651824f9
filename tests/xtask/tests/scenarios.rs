//! The recorded scenarios are what the engine does today.

use std::collections::BTreeSet;

use shiming_xtask::drive::record::{path, play};
use shiming_xtask::drive::scenarios::SCENARIOS;

#[test]
fn every_scenario_is_recorded_as_it_plays() {
    let mut differ = Vec::new();
    for scenario in SCENARIOS {
        let played = play(scenario).unwrap();
        let recorded = std::fs::read_to_string(path(scenario.name)).unwrap_or_default();
        if let Some(at) =
            played.lines().zip(recorded.lines()).position(|(played, recorded)| played != recorded)
        {
            differ.push(format!("{}:{}", scenario.name, at + 1));
        } else if played.lines().count() != recorded.lines().count() {
            differ.push(scenario.name.to_owned());
        }
    }
    assert!(differ.is_empty(), "{differ:?}: if the engine changed on purpose, run cargo xtask record");
}

#[test]
fn names_and_files_agree() {
    let names: BTreeSet<&str> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
    assert_eq!(names.len(), SCENARIOS.len());
    assert!(SCENARIOS.iter().all(|scenario| !scenario.why.is_empty()));
}

#[test]
fn nothing_personal_but_the_synthetic_people_is_in_a_journal() {
    // What is persisted is sealed: no name, number or pi shows in its bytes.
    for scenario in SCENARIOS {
        let text = std::fs::read_to_string(path(scenario.name)).unwrap();
        for line in text.lines().filter(|line| line.contains("\"kind\":\"persist\"")) {
            for part in ["e69f90", "313130303030313939303031303130", "70656e64696e67"] {
                assert!(!line.contains(part), "{}: {part}", scenario.name);
            }
        }
    }
}
