//! Player Network, and the status values of other channels.

use shiming_core::player_network::{self, Login, Options};
use shiming_core::{Result, adapter};
use shiming_shape::answers;

use crate::inbox::Given;
use crate::outbox;

/// `player_network_parse`: body. JSON text.
pub(crate) fn parse(given: &mut Given<'_>) -> Result<i32> {
    outbox::text(&player_network::player_network_parse(given.bytes()?)?.into_json())
}

/// `player_network_decide`: login, options, unix.
pub(crate) fn decide(given: &mut Given<'_>) -> Result<i32> {
    let (login, options) = (Login::from_json(given.text()?)?, Options::from_json(given.text()?)?);
    outbox::json(&answers::decision(&player_network::player_network_decide(&login, &options, given.int()?)?))
}

/// `adapt_status`: source, value.
pub(crate) fn adapt_status(given: &mut Given<'_>) -> Result<i32> {
    outbox::text(adapter::adapt_status(given.choice("source")?, given.text()?).name())
}
