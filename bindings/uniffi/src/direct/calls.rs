//! The calls, their numbers, and how their arguments and answers lie.

use shiming_core::account::AccountState;
use shiming_core::engine::{Admission, Outcome, Player, Sent, Used};
use shiming_core::http;
use shiming_core::policy::{self, Calendar, Profile, Usage};
use shiming_core::wire::{self, Endpoints, RowView};
use shiming_core::{Now, Request};

use super::codec::{Reader, Writer, unknown};
use super::registry::{app, engine};
use crate::error::Result;

/// unix, mono, a flag with seconds of the day and of the guest, account, state or nothing and di, game, session.
const LOGIN: i32 = 1;
/// unix, mono, game, session.
const HEARTBEAT: i32 = 2;
/// The same.
const LOGOUT: i32 = 3;
/// unix, nonce, endpoints, ai, name, ID number.
const CHECK_REQUEST: i32 = 4;
/// unix, endpoints, ai.
const QUERY_REQUEST: i32 = 5;
/// unix, nonce, endpoints, a count, and for each row ot, bt, ct, si, pi, di.
const REPORT_REQUEST: i32 = 6;
/// state, profile, calendar or nothing, seconds of the day and of the guest, unix.
const DECIDE: i32 = 7;
/// unix, mono, send, 0 with status, date or nothing and body, or 1 with what became of it.
const COMPLETE: i32 = 8;

pub(super) fn call(token: i64, op: i32, arguments: &[u8]) -> Result<Vec<u8>> {
    let from = Reader(arguments);
    match op {
        LOGIN => login(token, from),
        HEARTBEAT | LOGOUT => play(token, from, op == LOGOUT),
        CHECK_REQUEST => check_request(token, from),
        QUERY_REQUEST => query_request(token, from),
        REPORT_REQUEST => report_request(token, from),
        DECIDE => decide(from),
        COMPLETE => complete(token, from),
        _ => Err(unknown("op").into()),
    }
}

fn now(from: &mut Reader<'_>) -> Result<Now> {
    Ok(Now { unix: from.long()?, mono: from.long()? })
}

fn login(token: i64, mut from: Reader<'_>) -> Result<Vec<u8>> {
    let now = now(&mut from)?;
    let counted = from.byte()? != 0;
    let usage = Usage { played_today_s: from.long()?, guest_used_s: from.long()? };
    let player = match from.optional_text("account")? {
        Some(account) => Player::Account {
            account: account.to_owned(),
            state: AccountState::from_json(from.text("state")?)?,
        },
        None => Player::Guest { di: from.text("di")?.to_owned() },
    };
    let (game, session) = (from.text("game")?, from.text("session")?);
    from.end()?;
    let admission = engine(token)?.with(|engine| {
        if counted {
            engine.login_with_usage(game, session, &player, usage, now)
        } else {
            engine.login(game, session, &player, now)
        }
    })?;
    let Admission { allowed, reported, reason, rule_id, valid_until } = admission;
    let mut to = Writer::with_capacity(64);
    to.byte(u8::from(allowed) | u8::from(reported) << 1);
    to.optional_long(valid_until);
    to.text(&reason);
    to.text(&rule_id);
    Ok(to.done())
}

fn play(token: i64, mut from: Reader<'_>, out: bool) -> Result<Vec<u8>> {
    let now = now(&mut from)?;
    let (game, session) = (from.text("game")?, from.text("session")?);
    from.end()?;
    engine(token)?.with(|engine| {
        if out { engine.logout(game, session, now) } else { engine.heartbeat(game, session, now) }
    })?;
    Ok(Vec::new())
}

fn endpoints(from: &mut Reader<'_>) -> Result<Endpoints> {
    Ok(match from.byte()? {
        0 => Endpoints::Production,
        1 => Endpoints::Test { code: from.text("code")?.to_owned() },
        2 => Endpoints::Custom {
            check: from.text("check")?.to_owned(),
            query: from.text("query")?.to_owned(),
            report: from.text("report")?.to_owned(),
        },
        _ => return Err(unknown("endpoints").into()),
    })
}

fn check_request(token: i64, mut from: Reader<'_>) -> Result<Vec<u8>> {
    let (unix, nonce) = (from.long()?, from.bytes()?);
    let (endpoints, ai) = (endpoints(&mut from)?, from.text("ai")?);
    let (name, id_number) = (from.text("name")?, from.text("id_number")?);
    from.end()?;
    Ok(shown(&wire::check_request(&app(token)?.core, &endpoints, ai, name, id_number, nonce, unix)?))
}

fn query_request(token: i64, mut from: Reader<'_>) -> Result<Vec<u8>> {
    let unix = from.long()?;
    let (endpoints, ai) = (endpoints(&mut from)?, from.text("ai")?);
    from.end()?;
    Ok(shown(&wire::query_request(&app(token)?.core, &endpoints, ai, unix)?))
}

fn report_request(token: i64, mut from: Reader<'_>) -> Result<Vec<u8>> {
    let (unix, nonce) = (from.long()?, from.bytes()?);
    let endpoints = endpoints(&mut from)?;
    let count = usize::try_from(from.int()?).unwrap_or_default();
    // A row has 22 bytes at least: a count that lies reserves nothing.
    let mut rows = Vec::with_capacity(count.min(from.0.len() / 22));
    for _ in 0..count {
        let ot = from.long()?;
        let bt = match from.byte()? {
            0 => wire::Behavior::Logout,
            1 => wire::Behavior::Login,
            _ => return Err(unknown("bt").into()),
        };
        let ct = match from.byte()? {
            0 => wire::PlayerKind::Verified,
            2 => wire::PlayerKind::Guest,
            _ => return Err(unknown("ct").into()),
        };
        let (si, pi, di) = (from.text("si")?, from.optional_text("pi")?, from.optional_text("di")?);
        rows.push(RowView { si, bt, ot, ct, pi, di });
    }
    from.end()?;
    Ok(shown(&wire::report_request_of_views(&app(token)?.core, &endpoints, &rows, nonce, unix)?))
}

fn decide(mut from: Reader<'_>) -> Result<Vec<u8>> {
    let state = AccountState::from_json(from.text("state")?)?;
    let profile = Profile::from_json(from.text("profile")?)?;
    let calendar =
        from.optional_text("calendar")?.map_or_else(|| Ok(Calendar::official()), Calendar::from_json)?;
    let usage = Usage { played_today_s: from.long()?, guest_used_s: from.long()? };
    let unix = from.long()?;
    from.end()?;
    let decision = policy::decide(&state, &profile, &calendar, usage, unix)?;
    let mut to = Writer::with_capacity(256);
    for verdict in [&decision.account, &decision.play, &decision.pay, &decision.report] {
        to.byte(u8::from(verdict.allowed));
        to.text(verdict.reason.name());
        to.text(verdict.rule_id.name());
        to.optional_long(verdict.valid_until);
        to.optional_long(verdict.next_open);
    }
    Ok(to.done())
}

fn complete(token: i64, mut from: Reader<'_>) -> Result<Vec<u8>> {
    let (now, send) = (now(&mut from)?, from.long()?);
    let outcome = match from.byte()? {
        0 => {
            let status = from.int()?;
            let date = from.optional_text("date")?.map(str::to_owned);
            Outcome::Http(http::Response { status, body: from.bytes()?.to_vec(), date })
        }
        1 => Outcome::Transport {
            sent: match from.byte()? {
                0 => Sent::No,
                1 => Sent::Unknown,
                _ => return Err(unknown("sent").into()),
            },
        },
        _ => return Err(unknown("outcome").into()),
    };
    from.end()?;
    let used = engine(token)?.with(|engine| engine.complete(send, &outcome, now))?;
    let mut to = Writer::with_capacity(1);
    to.byte(match used {
        Used::Now => 0,
        Used::Late => 1,
        Used::Already => 2,
    });
    Ok(to.done())
}

/// Method, URL, the number of headers, each with its value, body.
fn shown(request: &Request) -> Vec<u8> {
    let mut to = Writer::with_capacity(request.body.len() + 512);
    to.text(&request.method);
    to.text(&request.url);
    to.byte(u8::try_from(request.headers.len()).unwrap_or(u8::MAX));
    for (name, value) in &request.headers {
        to.text(name);
        to.text(value);
    }
    to.bytes(&request.body);
    to.done()
}
