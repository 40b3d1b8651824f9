//! Where JavaScript writes the arguments of a call, one after another, and where the call reads them in the same order. To take and free memory
//! for each would cost as much as the call.
//!
//! Text and bytes: their length, 4 bytes, least significant first, then they themselves; absent: the length 2^32 - 1. A number: the 8 bytes of a
//! double.

use std::cell::RefCell;

use shiming_core::{Now, Result};
use shiming_shape::args::{bad_call, invalid};
use shiming_shape::names::Named;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::number::{int, now};

const ABSENT: u32 = u32::MAX;

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

/// Calls with the arguments in the first `length` bytes, and wipes them: they are about persons.
pub(crate) fn read<T>(length: usize, call: impl FnOnce(&mut Given<'_>) -> Result<T>) -> Result<T> {
    INBOX.with_borrow_mut(|inbox| {
        let used = inbox.get_mut(..length).ok_or_else(unwritten)?;
        let done = call(&mut Given(used));
        used.fill(0);
        done
    })
}

#[cold]
fn unwritten() -> shiming_core::Error {
    bad_call("write the arguments into the inbox first")
}

/// The arguments that are not read yet. Their types were checked in JavaScript.
pub(crate) struct Given<'a>(&'a [u8]);

impl<'a> Given<'a> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk().ok_or_else(unwritten)?;
        self.0 = rest;
        Ok(*first)
    }

    /// Bytes, or nothing.
    #[inline(never)]
    fn part(&mut self) -> Result<Option<&'a [u8]>> {
        let length = u32::from_le_bytes(self.take()?);
        if length == ABSENT {
            return Ok(None);
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let (part, rest) = self.0.split_at_checked(length).ok_or_else(unwritten)?;
        self.0 = rest;
        Ok(Some(part))
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8]> {
        self.part()?.ok_or_else(unwritten)
    }

    #[inline(never)]
    pub(crate) fn text(&mut self) -> Result<&'a str> {
        self.optional_text()?.ok_or_else(unwritten)
    }

    #[inline(never)]
    pub(crate) fn optional_text(&mut self) -> Result<Option<&'a str>> {
        let Some(part) = self.part()? else { return Ok(None) };
        str::from_utf8(part).map(Some).map_err(|_| bad_call("write text into the inbox as UTF-8"))
    }

    /// A number as it is; NaN stands for one that is absent.
    #[inline(never)]
    fn double(&mut self) -> Result<f64> {
        Ok(f64::from_le_bytes(self.take()?))
    }

    /// A whole number.
    #[inline(never)]
    pub(crate) fn int(&mut self) -> Result<i64> {
        Ok(int(self.double()?))
    }

    /// The same where 32 bits are needed.
    #[inline(never)]
    pub(crate) fn int32(&mut self, field: &'static str) -> Result<i32> {
        i32::try_from(self.int()?).map_err(|_| invalid(field, "pass a number of 32 bits"))
    }

    /// A whole number, or NaN for none.
    pub(crate) fn optional_int(&mut self) -> Result<Option<i64>> {
        let value = self.double()?;
        Ok((!value.is_nan()).then(|| int(value)))
    }

    /// One of the names of an enumeration.
    pub(crate) fn choice<T: Named>(&mut self, field: &'static str) -> Result<T> {
        choice(self.text()?, field)
    }

    /// Both clocks.
    pub(crate) fn now(&mut self) -> Result<Now> {
        Ok(now(self.double()?, self.double()?))
    }
}

/// One of the names of an enumeration.
pub(crate) fn choice<T: Named>(name: &str, field: &'static str) -> Result<T> {
    let value = T::parse(name);
    value.ok_or_else(|| invalid(field, "pass one of the names that the types list for it"))
}
