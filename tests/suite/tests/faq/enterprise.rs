//! What belongs to an enterprise and what to a game, against the simulated authority with the core's own requests.

use std::net::{IpAddr, Ipv4Addr};

use shiming_core::credential::App;
use shiming_core::interface_test::{interface_test, interface_test_request};
use shiming_core::wire::{
    Behavior, Endpoints, PlayerKind, Row, check_request, query_request, report_request,
};
use shiming_simulator::{Authority, AuthorityConfig, Command, Enterprise, Game, HttpRequest, TestAccount};

use crate::host::{KEY, KEY_2};
use crate::world::{NAME, NUMBER, PI, T0};

const HOME: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const GAMES: [&str; 3] = ["1101000001", "1101000002", "1101000003"];

/// An operator and a channel, three games of both.
fn config() -> AuthorityConfig {
    let mut config = AuthorityConfig::one_game("operator", GAMES[0], KEY);
    config.enterprises.push(Enterprise::new("channel", KEY_2));
    config.games = GAMES
        .iter()
        .map(|biz_id| Game { biz_id: (*biz_id).into(), app_ids: vec!["operator".into(), "channel".into()] })
        .collect();
    config
}

fn operator(biz: &str) -> App {
    App::new("operator", biz, KEY).unwrap()
}

fn channel(biz: &str) -> App {
    App::new("channel", biz, KEY_2).unwrap()
}

fn send(authority: &mut Authority, request: &shiming_core::Request, now: i64) -> i64 {
    let answer = authority.handle_core(request, HOME, now);
    let json: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    json["errcode"].as_i64().expect("a code")
}

fn check(authority: &mut Authority, app: &App, ai: &str, now: i64) -> i64 {
    let mut nonce = [0; 12];
    nonce.iter_mut().zip(ai.bytes().rev()).for_each(|(to, from)| *to = from);
    let request = check_request(app, &Endpoints::Production, ai, NAME, NUMBER, &nonce, now).unwrap();
    send(authority, &request, now)
}

/// Q4, Q17, Q20: the gate of eight cases is the enterprise's. Passed once, every game of it is open, without any
/// certificate; another enterprise has its own gate, in the same game.
#[test]
fn eight_cases_open_every_game_of_that_enterprise() {
    let mut config = config();
    for (enterprise, test) in config.enterprises.iter_mut().zip(["operator-test", "channel-test"]) {
        enterprise.tests_passed = false;
        enterprise.test = Some(TestAccount { app_id: test.into(), secret_key: KEY.into() });
    }
    let mut authority = Authority::new(config);
    for (n, biz) in GAMES.iter().enumerate() {
        assert_eq!(check(&mut authority, &operator(biz), &format!("before-{n}"), T0), 1009);
    }
    let app = App::new("operator-test", "1101999999", KEY).unwrap();
    for case in 1..=8_u8 {
        let issue = Command::IssueTestCode { app_id: "operator-test".into(), case };
        let test_code = authority.command(&issue, T0).unwrap().test_code.unwrap();
        let presets = interface_test(case.into()).unwrap().presets.len();
        for preset in 1..=presets as u8 {
            let at = T0 + i64::from(case) * 10_000 + i64::from(preset) * 1_000;
            let nonce = [case, preset, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            let request =
                interface_test_request(case.into(), &app, &test_code, preset.into(), &nonce, at).unwrap();
            authority.handle(&HttpRequest::from(&request), at);
        }
    }
    let now = T0 + 200_000;
    for (n, biz) in GAMES.iter().enumerate() {
        assert_eq!(check(&mut authority, &operator(biz), &format!("after-{n}"), now), 0, "{biz}");
        assert_eq!(check(&mut authority, &channel(biz), &format!("channel-{n}"), now), 1009, "{biz}");
    }
}

/// Q36, Q87: the list of addresses is an enterprise's, for all of its games; the other enterprise has its own.
#[test]
fn the_list_of_addresses_is_an_enterprises() {
    let mut authority = Authority::new(config());
    let elsewhere = vec!["203.0.113.7".parse().unwrap()];
    let list = Command::SetIpList { app_id: "operator".into(), ip_allow: Some(elsewhere) };
    authority.command(&list, T0).unwrap();
    for (n, biz) in GAMES.iter().enumerate() {
        assert_eq!(check(&mut authority, &operator(biz), &format!("o-{n}"), T0), 1005);
        assert_eq!(check(&mut authority, &channel(biz), &format!("c-{n}"), T0), 0);
    }
}

/// Q44, Q86, M18: operator and channel report the same game, each under its own appId and key. Nothing of one is
/// refused because the other reports as well.
#[test]
fn two_enterprises_report_the_same_game() {
    let mut authority = Authority::new(config());
    for (n, app) in [operator(GAMES[0]), channel(GAMES[0])].iter().enumerate() {
        let at = T0 + n as i64 * 1_000;
        assert_eq!(check(&mut authority, app, &format!("ai-{n}"), at), 0);
        let row = |bt| Row {
            si: format!("s-{n}"),
            bt,
            ot: at / 1_000 - 1,
            ct: PlayerKind::Verified,
            pi: Some(PI.into()),
            di: None,
        };
        let rows = [row(Behavior::Login), row(Behavior::Logout)];
        let request = report_request(app, &Endpoints::Production, &rows, &[9; 12], at).unwrap();
        assert_eq!(send(&mut authority, &request, at), 0);
    }
    assert_eq!(authority.summary(T0 + 10_000).games[0].rows_stored, 4);
    // And one enterprise's key does not open the other's account.
    let stolen = App::new("channel", GAMES[0], KEY).unwrap();
    assert_eq!(check(&mut authority, &stolen, "stolen", T0), 1011);
}

/// Q88, Q100, M15, M17: what one enterprise sends in a game uses up neither another game's limit nor another
/// enterprise's, although all come from one address.
#[test]
fn limits_are_of_one_enterprise_in_one_game() {
    let mut authority = Authority::new(config());
    let query = |authority: &mut Authority, app: &App| {
        send(authority, &query_request(app, &Endpoints::Production, "unknown", T0).unwrap(), T0)
    };
    for _ in 0..300 {
        assert_eq!(query(&mut authority, &operator(GAMES[0])), 2003);
    }
    assert_eq!(query(&mut authority, &operator(GAMES[0])), 1006);
    assert_eq!(query(&mut authority, &operator(GAMES[1])), 2003);
    assert_eq!(query(&mut authority, &channel(GAMES[0])), 2003);
}
