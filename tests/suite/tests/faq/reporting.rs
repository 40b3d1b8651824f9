//! What is reported: everybody who is verified, once in and once out, whatever becomes of the connection.

use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
use shiming_core::engine::Event;
use shiming_core::time::{HOUR, MINUTE};
use shiming_core::{Date, Now};

use crate::host::{BEGIN, Host, all_well, config, partial};

/// Somebody verified long ago, born on this day.
fn born(birth: &str) -> AccountState {
    let birth = Date::parse(birth);
    let pi = format!("zz{}", "0".repeat(36));
    let link = AccountEvent::LinkPerson { pi, birth, source: PersonSource::Own };
    let now = Now { unix: BEGIN - 86_400_000, mono: 0 };
    account_apply(&AccountState::new(), &link, None, now, &AccountOptions::default()).expect("link").state
}

/// Q215, M44: adults are reported like minors.
#[test]
fn adults_and_minors_are_reported() {
    let mut host = Host::ready("");
    for (session, birth) in [("minor", "2012-05-01"), ("adult", "1990-05-01")] {
        assert!(host.login(session, session, &born(birth)).reported, "{session}");
    }
    host.run(3_000);
    assert_eq!(host.rows().len(), 2);
    assert!(host.rows().iter().all(|(_, row)| row.ct == 0 && row.login));
}

/// Q199: one login and one logout, nothing in between, however long the session.
#[test]
fn a_session_is_two_rows() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.live(5 * HOUR, &["s".into()]);
    assert_eq!(host.rows().len(), 1);
    host.leave("s");
    host.run(5_000);
    let rows: Vec<_> = host.rows().into_iter().map(|(_, row)| (row.login, row.si)).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].0 && !rows[1].0 && rows[0].1 == rows[1].1);
}

/// Q195, Q197, Q198, Q210, Q213, M45: whoever is killed, crashes or loses the network is offline once no heartbeat
/// comes, and is reported so, with the moment at which that was sensed.
#[test]
fn who_disappears_is_logged_out_when_that_is_sensed() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.live(10 * MINUTE, &["s".into()]);
    let last = host.t;
    host.run(5 * MINUTE);
    let logout = host.ended("s", false).expect("reported offline");
    let sensed = logout.ot * 1_000 - BEGIN - last;
    assert!((149_000..=152_000).contains(&sensed), "150 s after the last heartbeat, not {sensed} ms");
    assert_eq!(logout.ot, logout.true_ot, "in time, so that nothing had to be moved");
}

/// Q195, Q207: the game's own definition of offline holds: what it calls logout is one, at the time it says so.
#[test]
fn the_games_own_logout_counts() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    let login = host.unix() / 1_000;
    host.live(7 * MINUTE, &["s".into()]);
    host.leave("s");
    let logout = host.unix() / 1_000;
    host.run(5_000);
    assert_eq!(host.ended("s", true).expect("told").ot, login);
    assert_eq!(host.ended("s", false).expect("told").ot, logout);
}

/// Q209: five minutes without a heartbeat are accepted, more are not, and such a logout still arrives in time.
#[test]
fn a_heartbeat_may_take_five_minutes() {
    let mut host = Host::ready(r#""heartbeat_timeout_s":300"#);
    host.enter("s", 1);
    host.run(299_000);
    assert!(host.beat("s").is_ok());
    host.run(310_000);
    let logout = host.ended("s", false).expect("offline");
    assert_eq!(logout.ot, logout.true_ot);
    let refused =
        shiming_core::engine::Engine::open(&config(r#""heartbeat_timeout_s":301"#), &[1; 32], host.now());
    assert_eq!(refused.err().expect("too long").code.name(), "invalid_config");
}

/// M43, M46: what the report call answers is about the rows. It restricts no player and says nothing about play time.
#[test]
fn a_report_answer_restricts_nobody() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| match sent.rows.len() {
        0 => all_well(sent),
        _ => (partial(&[(1, 3010)]), 20),
    });
    host.enter("s", 1);
    host.live(10 * MINUTE, &["s".into()]);
    assert_eq!(host.ended("s", true).expect("told").errcode, Some(3010));
    assert!(host.beat("s").is_ok());
    assert!(!host.events.iter().any(|(_, _, event)| matches!(event, Event::SessionEnded { .. })));
    assert!(host.enter("next", 1).allowed);
}
