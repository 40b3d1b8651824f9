//! Answers: any bytes become a typed answer; never a panic, never success by default.
use super::ErrcodeClass;
use crate::error::Result;
use alloc::{string::String, vec::Vec};

/// What check or query answered.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /** 认证成功. */
    Verified {
        /** The person. */
        pi: String,
    },
    /** 认证中. */
    Pending,
    /** 认证失败. */
    Failed,
    /** An errcode other than 0. */
    Refused {
        /** The code. */
        errcode: i32,
        /** Its text, at most 200 characters. */
        errmsg: String,
        /** What to do about it. */
        class: ErrcodeClass,
    },
    /** Nothing to rely on. */
    Unreadable {
        /** Why. */
        reason: UnreadableReason,
    },
}
/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadableReason {
    /** HTTP status other than 200. */
    HttpStatus,
    /** Not JSON. */
    NotJson,
    /** Too large. */
    TooLarge,
    /** Nested too deep. */
    Depth,
    /** A member that must be single is repeated. */
    Duplicate,
    /** No usable errcode. */
    Errcode,
    /** No usable status. */
    Status,
    /** No usable pi. */
    Pi,
}
/// What report answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportAnswer {
    /** All rows stored. */
    Accepted,
    /** The listed rows were refused, all others stored. */
    Partial {
        /** By `no`, ascending. */
        results: Vec<RowError>,
    },
    /** An errcode other than 0. */
    Refused {
        /** The code. */
        errcode: i32,
        /** Its text. */
        errmsg: String,
        /** What to do about it. */
        class: ErrcodeClass,
    },
    /** Nothing to rely on. */
    Unreadable {
        /** Why. */
        reason: UnreadableReason,
    },
}
/// One refused row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /** 1 to 128. */
    pub no: i32,
    /** Why. */
    pub errcode: i32,
    /** Its text. */
    pub errmsg: String,
}
/// See conformance.md.
pub fn parse_check(status: i32, body: &[u8]) -> Answer {
    let _ = (status, body);
    unimplemented!()
}
/// See conformance.md.
pub fn parse_query(status: i32, body: &[u8]) -> Answer {
    let _ = (status, body);
    unimplemented!()
}
/// See conformance.md.
pub fn parse_report(status: i32, body: &[u8], rows: i32) -> Result<ReportAnswer> {
    let _ = (status, body, rows);
    unimplemented!()
}
