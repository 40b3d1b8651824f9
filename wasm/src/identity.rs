//! Names, numbers, identifiers.

use shiming_core::identity;
use shiming_core::journal;
use shiming_shape::answers;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Result;
use crate::input::{choice, int};

/// `ai_for_attempt`.
#[wasm_bindgen]
pub fn ai_for_attempt(
    salt: &[u8],
    biz_id: &str,
    account: &str,
    attempt: f64,
    name: &str,
    id_number: &str,
) -> Result<String> {
    Ok(identity::ai_for_attempt(salt, biz_id, account, int(attempt), name, id_number)?)
}

/// `normalize_id`: JSON text.
#[wasm_bindgen]
pub fn normalize_id(raw: &str, mode: &str) -> Result<String> {
    Ok(answers::normal_id(&identity::normalize_id(raw, choice(mode, "mode")?)?).compact())
}

/// `unpad_id`.
#[wasm_bindgen]
pub fn unpad_id(id: &str) -> Result<String> {
    Ok(identity::unpad_id(id)?)
}

/// `validate_name`: JSON text.
#[wasm_bindgen]
pub fn validate_name(name: &str) -> Result<String> {
    Ok(answers::valid_name(&identity::validate_name(name)?).compact())
}

/// `validate_id_number`: JSON text.
#[wasm_bindgen]
pub fn validate_id_number(id_number: &str, unix: f64) -> Result<String> {
    Ok(answers::valid_id_number(&identity::validate_id_number(id_number, int(unix))?).compact())
}

/// `pi_birth_date`: JSON text.
#[wasm_bindgen]
pub fn pi_birth_date(pi: &str) -> Result<String> {
    Ok(answers::pi_birth(&identity::pi_birth_date(pi)?).compact())
}

/// `redact`.
#[wasm_bindgen]
pub fn redact(kind: &str, value: &str) -> Result<String> {
    Ok(identity::redact(choice(kind, "kind")?, value)?)
}

/// `derive_journal_key`: 32 bytes.
#[wasm_bindgen]
pub fn derive_journal_key(secret_key: String) -> Result<Vec<u8>> {
    Ok(journal::derive_journal_key(&Zeroizing::new(secret_key))?.to_vec())
}
