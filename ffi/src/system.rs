//! What the core cannot have: clocks and entropy. And who we are.

use core::ffi::c_char;

use shiming_core::{Error, ErrorCode};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::buf::give;
use crate::error::shiming_error;
use crate::guard::{Result, guard};
use crate::input::{place, read_bytes};
use crate::status::shiming_status;

/// The number of the binary interface: raised when a program compiled against an older header must not run.
pub const SHIMING_ABI_VERSION: u32 = 1;

const VERSION: &core::ffi::CStr =
    match core::ffi::CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };

/// The version of the library that is loaded, such as "0.1.0". Static text; nothing to free.
#[unsafe(no_mangle)]
pub extern "C" fn shiming_version() -> *const c_char {
    VERSION.as_ptr()
}

/// The `SHIMING_ABI_VERSION` of the library that is loaded. `shiming_check_abi` compares it with the header's.
#[unsafe(no_mangle)]
pub extern "C" fn shiming_abi_version() -> u32 {
    SHIMING_ABI_VERSION
}

/// Both clocks in milliseconds: `unix_ms` gets the wall clock, `mono_ms` one that never runs back. For languages without a
/// monotonic clock of their own; a program may use its own clocks instead, but always the same.
///
/// Errors: internal (the system has no such clock).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_now(
    unix_ms: *mut i64,
    mono_ms: *mut i64,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let (unix, mono) = (place(unix_ms, "unix_ms")?, place(mono_ms, "mono_ms")?);
            let wall = SystemTime::now().duration_since(UNIX_EPOCH).ok();
            let wall = wall.and_then(|time| i64::try_from(time.as_millis()).ok());
            let (Some(wall), Some(steady)) = (wall, monotonic()) else {
                let detail = "the system's clock cannot be read: pass the times of another clock";
                return Err(Error::new(ErrorCode::Internal, detail).into());
            };
            give(mono, steady)?;
            give(unix, wall)
        })
    }
}

/// Milliseconds of a clock that never runs back. The standard library's `Instant` shows no number.
#[cfg(unix)]
#[allow(clippy::useless_conversion, reason = "both members have 32 bits on some systems")]
fn monotonic() -> Option<i64> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is ours.
    let done = unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    (done == 0).then(|| i64::from(time.tv_sec) * 1000 + i64::from(time.tv_nsec) / 1_000_000)
}

#[cfg(windows)]
fn monotonic() -> Option<i64> {
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetTickCount64() -> u64;
    }
    // SAFETY: it takes nothing and cannot fail.
    i64::try_from(unsafe { GetTickCount64() }).ok()
}

/// Bytes from the system's source of randomness.
pub(crate) fn fresh<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| {
        let detail = "the system gives no random bytes: pass your own";
        Error::new(ErrorCode::WeakEntropy, detail)
    })?;
    Ok(bytes)
}

/// The caller's nonce, or 12 fresh bytes where the pointer is null. Null with a length is a mistake, as everywhere.
pub(crate) unsafe fn nonce_or_fresh(ptr: *const u8, len: usize) -> Result<Vec<u8>> {
    if ptr.is_null() && len == 0 {
        return Ok(fresh::<12>()?.to_vec());
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { read_bytes(ptr, len, "nonce") }?.to_vec())
}

/// The caller's entropy, or 32 fresh bytes where the pointer is null.
pub(crate) unsafe fn entropy_or_fresh(ptr: *const u8, len: usize) -> Result<zeroize::Zeroizing<Vec<u8>>> {
    if ptr.is_null() && len == 0 {
        return Ok(fresh::<32>()?.to_vec().into());
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { read_bytes(ptr, len, "entropy") }?.to_vec().into())
}
