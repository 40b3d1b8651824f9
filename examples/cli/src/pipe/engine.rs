//! The engine's operations. A call names its engine by a small number.

use std::collections::BTreeMap;

use shiming_core::Result;
use shiming_core::account::AccountState;
use shiming_core::engine::{Engine, Outcome, Player, Sent, Share};
use shiming_core::http::Response;
use shiming_shape::{Value, object};

use super::args::{Args, invalid};
use super::event::step;
use super::names::Named;
use super::{Handler, answers};

/// The open engines by their number.
#[derive(Default)]
pub(crate) struct Engines(BTreeMap<i64, Engine>);

pub(super) const OPS: &[(&str, Handler)] = &[
    ("engine_open", Handler::Stateful(op_open)),
    ("engine_load", Handler::Stateful(op_load)),
    ("engine_put_app", Handler::Stateful(op_put_app)),
    ("engine_put_game", Handler::Stateful(op_put_game)),
    ("engine_put_policy", Handler::Stateful(op_put_policy)),
    ("engine_remove_game", Handler::Stateful(op_remove_game)),
    ("engine_set_share", Handler::Stateful(op_set_share)),
    ("engine_hold", Handler::Stateful(op_hold)),
    ("engine_verify", Handler::Stateful(op_verify)),
    ("engine_put_account", Handler::Stateful(op_put_account)),
    ("engine_login", Handler::Stateful(op_login)),
    ("engine_heartbeat", Handler::Stateful(op_heartbeat)),
    ("engine_logout", Handler::Stateful(op_logout)),
    ("engine_poll", Handler::Stateful(op_poll)),
    ("engine_persisted", Handler::Stateful(op_persisted)),
    ("engine_handled", Handler::Stateful(op_handled)),
    ("engine_complete", Handler::Stateful(op_complete)),
    ("engine_account", Handler::Stateful(op_account)),
    ("engine_session", Handler::Stateful(op_session)),
    ("engine_stats", Handler::Stateful(op_stats)),
    ("engine_free", Handler::Stateful(op_free)),
];

impl Engines {
    fn of(&mut self, args: Args<'_>) -> Result<&mut Engine> {
        let number = args.int("e")?;
        self.0
            .get_mut(&number)
            .ok_or_else(|| invalid("e", "no engine has this number: call engine_open first"))
    }
}

fn state(args: Args<'_>) -> Result<AccountState> {
    AccountState::from_json(&args.text("state")?)
}

fn done(_: ()) -> Value {
    object!({})
}

fn op_open(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let number = args.int("e")?;
    engines.0.remove(&number);
    let engine = Engine::open(&args.text("config")?, &args.bytes("entropy_hex")?, args.now()?)?;
    engines.0.insert(number, engine);
    Ok(object!({}))
}

fn op_load(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.load(args.int("segment")?, &args.bytes("bytes_hex")?).map(done)
}

fn op_put_app(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.put_app(&args.text("json")?).map(done)
}

fn op_put_game(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.put_game(&args.text("json")?).map(done)
}

fn op_put_policy(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.put_policy(&args.text("json")?).map(done)
}

fn op_remove_game(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.remove_game(&args.text("game")?).map(done)
}

fn op_set_share(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let share = args.object("share")?;
    let share = Share {
        index: share.int("index")?,
        count: share.int("count")?,
        from: share.int("from")?,
        until: share.optional_int("until")?,
    };
    engines.of(args)?.set_share(&args.text("game")?, share).map(done)
}

fn op_hold(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let (game, endpoint, until) = (args.text("game")?, args.choice("endpoint")?, args.int("until")?);
    engines.of(args)?.hold(&game, endpoint, until).map(done)
}

fn op_verify(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let verifying = engines.of(args)?.verify(
        &args.text("game")?,
        &args.text("account")?,
        &state(args)?,
        &args.text("name")?,
        &args.text("id_number")?,
        args.choice("priority")?,
        args.now()?,
    )?;
    Ok(object!({"state": verifying.state.to_json(), "attempt": verifying.attempt}))
}

fn op_put_account(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let (game, account) = (args.text("game")?, args.text("account")?);
    engines.of(args)?.put_account(&game, &account, &state(args)?, args.now()?).map(done)
}

fn op_login(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let player = match args.optional_text("di")? {
        Some(di) => Player::Guest { di },
        None => Player::Account { account: args.text("account")?, state: state(args)? },
    };
    let (game, session) = (args.text("game")?, args.text("session")?);
    let engine = engines.of(args)?;
    let admission = match args.optional_object("usage")? {
        None => engine.login(&game, &session, &player, args.now()?),
        Some(usage) => {
            engine.login_with_usage(&game, &session, &player, super::policy::usage(usage)?, args.now()?)
        }
    }?;
    Ok(object!({
        "allowed": admission.allowed, "reported": admission.reported, "reason": admission.reason,
        "rule_id": admission.rule_id, "valid_until": admission.valid_until,
    }))
}

fn op_heartbeat(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.heartbeat(&args.text("game")?, &args.text("session")?, args.now()?).map(done)
}

fn op_logout(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.logout(&args.text("game")?, &args.text("session")?, args.now()?).map(done)
}

fn op_poll(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    Ok(step(&engines.of(args)?.poll(args.now()?)?))
}

fn op_persisted(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.persisted(args.int("seq")?).map(done)
}

fn op_handled(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    engines.of(args)?.handled(args.int("seq")?).map(done)
}

fn op_complete(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let send = args.int("send")?;
    let used = engines.of(args)?.complete(send, &outcome(args.object("outcome")?)?, args.now()?)?;
    Ok(object!({"used": used.name_of()}))
}

fn outcome(outcome: Args<'_>) -> Result<Outcome> {
    match outcome.text("kind")?.as_str() {
        "http" => Ok(Outcome::Http(Response {
            status: outcome.int32("status")?,
            body: outcome.bytes("body_hex")?,
            date: outcome.optional_text("date")?,
        })),
        "transport" => Ok(Outcome::Transport { sent: outcome.choice::<Sent>("sent")? }),
        _ => Err(invalid("outcome", "pass the kind http or transport")),
    }
}

fn op_account(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let view = engines.of(args)?.account(&args.text("game")?, &args.text("account")?)?;
    Ok(view.map_or(Value::Null, |view| object!({"state": view.state.to_json()})))
}

fn op_session(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let view = engines.of(args)?.session(&args.text("game")?, &args.text("session")?)?;
    Ok(view.map_or(Value::Null, |view| answers::session(&view)))
}

fn op_stats(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    Ok(answers::stats(&engines.of(args)?.stats(args.optional_text("game")?.as_deref())?))
}

fn op_free(engines: &mut Engines, args: Args<'_>) -> Result<Value> {
    let number = args.int("e")?;
    engines.0.remove(&number).map(|_| object!({})).ok_or_else(|| invalid("e", "no engine has this number"))
}
