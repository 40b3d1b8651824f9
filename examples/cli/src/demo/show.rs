//! The result for people.

use std::time::Duration;

use super::evening::Check;
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

const EVENING: Text = text(
    "未成年人的周五晚上（2026-11-20，虚拟时钟）",
    "minors on Friday evening, 2026-11-20 (virtual clock)",
);
const ENDED: Text = text("未成年人 21:00 准时下线：{} / {}", "minors ended at 21:00: {} of {}");
const DONE: Text = text("做到", "done");

fn check(check: Check) -> Text {
    match check {
        Check::RefusedAtNoon => text("中午 12:00 登录，拒绝", "refused at noon"),
        Check::UnpaidAtNoon => text("中午 12:00 充值，拒绝", "payment refused at noon"),
        Check::LetIn => text("20:00 起登录，放行", "let in after 20:00, adults too"),
        Check::OverSingleRefused => text("超出单次限额的充值，拒绝", "payment over the single limit refused"),
        Check::OverMonthRefused => text("超出当月限额的充值，拒绝", "payment over the month refused"),
        Check::PaidToTheLimit => text("当月充值恰好到限额为止", "month paid to the limit and not beyond"),
        Check::LeftByThemselves => text("20:30 自行下线，未被提醒", "left at 20:30, never warned"),
        Check::Warned15Minutes => text("20:45 提醒（提前 15 分钟）", "warned at 20:45"),
        Check::Warned1Minute => text("20:59 提醒（提前 60 秒）", "warned at 20:59"),
        Check::EndedAtNine => text("21:00 准时下线", "ended at 21:00"),
        Check::ReportedAtNine => text("下线时间按 21:00:00 上报", "logout reported as 21:00:00"),
        Check::RefusedAfterNine => text("21:00 之后登录，拒绝", "refused after 21:00"),
        Check::AdultsPlayOn => text("成年人 21:10 自行下线，不受限", "adults who played on until 21:10"),
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
    let evening = all.evening.counts.iter();
    let evening =
        evening.map(|(name, count)| line([check(*name).to(out.lang).to_owned()], [count.due, count.done]));
    out.numbers(&[EVENING, PLANNED, DONE], 1, evening.collect());
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
    let ended = all.evening.counts.get(&Check::EndedAtNine).copied().unwrap_or_default();
    let all_ended = ended.due > 0 && ended.done == ended.due;
    out.verdict(all_ended, ENDED.fill(out.lang, &[&ended.done, &ended.due]));
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
