//! The engine keeps the hour of 国新出发〔2021〕14号, because nobody else does (Q16, Q205, Q214, M43).

use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
use shiming_core::engine::{Admission, Event, Player};
use shiming_core::time::{HOUR, MINUTE, SECOND};
use shiming_core::{Date, Now};

use crate::host::{BEGIN, Host, game_json};
use crate::world::{self, NAME, NUMBER, check, pending, submit_as};

/// Somebody verified long ago, born on this day.
fn born(birth: &str) -> AccountState {
    let pi = format!("zz{}", "0".repeat(36));
    let link = AccountEvent::LinkPerson { pi, birth: Date::parse(birth), source: PersonSource::Own };
    let now = Now { unix: BEGIN - 86_400_000, mono: 0 };
    account_apply(&AccountState::new(), &link, None, now, &AccountOptions::default()).expect("link").state
}

/// A host with a game under today's law; it is Friday, eight in the evening and some seconds.
fn today() -> Host {
    let mut host = Host::ready("");
    host.engine.put_game(&game_json("today", "biz-today", "")).expect("game");
    host.run(SECOND);
    host
}

fn login(host: &mut Host, session: &str, state: &AccountState) -> Admission {
    let player = Player::Account { account: session.into(), state: state.clone() };
    let now = host.now();
    host.engine.login("today", session, &player, now).expect("login")
}

/// Lets time pass with a heartbeat a minute, as long as the sessions live.
fn play(host: &mut Host, ms: i64, sessions: &[&str]) {
    let end = host.t + ms;
    while host.t < end {
        host.run((end - host.t).min(MINUTE));
        for session in sessions {
            let now = host.now();
            let _ = host.engine.heartbeat("today", session, now);
        }
    }
}

/// At nine a minor's session ends by itself and is reported so, after two warnings; an adult plays on.
#[test]
fn a_minors_session_ends_at_nine() {
    let mut host = today();
    let admission = login(&mut host, "minor", &born("2012-05-01"));
    assert_eq!((admission.allowed, admission.valid_until), (true, Some(BEGIN + HOUR)));
    assert_eq!(login(&mut host, "adult", &born("1990-05-01")).valid_until, None);
    play(&mut host, 70 * MINUTE, &["minor", "adult"]);
    let told: Vec<_> = host
        .events
        .iter()
        .filter_map(|(_, _, event)| match event {
            Event::Warning { sessions, remaining_s, .. } => Some((sessions.join(","), *remaining_s)),
            Event::SessionEnded { session, cause, at, .. } => {
                Some((format!("{session} {cause}"), (BEGIN + HOUR - at) / SECOND))
            }
            _ => None,
        })
        .collect();
    assert_eq!(told, [("minor".into(), 900), ("minor".into(), 60), ("minor window".into(), 0)]);
    assert_eq!(host.ended("minor", false).expect("reported").ot, (BEGIN + HOUR) / SECOND);
    assert!(host.ended("adult", false).is_none());
    assert!(!login(&mut host, "again", &born("2012-05-01")).allowed);
}

/// 14号 over Q117 and Q187: who claims to be a minor waits for the hour, pending or not; an adult does not.
#[test]
fn a_claimed_minor_does_not_come_in_after_nine() {
    let mut host = today();
    host.run(2 * HOUR);
    let pending_as =
        |number: &str| world::Player::at(BEGIN).then(submit_as(NAME, number)).then(check(pending())).state;
    let minor = login(&mut host, "minor", &pending_as("110000201011220014"));
    assert_eq!(
        (minor.allowed, minor.reason.as_str(), minor.rule_id.as_str()),
        (false, "minor_outside_window", "N2021-1")
    );
    let adult = login(&mut host, "adult", &pending_as(NUMBER));
    assert_eq!((adult.allowed, adult.rule_id.as_str()), (true, "Q187"));
}
