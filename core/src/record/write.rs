//! Structures into JSON.

use alloc::string::String;

use super::{Need, Node, Scalar, Value};
use crate::json;

/// Compact JSON text.
pub(crate) fn write(node: &mut dyn Node) -> String {
    // As long as most are.
    let mut out = String::with_capacity(256);
    append(&mut out, node.value());
    out
}

fn append(out: &mut String, value: Value<'_>) {
    match value {
        Value::Scalar(scalar) => append_scalar(out, scalar),
        Value::Unwritten => append_scalar(out, Scalar::Null),
        Value::Shown(text) => append_scalar(out, Scalar::Text(&text)),
        Value::List(items) => {
            out.push('[');
            let mut at = 0;
            while let Some(item) = items.at(at) {
                if at > 0 {
                    out.push(',');
                }
                append(out, item.value());
                at += 1;
            }
            out.push(']');
        }
        Value::Members(members) => {
            let mut separator = '{';
            for member in members {
                let value = member.node.value();
                if member.need == Need::Sparse && is_nothing(&value) {
                    continue;
                }
                out.push(separator);
                separator = ',';
                out.push('"');
                out.push_str(member.name);
                out.push_str("\":");
                append(out, value);
            }
            out.push_str(if separator == '{' { "{}" } else { "}" });
        }
    }
}

fn is_nothing(value: &Value<'_>) -> bool {
    matches!(value, Value::Scalar(Scalar::Null | Scalar::Flag(false) | Scalar::Int(0)))
}

fn append_scalar(out: &mut String, scalar: Scalar<'_>) {
    match scalar {
        Scalar::Null => out.push_str("null"),
        Scalar::Flag(flag) => out.push_str(if flag { "true" } else { "false" }),
        Scalar::Int(number) => out.push_str(itoa::Buffer::new().format(number)),
        Scalar::Text(text) => json::push_text(out, text),
    }
}
