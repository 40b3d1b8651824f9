//! What went wrong, for a person: a structure of the caller's.

use core::ffi::c_char;
use core::mem::size_of;

use crate::guard::Fault;
use crate::status::{SHIMING_E_ABI, shiming_status};

/// The detail of an error. The caller owns it: `shiming_error err = SHIMING_ERROR_INIT;`, nothing to free, usable again
/// and again. Written only when a call fails. No text in it quotes the arguments, so it may be logged.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_error {
    /// `sizeof(shiming_error)`, set by the caller.
    pub struct_size: u32,
    /// The status that the call also returned.
    pub code: i32,
    /// The authority's error code where one was the cause, else 0.
    pub errcode: i32,
    /// Which of the code's reasons it was, with a NUL at its end; empty where the code has none.
    pub reason: [c_char; 32],
    /// The argument or member that is wrong, with a NUL at its end; empty where none is.
    pub field: [c_char; 32],
    /// What is wrong and what to do, in English: UTF-8 with a NUL at its end, cut between characters if too long.
    pub detail: [c_char; 256],
}

/// Refuses an error structure of another version before anything is done.
pub(crate) unsafe fn check(err: *const shiming_error) -> shiming_status {
    // SAFETY: null, or the caller's structure, of which at least the first member is there.
    let size = if err.is_null() { return 0 } else { unsafe { (*err).struct_size } };
    if size == known() { 0 } else { SHIMING_E_ABI }
}

fn known() -> u32 {
    u32::try_from(size_of::<shiming_error>()).unwrap_or(0)
}

/// Writes the fault.
pub(crate) unsafe fn put(err: *mut shiming_error, fault: &Fault) {
    if err.is_null() {
        return;
    }
    let error = shiming_error {
        struct_size: known(),
        code: fault.status,
        errcode: fault.errcode,
        reason: chars(fault.reason),
        field: chars(fault.field),
        detail: chars(&fault.detail),
    };
    // SAFETY: the caller's structure has the size that `check` compared.
    unsafe { err.write(error) };
}

/// Text with a NUL, cut between characters.
pub(crate) fn chars<const N: usize>(text: &str) -> [c_char; N] {
    let mut out = [0; N];
    let fits = |(at, c): &(usize, char)| at + c.len_utf8() < N;
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    for (to, from) in out.iter_mut().zip(text.as_bytes().iter().take(end)) {
        *to = from.cast_signed() as c_char;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_between_characters_and_ends_with_nul() {
        let text = |chars: [c_char; 8]| {
            let end = chars.iter().position(|c| *c == 0).unwrap();
            String::from_utf8(chars.iter().take(end).map(|c| *c as u8).collect()).unwrap()
        };
        assert_eq!(text(chars("1234567")), "1234567");
        assert_eq!(text(chars("12345678")), "1234567");
        assert_eq!(text(chars("实名实名")), "实名");
        assert_eq!(text(chars("")), "");
    }
}
