//! Reading the arguments of one call, strictly: what is missing or out of range is an error with the argument's name.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use shiming_core::time::{Date, Now};
use shiming_core::{Error, ErrorCode, Result};

use crate::Value;
use crate::names::Named;

/// The members of one JSON object of a call.
#[derive(Clone, Copy)]
pub struct Args<'a>(&'a Value);

/// An error of the protocol itself: the line is not a call.
pub fn bad_call(detail: &str) -> Error {
    Error::new(ErrorCode::BadCall, detail)
}

/// An argument that is missing, out of range or of no known kind.
pub fn invalid(field: &'static str, detail: &str) -> Error {
    Error::new(ErrorCode::InvalidParameter, detail).with_field(field)
}

impl<'a> Args<'a> {
    /// The members of `value`, which must be an object.
    pub fn of(value: &'a Value) -> Result<Self> {
        match value {
            Value::Object(_) => Ok(Self(value)),
            _ => Err(bad_call("pass an object here: see the shapes of the protocol")),
        }
    }

    fn optional(self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| **value != Value::Null)
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
        match self.required(name)? {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(bad_call("pass true or false where a flag is expected")),
        }
    }

    /// Bytes as lower hex.
    pub fn bytes(self, name: &'static str) -> Result<Vec<u8>> {
        as_text(self.required(name)?)
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
        match self.required(name)? {
            Value::Array(items) => Ok(items),
            _ => Err(bad_call("pass a list where a list is expected")),
        }
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

fn as_text(value: &Value) -> Option<&str> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

/// A text: a JSON string, or `{"$utf8_hex":"..."}` for bytes that JSON cannot carry.
pub fn text(name: &'static str, value: &Value) -> Result<String> {
    if let Some(text) = as_text(value) {
        return Ok(text.to_owned());
    }
    let hex = value.get("$utf8_hex").and_then(as_text);
    let bytes = hex.and_then(unhex).ok_or_else(|| bad_call("pass text where text is expected"))?;
    String::from_utf8(bytes).map_err(|_| {
        Error::new(ErrorCode::InvalidText, "pass well-formed UTF-8: check the encoding of the source")
            .with_field(name)
    })
}

/// An integer: a JSON integer, or `{"$int":"..."}` for one that some JSON libraries cannot keep.
fn int(name: &'static str, value: &Value) -> Result<i64> {
    if let Value::Int(int) = value {
        return Ok(*int);
    }
    let text = value.get("$int").and_then(as_text);
    let text = text.ok_or_else(|| bad_call("pass an integer where an integer is expected"))?;
    text.parse().map_err(|_| invalid(name, "pass an integer of 64 bits"))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from(if nibble < 10 { b'0' + nibble } else { b'a' - 10 + nibble }));
        }
    }
    text
}

/// The bytes of lower-case hex; none when it is not.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let (pairs, odd) = text.as_bytes().as_chunks();
    for [high, low] in pairs {
        bytes.push(digit(*high)? << 4 | digit(*low)?);
    }
    odd.is_empty().then_some(bytes)
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    fn code<T>(result: Result<T>) -> Option<ErrorCode> {
        result.err().map(|error| error.code)
    }

    #[test]
    fn integers_keep_64_bits() {
        let value = Value::read(
            r#"{"a": 5, "b": {"$int": "-9223372036854775808"}, "c": {"$int": "9223372036854775808"}}"#,
        )
        .unwrap();
        let args = Args::of(&value).unwrap();
        assert_eq!(args.int("a"), Ok(5));
        assert_eq!(args.int("b"), Ok(i64::MIN));
        assert_eq!(code(args.int("c")), Some(ErrorCode::InvalidParameter));
        assert_eq!(code(args.int32("b")), Some(ErrorCode::InvalidParameter));
        assert_eq!(code(args.int("missing")), Some(ErrorCode::InvalidParameter));
    }

    #[test]
    fn text_may_be_ill_formed_only_by_marker() {
        let value =
            Value::read(r#"{"a": "好", "b": {"$utf8_hex": "c328"}, "c": {"$utf8_hex": "e5a5bd"}, "d": 4}"#)
                .unwrap();
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
