//! `shiming calendar`: the State Council's notices as files that the library loads.

mod check;
mod convert;
mod festival;
mod holiday_cn;
mod notice;
mod trouble;
mod typed;

use clap::Subcommand;
use serde_json::json;
use shiming_core::Result;

use super::output::{Exit, Output};
use trouble::Trouble;

/// What is done with a calendar.
#[derive(clap::Args, Debug)]
pub(crate) struct CalendarArgs {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Debug, Subcommand)]
enum Tool {
    /// Load a calendar file and show what it adds to the years that are built in
    Check(check::CheckArgs),
    /// Make a calendar file from a notice of the State Council
    Convert(convert::ConvertArgs),
}

pub(super) fn run(args: &CalendarArgs, out: Output) -> Result<Exit> {
    match &args.tool {
        Tool::Check(args) => check::run(args, out),
        Tool::Convert(args) => convert::run(args, out),
    }
}

/// The file is wrong: that is a verdict, not a misuse.
fn refuse(trouble: &Trouble, out: Output) -> Exit {
    if out.json {
        out.value(&json!({"error": crate::pipe::error_json(&trouble.error())}));
    } else {
        out.verdict(false, trouble.to(out.lang));
    }
    Exit::Bad
}
