//! The two messages before encryption, written straight into the buffer that will be encrypted. Members in the order of the
//! published tables, no blanks, everything that is not ASCII as UTF-8.

use alloc::vec::Vec;

use super::row::RowRef;
use super::{Behavior, PlayerKind};
use crate::identity::Person;
use crate::scan;

/// Room for every check whose texts need no escapes: 30 bytes of frame, ai 32, name 32 characters, number 18.
pub(super) const CHECK_BYTES: usize = 256;

/// `{"ai":"..","name":"..","idNum":".."}` (V1.9 §一).
pub(super) fn check(out: &mut Vec<u8>, ai: &str, person: &Person) {
    out.extend_from_slice(b"{\"ai\":\"");
    text(out, ai);
    out.extend_from_slice(b"\",\"name\":\"");
    text(out, person.name());
    out.extend_from_slice(b"\",\"idNum\":\"");
    text(out, person.id_number());
    out.extend_from_slice(b"\"}");
}

/// Room for this many rows without escapes.
pub(super) fn report_bytes(rows: usize) -> usize {
    rows.saturating_mul(176).saturating_add(32)
}

/// `{"collections":[{"no":1,"si":"..","bt":1,"ot":..,"ct":0,"pi":".."},..]}` (V1.9 §三).
pub(super) fn report<'a>(out: &mut Vec<u8>, rows: impl Iterator<Item = RowRef<'a>>) {
    let mut number = itoa::Buffer::new();
    out.extend_from_slice(b"{\"collections\":[");
    for (no, row) in (1_u32..).zip(rows) {
        out.extend_from_slice(if no == 1 { b"{\"no\":" } else { b",{\"no\":" });
        out.extend_from_slice(number.format(no).as_bytes());
        out.extend_from_slice(b",\"si\":\"");
        text(out, row.si);
        out.extend_from_slice(match row.bt {
            Behavior::Logout => b"\",\"bt\":0,\"ot\":",
            Behavior::Login => b"\",\"bt\":1,\"ot\":",
        });
        out.extend_from_slice(number.format(row.ot).as_bytes());
        out.extend_from_slice(match row.ct {
            PlayerKind::Verified => b",\"ct\":0,\"pi\":\"",
            PlayerKind::Guest => b",\"ct\":2,\"di\":\"",
        });
        text(out, row.id);
        out.extend_from_slice(b"\"}");
    }
    out.extend_from_slice(b"]}");
}

/// The inside of a JSON string. Quotation marks and backslashes are escaped; control characters were refused before, but a
/// writer of JSON must not depend on that.
fn text(out: &mut Vec<u8>, text: &str) {
    // Nearly always there is nothing to escape.
    if !scan::any(text.as_bytes(), |it| it.below(0x20) | it.are(b'"') | it.are(b'\\')) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..0x20 => {
                out.extend_from_slice(b"\\u");
                out.extend_from_slice(crate::hex::lower(&[0, byte]).as_bytes());
            }
            _ => out.push(byte),
        }
    }
}
