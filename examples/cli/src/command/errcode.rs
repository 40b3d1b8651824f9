//! `shiming errcode`: what a code of the authority means and what to do about it.

use serde_json::Value;
use shiming_core::Result;

use super::input::stdin_args;
use super::lang::{Lang, Text, text};
use super::op;
use super::output::{Exit, Output};

/// Which code.
#[derive(clap::Args, Debug)]
pub(crate) struct ErrcodeArgs {
    /// The errcode of an answer, for example 1011; - takes the arguments as JSON from standard input
    #[arg(value_name = "ERRCODE", allow_negative_numbers = true, required_unless_present = "stdin")]
    errcode: Option<String>,
    /// Take the arguments as one JSON object from standard input, as the pipe takes them
    #[arg(long)]
    stdin: bool,
}

const MESSAGE: Text = text("官方文字", "official text");
const MEANING: Text = text("含义", "meaning");
const CLASS: Text = text("类别", "class");
const ADVICE: Text = text("怎么办", "what to do");
const UNOFFICIAL: Text =
    text("不在公布的错误码表中，说明仅供参考", "not in the published table: take this with caution");

pub(super) fn run(args: &ErrcodeArgs, out: Output) -> Result<Exit> {
    let call = match &args.errcode {
        Some(code) if code != "-" && !args.stdin => {
            let code: i64 = code.parse().map_err(|_| {
                crate::pipe::args::invalid("errcode", "an errcode is a number, for example 1011")
            })?;
            [("errcode".to_owned(), Value::from(code))].into_iter().collect()
        }
        _ => stdin_args()?,
    };
    let info = op("errcode_info", &call)?;
    if out.json {
        out.value(&info);
        return Ok(Exit::Good);
    }
    let suffix = if out.lang == Lang::Zh { "zh" } else { "en" };
    let text = |name: &str| info[name].as_str().unwrap_or("-").to_owned();
    out.field(MESSAGE, format_args!("{} {}", info["errcode"], text("errmsg")));
    out.field(MEANING, text(&format!("meaning_{suffix}")));
    out.field(CLASS, text("class"));
    out.field(ADVICE, text(&format!("advice_{suffix}")));
    if info["official"] == false {
        out.faint(UNOFFICIAL.to(out.lang));
    }
    Ok(Exit::Good)
}
