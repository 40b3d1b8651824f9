//! The manual route: players without a mainland document, and genuine ones who cannot pass (Q161, Q165, Q172, Q185).

use alloc::string::String;
use core::fmt;

use crate::names::names;
use crate::time::Date;

/// How far a manual review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewOutcome {
    /// Photos are to be collected and looked at.
    Waiting,
    /// The document is good. There is no pi: nothing is reported.
    Approved,
    /// It is not.
    Rejected,
}

names!(ReviewOutcome { Waiting = "waiting", Approved = "approved", Rejected = "rejected" });

/// A manual review.
#[derive(Clone, PartialEq, Eq)]
pub struct ManualReview {
    /// The kind of document: `hmt_resident`, `foreign_permanent`, or what the host called it.
    pub document: String,
    /// The birth date on it, as far as known.
    pub birth: Option<Date>,
    /// How far it is.
    pub outcome: ReviewOutcome,
}

// The document is the host's text and may hold a number.
impl fmt::Debug for ManualReview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualReview({})", self.outcome.name())
    }
}
