//! Decisions.

use shiming_core::Result;
use shiming_core::account::AccountState;
use shiming_core::policy::{
    Calendar, Profile, Reason, Usage, age_on, decide, decide_payment, next_play_window, play_windows,
    reason_text,
};
use shiming_shape::{Value, object};

use super::args::{Args, invalid};
use super::{Handler, answers};

pub(super) const OPS: &[(&str, Handler)] = &[
    ("age_on", Handler::Pure(op_age_on)),
    ("decide", Handler::Pure(op_decide)),
    ("decide_payment", Handler::Pure(op_decide_payment)),
    ("next_play_window", Handler::Pure(op_next_play_window)),
    ("play_windows", Handler::Pure(op_play_windows)),
    ("reason_text", Handler::Pure(op_reason_text)),
];

fn state(args: Args<'_>) -> Result<AccountState> {
    AccountState::from_json(&args.text("state")?)
}

fn profile(args: Args<'_>) -> Result<Profile> {
    Profile::from_json(&args.text("profile")?)
}

fn calendar(args: Args<'_>) -> Result<Calendar> {
    match args.optional_text("calendar")? {
        None => Ok(Calendar::official()),
        Some(json) => Calendar::from_json(&json),
    }
}

/// What the host's ledgers say.
pub(super) fn usage(usage: Args<'_>) -> Result<Usage> {
    Ok(Usage { played_today_s: usage.int("played_today_s")?, guest_used_s: usage.int("guest_used_s")? })
}

fn op_age_on(args: Args<'_>) -> Result<Value> {
    let birth = args.optional_date("birth")?;
    let birth = birth.ok_or_else(|| invalid("birth", "this argument is missing: add it to args"))?;
    let age = age_on(birth, args.int("unix")?, args.choice("rule")?)?;
    Ok(object!({"age": age}))
}

fn op_decide(args: Args<'_>) -> Result<Value> {
    let (state, profile, calendar) = (state(args)?, profile(args)?, calendar(args)?);
    let usage = usage(args.object("usage")?)?;
    let decision = decide(&state, &profile, &calendar, usage, args.int("unix")?)?;
    Ok(answers::verdicts(&decision))
}

fn op_decide_payment(args: Args<'_>) -> Result<Value> {
    let (state, profile, calendar) = (state(args)?, profile(args)?, calendar(args)?);
    let (spent, amount) = (args.int("spent_month_fen")?, args.int("amount_fen")?);
    let payment = decide_payment(&state, &profile, &calendar, spent, amount, args.int("unix")?)?;
    Ok(answers::payment(&payment))
}

fn op_next_play_window(args: Args<'_>) -> Result<Value> {
    let (state, profile, calendar) = (state(args)?, profile(args)?, calendar(args)?);
    let window = next_play_window(&state, &profile, &calendar, args.int("unix")?)?;
    Ok(answers::play_window(window))
}

fn op_play_windows(args: Args<'_>) -> Result<Value> {
    let (year, month) = (args.int32("year")?, args.int32("month")?);
    Ok(answers::play_days(&play_windows(year, month, &profile(args)?, &calendar(args)?)?))
}

fn op_reason_text(args: Args<'_>) -> Result<Value> {
    let reason = Reason::from_name(&args.text("reason")?)
        .ok_or_else(|| invalid("reason", "pass a reason as a verdict names it"))?;
    Ok(answers::reason_text(&reason_text(reason)))
}
