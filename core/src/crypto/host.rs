//! The cryptography of the host's runtime, for long messages. In WebAssembly the portable code of the default back end takes
//! ten times as long as the processor's own instructions, which `node:crypto` reaches. Short messages stay here: a call out
//! costs more than they do.
//!
//! The host's part only ever saves time. Whatever it refuses, the default back end does instead, so that a function which
//! always refuses is a correct one, and a tag is called wrong only by the default back end.

use once_cell::race::OnceRef;
use zeroize::Zeroizing;

use super::gcm;

/// From this many bytes on, the runtime is asked. In Node 20 a cipher of its own pays from 250 bytes on, a hash from 600.
const LONG: usize = 384;

/// What a runtime can do. Every function gives the same bytes as the standard it names, or refuses.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::type_complexity, reason = "the arguments are named")]
pub struct HostCrypto {
    /// SHA-256 (FIPS 180-4) over the concatenated parts. `None`: refused.
    pub sha256: fn(parts: &[&[u8]]) -> Option<[u8; 32]>,
    /// AES-128-GCM (SP 800-38D) with additional data: encrypts the text in place and gives the tag. `None`: refused, and the text
    /// is as it was.
    pub seal: fn(key: &[u8; 16], nonce: &[u8; 12], aad: &[u8], text: &mut [u8]) -> Option<[u8; 16]>,
    /// The opposite. `None`: refused or a wrong tag, and the text is as it was.
    pub open: fn(key: &[u8; 16], nonce: &[u8; 12], aad: &[u8], text: &mut [u8], tag: &[u8; 16]) -> Option<()>,
}

static HOST: OnceRef<'static, HostCrypto> = OnceRef::new();

/// Uses the runtime's cryptography from now on, in the whole process. `false`: another was installed before, and stays.
///
/// ```
/// use shiming_core::{HostCrypto, install_host_crypto};
///
/// static NONE: HostCrypto =
///     HostCrypto { sha256: |_| None, seal: |_, _, _, _| None, open: |_, _, _, _, _| None };
/// assert!(install_host_crypto(&NONE));
/// assert!(!install_host_crypto(&NONE));
/// ```
pub fn install_host_crypto(host: &'static HostCrypto) -> bool {
    HOST.set(host).is_ok()
}

fn host_for(bytes: usize) -> Option<&'static HostCrypto> {
    if bytes < LONG { None } else { HOST.get() }
}

/// SHA-256 by the host, if there is one and it is worth it.
pub(super) fn sha256(parts: &[&[u8]]) -> Option<[u8; 32]> {
    let bytes = parts.iter().fold(0, |sum: usize, part| sum.saturating_add(part.len()));
    (host_for(bytes)?.sha256)(parts)
}

/// AES-128-GCM of the default back end, with the key at hand for the runtime's. All of it is wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct Aead {
    own: gcm::Aead,
    key: Zeroizing<[u8; 16]>,
}

impl Aead {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        Self { own: gcm::Aead::new(key), key: Zeroizing::new(*key) }
    }

    /// As the default back end's.
    pub(crate) fn seal(&self, nonce: [u8; 12], aad: &[u8], buffer: &mut [u8]) -> Option<[u8; 16]> {
        host_for(buffer.len())
            .and_then(|host| (host.seal)(&self.key, &nonce, aad, buffer))
            .or_else(|| self.own.seal(nonce, aad, buffer))
    }

    /// As the default back end's.
    pub(crate) fn open(&self, nonce: [u8; 12], aad: &[u8], buffer: &mut [u8], tag: [u8; 16]) -> Option<()> {
        host_for(buffer.len())
            .and_then(|host| (host.open)(&self.key, &nonce, aad, buffer, &tag))
            .or_else(|| self.own.open(nonce, aad, buffer, tag))
    }
}
