//! The seam: all cryptography of this crate goes through the few functions of one back end, so that another can be
//! chosen at compile time without touching a caller. A back end provides
//!
//! * [`Sha256`]: `new`, `update`, `finish`, and `Clone` to keep the state after a common prefix;
//! * [`hmac_sha256`] over parts, with a key of any length; [`hmac_sha1`] the same, and [`verify_hmac_sha1`], which compares
//!   in constant time (OmniSDK signs with it, nothing else here does);
//! * [`Aead`]: AES-128-GCM with a ready key schedule, sealing and opening in place, wiped when dropped.
//!
//! With the feature `host-crypto`, for WebAssembly: AES-128-GCM is put together for a processor that has no instructions for it, and long
//! messages may be left to the runtime around the instance.

#[cfg(feature = "host-crypto")]
mod gcm;
#[cfg(feature = "host-crypto")]
mod host;
mod rustcrypto;
#[cfg(test)]
mod tests;

#[cfg(feature = "host-crypto")]
pub(crate) use host::Aead;
#[cfg(feature = "host-crypto")]
pub use host::{HostCrypto, install_host_crypto};
#[cfg(not(feature = "host-crypto"))]
pub(crate) use rustcrypto::Aead;
pub(crate) use rustcrypto::{Sha256, hmac_sha1, hmac_sha256, verify_hmac_sha1};

/// SHA-256 over the concatenated parts. For a long message this, rather than [`Sha256`], is the one to call: the runtime can
/// only hash it whole.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    #[cfg(feature = "host-crypto")]
    if let Some(digest) = host::sha256(parts) {
        return digest;
    }
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finish()
}
