//! Reading the arguments of a call.

use core::ffi::c_char;
use core::mem::size_of;
use core::slice;

use shiming_core::{Error, ErrorCode};

use crate::guard::{Fault, Result};
use shiming_shape::Value;
use shiming_shape::args::Args;
use shiming_shape::names::Named;

/// Bytes. Null stands for none where the length is 0.
#[inline]
pub(crate) unsafe fn read_bytes<'a>(ptr: *const u8, len: usize, field: &'static str) -> Result<&'a [u8]> {
    if len == 0 {
        return Ok(&[]);
    }
    if ptr.is_null() {
        return Err(Fault::null(field));
    }
    if isize::try_from(len).is_err() {
        let detail = "no object has this length: was it a negative number?";
        return Err(Error::new(ErrorCode::InvalidParameter, detail).with_field(field).into());
    }
    // SAFETY: the caller's promise: `len` readable bytes at `ptr` that nobody changes during the call.
    Ok(unsafe { slice::from_raw_parts(ptr, len) })
}

/// Text.
#[inline]
pub(crate) unsafe fn read_text<'a>(ptr: *const c_char, len: usize, field: &'static str) -> Result<&'a str> {
    // SAFETY: the caller's promise, as for bytes.
    let bytes = unsafe { read_bytes(ptr.cast(), len, field) }?;
    // Most texts are, and it is seen many bytes at once: of the 256 texts of a report too.
    if bytes.is_ascii() {
        // SAFETY: ASCII is UTF-8.
        return Ok(unsafe { core::str::from_utf8_unchecked(bytes) });
    }
    core::str::from_utf8(bytes).map_err(|_| {
        let detail =
            "pass well-formed UTF-8: check the encoding of the source, and that the length is in bytes";
        Error::new(ErrorCode::InvalidText, detail).with_field(field).into()
    })
}

/// Text, or none where the pointer is null.
pub(crate) unsafe fn read_optional<'a>(
    ptr: *const c_char,
    len: usize,
    field: &'static str,
) -> Result<Option<&'a str>> {
    if ptr.is_null() && len == 0 {
        return Ok(None);
    }
    // SAFETY: the caller's promise, as for bytes.
    unsafe { read_text(ptr, len, field) }.map(Some)
}

/// JSON text.
pub(crate) unsafe fn read_json(ptr: *const c_char, len: usize, field: &'static str) -> Result<Value> {
    // SAFETY: the caller's promise, as for bytes.
    json_of(unsafe { read_text(ptr, len, field) }?, field)
}

/// The value of a JSON text.
pub(crate) fn json_of(text: &str, field: &'static str) -> Result<Value> {
    Value::read(text).ok_or_else(|| {
        let detail = "this is no JSON text: see the shape in the header, and that the length is right";
        Error::new(ErrorCode::BadCall, detail).with_field(field).into()
    })
}

/// The members of a JSON object.
pub(crate) fn members(value: &Value) -> Result<Args<'_>> {
    Ok(Args::of(value)?)
}

/// One of the constants of an enumeration.
pub(crate) fn choice<T: Named>(number: i32, field: &'static str) -> Result<T> {
    T::numbered(number).ok_or_else(|| {
        let detail = "pass one of the constants that the header lists for this argument";
        Error::new(ErrorCode::InvalidParameter, detail).with_field(field).into()
    })
}

/// An out-parameter, checked before anything is done.
pub(crate) fn place<T>(ptr: *mut T, field: &'static str) -> Result<*mut T> {
    if ptr.is_null() { Err(Fault::null(field)) } else { Ok(ptr) }
}

/// A structure of the caller's that begins with its size.
pub(crate) unsafe fn sized<T>(ptr: *const T, field: &'static str) -> Result<()> {
    if ptr.is_null() {
        return Err(Fault::null(field));
    }
    // SAFETY: every such structure begins with a `uint32_t struct_size`.
    let size = unsafe { ptr.cast::<u32>().read() };
    if usize::try_from(size) == Ok(size_of::<T>()) { Ok(()) } else { Err(Fault::abi(field)) }
}
