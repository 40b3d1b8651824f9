//! Errors, on their way to JavaScript.

use std::cell::RefCell;

use shiming_core::Error;
use shiming_shape::shapes;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// An error as JSON text. The package makes a `ShimingError` of it; anything else that is thrown is a defect.
pub struct Fault(Error);

/// A result of the edge.
pub type Result<T> = core::result::Result<T, Fault>;

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(&shapes::error(&fault.0).compact())
    }
}

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The error of the last call that answered -1.
#[wasm_bindgen]
pub fn last_fault() -> String {
    LAST.take()
}

/// What a call that is made often answers: a number from 0 up, or -1 and the error is kept. A `Result` crosses through memory.
pub(crate) fn told(done: shiming_core::Result<i32>) -> i32 {
    done.unwrap_or_else(|error| {
        LAST.set(shapes::error(&error).compact());
        -1
    })
}
