//! Regions: ISO 3166-1 numeric.

use alloc::{format, string::String};

/// South Korea, the one region whose limits differ by operating system.
pub(super) const KOREA: &str = "410";

/// Three digits; empty for none (`""`, `"0"`, `"000"`). What is no number stays as it is.
pub(super) fn canonical(region: &str) -> String {
    if region.is_empty() || !region.bytes().all(|byte| byte.is_ascii_digit()) {
        return region.into();
    }
    match region.trim_start_matches('0') {
        "" => String::new(),
        digits => format!("{digits:0>3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn numbers_get_three_digits() {
        for (given, kept) in
            [("40", "040"), ("040", "040"), ("0410", "410"), ("4", "004"), ("156", "156"), ("KR", "KR")]
        {
            assert_eq!(canonical(given), kept);
        }
        for none in ["", "0", "00", "000", "0000"] {
            assert_eq!(canonical(none), "");
        }
    }
}
