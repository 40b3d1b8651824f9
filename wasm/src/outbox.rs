//! Where the answer of a call lies until the next one: text, JSON text or bytes, or the error where the call answered -1.

use std::cell::RefCell;

use shiming_core::{Error, Result};
use shiming_shape::{Value, shapes};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static OUTBOX: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Where the last answer is.
#[wasm_bindgen]
pub fn outbox() -> *const u8 {
    OUTBOX.with_borrow(|outbox| outbox.as_ptr())
}

/// How many bytes it has.
#[wasm_bindgen]
pub fn outbox_length() -> usize {
    OUTBOX.with_borrow(|outbox| outbox.len())
}

/// Answers with bytes. The length of the answer.
pub(crate) fn bytes(answer: Vec<u8>) -> Result<i32> {
    let length = i32::try_from(answer.len()).unwrap_or(i32::MAX);
    OUTBOX.set(answer);
    Ok(length)
}

/// Answers with text.
pub(crate) fn text(answer: &str) -> Result<i32> {
    bytes(answer.into())
}

/// Answers with JSON text.
pub(crate) fn json(answer: &Value) -> Result<i32> {
    bytes(answer.compact().into_bytes())
}

/// Leaves an error there.
pub(crate) fn fault(error: &Error) {
    // Nothing in it can fail.
    let _ = json(&shapes::error(error));
}

/// What JavaScript gets: a number from 0 up, or -1 and the error as JSON text.
pub(crate) fn told(done: Result<i32>) -> i32 {
    done.unwrap_or_else(|error| {
        fault(&error);
        -1
    })
}
