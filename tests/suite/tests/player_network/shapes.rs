//! The shapes in which the same login has been seen: whatever the shape, the same login.

use serde_json::{Value, json};
use shiming_core::player_network::{
    AdultStatus, CertificateType, ComplianceStatus, DeletionInfo, DeletionStatus, Login, OsValue, Part,
    player_network_parse,
};

fn parse(body: &Value) -> Login {
    player_network_parse(body.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}: {body}"))
}

fn as_text(value: &Value) -> Value {
    value.to_string().into()
}

fn status() -> Value {
    json!({
        "ret": 0, "region": "410", "adult_check_status": -1, "certificate_type": 3,
        "adult_age_map": {"1": 18, "10": 19}, "is_eea": false, "need_realname_auth": 1,
    })
}

#[test]
fn extra_json_and_its_parts_as_objects_or_text() {
    let expected = parse(&json!({"ret": 0, "openid": "1", "extra_json": {"get_status_rsp": status()}}));
    let read = expected.status.clone().unwrap();
    assert_eq!(read.adult_age_map, [OsValue { os: 1, value: 18 }, OsValue { os: 10, value: 19 }]);
    let mut with_text_map = status();
    with_text_map["adult_age_map"] = as_text(&with_text_map["adult_age_map"]);
    for status in [status(), as_text(&status()), with_text_map.clone(), as_text(&with_text_map)] {
        let extra = json!({"get_status_rsp": status});
        for body in [
            json!({"ret": 0, "openid": "1", "extra_json": extra}),
            json!({"ret": 0, "openid": "1", "extra_json": as_text(&extra)}),
            json!({"ret": 0, "openid": "1", "ExtraJson": extra}),
            json!({"ret": 0, "openid": "1", "extraJson": as_text(&extra)}),
            json!({"ret": 0, "openid": "1", "get_status_rsp": extra["get_status_rsp"]}),
        ] {
            assert_eq!(parse(&body), expected, "{body}");
        }
    }
}

/// Every member of AuthResult in the spellings of the document, of the wire, and of a camel-case wrapper.
#[test]
fn every_spelling_of_every_member() {
    let rows: &[(&[&str], Value)] = &[
        (&["OpenID", "openid", "openId", "open_id"], json!("7")),
        (&["Token", "token"], json!("t")),
        (&["TokenExpire", "token_expire", "token_expire_time"], json!(1_600_844_518)),
        (&["FirstLogin", "first_login", "firstLogin"], json!(1)),
        (&["UserName", "user_name"], json!("n")),
        (&["Gender", "gender"], json!(2)),
        (&["PictureUrl", "picture_url"], json!("u")),
        (&["Pf", "pf"], json!("p")),
        (&["Pfkey", "pf_key", "PfKey"], json!("k")),
        (&["NeedRealNameAuth", "need_name_auth", "need_real_name_auth", "need_realname_auth"], json!(true)),
        (&["ChannelID", "channelid", "channel_id"], json!(131)),
        (&["Channel", "channel"], json!("c")),
        (&["ChannelInfo", "channel_info"], json!("{}")),
        (&["BindList", "bind_list"], json!("[]")),
        (&["LegalDocumentsAcceptedVersion", "legal_doc"], json!("3")),
        (&["DeleteAccountStatus", "del_account_status"], json!(1)),
        (&["DeleteAccountInfo", "del_account_info"], json!("{\"ret\":0,\"status\":1}")),
        (&["DeleteLIAccountStatus", "del_li_account_status"], json!(4)),
        (&["TransferCode", "transfer_code"], json!("x")),
        (&["TransferCodeExpireTime", "transfer_code_expire_time", "transfer_code_expire"], json!(5)),
        (&["Email", "email"], json!("a@example.com")),
        (&["ret", "RetCode", "ret_code"], json!(0)),
    ];
    let base = |skip: &str| {
        let mut body = json!({});
        for (names, value) in rows {
            if !names.contains(&skip) {
                body[names[0]] = value.clone();
            }
        }
        body
    };
    let expected = parse(&base(""));
    assert_eq!(expected.deletion_status, Some(DeletionStatus::CoolingOff));
    for (names, value) in rows {
        for name in *names {
            let mut body = base(name);
            body[*name] = value.clone();
            assert_eq!(parse(&body), expected, "{name}");
            // Without the member, something is missing: the row is no idle one.
            let without = player_network_parse(base(name).to_string().as_bytes());
            assert_ne!(without.ok().as_ref(), Some(&expected), "{name}");
        }
    }
}

#[test]
fn integers_and_flags_as_numbers_or_text() {
    let plain = parse(&json!({
        "ret": 0, "openid": 18_446_744_073_709_551_615_u64, "token_expire": 5, "del_account_status": -10,
        "need_name_auth": true,
        "get_status_rsp": {"adult_check_status": -1, "adult_check_status_expiration": 9, "is_eea": true, "is_dma": false},
    }));
    let text = parse(&json!({
        "ret": "0", "openid": "18446744073709551615", "token_expire": "5", "del_account_status": "-10",
        "need_name_auth": "1",
        "get_status_rsp": {"adult_check_status": "-1", "adult_check_status_expiration": "9", "is_eea": 1, "is_dma": "False"},
    }));
    assert_eq!(plain, text);
    assert_eq!(plain.openid, "18446744073709551615");
}

#[test]
fn a_real_name_is_needed_by_number_or_flag() {
    use shiming_core::player_network::RealNameNeed;
    for (value, code) in
        [(json!(1), 1), (json!("1"), 1), (json!(true), 1), (json!(0), 0), (json!(false), 0), (json!(2), 2)]
    {
        for name in ["need_realname_auth", "need_name_auth", "NeedRealNameAuth"] {
            let status =
                parse(&json!({"ret": 0, "openid": "1", "get_status_rsp": {name: value}})).status.unwrap();
            assert_eq!(status.need_realname_auth, Some(RealNameNeed::from_code(code)), "{name} {value}");
        }
    }
}

#[test]
fn nothing_stands_for_nothing() {
    let bare = parse(&json!({"ret": 0, "openid": "1"}));
    let empty = json!({
        "ret": 0, "openid": "1", "token_expire": "", "del_account_status": null, "del_account_info": "",
        "del_li_account_status": "", "need_name_auth": null, "extra_json": "", "first_login": null,
    });
    assert_eq!(parse(&empty), bare);
    assert_eq!(bare, Login { ret: Some(0), openid: "1".into(), ..Login::default() });
    let maps = |empty: Value| {
        let rsp = json!({"region": "156", "adult_age_map": empty, "game_grade_map": empty});
        parse(&json!({"ret": 0, "openid": "1", "get_status_rsp": rsp}))
    };
    for empty in [json!({}), json!("{}"), json!(""), Value::Null] {
        let login = maps(empty);
        assert!(login.unreadable.is_empty());
        let expected = ComplianceStatus { region: "156".into(), ..ComplianceStatus::default() };
        assert_eq!(login.status, Some(expected));
    }
}

#[test]
fn both_names_of_the_time_of_deletion() {
    for (name, times) in [("destroy_at", json!([1, 2, 3])), ("destroyed_at", json!(["1", "2", "3"]))] {
        let info = json!({"ret": 0, "err_code": -10, "status": 2, "created_at": times[0], "target_destroy_at": times[1], name: times[2]});
        let expected = DeletionInfo {
            ret: Some(0),
            status: Some(DeletionStatus::Deleted),
            created_at: 1,
            target_destroy_at: 2,
            destroyed_at: 3,
        };
        for info in [info.clone(), as_text(&info)] {
            let login = parse(&json!({"ret": 0, "openid": "1", "del_account_info": info}));
            assert_eq!(login.deletion_info, Some(expected.clone()));
        }
    }
}

#[test]
fn return_codes_beside_and_inside_a_part() {
    for (outer, inner, expected) in [
        (None, None, None),
        (Some(0), None, Some(0)),
        (None, Some(0), Some(0)),
        (Some(5), Some(0), Some(5)),
        (Some(0), Some(6), Some(6)),
        (Some(5), Some(6), Some(5)),
    ] {
        let extra = json!({
            "get_status_ret": outer, "get_status_rsp": {"ret": inner, "region": "156"},
            "need_notify_ret": outer, "need_notify_rsp": {"ret": inner, "need_notify": false},
        });
        let login = parse(&json!({"ret": 0, "openid": "1", "extra_json": extra}));
        assert_eq!((login.status_ret, login.agreements_ret), (expected, expected), "{outer:?} {inner:?}");
    }
    // A failure may come without the part.
    let login = parse(&json!({"ret": 0, "openid": "1", "extra_json": {"get_status_ret": 1}}));
    assert_eq!((login.status_ret, login.status), (Some(1), None));
}

#[test]
fn newer_and_unknown_members_are_skipped() {
    let rsp = json!({
        "ret": 0, "region": "724", "adult_check_status": 0, "certificate_type": 3, "age_min": 0, "age_max": 12, "age_range": [],
        "os": 5, "ui_type": 1, "status_ts": "1", "tokenized_timer_expire_map": {}, "uid_status": 0, "lbs_x": 1, "voice_y": 0,
        "email_encrypted": "e", "email": "e", "seq": "s",
    });
    let status =
        parse(&json!({"ret": 0, "openid": "1", "get_status_rsp": rsp, "x": {"y": [1, {}]}})).status.unwrap();
    assert_eq!(status.adult_check_status, Some(AdultStatus::NotSet));
    assert_eq!(status.certificate_type, Some(CertificateType::Email));
}

#[test]
fn flags_of_member_states_are_taken_as_given() {
    // Seen for Spain and Greece.
    for region in ["724", "300"] {
        let rsp = json!({"region": region, "is_eea": false, "is_dma": true});
        let status = parse(&json!({"ret": 0, "openid": "1", "get_status_rsp": rsp})).status.unwrap();
        assert_eq!((status.is_eea, status.is_dma), (Some(false), Some(true)));
    }
}

#[test]
fn a_part_that_cannot_be_read_does_not_spoil_the_rest() {
    let rows = [
        (json!({"extra_json": "x"}), Part::Extra),
        (json!({"extra_json": [1]}), Part::Extra),
        (json!({"get_status_rsp": 5}), Part::Status),
        (json!({"get_status_rsp": {"region": {}}}), Part::Status),
        (json!({"get_status_rsp": {"is_eea": 2}}), Part::Status),
        (json!({"get_status_rsp": {"adult_check_status_expiration": "soon"}}), Part::Status),
        (json!({"get_status_ret": "x", "get_status_rsp": {}}), Part::Status),
        (json!({"need_notify_rsp": {"need_notify": "maybe"}}), Part::Agreements),
        (json!({"need_notify_rsp": {"user_agreed_game_tos": 1.5}}), Part::Agreements),
        (json!({"del_account_status": "none"}), Part::DeletionStatus),
        (json!({"del_account_status": false}), Part::DeletionStatus),
        (json!({"get_status_rsp": {"adult_check_status": true}}), Part::Status),
        (json!({"del_account_info": "{"}), Part::DeletionInfo),
        (json!({"del_account_info": {"status": []}}), Part::DeletionInfo),
        (json!({"del_li_account_status": 0.5}), Part::LiDeletionStatus),
        (json!({"get_status_rsp": {"adult_age_map": {"PC": 18}}}), Part::AdultAgeMap),
        (json!({"get_status_rsp": {"game_grade_map": {"5": "teen"}}}), Part::GameGradeMap),
    ];
    for (mut body, part) in rows {
        body["ret"] = 0.into();
        body["openid"] = "1".into();
        let login = parse(&body);
        assert_eq!(login.unreadable, [part], "{body}");
        assert_eq!(Part::from_name(part.name()), Some(part));
        let gate =
            shiming_core::player_network::player_network_decide(&login, &Default::default(), 0).unwrap().gate;
        assert!(!gate.admits(), "{body}");
    }
}
