//! Play windows: minors come in at their hours, are warned, and are ended by the engine at the second (14号, one); guests and
//! the hours of 34号 likewise.

use shiming_core::Date;
use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
use shiming_core::engine::{Admission, Event, Player, Priority};
use shiming_core::policy::Usage;
use shiming_core::wire::Endpoint;
use shiming_suite::sim::{MINORS, person};

use crate::host::{BEGIN, Host, Reply, all_well, game_json, pi_for, status, status_json};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// 21:00 of the day on which every test begins at 20:00, a Friday.
const NINE: i64 = BEGIN + HOUR;

/// A verified player of this birth date.
fn born(birth: &str) -> AccountState {
    let birth = Date::parse(birth).expect("a day");
    let pi = pi_for(&format!("110000{:04}{:02}{:02}0000", birth.year, birth.month, birth.day));
    let link = AccountEvent::LinkPerson { pi, birth: Some(birth), source: PersonSource::Own };
    let now = shiming_core::Now { unix: BEGIN - 86_400_000, mono: 0 };
    account_apply(&AccountState::new(), &link, None, now, &AccountOptions::default()).expect("link").state
}

/// A host whose game follows the law of the day.
fn evening(extra: &str) -> Host {
    let mut host = Host::ready(extra);
    host.engine.put_game(&game_json("g", "biz", "")).expect("game");
    host
}

fn again(host: Host, after: i64, extra: &str) -> Host {
    let mut host = host.restart(after, extra);
    host.engine.put_game(&game_json("g", "biz", "")).expect("game");
    host
}

fn child() -> AccountState {
    born("2012-06-15")
}

/// When and why the engine ended a session.
fn ended(host: &Host, wanted: &str) -> Option<(String, i64)> {
    let ends = host.events.iter().filter_map(|(_, _, event)| match event {
        Event::SessionEnded { session, cause, at, .. } if session == wanted => Some((cause.clone(), *at)),
        _ => None,
    });
    let ends = ends.collect::<Vec<_>>();
    assert!(ends.len() <= 1, "a session ends once: {ends:?}");
    ends.first().cloned()
}

/// The warnings that named a session: when, in t, and how many seconds were left.
fn warnings(host: &Host, wanted: &str) -> Vec<(i64, i64)> {
    let warnings = host.events.iter().filter_map(|(t, _, event)| match event {
        Event::Warning { sessions, remaining_s, .. } if sessions.iter().any(|s| s == wanted) => {
            Some((*t, *remaining_s))
        }
        _ => None,
    });
    warnings.collect()
}

fn reason(admission: &Admission) -> (bool, &str, &str, Option<i64>) {
    (admission.allowed, &admission.reason, &admission.rule_id, admission.valid_until)
}

fn over(host: &mut Host, session: &str) {
    assert_eq!(host.beat(session).expect_err("over").code.name(), "session_over");
    let now = host.now();
    assert_eq!(host.engine.logout("g", session, now).expect_err("over").code.name(), "session_over");
}

#[test]
fn a_minor_is_warned_and_ended_at_nine() {
    let mut host = evening("");
    let admission = host.login("s", "kid", &child());
    assert_eq!(reason(&admission), (true, "minor_in_window", "N2021-1", Some(NINE)));
    assert!(admission.reported);
    host.live(HOUR + 5_000, &["s".into()]);
    let told: Vec<i64> = warnings(&host, "s").iter().map(|(_, left)| *left).collect();
    assert_eq!(told, [900, 60]);
    assert!(warnings(&host, "s").iter().all(|(t, left)| (HOUR - t - left * 1_000).abs() < 1_100), "in time");
    assert_eq!(ended(&host, "s"), Some(("window".into(), NINE)));
    let row = host.ended("s", false).expect("settled");
    assert_eq!((row.true_ot * 1_000, row.outside_window), (NINE, false));
    over(&mut host, "s");
    // The same evening there is no way back in; tomorrow is Saturday.
    let again = host.login("s2", "kid", &child());
    assert_eq!(reason(&again), (false, "minor_outside_window", "N2021-1", Some(BEGIN + 24 * HOUR)));
}

#[test]
fn a_minor_at_noon_is_refused_and_nothing_is_reported() {
    let mut host = evening("");
    host.wall = -8 * HOUR;
    host.run(MINUTE);
    let admission = host.login("s", "kid", &child());
    assert_eq!(reason(&admission), (false, "minor_outside_window", "N2021-1", Some(BEGIN)));
    host.run(MINUTE);
    assert!(host.rows().is_empty() && host.engine.session("g", "s").expect("game").is_none());
    // An adult at the same hour has no end.
    assert_eq!(reason(&host.login("a", "adult", &born("1990-01-01"))), (true, "adult", "N2021-1", None));
}

/// A late poll moves nothing: 21:00:00 is when play was over.
#[test]
fn a_host_that_polls_late_ends_at_nine_all_the_same() {
    let mut host = evening("");
    host.login("s", "kid", &child());
    host.login("t", "kid2", &child());
    host.live(HOUR - host.t - MINUTE, &["s".into(), "t".into()]);
    host.t = HOUR + 20_000;
    // The first call after nine is not a poll.
    over(&mut host, "s");
    host.run(5_000);
    for session in ["s", "t"] {
        assert_eq!(ended(&host, session), Some(("window".into(), NINE)), "{session}");
        assert_eq!(host.ended(session, false).expect("settled").ot * 1_000, NINE);
    }
}

/// The end is in the journal: a process that was down at nine ends the session at nine, and says that its row is late.
#[test]
fn the_end_survives_a_restart() {
    let mut host = evening("");
    host.login("s", "kid", &child());
    host.live(HOUR - host.t - 100_000, &["s".into()]);
    let mut host = again(host, 10 * MINUTE, "");
    host.run(10_000);
    assert_eq!(ended(&host, "s"), Some(("window".into(), NINE)));
    let row = host.ended("s", false).expect("settled");
    assert_eq!(row.true_ot * 1_000, NINE);
    assert!(row.ot * 1_000 > NINE && row.outside_window, "moved into the 180 s, and flagged");
}

#[test]
fn a_restart_in_the_window_keeps_the_end() {
    let mut host = evening("");
    host.login("s", "kid", &child());
    host.run(5 * MINUTE / 2 - 30_000);
    let mut host = again(host, 20_000, "");
    host.live(HOUR + 5_000 - host.t, &["s".into()]);
    assert_eq!(warnings(&host, "s").len(), 2);
    assert_eq!(ended(&host, "s"), Some(("window".into(), NINE)));
}

/// `restart: close` does not make a session longer than the window.
#[test]
fn a_close_at_restart_is_not_later_than_nine() {
    let mut host = evening(r#""restart":"close""#);
    host.login("s", "kid", &child());
    host.live(HOUR - host.t - 5_000, &["s".into()]);
    let mut host = again(host, 10 * MINUTE, r#""restart":"close""#);
    host.run(10_000);
    assert_eq!(host.ended("s", false).expect("settled").true_ot * 1_000, NINE);
}

/// Rows of a minor that lateness carries past nine: dropped, if the host wants that (Q201 against 14号).
#[test]
fn late_rows_of_minors_can_be_dropped() {
    for (extra, outcome) in [("", "shifted"), (r#""late_minor":"drop""#, "dropped")] {
        let mut host = evening(extra);
        // The authority is silent from before the login until after nine.
        host.script = Box::new(|sent| match sent.at < HOUR + 10 * MINUTE {
            true => (Reply::Lost, 50),
            false => all_well(sent),
        });
        host.login("s", "kid", &child());
        host.enter("adult", 1);
        host.live(2 * MINUTE, &["s".into(), "adult".into()]);
        host.leave("s");
        host.leave("adult");
        host.run(HOUR + 20 * MINUTE);
        for login in [true, false] {
            let row = host.ended("s", login).expect("settled");
            assert_eq!(row.outcome.name(), outcome, "login: {login}");
            assert_eq!(row.outside_window, outcome == "shifted");
            let adult = host.ended("adult", login).expect("settled");
            assert_eq!((adult.outcome.name(), adult.outside_window), ("shifted", false));
        }
    }
}

/// A pending player who claims to be a minor keeps a minor's hours, and is never reported (14号, Q200, Q211).
#[test]
fn a_pending_minor_is_ended_at_nine_without_rows() {
    let mut host = evening("");
    host.script = Box::new(|_| (status(1, ""), 20));
    let (name, number) = person(MINORS + 7);
    let now = host.now();
    host.engine
        .verify("g", "kid", &AccountState::new(), &name, &number, Priority::Live, now)
        .expect("verify");
    host.run(2_000);
    let state = host.state("kid").expect("held");
    let admission = host.login("s", "kid", &state);
    assert_eq!(reason(&admission), (true, "minor_in_window", "N2021-1", Some(NINE)));
    host.live(HOUR, &["s".into()]);
    assert_eq!(ended(&host, "s"), Some(("window".into(), NINE)));
    assert!(host.rows().is_empty());
}

/// The result comes in mid-session and says minor: from then on a minor's hours hold (Q145 leaves it to us, 14号 does not).
#[test]
fn a_result_in_mid_session_brings_the_window() {
    for (late, cause) in [(false, "window"), (true, "window")] {
        let policy = r#"{"profile":{"base":"cn2021","pending":"faq_literal"}}"#;
        let mut host = evening("");
        host.engine.put_policy(policy).expect("policy");
        let (name, number) = person(MINORS + 7);
        let pi = pi_for(&number);
        let when = if late { HOUR + 10 * MINUTE } else { 0 };
        host.script = Box::new(move |sent| match sent.endpoint {
            Endpoint::Query if sent.at > when => (Reply::Json(status_json(0, &pi)), 20),
            Endpoint::Report => all_well(sent),
            _ => (status(1, ""), 20),
        });
        let now = host.now();
        host.engine
            .verify("g", "kid", &AccountState::new(), &name, &number, Priority::Live, now)
            .expect("verify");
        host.run(2_000);
        let state = host.state("kid").expect("held");
        let admission = host.login("s", "kid", &state);
        assert_eq!(reason(&admission), (true, "pending_unrestricted", "Q144", None));
        host.live(3 * HOUR, &["s".into()]);
        let (why, at) = ended(&host, "s").expect("ended");
        assert_eq!(why, cause);
        if late {
            // At the answer, and nothing was ever reported: a minor was not let in at that hour.
            assert!(at > NINE && host.rows().is_empty());
        } else {
            assert_eq!(at, NINE);
            assert_eq!(host.ended("s", false).expect("settled").true_ot * 1_000, NINE);
        }
    }
}

/// The authority is silent: players play on for as long as the profile says, and no longer (Q99).
#[test]
fn fail_open_is_bounded() {
    let mut host = evening("");
    host.engine.put_policy(r#"{"profile":{"fail_open_max_s":600}}"#).expect("policy");
    host.script = Box::new(|_| (Reply::Lost, 50));
    host.verify("a", 1);
    host.pump();
    let state = host.state("a").expect("held");
    // Before the first fault there is no end in sight; the fault sets one.
    assert_eq!(reason(&host.login("s", "a", &state)), (true, "pending_claimed_adult", "Q187", None));
    host.live(20 * MINUTE, &["s".into()]);
    let (cause, at) = ended(&host, "s").expect("ended");
    assert_eq!(cause, "pending_expired");
    assert!((9 * MINUTE..=11 * MINUTE).contains(&(at - BEGIN)), "{at}");
    let state = host.state("a").expect("held");
    assert_eq!(host.login("s2", "a", &state).reason, "fail_open_ended");
}

/// 34号, one: a guest has an hour, and another login does not give another.
#[test]
fn a_guest_has_one_hour() {
    let mut host = Host::ready("");
    let begin = host.unix();
    let admission = host.guest("s", "device-1");
    assert_eq!(reason(&admission), (true, "guest_time_left", "N2019-1", Some(begin + HOUR)));
    host.live(40 * MINUTE, &["s".into()]);
    host.guest("s", "device-1");
    host.live(25 * MINUTE, &["s".into()]);
    assert_eq!(ended(&host, "s"), Some(("guest_time_used".into(), (begin + HOUR) / 1_000 * 1_000)));
    over(&mut host, "s");
    let row = host.ended("s", false).expect("settled");
    assert_eq!((row.outcome.name(), row.outside_window), ("accepted", false));
}

#[test]
fn the_hosts_ledger_shortens_a_guests_hour() {
    let mut host = Host::ready("");
    let player = Player::Guest { di: "device-1".into() };
    let (begin, now) = (host.unix(), host.now());
    let used = |guest_used_s| Usage { guest_used_s, played_today_s: 0 };
    let login = |host: &mut Host, session: &str, usage| {
        host.engine.login_with_usage("g", session, &player, usage, now).expect("login")
    };
    assert_eq!(login(&mut host, "s", used(3_000)).valid_until, Some(begin + 10 * MINUTE));
    // The ledger was corrected: the end moves, also to a later time.
    assert_eq!(login(&mut host, "s", used(2_400)).valid_until, Some(begin + 20 * MINUTE));
    assert_eq!(login(&mut host, "t", used(3_600)).reason, "guest_time_used");
    host.live(30 * MINUTE, &["s".into()]);
    assert_eq!(ended(&host, "s").map(|(_, at)| at), Some((begin + 20 * MINUTE) / 1_000 * 1_000));
    assert_eq!(login_error(&mut host, Usage { played_today_s: -1, guest_used_s: 0 }), "invalid_parameter");
}

fn login_error(host: &mut Host, usage: Usage) -> &'static str {
    let (now, player) = (host.now(), Player::Guest { di: "device-9".into() });
    host.engine.login_with_usage("g", "x", &player, usage, now).expect_err("refused").code.name()
}

/// 34号, two: an hour and a half on a Friday, less what was played, and never past 22:00.
#[test]
fn minors_of_2019_have_a_budget_and_a_night() {
    let mut host = Host::ready("");
    let player = Player::Account { account: "kid".into(), state: child() };
    let (begin, now) = (host.unix(), host.now());
    let mut until = |session: &str, played_today_s| {
        let usage = Usage { played_today_s, guest_used_s: 0 };
        let admission = host.engine.login_with_usage("g", session, &player, usage, now).expect("login");
        (admission.reason.clone(), admission.valid_until)
    };
    assert_eq!(until("a", 0), ("minor_in_window".into(), Some(begin + 90 * MINUTE)));
    assert_eq!(until("b", 5_000), ("minor_in_window".into(), Some(begin + 400_000)));
    assert_eq!(until("c", 5_400).0, "minor_time_used");
    host.run(2 * HOUR);
    assert_eq!(host.login("d", "kid", &child()).reason, "night_curfew");
}

/// A birthday at midnight: closed at 23:59:59, open at 0:00:00 (民法典 201).
#[test]
fn who_comes_of_age_at_midnight_comes_in_at_midnight() {
    let mut host = evening("");
    let midnight = BEGIN + 4 * HOUR;
    // 18 on 2026-11-20, so of age from the 21st.
    let state = born("2008-11-20");
    host.run(midnight - BEGIN - host.t - 1_000);
    let late = host.login("s", "kid", &state);
    assert_eq!(reason(&late), (false, "minor_outside_window", "N2021-1", Some(midnight)));
    host.run(1_000);
    assert_eq!(reason(&host.login("s", "kid", &state)), (true, "adult", "N2021-1", None));
}

/// Hundreds of thousands end at nine: never in one call.
#[test]
fn the_rush_at_nine_is_spread_over_polls() {
    let mut host = evening("");
    let sessions: Vec<String> = (0..10_000).map(|n| format!("s{n}")).collect();
    let state = child();
    for session in &sessions {
        host.login(session, session, &state);
    }
    host.live(HOUR - host.t - 500, &sessions);
    host.t = HOUR + 500;
    let open = |host: &Host| host.stat("sessions");
    let before = open(&host);
    assert_eq!(before, 10_000);
    host.step().expect("work");
    let after = open(&host);
    assert!((1..10_000).contains(&after), "one poll ended {} of {before}", before - after);
    host.run(10 * MINUTE);
    assert_eq!(open(&host), 0);
    assert!(sessions.iter().all(|session| ended(&host, session) == Some(("window".into(), NINE))));
}

/// A notice of the host closes a day; a bad one changes nothing.
#[test]
fn the_calendar_can_be_loaded_while_running() {
    let mut host = evening("");
    // 2027-01-09, a Saturday, at 20:00: no notice covers it yet.
    host.wall = 1_799_496_000_000 - BEGIN;
    host.run(MINUTE);
    assert!(host.login("s", "kid", &child()).allowed);
    host.login("s2", "kid", &child());
    host.run(1_000);
    assert_eq!(host.alerts("calendar_uncovered"), 1, "told once a day");
    let statutory = r#"["2027-01-01","2027-05-01","2027-05-02","2027-10-01","2027-10-02","2027-10-03"]"#;
    let notice = |makeup: &str| {
        format!(
            r#"{{"calendar":{{"v":1,"years":{{"2027":{{"off_days":{statutory},"makeup_workdays":["{makeup}"],"statutory_days":{statutory}}}}}}}}}"#
        )
    };
    let error = host.engine.put_policy(&notice("2027-01-11")).expect_err("a Monday");
    assert_eq!(error.code.name(), "invalid_calendar");
    assert!(error.detail.contains("2027-01-11"), "{error}");
    assert!(host.login("s3", "kid", &child()).allowed, "nothing was changed");
    host.engine.put_policy(&notice("2027-01-09")).expect("a sound notice");
    assert_eq!(host.login("s4", "kid", &child()).reason, "minor_outside_window");
}

/// Where the host wants no guesses, a day without a notice is an error, not an open door.
#[test]
fn an_uncovered_day_can_be_an_error() {
    let mut host = evening("");
    host.engine.put_policy(r#"{"profile":{"uncovered":"error"}}"#).expect("policy");
    host.wall = 1_799_496_000_000 - BEGIN;
    host.run(MINUTE);
    let (now, player) = (host.now(), Player::Account { account: "kid".into(), state: child() });
    let error = host.engine.login("g", "s", &player, now).expect_err("no notice");
    assert_eq!(error.code.name(), "invalid_calendar");
    assert!(error.detail.contains("2027-01-09"), "{error}");
    assert!(host.login("a", "adult", &born("1990-01-01")).allowed, "adults need no calendar");
}

/// 48 hours without a result: the administrator is called at that moment (Q114), and the profile's grace begins.
#[test]
fn the_48th_hour_is_not_left_to_the_next_query() {
    let mut host = evening("");
    host.engine.put_policy(r#"{"profile":{"pending_expired_grace_s":3600}}"#).expect("policy");
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(2_000);
    let state = host.state("a").expect("held");
    host.login("s", "a", &state);
    host.live(48 * HOUR - host.t - MINUTE, &["s".into()]);
    assert_eq!(host.alerts("administrator"), 0);
    host.live(2 * MINUTE, &["s".into()]);
    assert_eq!(host.alerts("administrator"), 1);
    host.live(HOUR + MINUTE, &["s".into()]);
    let (cause, at) = ended(&host, "s").expect("ended");
    assert_eq!(cause, "pending_expired");
    assert!((at - BEGIN - 49 * HOUR).abs() < MINUTE, "an hour after the 48th");
    let state = host.state("a").expect("held");
    assert_eq!(host.login("s2", "a", &state).reason, "pending_expired");
}

/// The wall clock jumps over nine: the end follows the wall clock, at the second it says.
#[test]
fn a_jump_over_nine_ends_the_session() {
    let mut host = evening("");
    host.login("s", "kid", &child());
    host.run(MINUTE);
    host.wall = HOUR;
    host.run(5_000);
    assert_eq!(ended(&host, "s"), Some(("window".into(), NINE)));
}
