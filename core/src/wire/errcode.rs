//! The authority's error codes (V1.9 §七) and what to do about each.
use alloc::string::String;

/// What to do about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrcodeClass {
    /** 0. */
    Ok,
    /** 1001, 4001. */
    Retry,
    /** 1002-1005, 1008-1010, 1019, 1020. */
    Configuration,
    /** 1006. */
    Throttled,
    /** 1007. */
    Restamp,
    /** 1011. */
    TryOtherKey,
    /** 1012. */
    BadMessage,
    /** 2001, 2005. */
    UserInput,
    /** 2002. */
    TotalQuota,
    /** 2003. */
    NotFound,
    /** 2004. */
    QueryThatAi,
    /** 2006. */
    NewAi,
    /** 3001. */
    Partial,
    /** 3002-3004. */
    BadBatch,
    /** 3005. */
    RowTime,
    /** 3006-3010. */
    BadRow,
    /** 4002, 4003. */
    TestSystem,
    /** All others. */
    Unknown,
}
/// All we know about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrcodeInfo {
    /** The code. */
    pub errcode: i32,
    /** The official text; none for an unknown code. */
    pub errmsg: Option<String>,
    /** The class. */
    pub class: ErrcodeClass,
    /** In the published table. */
    pub official: bool,
    /** 含义. */
    pub meaning_zh: String,
    /** Meaning. */
    pub meaning_en: String,
    /** 建议. */
    pub advice_zh: String,
    /** Advice. */
    pub advice_en: String,
}
/// See conformance.md.
pub fn errcode_info(errcode: i32) -> ErrcodeInfo {
    let _ = errcode;
    unimplemented!()
}
/// The class alone.
pub(crate) fn class_of(errcode: i32) -> ErrcodeClass {
    let _ = errcode;
    unimplemented!()
}
