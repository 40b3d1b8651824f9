//! Faults on demand: each kind, and that the same seed meets the same ones.

mod common;

use common::*;
use serde_json::Value;
use shiming_core::wire::{Endpoint, check_request, parse_check, parse_report, query_request};
use shiming_simulator::{Authority, Command, Delivery, Fault, FaultRule, HttpAnswer};

fn with(fault: Fault) -> Authority {
    let mut config = config();
    config.faults = vec![FaultRule::new(fault)];
    Authority::new(config)
}

fn held(authority: &Authority) -> bool {
    authority.attempt(APP, BIZ, "a").is_some()
}

fn check(authority: &mut Authority) -> HttpAnswer {
    authority.handle(&Client::new().check("a", YI, T0), T0)
}

#[test]
fn lost_requests_leave_no_trace_and_lost_answers_do() {
    let mut authority = with(Fault::RequestLost { hang_ms: 7_000 });
    let answer = check(&mut authority);
    assert_eq!((answer.delivery, answer.delay_ms), (Delivery::RequestLost, 7_000));
    assert!(answer.to_core().is_none() && answer.body.is_empty() && !held(&authority));
    let mut authority = with(Fault::AnswerLost { hang_ms: 0 });
    let answer = check(&mut authority);
    assert_eq!(answer.delivery, Delivery::AnswerLost);
    assert!(answer.to_core().is_none() && held(&authority));
}

#[test]
fn gateways_answer_html() {
    for processed in [false, true] {
        let mut authority = with(Fault::HttpStatus { status: 502, processed });
        let answer = check(&mut authority);
        assert_eq!(answer.status, 502);
        assert!(answer.body.starts_with(b"<!DOCTYPE") && answer.content_type.starts_with("text/html"));
        assert_eq!(held(&authority), processed);
        let mut authority = with(Fault::HtmlPage { processed });
        let answer = check(&mut authority);
        assert_eq!((answer.status, answer.body.starts_with(b"<!DOCTYPE")), (200, true));
        assert_eq!(held(&authority), processed);
    }
}

#[test]
fn cut_json_is_no_json() {
    let mut authority = with(Fault::CutJson);
    let answer = check(&mut authority);
    assert!(serde_json::from_slice::<Value>(&answer.body).is_err() && !answer.body.is_empty());
    assert!(held(&authority));
}

#[test]
fn any_errcode_and_nothing_done() {
    for errcode in [1001, 1007, 2006, 4001, 9999] {
        let mut authority = with(Fault::Errcode { errcode, processed: false });
        let answer = check(&mut authority);
        assert_eq!(common::errcode(&answer), i64::from(errcode));
        assert!(!held(&authority));
        assert_eq!(authority.lane(APP, BIZ, Endpoint::Check).unwrap().arrivals, 1);
    }
}

#[test]
fn a_system_error_may_hide_a_request_that_was_handled() {
    let mut authority = with(Fault::Errcode { errcode: 1001, processed: true });
    assert_eq!(common::errcode(&check(&mut authority)), 1001);
    assert!(held(&authority));
}

#[test]
fn duplicates_are_handled_twice() {
    let mut client = Client::new();
    for (second, expected) in [(false, 0), (true, 2004)] {
        let mut authority = with(Fault::Duplicate { second });
        assert_eq!(common::errcode(&check(&mut authority)), expected);
        assert_eq!(authority.attempt(APP, BIZ, "a").unwrap().in_use, 1);
        // The copy is a proxy's doing: neither a nonce nor an arrival of the client's.
        assert_eq!(authority.nonce_reuses(), 0);
        assert_eq!(authority.lane(APP, BIZ, Endpoint::Check).unwrap().arrivals, 1);
        authority.handle(&client.report(&[login(1, "s", T0 / 1000 - 1)], T0), T0);
        assert_eq!(authority.session(BIZ, "s").unwrap().login.accepted, 2);
    }
}

#[test]
fn good_rows_are_refused() {
    let mut client = Client::new();
    let mut authority = with(Fault::Rows { errcode: 3005, share: 0.5 });
    let rows: Vec<Value> = (1..=128).map(|no| login(no, &format!("s{no}"), T0 / 1000 - 1)).collect();
    let answer = parsed(&authority.handle(&client.report(&rows, T0), T0));
    let refused = answer["data"]["results"].as_array().unwrap().len();
    assert!((32..96).contains(&refused), "{refused}");
    let stored = authority.sessions(BIZ).iter().filter(|(_, session)| session.login.accepted == 1).count();
    assert_eq!(stored, 128 - refused);
}

#[test]
fn delays_and_skews_add_up() {
    let mut config = config();
    config.latency_ms = 300;
    config.faults = vec![
        FaultRule::new(Fault::Delay { min_ms: 100, max_ms: 200 }),
        FaultRule::new(Fault::Delay { min_ms: 1_000, max_ms: 1_000 }),
        FaultRule::new(Fault::ClockSkew { ms: 4_000 }),
        FaultRule::new(Fault::ClockSkew { ms: 2_000 }),
    ];
    let mut authority = Authority::new(config);
    let answer = check(&mut authority);
    assert!((1_400..=1_500).contains(&answer.delay_ms), "{}", answer.delay_ms);
    assert_eq!(common::errcode(&answer), 1007);
    assert_eq!(answer.date, "Fri, 02 Jan 2026 12:00:06 GMT");
}

#[test]
fn rules_say_whom_they_hit_and_when() {
    let mut client = Client::new();
    let mut config = config();
    config.faults = vec![
        FaultRule::new(Fault::Errcode { errcode: 1001, processed: false })
            .on(Endpoint::Query)
            .between(T0, T0 + 10),
        FaultRule {
            biz_id: Some("other".into()),
            ..FaultRule::new(Fault::Errcode { errcode: 1001, processed: false })
        },
    ];
    let mut authority = Authority::new(config);
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 0);
    let ask = |at| client.query("a", at);
    let codes = [T0 - 1, T0, T0 + 9, T0 + 10].map(|at| code(&mut authority, &ask(at), at));
    assert_eq!(codes, [0, 1001, 1001, 0]);
    let rules = authority.fault_rules();
    assert_eq!((rules[0].met, rules[0].hit, rules[1].met), (2, 2, 0));
    authority.command(&Command::AddFaults { rules: vec![FaultRule::new(Fault::CutJson)] }, T0).unwrap();
    authority.command(&Command::ClearFaults, T0).unwrap();
    assert!(authority.fault_rules().is_empty());
    let wrong = FaultRule::new(Fault::CutJson).with_probability(1.5);
    assert!(authority.command(&Command::AddFaults { rules: vec![wrong] }, T0).is_err());
}

/// A noisy afternoon: the answers in one list.
fn noisy(seed: u64) -> (Vec<HttpAnswer>, String) {
    let mut config = config();
    config.seed = seed;
    config.faults = vec![
        FaultRule::new(Fault::Delay { min_ms: 0, max_ms: 900 }).with_probability(0.5),
        FaultRule::new(Fault::RequestLost { hang_ms: 0 }).with_probability(0.1),
        FaultRule::new(Fault::AnswerLost { hang_ms: 0 }).with_probability(0.1),
        FaultRule::new(Fault::Errcode { errcode: 1001, processed: false }).with_probability(0.1),
    ];
    let mut client = Client::new();
    let mut authority = Authority::new(config);
    let answers = (0..200)
        .map(|n| {
            let at = T0 + n * 50;
            authority.handle(&client.check(&format!("a{}", n % 50), YI, at), at)
        })
        .collect();
    (answers, serde_json::to_string(&authority.summary(T0)).unwrap())
}

#[test]
fn the_same_seed_gives_the_same_answers() {
    let (first, again, other) = (noisy(1), noisy(1), noisy(2));
    assert!(first == again);
    assert!(first.0 != other.0);
    let lost = first.0.iter().filter(|answer| answer.delivery != Delivery::Answered).count();
    assert!((20..65).contains(&lost), "{lost}");
}

#[test]
fn what_it_answers_the_core_reads() {
    use shiming_core::credential::App;
    use shiming_core::wire::{Answer, Endpoints, ReportAnswer, UnreadableReason};
    let app = App::new(APP, BIZ, KEY).unwrap();
    let nonce = [9; 12];
    let request = check_request(&app, &Endpoints::Production, "a", YI.0, YI.1, &nonce, T0).unwrap();
    let mut authority = Authority::new(config());
    let answer = authority.handle_core(&request, HOME, T0).to_core().unwrap();
    assert!(matches!(parse_check(answer.status, &answer.body), Answer::Verified { pi } if pi == PI));
    let request = query_request(&app, &Endpoints::Production, "ä b/?", T0).unwrap();
    let answer = authority.handle_core(&request, HOME, T0).to_core().unwrap();
    assert!(matches!(parse_check(answer.status, &answer.body), Answer::Refused { errcode: 2003, .. }));
    let mut cut = with(Fault::CutJson);
    let answer = check(&mut cut).to_core().unwrap();
    let not_json = UnreadableReason::NotJson;
    assert!(
        matches!(parse_check(answer.status, &answer.body), Answer::Unreadable { reason } if reason == not_json)
    );
    let rows = [login(1, "s", T0 / 1000 - 1), login(2, "t", T0 / 1000 - 200)];
    let answer = authority.handle(&Client::new().report(&rows, T0), T0);
    match parse_report(200, &answer.body, 2).unwrap() {
        ReportAnswer::Partial { results } => assert_eq!((results[0].no, results[0].errcode), (2, 3005)),
        other => panic!("{other:?}"),
    }
}
