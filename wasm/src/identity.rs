//! Names, numbers, identifiers.

use shiming_core::Result;
use shiming_core::{identity, journal};
use shiming_shape::answers;

use crate::inbox::Given;
use crate::outbox;

/// `ai_for_attempt`: salt, biz_id, account, attempt, name, id_number.
pub(crate) fn ai_for_attempt(given: &mut Given<'_>) -> Result<i32> {
    let (salt, biz_id, account, attempt) = (given.bytes()?, given.text()?, given.text()?, given.int()?);
    let (name, id_number) = (given.text()?, given.text()?);
    outbox::text(&identity::ai_for_attempt(salt, biz_id, account, attempt, name, id_number)?)
}

/// `normalize_id`: raw, mode.
pub(crate) fn normalize_id(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&answers::normal_id(&identity::normalize_id(given.text()?, given.choice("mode")?)?))
}

/// `unpad_id`: id.
pub(crate) fn unpad_id(given: &mut Given<'_>) -> Result<i32> {
    outbox::text(&identity::unpad_id(given.text()?)?)
}

/// `validate_name`: name.
pub(crate) fn validate_name(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&answers::valid_name(&identity::validate_name(given.text()?)?))
}

/// `validate_id_number`: id_number, unix.
pub(crate) fn validate_id_number(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&answers::valid_id_number(&identity::validate_id_number(given.text()?, given.int()?)?))
}

/// `pi_birth_date`: pi.
pub(crate) fn pi_birth_date(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&answers::pi_birth(&identity::pi_birth_date(given.text()?)?))
}

/// `redact`: kind, value.
pub(crate) fn redact(given: &mut Given<'_>) -> Result<i32> {
    outbox::text(&identity::redact(given.choice("kind")?, given.text()?)?)
}

/// `derive_journal_key`: secret_key. 32 bytes.
pub(crate) fn derive_journal_key(given: &mut Given<'_>) -> Result<i32> {
    outbox::bytes(journal::derive_journal_key(given.text()?)?.to_vec())
}
