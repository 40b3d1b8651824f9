//! `shiming sign`: the signature of one request.

use serde_json::{Map, Value, json};
use shiming_core::{Error, ErrorCode, Result};

use super::input::{BodyArgs, StdinArgs, stdin_args};
use super::lang::{Text, text};
use super::output::{Exit, Output};
use super::secret::SecretArgs;
use super::{now, op};
use crate::pipe::args::hex;

const SIGN: Text = text("签名 (sign)", "sign");
const STAMP: Text = text("时间戳 (timestamps)", "timestamps");

/// What is signed.
#[derive(clap::Args, Debug)]
pub(crate) struct SignedArgs {
    #[command(flatten)]
    pub(crate) secret: SecretArgs,
    /// The header appId
    #[arg(long, value_name = "TEXT")]
    pub(crate) app_id: Option<String>,
    /// The header bizId
    #[arg(long, value_name = "TEXT")]
    pub(crate) biz_id: Option<String>,
    /// The header timestamps in milliseconds; now when absent
    #[arg(long, value_name = "MS")]
    pub(crate) timestamps: Option<String>,
    /// A query parameter of the URL, decoded; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    pub(crate) query: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) body: BodyArgs,
    #[command(flatten)]
    pub(crate) stdin: StdinArgs,
}

fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

fn missing(field: &'static str) -> Error {
    Error::new(ErrorCode::InvalidParameter, "this option is missing: a signature covers it").with_field(field)
}

impl SignedArgs {
    /// The arguments of the operation `sign`.
    pub(crate) fn call(&self) -> Result<Map<String, Value>> {
        let mut args = if self.stdin.wanted() { stdin_args()? } else { self.flags()? };
        if !args.contains_key("secret_key") {
            args.insert("secret_key".to_owned(), self.secret.require()?.into());
        }
        args.entry("body_hex").or_insert_with(|| "".into());
        Ok(args)
    }

    fn flags(&self) -> Result<Map<String, Value>> {
        let app_id = self.app_id.as_deref().ok_or_else(|| missing("app_id"))?;
        let biz_id = self.biz_id.as_deref().ok_or_else(|| missing("biz_id"))?;
        let timestamps = self.timestamps.clone().unwrap_or_else(|| now().to_string());
        let mut params =
            vec![json!(["appId", app_id]), json!(["bizId", biz_id]), json!(["timestamps", timestamps])];
        params.extend(self.query.iter().map(|(key, value)| json!([key, value])));
        let mut args = Map::new();
        args.insert("params".to_owned(), params.into());
        args.insert("body_hex".to_owned(), hex(&self.body.bytes()?).into());
        Ok(args)
    }
}

pub(super) fn run(args: &SignedArgs, out: Output) -> Result<Exit> {
    let call = args.call()?;
    let answer = op("sign", &call)?;
    if out.json {
        out.value(&answer);
        return Ok(Exit::Good);
    }
    out.field(SIGN, answer["sign"].as_str().unwrap_or_default());
    // The sender needs the very time that was signed.
    let pairs = call["params"].as_array().into_iter().flatten();
    if let Some(stamp) = pairs.into_iter().find(|pair| pair[0] == "timestamps") {
        out.field(STAMP, stamp[1].as_str().unwrap_or_default());
    }
    Ok(Exit::Good)
}
