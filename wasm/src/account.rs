//! One player's verification as a value: its state is JSON text.

use shiming_core::Result;
use shiming_core::account::{self, AccountOptions, AccountState};
use shiming_shape::args::Args;
use shiming_shape::{answers, shapes};

use crate::app::parsed;
use crate::inbox::Given;
use crate::outbox;

/// `account_new`.
pub(crate) fn new(_: &mut Given<'_>) -> Result<i32> {
    outbox::text(&AccountState::new().to_json())
}

/// `account_load`.
pub(crate) fn load(given: &mut Given<'_>) -> Result<i32> {
    outbox::text(&AccountState::from_json(given.text()?)?.to_json())
}

/// `account_apply`: state, event, fresh_ai, both clocks.
pub(crate) fn apply(given: &mut Given<'_>) -> Result<i32> {
    let state = AccountState::from_json(given.text()?)?;
    let event = parsed(given.text()?, "event")?;
    let event = shapes::account_event(Args::of(&event)?)?;
    // Empty text: no new attempt can be made, because nobody knows the person any more.
    let fresh_ai = given.optional_text()?.filter(|ai| !ai.is_empty());
    let options = AccountOptions::default();
    let applied = account::account_apply(&state, &event, fresh_ai, given.now()?, &options)?;
    outbox::json(&answers::applied(&applied))
}
