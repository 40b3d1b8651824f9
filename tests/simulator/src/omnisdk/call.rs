//! One call of playgame or exitgame: reading it, in either form, and checking it.

use serde_json::Value;

use super::clock::instant;
use super::{OmniApp, OmniExitType, canonical};
use crate::authority::query_params;
use crate::http::View;

/// Codes of XGSDK's table (2015); the vendor's own for these calls is not published.
pub(crate) const OK: &str = "0";
pub(crate) const BAD_SIGN: &str = "-1";
pub(crate) const NO_APP: &str = "-2";
pub(crate) const BAD_PARAMETER: &str = "-98";

/// The text that goes with a code.
pub(crate) fn msg(code: &str) -> &'static str {
    match code {
        OK => "success",
        BAD_SIGN => "sign error",
        NO_APP => "app not found",
        _ => "parameter error",
    }
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Play,
    Exit,
}

/// Call and app of a path.
pub(crate) fn route(path: &str) -> Option<(Call, &str)> {
    let (call, app_id) = path.strip_prefix("/account/")?.split_once('/')?;
    match call {
        "playgame" => Some((Call::Play, app_id)),
        "exitgame" => Some((Call::Exit, app_id)),
        _ => None,
    }
}

/// The uid of a call that is right in everything; else the code that says what is wrong.
pub(crate) fn check(call: Call, app: &OmniApp, view: &View<'_>, now: i64) -> Result<String, &'static str> {
    let members = members(view).ok_or(BAD_PARAMETER)?;
    let get = |name: &str| {
        let mut found = members.iter().filter(|(key, _)| key == name);
        let value = found.next().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty());
        if found.next().is_some() { None } else { value }
    };
    if get("sign").ok_or(BAD_SIGN)? != canonical::sign(&app.server_key, &members) {
        return Err(BAD_SIGN);
    }
    let kind = get("type").ok_or(BAD_PARAMETER)?;
    let right = match (call, app.exit_type) {
        (Call::Play, _) | (Call::Exit, OmniExitType::Playgame) => kind == "playgame",
        (Call::Exit, OmniExitType::Exitgame) => kind == "exitgame",
        (Call::Exit, OmniExitType::Any) => ["playgame", "exitgame"].contains(&kind),
    };
    let platform = members
        .iter()
        .find(|(name, _)| name == "platform")
        .is_none_or(|(_, value)| ["a", "i"].contains(&value.as_str()));
    let ts = get("ts").and_then(instant).ok_or(BAD_PARAMETER)?;
    let in_time =
        app.ts_tolerance_s.is_none_or(|most| now.abs_diff(ts) <= most.unsigned_abs().saturating_mul(1_000));
    let uid = get("uid").filter(|uid| uid.chars().count() <= 128).ok_or(BAD_PARAMETER)?;
    if right && platform && in_time { Ok(uid.to_owned()) } else { Err(BAD_PARAMETER) }
}

/// The query of a GET, or the JSON body of a POST; texts and integers only.
fn members(view: &View<'_>) -> Option<Vec<(String, String)>> {
    match view.method {
        "GET" if view.body.is_empty() => {
            let params = query_params(view.path_and_query().1)?;
            Some(params.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
        }
        "POST" if is_json(view) => {
            let Ok(Value::Object(members)) = serde_json::from_slice(view.body) else { return None };
            let text = |(name, value): (String, Value)| match value {
                Value::String(text) => Some((name, text)),
                Value::Number(number) if number.is_i64() => Some((name, number.to_string())),
                _ => None,
            };
            members.into_iter().map(text).collect()
        }
        _ => None,
    }
}

/// The document asks for `application/json;charset=UTF-8`.
fn is_json(view: &View<'_>) -> bool {
    let kind = view.header("Content-Type").unwrap_or_default().to_ascii_lowercase();
    kind.replace(' ', "") == "application/json;charset=utf-8"
}
