//! E1: one pump.

use shiming_core::engine::Step;
use shiming_core::wire::Endpoint;

use crate::host::Host;

/// A loop that polls too often would send twice or write twice; one that polls too seldom would sleep through its work.
#[test]
fn spurious_polls_change_nothing() {
    let mut host = Host::ready("");
    host.enter("s-1", 1);
    host.verify("a", 2);
    host.run(3_000);
    let (sent, persists, events) = (host.sent.len(), host.persists.len(), host.events.len());
    let wait = host.pump();
    for _ in 0..1_000 {
        assert_eq!(host.pump(), wait, "the same time gives the same Wait");
    }
    assert_eq!((host.sent.len(), host.persists.len(), host.events.len()), (sent, persists, events));
    // The same 30 s polled every 7 ms and polled only when asked to give the same requests at the same times.
    let mut busy = Host::ready("");
    let mut calm = Host::ready("");
    for host in [&mut busy, &mut calm] {
        host.enter("s-1", 1);
        host.verify("a", 2);
    }
    calm.run(30_000);
    for _ in 0..30_000 / 7 {
        busy.run(7);
    }
    let times = |host: &Host| host.sent.iter().map(|sent| (sent.endpoint, sent.at)).collect::<Vec<_>>();
    for ((of, early), (endpoint, late)) in times(&calm).into_iter().zip(times(&busy)) {
        assert!(of == endpoint && (0..=7).contains(&(late - early)), "{early} {late}");
    }
    assert_eq!(calm.sent.len(), busy.sent.len());
}

/// A host that sleeps as it is told must never sleep past work, nor be woken in a tight loop by an idle engine.
#[test]
fn an_idle_engine_waits_a_minute_and_is_quiet() {
    let mut host = Host::ready("");
    host.run(60_000);
    let mut waits = 0;
    let end = host.t + 3_600_000;
    while host.t < end {
        host.t = host.pump();
        waits += 1;
    }
    assert!((60..=61).contains(&waits), "{waits} wake-ups in an idle hour");
    assert_eq!(host.sent.len(), 0);
}

/// Everything is handed out once: a host that did not acknowledge yet must not get the same thing again.
#[test]
fn outstanding_work_is_not_handed_out_again() {
    let mut host = Host::bare("");
    host.sync = false;
    host.handle = false;
    host.set_up();
    host.run(1_500);
    assert_eq!(host.persists.len(), 1, "the first Persist is outstanding: nothing else is given");
    host.enter("s-1", 1);
    host.run(10_000);
    assert_eq!((host.persists.len(), host.sent.len()), (1, 0));
    host.ack();
    host.run(10_000);
    assert_eq!(host.persists.len(), 2, "what gathered meanwhile comes as one");
    host.ack();
    host.run(10_000);
    let reports = host.calls(Endpoint::Report).len();
    assert_eq!(reports, 1);
    while host.unacked.is_some() {
        host.ack();
        host.run(1_000);
    }
    host.leave("s-1");
    host.run(30_000);
    while host.unacked.is_some() {
        host.ack();
        host.run(30_000);
    }
    let events = host.events.len();
    host.run(600_000);
    assert_eq!(host.events.len(), events, "an event that is not handled is not told again in this open");
    assert!(host.ended("s-1", true).is_some() && host.ended("s-1", false).is_some());
}

/// The order at open: a host may configure before its first timed call, and the clock of open holds until then.
#[test]
fn configuration_comes_before_the_first_timed_call() {
    let mut host = Host::bare("");
    host.set_up();
    let share = shiming_core::engine::Share { index: 0, count: 2, from: 0, until: None };
    host.engine.set_share("g", share).expect("share");
    host.engine.put_policy(r#"{"profile":{"base":"cn2021"}}"#).expect("policy");
    let step = host.engine.poll(host.now()).expect("poll");
    assert!(matches!(step, Step::Persist(_)), "the first step writes: {step:?}");
}

/// put_* again with the same words changes nothing that anybody could see.
#[test]
fn put_is_idempotent() {
    let mut once = Host::ready("");
    let mut often = Host::ready("");
    for host in [&mut once, &mut often] {
        for n in 0..300 {
            host.enter(&format!("s-{n}"), n);
        }
    }
    for _ in 0..200 {
        once.run(37);
        often.set_up();
        often.run(37);
        often.set_up();
    }
    let times = |host: &Host| host.sent.iter().map(|sent| (sent.at, sent.rows.len())).collect::<Vec<_>>();
    assert_eq!(times(&once), times(&often));
}
