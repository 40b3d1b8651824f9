//! The first call: who answers, and what it can do.

use serde_json::{Map, Value, json};
use shiming_core::{Error, ErrorCode, Result};

use super::args::Args;
use super::{Handler, operations};

pub(super) const OPS: &[(&str, Handler)] = &[("hello", Handler::Pure(op_hello))];

fn op_hello(args: Args<'_>) -> Result<Value> {
    if args.int("protocol")? != 1 {
        let detail = "this program speaks protocol 1: use a tester of the same version";
        return Err(Error::new(ErrorCode::UnsupportedProtocol, detail).with_field("protocol"));
    }
    let mut ops: Vec<&str> = operations().map(|(name, _)| *name).collect();
    ops.sort_unstable();
    let codes: Map<String, Value> =
        ErrorCode::ALL.iter().map(|code| (code.name().to_owned(), code.number().into())).collect();
    Ok(json!({
        "protocol": 1, "language": "rust", "version": shiming_core::VERSION, "abi": null,
        "ops": ops, "error_codes": codes,
    }))
}
