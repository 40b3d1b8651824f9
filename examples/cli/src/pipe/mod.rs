//! `shiming pipe`: every operation of this library for any language that can start a process.
//!
//! One JSON object a line in, exactly one out, in order: `{"id":1,"op":"sign","args":{...}}` is answered with
//! `{"id":1,"ok":...}` or `{"id":1,"error":{...}}`. Standard output carries nothing else. A line that is no call is
//! answered with `{"id":null,"error":{"code":"bad_call",...}}`.

mod account;
pub(crate) mod convert;
mod engine;
mod hello;
mod omnisdk;
mod player_network;
mod policy;
mod serve;
pub(crate) mod toolkit;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Map, Value, json};
use shiming_core::{Error, ErrorCode, Result};
use shiming_shape::Value as Shape;
pub(crate) use shiming_shape::{answers, args, event, names, shapes};

use args::{Args, bad_call};
use engine::Engines;
pub use serve::serve;

/// The longest line, in bytes.
pub const MAX_LINE: usize = 4 << 20;

/// What answers one operation.
#[derive(Clone, Copy)]
pub(crate) enum Handler {
    /// A function of its arguments.
    Pure(fn(Args<'_>) -> Result<Shape>),
    /// One that works on an engine.
    Stateful(fn(&mut Engines, Args<'_>) -> Result<Shape>),
}

/// Runs one operation that needs no engine, for the tools of this command.
pub(crate) fn call(op: &str, args: &Map<String, Value>) -> Result<Value> {
    Testee::new().call(op, &Value::Object(args.clone()))
}

/// An error as the protocol shows it.
pub(crate) fn error_json(error: &Error) -> Value {
    convert::answer(shapes::error(error))
}

/// Every operation by name.
fn operations() -> impl Iterator<Item = &'static (&'static str, Handler)> {
    [hello::OPS, toolkit::OPS, policy::OPS, omnisdk::OPS, player_network::OPS, account::OPS, engine::OPS]
        .into_iter()
        .flatten()
}

/// Answers calls one by one; keeps the engines between them.
#[derive(Default)]
pub struct Testee {
    engines: Engines,
}

impl Testee {
    /// One without engines.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to one line, without a line feed.
    pub fn answer(&mut self, line: &[u8]) -> String {
        let call = (line.len() <= MAX_LINE).then(|| serde_json::from_slice(line).ok()).flatten();
        self.answer_value(&call.unwrap_or(Value::Null)).to_string()
    }

    /// The answer to one parsed call.
    pub fn answer_value(&mut self, call: &Value) -> Value {
        let id = call.get("id").filter(|id| id.is_i64());
        let (Some(id), Some(op), Some(args)) =
            (id, call.get("op").and_then(Value::as_str), call.get("args").filter(|args| args.is_object()))
        else {
            let error = bad_call("write one JSON object a line, at most 4 MiB, with id, op and args");
            return json!({"id": null, "error": error_json(&error)});
        };
        match self.call(op, args) {
            Ok(ok) => json!({"id": id, "ok": ok}),
            Err(error) if error.code == ErrorCode::BadCall => {
                json!({"id": null, "error": error_json(&error)})
            }
            Err(error) => json!({"id": id, "error": error_json(&error)}),
        }
    }

    fn call(&mut self, op: &str, args: &Value) -> Result<Value> {
        let Some((_, handler)) = operations().find(|(name, _)| *name == op) else {
            return Err(Error::new(ErrorCode::UnknownOp, "no operation has this name: hello lists them all"));
        };
        let args = convert::argument(args);
        let args = Args::of(&args)?;
        // The core does not panic. If it ever did, a process that serves other languages must still answer.
        let result = catch_unwind(AssertUnwindSafe(|| match handler {
            Handler::Pure(handler) => handler(args),
            Handler::Stateful(handler) => handler(&mut self.engines, args),
        }));
        let result = result.unwrap_or_else(|_| {
            Err(Error::new(ErrorCode::Internal, "a defect of this library: report it with its version"))
        });
        result.map(convert::answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Value {
        serde_json::from_str(&Testee::new().answer(line.as_bytes())).unwrap()
    }

    #[test]
    fn a_line_that_is_no_call_has_no_id() {
        for line in
            ["", "{}", "[]", "nonsense", r#"{"id":"x","op":"hello","args":{}}"#, r#"{"id":1,"op":"hello"}"#]
        {
            let answer = ask(line);
            assert_eq!(
                (&answer["id"], &answer["error"]["code"]),
                (&Value::Null, &"bad_call".into()),
                "{line}"
            );
        }
        let odd_hex = ask(r#"{"id":7,"op":"parse_check","args":{"status":200,"body_hex":"0F"}}"#);
        assert_eq!((&odd_hex["id"], &odd_hex["error"]["code"]), (&Value::Null, &"bad_call".into()));
    }

    #[test]
    fn unknown_operations_echo_the_id() {
        let answer = ask(r#"{"id":7,"op":"nothing","args":{}}"#);
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&7.into(), &"unknown_op".into()));
    }

    #[test]
    fn hello_lists_every_operation_once() {
        let answer = ask(r#"{"id":1,"op":"hello","args":{"protocol":1}}"#);
        let mut ops: Vec<_> = answer["ok"]["ops"].as_array().unwrap().clone();
        assert_eq!(ops.len(), operations().count());
        ops.dedup();
        assert_eq!(ops.len(), operations().count());
        let other = ask(r#"{"id":1,"op":"hello","args":{"protocol":2}}"#);
        assert_eq!(other["error"]["code"], "unsupported_protocol");
    }

    #[test]
    fn lines_over_the_limit_are_refused() {
        let line = format!(r#"{{"id":1,"op":"hello","args":{{"protocol":1}}}}{}"#, " ".repeat(MAX_LINE));
        assert_eq!(ask(&line)["error"]["code"], "bad_call");
    }
}
