//! A request as bytes: the length of its head (4 bytes, the lowest first), the head, the body. The head is lines of text:
//! method, URL, then a name and a value for each header. None of them can hold a line feed.

use std::cell::RefCell;

use shiming_core::Request;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static LAST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Where the last packet is, until the next one is made.
#[wasm_bindgen]
pub fn packet_place() -> *const u8 {
    LAST.with_borrow(Vec::as_ptr)
}

/// Keeps a request as the last packet, to be read where it is, and tells its length: to hand the bytes over would copy them once more.
pub(crate) fn keep(request: &Request) -> usize {
    let packet = packet(request);
    let length = packet.len();
    LAST.set(packet);
    length
}

/// One request.
pub(crate) fn packet(request: &Request) -> Vec<u8> {
    let headers = request.headers.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    let lines = [request.method.as_str(), request.url.as_str()].into_iter().chain(headers);
    let length = lines.clone().map(|line| line.len() + 1).sum::<usize>().saturating_sub(1);
    let mut packet = Vec::with_capacity(4 + length + request.body.len());
    packet.extend(u32::try_from(length).unwrap_or(0).to_le_bytes());
    for (at, line) in lines.enumerate() {
        if at > 0 {
            packet.push(b'\n');
        }
        packet.extend_from_slice(line.as_bytes());
    }
    packet.extend_from_slice(&request.body);
    packet
}
