//! JSON that nobody writes by mistake.

use shiming_core::player_network::{
    AdultStatus, DeletionStatus, Login, Options, Part, player_network_decide, player_network_parse,
};
use shiming_core::{Error, ErrorCode};

const MIB: usize = 1 << 20;

fn refused(body: &[u8]) -> Error {
    let error = player_network_parse(body).expect_err("a login");
    assert_eq!((error.code, error.field), (ErrorCode::InvalidCallback, Some("body")));
    error
}

fn login(members: &str) -> Login {
    let body = format!(r#"{{"ret":0,"openid":"1",{members}}}"#);
    player_network_parse(body.as_bytes()).unwrap_or_else(|error| panic!("{error}: {members}"))
}

#[test]
fn what_is_no_login_has_a_reason() {
    let rows: &[(&[u8], &str)] = &[
        (b"", "not_json"),
        (b" ", "not_json"),
        (b"<html>502</html>", "not_json"),
        (b"{\"ret\":0,\"openid\":\"\xff\"}", "not_json"),
        (b"\xef\xbb\xbf{}", "not_json"),
        (b"{\"ret\":0,}", "not_json"),
        (b"{\"ret\":0} {}", "not_json"),
        (b"{\"ret\":NaN}", "not_json"),
        (b"{\"ret\":0x1}", "not_json"),
        (b"{'ret':0}", "not_json"),
        (b"{\"a\":\"\\ud800\"}", "not_json"),
        (b"[]", "not_object"),
        (b"\"{}\"", "not_object"),
        (b"0", "not_object"),
        (b"null", "not_object"),
        (b"{}", "openid"),
        (b"{\"ret\":0,\"openid\":null}", "openid"),
        (b"{\"ret\":0,\"openid\":{}}", "openid"),
        (b"{\"ret\":0,\"openid\":1.5}", "openid"),
        (b"{\"ret\":0,\"openid\":18446744073709551616}", "openid"),
        (b"{\"ret\":0,\"openid\":\"1\",\"OpenId\":\"2\"}", "openid"),
        (b"{\"ret\":\"ok\",\"openid\":\"1\"}", "ret"),
        (b"{\"ret\":[],\"openid\":\"1\"}", "ret"),
        (b"{\"ret\":false,\"openid\":\"1\"}", "ret"),
        (b"{\"ret\":0,\"ret\":1,\"openid\":\"1\"}", "ret"),
        (b"{\"ret\":0e0,\"openid\":\"1\"}", "ret"),
        (b"{\"ret\":0,\"ret_code\":\"x\",\"openid\":\"1\"}", "ret"),
        (b"{\"ret\":0,\"openid\":\"1\",\"token_expire\":1.5}", "token_expire"),
        (b"{\"ret\":0,\"openid\":\"1\",\"TokenExpire\":1,\"token_expire\":2}", "token_expire"),
    ];
    for (body, reason) in rows {
        assert_eq!(refused(body).reason, Some(*reason), "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |levels: usize, open: &str, close: &str| {
        let (open, close) = (open.repeat(levels - 1), close.repeat(levels - 1));
        format!(r#"{{"ret":0,"openid":"1","x":{open}0{close}}}"#)
    };
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        assert!(player_network_parse(nested(32, open, close).as_bytes()).is_ok());
        for levels in [33, 128, 1_000, 100_000] {
            assert_eq!(refused(nested(levels, open, close).as_bytes()).reason, Some("depth"), "{levels}");
        }
    }
    // Inside a text it is the part that cannot be read.
    let deep = "[".repeat(10_000);
    assert_eq!(login(&format!(r#""extra_json":"{deep}""#)).unreadable, [Part::Extra]);
    assert_eq!(login(&format!(r#""del_account_info":"{deep}""#)).unreadable, [Part::DeletionInfo]);
}

#[test]
fn text_in_text_in_text_ends() {
    // ExtraJson may be text, a part in it too, a map in that too: then it is over.
    let mut body = serde_json::json!({"adult_age_map": {"1": 1}}).to_string();
    for _ in 0..8 {
        body = serde_json::json!({ "extra_json": body }).to_string();
    }
    let login = login(&format!(r#""extra_json":{}"#, serde_json::json!(body)));
    assert_eq!(login, Login { ret: Some(0), openid: "1".into(), ..Login::default() });
}

#[test]
fn a_mebibyte_is_read_and_not_a_byte_more() {
    let sized = |size: usize| {
        let head = r#"{"ret":0,"openid":"1","channel_info":""#;
        format!("{head}{}\"}}", "x".repeat(size - head.len() - 2))
    };
    let login = player_network_parse(sized(MIB).as_bytes()).unwrap();
    assert_eq!(Login::from_json(&login.to_json()), Ok(login));
    assert_eq!(refused(sized(MIB + 1).as_bytes()).reason, Some("too_large"));
    assert_eq!(refused(&vec![b'['; MIB + 1]).reason, Some("too_large"));
    assert_eq!(refused(&vec![b'['; MIB]).reason, Some("depth"));
}

#[test]
fn the_largest_login_survives_storing() {
    // Quotation marks and backslashes double when JSON becomes text.
    for filling in ["\\\"", "\\\\", "\\u0001", "é", "😀"] {
        let head = r#"{"ret":0,"openid":"1","get_status_rsp":{"adult_status_map":{"a":""#;
        let text = filling.repeat((MIB - head.len() - 5) / filling.len());
        let login = player_network_parse(format!("{head}{text}\"}}}}}}").as_bytes()).unwrap();
        assert!(login.status.as_ref().unwrap().adult_status_map.len() > MIB / 2);
        assert_eq!(Login::from_json(&login.to_json()), Ok(login), "{filling}");
    }
}

#[test]
fn many_members_are_read_in_bounded_work() {
    let many: Vec<String> = (0..60_000).map(|number| format!(r#""a{number}":1"#)).collect();
    assert!(login(&many.join(",")).unreadable.is_empty());
    let same = vec![r#""o":1"#; 150_000].join(",");
    assert!(login(&same).unreadable.is_empty());
    let entries: Vec<String> = (0..65).map(|os| format!(r#""{os}":1"#)).collect();
    let map = |count: usize| {
        login(&format!(r#""get_status_rsp":{{"adult_age_map":{{{}}}}}"#, entries[..count].join(",")))
    };
    assert_eq!(map(64).status.unwrap().adult_age_map.len(), 64);
    assert_eq!(map(65).unreadable, [Part::AdultAgeMap]);
}

#[test]
fn a_member_that_decides_may_not_contradict_itself() {
    for (members, part) in [
        (r#""del_account_status":0,"del_account_status":2"#, Part::DeletionStatus),
        (r#""del_account_status":2,"DeleteAccountStatus":0"#, Part::DeletionStatus),
        (r#""del_li_account_status":0,"del_li_account_status":2"#, Part::LiDeletionStatus),
        (r#""del_account_info":{"status":0,"status":2}"#, Part::DeletionInfo),
        (r#""del_account_info":{},"del_account_info":{"status":2}"#, Part::DeletionInfo),
        (r#""extra_json":{},"extra_json":{"get_status_rsp":{}}"#, Part::Extra),
        (r#""get_status_rsp":{"region":"1"},"get_status_rsp":{"region":"2"}"#, Part::Status),
        (r#""get_status_rsp":{"region":"1"},"extra_json":{"get_status_rsp":{"region":"2"}}"#, Part::Status),
        (r#""get_status_rsp":{"adult_check_status":1,"adult_check_status":-1}"#, Part::Status),
        (r#""get_status_rsp":{"need_realname_auth":0,"need_name_auth":1}"#, Part::Status),
        (r#""get_status_rsp":{"is_eea":false,"is_eea":true}"#, Part::Status),
        (r#""get_status_rsp":{"adult_age_map":{"1":18,"1":14}}"#, Part::AdultAgeMap),
        (r#""get_status_rsp":{"adult_age_map":{"1":18,"01":14}}"#, Part::AdultAgeMap),
        (r#""need_notify_rsp":{"user_agreed_game_tos":"1","user_agreed_game_tos":"2"}"#, Part::Agreements),
    ] {
        assert_eq!(login(members).unreadable, [part], "{members}");
    }
    // The same twice is the same, and what decides nothing may say what it likes.
    let twice = login(r#""del_account_status":2,"DeleteAccountStatus":2,"user_name":"a","user_name":"b""#);
    assert_eq!((twice.deletion_status, twice.user_name.as_str()), (Some(DeletionStatus::Deleted), "a"));
    assert!(twice.unreadable.is_empty());
    // Of several deletion statuses the strictest is kept: 2 and 0 must not let a deleted account in.
    for (members, kept) in [
        (r#""del_account_status":0,"del_account_status":2"#, Some(2)),
        (r#""del_account_status":2,"DeleteAccountStatus":0"#, Some(2)),
        (r#""del_account_status":1,"DeleteAccountStatus":-1,"delaccountstatus":0"#, Some(1)),
        (r#""del_account_status":"x","DeleteAccountStatus":3"#, Some(3)),
        (r#""del_account_status":"x""#, None),
    ] {
        let login = login(members);
        assert_eq!(
            (login.deletion_status.map(DeletionStatus::code), login.unreadable),
            (kept, vec![Part::DeletionStatus])
        );
    }
    // A flag at the top asks for more.
    assert_eq!(login(r#""need_name_auth":false,"NeedRealNameAuth":true"#).need_realname_auth, Some(true));
}

#[test]
fn huge_integers_become_the_nearest() {
    for (text, code) in [
        ("2147483647", i32::MAX),
        ("2147483648", i32::MAX),
        ("-2147483649", i32::MIN),
        ("9223372036854775807", i32::MAX),
        ("9223372036854775808", i32::MAX),
        ("18446744073709551615", i32::MAX),
        ("-9223372036854775808", i32::MIN),
        (r#""99999999999999999999999999""#, i32::MAX),
        (r#""-99999999999999999999999999""#, i32::MIN),
        (r#""007""#, 7),
        (r#""-0""#, 0),
    ] {
        let login = login(&format!(
            r#""del_account_status":{text},"get_status_rsp":{{"adult_check_status":{text}}}"#
        ));
        assert_eq!(login.deletion_status, Some(DeletionStatus::from_code(code)), "{text}");
        assert_eq!(login.status.unwrap().adult_check_status, Some(AdultStatus::from_code(code)), "{text}");
    }
    for text in [
        "18446744073709551616",
        "-9223372036854775809",
        "1e3",
        "1.0",
        r#""+1""#,
        r#""1 ""#,
        r#"" 1""#,
        r#""0x1""#,
        r#""-""#,
        r#""１""#,
    ] {
        assert_eq!(
            login(&format!(r#""del_account_status":{text}"#)).unreadable,
            [Part::DeletionStatus],
            "{text}"
        );
    }
}

#[test]
fn extreme_times_are_decided() {
    for seconds in ["9223372036854775807", "-9223372036854775808", "1", "\"99999999999999999999\""] {
        let login = login(&format!(
            r#""token_expire":{seconds},"get_status_rsp":{{"region":"156","adult_check_status":-1,"parent_certificate_status":-1,
            "adult_check_status_expiration":{seconds},"parent_certificate_status_expiration":{seconds}}}"#
        ));
        for unix in [0, 1, i64::MAX] {
            let decision = player_network_decide(&login, &Options::default(), unix).unwrap();
            assert!(
                !decision.gate.admits() && decision.recheck_at.is_none_or(|at| at > unix),
                "{decision:?}"
            );
        }
        for unix in [-1, i64::MIN] {
            let error = player_network_decide(&login, &Options::default(), unix).unwrap_err();
            assert_eq!((error.code, error.field), (ErrorCode::BadTime, Some("unix")));
        }
    }
}

#[test]
fn stored_logins_are_read_strictly() {
    let good = login(r#""token":"t""#).to_json();
    assert!(Login::from_json(&good).is_ok());
    let unknown = good.replace(r#""token""#, r#""tokken""#);
    let twice = good.replace(r#""token":"t""#, r#""token":"t","token":"u""#);
    let fraction = good.replace(r#""token_expire":0"#, r#""token_expire":0.5"#);
    let large = good.replace(r#""token":"t""#, &format!(r#""token":"{}""#, "t".repeat(4 << 20)));
    let behind = format!("{good}x");
    let raw = r#"{"ret":0,"openid":"1"}"#.to_owned();
    for bad in [
        "",
        "null",
        "[1]",
        "{}",
        r#"{"v":1}"#,
        r#"{"v":1,"login":null}"#,
        r#"{"v":1,"login":{}}"#,
        r#"{"v":1,"login":{"ret":0}}"#,
        r#"{"v":"1","login":{}}"#,
    ] {
        assert_eq!(Login::from_json(bad).unwrap_err().reason, None, "{bad}");
    }
    for bad in [unknown, twice, fraction, large, behind, raw] {
        let error = Login::from_json(&bad).expect_err("a login");
        assert_eq!((error.code, error.field), (ErrorCode::InvalidState, Some("login")));
    }
    assert!(Login::from_json(r#"{"v":1,"login":{"ret":11003}}"#).is_ok(), "a failed login belongs to nobody");
    let newer = Login::from_json(&good.replace(r#""v":1"#, r#""v":2"#)).unwrap_err();
    assert_eq!((newer.code, newer.reason), (ErrorCode::InvalidState, Some("newer")));
}
