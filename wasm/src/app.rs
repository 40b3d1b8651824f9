//! The enterprise of the next requests, and where they go.

use std::cell::RefCell;
use std::rc::Rc;

use shiming_core::credential::App;
use shiming_core::wire::Endpoints;
use shiming_core::{Error, ErrorCode, Result};
use shiming_shape::args::{Args, bad_call};
use shiming_shape::{Value, shapes};

use crate::inbox::Given;

thread_local! {
    static APP: RefCell<Option<Rc<App>>> = const { RefCell::new(None) };
}

/// The enterprise, acting for a game, of the next requests. It is kept: a server has one or a few, and making its key schedule anew takes as
/// long as encrypting a check, three texts across as long as signing it. Its secret stays in this instance's memory until
/// another takes its place.
pub(crate) fn set_app(given: &mut Given<'_>) -> Result<i32> {
    let app = App::new(given.text()?, given.text()?, given.text()?)?;
    APP.set(Some(Rc::new(app)));
    Ok(0)
}

/// The enterprise that was set.
pub(crate) fn app() -> Result<Rc<App>> {
    APP.with_borrow(Option::clone).ok_or_else(|| bad_call("set an app first"))
}

/// Where requests go: `production`, or JSON text.
pub(crate) fn endpoints(text: &str) -> Result<Endpoints> {
    if text == "production" {
        return Ok(Endpoints::Production);
    }
    let value = parsed(text, "endpoints")?;
    shapes::endpoints(Args::of(&value)?)
}

/// JSON text that JavaScript made of an object.
pub(crate) fn parsed(text: &str, field: &'static str) -> Result<Value> {
    Value::read(text).ok_or_else(|| {
        Error::new(ErrorCode::InvalidParameter, "pass plain objects, lists, text and numbers: see the types")
            .with_field(field)
    })
}
