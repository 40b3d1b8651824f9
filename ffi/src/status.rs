//! Status numbers: those of the core, and the few that only a C caller can meet. One table; numbers are never reused.

use core::ffi::{CStr, c_char};

#[cfg(test)]
use shiming_core::ErrorCode;

/// What a call answered: `SHIMING_OK`, or one of `SHIMING_E_...`. 1-99: the call is wrong; 100-199: the state forbids it;
/// 200-299: cryptography; 900 and above: a defect of this library.
pub type shiming_status = i32;

/// It worked: the out-parameters are written.
pub const SHIMING_OK: shiming_status = 0;
/// The line is not a call of the pipe protocol.
pub const SHIMING_E_BAD_CALL: shiming_status = 1;
/// No such operation.
pub const SHIMING_E_UNKNOWN_OP: shiming_status = 2;
/// Another version of the pipe protocol.
pub const SHIMING_E_UNSUPPORTED_PROTOCOL: shiming_status = 3;
/// Text that is not valid UTF-8.
pub const SHIMING_E_INVALID_TEXT: shiming_status = 4;
/// An argument is out of range or of no known kind.
pub const SHIMING_E_INVALID_PARAMETER: shiming_status = 5;
/// Configuration that does not fit its schema.
pub const SHIMING_E_INVALID_CONFIG: shiming_status = 6;
/// A share of the quota that makes no sense.
pub const SHIMING_E_INVALID_SHARE: shiming_status = 7;
/// A time outside 2020-2100.
pub const SHIMING_E_BAD_TIME: shiming_status = 8;
/// An endpoint that is no plain http(s) URL.
pub const SHIMING_E_INVALID_URL: shiming_status = 9;
/// The official interface test has eight cases.
pub const SHIMING_E_UNKNOWN_CASE: shiming_status = 10;
/// A nonce that is not 12 bytes.
pub const SHIMING_E_INVALID_NONCE: shiming_status = 11;
/// A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied.
pub const SHIMING_E_INVALID_KEY: shiming_status = 12;
/// A body that is not an encrypted envelope.
pub const SHIMING_E_INVALID_BODY: shiming_status = 13;
/// An `ai` the authority would refuse.
pub const SHIMING_E_INVALID_AI: shiming_status = 14;
/// An `si` the authority would refuse.
pub const SHIMING_E_INVALID_SI: shiming_status = 15;
/// A `di` the authority would refuse.
pub const SHIMING_E_INVALID_DI: shiming_status = 16;
/// A `pi` that cannot be one.
pub const SHIMING_E_INVALID_PI: shiming_status = 17;
/// A name the authority would refuse.
pub const SHIMING_E_INVALID_NAME: shiming_status = 18;
/// An ID number the authority would refuse.
pub const SHIMING_E_INVALID_ID_NUMBER: shiming_status = 19;
/// An identifier that cannot be normalised or unpadded.
pub const SHIMING_E_INVALID_ID: shiming_status = 20;
/// Rows that cannot be reported.
pub const SHIMING_E_INVALID_ROWS: shiming_status = 21;
/// A state that is not one of ours.
pub const SHIMING_E_INVALID_STATE: shiming_status = 22;
/// A profile with an unknown base or option.
pub const SHIMING_E_INVALID_PROFILE: shiming_status = 23;
/// A calendar that contradicts itself.
pub const SHIMING_E_INVALID_CALENDAR: shiming_status = 24;
/// An amount of money that makes no sense.
pub const SHIMING_E_INVALID_AMOUNT: shiming_status = 25;
/// Entropy that is plainly not random.
pub const SHIMING_E_WEAK_ENTROPY: shiming_status = 26;
/// A signature that does not match.
pub const SHIMING_E_INVALID_SIGNATURE: shiming_status = 27;
/// A message of OmniSDK or Player Network that cannot be read, or says nothing usable.
pub const SHIMING_E_INVALID_CALLBACK: shiming_status = 28;
/// A pointer is null that must not be: pass the handle, the out-parameter, or length 0.
pub const SHIMING_E_NULL_POINTER: shiming_status = 90;
/// The `struct_size` of a structure is not one that this version knows: set it with the structure's `..._INIT`, and compile against the header of the library that is loaded.
pub const SHIMING_E_ABI: shiming_status = 91;
/// The engine knows no such game.
pub const SHIMING_E_UNKNOWN_GAME: shiming_status = 100;
/// The engine knows no such session.
pub const SHIMING_E_UNKNOWN_SESSION: shiming_status = 101;
/// The session ended already.
pub const SHIMING_E_SESSION_OVER: shiming_status = 102;
/// No such request is in flight.
pub const SHIMING_E_UNKNOWN_SEND: shiming_status = 103;
/// Too much is waiting for the disk.
pub const SHIMING_E_JOURNAL_BACKLOG: shiming_status = 104;
/// The journal is damaged in the middle.
pub const SHIMING_E_JOURNAL_DAMAGED: shiming_status = 105;
/// The journal was written by a newer version.
pub const SHIMING_E_JOURNAL_NEWER: shiming_status = 106;
/// None of the journal keys opens this journal.
pub const SHIMING_E_JOURNAL_KEY_UNKNOWN: shiming_status = 107;
/// The engine crossed a fork.
pub const SHIMING_E_FORKED: shiming_status = 108;
/// An earlier call panicked inside this engine: free it, open a new one, load the journal.
pub const SHIMING_E_POISONED: shiming_status = 190;
/// The tag does not match: wrong key, or the body was changed.
pub const SHIMING_E_DECRYPT_FAILED: shiming_status = 200;
/// A defect of this library.
pub const SHIMING_E_INTERNAL: shiming_status = 900;
/// A defect of this library was caught: report it with `shiming_version()`. The engine it happened in is poisoned.
pub const SHIMING_E_PANIC: shiming_status = 901;

/// The statuses that the core does not have, and their names.
pub(crate) const EDGE: [(shiming_status, &CStr); 4] = [
    (SHIMING_E_NULL_POINTER, c"null_pointer"),
    (SHIMING_E_ABI, c"abi"),
    (SHIMING_E_POISONED, c"poisoned"),
    (SHIMING_E_PANIC, c"panic"),
];

/// The stable name of a status, snake_case, the same in every language: "invalid_key". "ok" for 0, and null for a number
/// that no status has. Static text with a NUL at its end; nothing to free.
#[unsafe(no_mangle)]
pub extern "C" fn shiming_status_name(status: shiming_status) -> *const c_char {
    if let Some((_, name)) = EDGE.iter().find(|(number, _)| *number == status) {
        return name.as_ptr();
    }
    match status {
        SHIMING_OK => c"ok".as_ptr(),
        SHIMING_E_BAD_CALL => c"bad_call".as_ptr(),
        SHIMING_E_UNKNOWN_OP => c"unknown_op".as_ptr(),
        SHIMING_E_UNSUPPORTED_PROTOCOL => c"unsupported_protocol".as_ptr(),
        SHIMING_E_INVALID_TEXT => c"invalid_text".as_ptr(),
        SHIMING_E_INVALID_PARAMETER => c"invalid_parameter".as_ptr(),
        SHIMING_E_INVALID_CONFIG => c"invalid_config".as_ptr(),
        SHIMING_E_INVALID_SHARE => c"invalid_share".as_ptr(),
        SHIMING_E_BAD_TIME => c"bad_time".as_ptr(),
        SHIMING_E_INVALID_URL => c"invalid_url".as_ptr(),
        SHIMING_E_UNKNOWN_CASE => c"unknown_case".as_ptr(),
        SHIMING_E_INVALID_NONCE => c"invalid_nonce".as_ptr(),
        SHIMING_E_INVALID_KEY => c"invalid_key".as_ptr(),
        SHIMING_E_INVALID_BODY => c"invalid_body".as_ptr(),
        SHIMING_E_INVALID_AI => c"invalid_ai".as_ptr(),
        SHIMING_E_INVALID_SI => c"invalid_si".as_ptr(),
        SHIMING_E_INVALID_DI => c"invalid_di".as_ptr(),
        SHIMING_E_INVALID_PI => c"invalid_pi".as_ptr(),
        SHIMING_E_INVALID_NAME => c"invalid_name".as_ptr(),
        SHIMING_E_INVALID_ID_NUMBER => c"invalid_id_number".as_ptr(),
        SHIMING_E_INVALID_ID => c"invalid_id".as_ptr(),
        SHIMING_E_INVALID_ROWS => c"invalid_rows".as_ptr(),
        SHIMING_E_INVALID_STATE => c"invalid_state".as_ptr(),
        SHIMING_E_INVALID_PROFILE => c"invalid_profile".as_ptr(),
        SHIMING_E_INVALID_CALENDAR => c"invalid_calendar".as_ptr(),
        SHIMING_E_INVALID_AMOUNT => c"invalid_amount".as_ptr(),
        SHIMING_E_WEAK_ENTROPY => c"weak_entropy".as_ptr(),
        SHIMING_E_INVALID_SIGNATURE => c"invalid_signature".as_ptr(),
        SHIMING_E_INVALID_CALLBACK => c"invalid_callback".as_ptr(),
        SHIMING_E_UNKNOWN_GAME => c"unknown_game".as_ptr(),
        SHIMING_E_UNKNOWN_SESSION => c"unknown_session".as_ptr(),
        SHIMING_E_SESSION_OVER => c"session_over".as_ptr(),
        SHIMING_E_UNKNOWN_SEND => c"unknown_send".as_ptr(),
        SHIMING_E_JOURNAL_BACKLOG => c"journal_backlog".as_ptr(),
        SHIMING_E_JOURNAL_DAMAGED => c"journal_damaged".as_ptr(),
        SHIMING_E_JOURNAL_NEWER => c"journal_newer".as_ptr(),
        SHIMING_E_JOURNAL_KEY_UNKNOWN => c"journal_key_unknown".as_ptr(),
        SHIMING_E_FORKED => c"forked".as_ptr(),
        SHIMING_E_DECRYPT_FAILED => c"decrypt_failed".as_ptr(),
        SHIMING_E_INTERNAL => c"internal".as_ptr(),
        _ => core::ptr::null(),
    }
}

/// Whether the core has this code: used to compare both tables.
#[cfg(test)]
fn core_code(status: shiming_status) -> Option<ErrorCode> {
    ErrorCode::ALL.iter().copied().find(|code| code.number() == status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(status: shiming_status) -> Option<String> {
        let name = shiming_status_name(status);
        // SAFETY: static text with a NUL, or null.
        (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) }.to_str().unwrap().to_owned())
    }

    #[test]
    fn every_code_of_the_core_is_here_and_nothing_else_but_the_edge() {
        for status in -1..2000 {
            let edge =
                EDGE.iter().find(|(number, _)| *number == status).map(|(_, name)| name.to_str().unwrap());
            let expected = match status {
                0 => Some("ok"),
                _ => core_code(status).map(ErrorCode::name).or(edge),
            };
            assert_eq!(name(status).as_deref(), expected, "{status}");
            assert!(core_code(status).is_none() || edge.is_none(), "{status} is taken twice");
        }
    }
}
