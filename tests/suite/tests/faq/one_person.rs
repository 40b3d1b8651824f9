//! One natural person, many accounts, games and enterprises: one pi, one verification, rows in every game.

use shiming_core::account::{AccountEffect, AccountKind, AccountState};
use shiming_core::identity::pi_birth_date;
use shiming_core::wire::Endpoint;

use crate::host::{APP, Host, KEY_2, game_json, pi, verified_state};
use crate::world::{self, AI, OTHER_PI, PI, Player, alert, check, link, reset, submit, verified};

/// Q111, Q130, Q132, Q160, Q163, Q166, Q206: a person whose pi is known enters one game after the other without another
/// check, and each game reports its own login and logout, under its own bizId.
#[test]
fn a_known_person_is_unchecked_in_every_game_and_reported_in_each() {
    let mut host = Host::ready("");
    host.engine.put_game(&game_json("second", "biz-2", "")).expect("game");
    host.run(1_500);
    let state = verified_state(1);
    for (game, session) in [("g", "s-1"), ("second", "s-2")] {
        let player = shiming_core::engine::Player::Account { account: "a".into(), state: state.clone() };
        let now = host.now();
        assert!(host.engine.login(game, session, &player, now).expect("login").reported);
        host.run(3_000);
        let now = host.now();
        host.engine.logout(game, session, now).expect("logout");
        host.run(3_000);
    }
    assert!(host.calls(Endpoint::Check).is_empty() && host.calls(Endpoint::Query).is_empty());
    let rows: Vec<_> = host
        .sent
        .iter()
        .flat_map(|sent| sent.rows.iter().map(|row| (sent.biz.as_str(), row.login)))
        .collect();
    assert_eq!(rows, [("biz", true), ("biz", false), ("biz-2", true), ("biz-2", false)]);
    assert!(host.rows().iter().all(|(_, row)| row.id == pi(1)));
}

/// Q148, Q178, M23: another account of a person who is known, also from another company's record, is linked at once.
#[test]
fn a_second_account_of_a_known_person_is_linked_without_a_check() {
    let first = Player::new().then(submit()).then(check(verified(PI)));
    let second = Player::new().then(link(first.state.pi().unwrap(), first.state.birth()));
    assert_eq!((second.state.kind(), second.state.pi()), (AccountKind::Verified, Some(PI)));
    assert!(second.effects.is_empty() && second.state.next_step().is_none(), "nothing is sent");
}

/// Q150: a verified player is not verified again at each login.
#[test]
fn a_verified_player_logs_in_again_and_again_without_a_check() {
    let mut host = Host::ready("");
    for n in 0..10 {
        let session = format!("s-{n}");
        host.enter(&session, 1);
        host.run(1_000);
        host.leave(&session);
        host.run(1_000);
    }
    assert!(host.calls(Endpoint::Check).is_empty());
    assert_eq!(host.rows().len(), 20);
}

/// Q135: where channels verify, each does so for its own players, also in the same game.
#[test]
fn each_channel_verifies_its_own_players() {
    let mut host = Host::ready("");
    host.engine
        .put_app(&format!(r#"{{"app_id":"channel","keys":[{{"secret_key":"{KEY_2}"}}]}}"#))
        .expect("app");
    host.engine.put_game(&game_json("g-of-channel", "biz", "").replace(APP, "channel")).expect("game");
    host.verify("a", 1);
    host.run(3_000);
    assert_eq!(host.changes("a")[0].1.kind(), AccountKind::Verified);
    let player = shiming_core::engine::Player::Account { account: "a".into(), state: AccountState::new() };
    let now = host.now();
    let admission = host.engine.login("g-of-channel", "s", &player, now).expect("login");
    assert_eq!((admission.allowed, admission.reason.as_str()), (false, "unverified"));
}

/// M42: the pi stays with the player, also in what the host stores.
#[test]
fn the_stored_state_keeps_the_pi() {
    let player = Player::new().then(submit()).then(check(verified(PI)));
    let read = AccountState::from_json(&player.state.to_json()).unwrap();
    assert_eq!((read.kind(), read.pi()), (AccountKind::Verified, Some(PI)));
}

/// M22, Q133: a pi cannot be replaced by another one in passing; that needs a reset, which has a reason.
#[test]
fn another_person_needs_a_reset_first() {
    let player = Player::new().then(submit()).then(check(verified(PI))).then(link(OTHER_PI, None));
    assert_eq!((player.state.pi(), player.effects.clone()), (Some(PI), vec![alert("identity_mismatch")]));
    let player = player.then(reset()).then(link(OTHER_PI, None));
    assert_eq!(player.state.pi(), Some(OTHER_PI));
}

/// Q113, Q137: the enterprise's own record can be reset, for example when the user changes; then the new user's identity
/// is required, and nobody plays on the old one's.
#[test]
fn after_a_change_of_user_the_new_one_must_verify() {
    let mut host = Host::ready("");
    let sold = Player::new().then(submit()).then(check(verified(PI))).then(reset());
    assert_eq!(
        (sold.state.kind(), sold.state.pi(), sold.state.birth()),
        (AccountKind::Unverified, None, None)
    );
    assert!(!host.login("s", "a", &sold.state).allowed);
    let resold = sold.then(world::submit_as(world::OTHER_NAME, world::OTHER_NUMBER));
    assert_eq!(resold.effects, [AccountEffect::SendCheck { ai: AI.into() }]);
}

/// M41: digits and a to p, a = 10; the first six of a pi are the birth date.
#[test]
fn a_pi_is_read_in_base_26() {
    for (pi, birth) in [(PI, "1901-01-01"), (OTHER_PI, "1901-01-02")] {
        assert_eq!(pi_birth_date(pi).unwrap().birth, world::date(birth));
    }
    // 20081121 in base 26.
    let young = format!("1hodkl{}", "0".repeat(32));
    assert_eq!(pi_birth_date(&young).unwrap().birth, world::date("2008-11-21"));
}
