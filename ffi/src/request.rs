//! A request to be sent: views into memory of this library.

use shiming_core::Request;

use crate::buf::{shiming_bytes, shiming_text};

/// One header.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct shiming_header {
    /// In the official spelling (`appId`, `bizId`, `timestamps`, `sign`).
    pub name: shiming_text,
    /// Its value.
    pub value: shiming_text,
}

/// One HTTP request, to be sent exactly as it is and only once: the signature covers every byte of the body. All views are
/// valid until the request, or the step that holds it, is freed. Read it only; later versions may add members at the end.
#[repr(C)]
pub struct shiming_request {
    /// How much of this structure the library knows.
    pub struct_size: u32,
    /// How many headers.
    pub header_count: u32,
    /// `GET` or `POST`.
    pub method: shiming_text,
    /// The whole URL with its query.
    pub url: shiming_text,
    /// The headers, in order. Add none that signs or caches; `Content-Length` is your client's.
    pub headers: *const shiming_header,
    /// The body; empty for `GET`.
    pub body: shiming_bytes,
}

/// The request and what its views point to. The head comes first: a pointer to it is a pointer to all.
#[repr(C)]
pub(crate) struct Owned {
    head: shiming_request,
    texts: Vec<u8>,
    headers: Vec<shiming_header>,
    body: Vec<u8>,
}

/// Puts the request on the heap.
pub(crate) fn into_raw(request: Request) -> *mut shiming_request {
    let Request { method, url, headers: named, body } = request;
    let in_headers: usize = named.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    // All texts lie in one block, which is made large enough: a view must never move.
    let mut texts = Vec::with_capacity(method.len() + url.len() + 2 + in_headers);
    let method = append(&mut texts, &method);
    let url = append(&mut texts, &url);
    let mut headers = Vec::with_capacity(named.len());
    for (name, value) in &named {
        headers.push(shiming_header { name: append(&mut texts, name), value: append(&mut texts, value) });
    }
    let head = shiming_request {
        struct_size: u32::try_from(size_of::<shiming_request>()).unwrap_or(0),
        header_count: u32::try_from(headers.len()).unwrap_or(0),
        method,
        url,
        headers: headers.as_ptr(),
        body: shiming_bytes::of(&body),
    };
    // The views point into the vectors' own memory, which stays where it is when the vectors move.
    Box::into_raw(Box::new(Owned { head, texts, headers, body })).cast()
}

/// Adds a text and its NUL to a block that has room for both, and views it there.
fn append(block: &mut Vec<u8>, text: &str) -> shiming_text {
    let start = block.len();
    debug_assert!(block.capacity() - start > text.len(), "the block would move");
    block.extend_from_slice(text.as_bytes());
    block.push(0);
    block.get(start..).map_or(shiming_text::NONE, shiming_text::of)
}

/// Frees a request. Null is left alone. A request inside a step is freed with the step.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_request_free(request: *mut shiming_request) {
    if !request.is_null() {
        // SAFETY: `into_raw` made it from a box of `Owned`, whose first member the pointer names.
        drop(unsafe { Box::from_raw(request.cast::<Owned>()) });
    }
}
