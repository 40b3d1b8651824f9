//! Identities and ids.

use crate::error::shiming_error;
use crate::guard::guard;
use crate::status::shiming_status;
use core::ffi::c_char;

use shiming_core::identity::{self, IdMode, RedactKind};
use shiming_core::journal;

use crate::buf::{give, shiming_buf};
use crate::input::{choice, place, read_bytes, read_text};
use shiming_shape::answers;
use shiming_shape::names::Named;

/// The `ai` of one attempt of one account: `out` gets 32 lower-case hexadecimal digits, the same for the same arguments.
///
/// `salt`: 16 to 64 bytes, the host's own secret. `attempt`: from 1, one more for every new check.
///
/// Errors: invalid_parameter, invalid_name, invalid_id_number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_ai_for_attempt(
    salt: *const u8,
    salt_len: usize,
    biz_id: *const c_char,
    biz_id_len: usize,
    account: *const c_char,
    account_len: usize,
    attempt: i64,
    name: *const c_char,
    name_len: usize,
    id_number: *const c_char,
    id_number_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let salt = read_bytes(salt, salt_len, "salt")?;
            let biz_id = read_text(biz_id, biz_id_len, "biz_id")?;
            let account = read_text(account, account_len, "account")?;
            let name = read_text(name, name_len, "name")?;
            let id_number = read_text(id_number, id_number_len, "id_number")?;
            give(
                out,
                shiming_buf::of(identity::ai_for_attempt(salt, biz_id, account, attempt, name, id_number)?),
            )
        })
    }
}

/// Makes any identifier fit 32 characters: `out` gets the id, `how` one of `SHIMING_HOW_...`.
///
/// `raw`: 1 to 4,096 bytes. `mode`: one of `SHIMING_ID_...`.
///
/// Errors: invalid_parameter, invalid_id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_normalize_id(
    raw: *const c_char,
    raw_len: usize,
    mode: i32,
    out: *mut shiming_buf,
    how: *mut i32,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let how = place(how, "how")?;
            let raw = read_text(raw, raw_len, "raw")?;
            let mode = choice::<IdMode>(mode, "mode")?;
            let normal = identity::normalize_id(raw, mode)?;
            give(how, normal.how.number())?;
            give(out, shiming_buf::of(normal.id))
        })
    }
}

/// Turns an id back that `shiming_normalize_id` padded.
///
/// Errors: invalid_id.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_unpad_id(
    id: *const c_char,
    id_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let id = read_text(id, id_len, "id")?;
            give(out, shiming_buf::of(identity::unpad_id(id)?))
        })
    }
}

/// Checks a name and brings it to the form that is sent: `out` gets JSON text `{"name","warnings":[...]}`.
///
/// Errors: invalid_name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_validate_name(
    name: *const c_char,
    name_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let name = read_text(name, name_len, "name")?;
            give(out, shiming_buf::json(&answers::valid_name(&identity::validate_name(name)?)))
        })
    }
}

/// Checks an ID number and brings it to the form that is sent: `out` gets JSON text `{"id_number","kind","birth","route"}`.
/// `unix_ms`: now; births after its day are refused.
///
/// Errors: bad_time, invalid_id_number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_validate_id_number(
    id_number: *const c_char,
    id_number_len: usize,
    unix_ms: i64,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let id_number = read_text(id_number, id_number_len, "id_number")?;
            let unix = unix_ms;
            give(
                out,
                shiming_buf::json(&answers::valid_id_number(&identity::validate_id_number(id_number, unix)?)),
            )
        })
    }
}

/// The birth date that a pi carries: `out` gets JSON text `{"birth":"YYYY-MM-DD"|null,"shape":"standard"|"other"}`. Personal data.
///
/// Errors: invalid_pi.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_pi_birth_date(
    pi: *const c_char,
    pi_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let pi = read_text(pi, pi_len, "pi")?;
            give(out, shiming_buf::json(&answers::pi_birth(&identity::pi_birth_date(pi)?)))
        })
    }
}

/// Makes text fit for a log: `out` gets it. `kind`: one of `SHIMING_REDACT_...`; `SHIMING_REDACT_TEXT` searches a whole text.
///
/// Errors: invalid_parameter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_redact(
    kind: i32,
    value: *const c_char,
    value_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let kind = choice::<RedactKind>(kind, "kind")?;
            let value = read_text(value, value_len, "value")?;
            give(out, shiming_buf::of(identity::redact(kind, value)?))
        })
    }
}

/// A journal key from a secret key: `out` gets 32 bytes. The configuration of an engine takes them as 64 hexadecimal digits.
///
/// Errors: invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_derive_journal_key(
    secret_key: *const c_char,
    secret_key_len: usize,
    out: *mut shiming_buf,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let secret_key = read_text(secret_key, secret_key_len, "secret_key")?;
            give(out, shiming_buf::of(journal::derive_journal_key(secret_key)?))
        })
    }
}
