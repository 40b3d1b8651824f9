//! Everything that must not be guessed or repeated comes from the 32 bytes of entropy of this open.

use zeroize::Zeroizing;

use crate::crypto::hmac_sha256;
use crate::error::{Error, ErrorCode, Result};
use crate::journal::record::Si;
use crate::session::index::HashSeed;

type Secret = Zeroizing<[u8; 32]>;

/// Derived secrets and the counters that go with them.
pub(crate) struct Secrets {
    root: Secret,
    tag: [u8; 10],
    names: u64,
    nonces: u64,
    jitters: u64,
}

/// Takes the host's entropy.
pub(crate) fn check_entropy(entropy: &[u8]) -> Result<Secret> {
    let weak = |text| Error::new(ErrorCode::WeakEntropy, text).with_field("entropy");
    let bytes: [u8; 32] =
        entropy.try_into().map_err(|_| weak("give exactly 32 bytes, fresh from the system at every open"))?;
    if bytes.windows(2).all(|pair| pair.first() == pair.last()) {
        return Err(weak("all bytes are equal: draw 32 bytes from the system at every open"));
    }
    Ok(Zeroizing::new(bytes))
}

/// The seed of the hash tables: needed while the journal is loaded, so it hangs on the entropy alone.
pub(crate) fn hash_seed(entropy: &Secret) -> HashSeed {
    first(&hmac_sha256(&**entropy, &[b"shiming hash seed 1"]))
}

impl Secrets {
    pub(crate) fn new(entropy: &Secret, opens: u64, unix: i64) -> Self {
        let parts = [&b"shiming root 1"[..], &opens.to_be_bytes(), &unix.to_be_bytes()];
        let root = Zeroizing::new(hmac_sha256(&**entropy, &parts));
        let tag = first(&hmac_sha256(&*root, &[b"shiming tag 1"]));
        Self { root, tag, names: 0, nonces: 0, jitters: 0 }
    }

    /// The key from which the salts of this open's segments come.
    pub(crate) fn salt_key(&self) -> [u8; 32] {
        hmac_sha256(&*self.root, &[b"shiming salt 1"])
    }

    /// A name for the wire: 10 secret bytes and a counter. Unique, unguessable, and derived from no account,
    /// session or person (E14).
    pub(crate) fn name(&mut self) -> Si {
        let [_, _, counter @ ..] = self.names.to_be_bytes();
        self.names += 1;
        let mut name = [0; 16];
        let (first, second) = name.split_at_mut(10);
        first.copy_from_slice(&self.tag);
        second.copy_from_slice(&counter);
        name
    }

    /// The mask of a key's nonces.
    pub(crate) fn mask(&self, key_name: &str) -> [u8; 12] {
        first(&hmac_sha256(&*self.root, &[b"shiming nonce mask 1", key_name.as_bytes()]))
    }

    /// A nonce for the key of this mask: the mask XOR a counter, as TLS 1.3 does it, so that none repeats within an open.
    pub(crate) fn nonce(&mut self, mask: [u8; 12]) -> [u8; 12] {
        let [_, _, _, _, last @ ..] = mask;
        let counted = u64::from_be_bytes(last) ^ self.nonces;
        self.nonces += 1;
        let mut nonce = mask;
        nonce.split_at_mut(4).1.copy_from_slice(&counted.to_be_bytes());
        nonce
    }

    /// A number below `range`, to keep many processes from acting as one. Not for secrets.
    pub(crate) fn jitter(&mut self, range: i64) -> i64 {
        let digest = hmac_sha256(&*self.root, &[b"shiming jitter 1", &self.jitters.to_be_bytes()]);
        self.jitters += 1;
        let value = i64::from(u32::from_be_bytes(first(&digest)));
        if range > 0 { value % range } else { 0 }
    }
}

fn first<const N: usize>(digest: &[u8; 32]) -> [u8; N] {
    digest.first_chunk().copied().unwrap_or([0; N])
}
