//! What the tools read: bytes from a flag, a file or standard input; a whole call as JSON.

use std::io::Read;
use std::path::PathBuf;
use std::{fs, io};

use serde_json::{Map, Value};
use shiming_core::{Error, ErrorCode, Result};

/// At most so much is read: far more than any body of this protocol.
const MAX_INPUT: u64 = 16 << 20;

fn unreadable(field: &'static str, error: &io::Error) -> Error {
    Error::new(ErrorCode::InvalidParameter, format!("the input cannot be read: {error}")).with_field(field)
}

/// All of standard input.
pub(crate) fn read_stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MAX_INPUT).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| unreadable("stdin", &error))
}

/// All of a file, or of standard input when its name is `-`.
pub(crate) fn read_file(field: &'static str, file: &PathBuf) -> Result<Vec<u8>> {
    if file.as_os_str() == "-" {
        return read_stdin();
    }
    fs::read(file).map_err(|error| unreadable(field, &error))
}

/// The same as text.
pub(crate) fn read_text(field: &'static str, file: &PathBuf) -> Result<String> {
    String::from_utf8(read_file(field, file)?).map_err(|_| {
        Error::new(ErrorCode::InvalidText, "save the file as UTF-8: it holds bytes that are none")
            .with_field(field)
    })
}

/// The arguments of a call as a JSON object on standard input, as the pipe takes them.
pub(crate) fn stdin_args() -> Result<Map<String, Value>> {
    match serde_json::from_slice(&read_stdin()?) {
        Ok(Value::Object(args)) => Ok(args),
        _ => Err(Error::new(
            ErrorCode::InvalidParameter,
            "standard input is not a JSON object: pass the arguments as the pipe takes them",
        )
        .with_field("stdin")),
    }
}

/// A body: as text, as lower hex, or from a file.
#[derive(clap::Args, Clone, Debug)]
#[group(multiple = false)]
pub(crate) struct BodyArgs {
    /// The body as text
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// The body as hex digits
    #[arg(long, value_name = "HEX")]
    body_hex: Option<String>,
    /// A file that holds the body, byte for byte; - is standard input
    #[arg(long, value_name = "FILE")]
    body_file: Option<PathBuf>,
}

impl BodyArgs {
    /// The bytes; none when no body was given.
    pub(crate) fn find(&self) -> Result<Option<Vec<u8>>> {
        if let Some(text) = &self.body {
            return Ok(Some(text.clone().into_bytes()));
        }
        if let Some(hex) = &self.body_hex {
            let bytes = crate::pipe::args::unhex(&hex.to_ascii_lowercase()).ok_or_else(|| {
                Error::new(ErrorCode::InvalidParameter, "pass an even number of hex digits")
                    .with_field("body_hex")
            })?;
            return Ok(Some(bytes));
        }
        self.body_file.as_ref().map(|file| read_file("body_file", file)).transpose()
    }

    /// The bytes, empty when no body was given.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        Ok(self.find()?.unwrap_or_default())
    }
}

/// Asks for the arguments as JSON.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct StdinArgs {
    /// Take the arguments as one JSON object from standard input, as the pipe takes them
    #[arg(long)]
    stdin: bool,
    /// The same as --stdin
    #[arg(value_name = "-", value_parser = ["-"], hide = true)]
    dash: Option<String>,
}

impl StdinArgs {
    /// Whether the arguments come from standard input.
    pub(crate) fn wanted(&self) -> bool {
        self.stdin || self.dash.is_some()
    }
}
