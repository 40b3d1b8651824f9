//! Guests: allowed by the notice of 2019, prohibited since 2021-09-01. Where a game pins the older law, the rules of the
//! FAQ hold.

use shiming_core::engine::Player;
use shiming_core::identity::{IdMode, normalize_id};

use crate::host::{BEGIN, Host, game_json};

/// Q105, Q182, M44, M50: a guest is reported with ct 2 and whatever identifier the game already has, brought to 32.
#[test]
fn any_identifier_of_a_guest_serves_as_device() {
    let mut host = Host::ready("");
    for (n, raw) in ["guest:4711", "游客-17", &"x".repeat(40)].into_iter().enumerate() {
        let di = normalize_id(raw, IdMode::AlwaysHash).expect("an id").id;
        assert_eq!(di.len(), 32);
        assert!(host.guest(&format!("s-{n}"), &di).reported);
        host.run(3_000);
        let (_, row) = host.rows().pop().expect("a row");
        assert_eq!((row.ct, row.login, row.id), (2, true, di));
    }
}

/// 国新出发〔2021〕14号 over Q41, Q105, Q182, Q205, Q214 and M44: by the law of today no guest comes in, and so none is
/// reported.
#[test]
fn the_law_of_today_knows_no_guests() {
    const { assert!(BEGIN > 1_630_425_600_000, "after 2021-09-01") };
    let mut host = Host::ready("");
    host.engine.put_game(&game_json("today", "biz-2", "")).expect("game");
    let now = host.now();
    let guest = Player::Guest { di: "device".into() };
    let admission = host.engine.login("today", "s", &guest, now).expect("login");
    assert_eq!((admission.allowed, admission.reason.as_str()), (false, "guest_prohibited"));
    assert_eq!(admission.rule_id, "N2021-2");
    host.run(5_000);
    assert!(host.sent.is_empty());
}
