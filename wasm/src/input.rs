//! Reading the arguments of a call. Their types were checked in JavaScript.

use std::cell::RefCell;
use std::rc::Rc;

use shiming_core::credential::App;
use shiming_core::wire::Endpoints;
use shiming_core::{Error, ErrorCode, Now};
use shiming_shape::Value;
use shiming_shape::args::{Args, bad_call, invalid};
use shiming_shape::names::Named;
use shiming_shape::shapes;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Result;

/// A whole number that JavaScript checked with `Number.isSafeInteger`: no such number is changed by this conversion.
#[allow(clippy::cast_possible_truncation, reason = "saturates, and every safe integer fits")]
pub(crate) fn int(value: f64) -> i64 {
    value as i64
}

/// The same where 32 bits are needed.
pub(crate) fn int32(value: f64, field: &'static str) -> Result<i32> {
    i32::try_from(int(value)).map_err(|_| invalid(field, "pass a number of 32 bits").into())
}

/// A number on its way to JavaScript; times and sequence numbers stay below 2^53.
#[allow(clippy::cast_precision_loss, reason = "the core's numbers stay below 10^14")]
pub(crate) fn number(value: i64) -> f64 {
    value as f64
}

/// The two clocks.
pub(crate) fn now(unix: f64, mono: f64) -> Now {
    Now { unix: int(unix), mono: int(mono) }
}

/// One of the names of an enumeration.
pub(crate) fn choice<T: Named>(name: &str, field: &'static str) -> shiming_core::Result<T> {
    let value = T::parse(name);
    value.ok_or_else(|| invalid(field, "pass one of the names that the types list for it"))
}

/// JSON text that JavaScript made of an object.
pub(crate) fn json(text: &str, field: &'static str) -> shiming_core::Result<Value> {
    Value::read(text).ok_or_else(|| {
        Error::new(ErrorCode::InvalidParameter, "pass plain objects, lists, text and numbers: see the types")
            .with_field(field)
    })
}

thread_local! {
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
}

/// The enterprise, acting for a game, of the next requests. It is kept: a server has one or a few, and making its key schedule anew takes as
/// long as encrypting a check, three texts across as long as signing it. Its secret stays in this instance's memory until
/// another takes its place.
#[wasm_bindgen]
pub fn set_app(app_id: &str, biz_id: &str, secret_key: String) -> Result<()> {
    let app = App::new(app_id, biz_id, &Zeroizing::new(secret_key))?;
    APP.set(Some(Rc::new(app)));
    Ok(())
}

/// The enterprise that was set.
pub(crate) fn app() -> shiming_core::Result<Rc<App>> {
    APP.with_borrow(Option::clone).ok_or_else(|| bad_call("set an app first"))
}

/// Where requests go: `production`, or JSON text.
pub(crate) fn endpoints(text: &str) -> shiming_core::Result<Endpoints> {
    if text == "production" {
        return Ok(Endpoints::Production);
    }
    let value = json(text, "endpoints")?;
    shapes::endpoints(Args::of(&value)?)
}
