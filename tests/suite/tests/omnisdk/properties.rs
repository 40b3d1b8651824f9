//! What holds of any callback.

use proptest::prelude::*;
use proptest::sample::select;
use shiming_core::ErrorCode;
use shiming_core::omnisdk::{
    OmniArrayMode, OmniVariant, omnisdk_diagnose_signature, omnisdk_sign, omnisdk_verify_callback,
};

use crate::signer::*;

/// A uid as the vendor's look, without what separates items in some mode.
fn uids() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[a-zA-Z0-9_.\u{4e00}-\u{4e20}]{1,12}", 1..8)
}

fn mode() -> impl Strategy<Value = OmniArrayMode> {
    select(&OmniArrayMode::ALL[..])
}

fn in_order(uids: &[String]) -> Vec<&String> {
    let mut once = Vec::new();
    for uid in uids {
        if !once.contains(&uid) {
            once.push(uid);
        }
    }
    once
}

proptest! {
    #[test]
    fn what_the_vendor_signs_verifies_and_keeps_its_order(uids in uids(), mode in mode()) {
        let body = expired(&uids, "20261120200000", mode);
        let callback = omnisdk_verify_callback(&with_mode(mode), &key(), &body).unwrap();
        prop_assert_eq!(callback.uids.iter().collect::<Vec<_>>(), in_order(&uids));
        let found = omnisdk_diagnose_signature(&with_mode(mode), &key(), &body).unwrap();
        prop_assert!(found.iter().any(|one| one.array_mode == mode && one.variant == OmniVariant::Standard));
    }

    #[test]
    fn what_we_sign_is_what_the_vendor_signs(uids in uids(), mode in mode()) {
        let body = expired(&uids, "20261120200000", mode);
        let sign = omnisdk_sign(&with_mode(mode), &key(), &body).unwrap();
        let quoted = format!("\"{sign}\"");
        prop_assert!(String::from_utf8(body).unwrap().contains(&quoted));
    }

    /// The uids of this body are plain ASCII and its JSON is compact, so every byte carries meaning.
    #[test]
    fn a_flipped_bit_never_verifies(
        uids in proptest::collection::vec("[a-z0-9_.]{1,12}", 1..5),
        mode in select(&OmniArrayMode::ALL[..5]),
        place in any::<prop::sample::Index>(),
        bit in 0..8_u32,
    ) {
        let mut body = expired(&uids, "20261120200000", mode);
        let at = place.index(body.len());
        body[at] ^= 1 << bit;
        let code = omnisdk_verify_callback(&with_mode(mode), &key(), &body).unwrap_err().code;
        prop_assert!(matches!(code, ErrorCode::InvalidSignature | ErrorCode::InvalidCallback));
    }

    #[test]
    fn a_mode_accepts_no_other_modes_signature(uids in proptest::collection::vec("[a-z0-9_.]{1,12}", 2..5), a in mode(), b in mode()) {
        let body = expired(&uids, "20261120200000", a);
        prop_assert_eq!(omnisdk_verify_callback(&with_mode(b), &key(), &body).is_ok(), a == b);
    }

    /// One source string has one reading: two items, and the one item that they look like, never share a signature.
    #[test]
    fn no_two_lists_share_a_signature(
        a in proptest::collection::vec("[ab,& =\\[\\]\"]{1,5}", 2..4),
        between in select(&[", ", ",", "&uids=", "&uids[1]=", "\",\""][..]),
        mode in select(&OmniArrayMode::ALL[..5]),
    ) {
        let mut b = vec![[a[0].as_str(), between, &a[1]].concat()];
        b.extend_from_slice(&a[2..]);
        let profile = with_mode(mode);
        let sign = |uids: &[String]| omnisdk_sign(&profile, &key(), &expired(uids, "20261120200000", mode));
        if let (Ok(first), Ok(second)) = (sign(&a), sign(&b)) {
            prop_assert_ne!(first, second);
        }
    }
}
