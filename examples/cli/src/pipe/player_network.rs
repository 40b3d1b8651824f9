//! Player Network, and the status values of other channels.

use shiming_core::Result;
use shiming_core::adapter::adapt_status;
use shiming_core::player_network::{Login, Options, player_network_decide, player_network_parse};
use shiming_shape::{Value, object};

use super::args::Args;
use super::{Handler, answers};

pub(super) const OPS: &[(&str, Handler)] = &[
    ("player_network_parse", Handler::Pure(op_parse)),
    ("player_network_decide", Handler::Pure(op_decide)),
    ("adapt_status", Handler::Pure(op_adapt_status)),
];

fn op_parse(args: Args<'_>) -> Result<Value> {
    Ok(object!({"login": player_network_parse(&args.bytes("body_hex")?)?.to_json()}))
}

fn op_decide(args: Args<'_>) -> Result<Value> {
    let login = Login::from_json(&args.text("login")?)?;
    let options = Options::from_json(&args.text("options")?)?;
    Ok(answers::decision(&player_network_decide(&login, &options, args.int("unix")?)?))
}

fn op_adapt_status(args: Args<'_>) -> Result<Value> {
    Ok(object!({"real_name": adapt_status(args.choice("source")?, &args.text("value")?).name()}))
}
