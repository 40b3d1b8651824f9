//! A step: a kind, and views.

use shiming_core::engine::Step;

use crate::buf::{shiming_bytes, shiming_text, wipe};
use crate::constants::{
    SHIMING_NONE, SHIMING_STEP_EVENT, SHIMING_STEP_PERSIST, SHIMING_STEP_SEND, SHIMING_STEP_WAIT,
};
use crate::request::{self, shiming_request, shiming_request_free};
use shiming_shape::event;
use shiming_shape::names::Named;

/// One step of the host's loop. `kind` says which members count; the others are 0, null or `SHIMING_NONE`. All views are
/// valid until `shiming_step_free`, and a step outlives its engine. Read it only; later versions may add members at the end.
#[repr(C)]
pub struct shiming_step {
    /// How much of this structure the library knows.
    pub struct_size: u32,
    /// `SHIMING_STEP_PERSIST`: append `bytes` to segment `segment` of the journal, sync, call `shiming_engine_persisted(seq)`, then drop the
    /// segments below `drop_before`. `SHIMING_STEP_EVENT`: tell the application of `event`, then call `shiming_engine_handled(seq)`.
    /// `SHIMING_STEP_SEND`: send `request` within two seconds, then call `shiming_engine_complete(send, ...)` or
    /// `shiming_engine_complete_transport(send, ...)`. `SHIMING_STEP_WAIT`: nothing to do until `until_mono`. Leave other kinds alone.
    pub kind: i32,
    /// Persist, event: the number to give back.
    pub seq: i64,
    /// Persist: the segment to append to; a number not seen before is a new, empty one.
    pub segment: i64,
    /// Persist: drop the segments below this number, after `shiming_engine_persisted`; or `SHIMING_NONE`.
    pub drop_before: i64,
    /// Persist: what to append. Sealed: it shows nothing of any person.
    pub bytes: shiming_bytes,
    /// Event: JSON text `{"kind":"account_changed","game","account",...}`; personal data.
    pub event: shiming_text,
    /// Send: the number to give back.
    pub send: i64,
    /// Send: the total time allowed, connection included, in milliseconds.
    pub timeout_ms: i64,
    /// Send: the request.
    pub request: *const shiming_request,
    /// Send: `SHIMING_CHECK`, `SHIMING_QUERY` or `SHIMING_REPORT`.
    pub endpoint: i32,
    /// Always 0.
    pub reserved: i32,
    /// Wait: milliseconds of the monotonic clock that `poll` was told.
    pub until_mono: i64,
}

/// The step and what its views point to. The head comes first: a pointer to it is a pointer to all.
#[repr(C)]
struct Owned {
    head: shiming_step,
    bytes: Vec<u8>,
}

/// Puts the step on the heap.
pub(super) fn into_raw(step: Step) -> *mut shiming_step {
    let mut head = shiming_step {
        struct_size: u32::try_from(size_of::<shiming_step>()).unwrap_or(0),
        kind: SHIMING_STEP_WAIT,
        seq: 0,
        segment: 0,
        drop_before: SHIMING_NONE,
        bytes: shiming_bytes::NONE,
        event: shiming_text::NONE,
        send: 0,
        timeout_ms: 0,
        request: core::ptr::null(),
        endpoint: 0,
        reserved: 0,
        until_mono: SHIMING_NONE,
    };
    let mut bytes = Vec::new();
    // The views point into the vector's own memory, which stays where it is when the vector moves.
    match step {
        Step::Persist(persist) => {
            head.kind = SHIMING_STEP_PERSIST;
            head.seq = persist.seq;
            head.segment = persist.segment;
            head.drop_before = persist.drop_before.unwrap_or(SHIMING_NONE);
            bytes = persist.bytes;
            head.bytes = shiming_bytes::of(&bytes);
        }
        Step::Event(step) => {
            head.kind = SHIMING_STEP_EVENT;
            head.seq = step.seq;
            bytes = event::event(&step.event).compact().into_bytes();
            bytes.push(0);
            head.event = shiming_text::of(&bytes);
        }
        Step::Send(send) => {
            head.kind = SHIMING_STEP_SEND;
            head.send = send.send;
            head.endpoint = send.endpoint.number();
            head.timeout_ms = send.timeout_ms;
            head.request = request::into_raw(send.request);
        }
        Step::Wait { until_mono } => head.until_mono = until_mono,
    }
    Box::into_raw(Box::new(Owned { head, bytes })).cast()
}

/// Frees a step and what its views show. Null is left alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_step_free(step: *mut shiming_step) {
    if step.is_null() {
        return;
    }
    // SAFETY: `into_raw` made it from a box of `Owned`, whose first member the pointer names.
    let mut owned = unsafe { Box::from_raw(step.cast::<Owned>()) };
    // An event may name a person.
    wipe(&mut owned.bytes);
    // SAFETY: null, or made by `request::into_raw`, and freed only here.
    unsafe { shiming_request_free(owned.head.request.cast_mut()) };
}
