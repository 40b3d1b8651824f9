//! Nobody appears in Debug, in errors, or in a decision.

use serde_json::json;
use shiming_cli::pipe::Testee;
use shiming_core::player_network::{Login, Options, player_network_decide, player_network_parse};

const SECRETS: [&str; 14] = [
    "18446744073709551615",
    "tokenTOKENtokenTOKENtokenTOKENtokenTOKEN",
    "1987-02-23",
    "player@example.com",
    "parent@example.com",
    "channel-user-4711",
    "bound-user-4712",
    "TRANSFER-4713",
    "pfkey-4714",
    "Nickname4715",
    "https://example.com/face.png",
    "map-content-4716",
    "legal-4717",
    "pf-4718",
];

fn body() -> String {
    json!({
        "ret": 0, "openid": SECRETS[0], "token": SECRETS[1], "birthday": SECRETS[2], "email": SECRETS[3],
        "channel_info": {"id": SECRETS[5]}, "bind_list": [SECRETS[6]], "transfer_code": SECRETS[7], "pf_key": SECRETS[8],
        "user_name": SECRETS[9], "picture_url": SECRETS[10], "legal_doc": SECRETS[12], "pf": SECRETS[13],
        "del_account_status": 1, "del_account_info": {"ret": 0, "status": 1, "msg": SECRETS[3]},
        "extra_json": {"get_status_msg": SECRETS[3], "get_status_rsp": {
            "region": "156", "adult_check_status": 1, "email": SECRETS[4], "adult_status_map": {"a": SECRETS[11]},
            "parent_control_map": {"a": SECRETS[11]},
        }},
    })
    .to_string()
}

fn leak(text: &str) -> Option<&'static str> {
    SECRETS.into_iter().find(|secret| text.contains(secret))
}

#[test]
fn the_test_recognises_a_leak() {
    assert_eq!(leak(&body()), Some(SECRETS[0]));
    assert_eq!(leak("Login { ret: Some(0), .. }"), None);
}

#[test]
fn debug_shows_nobody() {
    let login = player_network_parse(body().as_bytes()).unwrap();
    let decision = player_network_decide(&login, &Options::default(), 0).unwrap();
    for shown in [
        format!("{login:?} {login:#?}"),
        format!("{:?} {:#?}", login.status, login.status),
        format!("{:?} {:?}", login.agreements, login.deletion_info),
        format!("{decision:?}"),
    ] {
        assert_eq!(leak(&shown), None, "{shown}");
        assert!(shown.len() > 10);
    }
}

#[test]
fn a_birth_date_and_a_parents_mail_are_not_kept() {
    let stored = player_network_parse(body().as_bytes()).unwrap().to_json();
    for (place, secret) in SECRETS.into_iter().enumerate() {
        assert_eq!(stored.contains(secret), place != 2 && place != 4, "{secret}");
    }
}

#[test]
fn errors_quote_nothing() {
    let whole = body();
    // Cut anywhere, and with one character changed anywhere.
    for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
        let cut = &whole.as_bytes()[..at];
        let mut changed = whole.clone().into_bytes();
        changed[at] = b'{';
        for bytes in [cut, &changed] {
            if let Err(error) = player_network_parse(bytes) {
                assert_eq!(leak(&format!("{error} {error:?}")), None);
            }
        }
    }
    let stored = player_network_parse(whole.as_bytes()).unwrap().to_json();
    for at in (0..stored.len()).step_by(3) {
        let mut changed = stored.clone().into_bytes();
        changed[at] = b'[';
        if let Err(error) = Login::from_json(&String::from_utf8_lossy(&changed)) {
            assert_eq!(leak(&format!("{error} {error:?}")), None);
        }
    }
    for secret in SECRETS {
        for json in [
            secret.to_owned(),
            json!({ secret: 1 }).to_string(),
            json!({"eu_trigger": secret}).to_string(),
            json!({"agreements": {secret: secret}}).to_string(),
            json!({"deletion": {secret: secret}}).to_string(),
        ] {
            let error = Options::from_json(&json).expect_err("options");
            assert_eq!(leak(&format!("{error} {error:?}")), None);
        }
    }
}

#[test]
fn the_pipe_shows_a_login_only_where_it_was_asked_for() {
    let hex: String = body().bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut testee = Testee::new();
    let mut call =
        |op: &str, args: serde_json::Value| testee.answer_value(&json!({"id": 1, "op": op, "args": args}));
    let login = call("player_network_parse", json!({"body_hex": hex}))["ok"]["login"].clone();
    let decided = call("player_network_decide", json!({"login": login, "options": "{}", "unix": 0}));
    assert_eq!(decided["ok"]["gate"]["kind"], "need_action");
    assert_eq!(leak(&decided.to_string()), None);
    let broken = login.as_str().unwrap().replace("\"v\":1", "\"v\":0");
    let refused = call("player_network_decide", json!({"login": broken, "options": "{}", "unix": 0}));
    assert_eq!(refused["error"]["code"], "invalid_state");
    assert_eq!(leak(&refused.to_string()), None);
}
