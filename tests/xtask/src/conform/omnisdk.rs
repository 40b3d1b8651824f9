//! Random calls of the operations of OmniSDK, valid and broken.

use serde_json::{Value, json};
use shiming_core::credential::OmniKey;
use shiming_core::omnisdk::{OmniProfile, omnisdk_sign};

use super::values::Values;

const MODES: [&str; 6] = ["json_compact", "java_list", "comma", "repeated", "indexed", "excluded"];

/// The arguments of one random call of `op`; none for an operation that this file does not know.
pub fn arguments(op: &str, v: &mut Values) -> Option<Value> {
    Some(match op {
        "omnisdk_play_request" | "omnisdk_exit_request" => {
            let unix =
                if v.stray(6) { *v.rng.choice(&[-1, 0, 99_999_999_999_999]).unwrap_or(&0) } else { time(v) };
            let platform = v.rng.bool().then(|| v.pick(&["android", "ios"], &["", "a"]));
            json!({
                "profile": profile(v), "key": key(v), "uid": uid(v), "platform": platform,
                "form": v.pick(&["get", "post"], &["", "GET"]), "unix": unix,
            })
        }
        "omnisdk_sign" => json!({"profile": profile(v), "key": key(v), "body_hex": hex(&message(v))}),
        "omnisdk_verify_callback" | "omnisdk_diagnose_signature" => callback(v),
        "omnisdk_parse_response" => json!({"status": v.status(), "body_hex": hex(&response(v))}),
        "omnisdk_callback_reply" => {
            let known = ["accepted", "already_handled", "bad_signature", "internal", "resend"];
            json!({"outcome": v.pick(&known, &["", "handled"])})
        }
        "omnisdk_verify_login" => login(v),
        "omnisdk_certification" => json!({"value": v.rng.i32(-3..5)}),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn time(v: &mut Values) -> i64 {
    v.rng.i64(0..1_900_000_000_000)
}

fn key(v: &mut Values) -> String {
    let long = "k".repeat(257);
    v.pick(&["654321", "aca57f8a6c494a36a516e5c282c4db87", "密钥"], &["", " k", "k\n", &long]).to_owned()
}

fn uid(v: &mut Values) -> String {
    let (long, longest) = ("u".repeat(129), "人".repeat(128));
    v.pick(
        &["jinshan__001", "a", "玩家", &longest],
        &["", &long, "a b&c=中+/%", "a, b", "a&uids=b", "\u{1}\"\\"],
    )
    .to_owned()
}

fn profile(v: &mut Values) -> String {
    let mut profile = json!({"base": "cn_v1", "app_id": v.pick(&["10032", "a/b"], &["", "..", "a b"])});
    if v.rng.bool() {
        let mode = v.pick(&MODES, &["json", ""]);
        profile["array_mode"] = mode.into();
        if (mode == "excluded") != v.stray(6) {
            profile["unsafe_accept_unsigned_uids"] = true.into();
        }
    }
    let extra: &[(&str, Value)] = &[
        ("base_url", "http://127.0.0.1:8080".into()),
        ("exit_type", "playgame".into()),
        ("ts_offset_minutes", 0.into()),
        ("accept_upper_hex", true.into()),
        ("max_uids", 2.into()),
        ("max_body_bytes", 1024.into()),
    ];
    if v.rng.bool() {
        let (name, value) = &extra[v.rng.usize(..extra.len())];
        profile[*name] = value.clone();
    }
    let odd: &[(&str, Value)] = &[
        ("base_url", "h/p".into()),
        ("exit_type", "logout".into()),
        ("ts_offset_minutes", 841.into()),
        ("max_uids", 0.into()),
        ("x", 1.into()),
        ("base", "cn_v2".into()),
    ];
    if v.stray(6) {
        let (name, value) = &odd[v.rng.usize(..odd.len())];
        profile[*name] = value.clone();
    }
    profile.to_string()
}

/// A flat JSON object with members of every kind, now and then of a wrong one.
fn message(v: &mut Values) -> Vec<u8> {
    let usual = [
        r#""type":"playgame""#,
        r#""n":12345678901234567890"#,
        r#""price":1.10"#,
        r#""none":null"#,
        r#""empty":"""#,
        r#""flag":true"#,
        r#""text":"\u4e2d\/ b""#,
        r#""uids":["a","b","中"]"#,
        r#""B":"2""#,
    ];
    let odd = [
        r#""o":{}"#,
        r#""a":[1]"#,
        r#""a":[null]"#,
        r#""s":"\ud800""#,
        r#""type":"t""#,
        r#""n":01"#,
        "{",
        r#""uids":["a, b","c&d"]"#,
    ];
    let mut members: Vec<&str> = usual.iter().copied().filter(|_| v.rng.bool()).collect();
    if v.stray(3) {
        members.push(odd[v.rng.usize(..odd.len())]);
    }
    v.rng.shuffle(&mut members);
    format!("{{{}}}", members.join(",")).into_bytes()
}

/// A callback, mostly rightly signed, now and then changed after that.
fn callback(v: &mut Values) -> Value {
    let (profile, key) = (profile(v), key(v));
    let uids: Vec<String> = (0..v.rng.usize(usize::from(!v.edge)..4)).map(|_| uid(v)).collect();
    let ts = v.pick(&["20191128160125", "20261120200000"], &["", "20191332160125", "1574928085"]);
    let kind = v.pick(&["anti-addiction-game-expired"], &["playgame"]);
    let mut body = json!({"type": kind, "uids": uids, "ts": ts});
    if v.rng.bool() {
        body["channelId"] = "mi".into();
    }
    let parsed = OmniProfile::parse(&profile).ok().zip(OmniKey::new(&key).ok());
    let sign =
        parsed.and_then(|(profile, key)| omnisdk_sign(&profile, &key, body.to_string().as_bytes()).ok());
    if let Some(sign) = sign {
        body["sign"] = if v.stray(8) { sign.to_uppercase() } else { sign }.into();
    }
    let mut body = body.to_string().into_bytes();
    if v.stray(3) {
        let at = v.rng.usize(..body.len());
        match v.rng.u8(..3) {
            0 => body[at] = v.rng.u8(..),
            1 => body.truncate(at),
            _ => body.insert(at, b' '),
        }
    }
    json!({"profile": profile, "key": key, "body_hex": hex(&body)})
}

fn response(v: &mut Values) -> Vec<u8> {
    let codes = [
        r#""0""#, "0", r#""-1""#, "-1", r#""1""#, r#""-99""#, r#""x""#, "null", "0.0", r#""""#, "true", "-0",
    ];
    let texts = [
        r#","msg":"success""#,
        r#","reason":"r""#,
        "",
        r#","msg":null"#,
        r#","code":"0""#,
        r#","data":{"a":[1]}"#,
    ];
    let (code, text) = (codes[v.rng.usize(..codes.len())], texts[v.rng.usize(..texts.len())]);
    let mut body = format!(r#"{{"code":{code}{text}}}"#).into_bytes();
    if v.stray(4) {
        body.truncate(v.rng.usize(..=body.len()));
    }
    body
}

fn login(v: &mut Values) -> Value {
    let (app_id, key, uid) = (v.pick(&["10032"], &["", "a b", "应用"]), key(v), uid(v));
    let stamp = v.pick(&["123456789"], &["", "1&uid=2", "999999999999999999999"]);
    let source = json!({"appId": app_id, "uid": uid, "verifyTimestamp": stamp}).to_string();
    let profile = OmniProfile::parse(r#"{"base":"cn_v1","app_id":"10032"}"#).ok();
    let signed = profile.zip(OmniKey::new(&key).ok());
    let signed = signed.and_then(|(profile, key)| omnisdk_sign(&profile, &key, source.as_bytes()).ok());
    let mut signature = signed.unwrap_or_else(|| "0".repeat(40));
    if v.stray(3) {
        signature = match v.rng.u8(..3) {
            0 => signature.to_uppercase(),
            1 => signature.replace('a', "b"),
            _ => String::new(),
        };
    }
    json!({"app_id": app_id, "key": key, "uid": uid, "verify_timestamp": stamp, "signature": signature})
}
