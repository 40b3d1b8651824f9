//! Names in the order of their bytes. One function, because every sort of another type is five kilobytes of code more.

use alloc::vec::Vec;

/// The names, each with its place before; equal ones in the order of their places.
pub(crate) fn by_name<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut sorted: Vec<(&str, usize)> = names.zip(0..).collect();
    sorted.sort_unstable();
    sorted
}

/// Whether a name stands in [`by_name`]'s answer twice.
pub(crate) fn has_twice(sorted: &[(&str, usize)]) -> bool {
    sorted.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_bytes_and_notices_repetitions() {
        let sorted = by_name(["b", "é", "B", "a"].into_iter());
        assert_eq!(sorted, [("B", 2), ("a", 3), ("b", 0), ("é", 1)]);
        assert!(!has_twice(&sorted));
        let sorted = by_name(["b", "a", "b"].into_iter());
        assert_eq!(sorted, [("a", 1), ("b", 0), ("b", 2)]);
        assert!(has_twice(&sorted));
    }
}
