//! What the authority answered. Reading it is in `parse`.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::ErrcodeClass;

/// What check or query answered.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// 认证成功, status 0: the only answer that carries a pi (M38).
    Verified {
        /// The person, as it came: 1 to 64 visible ASCII characters.
        pi: String,
    },
    /// 认证中, status 1: query within 48 hours (Q114, M27).
    Pending,
    /// 认证失败, status 2: name and number do not belong together.
    Failed,
    /// An errcode other than 0.
    Refused {
        /// The code.
        errcode: i32,
        /// Its text as it came, at most 200 characters, without control characters.
        errmsg: String,
        /// What to do about it.
        class: ErrcodeClass,
    },
    /// Nothing to rely on: neither success nor failure.
    Unreadable {
        /// Why.
        reason: UnreadableReason,
    },
}

// A pi is personal data, and nobody vouches for the authority's free text.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified { .. } => f.write_str("Verified { .. }"),
            Self::Pending => f.write_str("Pending"),
            Self::Failed => f.write_str("Failed"),
            Self::Refused { errcode, class, .. } => f
                .debug_struct("Refused")
                .field("errcode", errcode)
                .field("class", class)
                .finish_non_exhaustive(),
            Self::Unreadable { reason } => f.debug_struct("Unreadable").field("reason", reason).finish(),
        }
    }
}

/// Why an answer cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadableReason {
    /// An HTTP status other than 200, and no errcode that explains it.
    HttpStatus,
    /// Not JSON: a gateway's page, a cut answer, other bytes.
    NotJson,
    /// More than 1 MiB.
    TooLarge,
    /// Objects and arrays more than 32 deep.
    Depth,
    /// A member that must be single is repeated.
    Duplicate,
    /// No errcode, or one that is no integer of 32 bits.
    Errcode,
    /// No status, or one that is not 0, 1 or 2.
    Status,
    /// Status 0 without a usable pi.
    Pi,
}

impl UnreadableReason {
    /// The stable name, snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::HttpStatus => "http_status",
            Self::NotJson => "not_json",
            Self::TooLarge => "too_large",
            Self::Depth => "depth",
            Self::Duplicate => "duplicate",
            Self::Errcode => "errcode",
            Self::Status => "status",
            Self::Pi => "pi",
        }
    }
}

/// What report answered.
#[derive(Clone, PartialEq, Eq)]
pub enum ReportAnswer {
    /// All rows stored.
    Accepted,
    /// The listed rows were refused, all others stored (M47).
    Partial {
        /// By `no`, ascending; at least one.
        results: Vec<RowError>,
    },
    /// An errcode other than 0: no row counts as stored.
    Refused {
        /// The code.
        errcode: i32,
        /// Its text as it came, at most 200 characters, without control characters.
        errmsg: String,
        /// What to do about it.
        class: ErrcodeClass,
    },
    /// Nothing to rely on: the rows may or may not have been stored.
    Unreadable {
        /// Why.
        reason: UnreadableReason,
    },
}

/// One refused row.
#[derive(Clone, PartialEq, Eq)]
pub struct RowError {
    /// Its number in the report, 1 to 128.
    pub no: i32,
    /// Why; -1 when the authority listed the row without a readable code.
    pub errcode: i32,
    /// Its text as it came, at most 200 characters, without control characters.
    pub errmsg: String,
}

impl fmt::Debug for ReportAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted => f.write_str("Accepted"),
            Self::Partial { results } => f.debug_struct("Partial").field("results", results).finish(),
            Self::Refused { errcode, class, .. } => f
                .debug_struct("Refused")
                .field("errcode", errcode)
                .field("class", class)
                .finish_non_exhaustive(),
            Self::Unreadable { reason } => f.debug_struct("Unreadable").field("reason", reason).finish(),
        }
    }
}

impl fmt::Debug for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowError")
            .field("no", &self.no)
            .field("errcode", &self.errcode)
            .finish_non_exhaustive()
    }
}
