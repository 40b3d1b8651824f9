//! One flat function beside UniFFI's, for the JVM. A call of UniFFI costs there one buffer, allocated across the boundary, for
//! every text and record, and two calls more for the object: 10 to 20 microseconds for a login, of which the engine needs one.
//! Here all arguments lie in one buffer of the caller's, and so does the answer: one crossing, with four numbers.
//!
//! What has so many calls that it matters comes this way: login, heartbeat and logout, and the builders of requests.
//! [`calls`] says how the arguments lie.

mod calls;
mod codec;
mod registry;

use std::panic::catch_unwind;

use crate::error::{ShimingError, panicked};
use codec::Writer;

pub(crate) use registry::Token;

/// The answer is an error, which lies in the buffer.
const ERROR: i64 = -1;
/// The buffer is too short. Nothing was done; or it was a builder, which may be called again.
const TOO_SHORT: i64 = -2;
/// Errors and the answers of engines fit into this much: what an engine did is never lost for want of room.
const SHORTEST: usize = 4096;

/// One call of `op` on the object of `token` (`App.token`, `Engine.token`). The buffer at `address` holds `length` bytes of arguments; the answer is
/// written to the same place, at most `capacity` bytes. Answers the length of the answer, -1 for an error that lies in the
/// buffer, or -2 when the buffer is too short. Any thread may call.
///
/// # Safety
/// At `address` lie `capacity` bytes that nobody else touches until the call returns; `length` of them are initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_uniffi_call(
    token: i64,
    op: i32,
    address: i64,
    length: i64,
    capacity: i64,
) -> i64 {
    // A number and not a pointer: it is eight bytes on every machine, as the JVM passes it.
    let buffer =
        usize::try_from(address).map_or(core::ptr::null_mut(), core::ptr::with_exposed_provenance_mut::<u8>);
    let sizes = usize::try_from(length).ok().zip(usize::try_from(capacity).ok());
    let Some((length, capacity)) =
        sizes.filter(|(length, capacity)| length <= capacity && SHORTEST <= *capacity && !buffer.is_null())
    else {
        return TOO_SHORT;
    };
    let answered = {
        // SAFETY: as the caller promises.
        let arguments = unsafe { core::slice::from_raw_parts(buffer, length) };
        catch_unwind(|| calls::call(token, op, arguments)).unwrap_or_else(|_| Err(panicked()))
    };
    let (bytes, code) = match answered {
        Ok(answer) => (answer, None),
        Err(error) => (shown(&error), Some(ERROR)),
    };
    if bytes.len() > capacity {
        return TOO_SHORT;
    }
    // SAFETY: as the caller promises; what was read of the buffer is not used any more.
    unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), buffer, bytes.len()) };
    code.unwrap_or_else(|| i64::try_from(bytes.len()).unwrap_or(TOO_SHORT))
}

/// Kind, code, name, detail, field, reason, errcode.
fn shown(error: &ShimingError) -> Vec<u8> {
    let (kind, code, name, detail, field, reason, errcode) = match error {
        ShimingError::InvalidInput { code, code_name, detail, field, reason, errcode } => {
            (0, code, code_name, detail, field, reason, errcode)
        }
        ShimingError::State { code, code_name, detail, field, reason, errcode } => {
            (1, code, code_name, detail, field, reason, errcode)
        }
        ShimingError::Crypto { code, code_name, detail, field, reason, errcode } => {
            (2, code, code_name, detail, field, reason, errcode)
        }
        ShimingError::Remote { code, code_name, detail, field, reason, errcode } => {
            (3, code, code_name, detail, field, reason, errcode)
        }
        ShimingError::Internal { code, code_name, detail, field, reason, errcode } => {
            (4, code, code_name, detail, field, reason, errcode)
        }
    };
    let mut to = Writer::with_capacity(256);
    to.byte(kind);
    to.long(i64::from(*code));
    to.text(name);
    to.text(detail);
    to.optional_text(field.as_deref());
    to.optional_text(reason.as_deref());
    to.optional_long(errcode.map(i64::from));
    to.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_call_is_an_error() {
        let mut buffer = [0_u8; SHORTEST];
        // SAFETY: the buffer is as long as is said.
        let call = |buffer: &mut [u8], op: i32, length: i64| unsafe {
            let capacity = i64::try_from(buffer.len()).unwrap();
            let address = i64::try_from(buffer.as_mut_ptr().expose_provenance()).unwrap();
            shiming_uniffi_call(0, op, address, length, capacity)
        };
        for op in -1..10 {
            for length in [0, 1, 8, 40, 4096] {
                assert_eq!(call(&mut buffer, op, length), ERROR, "{op} {length}");
                assert!(buffer[0] <= 4);
            }
            assert_eq!(call(&mut buffer, op, -1), TOO_SHORT);
            assert_eq!(call(&mut buffer, op, 4097), TOO_SHORT);
            assert_eq!(call(&mut buffer[..SHORTEST - 1], op, 0), TOO_SHORT);
        }
    }
}
