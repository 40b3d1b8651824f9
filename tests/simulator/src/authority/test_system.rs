//! The interface test: eight cases, each with a code of its own that is good for an hour (测试系统说明 V1.2).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use shiming_core::wire::Endpoint;

use super::codes::{Reply, code};
use super::presets;
use super::random::keyed_hash;
use super::report::WireRow;

/// Where a case stands, as the portal shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// 未测试.
    #[default]
    NotTested,
    /// 测试中: a code was issued.
    Testing,
    /// 已通过.
    Passed,
    /// 未通过: the code was called with data of another case.
    Failed,
}

#[derive(Clone)]
struct Task {
    enterprise: usize,
    case: u8,
    until: i64,
}

/// The test system's own state.
#[derive(Clone, Default)]
pub(crate) struct TestSystem {
    tasks: HashMap<String, Task>,
    issued: u64,
    cases: HashMap<usize, [CaseState; 8]>,
}

/// The interface that a case calls.
pub(crate) fn endpoint_of(case: u8) -> Endpoint {
    match case {
        1..=3 => Endpoint::Check,
        4..=6 => Endpoint::Query,
        _ => Endpoint::Report,
    }
}

impl TestSystem {
    /// A new code for one case: six characters, as in every public sample. An earlier code of the case ends.
    pub fn issue(&mut self, seed: u64, enterprise: usize, case: u8, until: i64) -> String {
        self.tasks.retain(|_, task| (task.enterprise, task.case) != (enterprise, case));
        let mut states = self.states(enterprise);
        if let Some(state) = states.get_mut(usize::from(case) - 1)
            && *state != CaseState::Passed
        {
            *state = CaseState::Testing;
        }
        self.cases.insert(enterprise, states);
        loop {
            self.issued += 1;
            let digest = keyed_hash(seed, "test code", &[&self.issued.to_string()]);
            let letters = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
            let code: String =
                digest.iter().take(6).map(|byte| char::from(letters[usize::from(byte % 62)])).collect();
            if !self.tasks.contains_key(&code) {
                self.tasks.insert(code.clone(), Task { enterprise, case, until });
                return code;
            }
        }
    }

    /// The case of this code, if it is this enterprise's, for this interface, and still good.
    pub fn case(&self, code: &str, enterprise: usize, endpoint: Endpoint, now: i64) -> Option<u8> {
        let task = self.tasks.get(code)?;
        let good = task.enterprise == enterprise && endpoint_of(task.case) == endpoint && now < task.until;
        good.then_some(task.case)
    }

    pub fn states(&self, enterprise: usize) -> [CaseState; 8] {
        self.cases.get(&enterprise).copied().unwrap_or_default()
    }

    /// Notes the outcome of a case; true when all eight are passed now.
    pub fn note(&mut self, enterprise: usize, case: u8, passed: bool) -> bool {
        let states = self.cases.entry(enterprise).or_default();
        if let Some(state) = states.get_mut(usize::from(case) - 1) {
            // One success is enough: a later mistake does not take it back.
            *state = match (*state, passed) {
                (CaseState::Passed, _) | (_, true) => CaseState::Passed,
                _ => CaseState::Failed,
            };
        }
        states.iter().all(|state| *state == CaseState::Passed)
    }
}

/// What the test system answers to a check, or 4003 when these are not the case's data.
pub(crate) fn check(case: u8, ai: &str, name: &str, id_number: &str) -> Reply {
    // The whole triple counts: a preset name and number under another ai is "failed".
    let preset = presets::by_number(id_number).filter(|preset| preset.ai == ai && preset.name == name);
    match (case, preset) {
        (1, Some(preset)) if preset.pi.is_some() => {
            Reply::Status { status: 0, pi: preset.pi.map(str::to_owned) }
        }
        (2, Some(preset)) if preset.pi.is_none() => Reply::Status { status: 1, pi: None },
        (3, None) => Reply::Status { status: 2, pi: None },
        _ => Reply::Refused(code::TEST_DATA),
    }
}

/// The same for a query.
pub(crate) fn query(case: u8, ai: &str) -> Reply {
    let preset = presets::by_ai(ai);
    match (case, preset) {
        (4, Some(preset)) if preset.pi.is_some() => {
            Reply::Status { status: 0, pi: preset.pi.map(str::to_owned) }
        }
        (5, Some(preset)) if preset.pi.is_none() => Reply::Status { status: 1, pi: None },
        (6, None) if presets::is_failed_ai(ai) => Reply::Status { status: 2, pi: None },
        _ => Reply::Refused(code::TEST_DATA),
    }
}

/// Whether rows are the case's: guests for 7, preset pi for 8.
pub(crate) fn rows_fit(case: u8, rows: &[WireRow<'_>]) -> bool {
    rows.iter().all(|row| match case {
        7 => row.ct == Some(2),
        _ => row.ct == Some(0) && presets::by_pi(row.person()).is_some(),
    })
}
