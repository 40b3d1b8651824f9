//! The shapes' own values and `serde_json`'s, which the rest of this program works with.

use serde_json::Value;
use shiming_shape::Value as Shape;

/// An argument for the shapes to read.
pub(super) fn argument(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Null,
        Value::Bool(flag) => Shape::Bool(*flag),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| Shape::Number(number.to_string()), Shape::Int)
        }
        Value::String(text) => Shape::Text(text.clone()),
        Value::Array(items) => Shape::Array(items.iter().map(argument).collect()),
        Value::Object(members) => {
            Shape::Object(members.iter().map(|(name, value)| (name.clone(), argument(value))).collect())
        }
    }
}

/// An answer that they made.
pub(crate) fn answer(shape: Shape) -> Value {
    match shape {
        Shape::Null => Value::Null,
        Shape::Bool(flag) => flag.into(),
        Shape::Int(number) => number.into(),
        Shape::Number(text) => serde_json::from_str(&text).unwrap_or_default(),
        Shape::Text(text) => text.into(),
        Shape::Array(items) => items.into_iter().map(answer).collect(),
        Shape::Object(members) => members.into_iter().map(|(name, value)| (name, answer(value))).collect(),
    }
}
