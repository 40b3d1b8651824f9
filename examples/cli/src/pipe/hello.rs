//! The first call: who answers, and what it can do.

use shiming_core::{Error, ErrorCode, Result};
use shiming_shape::{Value, object};

use super::args::Args;
use super::{Handler, answers, operations};

pub(super) const OPS: &[(&str, Handler)] = &[("hello", Handler::Pure(op_hello))];

fn op_hello(args: Args<'_>) -> Result<Value> {
    if args.int("protocol")? != 1 {
        let detail = "this program speaks protocol 1: use a tester of the same version";
        return Err(Error::new(ErrorCode::UnsupportedProtocol, detail).with_field("protocol"));
    }
    let mut ops: Vec<&str> = operations().map(|(name, _)| *name).collect();
    ops.sort_unstable();
    Ok(object!({
        "protocol": 1, "language": "rust", "version": shiming_core::VERSION, "abi": Value::Null,
        "ops": ops, "error_codes": answers::error_codes(),
    }))
}
