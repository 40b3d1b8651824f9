//! The source string and its HMAC-SHA1, by the plain crates: a second implementation.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::OmniArrays;
use crate::authority::hex;

/// Members in any order; `sign` and empty values are left out here.
pub(crate) fn source(members: &[(String, String)]) -> String {
    let mut kept: Vec<&(String, String)> =
        members.iter().filter(|(name, value)| name != "sign" && !value.is_empty()).collect();
    // Stable: the items of one array keep their order.
    kept.sort_by(|a, b| base(&a.0).cmp(base(&b.0)));
    kept.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn base(name: &str) -> &str {
    name.split('[').next().unwrap_or_default()
}

/// The array as members.
pub(crate) fn array(name: &str, items: &[String], arrays: OmniArrays) -> Vec<(String, String)> {
    let one = |value: String| vec![(name.to_owned(), value)];
    match arrays {
        OmniArrays::JsonCompact => one(serde_json::Value::from(items).to_string()),
        OmniArrays::JavaList => one(format!("[{}]", items.join(", "))),
        OmniArrays::Comma => one(items.join(",")),
        OmniArrays::Repeated => items.iter().map(|item| (name.to_owned(), item.clone())).collect(),
        OmniArrays::Indexed => {
            let indexed = items.iter().enumerate();
            indexed.map(|(at, item)| (format!("{name}[{at}]"), item.clone())).collect()
        }
        OmniArrays::Excluded => Vec::new(),
    }
}

/// Lower-case hex.
pub(crate) fn sign(server_key: &str, members: &[(String, String)]) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = <Hmac<Sha1> as KeyInit>::new_from_slice(server_key.as_bytes()) else {
        return String::new();
    };
    mac.update(source(members).as_bytes());
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example() {
        let member = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let members = [
            member("type", "verify-order"),
            member("ts", "20150723150028"),
            member("tradeNo", "2984456"),
            member("sign", "x"),
            member("empty", ""),
        ];
        assert_eq!(sign("654321", &members), "86e396a999e9673731be6609c4dc7bca8945ada6");
    }
}
