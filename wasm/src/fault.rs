//! Errors, on their way to JavaScript.

use shiming_core::Error;
use shiming_shape::shapes;
use wasm_bindgen::JsValue;

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
        Self::from_str(&shapes::error(&fault.0).to_string())
    }
}
