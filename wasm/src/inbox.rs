//! Where JavaScript writes the texts and bytes of a call that is made often, one after another; the call says how long each of them is.
//! To take and free memory for each would cost as much as the call.

use std::cell::RefCell;

use shiming_core::Result;
use shiming_shape::args::bad_call;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static INBOX: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for this many bytes and tells where.
#[wasm_bindgen]
pub fn inbox(bytes: usize) -> *mut u8 {
    INBOX.with_borrow_mut(|inbox| {
        *inbox = vec![0; bytes];
        inbox.as_mut_ptr()
    })
}

/// Calls with the parts that lie there, and wipes them: they are about persons.
pub(crate) fn read<const N: usize, T>(
    lengths: [usize; N],
    call: impl FnOnce([&[u8]; N]) -> Result<T>,
) -> Result<T> {
    INBOX.with_borrow_mut(|inbox| {
        let mut rest = inbox.as_slice();
        let mut parts = [rest; N];
        for (part, length) in parts.iter_mut().zip(lengths) {
            (*part, rest) =
                rest.split_at_checked(length).ok_or_else(|| bad_call("write into the inbox first"))?;
        }
        let left = rest.len();
        let done = call(parts);
        let used = inbox.len().saturating_sub(left);
        inbox.iter_mut().take(used).for_each(|byte| *byte = 0);
        done
    })
}

/// A part that is text.
pub(crate) fn text(part: &[u8]) -> Result<&str> {
    str::from_utf8(part).map_err(|_| bad_call("write text into the inbox as UTF-8"))
}
