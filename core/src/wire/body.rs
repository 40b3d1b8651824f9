//! The encrypted envelope (V1.9 §四): `{"data":"base64(nonce ‖ ciphertext ‖ tag)"}`, AES-128-GCM without additional data.

use alloc::vec::Vec;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD, general_purpose::PAD};
use base64::{Engine, alphabet};

use crate::credential::SecretKey;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Json};

const PADDED: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, PAD);
const UNPADDED: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, NO_PAD);
const NONCE: usize = 12;
const TAG: usize = 16;
const OPEN: &[u8] = b"{\"data\":\"";
const CLOSE: &[u8] = b"\"}";

/// Encrypts a message into the body that is sent: `{"data":"..."}` without blanks.
///
/// `nonce` is 12 bytes from the system's source of randomness, never used twice with one key: a repeated nonce lets anyone
/// read both messages.
///
/// # Errors
/// `invalid_key`, `invalid_nonce`.
pub fn encrypt_body(secret_key: &str, nonce: &[u8], plaintext: &[u8]) -> Result<Vec<u8>> {
    let key = SecretKey::parse(secret_key)?;
    let mut envelope = Envelope::new(check_nonce(nonce)?, plaintext.len());
    envelope.plaintext().extend_from_slice(plaintext);
    envelope.seal(&key)
}

/// Decrypts such a body, as a relay, a simulator or a test does; the authority's own answers are not encrypted.
///
/// Any JSON spelling is taken; members other than `data` are ignored.
///
/// # Errors
/// `invalid_key`; `invalid_body`: not a JSON object with one text `data`, not canonical base64 (padding may be missing), or
/// under 28 bytes; `decrypt_failed`: another key, or the body was changed.
pub fn decrypt_body(secret_key: &str, body: &[u8]) -> Result<Vec<u8>> {
    let key = SecretKey::parse(secret_key)?;
    let (nonce, mut text, tag) = unpack(body).ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidBody,
            "a body is {\"data\":\"...\"}, base64 of at least 28 bytes: pass the raw bytes as they came",
        )
        .with_field("body")
    })?;
    match key.aead().open(nonce, &[], &mut text, tag) {
        Some(()) => Ok(text),
        None => Err(Error::new(
            ErrorCode::DecryptFailed,
            "the tag does not match: compare the key with the sender's, and check that nothing rewrites the body",
        )),
    }
}

fn unpack(body: &[u8]) -> Option<([u8; NONCE], Vec<u8>, [u8; TAG])> {
    let envelope = json::parse(body).ok()?;
    let Json::Text(data) = envelope.single("data").ok()?? else { return None };
    let engine = if data.ends_with('=') { PADDED } else { UNPADDED };
    let bytes = engine.decode(data).ok()?;
    let (nonce, rest) = bytes.split_first_chunk()?;
    let (text, tag) = rest.split_last_chunk()?;
    Some((*nonce, text.to_vec(), *tag))
}

pub(crate) fn check_nonce(nonce: &[u8]) -> Result<[u8; NONCE]> {
    nonce.try_into().map_err(|_| {
        Error::new(
            ErrorCode::InvalidNonce,
            "a nonce is exactly 12 fresh random bytes, drawn for each message",
        )
        .with_field("nonce")
    })
}

/// A message on its way into its envelope. One buffer holds nonce, text and tag: the text is written once, encrypted in
/// place, and never copied.
pub(super) struct Envelope {
    nonce: [u8; NONCE],
    buffer: Vec<u8>,
}

impl Envelope {
    /// `capacity`: the expected bytes of plaintext. With enough of it the plaintext leaves no copy behind.
    pub(super) fn new(nonce: [u8; NONCE], capacity: usize) -> Self {
        let mut buffer = Vec::with_capacity(capacity.saturating_add(NONCE + TAG));
        buffer.extend_from_slice(&nonce);
        Self { nonce, buffer }
    }

    /// Where the plaintext is appended.
    pub(super) fn plaintext(&mut self) -> &mut Vec<u8> {
        &mut self.buffer
    }

    /// Encrypts, and writes the body.
    pub(super) fn seal(mut self, key: &SecretKey) -> Result<Vec<u8>> {
        let sealed = self.buffer.get_mut(NONCE..).and_then(|text| key.aead().seal(self.nonce, &[], text));
        self.buffer.extend_from_slice(&sealed.ok_or_else(too_long)?);
        let encoded = base64::encoded_len(self.buffer.len(), true).ok_or_else(too_long)?;
        let mut body = Vec::with_capacity(encoded.saturating_add(OPEN.len() + CLOSE.len()));
        body.extend_from_slice(OPEN);
        body.resize(OPEN.len().saturating_add(encoded), 0);
        let space = body.get_mut(OPEN.len()..).unwrap_or_default();
        PADDED.encode_slice(&self.buffer, space).map_err(|_| too_long())?;
        body.extend_from_slice(CLOSE);
        Ok(body)
    }
}

/// Past 64 GiB, which the cipher refuses.
fn too_long() -> Error {
    Error::new(ErrorCode::InvalidParameter, "the plaintext is too long for one message: split it")
        .with_field("plaintext")
}
