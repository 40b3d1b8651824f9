//! The result for people.

use std::time::Duration;

use super::plan::Fate;
use super::reconcile::Reconciliation;
use crate::command::lang::{Text, text};
use crate::command::output::Output;

pub(super) const THROTTLED: Text = text(
    "平台返回了 1006：该接口按规定停一分钟",
    "the authority answered 1006: that call rests for a minute",
);

const PLAYERS: Text = text("玩家", "players");
const PLANNED: Text = text("应有", "planned");
const AS_PLANNED: Text = text("符合", "as planned");
const SESSIONS: Text = text("会话", "sessions");
const TIMEOUTS: Text = text("心跳超时", "timed out");
const GAME: Text = text("游戏", "game");
const ROW: Text = text("上报", "row");
const DUE: Text = text("应报", "due");
const SENT: Text = text("送达", "sent");
const ACCEPTED: Text = text("接受", "accepted");
const SHIFTED: Text = text("时间平移", "shifted");
const REFUSED: Text = text("拒绝", "refused");
const DROPPED: Text = text("放弃", "dropped");
const RESENT: Text = text("重复", "resent");
const LOST: Text = text("丢失", "lost");
const LOGIN: Text = text("上线", "login");
const LOGOUT: Text = text("下线", "logout");
const FAULTS: Text = text("注入的故障", "faults met");
const ADVICE: Text = text("提醒", "advice");
const PROBLEM: Text = text("对不上", "problem");
const WHOLE: Text = text(
    "全部对上：{} 名玩家、{} 条上下线记录，{} 次请求，用时 {} 秒",
    "all accounted for: {} players, {} rows, {} requests, in {} s",
);
const BROKEN: Text = text("有 {} 处对不上", "{} things do not fit");

fn fate(fate: Fate) -> Text {
    match fate {
        Fate::Verified => text("认证成功", "verified"),
        Fate::PendingVerified => text("认证中，后成功", "pending, then verified"),
        Fate::PendingFailed => text("认证中，后失败", "pending, then failed"),
        Fate::Failed => text("认证失败", "failed"),
        Fate::Malformed => text("号码填错", "malformed number"),
        Fate::Guest => text("游客", "guest"),
    }
}

/// How many problems are listed.
const LISTED: usize = 20;

pub(super) fn show(all: &Reconciliation, took: Duration, out: Output) {
    let players = all.fates.iter().map(|(name, sums)| {
        let numbers = [sums.planned, sums.as_planned, sums.sessions, sums.timeouts];
        line([fate(*name).to(out.lang).to_owned()], numbers)
    });
    out.numbers(&[PLAYERS, PLANNED, AS_PLANNED, SESSIONS, TIMEOUTS], 1, players.collect());
    let rows = all.rows.iter().map(|((game, bt), sums)| {
        let bt = if *bt == "login" { LOGIN } else { LOGOUT }.to(out.lang).to_owned();
        let numbers = [
            sums.due,
            sums.sent,
            sums.accepted,
            sums.shifted,
            sums.refused,
            sums.dropped,
            sums.resent,
            sums.lost,
        ];
        line([game.to_string(), bt], numbers)
    });
    let head = [GAME, ROW, DUE, SENT, ACCEPTED, SHIFTED, REFUSED, DROPPED, RESENT, LOST];
    out.numbers(&head, 2, rows.collect());
    let list = |counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    };
    if !all.faults.is_empty() {
        out.field(FAULTS, list(&all.faults));
    }
    if !all.advice.is_empty() {
        out.field(ADVICE, list(&all.advice));
    }
    for problem in all.problems.iter().take(LISTED) {
        out.field(PROBLEM, problem);
    }
    let players: u64 = all.fates.values().map(|sums| sums.planned).sum();
    let rows: u64 = all.rows.values().map(|sums| sums.due).sum();
    let seconds = format!("{:.1}", took.as_secs_f64());
    if all.is_whole() {
        out.verdict(true, WHOLE.fill(out.lang, &[&players, &rows, &all.requests, &seconds]));
    } else {
        out.verdict(false, BROKEN.fill(out.lang, &[&all.problems.len()]));
    }
}

fn line<const N: usize, const M: usize>(names: [String; N], numbers: [u64; M]) -> Vec<String> {
    names.into_iter().chain(numbers.iter().map(u64::to_string)).collect()
}
