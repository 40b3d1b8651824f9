//! The example in C against the simulator, over real HTTP: a crash between both halves.

mod common;

use std::process::Command;

use common::{crate_folder, link_static, run, scratch, strict};
use shiming_simulator::{AuthorityConfig, Clock, Outcome, PersonRule, Server, ServerOptions};

/// 2026-11-18T12:00:00+08:00, a Wednesday.
const NOON: i64 = 1_794_974_400_000;
/// Seconds of the simulator's clock in a second: a pending answer is asked for after a while.
const SPEED: i64 = 20;

#[test]
fn the_example_survives_a_crash() {
    if !Command::new("pkg-config").args(["--exists", "libcurl"]).status().is_ok_and(|status| status.success())
    {
        println!("skipped: libcurl is missing (Debian: apt-get install libcurl4-openssl-dev)");
        return;
    }
    let folder = scratch("example");
    let program = folder.join("host");
    let source = crate_folder().join("../examples/c/host.c");
    // curl's own header converts signs.
    let mut compile = strict("gcc", "c11");
    compile.arg("-Wno-conversion").arg(source).arg("-o").arg(&program);
    run(link_static(&mut compile).arg("-lcurl"));

    let mut config =
        AuthorityConfig::one_game("test-appId", "1101000001", "2836e95fcd10e04b0069bb1ee659955b");
    let person = |id_number: &str, name: &str, outcome| PersonRule {
        id_number: id_number.into(),
        name: Some(name.into()),
        outcome,
        pi: None,
    };
    config.people.rules = vec![
        person("110000199001010013", "某甲", Outcome::PendingThenVerified { after_s: 5 }),
        person("11000020120615001X", "某乙", Outcome::Verified),
    ];
    let clock = Clock::Virtual { start: NOON, speed: SPEED as f64 };
    let server = Server::start(config, ServerOptions { clock, ..ServerOptions::default() }).unwrap();
    let half = |which: &str| {
        let mut command = Command::new(&program);
        command
            .arg(server.url())
            .arg(&folder)
            .arg(server.now().to_string())
            .arg(SPEED.to_string())
            .arg(which);
        command.output().unwrap()
    };

    let first = half("first");
    let text = String::from_utf8_lossy(&first.stdout);
    assert_eq!(first.status.code(), Some(9), "{text}\n{}", String::from_utf8_lossy(&first.stderr));
    assert!(text.contains("alice: may play, adult"), "{text}");
    assert!(text.contains("bob: may not play, minor_outside_window"), "{text}");
    assert!(text.ends_with("crash\n"), "{text}");

    let second = half("second");
    let text = String::from_utf8_lossy(&second.stdout);
    assert!(second.status.success(), "{text}\n{}", String::from_utf8_lossy(&second.stderr));
    assert!(text.ends_with("login and logout accepted\n"), "{text}");

    let (problems, sessions) = server.read(|authority, now| (authority.audit(now), authority.summary(now)));
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(sessions.attempts.submissions, 2);
    server.stop();
}
