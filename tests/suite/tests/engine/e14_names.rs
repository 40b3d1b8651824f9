//! E14: ai and si on the wire.

use std::collections::BTreeSet;

use shiming_core::wire::Endpoint;

use crate::host::{BEGIN, Host, Reply, all_well, code, pi, pi_for, status};

/// Names on the wire are unique, unguessable, and tell nothing: no account, no session, no counter from zero.
#[test]
fn names_are_unique_across_opens_and_tell_nothing() {
    let mut names = BTreeSet::new();
    let mut tags = BTreeSet::new();
    let mut count = 0;
    let mut host = Host::ready("");
    for round in 0..5 {
        for n in 0..50 {
            host.enter(&format!("s-{round}-{n}"), n);
            host.verify(&format!("v-{round}-{n}"), 1_000 + n);
            count += 2;
        }
        host.run(5_000);
        let all = host.rows().into_iter().filter(|(_, row)| row.login).map(|(_, row)| row.si);
        let ais = host.calls(Endpoint::Check).iter().map(|sent| sent.ai.clone()).collect::<Vec<_>>();
        for name in all.chain(ais) {
            assert_eq!(name.len(), 32);
            assert!(name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{name}");
            tags.insert(name[..20].to_string());
            names.insert(name);
        }
        host = host.restart(1_000, "");
        host.run(1_100);
    }
    assert_eq!(names.len(), count, "every name once");
    assert_eq!(tags.len(), 5, "ten secret bytes for each open");
}

/// The same entropy at another open gives other names all the same: a host with a broken source must not collide.
#[test]
fn the_same_entropy_twice_gives_other_names() {
    let mut host = Host::ready("");
    host.enter("s", 1);
    host.run(3_000);
    let first = host.rows()[0].1.si[..20].to_string();
    let mut host = Host::open(host.disk, host.t + 1_000, "", 1).expect("open with the same entropy");
    host.set_up();
    host.run(1_500);
    host.enter("t", 2);
    host.run(3_000);
    let second = host.rows().iter().find(|(_, row)| row.si[..20] != first).map(|(_, row)| row.si.clone());
    assert!(second.is_some());
}

/// No nonce twice under one key: a repeated nonce lets anyone read both messages.
#[test]
fn no_nonce_is_used_twice() {
    let mut nonces = BTreeSet::new();
    let mut count = 0;
    let mut host = Host::ready("");
    for round in 0..4 {
        for n in 0..100 {
            host.enter(&format!("s-{round}-{n}"), n);
            host.verify(&format!("v-{round}-{n}"), 1_000 + n);
            host.run(100);
        }
        // The application puts its configuration anew now and then.
        host.set_up();
        host.run(5_000);
        for sent in host.sent.iter().filter(|sent| !sent.request.body.is_empty()) {
            let text = String::from_utf8(sent.request.body.clone()).expect("JSON");
            nonces.insert(text["{\"data\":\"".len()..][..16].to_string());
            count += 1;
        }
        host = host.restart(1_000, "");
        host.run(1_100);
    }
    assert!(count > 400);
    assert_eq!(nonces.len(), count);
}

/// 2004 on our own resend: ask for that ai. The result is there, under the name that we gave it.
#[test]
fn a_2004_to_our_own_resend_is_queried() {
    let mut host = Host::ready("");
    let mut checks = 0;
    host.script = Box::new(move |sent| match sent.endpoint {
        Endpoint::Check => {
            checks += 1;
            if checks == 1 { (Reply::Lost, 20) } else { (code(2004), 20) }
        }
        // The first query comes before the check arrived, as it were.
        Endpoint::Query if checks == 1 => (code(2003), 20),
        _ => (status(0, &pi(1)), 20),
    });
    host.verify("a", 1);
    host.run(10_000);
    let calls: Vec<_> = host.sent.iter().map(|sent| sent.endpoint).collect();
    assert_eq!(calls, [Endpoint::Check, Endpoint::Query, Endpoint::Check, Endpoint::Query]);
    assert!(host.sent.iter().all(|sent| sent.ai == host.sent[0].ai));
    assert_eq!(host.changes("a").len(), 1);
    assert_eq!(host.alerts("ai_collision"), 0);
}

/// 2004 on a first send: that ai belongs to another act of verification. Asking for it would give this player another
/// person's result.
#[test]
fn a_2004_on_the_first_send_is_never_queried() {
    let mut host = Host::ready("");
    let mut checks = 0;
    host.script = Box::new(move |sent| match sent.endpoint {
        Endpoint::Check => {
            checks += 1;
            if checks == 1 { (code(2004), 20) } else { all_well(sent) }
        }
        _ => (status(0, &pi(7)), 20),
    });
    host.verify("a", 1);
    host.run(10_000);
    assert!(host.calls(Endpoint::Query).is_empty());
    let ais: BTreeSet<_> = host.sent.iter().map(|sent| sent.ai.clone()).collect();
    assert_eq!((ais.len(), host.sent.len()), (2, 2));
    assert_eq!(host.alerts("ai_collision"), 1);
    assert_eq!(host.changes("a")[0].1.pi(), Some(pi(1).as_str()));
}

/// A pi with another birth date than the submitted number settles nothing: somebody must look.
#[test]
fn another_birth_date_does_not_settle() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(0, &pi(500)), 20));
    host.verify("a", 1);
    host.run(3_600_000);
    assert_eq!(host.alerts("birth_mismatch"), 1);
    let state = host.state("a").expect("held until the host decides");
    assert_eq!(state.pi(), None);
    assert_eq!(state.unsettled_pi(), Some(pi(500).as_str()));
    assert_eq!(host.sent.len(), 1, "and nothing is asked any more");
    // The host decides: it was right after all.
    let event = shiming_core::account::AccountEvent::LinkPerson {
        pi: pi(500),
        birth: None,
        source: shiming_core::account::PersonSource::Own,
    };
    let options = shiming_core::account::AccountOptions::default();
    let now = host.now();
    let linked =
        shiming_core::account::account_apply(&state, &event, None, now, &options).expect("link").state;
    host.engine.put_account("g", "a", &linked, now).expect("put");
    host.run(1_000);
    assert!(host.state("a").is_none());
}

/// A pi of another shape is kept as it came (V2.1 may change it), with an alert.
#[test]
fn an_unusual_pi_is_kept() {
    let mut host = Host::ready("");
    host.script = Box::new(|_| (status(0, "test-pi-of-another-shape"), 20));
    host.verify("a", 1);
    host.run(5_000);
    assert_eq!(host.changes("a")[0].1.pi(), Some("test-pi-of-another-shape"));
    assert_eq!(host.alerts("unusual_pi"), 1);
}

/// login on an open session of the same account is idempotent: hosts repeat calls after time-outs of their own.
#[test]
fn login_again_is_idempotent() {
    let mut host = Host::ready("");
    let first = host.enter("s", 1);
    let si = host.si("s");
    for _ in 0..5 {
        host.run(300);
        assert_eq!(host.enter("s", 1), first);
        assert_eq!(host.si("s"), si);
    }
    host.run(3_000);
    assert_eq!(host.rows().len(), 1);
    // Another player under the same key is a mistake of the host.
    let now = host.now();
    let player = shiming_core::engine::Player::Account {
        account: "somebody".into(),
        state: crate::host::verified_state(2),
    };
    let error = host.engine.login("g", "s", &player, now).expect_err("another player");
    assert_eq!((error.code.name(), error.field), ("invalid_parameter", Some("session")));
    host.leave("s");
    let error = host.engine.login("g", "s", &player, now).expect_err("over, and not settled yet");
    assert_eq!(error.code.name(), "session_over");
}

/// The row's person and time are what the host said: pi of the account, the second of the call.
#[test]
fn rows_carry_pi_and_the_second_of_the_call() {
    let mut host = Host::ready("");
    host.enter("s", 3);
    let began = host.t;
    host.run(3_000);
    host.guest("g-1", "device-1");
    host.run(3_000);
    let rows = host.rows();
    assert_eq!((rows[0].1.id.as_str(), rows[0].1.ct), (pi(3).as_str(), 0));
    assert_eq!(rows[0].1.ot, (BEGIN + began) / 1_000);
    assert_eq!((rows[1].1.id.as_str(), rows[1].1.ct), ("device-1", 2));
    assert_eq!(pi_for(&shiming_suite::sim::person(3).1), pi(3));
}
