//! The signature (V1.9 §五) and the sealed body (V1.9 §四), by the plain crates: a second implementation, so that
//! a mistake in the core's own cannot hide behind itself.

use std::borrow::Cow;

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes128Gcm, Key, KeyInit, Nonce, Tag};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The 16 bytes that 32 hex digits spell.
pub(crate) fn key_bytes(secret_key: &str) -> Option<[u8; 16]> {
    if secret_key.len() != 32 || !secret_key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, at) in bytes.iter_mut().zip((0..32).step_by(2)) {
        *byte = u8::from_str_radix(&secret_key[at..at + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Lower hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What a request with these parameters and this body must carry as `sign`.
pub(crate) fn signature(secret_key: &str, params: &[(Cow<'_, str>, Cow<'_, str>)], body: &[u8]) -> String {
    let mut sorted: Vec<&(Cow<'_, str>, Cow<'_, str>)> = params.iter().collect();
    sorted.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
    let mut hash = Sha256::new();
    hash.update(secret_key.as_bytes());
    for (key, value) in sorted {
        hash.update(key.as_bytes());
        hash.update(value.as_bytes());
    }
    hash.update(body);
    hex(&hash.finalize())
}

/// Query parameters, decoded as a servlet does: `%XX`, and `+` for a blank. Nothing when they cannot be.
pub(crate) fn query_params(query: &str) -> Option<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            Some((percent_decode(key)?, percent_decode(value)?))
        })
        .collect()
}

fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [rest.next()?, rest.next()?];
                if !pair.iter().all(u8::is_ascii_hexdigit) {
                    return None;
                }
                u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Cow<'a, str>,
}

/// A sealed body, not yet opened.
pub(crate) struct Sealed {
    bytes: Vec<u8>,
}

impl Sealed {
    /// Reads `{"data":"<base64 of iv, ciphertext, tag>"}`.
    pub fn parse(body: &[u8], unpadded: bool) -> Option<Self> {
        let envelope: Envelope<'_> = super::json::object(body)?;
        let text = envelope.data.as_bytes();
        let bytes = match STANDARD.decode(text) {
            Ok(bytes) => bytes,
            Err(_) if unpadded => STANDARD_NO_PAD.decode(text).ok()?,
            Err(_) => return None,
        };
        (bytes.len() >= 28).then_some(Self { bytes })
    }

    /// The 12 bytes that must never repeat under one key.
    pub fn nonce(&self) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce.copy_from_slice(&self.bytes[..12]);
        nonce
    }

    /// The plaintext, if the tag is right.
    pub fn open(mut self, key: &[u8; 16]) -> Option<Vec<u8>> {
        let nonce = Nonce::from(self.nonce());
        let mut tag = [0; 16];
        let at = self.bytes.len() - 16;
        tag.copy_from_slice(&self.bytes[at..]);
        self.bytes.truncate(at);
        self.bytes.drain(..12);
        let cipher = Aes128Gcm::new(&Key::<Aes128Gcm>::from(*key));
        cipher.decrypt_inout_detached(&nonce, b"", self.bytes.as_mut_slice().into(), &Tag::from(tag)).ok()?;
        Some(self.bytes)
    }
}
