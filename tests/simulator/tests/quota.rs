//! Quotas: what is counted, what an excess costs, in every reading of the documents.

mod common;

use common::*;
use shiming_core::wire::Endpoint;
use shiming_simulator::{
    Authority, AuthorityConfig, Command, Fault, FaultRule, Limits, LockReading, WindowKind,
};

fn with(window: WindowKind, lock: LockReading) -> AuthorityConfig {
    let mut config = config();
    (config.quota.window, config.quota.lock) = (window, lock);
    config
}

/// Sends so many queries at one instant and gives their codes.
fn burst(authority: &mut Authority, client: &Client, many: usize, at: i64) -> Vec<i64> {
    (0..many).map(|_| code(authority, &client.query("a", at), at)).collect()
}

#[test]
fn the_published_limits() {
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    for n in 0..100 {
        assert_eq!(code(&mut authority, &client.check(&format!("a{n}"), YI, T0), T0), 0);
    }
    assert_eq!(code(&mut authority, &client.check("b", YI, T0), T0), 1006);
    let queries = burst(&mut authority, &client, 301, T0);
    assert!(queries[..300].iter().all(|code| *code == 2003));
    assert_eq!(queries[300], 1006);
    for n in 0..10 {
        let row = login(1, &format!("s{n}"), T0 / 1000 - 1);
        assert_eq!(code(&mut authority, &client.report(&[row], T0), T0), 0);
    }
    assert_eq!(code(&mut authority, &client.report(&[login(1, "t", T0 / 1000 - 1)], T0), T0), 1006);
    assert_eq!(authority.unforced_throttles(), 3);
    let lane = authority.lane(APP, BIZ, Endpoint::Query).unwrap();
    assert_eq!((lane.most_in_rolling_second, lane.most_in_calendar_second, lane.locks), (301, 301, 1));
}

#[test]
fn a_rolling_second_spans_the_calendar_seconds() {
    let client = Client::new();
    let mut rolling = Authority::new(with(WindowKind::Rolling, LockReading::SixtySeconds));
    let mut calendar = Authority::new(with(WindowKind::Calendar, LockReading::SixtySeconds));
    for authority in [&mut rolling, &mut calendar] {
        assert!(!burst(authority, &client, 300, T0 + 999).contains(&1006));
    }
    // A millisecond later a new calendar second begins, and the rolling one is full.
    assert_eq!(burst(&mut rolling, &client, 1, T0 + 1_000), [1006]);
    assert_eq!(burst(&mut calendar, &client, 1, T0 + 1_000), [2003]);
    assert_eq!(calendar.lane(APP, BIZ, Endpoint::Query).unwrap().most_in_rolling_second, 301);
    assert_eq!(calendar.lane(APP, BIZ, Endpoint::Query).unwrap().most_in_calendar_second, 300);
}

#[test]
fn a_rolling_second_is_half_open() {
    let client = Client::new();
    let mut authority = Authority::new(config());
    burst(&mut authority, &client, 300, T0);
    assert!(!burst(&mut authority, &client, 300, T0 + 1_000).contains(&1006));
    let mut authority = Authority::new(config());
    burst(&mut authority, &client, 300, T0);
    assert_eq!(burst(&mut authority, &client, 1, T0 + 999), [1006]);
}

#[test]
fn both_readings_of_one_minute() {
    let client = Client::new();
    // Half a minute into the minute.
    let at = T0 + 30 * SECOND;
    for window in [WindowKind::Rolling, WindowKind::Calendar] {
        for (lock, end) in
            [(LockReading::SixtySeconds, at + 60 * SECOND), (LockReading::NextMinute, T0 + 60 * SECOND)]
        {
            let mut authority = Authority::new(with(window, lock));
            assert_eq!(burst(&mut authority, &client, 301, at)[300], 1006);
            assert_eq!(burst(&mut authority, &client, 1, end - 1), [1006], "{window:?} {lock:?}");
            assert_eq!(burst(&mut authority, &client, 1, end), [2003], "{window:?} {lock:?}");
        }
    }
}

#[test]
fn knocking_during_a_lock_counts_unless_switched_off() {
    let client = Client::new();
    for (count, expected) in [(true, 1006), (false, 2003)] {
        let mut config = with(WindowKind::Rolling, LockReading::SixtySeconds);
        config.quota.count_while_locked = count;
        let mut authority = Authority::new(config);
        burst(&mut authority, &client, 301, T0);
        burst(&mut authority, &client, 300, T0 + 60 * SECOND - 1);
        assert_eq!(burst(&mut authority, &client, 1, T0 + 60 * SECOND), [expected]);
    }
}

#[test]
fn lanes_are_of_one_enterprise_one_game_and_one_interface() {
    let mut config = config();
    second_enterprise(&mut config);
    config.games.push(shiming_simulator::Game { biz_id: "1101000002".into(), app_ids: vec![APP.into()] });
    let mut authority = Authority::new(config);
    let mut client = Client::new();
    burst(&mut authority, &client, 301, T0);
    assert_eq!(burst(&mut authority, &client, 1, T0), [1006]);
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 0);
    let channel = Client::of("channel", BIZ, TEST_KEY);
    assert_eq!(burst(&mut authority, &channel, 1, T0), [2003]);
    let other_game = Client::of(APP, "1101000002", KEY);
    assert_eq!(burst(&mut authority, &other_game, 1, T0), [2003]);
}

#[test]
fn refused_requests_have_arrived() {
    let mut client = Client::new();
    let mut authority = Authority::new(config());
    // Expired and badly signed: no content of theirs counts, but their arrival does.
    for n in 0..100 {
        let mut request = client.check("a", YI, T0 - 10 * SECOND * (n % 2));
        request.headers[4].1 = "0".repeat(64);
        assert!([1007, 1011].contains(&code(&mut authority, &request, T0)));
    }
    assert_eq!(code(&mut authority, &client.check("a", YI, T0), T0), 1006);
    // Whoever may not call has no lane to fill.
    let stranger = Client::of("nobody", BIZ, KEY);
    assert_eq!(burst(&mut authority, &stranger, 301, T0)[300], 1008);
}

#[test]
fn a_lost_request_never_arrived_and_a_lost_answer_did() {
    let client = Client::new();
    for (fault, expected) in [
        (Fault::RequestLost { hang_ms: 0 }, 2003),
        (Fault::AnswerLost { hang_ms: 0 }, 1006),
        (Fault::HttpStatus { status: 502, processed: false }, 1006),
    ] {
        let mut config = config();
        config.faults = vec![FaultRule::new(fault).times(300)];
        let mut authority = Authority::new(config);
        (0..300).for_each(|_| drop(authority.handle(&client.query("a", T0), T0)));
        assert_eq!(burst(&mut authority, &client, 1, T0), [expected]);
    }
}

#[test]
fn an_injected_1006_locks_the_lane_and_is_told_apart() {
    let client = Client::new();
    let mut config = config();
    let rule = FaultRule::new(Fault::Errcode { errcode: 1006, processed: false })
        .on(Endpoint::Query)
        .after(1)
        .times(1);
    config.faults = vec![rule];
    let mut authority = Authority::new(config);
    assert_eq!(burst(&mut authority, &client, 3, T0), [2003, 1006, 1006]);
    assert_eq!(burst(&mut authority, &client, 1, T0 + 60 * SECOND - 1), [1006]);
    assert_eq!(burst(&mut authority, &client, 1, T0 + 60 * SECOND), [2003]);
    let lane = authority.lane(APP, BIZ, Endpoint::Query).unwrap();
    assert_eq!((lane.forced_locks, lane.forced_throttled, lane.locks, lane.throttled), (1, 3, 0, 0));
    assert_eq!(authority.unforced_throttles(), 0);
}

#[test]
fn a_raised_quota() {
    let client = Client::new();
    let mut authority = Authority::new(config());
    let limits = Some(Limits { query: 600, ..Limits::default() });
    authority.command(&Command::SetQuota { app_id: APP.into(), limits }, T0).unwrap();
    let codes = burst(&mut authority, &client, 601, T0);
    assert_eq!(codes.iter().position(|code| *code == 1006), Some(600));
}
