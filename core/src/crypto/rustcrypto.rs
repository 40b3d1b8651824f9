//! The default back end: the RustCrypto crates.

#[cfg(any(not(feature = "host-crypto"), test))]
use aes_gcm::{Aes128Gcm, Nonce, Tag, aead::AeadInOut};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256 as Inner};
use zeroize::Zeroizing;

/// Bytes of a block of both hashes.
const BLOCK: usize = 64;

/// SHA-256 in pieces. Cloning keeps a prefix's state.
#[derive(Clone)]
pub(crate) struct Sha256(Inner);

impl Sha256 {
    pub(crate) fn new() -> Self {
        Self(Inner::new())
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// HMAC-SHA256 over the concatenated parts.
pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let block =
        if key.len() > BLOCK { key_block(&*Zeroizing::new(super::sha256(&[key]))) } else { key_block(key) };
    let mac = <Hmac<Inner> as KeyInit>::new((&*block).into());
    over(mac, parts).finalize().into_bytes().into()
}

/// HMAC-SHA1 over the concatenated parts.
pub(crate) fn hmac_sha1(key: &[u8], parts: &[&[u8]]) -> [u8; 20] {
    over(keyed_sha1(key), parts).finalize().into_bytes().into()
}

/// Whether `tag` is the HMAC-SHA1 over the concatenated parts; the comparison takes the same time wherever they differ.
pub(crate) fn verify_hmac_sha1(key: &[u8], parts: &[&[u8]], tag: &[u8; 20]) -> bool {
    over(keyed_sha1(key), parts).verify(tag.into()).is_ok()
}

fn keyed_sha1(key: &[u8]) -> Hmac<Sha1> {
    let block = if key.len() > BLOCK {
        key_block(&*Zeroizing::new(<[u8; 20]>::from(Sha1::digest(key))))
    } else {
        key_block(key)
    };
    <Hmac<Sha1> as KeyInit>::new((&*block).into())
}

/// HMAC itself pads short keys with zeros and hashes long ones (RFC 2104 §2). Doing it here leaves no case that could fail.
fn key_block(key: &[u8]) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([0; BLOCK]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}

fn over<M: Mac>(mut mac: M, parts: &[&[u8]]) -> M {
    for part in parts {
        mac.update(part);
    }
    mac
}

/// AES-128-GCM with a 12-byte nonce and a 16-byte tag. Its round keys are wiped when it is dropped.
#[cfg(any(not(feature = "host-crypto"), test))]
#[derive(Clone)]
pub(crate) struct Aead(Aes128Gcm);

#[cfg(any(not(feature = "host-crypto"), test))]
impl Aead {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        Self(Aes128Gcm::new(key.into()))
    }

    /// Encrypts in place and returns the tag. `None` only past the cipher's limit of 64 GiB.
    pub(crate) fn seal(&self, nonce: [u8; 12], aad: &[u8], buffer: &mut [u8]) -> Option<[u8; 16]> {
        let tag = self.0.encrypt_inout_detached(&Nonce::from(nonce), aad, buffer.into()).ok()?;
        Some(tag.into())
    }

    /// Decrypts in place. `None` when the tag does not match; the buffer then holds nothing of use.
    pub(crate) fn open(&self, nonce: [u8; 12], aad: &[u8], buffer: &mut [u8], tag: [u8; 16]) -> Option<()> {
        self.0.decrypt_inout_detached(&Nonce::from(nonce), aad, buffer.into(), &Tag::from(tag)).ok()
    }
}
