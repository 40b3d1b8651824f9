//! Where the three calls go.
use crate::error::Result;
use alloc::string::String;

/// Which of the three calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Endpoint {
    /** 实名认证. */
    Check,
    /** 结果查询. */
    Query,
    /** 行为上报. */
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
    /** The production system. */
    Production,
    /** The official interface test with its code. */
    Test {
        /** 1 to 32 of [0-9A-Za-z]. */
        code: String,
    },
    /** Three whole URLs without query. */
    Custom {
        /** check. */
        check: String,
        /** query. */
        query: String,
        /** report. */
        report: String,
    },
}

impl Endpoints {
    /// Checks the code or the URLs (`invalid_parameter`, `invalid_url`).
    pub fn check(&self) -> Result<()> {
        unimplemented!()
    }
    /// The URL of one call, without query.
    pub fn url(&self, endpoint: Endpoint) -> String {
        let _ = endpoint;
        unimplemented!()
    }
    /// The host (with port, if written) that one call goes to.
    pub fn host(&self, endpoint: Endpoint) -> String {
        let _ = endpoint;
        unimplemented!()
    }
}
