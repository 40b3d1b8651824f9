//! Whether an answer passes a case, and what to do when it does not.

use alloc::{format, string::String};

use super::{Endpoint, interface_test};
use crate::error::Result;
use crate::wire::{Answer, ReportAnswer, UnreadableReason, errcode_info, parse_check, parse_report};

/// The verdict on an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestVerdict {
    /// Whether the case has passed. The platform's page has the last word: refresh it.
    pub passed: bool,
    /// Why, snake case: `passed`, `wrong_status`, `test_code_expired`, `wrong_data`, `signature`, `ip`,
    /// `production_credentials`, `clock`, `throttled`, `address`, `headers`, `body`, `no_access`, `person`, `row`,
    /// `test_system`, `refused`, `http_status` or `unreadable`.
    pub reason: String,
    /// 下一步怎么做。
    pub advice_zh: String,
    /// What to do next.
    pub advice_en: String,
}

/// Judges the answer to the request of a case. `status` is the HTTP status.
///
/// # Errors
/// `unknown_case` outside 1 to 8.
pub fn interface_test_judge(case: i32, status: i32, body: &[u8]) -> Result<TestVerdict> {
    let test = interface_test(case)?;
    let outcome = match test.endpoint {
        Endpoint::Check | Endpoint::Query => match parse_check(status, body) {
            Answer::Verified { .. } => Outcome::Status("verified"),
            Answer::Pending => Outcome::Status("pending"),
            Answer::Failed => Outcome::Status("failed"),
            Answer::Refused { errcode, .. } => Outcome::Refused(errcode),
            Answer::Unreadable { reason } => Outcome::Unreadable(reason),
        },
        Endpoint::Report => match parse_report(status, body, 1)? {
            ReportAnswer::Accepted => Outcome::Status("accepted"),
            // The one row was refused: its own code says why.
            ReportAnswer::Partial { results } => {
                Outcome::Refused(results.first().map_or(3001, |refused| refused.errcode))
            }
            ReportAnswer::Refused { errcode, .. } => Outcome::Refused(errcode),
            ReportAnswer::Unreadable { reason } => Outcome::Unreadable(reason),
        },
    };
    Ok(match outcome {
        Outcome::Status(seen) if seen == test.expect => verdict(
            "passed",
            "该用例的返回符合预期：回到“接口测试”页刷新，状态应为“已通过”；八个用例全部通过后即可申请正式接入",
            "the answer is the expected one: refresh the interface test page, the case should read 已通过; once all eight \
             have passed, production opens",
        ),
        Outcome::Status(seen) => verdict(
            "wrong_status",
            &format!(
                "返回与用例不符：应为 {}，实际为 {seen}。请用 interface_test 列出的该用例预置数据重新发送，姓名和号码不要改动",
                test.expect
            ),
            &format!(
                "the answer does not fit the case: expected {}, got {seen}; send a preset of this very case, unchanged",
                test.expect
            ),
        ),
        Outcome::Refused(errcode) => refused(errcode),
        Outcome::Unreadable(UnreadableReason::HttpStatus) => verdict(
            "http_status",
            "HTTP 状态不是 200：请求没有到达测试系统，检查地址、代理和网络后用同一测试码再发一次",
            "the HTTP status is not 200: the request did not reach the test system; check address, proxy and network, then \
             send again with the same code",
        ),
        Outcome::Unreadable(_) => verdict(
            "unreadable",
            "返回内容无法识别：多半是网关或代理的页面，打印原始返回查看，再用同一测试码重发",
            "the answer cannot be read: most likely a page of a gateway or proxy; look at the raw answer, then send again \
             with the same code",
        ),
    })
}

enum Outcome {
    Status(&'static str),
    Refused(i32),
    Unreadable(UnreadableReason),
}

fn verdict(reason: &str, advice_zh: &str, advice_en: &str) -> TestVerdict {
    TestVerdict {
        passed: reason == "passed",
        reason: reason.into(),
        advice_zh: advice_zh.into(),
        advice_en: advice_en.into(),
    }
}

/// Where the test system differs from production, its own advice; elsewhere that of the table of codes.
fn refused(errcode: i32) -> TestVerdict {
    let own = match errcode {
        4002 => Some((
            "test_code_expired",
            "测试码不存在或已过期：在“接口测试”页对该用例点“开始测试”取新的测试码，一个用例一个码，有效期一小时，放在地址最后",
            "the test code is unknown or has expired: press start for this case on the interface test page; each case has its \
             own code, valid for an hour, at the end of the address",
        )),
        4003 => Some((
            "wrong_data",
            "数据不属于该用例：改用 interface_test 列出的预置数据，并确认测试码是这个用例的",
            "the data does not belong to this case: send one of its presets, and make sure that the code is this case's",
        )),
        1008 => Some((
            "production_credentials",
            "测试系统不认识这个 appId：改用“接口测试”页给出的测试 appId 和密钥，正式的那一套在这里无效",
            "the test system does not know this appId: take the appId and key of the interface test page, those of production \
             are not valid here",
        )),
        1005 => Some((
            "ip",
            "出口 IP 不在白名单：测试系统同样检查，在“IP 白名单配置”里加入发起测试的机器的外网出口 IP，即时生效（M13、M20）",
            "the egress address is not on the white list, which the test system checks too: add the public address of the \
             machine that runs the test, it takes effect at once (M13, M20)",
        )),
        _ => None,
    };
    if let Some((reason, advice_zh, advice_en)) = own {
        return verdict(reason, advice_zh, advice_en);
    }
    let reason = match errcode {
        1011 => "signature",
        1007 => "clock",
        1006 => "throttled",
        1002 | 1003 => "address",
        1004 | 1020 => "headers",
        1012 => "body",
        1009 | 1010 => "no_access",
        2001 | 2005 => "person",
        3001..=3010 => "row",
        1001 | 4001 => "test_system",
        _ => "refused",
    };
    let info = errcode_info(errcode);
    verdict(
        reason,
        &format!("错误码 {errcode}，{}：{}", info.meaning_zh, info.advice_zh),
        &format!("errcode {errcode}, {}: {}", info.meaning_en, info.advice_en),
    )
}
