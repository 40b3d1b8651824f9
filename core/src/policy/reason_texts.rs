//! What to tell the player, for each reason, in two languages. Data: a host may show it as it is, or its own words.

use super::Reason;

/// A text for players.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReasonText {
    /// Which reason.
    pub reason: Reason,
    /// In Chinese.
    pub text_zh: &'static str,
    /// In English.
    pub text_en: &'static str,
}

/// The text for a reason.
///
/// ```
/// use shiming_core::policy::{Reason, reason_text};
/// assert!(reason_text(Reason::MinorOutsideWindow).text_zh.contains("20 时至 21 时"));
/// ```
pub fn reason_text(reason: Reason) -> ReasonText {
    let (text_zh, text_en) = texts(reason);
    ReasonText { reason, text_zh, text_en }
}

fn texts(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::Adult => ("您已通过实名认证，可以正常游戏。", "You are verified and may play."),
        Reason::MinorInWindow => (
            "您是未成年人，当前处于允许游戏的时段，时段结束后将自动下线。",
            "You are a minor and within the hours that the law allows; you will be logged out when they end.",
        ),
        Reason::PendingUnrestricted => (
            "实名信息正在认证中，您可以先进入游戏，认证结果以后续通知为准。",
            "Your identity is being verified; you may play until the result is known.",
        ),
        Reason::PendingClaimedAdult => (
            "实名信息正在认证中，您可以先进入游戏；若认证未通过，请重新提交。",
            "Your identity is being verified; you may play meanwhile and will be asked again if it fails.",
        ),
        Reason::FailOpen => (
            "实名认证服务暂时无响应，您可以先进入游戏，我们会自动继续认证。",
            "The verification service does not answer at the moment; you may play while we keep trying.",
        ),
        Reason::GuestTimeLeft => (
            "您正在以游客身份体验，体验时长为 1 小时，期间不能充值；完成实名认证后可继续游戏。",
            "You are trying the game as a guest for one hour, without payments; verify your identity to go on.",
        ),
        Reason::ManualReviewAdult => {
            ("您的证件已通过人工审核，可以正常游戏。", "Your documents were approved; you may play.")
        }
        Reason::UnrestrictedProfile => ("当前没有限制。", "There is no restriction."),
        Reason::MinorOutsideWindow => (
            "根据国家新闻出版署规定，未成年人仅可在周五、周六、周日和法定节假日的 20 时至 21 时进行游戏，请在允许的时段再来。",
            "By law, minors may play only from 20:00 to 21:00 on Fridays, Saturdays, Sundays and public holidays.",
        ),
        Reason::MinorTimeUsed => (
            "您今日的游戏时长已用完（法定节假日 3 小时，其他日期 1.5 小时），请注意休息，明日再来。",
            "Your play time for today is used up (3 hours on public holidays, 1.5 hours on other days). Come back tomorrow.",
        ),
        Reason::NightCurfew => (
            "每日 22 时至次日 8 时不向未成年人提供游戏服务，请早点休息。",
            "Minors may not play between 22:00 and 8:00.",
        ),
        Reason::Unverified => (
            "请先完成实名认证：填写您本人的真实姓名和身份证号后即可继续。",
            "Verify your identity first: enter your own name and ID number.",
        ),
        Reason::GuestProhibited => (
            "根据国家新闻出版署规定，未实名用户（含游客）不能进入游戏，请先完成实名认证。",
            "By law, guests may not play any more: verify your identity first.",
        ),
        Reason::GuestTimeUsed => (
            "游客体验时长已用完，完成实名认证后可继续游戏；同一设备 15 天内不能再次体验。",
            "The guest's hour is used up. Verify your identity to go on; this device has no other trial for 15 days.",
        ),
        Reason::GuestMayNotPay => {
            ("游客不能充值或付费，请先完成实名认证。", "Guests may not pay: verify your identity first.")
        }
        Reason::PendingBlocked => (
            "实名信息正在认证中，请等待认证结果后再试，最长不超过 48 小时。",
            "Your identity is being verified. Please wait for the result, 48 hours at the most.",
        ),
        Reason::PendingExpired => (
            "实名认证超过 48 小时未返回结果，请重新提交实名信息。",
            "No result came within 48 hours: please submit your identity again.",
        ),
        Reason::FailOpenEnded => (
            "实名认证服务长时间无响应，暂时无法进入游戏，请稍后再试。",
            "The verification service has not answered for a long time: please try again later.",
        ),
        Reason::VerificationFailed => (
            "实名认证未通过：姓名与身份证号不一致，请核对后重新提交。",
            "The verification failed: name and ID number do not belong together. Please check and submit again.",
        ),
        Reason::ManualReviewWaiting => (
            "您的证件正在人工审核，审核通过后即可进入游戏。",
            "Your documents are being looked at; you may play once they are approved.",
        ),
        Reason::ManualReviewRejected => (
            "您的证件未通过人工审核，请重新提交清晰、有效的证件照片。",
            "Your documents were rejected: please submit clear photos of a valid document.",
        ),
        Reason::UnderMinimumAge => {
            ("您未达到使用该功能的年龄要求。", "You have not reached the age that this asks for.")
        }
        Reason::TradingPlatform => ("本平台不向未成年人提供服务。", "This platform does not serve minors."),
        Reason::Under8 => (
            "根据国家新闻出版署规定，未满 8 周岁的用户不能充值或付费。",
            "By law, players under 8 may not pay.",
        ),
        Reason::SingleLimit => (
            "本次充值超过未成年人单次限额（8 至 15 周岁 50 元，16 至 17 周岁 100 元）。",
            "This payment exceeds the limit of one payment for minors (50 yuan from 8 to 15, 100 yuan at 16 and 17).",
        ),
        Reason::MonthLimit => (
            "本月充值将超过未成年人每月累计限额（8 至 15 周岁 200 元，16 至 17 周岁 400 元）。",
            "This payment exceeds the limit of a month for minors (200 yuan from 8 to 15, 400 yuan at 16 and 17).",
        ),
    }
}
