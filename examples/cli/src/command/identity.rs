//! `shiming id`, `shiming name` and `shiming pi`: what a player typed, or what the authority gave.

use serde_json::{Map, Value, json};
use shiming_core::{ErrorCode, Result};

use super::input::stdin_args;
use super::lang::{Text, text};
use super::output::{Exit, Output};
use super::{now, op};

/// What is looked at.
#[derive(clap::Args, Debug)]
pub(crate) struct ValueArgs {
    /// The value; - takes the arguments as JSON from standard input
    #[arg(value_name = "VALUE", required_unless_present = "stdin")]
    value: Option<String>,
    /// Take the arguments as one JSON object from standard input, as the pipe takes them
    #[arg(long)]
    stdin: bool,
}

impl ValueArgs {
    fn call(&self, field: &str) -> Result<Map<String, Value>> {
        match &self.value {
            Some(value) if value != "-" && !self.stdin => {
                Ok([(field.to_owned(), value.as_str().into())].into_iter().collect())
            }
            _ => stdin_args(),
        }
    }
}

const VALID: Text = text("有效", "valid");
const INVALID: Text = text("无效", "not valid");
const NORMALISED: Text = text("规范写法", "as sent");
const KIND: Text = text("证件种类", "kind");
const BIRTH: Text = text("出生日期", "birth date");
const ROUTE: Text = text("办理方式", "route");
const SHAPE: Text = text("形状", "shape");
const NOTE: Text = text("注意", "note");
const NO_BIRTH: Text = text("前六位不是日期", "the first six characters are no date");

const WORDS: &[(&str, Text)] = &[
    ("mainland", text("居民身份证", "resident identity card")),
    ("hmt_resident", text("港澳台居民居住证", "residence permit for Hong Kong, Macao and Taiwan residents")),
    ("foreign_permanent", text("外国人永久居留身份证", "foreign permanent resident identity card")),
    ("submit", text("提交实名认证接口", "submit to the authority")),
    (
        "manual",
        text(
            "默认走人工审核并留存证件材料（Q161）；接口是否受理未见官方说明",
            "manual review by default, keep the documents (Q161); whether the authority takes it is not documented",
        ),
    ),
    ("standard", text("38 位，与规范一致", "38 characters, as published")),
    ("other", text("与规范不同，请原样保存", "not as published: keep it as it is")),
    (
        "private_use",
        text("含私用区字符，生僻字可能显示为方框", "has a private-use character: a rare one may not show"),
    ),
    ("latin", text("含拉丁字母", "has Latin letters")),
    ("single_character", text("只有一个字", "is a single character")),
    (
        "legacy_15",
        text(
            "15 位旧证号已停用，请改用 18 位号码",
            "a 15-digit number of the old card: use the 18-digit one",
        ),
    ),
    ("length", text("应为 18 位", "must have 18 characters")),
    ("characters", text("含有不允许的字符", "has a character that is not allowed")),
    ("birth_date", text("第 7 至 14 位不是可能的出生日期", "characters 7 to 14 are no possible birth date")),
    (
        "check_digit",
        text("校验码不符，多半是抄错了一位", "the check digit does not fit: probably one digit is mistyped"),
    ),
    ("empty", text("为空", "is empty")),
    ("too_long", text("超过 32 个字", "has more than 32 characters")),
];

/// What a name of the protocol means.
fn word(name: &str, out: Output) -> &str {
    WORDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, text)| text.to(out.lang))
}

/// Shows a result; an invalid value is a verdict, not a misuse.
fn judge(answer: Result<Value>, out: Output, show: impl FnOnce(&Value)) -> Result<Exit> {
    match answer {
        Ok(answer) if out.json => out.value(&answer),
        Ok(answer) => show(&answer),
        Err(error) => {
            let invalid = matches!(error.code, ErrorCode::InvalidName | ErrorCode::InvalidIdNumber);
            let Some(reason) = error.reason.filter(|_| invalid && !out.json) else { return Err(error) };
            let colon = if out.lang == super::lang::Lang::Zh { "：" } else { ": " };
            out.verdict(false, format_args!("{}{colon}{}", INVALID.to(out.lang), word(reason, out)));
            return Ok(Exit::Bad);
        }
    }
    Ok(Exit::Good)
}

pub(super) fn id(args: &ValueArgs, out: Output) -> Result<Exit> {
    let mut call = args.call("id_number")?;
    call.entry("unix").or_insert_with(|| json!(now()));
    judge(op("validate_id_number", &call), out, |answer| {
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        out.verdict(true, VALID.to(out.lang));
        out.field(NORMALISED, text("id_number"));
        out.field(KIND, word(&text("kind"), out));
        out.field(BIRTH, text("birth"));
        out.field(ROUTE, word(&text("route"), out));
    })
}

pub(super) fn name(args: &ValueArgs, out: Output) -> Result<Exit> {
    judge(op("validate_name", &args.call("name")?), out, |answer| {
        out.verdict(true, VALID.to(out.lang));
        out.field(NORMALISED, answer["name"].as_str().unwrap_or_default());
        for warning in answer["warnings"].as_array().into_iter().flatten() {
            out.field(NOTE, word(warning.as_str().unwrap_or_default(), out));
        }
    })
}

pub(super) fn pi(args: &ValueArgs, out: Output) -> Result<Exit> {
    judge(op("pi_birth_date", &args.call("pi")?), out, |answer| {
        out.field(BIRTH, answer["birth"].as_str().unwrap_or(NO_BIRTH.to(out.lang)));
        out.field(SHAPE, word(answer["shape"].as_str().unwrap_or_default(), out));
    })
}
