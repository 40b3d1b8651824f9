//! `shiming player-network decide`: what a login of Player Network means.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Map, Value, json};
use shiming_core::Result;
use shiming_core::time::{DAY, Date, UTC8};

use super::input::{read_file, stdin_args};
use super::lang::{Lang, Text, text};
use super::output::{Exit, Output};
use super::player_network_words::word;
use super::{now, op};
use crate::pipe::args::{hex, invalid};

/// What to do with a login.
#[derive(Subcommand, Debug)]
pub(crate) enum PlayerNetworkTool {
    /// Decide whether the player of a login may enter
    Decide(DecideArgs),
}

/// A login and what the game decides for itself.
#[derive(clap::Args, Debug)]
pub(crate) struct DecideArgs {
    /// A file that holds the AuthResult as JSON, as the SDK or the wire gave it; - is standard input
    #[arg(value_name = "FILE", required_unless_present = "stdin")]
    file: Option<PathBuf>,
    /// The game's options as JSON, for example {"os":5}
    #[arg(long, value_name = "JSON", conflicts_with = "options_file")]
    options: Option<String>,
    /// A file that holds the options
    #[arg(long, value_name = "FILE")]
    options_file: Option<PathBuf>,
    /// The time of the decision in Unix milliseconds; now when absent
    #[arg(long, value_name = "MS")]
    unix: Option<i64>,
    /// Take the arguments as one JSON object from standard input, as the pipe takes them
    #[arg(long, conflicts_with = "file")]
    stdin: bool,
}

const DENIED: Text = text("不可进入", "may not enter");
const NEEDED: Text = text("暂不可进入，需先完成下列事项", "not yet: first comes what follows");
const ENTERS: Text = text("可以进入", "may enter");
const AS_MINOR: Text = text("可以进入，按未成年人管理", "may enter, as a minor");
const ACTION: Text = text("待办", "to do");
const ADVICE: Text = text("另外", "besides");
const NOTE: Text = text("降级说明", "degraded");
const RECHECK: Text = text("重新判断时间", "decide again at");

pub(super) fn run(tool: &PlayerNetworkTool, out: Output) -> Result<Exit> {
    let PlayerNetworkTool::Decide(args) = tool;
    let decision = match args.call().and_then(|call| op("player_network_decide", &call)) {
        Ok(decision) => decision,
        // 1 is the answer "does not enter"; a login that cannot be read has no answer.
        Err(error) => {
            out.error(&error);
            return Ok(Exit::Usage);
        }
    };
    let gate = decision["gate"]["kind"].as_str().unwrap_or_default();
    let good = matches!(gate, "enter" | "enter_as_minor");
    if out.json {
        out.value(&decision);
    } else {
        show(&decision, gate, out);
    }
    Ok(if good { Exit::Good } else { Exit::Bad })
}

impl DecideArgs {
    fn call(&self) -> Result<Map<String, Value>> {
        let mut call = if self.stdin { stdin_args()? } else { Map::new() };
        if let Some(file) = &self.file {
            let body = json!(hex(&read_file("file", file)?));
            let parsed = op("player_network_parse", &Map::from_iter([("body_hex".to_owned(), body)]))?;
            call.insert("login".to_owned(), parsed["login"].clone());
        }
        if let Some(options) = self.options()? {
            call.insert("options".to_owned(), options.into());
        }
        if let Some(unix) = self.unix {
            call.insert("unix".to_owned(), unix.into());
        }
        call.entry("options").or_insert_with(|| "{}".into());
        call.entry("unix").or_insert_with(|| now().into());
        Ok(call)
    }

    fn options(&self) -> Result<Option<String>> {
        let Some(file) = &self.options_file else { return Ok(self.options.clone()) };
        let text = String::from_utf8(read_file("options_file", file)?);
        text.map(Some).map_err(|_| invalid("options_file", "the options are not UTF-8: save them as such"))
    }
}

fn show(decision: &Value, gate: &str, out: Output) {
    match gate {
        "enter" => out.verdict(true, ENTERS.to(out.lang)),
        "enter_as_minor" => out.verdict(true, AS_MINOR.to(out.lang)),
        "need_action" => out.verdict(false, NEEDED.to(out.lang)),
        _ => {
            let reason = word(decision["gate"]["reason"].as_str().unwrap_or_default(), out.lang);
            let colon = if out.lang == Lang::Zh { "：" } else { ": " };
            out.verdict(false, format_args!("{}{colon}{reason}", DENIED.to(out.lang)));
        }
    }
    for action in decision["actions"].as_array().into_iter().flatten() {
        let label = if action["blocks"] == true { ACTION } else { ADVICE };
        let kind = action["kind"].as_str().unwrap_or_default();
        out.field(label, format_args!("{}{}", word(kind, out.lang), details(action, out.lang)));
    }
    for note in decision["degraded"].as_array().into_iter().flatten() {
        out.field(NOTE, word(note.as_str().unwrap_or_default(), out.lang));
    }
    if let Some(at) = decision["recheck_at"].as_i64() {
        out.field(RECHECK, time(at));
    }
}

const DETAILS: &[(&str, Text)] = &[
    ("due", text("注销时间", "due")),
    ("adult_age", text("成年年龄", "adult age")),
    ("game_grade", text("分级年龄", "rating")),
    ("certificate_type", text("认证方式", "by")),
    ("documents", text("协议", "documents")),
];

/// What an action carries, in brackets.
fn details(action: &Value, lang: Lang) -> String {
    let shown = |(name, label): &(&str, Text)| {
        let value = match &action[*name] {
            Value::Null => return None,
            Value::String(value) => word(value, lang).to_owned(),
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
            due if *name == "due" => time(due.as_i64()?),
            value => value.to_string(),
        };
        Some(format!("{} {value}", label.to(lang)))
    };
    let parts: Vec<String> = DETAILS.iter().filter_map(shown).collect();
    match (parts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", parts.join("，")),
        (false, Lang::En) => format!(" ({})", parts.join(", ")),
    }
}

/// An instant as people in China write it.
fn time(unix: i64) -> String {
    let Some(date) = Date::of(unix) else { return unix.to_string() };
    let seconds = (unix + UTC8).rem_euclid(DAY) / 1000;
    format!("{date} {:02}:{:02}:{:02} UTC+8", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
