//! How the authority's answers are read.

use shiming_core::wire::{
    Answer, ErrcodeClass, ReportAnswer, errcode_info, parse_check, parse_query, parse_report,
};

fn refused(answer: Answer) -> (i32, ErrcodeClass) {
    match answer {
        Answer::Refused { errcode, class, .. } => (errcode, class),
        other => panic!("not refused: {other:?}"),
    }
}

/// Q110: every code of the interface document is listed with its text, its class and what to do.
#[test]
fn every_published_code_has_a_text_a_class_and_advice() {
    let published = (1001..=1012).chain(2001..=2006).chain(3001..=3010).chain(4001..=4003);
    for code in published.chain([0]) {
        let info = errcode_info(code);
        assert!(info.official, "{code}");
        assert_ne!(info.class, ErrcodeClass::Unknown, "{code}");
        assert!(info.errmsg.is_some_and(|text| !text.is_empty()), "{code}");
        for text in [info.meaning_zh, info.meaning_en, info.advice_zh, info.advice_en] {
            assert!(!text.is_empty(), "{code}");
        }
    }
    assert_eq!(errcode_info(7777).class, ErrcodeClass::Unknown);
}

/// M20, the authority's own words: no `data`, and the address list is what to look at.
#[test]
fn an_unlisted_address_is_read_and_explained() {
    let body = br#"{"errcode":1005,"errmsg":"SYS REQ IP ERROR"}"#;
    for answer in [parse_check(200, body), parse_query(200, body)] {
        assert_eq!(refused(answer), (1005, ErrcodeClass::Configuration));
    }
    let report = parse_report(200, body, 1).unwrap();
    assert!(matches!(report, ReportAnswer::Refused { errcode: 1005, .. }));
    let info = errcode_info(1005);
    assert!(info.advice_zh.contains("IP") && info.advice_en.contains("IP"));
}

/// M26, M27, Q174: cold data is errcode 0 with status 1, on check and on query.
#[test]
fn errcode_0_with_status_1_is_pending() {
    for body in [
        r#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":1,"pi":""}}}"#,
        r#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":1,"pi":null}}}"#,
        r#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":1}}}"#,
    ] {
        assert_eq!(parse_check(200, body.as_bytes()), Answer::Pending);
        assert_eq!(parse_query(200, body.as_bytes()), Answer::Pending);
    }
}

/// M38: a pi counts with status 0 only; beside another status it is nobody's.
#[test]
fn only_status_0_brings_a_pi() {
    let body = |status: i32| {
        let pi = crate::world::PI;
        format!(r#"{{"errcode":0,"errmsg":"ok","data":{{"result":{{"status":{status},"pi":"{pi}"}}}}}}"#)
    };
    assert_eq!(parse_check(200, body(0).as_bytes()), Answer::Verified { pi: crate::world::PI.into() });
    assert_eq!(parse_check(200, body(1).as_bytes()), Answer::Pending);
    assert_eq!(parse_check(200, body(2).as_bytes()), Answer::Failed);
    // And status 0 without one is no result.
    let without = br#"{"errcode":0,"errmsg":"ok","data":{"result":{"status":0,"pi":""}}}"#;
    assert!(matches!(parse_check(200, without), Answer::Unreadable { .. }));
}

/// M35, M37: 2003 says that there is no record of this ai, however the text is spelled; it is no verdict on the person.
#[test]
fn a_missing_record_is_not_a_failed_person() {
    for text in ["AUTH NO AUTHENTICATION", &errcode_info(2003).errmsg.expect("published"), "anything", ""] {
        let body = format!(r#"{{"errcode":2003,"errmsg":"{text}"}}"#);
        assert_eq!(refused(parse_query(200, body.as_bytes())), (2003, ErrcodeClass::NotFound));
    }
}

/// M36: 2004 says that this ai is in use, so its result is fetched by query.
#[test]
fn an_ai_in_use_points_to_query() {
    let text = errcode_info(2004).errmsg.expect("published");
    let body = format!(r#"{{"errcode":2004,"errmsg":"{text}"}}"#);
    assert_eq!(refused(parse_check(200, body.as_bytes())), (2004, ErrcodeClass::QueryThatAi));
}

/// M47: 0 is all rows; 3001 is all but those that `data.results` lists, each with its own code.
#[test]
fn zero_takes_every_row_and_3001_all_but_the_listed() {
    let all = parse_report(200, br#"{"errcode":0,"errmsg":"ok"}"#, 3).unwrap();
    assert_eq!(all, ReportAnswer::Accepted);
    let some = br#"{"errcode":3001,"errmsg":"x","data":{"results":[{"no":2,"errcode":3010,"errmsg":"y"}]}}"#;
    let ReportAnswer::Partial { results } = parse_report(200, some, 3).unwrap() else { panic!("partial") };
    assert_eq!(results.iter().map(|row| (row.no, row.errcode)).collect::<Vec<_>>(), [(2, 3010)]);
}

/// M48: each of 3001 to 3010 tells what is to be corrected: the batch, the time, or the row.
#[test]
fn row_codes_say_what_to_correct() {
    for (code, class) in [
        (3001, ErrcodeClass::Partial),
        (3002, ErrcodeClass::BadBatch),
        (3003, ErrcodeClass::BadBatch),
        (3004, ErrcodeClass::BadBatch),
        (3005, ErrcodeClass::RowTime),
        (3006, ErrcodeClass::BadRow),
        (3007, ErrcodeClass::BadRow),
        (3008, ErrcodeClass::BadRow),
        (3009, ErrcodeClass::BadRow),
        (3010, ErrcodeClass::BadRow),
    ] {
        assert_eq!(errcode_info(code).class, class, "{code}");
    }
}
