//! Reading the arguments of one call, strictly: what is missing or out of range is an error with the argument's name.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};
use shiming_core::time::{Date, Now};
use shiming_core::{Error, ErrorCode, Result};

use crate::names::Named;

/// The members of one JSON object of a call.
#[derive(Clone, Copy)]
pub struct Args<'a>(&'a Map<String, Value>);

/// An error of the protocol itself: the line is not a call.
pub fn bad_call(detail: &str) -> Error {
    Error::new(ErrorCode::BadCall, detail)
}

/// An argument that is missing, out of range or of no known kind.
pub fn invalid(field: &'static str, detail: &str) -> Error {
    Error::new(ErrorCode::InvalidParameter, detail).with_field(field)
}

impl<'a> From<&'a Map<String, Value>> for Args<'a> {
    fn from(map: &'a Map<String, Value>) -> Self {
        Self(map)
    }
}

impl<'a> Args<'a> {
    /// The members of `value`, which must be an object.
    pub fn of(value: &'a Value) -> Result<Self> {
        value
            .as_object()
            .map(Self)
            .ok_or_else(|| bad_call("pass an object here: see the shapes of the protocol"))
    }

    fn optional(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn required(self, name: &'static str) -> Result<&'a Value> {
        self.optional(name).ok_or_else(|| invalid(name, "this argument is missing: add it to args"))
    }

    /// A text.
    pub fn text(self, name: &'static str) -> Result<String> {
        text(name, self.required(name)?)
    }

    /// A text, or null.
    pub fn optional_text(self, name: &'static str) -> Result<Option<String>> {
        self.optional(name).map(|value| text(name, value)).transpose()
    }

    /// An integer.
    pub fn int(self, name: &'static str) -> Result<i64> {
        int(name, self.required(name)?)
    }

    /// An integer, or null.
    pub fn optional_int(self, name: &'static str) -> Result<Option<i64>> {
        self.optional(name).map(|value| int(name, value)).transpose()
    }

    /// An integer of 32 bits.
    pub fn int32(self, name: &'static str) -> Result<i32> {
        i32::try_from(self.int(name)?).map_err(|_| invalid(name, "pass a number of 32 bits"))
    }

    /// True or false.
    pub fn boolean(self, name: &'static str) -> Result<bool> {
        self.required(name)?.as_bool().ok_or_else(|| bad_call("pass true or false where a flag is expected"))
    }

    /// Bytes as lower hex.
    pub fn bytes(self, name: &'static str) -> Result<Vec<u8>> {
        let value = self.required(name)?;
        value
            .as_str()
            .and_then(unhex)
            .ok_or_else(|| bad_call("pass bytes as lower-case hex with an even number of digits"))
    }

    /// An object.
    pub fn object(self, name: &'static str) -> Result<Args<'a>> {
        Args::of(self.required(name)?)
    }

    /// An object, or null.
    pub fn optional_object(self, name: &str) -> Result<Option<Args<'a>>> {
        self.optional(name).map(Args::of).transpose()
    }

    /// A list.
    pub fn list(self, name: &'static str) -> Result<&'a [Value]> {
        let value = self.required(name)?;
        value.as_array().map(Vec::as_slice).ok_or_else(|| bad_call("pass a list where a list is expected"))
    }

    /// One of the names of an enumeration.
    pub fn choice<T: Named>(self, name: &'static str) -> Result<T> {
        choice(name, &self.text(name)?)
    }

    /// One of the names of an enumeration, or null.
    pub fn optional_choice<T: Named>(self, name: &'static str) -> Result<Option<T>> {
        self.optional_text(name)?.map(|text| choice(name, &text)).transpose()
    }

    /// `YYYY-MM-DD`, or null.
    pub fn optional_date(self, name: &'static str) -> Result<Option<Date>> {
        let Some(text) = self.optional_text(name)? else { return Ok(None) };
        Date::parse(&text).map(Some).ok_or_else(|| invalid(name, "pass a calendar day as YYYY-MM-DD"))
    }

    /// The two clocks, `{unix, mono}`.
    pub fn now(self) -> Result<Now> {
        let now = self.object("now")?;
        Ok(Now { unix: now.int("unix")?, mono: now.int("mono")? })
    }
}

fn choice<T: Named>(name: &'static str, text: &str) -> Result<T> {
    T::parse(text).ok_or_else(|| invalid(name, "pass one of the names that the protocol lists for it"))
}

/// A text: a JSON string, or `{"$utf8_hex":"..."}` for bytes that JSON cannot carry.
pub fn text(name: &'static str, value: &Value) -> Result<String> {
    if let Some(text) = value.as_str() {
        return Ok(text.to_owned());
    }
    let hex = value.get("$utf8_hex").and_then(Value::as_str);
    let bytes = hex.and_then(unhex).ok_or_else(|| bad_call("pass text where text is expected"))?;
    String::from_utf8(bytes).map_err(|_| {
        Error::new(ErrorCode::InvalidText, "pass well-formed UTF-8: check the encoding of the source")
            .with_field(name)
    })
}

/// An integer: a JSON integer, or `{"$int":"..."}` for one that some JSON libraries cannot keep.
fn int(name: &'static str, value: &Value) -> Result<i64> {
    if let Some(int) = value.as_i64() {
        return Ok(int);
    }
    let text = value.get("$int").and_then(Value::as_str);
    let text = text.ok_or_else(|| bad_call("pass an integer where an integer is expected"))?;
    text.parse().map_err(|_| invalid(name, "pass an integer of 64 bits"))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes of lower-case hex; none when it is not.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use serde_json::json;

    fn code<T>(result: Result<T>) -> Option<ErrorCode> {
        result.err().map(|error| error.code)
    }

    #[test]
    fn integers_keep_64_bits() {
        let value =
            json!({"a": 5, "b": {"$int": "-9223372036854775808"}, "c": {"$int": "9223372036854775808"}});
        let args = Args::of(&value).unwrap();
        assert_eq!(args.int("a"), Ok(5));
        assert_eq!(args.int("b"), Ok(i64::MIN));
        assert_eq!(code(args.int("c")), Some(ErrorCode::InvalidParameter));
        assert_eq!(code(args.int32("b")), Some(ErrorCode::InvalidParameter));
        assert_eq!(code(args.int("missing")), Some(ErrorCode::InvalidParameter));
    }

    #[test]
    fn text_may_be_ill_formed_only_by_marker() {
        let value = json!({"a": "好", "b": {"$utf8_hex": "c328"}, "c": {"$utf8_hex": "e5a5bd"}, "d": 4});
        let args = Args::of(&value).unwrap();
        assert_eq!(args.text("a").as_deref(), Ok("好"));
        assert_eq!(code(args.text("b")), Some(ErrorCode::InvalidText));
        assert_eq!(args.text("c").as_deref(), Ok("好"));
        assert_eq!(code(args.text("d")), Some(ErrorCode::BadCall));
    }

    #[test]
    fn hex_is_lower_case_and_even() {
        assert_eq!(unhex("00ff"), Some(vec![0, 255]));
        assert_eq!(unhex(""), Some(vec![]));
        for odd in ["0", "0F", "0g", "0 "] {
            assert_eq!(unhex(odd), None);
        }
        assert_eq!(hex(&[0, 171, 255]), "00abff");
    }
}
