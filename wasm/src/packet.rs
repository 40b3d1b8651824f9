//! A request, to be read where it is until the next one is made: to hand its bytes over would copy them once more. Its head is
//! lines of text: method, URL, then a name and a value for each header. None of them can hold a line feed.

use std::cell::RefCell;

use shiming_core::Request;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Default)]
struct Packet {
    head: Vec<u8>,
    body: Vec<u8>,
    /// Bytes of the head up to the value of `timestamps`: the same in most requests of an enterprise to one address.
    common: usize,
    /// How often they have changed.
    series: u32,
    /// The head before this one.
    before: Vec<u8>,
}

thread_local! {
    static LAST: RefCell<Packet> = RefCell::default();
}

/// Where the head of the last request is.
#[wasm_bindgen]
pub fn head_place() -> *const u8 {
    LAST.with_borrow(|last| last.head.as_ptr())
}

/// How many bytes it has.
#[wasm_bindgen]
pub fn head_length() -> usize {
    LAST.with_borrow(|last| last.head.len())
}

/// How many of them make up all but the time and the signature.
#[wasm_bindgen]
pub fn head_common() -> usize {
    LAST.with_borrow(|last| last.common)
}

/// A number that stays as long as they do: who has read them need not read them again.
#[wasm_bindgen]
pub fn head_series() -> u32 {
    LAST.with_borrow(|last| last.series)
}

/// Where the body of the last request is.
#[wasm_bindgen]
pub fn body_place() -> *const u8 {
    LAST.with_borrow(|last| last.body.as_ptr())
}

/// Keeps a request as the last one, and tells the length of its body.
pub(crate) fn keep(request: Request) -> i32 {
    let Request { method, url, headers, body } = request;
    keep_parts(&method, &url, headers.iter().map(|(name, value)| (name.as_str(), value.as_str())), body)
}

/// The same of its parts.
pub(crate) fn keep_parts<'a>(
    method: &str,
    url: &str,
    headers: impl Iterator<Item = (&'a str, &'a str)>,
    body: Vec<u8>,
) -> i32 {
    LAST.with_borrow_mut(|last| {
        core::mem::swap(&mut last.head, &mut last.before);
        let (head, before) = (&mut last.head, last.common);
        head.clear();
        head.extend_from_slice(method.as_bytes());
        head.push(b'\n');
        head.extend_from_slice(url.as_bytes());
        last.common = 0;
        for (name, value) in headers {
            head.push(b'\n');
            head.extend_from_slice(name.as_bytes());
            head.push(b'\n');
            if name == "timestamps" {
                last.common = head.len();
            }
            head.extend_from_slice(value.as_bytes());
        }
        if before != last.common || head.get(..before) != last.before.get(..before) {
            last.series = last.series.wrapping_add(1);
        }
        last.body = body;
        i32::try_from(last.body.len()).unwrap_or(i32::MAX)
    })
}
