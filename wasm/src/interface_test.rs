//! The eight official test cases.

use shiming_core::interface_test;
use shiming_shape::answers;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Result;
use crate::input::{app, int, int32};
use crate::packet::keep;

/// `interface_test`: JSON text.
#[wasm_bindgen(js_name = interface_test)]
pub fn case(case: f64) -> Result<String> {
    Ok(answers::interface_test(&interface_test::interface_test(int32(case, "case")?)?).compact())
}

/// `interface_test_request`: the length of its body; the rest is the last `packet`.
#[wasm_bindgen(js_name = interface_test_request)]
pub fn request(case: f64, code: &str, preset: f64, nonce: &[u8], unix: f64) -> Result<i32> {
    let case = int32(case, "case")?;
    let app = app()?;
    let preset = int32(preset, "preset")?;
    Ok(keep(interface_test::interface_test_request(case, &app, code, preset, nonce, int(unix))?))
}

/// `interface_test_judge`: JSON text.
#[wasm_bindgen(js_name = interface_test_judge)]
pub fn judge(case: f64, status: f64, body: &[u8]) -> Result<String> {
    let (case, status) = (int32(case, "case")?, int32(status, "status")?);
    Ok(answers::judged(&interface_test::interface_test_judge(case, status, body)?).compact())
}
