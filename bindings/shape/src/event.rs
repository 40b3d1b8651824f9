//! The engine's steps and events as JSON.

use alloc::vec::Vec;

use shiming_core::engine::{Event, SettledRow, Step};

use crate::args::hex;
use crate::names::Named;
use crate::{Value, object, shapes};

/// A step as the protocol shows it.
pub fn step(step: &Step) -> Value {
    match step {
        Step::Persist(persist) => object!({
            "kind": "persist", "seq": persist.seq, "segment": persist.segment,
            "drop_before": persist.drop_before, "bytes_hex": hex(&persist.bytes),
        }),
        Step::Event(step) => object!({"kind": "event", "seq": step.seq, "event": event(&step.event)}),
        Step::Send(send) => object!({
            "kind": "send", "send": send.send, "endpoint": send.endpoint.name(),
            "timeout_ms": send.timeout_ms, "request": shapes::request(&send.request),
        }),
        Step::Wait { until_mono } => object!({"kind": "wait", "until_mono": until_mono}),
    }
}

/// An event.
pub fn event(event: &Event) -> Value {
    match event {
        Event::AccountChanged { game, account, attempt, state, cause } => object!({
            "kind": "account_changed", "game": game, "account": account, "attempt": attempt,
            "state": state.to_json(), "cause": cause,
        }),
        Event::RowsSettled { game, rows } => object!({
            "kind": "rows_settled", "game": game, "rows": rows.iter().map(row).collect::<Vec<_>>(),
        }),
        Event::SessionEnded { game, session, account, cause, at } => object!({
            "kind": "session_ended", "game": game, "session": session, "account": account,
            "cause": cause, "at": at,
        }),
        Event::Warning { game, sessions, remaining_s } => object!({
            "kind": "warning", "game": game, "sessions": sessions, "remaining_s": remaining_s,
        }),
        Event::Throttled { game, endpoint, until } => object!({
            "kind": "throttled", "game": game, "endpoint": endpoint.name(), "until": until,
        }),
        Event::KeyExpiring { app_id, at } => object!({"kind": "key_expiring", "app_id": app_id, "at": at}),
        Event::GameDrained { game } => object!({"kind": "game_drained", "game": game}),
        Event::Alert { code, game, endpoint, errcode } => object!({
            "kind": "alert", "code": code, "game": game,
            "endpoint": endpoint.map(|endpoint| endpoint.name()), "errcode": errcode,
        }),
        Event::Recovered { segments, accounts, sessions, rows, damage } => object!({
            "kind": "recovered", "segments": segments, "accounts": accounts, "sessions": sessions, "rows": rows,
            "damage": damage
                .iter()
                .map(|damage| object!({"segment": damage.segment, "offset": damage.offset}))
                .collect::<Vec<_>>(),
        }),
    }
}

fn row(row: &SettledRow) -> Value {
    object!({
        "session": row.session, "si": row.si, "bt": row.bt.name_of(), "ot": row.ot, "true_ot": row.true_ot,
        "outcome": row.outcome.name(), "errcode": row.errcode, "outside_window": row.outside_window,
    })
}
