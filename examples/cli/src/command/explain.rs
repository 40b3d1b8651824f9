//! `shiming explain`: everything that goes into a signature, and why one that was sent is wrong (1011).

use std::path::PathBuf;

use serde_json::{Map, Value, json};
use shiming_core::Result;

use super::lang::{Lang, Text, text};
use super::output::{Exit, Output};
use super::pasted::{self, Pasted};
use super::sign::SignedArgs;
use super::variants::{self, Signed};
use super::{input, op};
use crate::pipe::args::{hex, unhex};

/// What is explained.
#[derive(clap::Args, Debug)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    signed: SignedArgs,
    /// The signature that was sent: tells whether it is right, and if not, why
    #[arg(long, value_name = "SIGN")]
    got: Option<String>,
    /// A whole request as it was sent (URL, headers, empty line, body) in a file; - is standard input
    #[arg(long, value_name = "FILE")]
    request: Option<PathBuf>,
}

const STRING: Text = text("待签名字符串", "the string to sign");
const LENGTH: Text = text("真实长度（字节）", "its true length in bytes");
const SORTED: Text = text("排序后的参数", "the parameters in order");
const SIGN: Text = text("正确的签名", "the right signature");
const RIGHT: Text = text("您发送的签名正确", "the signature that was sent is right");
const WRONG: Text = text("您发送的签名不对", "the signature that was sent is wrong");
const CAUSE: Text = text("原因", "cause");
const UNKNOWN: Text = text(
    "没有找到单一原因。请依次核对：密钥是否为本环境（测试/正式）当前有效的密钥；appId、bizId、timestamps 是否与请求头逐字节一致；报文体是否为实际发送的字节",
    "no single cause was found. Check in turn: is the key the one now valid for this system (test or production); are appId, bizId and timestamps the same as in the headers, byte for byte; is the body the very bytes that were sent",
);
const SECONDS: Text = text(
    "timestamps 像是秒：应为毫秒（13 位），否则平台返回 1007",
    "timestamps looks like seconds: it must be milliseconds (13 digits), or the authority answers 1007",
);
const MISSING_HEADER: Text =
    text("请求缺少请求头 {}：平台会返回 1004", "the request lacks the header {}: the authority answers 1004");

pub(super) fn run(args: &ExplainArgs, out: Output) -> Result<Exit> {
    let pasted =
        args.request.as_ref().map(|file| pasted::parse(&input::read_file("request", file)?)).transpose()?;
    let call = match &pasted {
        Some(pasted) => of_pasted(pasted, args)?,
        None => args.signed.call()?,
    };
    let got = args.got.as_deref().or_else(|| pasted.as_ref().and_then(|pasted| pasted.header("sign")));
    let answer = op("explain_sign", &call)?;
    let signed = signed(&call);
    let verdict = got.map(|got| (answer["sign"] == got, variants::find(&signed, got)));
    let remarks = remarks(&signed, pasted.as_ref(), out.lang);
    let exit = if verdict.as_ref().is_none_or(|(right, _)| *right) { Exit::Good } else { Exit::Bad };
    if out.json {
        let mut answer = answer;
        if let Some((right, causes)) = verdict {
            let causes: Option<Vec<&str>> =
                causes.map(|causes| causes.iter().map(|text| text.to(out.lang)).collect());
            answer["got"] = json!({"right": right, "causes": causes});
        }
        answer["remarks"] = remarks.into();
        out.value(&answer);
        return Ok(exit);
    }
    out.field(SORTED, "");
    for pair in answer["sorted"].as_array().into_iter().flatten() {
        out.line(format_args!("  {} = {}", show(&pair[0]), show(&pair[1])));
    }
    out.field(STRING, "");
    out.line(show(&answer["text"]));
    out.field(LENGTH, &answer["length"]);
    out.field(SIGN, show(&answer["sign"]));
    match verdict {
        None => {}
        Some((true, _)) => out.verdict(true, RIGHT.to(out.lang)),
        Some((false, causes)) => {
            out.verdict(false, WRONG.to(out.lang));
            match causes {
                Some(causes) => causes.iter().for_each(|cause| out.field(CAUSE, cause.to(out.lang))),
                None => out.say(UNKNOWN),
            }
        }
    }
    for remark in remarks {
        out.faint(remark);
    }
    Ok(exit)
}

fn show(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The call of a pasted request; flags fill what it lacks.
fn of_pasted(pasted: &Pasted, args: &ExplainArgs) -> Result<Map<String, Value>> {
    let flag = |name: &str| match name {
        "appId" => args.signed.app_id.clone(),
        "bizId" => args.signed.biz_id.clone(),
        _ => args.signed.timestamps.clone(),
    };
    let mut params = Vec::new();
    for name in ["appId", "bizId", "timestamps"] {
        if let Some(value) = flag(name).or_else(|| pasted.header(name).map(str::to_owned)) {
            params.push(json!([name, value]));
        }
    }
    params.extend(pasted.query.iter().map(|(key, value)| json!([key, value])));
    let mut call = Map::new();
    call.insert("secret_key".to_owned(), args.signed.secret.require()?.into());
    call.insert("params".to_owned(), params.into());
    // Editors end a file with a line feed that was never sent: an envelope has none.
    let body = match args.signed.body.find()? {
        Some(body) => body,
        None => pasted.body.strip_suffix(b"\n").unwrap_or(&pasted.body).to_vec(),
    };
    call.insert("body_hex".to_owned(), hex(&body).into());
    Ok(call)
}

fn signed(call: &Map<String, Value>) -> Signed {
    let params = call["params"].as_array().into_iter().flatten();
    Signed {
        key: show(&call["secret_key"]).to_owned(),
        params: params.map(|pair| (show(&pair[0]).to_owned(), show(&pair[1]).to_owned())).collect(),
        body: unhex(show(&call["body_hex"])).unwrap_or_default(),
    }
}

/// What is wrong beside the signature.
fn remarks(signed: &Signed, pasted: Option<&Pasted>, lang: Lang) -> Vec<String> {
    let mut remarks = Vec::new();
    let stamp = signed.params.iter().find(|(key, _)| key == "timestamps");
    if stamp.is_some_and(|(_, value)| value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit())) {
        remarks.push(SECONDS.to(lang).to_owned());
    }
    if let Some(pasted) = pasted {
        let needed = ["appId", "bizId", "timestamps", "sign"];
        let missing = needed.iter().filter(|name| pasted.header(name).is_none());
        remarks.extend(missing.map(|name| MISSING_HEADER.fill(lang, &[name])));
    }
    remarks
}
