//! One verdict for people: yes or no, why, by which rule, until when.

use serde_json::{Map, Value, json};
use shiming_core::Result;

use super::lang::{Lang, Text, text};
use super::output::Output;
use super::{op, when};

const ALLOWED: Text = text("允许", "allowed");
const REFUSED: Text = text("不允许", "not allowed");
const UNTIL: Text = text("有效至", "until");
const NEXT: Text = text("下次允许", "next allowed");

/// Where a rule stands. Questions of the FAQ say so themselves.
fn rule(id: &str, lang: Lang) -> String {
    let law = match id {
        "N2019-1" => text("国新出发〔2019〕34号 第一条", "notice 34 of 2019, one"),
        "N2019-2" => text("国新出发〔2019〕34号 第二条", "notice 34 of 2019, two"),
        "N2019-3" => text("国新出发〔2019〕34号 第三条", "notice 34 of 2019, three"),
        "N2021-1" => text("国新出发〔2021〕14号 第一条", "notice 14 of 2021, one"),
        "N2021-2" => text("国新出发〔2021〕14号 第二条", "notice 14 of 2021, two"),
        "host" => text("没有法定限制，或由接入方自行设置", "no law limits it, or your own setting"),
        _ => text("官方常见问题", "FAQ of the authority"),
    };
    format!("{id}, {}", law.to(lang))
}

/// Shows one verdict of the pipe's shape, with the text for the player where there is something to tell the player.
pub(super) fn show(label: Text, verdict: &Value, for_player: bool, out: Output) -> Result<()> {
    let allowed = verdict["allowed"] == true;
    let word = if allowed { ALLOWED } else { REFUSED };
    out.verdict(allowed, format_args!("{}{}{}", label.to(out.lang), out.colon(), word.to(out.lang)));
    let reason = verdict["reason"].as_str().unwrap_or_default();
    let rule_id = verdict["rule_id"].as_str().unwrap_or_default();
    if for_player {
        let texts = op("reason_text", &Map::from_iter([("reason".to_owned(), json!(reason))]))?;
        let text = if out.lang == Lang::Zh { &texts["text_zh"] } else { &texts["text_en"] };
        out.line(format_args!("  {}", text.as_str().unwrap_or_default()));
    }
    out.line(format_args!("  {reason} ({})", rule(rule_id, out.lang)));
    for (label, name) in [(UNTIL, "valid_until"), (NEXT, "next_open")] {
        // A refusal ends when it is allowed next: one line is enough.
        if let Some(unix) = verdict[name].as_i64().filter(|_| allowed == (name == "valid_until")) {
            let label = label.to(out.lang);
            out.line(format_args!("  {label}{}{}", out.colon(), when::show(unix, out.lang)));
        }
    }
    Ok(())
}
