//! Where the three calls go.

use alloc::{format, string::String};

use crate::error::{Error, ErrorCode, Result};
use crate::url::is_plain;

/// Which of the three calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Endpoint {
    /// 实名认证 (V1.9 §一): 100 a second.
    Check,
    /// 实名认证结果查询 (V1.9 §二): 300 a second.
    Query,
    /// 游戏用户行为数据上报 (V1.9 §三): 10 a second of up to 128 rows each.
    Report,
}

impl Endpoint {
    /// `check`, `query` or `report`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Query => "query",
            Self::Report => "report",
        }
    }

    /// All three.
    pub const ALL: [Self; 3] = [Self::Check, Self::Query, Self::Report];
}

/// A set of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoints {
    /// The production system. Only check goes over https, because only it carries identity data (M24); the published
    /// addresses of the other two are http (V1.9 §二, §三).
    Production,
    /// The official interface test (测试系统说明 V1.2) with the code of the case.
    Test {
        /// 1 to 32 of `[0-9A-Za-z]`; the platform shows a new one for each case, valid for an hour.
        code: String,
    },
    /// Three whole URLs without query: a relay, a simulator, or another scheme for the published hosts.
    Custom {
        /// For check.
        check: String,
        /// For query.
        query: String,
        /// For report.
        report: String,
    },
}

impl Endpoints {
    /// Checks the code or the three URLs.
    ///
    /// A URL begins with `http://` or `https://` in lower case, names a host (with or without a port), is made of ASCII
    /// without blanks, and has no query, fragment, user or password; at most 2,048 bytes.
    ///
    /// # Errors
    /// `invalid_parameter` for the code, `invalid_url` for a URL.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::Production => Ok(()),
            Self::Test { code } => check_code(code),
            Self::Custom { check, query, report } => {
                check_url(check, "endpoints.check")?;
                check_url(query, "endpoints.query")?;
                check_url(report, "endpoints.report")
            }
        }
    }

    /// The URL of one call, without query.
    pub fn url(&self, endpoint: Endpoint) -> String {
        match (self, endpoint) {
            (Self::Production, Endpoint::Check) => {
                "https://api.wlc.nppa.gov.cn/idcard/authentication/check".into()
            }
            (Self::Production, Endpoint::Query) => {
                "http://api2.wlc.nppa.gov.cn/idcard/authentication/query".into()
            }
            (Self::Production, Endpoint::Report) => {
                "http://api2.wlc.nppa.gov.cn/behavior/collection/loginout".into()
            }
            (Self::Test { code }, Endpoint::Check) => {
                format!("https://wlc.nppa.gov.cn/test/authentication/check/{code}")
            }
            (Self::Test { code }, Endpoint::Query) => {
                format!("https://wlc.nppa.gov.cn/test/authentication/query/{code}")
            }
            (Self::Test { code }, Endpoint::Report) => {
                format!("https://wlc.nppa.gov.cn/test/collection/loginout/{code}")
            }
            (Self::Custom { check, .. }, Endpoint::Check) => check.clone(),
            (Self::Custom { query, .. }, Endpoint::Query) => query.clone(),
            (Self::Custom { report, .. }, Endpoint::Report) => report.clone(),
        }
    }

    /// The host (with port, if written) that one call goes to.
    pub fn host(&self, endpoint: Endpoint) -> String {
        let url = self.url(endpoint);
        // Behind the scheme and two slashes: a search for three characters at once is 2 kB of WebAssembly.
        let mut parts = url.split('/');
        let first = parts.next().unwrap_or_default();
        let host = if first.ends_with(':') { parts.nth(1).unwrap_or_default() } else { first };
        host.into()
    }
}

fn check_code(code: &str) -> Result<()> {
    if (1..=32).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::InvalidParameter,
        "a test code is 1 to 32 of [0-9A-Za-z]: copy the one that the platform shows for this case",
    )
    .with_field("code"))
}

fn check_url(url: &str, field: &'static str) -> Result<()> {
    if is_plain(url) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::InvalidUrl,
        "write a whole http:// or https:// URL with a host, without blanks, query, fragment and user",
    )
    .with_field(field))
}
