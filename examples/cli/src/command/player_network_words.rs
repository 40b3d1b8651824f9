//! The names that a decision of Player Network is made of, in both languages.

use super::lang::{Lang, Text, text};

const WORDS: &[(&str, Text)] = &[
    // Why a player may not enter.
    (
        "login_refused",
        text("登录失败，返回码不在已知列表中", "the login failed with a code that no table explains"),
    ),
    (
        "configuration",
        text(
            "登录失败：请检查游戏的参数、权限、IP 白名单和签名",
            "the login failed: check the game's parameters, rights, allowed IP addresses and signature",
        ),
    ),
    ("deleted", text("账号已注销", "the account is deleted")),
    ("deleting", text("账号正在注销", "the account is being deleted")),
    (
        "deletion_failed",
        text("账号注销失败，需联系 Player Network 处理", "the account's deletion failed: ask Player Network"),
    ),
    (
        "deletion_unknown",
        text("注销状态未知，游戏选项要求拦截", "the deletion status is unknown, and the options deny that"),
    ),
    (
        "li_deleted",
        text("LEVEL INFINITE PASS 已注销或正在注销", "the LEVEL INFINITE PASS is deleted or being deleted"),
    ),
    (
        "status_unknown",
        text("没有合规状态，游戏选项要求拦截", "there is no compliance status, and the options deny that"),
    ),
    ("real_name_failed", text("实名认证未通过", "the real-name check failed")),
    ("below_rating", text("低于游戏分级年龄", "younger than the game's rating")),
    ("parent_refused", text("家长已拒绝", "a parent refused")),
    (
        "eu_transfer_refused",
        text("玩家拒绝将数据传输到欧盟以外", "the player refused that data leaves the EU"),
    ),
    // What comes next.
    ("log_in_again", text("令牌已失效，请重新登录", "the token is no longer good: log in again")),
    ("retry_login", text("登录服务暂时异常，请稍后重试", "the login service failed: try again later")),
    (
        "withdraw_deletion",
        text(
            "账号处于注销冷静期，询问玩家是否撤回",
            "the account is about to be deleted: ask whether to withdraw that",
        ),
    ),
    (
        "tell_li_deletion",
        text(
            "告知玩家：已申请注销 LEVEL INFINITE PASS",
            "tell the player that deletion of the LEVEL INFINITE PASS was asked for",
        ),
    ),
    ("query_status", text("重新查询合规状态", "ask the service for the compliance status")),
    ("select_region", text("请玩家选择国家或地区", "let the player choose a region")),
    ("real_name", text("进行实名认证", "verify the real name")),
    ("ask_age", text("请玩家填写年龄", "ask for the age")),
    ("reverify_age", text("年龄认证已过期，请玩家重新填写", "the statement of age expired: ask again")),
    ("parent_consent", text("请家长授权", "ask a parent for consent")),
    ("wait_for_parent", text("等待家长邮件确认", "wait for a parent's answer to the mail")),
    ("retry_card", text("信用卡认证失败，请换卡重试", "the card was not accepted: ask for another")),
    ("ask_eu_agreement", text("询问玩家是否同意将数据传输到欧盟以外", "ask whether data may leave the EU")),
    ("accept_agreements", text("展示协议并取得同意", "show the agreements and ask for consent")),
    (
        "renew_li_agreement",
        text(
            "告知玩家：LEVEL INFINITE PASS 协议有更新",
            "show that the LEVEL INFINITE PASS agreement is to be renewed",
        ),
    ),
    // Certificate types.
    ("unknown", text("未知，请用服务端的默认方式", "the service's default")),
    ("none", text("不需要认证", "nothing")),
    ("self_declared", text("自我认证", "the player's own word")),
    ("card", text("信用卡", "credit card")),
    ("email", text("邮箱", "mail")),
    ("other", text("文档未列出的方式", "a way that is not listed")),
    // What was not as it should be.
    ("ret_missing", text("登录结果没有 ret，按成功处理", "the login has no ret: taken for success")),
    (
        "deletion_missing",
        text("没有账号注销状态，按文档建议放行", "no deletion status: enters, as the document advises"),
    ),
    (
        "deletion_unreadable",
        text(
            "账号注销状态无法解析或自相矛盾，取其中最严的",
            "the deletion status cannot be read or contradicts itself: the strictest holds",
        ),
    ),
    (
        "deletion_not_returned",
        text(
            "后台未返回注销状态（-1），按文档建议放行",
            "no deletion status returned (-1): enters, as the document advises",
        ),
    ),
    (
        "deletion_network_error",
        text("注销状态服务网络异常（-2）", "the deletion service could not be reached (-2)"),
    ),
    (
        "deletion_bad_format",
        text("注销状态服务响应格式不对（-3）", "the deletion service's answer lacked members (-3)"),
    ),
    ("deletion_internal_error", text("注销状态内部错误（-4）", "internal error of the deletion status (-4)")),
    (
        "deletion_service_error",
        text("注销状态服务内部错误（-10、-11）", "the deletion service failed (-10, -11)"),
    ),
    ("deletion_undefined", text("注销状态未定义（5 及以上）", "undefined deletion status (5 or more)")),
    (
        "deletion_unlisted",
        text(
            "注销状态为文档未列出的负数，按 -1 处理",
            "a negative deletion status that the document does not list: taken for -1",
        ),
    ),
    (
        "deletion_contradiction",
        text(
            "DeleteAccountInfo 与 DeleteAccountStatus 不一致，取较严的",
            "DeleteAccountInfo and DeleteAccountStatus differ: the stricter holds",
        ),
    ),
    (
        "deletion_info_unusable",
        text(
            "DeleteAccountInfo 查询失败或无法解析，未采用",
            "DeleteAccountInfo failed or cannot be read: not used",
        ),
    ),
    (
        "deletion_time_unexpected",
        text(
            "DeleteAccountInfo 的时间与其状态不符，未采用",
            "DeleteAccountInfo has a time that its status rules out: not used",
        ),
    ),
    (
        "li_deletion_not_returned",
        text(
            "LEVEL INFINITE PASS 注销状态未知（-1）",
            "the LEVEL INFINITE PASS deletion status is unknown (-1)",
        ),
    ),
    ("li_deleting", text("LEVEL INFINITE PASS 正在注销", "the LEVEL INFINITE PASS is being deleted")),
    (
        "li_deletion_failed",
        text("LEVEL INFINITE PASS 注销失败", "the deletion of the LEVEL INFINITE PASS failed"),
    ),
    (
        "li_deletion_unlisted",
        text(
            "LEVEL INFINITE PASS 注销状态不在文档中",
            "a LEVEL INFINITE PASS deletion status that the document does not list",
        ),
    ),
    ("status_missing", text("没有合规状态（get_status_rsp）", "no compliance status (get_status_rsp)")),
    ("status_failed", text("合规状态查询失败", "the query of the compliance status failed")),
    ("status_unreadable", text("合规状态无法解析", "the compliance status cannot be read")),
    (
        "real_name_contradiction",
        text(
            "登录结果与合规状态对是否需要实名的说法不一致，以合规状态为准",
            "login and compliance status differ on whether a real name is needed: the latter holds",
        ),
    ),
    (
        "real_name_unlisted",
        text(
            "实名字段的值不在文档中，按需要实名、未通过处理",
            "a real-name value that the document does not list: taken for needed, or not passed",
        ),
    ),
    (
        "os_missing",
        text(
            "韩国玩家，但未给出设备端（选项 os），改用不分端的标准",
            "Korea, and the option os is missing: the general limits hold",
        ),
    ),
    (
        "adult_age_not_by_os",
        text("adult_age_map 没有该端，改用 adult_age", "adult_age_map lacks this system: adult_age holds"),
    ),
    (
        "game_grade_not_by_os",
        text(
            "game_grade_map 没有该端，改用 game_grade",
            "game_grade_map lacks this system: game_grade holds",
        ),
    ),
    (
        "adult_status_unknown",
        text(
            "成年状态缺失或不在文档中，需询问年龄",
            "the adult status is missing or not listed: the age is asked for",
        ),
    ),
    (
        "no_restriction",
        text(
            "该地区不需要认证且没有分级，不询问年龄",
            "no certificate and no rating in this region: no age is asked for",
        ),
    ),
    (
        "parent_status_unknown",
        text(
            "家长认证状态缺失或不在文档中，按未认证处理",
            "the parent's status is missing or not listed: taken for not asked",
        ),
    ),
    ("no_consent_needed", text("该地区不需要家长授权", "no consent is needed in this region")),
    (
        "parent_retry_unknown",
        text(
            "家长已拒绝，服务端未给出可再次认证的时间",
            "a parent refused, and the service does not say when to ask again",
        ),
    ),
    (
        "certificate_type_unlisted",
        text("认证方式不在文档中", "a certificate type that the document does not list"),
    ),
    (
        "eu_agreement_unknown",
        text(
            "欧盟数据传输同意状态缺失或不在文档中，需询问玩家",
            "the EU agreement is missing or not listed: it is asked for",
        ),
    ),
    (
        "eu_agreement_not_applied",
        text(
            "玩家拒绝了欧盟数据传输，但按选项不适用，未采用",
            "the EU agreement was refused, and by the options it does not apply",
        ),
    ),
    (
        "agreements_unknown",
        text(
            "不知道玩家同意过哪些协议，按未同意处理",
            "what the player agreed to is unknown: taken for nothing",
        ),
    ),
];

/// What a name means; the name itself if this table lacks it, which a test rules out.
pub(super) fn word(name: &str, lang: Lang) -> &str {
    WORDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, text)| text.to(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shiming_core::player_network::{Action, CertificateType, DenyReason, Limits, Note};

    #[test]
    fn every_name_has_words() {
        let limits = Limits { adult_age: None, game_grade: None, certificate_type: None };
        let actions = [
            Action::LogInAgain,
            Action::RetryLogin,
            Action::WithdrawDeletion { due: None },
            Action::TellLiDeletion,
            Action::QueryStatus,
            Action::SelectRegion,
            Action::RealName,
            Action::AskAge { limits },
            Action::ReverifyAge { limits },
            Action::ParentConsent { certificate_type: None },
            Action::WaitForParent,
            Action::RetryCard,
            Action::AskEuAgreement,
            Action::AcceptAgreements { documents: vec![] },
            Action::RenewLiAgreement,
        ];
        let names = actions.iter().map(Action::name);
        let types = CertificateType::KNOWN.iter().chain(&[CertificateType::Other(9)]);
        let names = names.chain(types.map(|kind| kind.name()));
        let names = names.chain(DenyReason::ALL.iter().map(|reason| reason.name()));
        for name in names.chain(Note::ALL.iter().map(|note| note.name())) {
            assert!(WORDS.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
