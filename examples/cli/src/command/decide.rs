//! `shiming decide`: what a player may do at an instant.

use serde_json::{Value, json};
use shiming_core::Result;

use super::case::{CaseArgs, show_time};
use super::lang::{Text, text};
use super::output::{Exit, Output};
use super::{op, verdict};

/// What is decided.
#[derive(clap::Args, Debug)]
pub(crate) struct DecideArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// Seconds that the player has played today (cn2019)
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    played_today: i64,
    /// Seconds of the guest's hour that are used up (cn2019)
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    guest_used: i64,
}

const VERDICTS: [(&str, Text); 4] = [
    ("account", text("使用账号", "use the account")),
    ("play", text("游戏", "play")),
    ("pay", text("充值", "pay")),
    ("report", text("上报行为数据", "report to the authority")),
];

pub(super) fn run(args: &DecideArgs, out: Output) -> Result<Exit> {
    let mut call = args.case.call()?;
    call.entry("usage")
        .or_insert_with(|| json!({"played_today_s": args.played_today, "guest_used_s": args.guest_used}));
    let answer = op("decide", &call)?;
    if out.json {
        out.value(&answer);
    } else {
        show_time(&call, out);
        for (name, label) in VERDICTS {
            verdict::show(label, &answer[name], name != "report", out)?;
        }
    }
    Ok(exit(&answer["play"]))
}

/// Scripts ask by the exit status.
pub(super) fn exit(verdict: &Value) -> Exit {
    if verdict["allowed"] == true { Exit::Good } else { Exit::Bad }
}
