//! Who plays and what becomes of them. A pure function of the settings, so that a second run knows what the first began.

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use crate::command::id_number;

/// The enterprise of the demonstration. Its key opens nothing but the simulator inside this process.
pub(super) const APP_ID: &str = "demo-app-id";
pub(super) const SECRET_KEY: &str = "2836e95fcd10e04b0069bb1ee659955b";

/// What the plan follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    pub(super) players: usize,
    pub(super) games: usize,
    pub(super) seed: u64,
    pub(super) faults: bool,
    /// Whether one lane is answered 1006, which costs a minute.
    pub(super) throttle: bool,
}

/// What becomes of a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// 认证成功 at once.
    Verified,
    /// 认证中, then 认证成功, while playing.
    PendingVerified,
    /// 认证中, then 认证失败, while playing.
    PendingFailed,
    /// 认证失败 at once.
    Failed,
    /// The number cannot be one: it is refused before anything is sent.
    Malformed,
    /// 游客, under the rules of 2019.
    Guest,
}

impl Fate {
    pub(super) const ALL: [Self; 6] = [
        Self::Verified,
        Self::PendingVerified,
        Self::PendingFailed,
        Self::Failed,
        Self::Malformed,
        Self::Guest,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::PendingVerified => "pending_verified",
            Self::PendingFailed => "pending_failed",
            Self::Failed => "failed",
            Self::Malformed => "malformed",
            Self::Guest => "guest",
        }
    }

    /// Whether login and logout of such a player are reported.
    pub(super) fn is_reported(self) -> bool {
        matches!(self, Self::Verified | Self::PendingVerified | Self::Guest)
    }
}

/// One player.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) game: usize,
    pub(super) fate: Fate,
    pub(super) name: String,
    pub(super) id_number: String,
    /// How long a session lasts, in milliseconds.
    pub(super) play_ms: u64,
    /// The client vanishes: no logout, the heartbeats stop.
    pub(super) vanishes: bool,
    /// Seconds until the authority has a pending result.
    pub(super) pending_s: i64,
}

/// Everybody.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) settings: Settings,
    pub(super) players: Vec<Planned>,
}

impl Plan {
    pub(super) fn new(settings: Settings) -> Self {
        let mut rng = Rng::with_seed(settings.seed);
        let players = (0..settings.players).map(|at| planned(at, settings.games, &mut rng)).collect();
        Self { settings, players }
    }
}

fn planned(at: usize, games: usize, rng: &mut Rng) -> Planned {
    // The first players are one of each, so that small demonstrations show everything too.
    let fate = Fate::ALL.get(at).copied().unwrap_or_else(|| match rng.u32(0..100) {
        0..70 => Fate::Verified,
        70..78 => Fate::PendingVerified,
        78..82 => Fate::PendingFailed,
        82..87 => Fate::Failed,
        87..90 => Fate::Malformed,
        _ => Fate::Guest,
    });
    let (name, mut id_number) = person(at);
    if fate == Fate::Malformed {
        let last = id_number.pop();
        id_number.push(if last == Some('0') { '1' } else { '0' });
    }
    Planned {
        game: at % games,
        fate,
        name,
        id_number,
        play_ms: rng.u64(300..2_000),
        vanishes: rng.u32(0..100) < 12,
        pending_s: rng.i64(1..5),
    }
}

/// A synthetic adult: area 110000 has issued no card, and no two players share a number.
fn person(at: usize) -> (String, String) {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |place: usize| DIGITS[at / place % 10];
    let (day, sequence) = (at / 999, at % 999 + 1);
    let (year, month, day) = (1970 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    let body = format!("110000{year:04}{month:02}{day:02}{sequence:03}");
    (format!("某{}{}", digit(10), digit(1)), id_number(&body))
}

/// The host's key of a game.
pub(super) fn game_key(game: usize) -> String {
    format!("game-{game}")
}

/// The filing code of a game.
pub(super) fn biz_id(game: usize) -> String {
    format!("{}", 1_101_000_000 + game)
}

/// The host's key of a player, and the device of a guest.
pub(super) fn account_key(player: usize) -> String {
    format!("player-{player}")
}

/// The host's key of a player's `nth` session.
pub(super) fn session_key(player: usize, nth: usize) -> String {
    format!("{player}-{nth}")
}

/// The player and the place of a session's key.
pub(super) fn parse_session_key(key: &str) -> Option<(usize, usize)> {
    let (player, nth) = key.split_once('-')?;
    Some((player.parse().ok()?, nth.parse().ok()?))
}

/// The player behind an account's key.
pub(super) fn parse_account_key(key: &str) -> Option<usize> {
    key.strip_prefix("player-")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shiming_core::identity::{validate_id_number, validate_name};
    use std::collections::BTreeSet;

    fn settings(players: usize) -> Settings {
        Settings { players, games: 3, seed: 1, faults: false, throttle: false }
    }

    #[test]
    fn persons_are_valid_and_unique() {
        let plan = Plan::new(settings(20_000));
        let numbers: BTreeSet<&str> = plan.players.iter().map(|player| player.id_number.as_str()).collect();
        assert_eq!(numbers.len(), plan.players.len());
        for player in &plan.players {
            let valid = validate_id_number(&player.id_number, 1_795_176_000_000).is_ok();
            assert_eq!(valid, player.fate != Fate::Malformed);
            assert!(validate_name(&player.name).is_ok());
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_plan() {
        let show = |plan: &Plan| format!("{:?}", plan.players);
        assert_eq!(show(&Plan::new(settings(100))), show(&Plan::new(settings(100))));
        assert_ne!(show(&Plan::new(settings(100))), show(&Plan::new(Settings { seed: 2, ..settings(100) })));
    }

    #[test]
    fn every_fate_occurs() {
        let plan = Plan::new(settings(6));
        let fates: BTreeSet<Fate> = plan.players.iter().map(|player| player.fate).collect();
        assert_eq!(fates.len(), Fate::ALL.len());
    }
}
