//! Random logins of Player Network, as the wire gives them and as this library stores them.

use serde_json::{Map, Value, json};

use super::values::Values;

const NOW: i64 = 1_795_176_000_000;

/// One of these numbers, now and then with `edge` one that no table lists, as a number or as text.
fn number(v: &mut Values, usual: &[i64]) -> Value {
    let mut chosen = usual[v.rng.usize(..usual.len())];
    if v.stray(8) {
        chosen = *v.rng.choice(&[-99, 5, 42, i64::from(i32::MAX) + 1, -3_000_000_000]).unwrap_or(&0);
    }
    if v.rng.u8(..3) == 0 { chosen.to_string().into() } else { chosen.into() }
}

fn seconds(v: &mut Values) -> i64 {
    if v.rng.bool() { 0 } else { NOW / 1000 + v.rng.i64(-100..100) }
}

fn flag(v: &mut Values) -> Value {
    match v.rng.u8(..4) {
        0 => true.into(),
        1 => false.into(),
        2 => i64::from(v.rng.bool()).into(),
        _ => {
            if v.edge {
                Value::Null
            } else {
                "0".into()
            }
        }
    }
}

/// The value itself, or its JSON as text.
fn maybe_text(v: &mut Values, value: Value) -> Value {
    if v.rng.bool() { value.to_string().into() } else { value }
}

fn some(v: &mut Values, members: &[(&str, Value)]) -> Value {
    members
        .iter()
        .filter(|_| v.rng.u8(..4) != 0)
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect::<Map<_, _>>()
        .into()
}

fn status(v: &mut Values) -> Value {
    let by_os = json!({"1": 18, "5": number(v, &[15, 17]), "11": "19"});
    let map = if v.stray(6) { json!({"x": 1}) } else { by_os };
    let members = [
        ("ret", number(v, &[0, 0, 0, 7])),
        ("region", v.pick(&["156", "410", "40", "344", "724"], &["", "0", "000", "KR", "0410"]).into()),
        ("adult_check_status", number(v, &[-2, -1, -1, 0, 1])),
        ("adult_check_status_expiration", seconds(v).to_string().into()),
        ("parent_certificate_status", number(v, &[-1, 0, 1, 10, 11])),
        ("parent_certificate_status_expiration", seconds(v).into()),
        ("certificate_type", number(v, &[-1, 0, 1, 2, 3])),
        ("adult_age", number(v, &[14, 18])),
        ("adult_age_map", maybe_text(v, map.clone())),
        ("game_grade", number(v, &[0, 12])),
        ("game_grade_map", maybe_text(v, map)),
        ("eu_user_agree_status", number(v, &[-1, 0, 1])),
        ("is_eea", flag(v)),
        ("is_dma", flag(v)),
        ("need_realname_auth", number(v, &[0, 1])),
        ("realname_auth_status", number(v, &[0, 1])),
        ("adult_status_map", json!({"a": [1, null]})),
    ];
    some(v, &members)
}

fn agreements(v: &mut Values) -> Value {
    let mut version = || Value::from(v.pick(&["36", "", "35", "1.2"], &["036", "99999999999999999999"]));
    let members = [
        ("user_agreed_game_tos", version()),
        ("user_agreed_game_pp", version()),
        ("user_agreed_li_pp", version()),
        ("has_bind_li", flag(v)),
        ("need_notify", flag(v)),
    ];
    some(v, &members)
}

/// The result of a login as lower hex.
pub(super) fn body(v: &mut Values) -> String {
    let (status, agreements) = (status(v), agreements(v));
    let extra =
        json!({"get_status_rsp": maybe_text(v, status), "need_notify_rsp": maybe_text(v, agreements)});
    let info = json!({
        "ret": number(v, &[0, 0, 1]), "status": number(v, &[0, 1, 2, 3, 4]),
        "target_destroy_at": seconds(v), "destroyed_at": seconds(v).to_string(),
    });
    let members = [
        (v.pick(&["ret", "RetCode", "ret_code"], &[]), number(v, &[0, 0, 0, 0, 11003, 11026, 1200, 1104])),
        (v.pick(&["OpenID", "openid"], &[]), "18446744073709551615".into()),
        ("token", v.text().into()),
        (v.pick(&["TokenExpire", "token_expire_time"], &[]), seconds(v).into()),
        ("channel_info", json!({"a": 1})),
        ("need_name_auth", flag(v)),
        (
            v.pick(&["DeleteAccountStatus", "del_account_status"], &[]),
            number(v, &[-11, -4, -1, 0, 0, 0, 1, 2, 5]),
        ),
        (v.pick(&["DeleteAccountInfo", "del_account_info"], &[]), maybe_text(v, info)),
        ("DeleteLIAccountStatus", number(v, &[-1, 0, 1, 2, 3, 4])),
        (v.pick(&["ExtraJson", "extra_json"], &[]), maybe_text(v, extra)),
    ];
    let mut body = some(v, &members).to_string().into_bytes();
    if v.stray(8) {
        body.truncate(v.rng.usize(..=body.len()));
    }
    body.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A stored login, from a random body; the smallest one where that is none.
fn login(v: &mut Values) -> String {
    let hex = body(v);
    let bytes = shiming_suite::matcher::bytes_of_hex(&hex).unwrap_or_default();
    let login = shiming_core::player_network::player_network_parse(&bytes).map(|login| login.to_json());
    login.unwrap_or_else(|_| r#"{"v":1,"login":{"openid":"1"}}"#.into())
}

fn options(v: &mut Values) -> String {
    if v.stray(10) {
        return v
            .pick(&["", "[]", r#"{"x":1}"#, r#"{"os":"5"}"#, r#"{"deletion":{"1":"deny"}}"#], &[])
            .to_owned();
    }
    let members = [
        ("os", v.rng.i64(0..12).into()),
        ("agreements", json!({"game_tos": "36", "li_pp": v.pick(&["1.2", "35"], &[])})),
        ("missing_status", v.pick(&["query", "open", "closed"], &[]).into()),
        ("deletion", json!({"-1": v.pick(&["deny", "enter"], &[]), "-11": "deny"})),
        ("eu_trigger", v.pick(&["is_eea", "is_dma", "is_eea_or_is_dma", "always", "never"], &[]).into()),
        ("li_deletion", v.pick(&["advise", "deny"], &[]).into()),
        ("no_restriction", v.pick(&["type_and_grade", "type_only", "never"], &[]).into()),
        ("real_name_failed", v.rng.bool().into()),
    ];
    some(v, &members).to_string()
}

/// The arguments of a decision.
pub(super) fn decide(v: &mut Values) -> Value {
    let unix = if v.stray(8) { v.rng.i64(-2..2) } else { NOW + v.rng.i64(-200_000..200_000) };
    json!({"login": login(v), "options": options(v), "unix": unix})
}

/// The arguments of a look at another channel's value.
pub(super) fn adapt(v: &mut Values) -> Value {
    let sources = ["omnisdk", "taptap", "taptap_age", "huawei", "huawei_playable_time", "vivo", "oppo"];
    let years = v.rng.i64(-2..200);
    let value = match v.rng.u8(..5) {
        0 => {
            v.pick(&["500", "1030", "9002", "1002000004", "7001", "failed"], &["", "010", "500 "]).to_owned()
        }
        1 => format!("{},{}", v.rng.bool(), years),
        2 => format!("{},{}", v.rng.bool(), v.rng.bool()),
        3 => format!("RESULT_CODE_VERIFIED_FAILED_AND_{}_GAME", v.pick(&["RESUME", "STOP"], &["END"])),
        _ => years.to_string(),
    };
    json!({"source": v.pick(&sources, &["wechat"]), "value": value})
}
