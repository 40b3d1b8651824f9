//! The files of known answers. What they claim is compared by `cargo xtask conform`, in every language; here is that each
//! claim says where it comes from.

use serde_json::Value;
use shiming_suite::vectors;

#[test]
fn every_vector_says_why_and_from_where() {
    for op in vectors::operations() {
        for vector in vectors::of(&op) {
            for field in ["why", "source"] {
                let text = vector.line.get(field).and_then(Value::as_str).unwrap_or_default();
                assert!(!text.is_empty(), "{} has no {field}", vector.place);
            }
        }
    }
}
