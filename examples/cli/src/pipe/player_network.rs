//! Player Network, and the status values of other channels.

use serde_json::{Value, json};
use shiming_core::Result;
use shiming_core::adapter::adapt_status;
use shiming_core::player_network::{
    Action, CertificateType, Decision, Gate, Limits, Login, Options, player_network_decide,
    player_network_parse,
};

use super::Handler;
use super::args::Args;

pub(super) const OPS: &[(&str, Handler)] = &[
    ("player_network_parse", Handler::Pure(op_parse)),
    ("player_network_decide", Handler::Pure(op_decide)),
    ("adapt_status", Handler::Pure(op_adapt_status)),
];

fn op_parse(args: Args<'_>) -> Result<Value> {
    Ok(json!({"login": player_network_parse(&args.bytes("body_hex")?)?.to_json()}))
}

fn op_decide(args: Args<'_>) -> Result<Value> {
    let login = Login::from_json(&args.text("login")?)?;
    let options = Options::from_json(&args.text("options")?)?;
    Ok(decision(&player_network_decide(&login, &options, args.int("unix")?)?))
}

fn op_adapt_status(args: Args<'_>) -> Result<Value> {
    Ok(json!({"real_name": adapt_status(args.choice("source")?, &args.text("value")?).name()}))
}

fn decision(decision: &Decision) -> Value {
    let gate = match decision.gate {
        Gate::Deny { reason } => json!({"kind": "deny", "reason": reason.name()}),
        gate => json!({"kind": gate.name()}),
    };
    json!({
        "gate": gate,
        "actions": decision.actions.iter().map(action).collect::<Vec<_>>(),
        "degraded": decision.degraded.iter().map(|note| note.name()).collect::<Vec<_>>(),
        "recheck_at": decision.recheck_at,
    })
}

fn action(action: &Action) -> Value {
    let mut shown = json!({"kind": action.name(), "blocks": action.blocks()});
    match action {
        Action::WithdrawDeletion { due } => shown["due"] = json!(due),
        Action::AskAge { limits } | Action::ReverifyAge { limits } => limits_into(&mut shown, limits),
        Action::ParentConsent { certificate_type } => {
            shown["certificate_type"] = json!(certificate_type.map(CertificateType::name));
        }
        Action::AcceptAgreements { documents } => shown["documents"] = json!(documents),
        _ => {}
    }
    shown
}

fn limits_into(shown: &mut Value, limits: &Limits) {
    shown["adult_age"] = json!(limits.adult_age);
    shown["game_grade"] = json!(limits.game_grade);
    shown["certificate_type"] = json!(limits.certificate_type.map(CertificateType::name));
}
