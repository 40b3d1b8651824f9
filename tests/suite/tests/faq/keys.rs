//! Keys: one for an enterprise, all of its games, and nobody else.

use crate::host::{APP, Host, KEY, KEY_2, all_well, code, game_json, verified_state};

fn enter(host: &mut Host, game: &str, session: &str) {
    let player = shiming_core::engine::Player::Account { account: "a".into(), state: verified_state(1) };
    let now = host.now();
    assert!(host.engine.login(game, session, &player, now).expect("login").reported);
}

/// Q71, Q76, Q163, M18: one appId and one key for all games of an enterprise; games differ by their bizId.
#[test]
fn all_games_of_an_enterprise_share_one_key() {
    let mut host = Host::bare("");
    host.engine.put_app(&crate::host::app_json()).expect("app");
    for n in 0..20 {
        host.engine.put_game(&game_json(&format!("g-{n}"), &format!("biz-{n}"), "")).expect("game");
    }
    host.run(1_500);
    for n in 0..20 {
        enter(&mut host, &format!("g-{n}"), &format!("s-{n}"));
    }
    host.run(5_000);
    let games: std::collections::BTreeSet<&str> = host.sent.iter().map(|sent| sent.biz.as_str()).collect();
    assert_eq!(games.len(), 20);
    for sent in &host.sent {
        assert!(!sent.second_key);
        assert!(sent.request.headers.contains(&("appId".into(), APP.into())));
    }
}

/// Q81: a new key of one enterprise changes nothing for the others, also in the same game.
#[test]
fn one_enterprises_new_key_is_not_the_others() {
    let mut host = Host::ready("");
    host.engine
        .put_app(&format!(r#"{{"app_id":"channel","keys":[{{"secret_key":"{KEY}"}}]}}"#))
        .expect("app");
    host.engine.put_game(&game_json("of-channel", "biz", "").replace(APP, "channel")).expect("game");
    host.engine
        .put_app(&format!(r#"{{"app_id":"{APP}","keys":[{{"secret_key":"{KEY_2}"}}]}}"#))
        .expect("rotated");
    enter(&mut host, "g", "s");
    enter(&mut host, "of-channel", "t");
    host.run(5_000);
    for sent in &host.sent {
        let operator = sent.request.headers.contains(&("appId".into(), APP.into()));
        assert_eq!(sent.second_key, operator);
    }
    assert_eq!(host.sent.len(), 2);
}

/// Q97, Q98, Q103, Q108: after a rotation old and new key may both be configured; whichever the authority still takes is
/// used, and nobody has to switch at the right moment.
#[test]
fn old_and_new_key_side_by_side_need_no_exact_moment() {
    for old_still_works in [true, false] {
        let mut host = Host::ready("");
        let keys =
            format!(r#"{{"app_id":"{APP}","keys":[{{"secret_key":"{KEY_2}"}},{{"secret_key":"{KEY}"}}]}}"#);
        host.engine.put_app(&keys).expect("app");
        host.script = Box::new(move |sent| match sent.second_key == old_still_works {
            true => (code(1011), 20),
            false => all_well(sent),
        });
        for n in 0..5 {
            host.enter(&format!("s-{n}"), n);
            host.run(3_000);
            assert!(host.ended(&format!("s-{n}"), true).is_some());
        }
        assert_eq!(host.alerts("configuration"), 0);
    }
}
