//! The authority's error codes (V1.9 §七) and what to do about each. The texts are in `errcode_table`.

use alloc::string::String;

use super::errcode_table::{Entry, TABLE, UNKNOWN};

/// What to do about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrcodeClass {
    /// 0: go on to the status.
    Ok,
    /// 1001, 4001: later again.
    Retry,
    /// 1002-1005, 1008-1010, 1019, 1020: a person has to change the configuration.
    Configuration,
    /// 1006: wait a minute.
    Throttled,
    /// 1007: build the request anew.
    Restamp,
    /// 1011: try the other key.
    TryOtherKey,
    /// 1012: this one message is bad.
    BadMessage,
    /// 2001, 2005: the player has to correct number or name.
    UserInput,
    /// 2002: the authority has to raise the total.
    TotalQuota,
    /// 2003: nothing is known of this `ai`.
    NotFound,
    /// 2004: after a resend of one's own, query that `ai`.
    QueryThatAi,
    /// 2006: later again with a new `ai`.
    NewAi,
    /// 3001: see the rows.
    Partial,
    /// 3002-3004: the batch is badly made.
    BadBatch,
    /// 3005: shift the row's time.
    RowTime,
    /// 3006-3010: this row is bad.
    BadRow,
    /// 4002, 4003: the interface test needs another code or other data.
    TestSystem,
    /// All others: not success, and nothing else is known.
    Unknown,
}

impl ErrcodeClass {
    /// The stable name, snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Retry => "retry",
            Self::Configuration => "configuration",
            Self::Throttled => "throttled",
            Self::Restamp => "restamp",
            Self::TryOtherKey => "try_other_key",
            Self::BadMessage => "bad_message",
            Self::UserInput => "user_input",
            Self::TotalQuota => "total_quota",
            Self::NotFound => "not_found",
            Self::QueryThatAi => "query_that_ai",
            Self::NewAi => "new_ai",
            Self::Partial => "partial",
            Self::BadBatch => "bad_batch",
            Self::RowTime => "row_time",
            Self::BadRow => "bad_row",
            Self::TestSystem => "test_system",
            Self::Unknown => "unknown",
        }
    }
}

/// All we know about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrcodeInfo {
    /// The code.
    pub errcode: i32,
    /// The official text, spelling mistakes included; none for an unknown code.
    pub errmsg: Option<String>,
    /// The class.
    pub class: ErrcodeClass,
    /// In the published table. 1019 and 1020 are known from public code only.
    pub official: bool,
    /// 含义。
    pub meaning_zh: String,
    /// What it means.
    pub meaning_en: String,
    /// 下一步怎么做。
    pub advice_zh: String,
    /// What to do next.
    pub advice_en: String,
}

/// What a code means and what to do next. Never fails: of an unknown code only that is said.
pub fn errcode_info(errcode: i32) -> ErrcodeInfo {
    let entry = find(errcode);
    let told = entry.unwrap_or(&UNKNOWN);
    ErrcodeInfo {
        errcode,
        errmsg: entry.map(|entry| entry.errmsg.into()),
        class: told.class,
        official: told.official,
        meaning_zh: told.meaning_zh.into(),
        meaning_en: told.meaning_en.into(),
        advice_zh: told.advice_zh.into(),
        advice_en: told.advice_en.into(),
    }
}

/// The class alone.
pub(crate) fn class_of(errcode: i32) -> ErrcodeClass {
    find(errcode).map_or(ErrcodeClass::Unknown, |entry| entry.class)
}

fn find(errcode: i32) -> Option<&'static Entry> {
    let place = TABLE.binary_search_by_key(&errcode, |entry| entry.errcode).ok()?;
    TABLE.get(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(TABLE.is_sorted_by(|a, b| a.errcode < b.errcode));
        let official: alloc::vec::Vec<i32> = TABLE.iter().filter(|e| e.official).map(|e| e.errcode).collect();
        let published = [0..=0, 1001..=1012, 2001..=2006, 3001..=3010, 4001..=4003];
        assert_eq!(official, published.into_iter().flatten().collect::<alloc::vec::Vec<_>>());
    }

    #[test]
    fn every_text_says_something() {
        for entry in TABLE.iter().chain([&UNKNOWN]) {
            for text in [entry.meaning_zh, entry.meaning_en, entry.advice_zh, entry.advice_en] {
                assert!(!text.is_empty(), "{}", entry.errcode);
            }
            assert!(entry.meaning_zh.contains(|c: char| !c.is_ascii()), "{}", entry.errcode);
            assert!(entry.advice_zh.contains(|c: char| !c.is_ascii()), "{}", entry.errcode);
        }
    }
}
