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
    texts: Vec<Vec<u8>>,
    headers: Vec<shiming_header>,
    body: Vec<u8>,
}

fn with_nul(text: String) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    bytes.push(0);
    bytes
}

/// Puts the request on the heap.
pub(crate) fn into_raw(request: Request) -> *mut shiming_request {
    let mut texts = vec![with_nul(request.method), with_nul(request.url)];
    let count = request.headers.len();
    for (name, value) in request.headers {
        texts.push(with_nul(name));
        texts.push(with_nul(value));
    }
    let view = |at: usize| texts.get(at).map_or(shiming_text::NONE, |text| shiming_text::of(text));
    let headers: Vec<_> =
        (0..count).map(|at| shiming_header { name: view(2 + 2 * at), value: view(3 + 2 * at) }).collect();
    let head = shiming_request {
        struct_size: u32::try_from(size_of::<shiming_request>()).unwrap_or(0),
        header_count: u32::try_from(count).unwrap_or(0),
        method: view(0),
        url: view(1),
        headers: headers.as_ptr(),
        body: shiming_bytes::of(&request.body),
    };
    // The views point into the vectors' own memory, which stays where it is when the vectors move.
    Box::into_raw(Box::new(Owned { head, texts, headers, body: request.body })).cast()
}

/// Frees a request. Null is left alone. A request inside a step is freed with the step.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_request_free(request: *mut shiming_request) {
    if !request.is_null() {
        // SAFETY: `into_raw` made it from a box of `Owned`, whose first member the pointer names.
        drop(unsafe { Box::from_raw(request.cast::<Owned>()) });
    }
}
