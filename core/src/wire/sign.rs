//! The signature (V1.9 §五).

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use crate::credential::SecretKey;
use crate::crypto::sha256;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::sorted::by_name;

/// Everything that goes into a signature, for finding out why the authority answers 1011.
#[derive(Clone, PartialEq, Eq)]
pub struct SignExplanation {
    /// The parameters in signing order.
    pub sorted: Vec<(String, String)>,
    /// The exact string; the secret as `<secretKey>`, a body that is not UTF-8 as `<n bytes>`.
    pub text: String,
    /// Bytes of the true string.
    pub length: i64,
    /// The signature.
    pub sign: String,
}

// Whatever the caller passed as parameters: not for logs by accident.
impl fmt::Debug for SignExplanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignExplanation").field("length", &self.length).finish_non_exhaustive()
    }
}

/// The signature of a message: SHA-256, as lower-case hex, over the secret key's text, every parameter as key and value in
/// the order of the keys' bytes with nothing between them, and the raw body.
///
/// `params` are the system parameters `appId`, `bizId` and `timestamps` (Unix milliseconds) and every parameter of the URL's
/// query, decoded, in any order. `body` is exactly what is sent: the encrypted envelope, nothing for a GET. The path, and
/// with it a test code, is not signed, and neither is Content-Type.
///
/// # Errors
/// `invalid_key`; `invalid_parameter` for an empty or repeated key, for `sign` itself, and when one of the three is missing.
pub fn sign(secret_key: &str, params: &[(String, String)], body: &[u8]) -> Result<String> {
    let key = SecretKey::parse(secret_key)?;
    Ok(sign_sorted(&key, &sorted(params)?, body))
}

/// The same with everything that went into it, the secret masked.
///
/// # Errors
/// As [`sign`].
///
/// ```
/// use shiming_core::wire::explain_sign;
///
/// // The published GET example of V2.1.
/// let params = [
///     ("appId", "fdc6688637bc468e9aea874654cbead2"),
///     ("bizId", "1101999999"),
///     ("timestamps", "1705975247808"),
///     ("ai", "100000000000000001"),
/// ];
/// let params: Vec<_> = params.map(|(key, value)| (key.to_string(), value.to_string())).into();
/// let explained = explain_sign("b4c932250dbe59ff53b15ee993a9feb5", &params, b"")?;
/// assert!(explained.text.starts_with("<secretKey>ai100000000000000001appIdfdc6"));
/// assert_eq!(explained.sign, "1a2cabf56d3dbc961c35692092fbcbe911d748c8505418e796f2af8369ea0475");
/// # Ok::<(), shiming_core::Error>(())
/// ```
pub fn explain_sign(secret_key: &str, params: &[(String, String)], body: &[u8]) -> Result<SignExplanation> {
    let key = SecretKey::parse(secret_key)?;
    let sorted = sorted(params)?;
    let sign = sign_sorted(&key, &sorted, body);
    let mut text = String::from("<secretKey>");
    let mut length = key.text().len().saturating_add(body.len());
    let mut pairs = Vec::with_capacity(sorted.len());
    for (key, value) in sorted {
        text.push_str(key);
        text.push_str(value);
        length = length.saturating_add(key.len()).saturating_add(value.len());
        pairs.push((key.into(), value.into()));
    }
    match core::str::from_utf8(body) {
        Ok(body) => text.push_str(body),
        Err(_) => text.push_str(&format!("<{} bytes>", body.len())),
    }
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    Ok(SignExplanation { sorted: pairs, text, length, sign })
}

/// Signs parameters that are in order already.
pub(super) fn sign_sorted(key: &SecretKey, sorted: &[(&str, &str)], body: &[u8]) -> String {
    let mut parts: Vec<&[u8]> = Vec::with_capacity(sorted.len().saturating_mul(2).saturating_add(2));
    parts.push(key.text());
    for (key, value) in sorted {
        parts.push(key.as_bytes());
        parts.push(value.as_bytes());
    }
    parts.push(body);
    hex::lower(&sha256(&parts))
}

fn sorted(params: &[(String, String)]) -> Result<Vec<(&str, &str)>> {
    let names = by_name(params.iter().map(|(key, _)| key.as_str()));
    let mut sorted = Vec::with_capacity(names.len());
    for (key, at) in names {
        sorted.extend(params.get(at).map(|(_, value)| (key, value.as_str())));
    }
    let has = |wanted| sorted.iter().any(|(key, _)| *key == wanted);
    let repeated = sorted.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
    let detail = if has("") {
        "a parameter has an empty name: pass names and values as they stand in the headers and in the query"
    } else if has("sign") {
        "sign itself is not signed: leave it out"
    } else if repeated {
        "a parameter is given twice: pass each header and each query parameter once"
    } else if !(has("appId") && has("bizId") && has("timestamps")) {
        "appId, bizId and timestamps are always signed: pass all three, in this spelling"
    } else {
        return Ok(sorted);
    };
    Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("params"))
}
