//! One table of error codes for every language: name, number and a text that says what to do next.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt;
use core::ops::Deref;

/// A result of this library.
pub type Result<T> = core::result::Result<T, Error>;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $name:literal, $zh:literal;)*) => {
        /// What went wrong. Numbers are never reused. 1-99: the call is wrong; 100-199: the state forbids it;
        /// 200-299: cryptography; 900 and above: a defect of this library.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        pub enum ErrorCode { $($(#[$doc])* $variant = $number,)* }

        impl ErrorCode {
            /// Every code, ascending by number.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$variant,)*];

            /// The stable name, the same in every language.
            pub fn name(self) -> &'static str {
                match self { $(ErrorCode::$variant => $name,)* }
            }

            /// The stable number.
            pub fn number(self) -> i32 {
                match self { $(ErrorCode::$variant => $number,)* }
            }

            /// One line for a Chinese reader: what it means and what to do.
            pub fn advice_zh(self) -> &'static str {
                match self { $(ErrorCode::$variant => $zh,)* }
            }
        }
    };
}

codes! {
    /// The line is not a call of the pipe protocol.
    BadCall = 1, "bad_call", "调用格式不对：每行一个 JSON 对象，含 id、op、args，_hex 字段用小写十六进制";
    /// No such operation.
    UnknownOp = 2, "unknown_op", "没有这个操作：用 hello 查看支持的操作名";
    /// Another version of the pipe protocol.
    UnsupportedProtocol = 3, "unsupported_protocol", "协议版本不支持：hello 请传 protocol 1";
    /// Text that is not valid UTF-8.
    InvalidText = 4, "invalid_text", "文本不是合法的 UTF-8：请检查来源的编码";
    /// An argument is out of range or of no known kind.
    InvalidParameter = 5, "invalid_parameter", "参数不合法：看 field 指出的字段和取值范围";
    /// Configuration that does not fit its schema.
    InvalidConfig = 6, "invalid_config", "配置不合法：看 field 指出的字段；未知字段一律拒绝，以防拼错";
    /// A share of the quota that makes no sense.
    InvalidShare = 7, "invalid_share", "配额份额不合法：要求 0 <= index < count，且 until 大于 from";
    /// A time outside 2020-2100.
    BadTime = 8, "bad_time", "时间不在 2020 至 2100 年之间：单位应为毫秒，请检查时钟";
    /// An endpoint that is no plain http(s) URL.
    InvalidUrl = 9, "invalid_url", "地址不合法：写完整的 http 或 https 地址，不带查询串、片段和账号";
    /// The official interface test has eight cases.
    UnknownCase = 10, "unknown_case", "用例编号不存在：官方接口测试只有 1 到 8";
    /// A nonce that is not 12 bytes.
    InvalidNonce = 11, "invalid_nonce", "随机数必须正好 12 字节，每次加密都要新取";
    /// A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied.
    InvalidKey = 12, "invalid_key", "密钥不合法：实名认证平台的密钥是 32 位十六进制文本；OmniSDK 的服务端密钥不能为空，首尾不能有空白，不能含换行。请原样复制";
    /// A body that is not an encrypted envelope.
    InvalidBody = 13, "invalid_body", "报文体必须是 {\"data\":\"base64\"}，解码后至少 28 字节";
    /// An `ai` the authority would refuse.
    InvalidAi = 14, "invalid_ai", "ai 须为 1 到 32 字节且无控制字符；过长请先用 normalize_id";
    /// An `si` the authority would refuse.
    InvalidSi = 15, "invalid_si", "si 须为 1 到 32 字节且无控制字符；过长请先用 normalize_id";
    /// A `di` the authority would refuse.
    InvalidDi = 16, "invalid_di", "di 须为 1 到 32 字节且无控制字符；过长请先用 normalize_id";
    /// A `pi` that cannot be one.
    InvalidPi = 17, "invalid_pi", "pi 须为 1 到 64 个可见 ASCII 字符，原样使用平台返回的值";
    /// A name the authority would refuse.
    InvalidName = 18, "invalid_name", "姓名不合法：请玩家按证件上的姓名重新填写";
    /// An ID number the authority would refuse.
    InvalidIdNumber = 19, "invalid_id_number", "身份证号不合法：请玩家核对 18 位号码后重新填写";
    /// An identifier that cannot be normalised or unpadded.
    InvalidId = 20, "invalid_id", "标识不合法：不能为空，也不能超过 4096 字节；还原只接受补齐过的标识";
    /// Rows that cannot be reported.
    InvalidRows = 21, "invalid_rows", "上报数据不合法：看 reason；一次 1 到 128 条，ot 为秒且距 timestamps 不到 180 秒";
    /// A state that is not one of ours.
    InvalidState = 22, "invalid_state", "账号状态不合法：请原样保存并传回本库给出的 JSON 文本";
    /// A profile with an unknown base or option.
    InvalidProfile = 23, "invalid_profile", "策略或 OmniSDK 配置不合法：看 field 指出的字段；未知字段一律拒绝";
    /// A calendar that contradicts itself.
    InvalidCalendar = 24, "invalid_calendar", "日历不合法：看说明中的日期";
    /// An amount of money that makes no sense.
    InvalidAmount = 25, "invalid_amount", "金额不合法：以分为单位，必须大于 0";
    /// Entropy that is plainly not random.
    WeakEntropy = 26, "weak_entropy", "熵不合格：每次打开引擎都要向系统取 32 字节新的随机数";
    /// A signature that does not match.
    InvalidSignature = 27, "invalid_signature", "签名不符：请核对服务端密钥，并逐字节保留收到的报文；抓一条含多个 uid 的回调，用 omnisdk_diagnose_signature 找出数组的拼接方式";
    /// A message of OmniSDK or Player Network that cannot be read, or says nothing usable.
    InvalidCallback = 28, "invalid_callback", "报文不合法（看 field 和 reason）：请原样传入收到的字节；OmniSDK 的报文：须是没有重复字段、没有嵌套的 JSON 对象，数组里只能是文本；回调还须有正确的 type、ts 和非空的 uids";
    /// The engine knows no such game.
    UnknownGame = 100, "unknown_game", "引擎里没有这个游戏：先调用 put_game";
    /// The engine knows no such session.
    UnknownSession = 101, "unknown_session", "没有这个会话：先调用 login；崩溃前未落盘的登录也需要重新登录";
    /// The session ended already.
    SessionOver = 102, "session_over", "会话已经结束：再次进入请用新的会话标识 login";
    /// No such request is in flight.
    UnknownSend = 103, "unknown_send", "没有这个发送编号：可能属于上一次打开，忽略即可";
    /// Too much is waiting for the disk.
    JournalBacklog = 104, "journal_backlog", "日志积压：请先处理 poll 给出的 Persist，再重试";
    /// The journal is damaged in the middle.
    JournalDamaged = 105, "journal_damaged", "日志损坏：请从备份恢复，或设 salvage 为 true 跳过损坏处并查看 Recovered";
    /// The journal was written by a newer version.
    JournalNewer = 106, "journal_newer", "日志来自更新的版本：请升级后再打开，不要用旧版覆盖";
    /// None of the journal keys opens this journal.
    JournalKeyUnknown = 107, "journal_key_unknown", "日志密钥不对：把写日志时用的密钥加入 journal_keys";
    /// The engine crossed a fork.
    Forked = 108, "forked", "进程已 fork：请在子进程里重新打开引擎";
    /// The tag does not match: wrong key, or the body was changed.
    DecryptFailed = 200, "decrypt_failed", "解密失败：密钥不对，或报文被改动";
    /// A defect of this library.
    Internal = 900, "internal", "本库内部错误：请带上版本号报告";
}

/// An error: a code for programs, and a text that tells a person what to do. It never holds a secret, a name,
/// an ID number or a pi. One pointer long: what nearly never happens takes no room in the answer of every call.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<ErrorParts>);

/// What an [`Error`] says; it dereferences to this.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorParts {
    /// What went wrong.
    pub code: ErrorCode,
    /// Which of the code's reasons it was, where a code has several.
    pub reason: Option<&'static str>,
    /// The argument or configuration field that is wrong.
    pub field: Option<&'static str>,
    /// The authority's code, where one was the cause.
    pub errcode: Option<i32>,
    /// What to do, in English.
    pub detail: String,
}

impl Error {
    /// An error with a text. The text must not quote the caller's input.
    // Not copied to each of some hundred places.
    #[cold]
    #[inline(never)]
    pub fn new(code: ErrorCode, detail: impl ToString) -> Self {
        Self(Box::new(ErrorParts {
            code,
            reason: None,
            field: None,
            errcode: None,
            detail: detail.to_string(),
        }))
    }

    /// The same, with the reason.
    #[must_use]
    #[inline(never)]
    pub fn with_reason(mut self, reason: &'static str) -> Self {
        self.0.reason = Some(reason);
        self
    }

    /// The same, with the field.
    #[must_use]
    #[inline(never)]
    pub fn with_field(mut self, field: &'static str) -> Self {
        self.0.field = Some(field);
        self
    }

    /// The same, with the authority's code.
    #[must_use]
    pub fn with_errcode(mut self, errcode: i32) -> Self {
        self.0.errcode = Some(errcode);
        self
    }

    /// The same, with another text.
    #[must_use]
    pub fn with_detail(mut self, detail: String) -> Self {
        self.0.detail = detail;
        self
    }

    /// What it says, to keep.
    pub fn into_parts(self) -> ErrorParts {
        *self.0
    }
}

impl Deref for Error {
    type Target = ErrorParts;

    fn deref(&self) -> &ErrorParts {
        &self.0
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.name())?;
        if let Some(reason) = self.reason {
            write!(f, " ({reason})")?;
        }
        if let Some(field) = self.field {
            write!(f, " in {field}")?;
        }
        write!(f, ": {}", self.detail)
    }
}

impl core::error::Error for Error {}
