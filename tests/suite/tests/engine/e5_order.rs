//! E5: a logout never before its login.

use std::collections::BTreeMap;

use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, accepted, all_well, code, partial};

/// A logout that reaches the authority before its login is a session that never began (1 login and 1 logout per si).
#[test]
fn a_logout_waits_for_its_login() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (Reply::Never, 0));
    host.enter("s", 1);
    host.run(2_000);
    host.leave("s");
    host.run(7_000);
    assert_eq!(host.rows().len(), 1, "the login is out and not settled: the logout waits");
    let id = host.sent[0].id;
    host.script = Box::new(all_well);
    host.complete(id, r#"{"errcode":0,"errmsg":"ok"}"#).expect("known");
    host.run(3_000);
    let rows = host.rows();
    assert_eq!(rows.len(), 2);
    assert!(!rows[1].1.login);
    assert!(host.ended("s", false).is_some());
}

/// Login and logout of a short session travel in one batch, the login first.
#[test]
fn both_rows_of_a_short_session_share_a_batch() {
    let mut host = Host::ready("");
    for n in 0..60 {
        host.enter(&format!("s-{n}"), n);
    }
    host.t += 1_100;
    for n in 0..60 {
        host.leave(&format!("s-{n}"));
    }
    host.t += 1_100;
    host.run(10_000);
    for sent in &host.sent {
        let place: BTreeMap<(&str, bool), usize> =
            sent.rows.iter().enumerate().map(|(at, row)| ((row.si.as_str(), row.login), at)).collect();
        for ((si, login), at) in &place {
            if !login && let Some(of_login) = place.get(&(*si, true)) {
                assert!(of_login < at, "the logout has the higher no");
            }
        }
    }
    assert!(host.sent[0].rows.len() > 60, "they went together");
}

/// When a batch comes back, the pair stays in order, however it is cut.
#[test]
fn order_survives_halving_and_loss() {
    for bad in [1012, 3003, 1001, 0] {
        let mut host = Host::ready("");
        let mut stored: BTreeMap<String, Vec<bool>> = BTreeMap::new();
        let log = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
        let seen = log.clone();
        let mut n = 0u32;
        host.script = Box::new(move |sent| {
            n += 1;
            // The first requests fail as a whole, and every third one later on.
            let fails = n <= 6 || (n.is_multiple_of(3) && n < 60);
            if fails && bad == 0 {
                return (Reply::Lost, 30);
            }
            if fails && (sent.rows.len() > 1 || bad == 1001) {
                return (code(bad), 30);
            }
            seen.borrow_mut().extend(sent.rows.iter().map(|row| (row.si.clone(), row.login)));
            (accepted(), 30)
        });
        for n in 0..100 {
            host.enter(&format!("s-{n}"), n);
            if n % 2 == 0 {
                host.run(30);
            }
        }
        for n in 0..100 {
            host.leave(&format!("s-{n}"));
            host.run(15);
        }
        host.run(400_000);
        for (si, login) in log.borrow().iter() {
            stored.entry(si.clone()).or_default().push(*login);
        }
        for n in 0..100 {
            let told = (host.ended(&format!("s-{n}"), true), host.ended(&format!("s-{n}"), false));
            assert!(told.0.is_some() && told.1.is_some(), "code {bad}: s-{n} was not settled");
        }
        for (si, order) in stored {
            assert_eq!(order.first(), Some(&true), "code {bad}: {si} {order:?}");
            assert!(order.contains(&false));
        }
    }
}

/// A logout whose login was refused has nothing to end: it is dropped, with the login's code.
#[test]
fn the_logout_of_a_refused_login_is_dropped() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| match sent.rows[0].login {
        true => (partial(&[(1, 3006)]), 3_000),
        false => (accepted(), 10),
    });
    host.enter("waiting", 1);
    host.run(1_000);
    host.leave("waiting");
    host.run(10_000);
    let login = host.ended("waiting", true).expect("refused");
    assert_eq!((login.outcome.name(), login.errcode), ("refused", Some(3006)));
    let logout = host.ended("waiting", false).expect("dropped");
    assert_eq!((logout.outcome.name(), logout.errcode), ("dropped", Some(3006)));
    // The same when the player leaves long after the refusal.
    host.enter("later", 2);
    host.run(60_000);
    assert_eq!(host.ended("later", true).expect("refused").errcode, Some(3006));
    host.leave("later");
    host.run(5_000);
    let logout = host.ended("later", false).expect("dropped");
    assert_eq!((logout.outcome.name(), logout.errcode), ("dropped", Some(3006)));
    assert_eq!(host.rows().iter().filter(|(_, row)| !row.login).count(), 0, "no logout was ever sent");
    assert_eq!(host.stat("queued"), 0);
}

/// Different sessions do not wait for each other: one stuck login must not hold a thousand players.
#[test]
fn sessions_do_not_wait_for_each_other() {
    let mut host = Host::ready("");
    let mut first = true;
    host.script =
        Box::new(move |_| if std::mem::take(&mut first) { (Reply::Never, 0) } else { (accepted(), 10) });
    host.enter("stuck", 1);
    host.run(1_000);
    host.leave("stuck");
    for n in 0..10 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(2_000);
    for n in 0..10 {
        host.leave(&format!("s-{n}"));
    }
    host.run(4_000);
    for n in 0..10 {
        assert!(host.ended(&format!("s-{n}"), false).is_some());
    }
    assert!(host.ended("stuck", true).is_none());
    assert_eq!(host.calls(Endpoint::Report).len(), 3);
}
