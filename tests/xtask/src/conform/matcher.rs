//! TEMPORARY until the suite's matcher is merged.
use serde_json::Value;
pub fn matches(expected: &Value, actual: &Value) -> Result<(), String> {
    if expected == actual { Ok(()) } else { Err(format!("expected {expected}\n     got {actual}")) }
}
