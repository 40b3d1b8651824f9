//! Names, ID numbers, identifiers, and what may be shown of them.

use shiming_core::{identity, journal};

use crate::enumerations::{IdKind, IdMode, IdRoute, NameWarning, NormalIdHow, PiShape, RedactKind};
use crate::error::Result;
use crate::shown::shown;
use crate::text::Text;

/// An id of exactly 32 characters.
#[derive(uniffi::Record)]
pub struct NormalId {
    /// 32 characters of `[0-9A-Za-z]`.
    pub id: String,
    /// What was done.
    pub how: NormalIdHow,
}

/// A name that passed.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct ValidName {
    /// Normalised: this is what is sent.
    pub name: String,
    /// Something a person should look at.
    pub warnings: Vec<NameWarning>,
}

/// A number that passed.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct ValidIdNumber {
    /// 18 characters: this is what is sent.
    pub id_number: String,
    /// The kind of document.
    pub kind: IdKind,
    /// The birth date inside, `YYYY-MM-DD`.
    pub birth: String,
    /// What to do with it by default.
    pub route: IdRoute,
}

/// What a pi tells.
#[derive(uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct PiBirth {
    /// The birth date inside, `YYYY-MM-DD`.
    pub birth: Option<String>,
    /// The shape of the pi.
    pub shape: PiShape,
}

shown! {
    ValidName: it => format!("ValidName({:?})", it.warnings);
    ValidIdNumber: it => format!("ValidIdNumber({:?}, {:?})", it.kind, it.route);
    PiBirth: it => format!("PiBirth({:?})", it.shape);
}

/// An `ai` that is the same whenever the same attempt is computed again. `salt`: 16 to 64 secret bytes; `attempt`: from 1.
///
/// Errors: `invalid_parameter`, `invalid_name`, `invalid_id_number`, `invalid_text`.
#[uniffi::export]
pub fn ai_for_attempt(
    salt: Vec<u8>,
    biz_id: Text,
    account: Text,
    attempt: i64,
    name: Text,
    id_number: Text,
) -> Result<String> {
    let (biz_id, account) = (biz_id.take("biz_id")?, account.take("account")?);
    let (name, id_number) = (name.take("name")?, id_number.take("id_number")?);
    Ok(identity::ai_for_attempt(&salt, &biz_id, &account, attempt, &name, &id_number)?)
}

/// Brings an identifier of the host's to the 32 characters that the interface wants (Q94, M51).
///
/// Errors: `invalid_id`, `invalid_text`.
#[uniffi::export]
pub fn normalize_id(raw: Text, mode: IdMode) -> Result<NormalId> {
    let normal = identity::normalize_id(&raw.take("raw")?, mode.into())?;
    Ok(NormalId { id: normal.id, how: normal.how.into() })
}

/// The identifier that was padded.
///
/// Errors: `invalid_id`, `invalid_text`.
#[uniffi::export]
pub fn unpad_id(id: Text) -> Result<String> {
    Ok(identity::unpad_id(&id.take("id")?)?)
}

/// Checks and normalises a name as the authority wants it.
///
/// Errors: `invalid_name`, `invalid_text`.
#[uniffi::export]
pub fn validate_name(name: Text) -> Result<ValidName> {
    let valid = identity::validate_name(&name.take("name")?)?;
    Ok(ValidName { name: valid.name, warnings: valid.warnings.into_iter().map(Into::into).collect() })
}

/// Checks and normalises an ID number. `unix`: now, in milliseconds.
///
/// Errors: `invalid_id_number`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn validate_id_number(id_number: Text, unix: i64) -> Result<ValidIdNumber> {
    let valid = identity::validate_id_number(&id_number.take("id_number")?, unix)?;
    Ok(ValidIdNumber {
        id_number: valid.id_number,
        kind: valid.kind.into(),
        birth: valid.birth.text(),
        route: valid.route.into(),
    })
}

/// The birth date inside a pi (Q111).
///
/// Errors: `invalid_pi`, `invalid_text`.
#[uniffi::export]
pub fn pi_birth_date(pi: Text) -> Result<PiBirth> {
    let pi = identity::pi_birth_date(&pi.take("pi")?)?;
    Ok(PiBirth { birth: pi.birth.map(|birth| birth.text()), shape: pi.shape.into() })
}

/// What may be shown of personal data or a secret. Free text: at most 1 MiB.
///
/// Errors: `invalid_parameter`, `invalid_text`.
#[uniffi::export]
pub fn redact(kind: RedactKind, value: Text) -> Result<String> {
    Ok(identity::redact(kind.into(), &value.take("value")?)?)
}

/// A journal's key from a secret key: 32 bytes.
///
/// Errors: `invalid_key`, `invalid_text`.
#[uniffi::export]
pub fn derive_journal_key(secret_key: Text) -> Result<Vec<u8>> {
    Ok(journal::derive_journal_key(&secret_key.take("secret_key")?)?.to_vec())
}
