//! Player Network, and the status values of other channels.

use shiming_core::adapter;
use shiming_core::player_network::{self, Login, Options};
use shiming_shape::answers;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Result;
use crate::input::{choice, int};

/// `player_network_parse`: JSON text.
#[wasm_bindgen]
pub fn player_network_parse(body: &[u8]) -> Result<String> {
    Ok(player_network::player_network_parse(body)?.into_json())
}

/// `player_network_decide`: JSON text.
#[wasm_bindgen]
pub fn player_network_decide(login: &str, options: &str, unix: f64) -> Result<String> {
    let login = Login::from_json(login)?;
    let options = Options::from_json(options)?;
    let decision = player_network::player_network_decide(&login, &options, int(unix))?;
    Ok(answers::decision(&decision).compact())
}

/// `adapt_status`.
#[wasm_bindgen]
pub fn adapt_status(source: &str, value: &str) -> Result<String> {
    Ok(adapter::adapt_status(choice(source, "source")?, value).name().to_owned())
}
