//! How values lie in the buffer: little-endian integers of eight bytes, enumerations and flags of one byte, texts and bytes
//! behind a length of four bytes, where -1 is an absent one.

use shiming_core::{Error, ErrorCode};

use crate::error::Result;

/// Arguments that do not lie as they should: a defect of the caller's binding, not of the program above it.
fn torn() -> Error {
    Error::new(
        ErrorCode::Internal,
        "the arguments are torn: the binding and the library are of different versions",
    )
}

pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(torn)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?.first().copied().ok_or_else(torn)?)
    }

    pub(super) fn int(&mut self) -> Result<i32> {
        Ok(i32::from_le_bytes(self.take(4)?.try_into().map_err(|_| torn())?))
    }

    pub(super) fn long(&mut self) -> Result<i64> {
        Ok(i64::from_le_bytes(self.take(8)?.try_into().map_err(|_| torn())?))
    }

    fn optional(&mut self) -> Result<Option<&'a [u8]>> {
        match self.int()? {
            -1 => Ok(None),
            length => Ok(Some(self.take(usize::try_from(length).map_err(|_| torn())?)?)),
        }
    }

    pub(super) fn bytes(&mut self) -> Result<&'a [u8]> {
        Ok(self.optional()?.ok_or_else(torn)?)
    }

    pub(super) fn text(&mut self, field: &'static str) -> Result<&'a str> {
        text(self.bytes()?, field)
    }

    pub(super) fn optional_text(&mut self, field: &'static str) -> Result<Option<&'a str>> {
        self.optional()?.map(|bytes| text(bytes, field)).transpose()
    }

    pub(super) fn end(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(torn().into()) }
    }
}

fn text<'a>(bytes: &'a [u8], field: &'static str) -> Result<&'a str> {
    core::str::from_utf8(bytes).map_err(|_| {
        let detail = "pass well-formed Unicode: check the encoding of the source";
        Error::new(ErrorCode::InvalidText, detail).with_field(field).into()
    })
}

/// A choice that no value has.
pub(super) fn unknown(field: &'static str) -> Error {
    Error::new(ErrorCode::InvalidParameter, "pass one of the known values").with_field(field)
}

pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn long(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn optional_long(&mut self, number: Option<i64>) {
        self.byte(u8::from(number.is_some()));
        self.long(number.unwrap_or_default());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        // No answer is longer than 4 MiB.
        let length = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.0.extend_from_slice(&(-1_i32).to_le_bytes()),
        }
    }

    pub(super) fn done(self) -> Vec<u8> {
        self.0
    }
}
