//! E10 and E16's batches: one bad record never stops a game.

use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, accepted, all_well, code, partial};

/// 128 rows a report, oldest first; a smaller batch lingers 500 ms for company.
#[test]
fn batches_hold_128_rows_and_linger_500_ms() {
    let mut host = Host::ready("");
    let began = host.t;
    for n in 0..300 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(10_000);
    let reports = host.calls(Endpoint::Report);
    let sizes: Vec<usize> = reports.iter().map(|sent| sent.rows.len()).collect();
    assert_eq!(sizes, [128, 128, 44]);
    // The second of the rows must be over; from then on full batches go at once, the rest after half a second.
    assert!(reports[0].at - began <= 1_000);
    assert!((500..=625).contains(&(reports[2].at - reports[1].at)), "{}", reports[2].at - reports[1].at);
    let order: Vec<String> =
        reports.iter().flat_map(|sent| sent.rows.iter().map(|row| row.si.clone())).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted, "oldest first: si counts up");
    host.t += 100_000;
    host.pump();
    host.enter("late", 1);
    let began = host.t;
    host.run(5_000);
    let gap = host.calls(Endpoint::Report)[3].at - began;
    assert!((500..=1_130).contains(&gap), "{gap}");
}

/// A row that makes the authority refuse the whole batch is found by halving; only it is refused, all others arrive once.
#[test]
fn halving_isolates_one_bad_row_of_128() {
    for bad in [1012, 3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010, 3011, 3999] {
        for place in [0usize, 1, 63, 64, 100, 127] {
            let mut host = Host::ready("");
            let mut wrong = String::new();
            let stored = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
            for n in 0..128 {
                host.enter(&format!("s-{n}"), n as u32);
                if n == place {
                    wrong = host.si(&format!("s-{n}")).expect("reported");
                }
            }
            let (log, wanted) = (stored.clone(), wrong.clone());
            host.script = Box::new(move |sent| {
                if sent.rows.iter().any(|row| row.si == wanted) {
                    return (code(bad), 20);
                }
                log.borrow_mut().extend(sent.rows.iter().map(|row| row.si.clone()));
                (accepted(), 20)
            });
            host.run(60_000);
            for n in 0..128 {
                let row = host.ended(&format!("s-{n}"), true).expect("told");
                let wanted = if n == place { ("refused", Some(bad)) } else { ("accepted", None) };
                assert_eq!((row.outcome.name(), row.errcode), wanted, "{bad} at {place}: s-{n}");
            }
            assert_eq!(stored.borrow().len(), 127, "each of the others was stored once");
            assert!(
                host.calls(Endpoint::Report).len() <= 15,
                "{bad}: {}",
                host.calls(Endpoint::Report).len()
            );
            assert_eq!(host.alerts("row_refused"), 1);
            // The game goes on.
            host.script = Box::new(all_well);
            host.enter("next", 1);
            host.run(3_000);
            assert!(host.ended("next", true).is_some());
        }
    }
}

/// Several bad rows: each is found, the others arrive.
#[test]
fn halving_isolates_many_bad_rows() {
    let mut host = Host::ready("");
    let mut wrong = Vec::new();
    for n in 0..128u32 {
        host.enter(&format!("s-{n}"), n);
        if n % 17 == 3 {
            wrong.push(host.si(&format!("s-{n}")).expect("reported"));
        }
    }
    host.script = Box::new(move |sent| {
        let bad = sent.rows.iter().any(|row| wrong.contains(&row.si));
        (if bad { code(1012) } else { accepted() }, 20)
    });
    host.run(120_000);
    for n in 0..128u32 {
        let row = host.ended(&format!("s-{n}"), true).expect("told");
        assert_eq!(row.outcome.name() == "refused", n % 17 == 3);
    }
}

/// Halves that are refused as a whole, lost, halved again: rows whose players leave meanwhile are not forgotten.
#[test]
fn a_logout_during_halving_loses_nothing() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| (if sent.rows.len() > 1 { code(3004) } else { accepted() }, 200));
    for n in 0..64 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(1_300);
    // From here on the disk is slow: the logouts are accepted and not durable while the parts come up.
    host.sync = false;
    for n in 0..64 {
        host.leave(&format!("s-{n}"));
    }
    for _ in 0..40 {
        host.run(137);
        if host.t % 3 == 0 {
            host.ack();
        }
    }
    host.sync = true;
    host.ack();
    host.run(200_000);
    for n in 0..64 {
        for login in [true, false] {
            let row = host.ended(&format!("s-{n}"), login);
            assert_eq!(row.map(|row| row.outcome.name()), Some("accepted"), "s-{n} login {login}");
        }
    }
    assert_eq!(host.stat("queued"), 0);
}

/// Only 0, or 3001 whose list names a valid `no`, accepts: anything else about a batch accepts nothing.
#[test]
fn only_zero_or_a_named_list_accepts() {
    for text in [
        r#"{"errcode":3001,"errmsg":"x"}"#,
        r#"{"errcode":3001,"errmsg":"x","data":{"results":[]}}"#,
        r#"{"errcode":3001,"errmsg":"x","data":{"results":[{"no":0,"errcode":3006}]}}"#,
        r#"{"errcode":3001,"errmsg":"x","data":{"results":[{"no":3,"errcode":3006}]}}"#,
        r#"{"errcode":3001,"errmsg":"x","data":{"results":[{"no":"1","errcode":3006}]}}"#,
        r#"{"errcode":3001,"errmsg":"x","data":"no list"}"#,
    ] {
        let mut host = Host::ready("");
        host.script = Box::new(move |sent| {
            (if sent.rows.len() == 2 { Reply::Json(text.into()) } else { accepted() }, 20)
        });
        host.enter("a", 1);
        host.enter("b", 2);
        host.run(6_000);
        let sizes: Vec<usize> = host.sent.iter().map(|sent| sent.rows.len()).collect();
        assert_eq!(sizes, [2, 1, 1], "{text}");
        assert_eq!(host.ended("a", true).expect("told").outcome.name(), "accepted");
    }
}

/// 3001 with a list: the listed rows are refused with their own codes, the others are stored.
#[test]
fn a_named_list_refuses_only_those() {
    let mut host = Host::ready("");
    host.script = Box::new(|sent| {
        let reply = if sent.rows.len() == 5 {
            partial(&[(2, 3006), (5, 3010), (2, 3007), (9, 3008)])
        } else {
            accepted()
        };
        (reply, 20)
    });
    for n in 1..=5 {
        host.enter(&format!("s-{n}"), n);
    }
    host.run(5_000);
    let ends: Vec<_> = (1..=5)
        .map(|n| {
            host.ended(&format!("s-{n}"), true).map(|row| (row.outcome.name(), row.errcode)).expect("told")
        })
        .collect();
    assert_eq!(ends[0], ("accepted", None));
    assert_eq!(ends[1].0, "refused");
    assert_eq!(ends[4], ("refused", Some(3010)));
    assert_eq!(host.alerts("bad_pi"), 1, "3010 says that a pi is wrong: somebody must look");
    assert_eq!(host.calls(Endpoint::Report).len(), 1);
}

/// 3005 of a row: its time was right when it left, so it is tried once more, and not for ever.
#[test]
fn a_row_refused_for_its_time_is_tried_once_more() {
    let mut host = Host::ready("");
    let mut first = true;
    host.script = Box::new(move |sent| {
        if sent.rows.iter().any(|row| row.login) && std::mem::take(&mut first) {
            return (partial(&[(1, 3005)]), 20);
        }
        (accepted(), 20)
    });
    host.enter("once", 1);
    host.run(5_000);
    assert_eq!(host.ended("once", true).expect("told").outcome.name(), "accepted");
    host.script = Box::new(|_| (partial(&[(1, 3005)]), 20));
    host.enter("always", 2);
    host.run(20_000);
    let row = host.ended("always", true).expect("told");
    assert_eq!((row.outcome.name(), row.errcode), ("refused", Some(3005)));
    assert_eq!(host.rows().len(), 4, "two sends each");
}

/// A whole report is only for its rows: codes that concern the sender leave rows untouched.
#[test]
fn sender_codes_do_not_blame_rows() {
    for bad in
        [1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1001, 2001, 2003, 2004, 2006, 4002, 9999]
    {
        let mut host = Host::ready("");
        host.script = Box::new(move |_| (code(bad), 20));
        host.enter("a", 1);
        host.enter("b", 2);
        host.run(30_000);
        assert!(host.ended("a", true).is_none() && host.ended("b", true).is_none(), "{bad}");
        assert!(host.sent.iter().all(|sent| sent.rows.len() == 2), "{bad}: nothing is halved");
        host.script = Box::new(all_well);
        host.run(1_800_000);
        assert_eq!(host.ended("a", true).map(|row| row.errcode), Some(None), "{bad}");
    }
}
