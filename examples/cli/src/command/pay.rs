//! `shiming pay`: may a player pay this sum, and what does the month have left.

use serde_json::Value;
use shiming_core::{Error, ErrorCode, Result};

use super::case::{CaseArgs, show_time};
use super::lang::{Text, text};
use super::output::{Exit, Output};
use super::{decide, op, verdict};

/// What is paid.
#[derive(clap::Args, Debug)]
pub(crate) struct PayArgs {
    #[command(flatten)]
    case: CaseArgs,
    /// The sum, with its unit: 50yuan, 49.90yuan, 5000fen, 50元
    #[arg(long, value_name = "SUM", required_unless_present_any = ["stdin", "dash"])]
    amount: Option<String>,
    /// What the player has paid this month, with its unit
    #[arg(long, value_name = "SUM", default_value = "0fen")]
    spent: String,
}

const PAY: Text = text("充值", "pay");
const SINGLE: Text = text("单次最多", "most at once");
const LEFT_AFTER: Text = text("这笔之后本月还可充", "left this month after it");
const LEFT: Text = text("本月还可充", "left this month");
const NO_LIMIT: Text = text("不限", "no limit");
const YUAN: Text = text("{} 元", "{} yuan");

pub(super) fn run(args: &PayArgs, out: Output) -> Result<Exit> {
    let mut call = args.case.call()?;
    if let Some(amount) = &args.amount {
        call.insert("amount_fen".to_owned(), fen("amount", amount)?.into());
        call.insert("spent_month_fen".to_owned(), fen("spent", &args.spent)?.into());
    }
    let answer = op("decide_payment", &call)?;
    if out.json {
        out.value(&answer);
        return Ok(decide::exit(&answer["verdict"]));
    }
    show_time(&call, out);
    verdict::show(PAY, &answer["verdict"], true, out)?;
    out.field(SINGLE, yuan(&answer["max_single_fen"], out));
    let left = if answer["verdict"]["allowed"] == true { LEFT_AFTER } else { LEFT };
    out.field(left, yuan(&answer["month_left_fen"], out));
    Ok(decide::exit(&answer["verdict"]))
}

fn yuan(fen: &Value, out: Output) -> String {
    match fen.as_i64() {
        None => NO_LIMIT.to(out.lang).to_owned(),
        Some(fen) => YUAN.fill(out.lang, &[&format!("{}.{:02}", fen / 100, fen % 100)]),
    }
}

/// A sum in fen. A bare number would be taken for the other unit sooner or later, so there is none but 0.
fn fen(field: &'static str, text: &str) -> Result<i64> {
    let text = text.trim();
    let of = |units: [&str; 2]| units.into_iter().find_map(|unit| text.strip_suffix(unit));
    let fen = match (of(["fen", "分"]), of(["yuan", "元"])) {
        _ if text == "0" => Some(0),
        (Some(fen), _) => whole(fen),
        (None, Some(yuan)) => {
            let (yuan, rest) = yuan.trim_end().split_once('.').unwrap_or((yuan, "0"));
            let rest = match rest.len() {
                1 => whole(rest).map(|tenths| tenths * 10),
                2 => whole(rest),
                _ => None,
            };
            rest.and_then(|rest| whole(yuan)?.checked_mul(100)?.checked_add(rest))
        }
        (None, None) => None,
    };
    fen.ok_or_else(|| {
        Error::new(ErrorCode::InvalidAmount, "write a sum with its unit: 50yuan, 49.90yuan or 5000fen")
            .with_field(field)
    })
}

fn whole(text: &str) -> Option<i64> {
    let text = text.trim_end();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_have_a_unit() {
        for (text, expected) in [
            ("5000fen", 5_000),
            ("5000分", 5_000),
            ("50yuan", 5_000),
            ("50元", 5_000),
            ("49.9yuan", 4_990),
            ("49.90 元", 4_990),
            ("0.01yuan", 1),
            ("0", 0),
        ] {
            assert_eq!(fen("amount", text), Ok(expected), "{text}");
        }
        for text in [
            "50",
            "",
            "yuan",
            "-1fen",
            "1.001yuan",
            "1.yuan",
            ".5yuan",
            "1e3fen",
            "50 usd",
            "99999999999999999yuan",
            "49.+9yuan",
        ] {
            assert!(fen("amount", text).is_err(), "{text}");
        }
    }
}
