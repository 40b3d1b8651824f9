//! The alerts of the account rules: what happened and what somebody should do.

/// What the code of an `AccountEffect::Alert` means, for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertInfo {
    /// The code, snake_case.
    pub code: &'static str,
    /// What to do, in Chinese.
    pub zh: &'static str,
    /// What to do, in English.
    pub en: &'static str,
}

macro_rules! alerts {
    ($($variant:ident = $code:literal, $zh:literal, $en:literal;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Alert { $($variant,)* }

        impl Alert {
            pub(super) fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }

        /// Every alert of the account rules.
        pub const ALERTS: &[AlertInfo] = &[$(AlertInfo { code: $code, zh: $zh, en: $en },)*];
    };
}

alerts! {
    AiCollision = "ai_collision",
        "首次提交就返回 2004：该 ai 属于另一次认证，已自动换新 ai 重新提交，从未查询旧 ai。请检查 ai 的生成是否唯一，是否从旧备份恢复过数据",
        "The first send was answered 2004: the ai belongs to another act of verification. A new ai replaces it and \
         the old one is never queried. Check that every ai is unique, and whether data was restored from an old copy.";
    Clock = "clock",
        "重新取时间戳后仍返回 1007：服务器时钟与平台相差超过 5 秒，请校准时钟（NTP）",
        "1007 again after a new timestamp: the server's clock is more than 5 s off. Correct it (NTP).";
    Configuration = "configuration",
        "平台拒绝了本企业的配置：按 errcode 核对接口地址、IP 白名单、appId、bizId、接口权限和密钥；改好后会自动重试",
        "The authority refuses this configuration: check address, IP whitelist, appId, bizId, rights and key by the \
         errcode. The call is tried again slowly by itself.";
    BadMessage = "bad_message",
        "重新加密后仍返回 1012：报文体不合规范，请保留报文并检查加密与 JSON 字段",
        "1012 again after sealing the body anew: keep the message and check its encryption and its JSON members.";
    TotalQuota = "total_quota",
        "返回 2002：认证总量已达上限，请在实名认证平台申请提高限额；之后会自动重试",
        "2002: the total of verifications is used up. Ask for more on the portal; the call is tried again by itself.";
    UnknownCode = "unknown_code",
        "平台返回了不应出现或未知的 errcode：玩家状态未变；请对照最新接口文档，必要时联系平台管理员",
        "The authority answered with an errcode that is unknown or has no place here. The player's state is unchanged. \
         Compare with the newest interface document, or ask the authority's administrator.";
    Administrator = "administrator",
        "认证中已超过 48 小时仍无结果：请联系平台管理员（Q114）；其间每小时继续查询，玩家也可重新提交",
        "Pending for 48 hours without a result: contact the authority's administrator (Q114). It is still queried \
         every hour, and the player may submit again.";
    ResultGone = "result_gone",
        "平台已没有该次认证的记录，本地也不再保存玩家信息：请玩家重新提交实名信息（Q180）",
        "The authority has no record of this attempt, and the person is no longer held: let the player submit again (Q180).";
    IdentityMismatch = "identity_mismatch",
        "该账号已绑定另一自然人的 pi，未作修改：如确属变更，先 reset_identity 并留下审计记录（Q133、Q137）",
        "The account belongs to another natural person; nothing was changed. If the change is genuine, reset_identity \
         first and keep a record (Q133, Q137).";
    BirthMismatch = "birth_mismatch",
        "pi 中的出生日期与所填证件不一致：认证结果未采用；人工核实后用 link_person 确认或 reset_identity 清除（link_person 取较小年龄）",
        "The birth date in the pi is not that of the document. An answer is not taken over: look at the case, then \
         link_person or reset_identity. Of link_person the younger date holds.";
    UnusualPi = "unusual_pi",
        "pi 与公布的格式（38 位小写字母和数字）不同：已原样保存，请确认平台是否更改了格式",
        "The pi is not of the published form (38 lower-case letters and digits). It is kept as it came; find out \
         whether the form has changed.";
    RecheckFailed = "recheck_failed",
        "已认证玩家重新认证失败：默认以平台结果为准（Q112），可配置为保留原结果；请留意账号买卖或冒用",
        "The re-check of a verified player failed. By default the authority's answer counts (Q112), by option the old \
         result stays. Mind account trading and false identities.";
}

/// What the code of an alert means; none for a code that is not of the account rules.
///
/// ```
/// use shiming_core::account::alert_info;
/// assert!(alert_info("clock").unwrap().en.contains("NTP"));
/// assert!(alert_info("no_such_code").is_none());
/// ```
pub fn alert_info(code: &str) -> Option<AlertInfo> {
    ALERTS.iter().find(|info| info.code == code).copied()
}
