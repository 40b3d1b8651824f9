//! `shiming encrypt` and `shiming decrypt`: the sealed body, both ways.

use serde_json::{Map, Value};
use shiming_core::{Error, ErrorCode, Result};

use super::input::{BodyArgs, StdinArgs, read_stdin, stdin_args};
use super::output::{Exit, Output};
use super::secret::SecretArgs;
use super::{op, random};
use crate::pipe::args::{hex, unhex};

/// What is sealed or opened.
#[derive(clap::Args, Debug)]
pub(crate) struct BodyToolArgs {
    #[command(flatten)]
    secret: SecretArgs,
    #[command(flatten)]
    body: BodyArgs,
    #[command(flatten)]
    stdin: StdinArgs,
}

/// What is sealed.
#[derive(clap::Args, Debug)]
pub(crate) struct EncryptArgs {
    #[command(flatten)]
    tool: BodyToolArgs,
    /// The 12-byte nonce as 24 hex digits, to repeat a known answer; random when absent. Never use one twice
    #[arg(long, value_name = "HEX")]
    nonce_hex: Option<String>,
}

impl BodyToolArgs {
    fn call(&self, field: &str) -> Result<Map<String, Value>> {
        let mut args = if self.stdin.wanted() { stdin_args()? } else { Map::new() };
        if !args.contains_key(field) {
            // Without any body flag the body itself comes on standard input.
            let bytes = match self.body.find()? {
                Some(bytes) => bytes,
                None if self.stdin.wanted() => {
                    let detail = "standard input names no body: add it as lower hex";
                    return Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("body_hex"));
                }
                None => read_stdin()?,
            };
            args.insert(field.to_owned(), hex(&bytes).into());
        }
        if !args.contains_key("secret_key") {
            args.insert("secret_key".to_owned(), self.secret.require()?.into());
        }
        Ok(args)
    }
}

pub(super) fn encrypt(args: &EncryptArgs, out: Output) -> Result<Exit> {
    let mut call = args.tool.call("plaintext_hex")?;
    if !call.contains_key("nonce_hex") {
        let nonce = match &args.nonce_hex {
            Some(nonce) => nonce.to_ascii_lowercase(),
            None => hex(&random::<12>()?),
        };
        call.insert("nonce_hex".to_owned(), nonce.into());
    }
    show(&op("encrypt_body", &call)?, "body_hex", out)
}

pub(super) fn decrypt(args: &BodyToolArgs, out: Output) -> Result<Exit> {
    let call = args.call("body_hex")?;
    show(&op("decrypt_body", &call)?, "plaintext_hex", out)
}

/// People see the text itself; what is no text is shown as hex.
fn show(answer: &Value, field: &str, out: Output) -> Result<Exit> {
    if out.json {
        out.value(answer);
    } else {
        let hex = answer[field].as_str().unwrap_or_default();
        let text = unhex(hex).and_then(|bytes| String::from_utf8(bytes).ok());
        out.line(text.as_deref().unwrap_or(hex));
    }
    Ok(Exit::Good)
}
