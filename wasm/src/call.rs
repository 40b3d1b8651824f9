//! Every operation by its number: the place in the list, which is that in `wasm/npm/src/operations.ts` too. A function of WebAssembly for each of
//! them would need as much glue in JavaScript as all the rest of the package has, and Node reads that at every start.

use shiming_core::Result;
use shiming_shape::args::bad_call;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::inbox::{self, Given};
use crate::outbox::{self, told};
use crate::{account, app, engine, identity, interface_test, omnisdk, player_network, policy, wire};

type Operation = fn(&mut Given<'_>) -> Result<i32>;

/// Those without an engine.
const OPERATIONS: &[Operation] = &[
    version,
    app::set_app,
    wire::sign,
    wire::explain_sign,
    wire::encrypt_body,
    wire::decrypt_body,
    wire::check_request,
    wire::query_request,
    wire::report_request,
    wire::parse_check,
    wire::parse_query,
    wire::parse_report,
    wire::errcode_info,
    identity::ai_for_attempt,
    identity::normalize_id,
    identity::unpad_id,
    identity::validate_name,
    identity::validate_id_number,
    identity::pi_birth_date,
    identity::redact,
    identity::derive_journal_key,
    interface_test::case,
    interface_test::request,
    interface_test::judge,
    account::new,
    account::load,
    account::apply,
    policy::age_on,
    policy::decide,
    policy::decide_payment,
    policy::next_play_window,
    policy::play_windows,
    policy::reason_text,
    omnisdk::play_request,
    omnisdk::exit_request,
    omnisdk::sign,
    omnisdk::diagnose_signature,
    omnisdk::parse_response,
    omnisdk::verify_callback,
    omnisdk::callback_reply,
    omnisdk::verify_login,
    omnisdk::certification,
    player_network::parse,
    player_network::decide,
    player_network::adapt_status,
    engine::login_words,
];

/// Calls an operation with the first `length` bytes of the inbox. Most answer the length of their answer, in the outbox or of the packet's body; some
/// a number. -1: an error, in the outbox.
#[wasm_bindgen]
pub fn call(operation: usize, length: usize) -> i32 {
    told(inbox::read(length, |given| match OPERATIONS.get(operation) {
        Some(operation) => operation(given),
        None => Err(bad_call("no operation has this number")),
    }))
}

/// The version of the core in this file.
fn version(_: &mut Given<'_>) -> Result<i32> {
    outbox::text(shiming_core::VERSION)
}
