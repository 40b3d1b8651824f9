//! `account_new`, `account_load` and `account_apply` against the files of known answers. `UPDATE_VECTORS=1` writes the
//! files anew from `cases.rs`; every changed line is then to be checked by hand against the table.

use std::collections::BTreeSet;
use std::{env, fs};

use serde_json::{Value, json};
use shiming_core::Result;
use shiming_core::account::{AccountOptions, AccountState, account_apply};
use shiming_suite::{matcher, vectors};

use super::cases;
use super::convert::{effect_to_json, event_of_json, now_of_json, text};

/// The answer to one call.
pub fn call(op: &str, args: &Value) -> Value {
    match run(op, args) {
        Ok(ok) => json!({ "ok": ok }),
        Err(error) => {
            json!({ "error": { "code": error.code.name(), "reason": error.reason, "detail": error.detail } })
        }
    }
}

fn run(op: &str, args: &Value) -> Result<Value> {
    Ok(match op {
        "account_new" => json!({ "state": AccountState::new().to_json() }),
        "account_load" => json!({ "state": AccountState::from_json(&text(args, "json"))?.to_json() }),
        "account_apply" => {
            let state = AccountState::from_json(&text(args, "state"))?;
            let fresh = text(args, "fresh_ai");
            let fresh = (!fresh.is_empty()).then_some(fresh.as_str());
            let (event, now) = (event_of_json(&args["event"]), now_of_json(&args["now"]));
            let applied = account_apply(&state, &event, fresh, now, &AccountOptions::default())?;
            let effects: Vec<_> = applied.effects.iter().map(effect_to_json).collect();
            json!({ "state": applied.state.to_json(), "effects": effects })
        }
        _ => panic!("no operation of the account: {op}"),
    })
}

#[test]
fn every_known_answer_holds() {
    for (op, cases) in
        [("account_new", cases::new()), ("account_load", cases::load()), ("account_apply", cases::apply())]
    {
        let lines: String = cases.iter().map(|case| case.line(op)).collect();
        let path = vectors::folder().join(format!("{op}.jsonl"));
        if env::var_os("UPDATE_VECTORS").is_some() {
            fs::write(&path, &lines).unwrap();
        }
        for vector in vectors::of(op) {
            let answer = call(op, &vector.line["args"]);
            if let Err(mismatch) = matcher::answer(&vector.line, &answer) {
                panic!("{} ({}): {mismatch}", vector.place, vector.line["why"]);
            }
        }
        let stored = fs::read_to_string(&path).unwrap();
        assert!(
            stored == lines,
            "{op}.jsonl is not what cases.rs describes: UPDATE_VECTORS=1 writes it anew"
        );
    }
}

/// Rows that need an option; the operation takes none. The tests of `edges` cover them.
const BY_OPTION: [&str; 2] = ["failed.keep", "failed.pending.keep"];

#[test]
fn every_row_of_the_table_has_a_known_answer() {
    let answered: BTreeSet<String> = vectors::of("account_apply")
        .iter()
        .filter_map(|vector| Some(vector.line["why"].as_str()?.split_once(':')?.0.to_string()))
        .collect();
    for (id, _) in cases::rows() {
        assert!(answered.contains(&id) || BY_OPTION.contains(&id.as_str()), "no known answer for {id}");
    }
}
