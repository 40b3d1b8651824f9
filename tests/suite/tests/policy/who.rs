//! A player in the words of the rules, and the same one as a stored state.

use serde_json::{Value, json};
use shiming_core::account::AccountState;

use super::days::{Ymd, text};

/// Whom a decision is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Unverified,
    Guest {
        used_s: i64,
    },
    /// `fault`: since when the authority has not answered.
    Submitting {
        claimed: Ymd,
        fault: Option<i64>,
    },
    Pending {
        claimed: Ymd,
    },
    /// `since`: when 48 hours were over.
    Expired {
        claimed: Ymd,
        since: i64,
    },
    Verified {
        birth: Option<Ymd>,
    },
    /// Verified, and checked again (`phase`: submitting, pending, pending_expired).
    Recheck {
        birth: Option<Ymd>,
        claimed: Ymd,
        phase: &'static str,
    },
    Failed,
    Review {
        birth: Option<Ymd>,
        outcome: &'static str,
    },
}

/// When all of it happened, where the time does not matter: 2020-01-02.
const THEN: i64 = 1_577_894_400_000;
pub const PI: &str = "1i0k5l00000000000000000000000000000000";

impl Who {
    pub fn state(&self) -> AccountState {
        let json = self.json().to_string();
        AccountState::from_json(&json).unwrap_or_else(|error| panic!("{json}: {error}"))
    }

    fn json(&self) -> Value {
        match self {
            Self::Unverified => json!({"v": 1, "kind": "unverified"}),
            Self::Guest { used_s } => json!({"v": 1, "kind": "guest", "changed_at": THEN,
                "trial": {"di": "device", "first_use": THEN, "used_s": used_s}}),
            Self::Submitting { claimed, fault } => attempt("submitting", *claimed, *fault, THEN),
            Self::Pending { claimed } => attempt("pending", *claimed, None, THEN),
            Self::Expired { claimed, since } => attempt("pending_expired", *claimed, None, *since),
            Self::Verified { birth } => {
                known(json!({"v": 1, "kind": "verified", "changed_at": THEN}), *birth)
            }
            Self::Recheck { birth, claimed, phase } => known(attempt(phase, *claimed, None, THEN), *birth),
            Self::Failed => json!({"v": 1, "kind": "failed", "changed_at": THEN, "cause": "status_2",
                "failures": {"count": 1, "recent": [THEN]}}),
            Self::Review { birth, outcome } => {
                let mut review = json!({"outcome": outcome, "document": "passport"});
                if let Some(birth) = birth {
                    review["birth"] = text(*birth).into();
                }
                json!({"v": 1, "kind": "manual_review", "changed_at": THEN, "review": review})
            }
        }
    }
}

fn attempt(kind: &str, claimed: Ymd, fault: Option<i64>, changed_at: i64) -> Value {
    let mut state = json!({"v": 1, "kind": kind, "changed_at": changed_at, "attempt": {
        "ai": "00000000000000000000000000000001", "tag": "f7c7", "birth": text(claimed), "since": THEN}});
    if let Some(fault) = fault {
        state["attempt"]["since_fault"] = fault.into();
    }
    state
}

fn known(mut state: Value, birth: Option<Ymd>) -> Value {
    for (name, value) in [("pi", json!(PI)), ("source", "own".into()), ("verified_at", THEN.into())] {
        state[name] = value;
    }
    if let Some(birth) = birth {
        state["birth"] = text(birth).into();
        state["birth_source"] = "host".into();
    }
    state
}
