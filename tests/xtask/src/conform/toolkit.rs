//! Random calls of the toolkit and of the account, valid and broken.

use fastrand::Rng;
use serde_json::{Value, json};

use super::omnisdk;
use super::player_network;
use super::surface::{Call, Reference};
use super::values::Values;

/// The arguments of one random call of `op`; none for an operation that this file does not know.
fn arguments(op: &str, v: &mut Values) -> Option<Value> {
    Some(match op {
        "sign" | "explain_sign" => json!({
            "secret_key": v.secret_key(), "params": params(v), "body_hex": body(v),
        }),
        "encrypt_body" => json!({
            "secret_key": v.secret_key(), "nonce_hex": v.nonce(), "plaintext_hex": body(v),
        }),
        "decrypt_body" => decrypt(v),
        "check_request" => json!({
            "app": v.app(), "endpoints": v.endpoints(), "ai": v.id32(), "name": v.name(),
            "id_number": v.id_number(), "nonce_hex": v.nonce(), "unix": v.unix(),
        }),
        "query_request" => {
            json!({"app": v.app(), "endpoints": v.endpoints(), "ai": v.id32(), "unix": v.unix()})
        }
        "report_request" => {
            let unix = v.unix();
            json!({
                "app": v.app(), "endpoints": v.endpoints(), "rows": v.rows(&unix), "nonce_hex": v.nonce(),
                "unix": unix,
            })
        }
        "parse_check" | "parse_query" => json!({"status": v.status(), "body_hex": v.answer_body()}),
        "parse_report" => {
            let rows = if v.stray(6) { v.rng.i64(-1..200) } else { v.rng.i64(1..=128) };
            json!({"status": v.status(), "body_hex": v.answer_body(), "rows": rows})
        }
        "errcode_info" => json!({"errcode": v.rng.i32(-2..4010)}),
        "ai_for_attempt" => {
            let salt = if v.stray(6) { v.rng.usize(..80) } else { v.rng.usize(16..=64) };
            let attempt = if v.stray(6) { v.rng.i64(-2..2) } else { v.rng.i64(1..1 << 40) };
            json!({
                "salt_hex": v.hex(salt), "biz_id": v.pick(&["1101999999"], &["", "a\u{1}", "游"]),
                "account": v.pick(&["player-7", "玩家七"], &["", "a\nb"]), "attempt": attempt,
                "name": v.name(), "id_number": v.id_number(),
            })
        }
        "normalize_id" => json!({"raw": raw_id(v), "mode": v.pick(&["hash", "pad", "always_hash"], &[])}),
        "unpad_id" => {
            let raw = v.letters("0aZ9", 4);
            let digits = if v.stray(3) { v.rng.u32(..100) } else { 4 };
            json!({"id": format!("{raw:0<30}{digits:02}")})
        }
        "validate_name" => json!({"name": v.name()}),
        "validate_id_number" => json!({"id_number": v.id_number(), "unix": v.unix()}),
        "pi_birth_date" => json!({"pi": v.pi()}),
        "redact" => redact(v),
        "interface_test" => json!({"case": case(v)}),
        "interface_test_request" => {
            let preset = if v.stray(6) { v.rng.i64(-1..11) } else { v.rng.i64(1..=8) };
            json!({
                "case": case(v), "app": v.app(), "code": v.pick(&["Ab12Cd"], &["", "a/b"]), "preset": preset,
                "nonce_hex": v.nonce(), "unix": v.unix(),
            })
        }
        "interface_test_judge" => json!({"case": case(v), "status": v.status(), "body_hex": v.answer_body()}),
        "age_on" => {
            json!({"birth": v.date(), "unix": v.instant(), "rule": v.pick(&["next_day", "birthday"], &[])})
        }
        "decide" => json!({
            "state": v.state(), "profile": v.profile(), "calendar": v.calendar(), "usage": v.usage(), "unix": v.instant(),
        }),
        "decide_payment" => json!({
            "state": v.state(), "profile": v.profile(), "calendar": v.calendar(), "spent_month_fen": v.fen(),
            "amount_fen": v.fen(), "unix": v.instant(),
        }),
        "next_play_window" => json!({
            "state": v.state(), "profile": v.profile(), "calendar": v.calendar(), "unix": v.instant(),
        }),
        "play_windows" => json!({
            "year": v.rng.i64(2018..2030), "month": v.rng.i64(1..=12), "profile": v.profile(), "calendar": v.calendar(),
        }),
        "reason_text" => {
            json!({"reason": v.pick(&["adult", "minor_outside_window", "month_limit"], &["", "x"])})
        }
        "derive_journal_key" => json!({"secret_key": v.secret_key()}),
        "player_network_parse" => json!({"body_hex": player_network::body(v)}),
        "player_network_decide" => player_network::decide(v),
        "adapt_status" => player_network::adapt(v),
        _ => return omnisdk::arguments(op, v),
    })
}

fn body(v: &mut Values) -> String {
    let length = v.rng.usize(..120);
    if v.rng.bool() { v.hex(length) } else { v.text().bytes().map(|byte| format!("{byte:02x}")).collect() }
}

fn params(v: &mut Values) -> Value {
    let mut params = vec![
        json!(["appId", "test-appId"]),
        json!(["bizId", "test-bizId"]),
        json!(["timestamps", "1584949895758"]),
    ];
    for _ in 0..v.rng.usize(..3) {
        params.push(json!([v.pick(&["ai", "id", "é", "appID", "zz"], &["", "sign", "appId"]), v.text()]));
    }
    v.rng.shuffle(&mut params);
    if v.stray(8) {
        params.pop();
    }
    if !v.edge {
        // Two equal keys are refused.
        params.dedup_by(|a, b| a[0] == b[0]);
        let mut seen = Vec::new();
        params.retain(|pair| {
            !seen.contains(&pair[0]) && {
                seen.push(pair[0].clone());
                true
            }
        });
    }
    params.into()
}

fn decrypt(v: &mut Values) -> Value {
    let key = v.secret_key();
    let (nonce, plaintext): ([u8; 12], Vec<u8>) =
        (std::array::from_fn(|_| v.rng.u8(..)), v.text().into_bytes());
    let mut body = shiming_core::wire::encrypt_body(&key, &nonce, &plaintext)
        .unwrap_or_else(|_| br#"{"data":"AAAA"}"#.to_vec());
    if v.stray(2) {
        let at = v.rng.usize(..body.len());
        match v.rng.u8(..3) {
            0 => body[at] = v.rng.u8(..),
            1 => body.truncate(at),
            _ => body.insert(at, b' '),
        }
    }
    let body: String = body.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"secret_key": key, "body_hex": body})
}

fn raw_id(v: &mut Values) -> String {
    if v.stray(4) {
        return match v.rng.u8(..4) {
            0 => String::new(),
            1 => "x".repeat(v.rng.usize(4095..4098)),
            2 => "a000000000000000000000000000001".to_owned() + "0",
            _ => v.text(),
        };
    }
    let length = v.rng.usize(1..40);
    v.letters("0123456789abcdefghijklmnopqrstuvwxyzABC", length)
}

fn redact(v: &mut Values) -> Value {
    let kind = v.pick(&["name", "id_number", "pi", "secret_key", "text"], &[]);
    let value = match kind {
        "name" => v.name(),
        "id_number" => v.id_number(),
        "pi" => v.pi(),
        "secret_key" => v.secret_key(),
        _ => format!("{} {} {} {}", v.text(), v.id_number(), v.pi(), v.name()),
    };
    json!({"kind": kind, "value": value})
}

fn case(v: &mut Values) -> i64 {
    if v.stray(8) { v.rng.i64(-1..12) } else { v.rng.i64(1..=8) }
}

/// A walk of one account through random events. Each call takes the state that the reference's answer gave.
fn account_walk(v: &mut Values, reference: &mut Reference, calls: &mut Vec<Call>) {
    let mut ask = |op: &str, args: Value| {
        calls.push(Call::new(op, args.clone()));
        reference.one(op, args)["ok"]["state"].as_str().map(str::to_owned)
    };
    let Some(mut state) = ask("account_new", json!({})) else { return };
    let mut unix = 1_795_176_000_000_i64;
    let mut ai = v.hex(16);
    for _ in 0..v.rng.usize(1..9) {
        unix += v.rng.i64(0..4_000_000);
        let fresh = v.hex(16);
        let event = account_event(v, &ai);
        let submitted = event["kind"] == "submit_identity";
        let args = json!({
            "state": state, "event": event, "fresh_ai": fresh, "now": {"unix": unix, "mono": unix - 1_795_000_000_000},
        });
        let Some(next) = ask("account_apply", args) else { continue };
        if submitted && next != state {
            ai = fresh;
        }
        state = next;
    }
    ask("account_load", json!({"json": state}));
    let broken = match v.rng.u8(..4) {
        0 => state.replace('{', "["),
        1 => state.replace("\"v\":", "\"w\":"),
        2 => state.chars().take(v.rng.usize(..state.len())).collect(),
        _ => "{}".to_owned(),
    };
    ask("account_load", json!({"json": broken}));
}

fn account_event(v: &mut Values, ai: &str) -> Value {
    let ai = if v.rng.u8(..8) == 0 { "00000000000000000000000000000000".to_owned() } else { ai.to_owned() };
    let birth = v.pick(&["2010-05-06", "1990-01-01"], &[]);
    match v.rng.u8(..14) {
        0..=3 => json!({"kind": "submit_identity", "name": v.name(), "id_number": v.id_number()}),
        4..=6 => json!({"kind": "check_answer", "ai": ai, "answer": account_answer(v)}),
        7 | 8 => json!({"kind": "query_answer", "ai": ai, "answer": account_answer(v)}),
        9 => json!({"kind": "tick"}),
        10 => {
            json!({"kind": "link_person", "pi": v.pi(), "birth": birth, "source": v.pick(&["own", "other", "channel"], &[])})
        }
        11 => json!({"kind": "reset_identity", "reason": "asked"}),
        12 => match v.rng.bool() {
            true => json!({"kind": "request_manual_review", "document": "passport", "birth": null}),
            false => json!({"kind": "review", "approved": v.rng.bool(), "birth": birth}),
        },
        _ => match v.rng.bool() {
            true => json!({"kind": "enter_guest", "di": v.id32()}),
            false => json!({"kind": "guest_played", "seconds": v.rng.i64(0..4000)}),
        },
    }
}

fn account_answer(v: &mut Values) -> Value {
    let refused = [
        (1001, "retry"),
        (1005, "configuration"),
        (1006, "throttled"),
        (1007, "restamp"),
        (1011, "try_other_key"),
        (1012, "bad_message"),
        (2001, "user_input"),
        (2002, "total_quota"),
        (2003, "not_found"),
        (2004, "query_that_ai"),
        (2005, "user_input"),
        (2006, "new_ai"),
        (9999, "unknown"),
    ];
    match v.rng.u8(..7) {
        0 => json!({"kind": "verified", "pi": v.pi()}),
        1 => json!({"kind": "pending"}),
        2 => json!({"kind": "failed"}),
        3 => json!({"kind": "not_sent"}),
        4 => json!({"kind": "no_answer"}),
        5 => json!({"kind": "unreadable", "reason": v.pick(&["not_json", "http_status", "status"], &[])}),
        _ => {
            let (errcode, class) = refused[v.rng.usize(..refused.len())];
            json!({"kind": "refused", "errcode": errcode, "errmsg": "text", "class": class})
        }
    }
}

/// Replaces one argument by something that is no text, no number of its range, no name or no hex.
fn break_one(args: &mut Value, rng: &mut Rng) {
    let mut places = Vec::new();
    collect_places(args, String::new(), &mut places);
    let Some(place) = rng.choice(&places) else { return };
    let Some(value) = args.pointer_mut(place) else { return };
    let name = place.rsplit('/').next().unwrap_or_default();
    *value = if value.is_i64() {
        // A 64-bit argument takes these too, and answers what its range says.
        let odd = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "4294967296"];
        json!({"$int": odd[rng.usize(..odd.len())]})
    } else if name.ends_with("_hex") {
        let odd = ["0", "0F", "zz", " 00", "0x00"];
        odd[rng.usize(..odd.len())].into()
    } else if ["kind", "mode", "bt", "ct", "source", "class", "reason"].contains(&name) {
        "no_such_name".into()
    } else {
        let odd = ["c328", "ff", "eda080", "f8a1a1a1", "e5a5"];
        json!({"$utf8_hex": odd[rng.usize(..odd.len())]})
    };
}

fn collect_places(value: &Value, path: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| collect_places(value, format!("{path}/{name}"), places));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(at, value)| collect_places(value, format!("{path}/{at}"), places));
        }
        Value::String(_) | Value::Number(_) => places.push(path),
        Value::Null | Value::Bool(_) => {}
    }
}

/// One random case: a call, or a walk of calls, of one of `ops`.
pub fn case_of(ops: &[&str], seed: u64, reference: &mut Reference) -> Vec<Call> {
    let mut rng = Rng::with_seed(seed);
    let broken = rng.u8(..6) == 0;
    let op = ops[rng.usize(..ops.len())];
    // Of two faults in one call the documents do not say which is reported first, so a broken call has one.
    let mut values = Values { rng, edge: !broken };
    let mut calls = Vec::new();
    if op.starts_with("account_") {
        account_walk(&mut values, reference, &mut calls);
    } else if let Some(mut args) = arguments(op, &mut values) {
        if broken {
            break_one(&mut args, &mut values.rng);
        }
        calls.push(Call::new(op, args));
    }
    calls
}
