//! One player's verification as a value.

use shiming_core::Result;
use shiming_core::account::{AccountOptions, AccountState, account_apply};
use shiming_shape::{Value, object};

use super::args::Args;
use super::{Handler, answers, shapes};

pub(super) const OPS: &[(&str, Handler)] = &[
    ("account_new", Handler::Pure(op_new)),
    ("account_load", Handler::Pure(op_load)),
    ("account_apply", Handler::Pure(op_apply)),
];

fn op_new(_: Args<'_>) -> Result<Value> {
    Ok(object!({"state": AccountState::new().to_json()}))
}

fn op_load(args: Args<'_>) -> Result<Value> {
    Ok(object!({"state": AccountState::from_json(&args.text("json")?)?.to_json()}))
}

fn op_apply(args: Args<'_>) -> Result<Value> {
    let state = AccountState::from_json(&args.text("state")?)?;
    let event = shapes::account_event(args.object("event")?)?;
    // Empty text: no new attempt can be made, because nobody knows the person any more.
    let fresh_ai = args.optional_text("fresh_ai")?.filter(|ai| !ai.is_empty());
    let applied =
        account_apply(&state, &event, fresh_ai.as_deref(), args.now()?, &AccountOptions::default())?;
    Ok(answers::applied(&applied))
}
