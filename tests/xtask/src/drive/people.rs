//! Who exists in the histories, and how their host is set up. Nobody is real: area 110000 issues no card.

use serde_json::{Value, json};
use shiming_simulator::{AuthorityConfig, Enterprise, Game, Outcome, PeopleConfig, PersonRule};

use super::world::{APP_ID, JOURNAL_KEY, KEY};

/// A name and a number.
pub type Person = (&'static str, &'static str);

/// 认证成功 at once.
pub const ADULT: Person = ("某甲", "110000199001010013");
/// Another one.
pub const OTHER: Person = ("某乙", "11000019900101003X");
/// 认证中, and 认证成功 a minute and a half later.
pub const SLOW: Person = ("某丙", "110000199001010056");
/// 认证中, and 认证失败 a minute and a half later.
pub const SLOW_FAIL: Person = ("某丁", "110000199001010072");
/// 认证失败 at once.
pub const WRONG: Person = ("某戊", "110000199001010099");

/// 认证成功 at once; 14 years old in 2026.
pub const CHILD: Person = ("某己", "11000020120615001X");
/// 认证中, and 认证成功 a minute and a half later; 14 years old.
pub const SLOW_CHILD: Person = ("某庚", "110000201206150052");

/// A pi that another game of the enterprise was given: born 1990-01-01.
pub const KNOWN_PI: &str = "1he60d00000000000000000000000000000000";

/// The authority of every history: two games, `1101000001` and `1101000002`.
pub fn authority() -> AuthorityConfig {
    let rule = |(name, id_number): Person, outcome| PersonRule {
        id_number: id_number.into(),
        name: Some(name.into()),
        outcome,
        pi: None,
    };
    let games = ["1101000001", "1101000002"];
    let games = games.map(|biz_id| Game { biz_id: biz_id.into(), app_ids: vec![APP_ID.into()] });
    AuthorityConfig {
        enterprises: vec![Enterprise::new(APP_ID, KEY)],
        games: games.to_vec(),
        people: PeopleConfig {
            rules: vec![
                rule(ADULT, Outcome::Verified),
                rule(OTHER, Outcome::Verified),
                rule(SLOW, Outcome::PendingThenVerified { after_s: 90 }),
                rule(SLOW_FAIL, Outcome::PendingThenFailed { after_s: 90 }),
                rule(WRONG, Outcome::Failed),
                rule(CHILD, Outcome::Verified),
                rule(SLOW_CHILD, Outcome::PendingThenVerified { after_s: 90 }),
            ],
            known_pi: vec![KNOWN_PI.into()],
            ..PeopleConfig::default()
        },
        ..AuthorityConfig::default()
    }
}

/// A configuration with a journal; `more` replaces or adds fields.
pub fn config(more: Value) -> Value {
    let mut config = json!({"v": 1, "journal_keys": [JOURNAL_KEY], "report_accepted": true});
    if let (Some(config), Some(more)) = (config.as_object_mut(), more.as_object()) {
        config.extend(more.clone());
    }
    config
}

/// The enterprise with these keys.
pub fn app(keys: &[&str]) -> String {
    let keys: Vec<Value> = keys.iter().map(|key| json!({"secret_key": key})).collect();
    json!({"app_id": APP_ID, "keys": keys}).to_string()
}

/// A game at the simulator's addresses; `more` adds fields.
pub fn game(key: &str, biz_id: &str, more: Value) -> String {
    let mut game = json!({
        "game": key, "app_id": APP_ID, "biz_id": biz_id,
        "endpoints": {
            "kind": "custom",
            "check": "https://authority.example/idcard/authentication/check",
            "query": "http://authority2.example/idcard/authentication/query",
            "report": "http://authority2.example/behavior/collection/loginout",
        },
    });
    if let (Some(game), Some(more)) = (game.as_object_mut(), more.as_object()) {
        game.extend(more.clone());
    }
    game.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shiming_core::identity::validate_id_number;

    #[test]
    fn the_numbers_are_valid() {
        for (_, id_number) in [ADULT, OTHER, SLOW, SLOW_FAIL, WRONG] {
            assert!(validate_id_number(id_number, super::super::world::BEGIN).is_ok(), "{id_number}");
        }
    }
}
