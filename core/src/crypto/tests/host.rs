//! A runtime that brings cryptography, here the default back end itself behind a counter: the same bytes whether it answers
//! or refuses, and short messages never reach it.

extern crate std;

use alloc::vec::Vec;
use core::cell::Cell;

use super::super::rustcrypto;
use super::*;

// Other tests of this program meet the host too, on threads of their own.
std::thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
    static REFUSES: Cell<bool> = const { Cell::new(false) };
}

static HOST: HostCrypto = HostCrypto {
    sha256: |parts| {
        called()?;
        let mut hash = Sha256::new();
        parts.iter().for_each(|part| hash.update(part));
        Some(hash.finish())
    },
    seal: |key, nonce, aad, text| {
        called()?;
        rustcrypto::Aead::new(key).seal(*nonce, aad, text)
    },
    open: |key, nonce, aad, text, tag| {
        called()?;
        let mut opened = text.to_vec();
        rustcrypto::Aead::new(key).open(*nonce, aad, &mut opened, *tag)?;
        text.copy_from_slice(&opened);
        Some(())
    },
};

fn called() -> Option<()> {
    CALLS.set(CALLS.get() + 1);
    if REFUSES.get() { None } else { Some(()) }
}

/// How often the host was called meanwhile.
fn calls(run: impl FnOnce()) -> usize {
    let before = CALLS.get();
    run();
    CALLS.get() - before
}

#[test]
fn whatever_the_host_does_the_bytes_are_the_same() {
    install_host_crypto(&HOST);
    let (key, nonce, aad) = ([1; 16], [2; 12], [3; 20]);
    let (own, aead) = (rustcrypto::Aead::new(&key), Aead::new(&key));
    for refuses in [false, true] {
        REFUSES.set(refuses);
        for length in [0, 1, 383, 384, 385, 5_000, 70_000] {
            let expected = usize::from(length >= 384);
            let plain: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut own_text = plain.clone();
            let own_tag = own.seal(nonce, &aad, &mut own_text).expect("short");

            let mut text = plain.clone();
            let seal = || assert_eq!(aead.seal(nonce, &aad, &mut text), Some(own_tag));
            assert_eq!(calls(seal), expected, "{length}");
            assert_eq!(text, own_text, "{length}");

            let open = || assert_eq!(aead.open(nonce, &aad, &mut text, own_tag), Some(()));
            assert_eq!(calls(open), expected, "{length}");
            assert_eq!(text, plain, "{length}");

            let mut wrong = own_tag;
            wrong[15] ^= 1;
            assert_eq!(aead.open(nonce, &aad, &mut own_text, wrong), None, "{length}");

            let mut hash = Sha256::new();
            hash.update(&plain);
            let hashed = || assert_eq!(sha256(&[b"", &plain]), hash.finish());
            assert_eq!(calls(hashed), expected, "{length}");
        }
    }
}
