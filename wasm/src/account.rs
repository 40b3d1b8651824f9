//! One player's verification as a value: its state is JSON text.

use shiming_core::account::{self, AccountOptions, AccountState};
use shiming_shape::args::Args;
use shiming_shape::{answers, shapes};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Result;
use crate::input::{json, now};

/// `account_new`.
#[wasm_bindgen]
pub fn account_new() -> String {
    AccountState::new().to_json()
}

/// `account_load`.
#[wasm_bindgen]
pub fn account_load(text: &str) -> Result<String> {
    Ok(AccountState::from_json(text)?.to_json())
}

/// `account_apply`: JSON text `{"state","effects"}`.
#[wasm_bindgen]
pub fn account_apply(
    state: &str,
    event: &str,
    fresh_ai: Option<String>,
    unix: f64,
    mono: f64,
) -> Result<String> {
    let state = AccountState::from_json(state)?;
    let event = json(event, "event")?;
    let event = shapes::account_event(Args::of(&event)?)?;
    // Empty text: no new attempt can be made, because nobody knows the person any more.
    let fresh_ai = fresh_ai.filter(|ai| !ai.is_empty());
    let options = AccountOptions::default();
    let applied = account::account_apply(&state, &event, fresh_ai.as_deref(), now(unix, mono), &options)?;
    Ok(answers::applied(&applied).compact())
}
