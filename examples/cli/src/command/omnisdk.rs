//! `shiming omnisdk`: signatures of OmniSDK. `sign` makes one, `verify` checks a callback as a game's server does, `diagnose` finds out
//! how a captured callback was signed.

use std::path::PathBuf;

use serde_json::{Map, Value, json};
use shiming_core::{Error, ErrorCode, Result};

use super::input::{BodyArgs, StdinArgs, read_file, read_stdin, stdin_args};
use super::lang::{Text, text};
use super::output::{Exit, Output};
use super::secret::OmniKeyArgs;
use super::{now, op};
use crate::pipe::args::hex;

const SIGN: Text = text("签名 (sign)", "sign");
const VALID: Text = text("签名正确，是一条有效的回调", "the signature is right, and this is a callback");
const UIDS: Text = text("应踢下线的 uid", "uids to put out");
const STAMP: Text = text("回调时间 ts（Unix 毫秒）", "ts as Unix milliseconds");
const BEHIND: Text = text("比本机时间早（秒）", "seconds behind this machine's clock");
const DEDUPE: Text = text("去重键 (dedupe_hex)", "dedupe_hex");
const EIGHT_HOURS: Text = text(
    "与本机时间相差约 8 小时：ts 多半不是东八区时间，请核对 ts_offset_minutes",
    "about 8 hours apart: ts is probably not in UTC+8, check ts_offset_minutes",
);
const NONE: Text = text(
    "没有匹配的方式。请依次核对：是否为服务端密钥（不是客户端密钥）；报文是否为收到的原始字节；sign 字段是否完整",
    "nothing matches. Check in turn: is it the server key, not the client's; is the body the raw bytes as they came; is sign there and whole",
);
const SETTLED: Text = text("已确定。请在 profile 中写入", "settled. Write into the profile");
const UPPER: Text = text(
    "签名为大写十六进制，profile 还须写入",
    "the signature is in upper-case hex, the profile also needs",
);
const SEVERAL: Text = text(
    "有多种方式都匹配：请换一条至少含两个 uid 的回调再试",
    "several ways match: try again with a callback of two uids or more",
);
const OTHER: Text = text(
    "匹配的方式 profile 还不支持，请向本项目反馈这一结果（不要附上密钥和报文）",
    "a profile cannot express what matches: report this finding to the project, without the key and the body",
);
const UNSAFE: Text = text(
    "uids 不参与签名：任何见过一条回调的人都能伪造踢人名单。请先与 OmniSDK 确认",
    "uids are not signed: whoever has seen one callback can forge whom it puts out. Ask OmniSDK first",
);
const MODE: Text = text("数组方式 (array_mode)", "array_mode");
const VARIANT: Text = text("其余规则 (variant)", "variant");

/// Which tool.
#[derive(clap::Args, Debug)]
pub(crate) struct OmnisdkArgs {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(clap::Subcommand, Debug)]
enum Tool {
    /// Sign a flat JSON object
    Sign(MessageArgs),
    /// Check a callback as a game's server does
    Verify(MessageArgs),
    /// Find out how a captured callback was signed
    Diagnose(MessageArgs),
}

/// A message and what it is signed with.
#[derive(clap::Args, Debug)]
struct MessageArgs {
    #[command(flatten)]
    key: OmniKeyArgs,
    /// The profile as JSON, as the pipe takes it; that of the China region when absent
    #[arg(long, value_name = "JSON")]
    profile: Option<String>,
    /// A file that holds the profile
    #[arg(long, value_name = "FILE", conflicts_with = "profile")]
    profile_file: Option<PathBuf>,
    /// How arrays are signed, in place of a profile: json_compact, java_list, comma, repeated or indexed
    #[arg(long, value_name = "MODE", conflicts_with_all = ["profile", "profile_file"])]
    array_mode: Option<String>,
    #[command(flatten)]
    body: BodyArgs,
    #[command(flatten)]
    stdin: StdinArgs,
}

impl MessageArgs {
    fn call(&self) -> Result<Map<String, Value>> {
        let mut call = if self.stdin.wanted() { stdin_args()? } else { Map::new() };
        if !call.contains_key("profile") {
            call.insert("profile".to_owned(), self.profile()?.into());
        }
        if !call.contains_key("key") {
            call.insert("key".to_owned(), self.key.require()?.into());
        }
        if !call.contains_key("body_hex") {
            // Without any body flag the body itself comes on standard input.
            let bytes = match self.body.find()? {
                Some(bytes) => bytes,
                None if self.stdin.wanted() => {
                    let detail = "standard input names no body: add it as lower hex";
                    return Err(Error::new(ErrorCode::InvalidParameter, detail).with_field("body_hex"));
                }
                None => read_stdin()?,
            };
            call.insert("body_hex".to_owned(), hex(&bytes).into());
        }
        Ok(call)
    }

    fn profile(&self) -> Result<String> {
        if let Some(profile) = &self.profile {
            return Ok(profile.clone());
        }
        if let Some(file) = &self.profile_file {
            return Ok(String::from_utf8_lossy(&read_file("profile_file", file)?).into_owned());
        }
        // No signature covers the app.
        let mut profile = json!({"base": "cn_v1", "app_id": "any"});
        if let Some(mode) = &self.array_mode {
            profile["array_mode"] = mode.as_str().into();
        }
        Ok(profile.to_string())
    }
}

pub(super) fn run(args: &OmnisdkArgs, out: Output) -> Result<Exit> {
    match &args.tool {
        Tool::Sign(args) => sign(&op("omnisdk_sign", &args.call()?)?, out),
        Tool::Verify(args) => verify(&op("omnisdk_verify_callback", &args.call()?)?, out),
        Tool::Diagnose(args) => diagnose(&op("omnisdk_diagnose_signature", &args.call()?)?, out),
    }
}

fn sign(answer: &Value, out: Output) -> Result<Exit> {
    if out.json {
        out.value(answer);
    } else {
        out.field(SIGN, show(&answer["sign"]));
    }
    Ok(Exit::Good)
}

fn verify(answer: &Value, out: Output) -> Result<Exit> {
    if out.json {
        out.value(answer);
        return Ok(Exit::Good);
    }
    let behind = now().saturating_sub(answer["unix"].as_i64().unwrap_or_default()) / 1_000;
    let uids: Vec<&str> = answer["uids"].as_array().into_iter().flatten().map(show).collect();
    out.verdict(true, VALID.to(out.lang));
    out.field(UIDS, uids.join(" "));
    out.field(STAMP, &answer["unix"]);
    out.field(BEHIND, behind);
    out.field(DEDUPE, show(&answer["dedupe_hex"]));
    if (28_200..29_400).contains(&behind.abs()) {
        out.faint(EIGHT_HOURS.to(out.lang));
    }
    Ok(Exit::Good)
}

fn diagnose(answer: &Value, out: Output) -> Result<Exit> {
    let matches = answer["matches"].as_array().map(Vec::as_slice).unwrap_or_default();
    let exit = if matches.is_empty() { Exit::Bad } else { Exit::Good };
    if out.json {
        out.value(answer);
        return Ok(exit);
    }
    if matches.is_empty() {
        out.verdict(false, NONE.to(out.lang));
        return Ok(exit);
    }
    let row = |one: &Value| vec![show(&one["array_mode"]).to_owned(), show(&one["variant"]).to_owned()];
    out.table(&[MODE, VARIANT], matches.iter().map(row).collect());
    let standard: Vec<&Value> = matches.iter().filter(|one| one["variant"] == "standard").collect();
    match standard.as_slice() {
        [] => out.say(OTHER),
        [one] if one["array_mode"] == "excluded" => out.verdict(false, UNSAFE.to(out.lang)),
        [one] => out.field(SETTLED, format_args!("\"array_mode\":\"{}\"", show(&one["array_mode"]))),
        _ => out.say(SEVERAL),
    }
    if !standard.is_empty() && matches.iter().any(|one| one["upper_hex"] == true) {
        out.field(UPPER, "\"accept_upper_hex\":true");
    }
    Ok(exit)
}

fn show(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
