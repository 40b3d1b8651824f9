//! Results: bytes that this library allocated, and views.

use core::ffi::c_char;
use core::ptr;

use crate::guard::Result;
use shiming_shape::Value;

/// Bytes or text that a call returned. The caller frees it with `shiming_buf_free`, and not by any other means. After `len`
/// bytes stands a NUL that is not counted, so text without a NUL of its own may go to `printf("%s")`. A result that is absent
/// has `ptr` null; an empty one has not.
#[repr(C)]
pub struct shiming_buf {
    /// The first byte.
    pub ptr: *mut u8,
    /// How many bytes.
    pub len: usize,
    /// This library's own; leave it as it is.
    pub cap: usize,
}

/// Bytes that belong to a step or a request: valid until that is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_bytes {
    /// The first byte; null where there is nothing.
    pub ptr: *const u8,
    /// How many bytes.
    pub len: usize,
}

/// Text, UTF-8. In what this library returns, a NUL that is not counted follows; in what it takes, none is needed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_text {
    /// The first byte; null where there is no text.
    pub ptr: *const c_char,
    /// How many bytes.
    pub len: usize,
}

impl shiming_buf {
    pub(crate) const NONE: Self = Self { ptr: ptr::null_mut(), len: 0, cap: 0 };

    /// The bytes, now the caller's.
    pub(crate) fn of(bytes: impl Into<Vec<u8>>) -> Self {
        let mut bytes = bytes.into();
        let len = bytes.len();
        if bytes.capacity() == len {
            // Growing in place would leave a copy behind that nobody wipes.
            let mut larger = Vec::with_capacity(len + 1);
            larger.extend_from_slice(&bytes);
            wipe(&mut bytes);
            bytes = larger;
        }
        bytes.push(0);
        let mut bytes = core::mem::ManuallyDrop::new(bytes);
        Self { ptr: bytes.as_mut_ptr(), len, cap: bytes.capacity() }
    }

    /// Of bytes that go over the wire as they are: a copy that growing leaves behind shows nothing.
    pub(crate) fn of_ciphertext(mut bytes: Vec<u8>) -> Self {
        bytes.reserve_exact(1);
        Self::of(bytes)
    }

    pub(crate) fn json(value: &Value) -> Self {
        Self::of(value.compact())
    }
}

impl shiming_bytes {
    pub(crate) const NONE: Self = Self { ptr: ptr::null(), len: 0 };

    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self { ptr: bytes.as_ptr(), len: bytes.len() }
    }
}

impl shiming_text {
    pub(crate) const NONE: Self = Self { ptr: ptr::null(), len: 0 };

    /// Of text to which a NUL was added.
    pub(crate) fn of(with_nul: &[u8]) -> Self {
        Self { ptr: with_nul.as_ptr().cast(), len: with_nul.len().saturating_sub(1) }
    }
}

/// Wipes bytes, all at once: one after the other would cost more than to encrypt them.
pub(crate) fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    zeroize::optimization_barrier(bytes);
}

/// Writes a result.
pub(crate) unsafe fn give<T>(out: *mut T, value: T) -> Result<()> {
    // SAFETY: the caller's out-parameter, compared with null before. What it held is not read, so nothing is dropped.
    unsafe { out.write(value) };
    Ok(())
}

/// Wipes and frees a result, and sets it to null. Null, and one that is freed already, are left alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_buf_free(buf: *mut shiming_buf) {
    // SAFETY: null, or the caller's structure.
    let Some(buf) = (unsafe { buf.as_mut() }) else { return };
    if buf.ptr.is_null() {
        return;
    }
    // SAFETY: `of` took these from a vector and the caller has not changed them. `len` is followed by one NUL.
    let mut bytes = unsafe { Vec::from_raw_parts(buf.ptr, buf.len + 1, buf.cap) };
    wipe(&mut bytes);
    *buf = shiming_buf::NONE;
}
