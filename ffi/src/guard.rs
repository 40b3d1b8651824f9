//! What stands around every call: no panic crosses into C, and every error becomes a status and a detail.

use std::panic::{AssertUnwindSafe, catch_unwind};

use shiming_core::Error;

use crate::error::{self, shiming_error};
use crate::status::{SHIMING_E_ABI, SHIMING_E_NULL_POINTER, SHIMING_E_PANIC, SHIMING_OK, shiming_status};

/// Why a call failed.
pub(crate) struct Fault {
    pub(crate) status: shiming_status,
    pub(crate) errcode: i32,
    pub(crate) reason: &'static str,
    pub(crate) field: &'static str,
    pub(crate) detail: String,
}

/// A result of the edge.
pub(crate) type Result<T> = core::result::Result<T, Fault>;

impl Fault {
    pub(crate) fn new(status: shiming_status, field: &'static str, detail: &str) -> Self {
        Self { status, errcode: 0, reason: "", field, detail: detail.to_owned() }
    }

    pub(crate) fn null(field: &'static str) -> Self {
        Self::new(SHIMING_E_NULL_POINTER, field, "this pointer is null: pass one, as the header says")
    }

    pub(crate) fn abi(field: &'static str) -> Self {
        let detail = "struct_size is not of this version: set it with the structure's INIT, and use the header of the library that is loaded";
        Self::new(SHIMING_E_ABI, field, detail)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self {
            status: error.code.number(),
            errcode: error.errcode.unwrap_or(0),
            reason: error.reason.unwrap_or(""),
            field: error.field.unwrap_or(""),
            detail: error.into_parts().detail,
        }
    }
}

/// Runs the body of a call.
pub(crate) unsafe fn guard(err: *mut shiming_error, body: impl FnOnce() -> Result<()>) -> shiming_status {
    // SAFETY: null, or the caller's structure.
    let checked = unsafe { error::check(err) };
    if checked != SHIMING_OK {
        return checked;
    }
    // What the body leaves half done after a panic is either the caller's out-parameter, which is written last, or an
    // engine, whose lock is then poisoned.
    let result = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| {
        let detail =
            "a defect of this library: report it with shiming_version(); free the engine it happened in";
        Err(Fault::new(SHIMING_E_PANIC, "", detail))
    });
    match result {
        Ok(()) => SHIMING_OK,
        Err(fault) => {
            // SAFETY: as above; its size was compared.
            unsafe { error::put(err, &fault) };
            fault.status
        }
    }
}
