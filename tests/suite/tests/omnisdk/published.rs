//! What the vendor prints, and the signatures of its samples under every array mode.

use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{OmniArrayMode, omnisdk_sign, omnisdk_verify_callback, omnisdk_verify_login};

use crate::signer::{key, sample_uids, with_mode};

/// The members of a source string as a JSON object in another order.
fn body_of(source: &str) -> Vec<u8> {
    let members = source.split('&').rev().map(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), serde_json::Value::from(value))
    });
    serde_json::Value::Object(members.collect()).to_string().into_bytes()
}

#[test]
fn the_examples_of_xgsdk() {
    let published = [
        (
            "654321",
            "tradeNo=2984456&ts=20150723150028&type=verify-order",
            "86e396a999e9673731be6609c4dc7bca8945ada6",
        ),
        (
            "654321",
            "channelId=mi&customInfo=2323423413412351251245&gameTradeNo=99887766&paidAmount=9800&paidTime=20150723150128&payStatus=1&productDesc=productDesc1&productId=productId1&productName=productName1&productQuantity=1&roleId=224455&serverId=1&totalAmount=9800&tradeNo=2984456&ts=20150723150028&type=verify-order&uid=30854&xgAppId=2018",
            "4fd1e65c65fe12c46f0a8d2bc559c56c830cd205",
        ),
        // With the client's key; shown for the source string only.
        (
            "123456",
            "authToken=authToken&channelId=mi&deviceId=deviceId&name=name&planId=1&ts=20150723150028&uid=uid&xgAppId=1024appid",
            "fa34381dc584f631a87a0436e49ef4d3a71ee55d",
        ),
    ];
    let profile = with_mode(OmniArrayMode::JsonCompact);
    for (key, source, sign) in published {
        let key = OmniKey::new(key).unwrap();
        assert_eq!(omnisdk_sign(&profile, &key, &body_of(source)).unwrap(), sign);
    }
}

#[test]
fn the_example_of_a_login() {
    let valid = omnisdk_verify_login(
        "10032",
        "aca57f8a6c494a36a516e5c282c4db87",
        "jinshan__s7di8qcd134eft__EXP.",
        "123456789",
        "48661382c9e1bb495291a4e7b1be9fa88e7b0c05",
    );
    assert_eq!(valid, Ok(true));
}

/// The samples of the document carry no signature: these were computed elsewhere, with the key of the published examples.
#[test]
fn the_sample_of_the_callback_in_every_mode() {
    let signs = [
        "dae703a06c080ee80417164aace8c4f4de0b38dd",
        "83ec56161c845b6a655b1aa1edbcaf8d44737efc",
        "47e55c402574660c56b7a1b77f99088a0587e460",
        "25d4c9d5fee4a34d261983ddfc47cc764ccc5e57",
        "3029c6fecb43067a0c692136ae2ab1ba827e1a79",
        "3582745d9e4a15256ef0a4865a47b9ea29696308",
    ];
    for (mode, sign) in OmniArrayMode::ALL.into_iter().zip(signs) {
        let body = format!(
            "{{\n\"type\": \"anti-addiction-game-expired\",\n\"uids\": [\n\"jinshan__001\",\n\"jinshan__002\",\n\"jinshan__003\"\n],\n\"ts\": \"20191128160125\",\n\"sign\": \"{sign}\"\n}}"
        );
        for other in OmniArrayMode::ALL {
            let verified = omnisdk_verify_callback(&with_mode(other), &key(), body.as_bytes());
            assert_eq!(verified.is_ok(), mode == other, "{mode:?} under {other:?}");
            if let Ok(callback) = verified {
                assert_eq!((callback.uids, callback.unix), (sample_uids(), crate::signer::SAMPLE_UNIX));
            }
        }
    }
}
