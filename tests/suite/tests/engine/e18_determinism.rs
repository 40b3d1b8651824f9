//! E18: the same calls give the same bytes, in every language and on every platform.

use shiming_core::wire::Endpoint;

use crate::host::{Host, Reply, all_well, code, partial, status};

fn digest(bytes: &[u8], from: u64) -> u64 {
    bytes.iter().fold(from, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Everything the engine gave out, in order.
fn transcript(host: &Host) -> Vec<u8> {
    let mut all = Vec::new();
    for (seq, segment, floor, bytes) in &host.persists {
        all.extend(format!("persist {seq} {segment} {floor:?} {}\n", digest(bytes, 7)).bytes());
    }
    for sent in &host.sent {
        let request = &sent.request;
        all.extend(format!("send {} {} {} {:?}\n", sent.id, sent.at, request.url, request.headers).bytes());
        all.extend(&request.body);
    }
    for (at, seq, event) in &host.events {
        all.extend(format!("event {at} {seq} {event:?}\n").bytes());
    }
    all
}

fn play(first: &[&str]) -> Vec<u8> {
    let mut host = Host::bare(r#""limits":{"segment_bytes":20000}"#);
    host.engine.put_app(&crate::host::app_json()).expect("app");
    for game in first {
        host.engine.put_game(&crate::host::game_json(game, game, "")).expect("game");
    }
    host.set_up();
    let mut n = 0u32;
    host.script = Box::new(move |sent| {
        n += 1;
        match (n % 11, sent.endpoint) {
            (3, _) => (Reply::Lost, 300),
            (4, _) => (code(1001), 50),
            (7, Endpoint::Report) => (partial(&[(1, 3006)]), 40),
            (8, Endpoint::Check) => (status(1, ""), 40),
            (5, _) => (Reply::Never, 0),
            _ => all_well(sent),
        }
    });
    host.run(1_200);
    for n in 0..120u32 {
        host.enter(&format!("s-{n}"), n);
        host.verify(&format!("v-{n}"), 200 + n);
        host.run(i64::from(n % 13) * 17);
        if n % 3 == 0 {
            host.leave(&format!("s-{n}"));
        }
    }
    host.run(400_000);
    let mut all = transcript(&host);
    let mut host = host.restart(5_000, r#""limits":{"segment_bytes":20000}"#);
    host.run(100_000);
    all.extend(transcript(&host));
    all
}

/// Twice the same.
#[test]
fn the_same_calls_give_the_same_bytes() {
    let first = play(&["x", "y", "z"]);
    assert!(first.len() > 10_000);
    assert_eq!(digest(&first, 1), digest(&play(&["x", "y", "z"]), 1));
    assert!(first == play(&["x", "y", "z"]));
}

/// Hosts keep configuration in maps, and their JSON libraries write members in any order: that changes no output.
#[test]
fn member_order_of_configuration_does_not_matter() {
    let key = crate::host::JOURNAL_KEY;
    let configs = [
        format!(
            r#"{{"v":1,"journal_keys":["{key}"],"late":"shift","restart":"resume","report_accepted":true}}"#
        ),
        format!(
            r#"{{"report_accepted":true,"restart":"resume","late":"shift","journal_keys":["{key}"],"v":1}}"#
        ),
        format!("{{\n \"late\" : \"shift\",\"report_accepted\":true, \"v\":1,\"journal_keys\":[\"{key}\"]}}"),
    ];
    let runs: Vec<_> = configs
        .iter()
        .map(|config| {
            let mut host = Host::open_config(Default::default(), 0, config, 1).expect("open");
            host.set_up();
            host.enter("s", 1);
            host.verify("a", 2);
            host.run(5_000);
            host.leave("s");
            host.run(5_000);
            transcript(&host)
        })
        .collect();
    assert!(runs[0] == runs[1] && runs[1] == runs[2]);
}

/// The order in which games are put (a host iterates over a map) changes neither what is sent when nor the counters of
/// any game.
#[test]
fn the_order_of_games_changes_no_request_of_a_game() {
    let run = |order: &[&str]| {
        let mut host = Host::bare("");
        host.set_up();
        for game in order {
            host.engine.put_game(&crate::host::game_json(game, &format!("biz-{game}"), "")).expect("game");
        }
        host.run(1_500);
        let (name, number) = shiming_suite::sim::person(1);
        for game in ["a", "b", "c"] {
            let (now, new) = (host.now(), shiming_core::account::AccountState::new());
            let live = shiming_core::engine::Priority::Live;
            host.engine.verify(game, "p", &new, &name, &number, live, now).expect("verify");
        }
        host.run(5_000);
        let mut seen: Vec<_> =
            host.sent.iter().map(|sent| (sent.biz.clone(), sent.at, sent.ai.clone())).collect();
        seen.sort();
        let stats = host.engine.stats(None).expect("stats");
        (seen, format!("{stats:?}"))
    };
    assert_eq!(run(&["a", "b", "c"]), run(&["c", "a", "b"]));
}

/// Loading the same journal in other pieces gives the same engine.
#[test]
fn pieces_of_a_segment_do_not_matter() {
    let mut host = Host::ready(r#""limits":{"segment_bytes":3000}"#);
    host.script = Box::new(|_| (Reply::Never, 0));
    for n in 0..40 {
        host.enter(&format!("s-{n}"), n);
        host.run(300);
    }
    let run = |piece: usize| {
        let config = crate::host::config("");
        let mut engine =
            shiming_core::engine::Engine::open(&config, &crate::host::entropy(9), host.now()).expect("open");
        for (segment, bytes) in &host.disk {
            for part in bytes.chunks(piece) {
                engine.load(*segment, part).expect("load");
            }
        }
        engine.put_app(&crate::host::app_json()).expect("app");
        engine.put_game(&crate::host::game_json("g", "biz", "")).expect("game");
        match engine.poll(host.now()).expect("poll") {
            shiming_core::engine::Step::Persist(persist) => persist.bytes,
            step => panic!("{step:?}"),
        }
    };
    let whole = run(usize::MAX);
    for piece in [1, 2, 13, 99, 100, 101, 1_000] {
        assert!(run(piece) == whole, "pieces of {piece}");
    }
}
