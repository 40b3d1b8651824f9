//! No error may quote what it was given.

use shiming_core::{Error, ErrorCode};

/// Stands for a secret in configuration text.
pub const MARKER: &str = "Zq7xMarkerW3v";

/// An error that may be shown and logged: typed, no defect, a text of our own.
pub fn check_error(error: &Error) {
    assert_ne!(error.code, ErrorCode::Internal, "internal: {error}");
    assert!(!error.detail.is_empty(), "{} says nothing", error.code.name());
    let shown = format!("{error} {error:?}");
    // Our texts are ASCII and short: what is not would be quoted.
    assert!(error.detail.is_ascii() && error.detail.len() <= 600, "{shown}");
    assert!(!shown.contains(MARKER), "quotes its input: {shown}");
}
