//! Text of the caller. It crosses as bytes: JVM and Python strings may hold half a surrogate pair, and what UniFFI does with
//! those by itself differs from language to language.

use shiming_core::{Error, ErrorCode};

use crate::error::Result;

/// Text.
#[derive(Clone)]
pub struct Text(Vec<u8>);

uniffi::custom_newtype!(Text, Vec<u8>);

impl Text {
    /// The text of the argument `field`.
    pub(crate) fn take(self, field: &'static str) -> Result<String> {
        String::from_utf8(self.0).map_err(|_| {
            let detail = "pass well-formed Unicode: check the encoding of the source";
            Error::new(ErrorCode::InvalidText, detail).with_field(field).into()
        })
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

/// The text of an argument that may be absent.
pub(crate) fn optional(text: Option<Text>, field: &'static str) -> Result<Option<String>> {
    text.map(|text| text.take(field)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(Text::from("好".to_owned()).take("name").unwrap(), "好");
        let error = Text(vec![0xff]).take("name").unwrap_err();
        assert_eq!(
            format!("{error:?}"),
            "invalid_text in name: pass well-formed Unicode: check the encoding of the source"
        );
        assert!(optional(None, "di").unwrap().is_none());
    }
}
