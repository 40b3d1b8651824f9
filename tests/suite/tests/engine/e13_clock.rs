//! E13: two clocks of the host, one of the authority.

use shiming_core::account::AccountKind;
use shiming_core::engine::Event;
use shiming_core::wire::Endpoint;

use crate::host::{BEGIN, Host, Reply, Sent, accepted, all_well, code, pi, status};

/// The HTTP Date of a server whose clock is `ahead` of true time.
fn date(t: i64, ahead: i64) -> String {
    let seconds = (BEGIN + t + ahead).div_euclid(1_000);
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // All tests play in November and December 2026; 2026-11-20 is a Friday.
    let day = days - BEGIN / 86_400_000;
    let names = ["Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu"];
    let (month, of_month) = if day < 11 { ("Nov", 20 + day) } else { ("Dec", day - 10) };
    format!(
        "{}, {of_month:02} {month} 2026 {:02}:{:02}:{:02} GMT",
        names[day.rem_euclid(7) as usize],
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    )
}

/// An authority that refuses stamps more than 5 s off with 1007 and a Date.
fn strict(ahead: i64) -> impl FnMut(&Sent) -> (Reply, i64) {
    move |sent| {
        let clock = BEGIN + sent.at + ahead;
        if (sent.stamp - clock).abs() > 5_000 {
            return (Reply::Dated(r#"{"errcode":1007,"errmsg":"x"}"#.into(), date(sent.at, ahead)), 20);
        }
        if let Some(row) =
            sent.rows.iter().find(|row| row.ot * 1_000 >= clock || clock - row.ot * 1_000 >= 180_000)
        {
            return (code(if row.login { 3005 } else { 3004 }), 20);
        }
        all_well(sent)
    }
}

/// A server whose clock is wrong by minutes or hours works all the same: stamps and ot follow the authority.
#[test]
fn the_offset_is_learned_from_a_1007_with_a_date() {
    for ahead in [-86_000_000, -3_600_000, -60_000, -7_000, 7_000, 60_000, 3_600_000, 86_000_000] {
        let mut host = Host::ready("");
        host.script = Box::new(strict(ahead));
        host.enter("s", 1);
        host.verify("a", 2);
        host.run(20_000);
        let offset = host.stat("clock_offset_ms");
        assert!((offset - ahead).abs() <= 1_000, "learned {offset} for {ahead}");
        assert!(host.alerts("clock") >= 1, "somebody is told that the clock is wrong");
        assert!(host.ended("s", true).is_some());
        assert_eq!(host.changes("a").len(), 1);
        // New rows have the authority's time, unchanged.
        host.enter("t", 3);
        host.run(5_000);
        let row = host.ended("t", true).expect("told");
        assert_eq!(row.outcome.name(), "accepted");
        assert!((row.ot - (BEGIN + host.t + ahead) / 1_000).abs() <= 7);
    }
}

/// Small differences explain no 1007, and more than a day is no clock: neither is learned.
#[test]
fn implausible_dates_are_not_learned() {
    for given in [
        None,
        Some("Fri, 20 Nov 2099 12:00:00 GMT".to_string()),
        Some("Fri, 01 Jan 1999 00:00:00 GMT".into()),
        Some("yesterday".into()),
        Some(String::new()),
        Some("20 Nov".repeat(1_000)),
    ] {
        let mut host = Host::ready("");
        host.script = Box::new(move |sent| {
            let given = given.clone().unwrap_or_else(|| date(sent.at, 3_000));
            (Reply::Dated(r#"{"errcode":1007,"errmsg":"x"}"#.into(), given), 20)
        });
        host.enter("s", 1);
        host.run(30_000);
        assert_eq!(host.stat("clock_offset_ms"), 0);
        assert!(host.sent.len() < 15, "{} requests: a clock that stays wrong backs off", host.sent.len());
    }
}

/// A forged Date (api2 is plain http) is reverted by the next answer, and costs no more than that.
#[test]
fn a_forged_date_is_reverted() {
    let mut host = Host::ready("");
    let mut forged = true;
    host.script = Box::new(move |sent| {
        if std::mem::take(&mut forged) {
            let text = r#"{"errcode":1007,"errmsg":"x"}"#.to_string();
            return (Reply::Dated(text, date(sent.at, 7_200_000)), 20);
        }
        match (sent.stamp - BEGIN - sent.at).abs() > 5_000 {
            true => (code(1007), 20),
            false => all_well(sent),
        }
    });
    host.enter("s", 1);
    host.run(700);
    host.run(20_000);
    assert_eq!(host.stat("clock_offset_ms"), 0, "back to what it was");
    let row = host.ended("s", true).expect("delivered");
    assert_eq!(row.outcome.name(), "accepted", "the stored ot was never rewritten");
    assert!(host.alerts("clock") >= 1);
}

/// Between the forged Date and its proof other codes may come: they prove nothing about the clock, so the offset is
/// still on trial.
#[test]
fn only_a_success_ends_the_trial() {
    for between in [1001, 1006, 1010, 9999] {
        let mut host = Host::ready("");
        let mut n = 0;
        host.script = Box::new(move |sent| {
            n += 1;
            match n {
                1 => {
                    let text = r#"{"errcode":1007,"errmsg":"x"}"#.to_string();
                    (Reply::Dated(text, date(sent.at, 7_200_000)), 20)
                }
                2 => (code(between), 20),
                _ if (sent.stamp - BEGIN - sent.at).abs() > 5_000 => (code(1007), 20),
                _ => all_well(sent),
            }
        });
        host.enter("s", 1);
        host.run(300_000);
        assert_eq!(host.stat("clock_offset_ms"), 0, "after {between}");
        assert!(host.ended("s", true).is_some(), "after {between}");
    }
}

/// Dates that lie differently each time must not make the engine hammer the authority.
#[test]
fn lying_dates_back_off() {
    let mut host = Host::ready("");
    let mut n = 0;
    host.script = Box::new(move |sent| {
        n += 1;
        let text = r#"{"errcode":1007,"errmsg":"x"}"#.to_string();
        (Reply::Dated(text, date(sent.at, n * 60_000)), 20)
    });
    host.enter("s", 1);
    host.verify("a", 1);
    host.run(120_000);
    assert!(host.sent.len() < 40, "{} requests in two minutes", host.sent.len());
    host.script = Box::new(all_well);
    host.run(120_000);
    assert!(host.ended("s", true).is_some());
}

/// Requests that were stamped before the trial say nothing about it.
#[test]
fn answers_to_older_stamps_do_not_judge_the_trial() {
    let mut host = Host::ready("");
    let ahead = 60_000;
    host.script = Box::new(move |sent| {
        let (reply, _) = strict(ahead)(sent);
        (reply, if sent.id % 2 == 0 { 20 } else { 900 })
    });
    for n in 0..30 {
        host.verify(&format!("a-{n}"), n);
    }
    host.run(30_000);
    assert!((host.stat("clock_offset_ms") - ahead).abs() <= 1_000);
    for n in 0..30 {
        assert_eq!(host.changes(&format!("a-{n}")).len(), 1);
    }
}

/// mono never runs back, whatever the host says: a careless clock must not stop or crash anything.
#[test]
fn mono_running_back_is_harmless() {
    let mut host = Host::ready("");
    let sound = host.now();
    host.enter("s", 1);
    for mono in [0, -5, sound.mono - 1, i64::MIN / 4 + 1] {
        let now = shiming_core::Now { unix: sound.unix, mono };
        let step = host.engine.poll(now).expect("poll");
        if let shiming_core::engine::Step::Persist(persist) = step {
            host.engine.persisted(persist.seq).expect("persisted");
        }
    }
    host.run(5_000);
    assert!(host.ended("s", true).is_some());
}

/// The wall clock leaps: an alert, and nobody is thrown out, since heartbeats are counted on the other clock.
#[test]
fn wall_jumps_throw_nobody_out() {
    for jump in [2_500, 29_000, 31_000, 3 * 3_600_000, -2_500, -31_000, -3 * 3_600_000, 40 * 86_400_000] {
        let mut host = Host::ready("");
        host.enter("s", 1);
        host.run(10_000);
        host.wall += jump;
        host.run(100_000);
        assert_eq!(host.alerts("clock_jump"), 1, "{jump}");
        assert!(host.beat("s").is_ok(), "{jump}");
        host.run(140_000);
        assert!(host.beat("s").is_ok(), "{jump}");
        host.leave("s");
        // Whoever comes now is reported at once, although the first logout may have to wait: it never goes before its
        // login, and never into the future.
        host.enter("other", 2);
        host.run(5_000);
        host.leave("other");
        host.run(5_000);
        assert!(host.ended("other", false).is_some(), "{jump}: one session holds up the others");
        if jump < 0 {
            host.run(-jump);
        }
        let row = host.ended("s", false).expect("told");
        let login = host.ended("s", true).expect("told");
        assert!(row.ot >= login.ot && row.true_ot >= login.true_ot, "{jump}");
    }
}

/// A drift below two seconds is no jump.
#[test]
fn slewing_is_no_jump() {
    let mut host = Host::ready("");
    for _ in 0..100 {
        host.run(1_000);
        host.wall += 500;
    }
    assert_eq!(host.alerts("clock_jump"), 0);
}

/// After a suspend everything in flight counts as lost at once: sockets are dead, nobody will call complete.
#[test]
fn a_suspend_loses_all_in_flight() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.verify("a", 1);
    host.run(2_000);
    assert_eq!(host.stat("in_flight"), 2);
    host.script = Box::new(all_well);
    host.wall += 3_600_000;
    host.pump();
    assert_eq!(host.calls(Endpoint::Query).len(), 1, "the work goes on at once");
    host.run(3_000);
    assert_eq!(host.stat("in_flight"), 0);
    assert!(host.ended("s", true).is_some());
    assert_eq!(host.calls(Endpoint::Query).len(), 1);
    // A jump back, or a small one, loses nothing.
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("t", 2);
    host.run(2_000);
    for jump in [-3_600_000, 20_000] {
        host.wall += jump;
        host.pump();
        assert_eq!(host.stat("in_flight"), 1);
    }
}

/// Verification goes on at its pace when the wall clock leaps back: no player waits for hours.
#[test]
fn a_leap_back_delays_nobody() {
    for kind in [0, 1] {
        let mut host = Host::ready("");
        host.script = Box::new(move |sent| match (sent.endpoint, kind) {
            (Endpoint::Check, 0) => (Reply::Lost, 20),
            (Endpoint::Check, _) => (status(1, ""), 20),
            (_, 0) => (code(1001), 20),
            _ => (status(1, ""), 20),
        });
        host.verify("a", 1);
        host.run(70_000);
        let asked = host.calls(Endpoint::Query).len();
        assert!(asked >= 1);
        host.wall -= 5 * 3_600_000;
        host.script = Box::new(|_| (status(0, &pi(1)), 20));
        // The next poll of a pending result may be an hour away, not more.
        host.run(3_700_000);
        assert_eq!(
            host.changes("a").last().map(|change| change.1.kind()),
            Some(AccountKind::Verified),
            "kind {kind}: asked {asked} times before"
        );
    }
}

/// A leap forward expires no pending result: 48 hours are 48 hours.
#[test]
fn a_leap_forward_expires_nobody() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(400_000);
    host.wall += 50 * 3_600_000;
    host.run(3_600_000);
    assert_eq!(host.state("a").expect("held").kind(), AccountKind::Pending);
    let asked = host.calls(Endpoint::Query).len();
    assert!(asked < 30, "and it is no reason to ask all the time: {asked} queries");
    host.script = Box::new(|_| (status(0, &pi(1)), 20));
    host.run(3_700_000);
    assert_eq!(host.changes("a").last().map(|change| change.1.kind()), Some(AccountKind::Verified));
}

/// A host that starts with a clock a day behind and is then corrected: neither a storm of questions nor silence.
#[test]
fn a_corrected_clock_makes_no_storm() {
    let mut host = Host::bare("");
    host.wall = -86_400_000;
    let now = host.now();
    let entropy = crate::host::entropy(1);
    host.engine = shiming_core::engine::Engine::open(&crate::host::config(""), &entropy, now).expect("open");
    host.set_up();
    host.run(1_500);
    host.wall = 0;
    host.script = Box::new(|_| (status(1, ""), 20));
    host.verify("a", 1);
    host.run(3_600_000);
    let asked = host.calls(Endpoint::Query).len();
    assert!((2..=8).contains(&asked), "{asked} queries in an hour: 1, 5, 15 minutes, then hourly");
}

/// A lock of one minute is one minute, also when the wall clock leaps either way.
#[test]
fn a_lock_is_a_minute_whatever_the_wall_clock_does() {
    for jump in [-7_200_000, 7_200_000] {
        let mut host = Host::ready("");
        host.script = Box::new(|_| (code(1006), 20));
        host.enter("s", 1);
        host.run(2_000);
        let locked = host.sent[0].at;
        host.script = Box::new(|_| (accepted(), 20));
        host.wall += jump;
        host.run(90_000);
        assert_eq!(host.sent.len(), 2, "jump {jump}");
        let rest = host.sent[1].at - locked;
        assert!((60_000..=63_000).contains(&rest), "jump {jump}: after {rest} ms");
    }
}

/// Throttled tells the end of the lock in wall time, for `hold` in other processes.
#[test]
fn throttled_tells_the_wall_time() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (code(1006), 20));
    host.enter("s", 1);
    host.run(2_000);
    let until = host.events.iter().find_map(|(_, _, event)| match event {
        Event::Throttled { game, endpoint, until } => Some((game.clone(), *endpoint, *until)),
        _ => None,
    });
    let (game, endpoint, until) = until.expect("told");
    assert_eq!((game.as_str(), endpoint), ("g", Endpoint::Report));
    let rest = until - BEGIN - host.sent[0].at;
    assert!((60_000..=62_100).contains(&rest), "{rest}");
}
