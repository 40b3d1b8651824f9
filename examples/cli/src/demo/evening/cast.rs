//! Who plays on the evening, and when each of them does what. A pure function of how many they are.

use shiming_core::time::{DAY, Date, HOUR, MINUTE, SECOND, UTC8};

use crate::command::id_number;

/// Friday, 2026-11-20, 0:00 in UTC+8.
pub(super) const MIDNIGHT: i64 = 20_777 * DAY - UTC8;
pub(super) const ELEVEN: i64 = MIDNIGHT + 11 * HOUR;
pub(super) const NOON: i64 = MIDNIGHT + 12 * HOUR;
pub(super) const EIGHT: i64 = MIDNIGHT + 20 * HOUR;
pub(super) const HALF_PAST_EIGHT: i64 = EIGHT + 30 * MINUTE;
pub(super) const NINE: i64 = MIDNIGHT + 21 * HOUR;
pub(super) const TEN_PAST_NINE: i64 = NINE + 10 * MINUTE;

/// Ages, and what 34号 lets them pay: at once and in a month, fen.
const MINORS: [(i32, i64, i64); 6] = [
    (6, 0, 0),
    (8, 5_000, 20_000),
    (12, 5_000, 20_000),
    (15, 5_000, 20_000),
    (16, 10_000, 40_000),
    (17, 10_000, 40_000),
];
const ADULTS: [i32; 3] = [18, 30, 60];

/// One player.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    /// What a minor may pay, at once and in a month, fen; none: an adult, without limits.
    pub(super) caps: Option<(i64, i64)>,
    pub(super) name: String,
    pub(super) id_number: String,
    /// When the player comes in.
    pub(super) enters: i64,
    /// When the player leaves by a logout; none: whom nine o'clock ends.
    pub(super) leaves: Option<i64>,
}

impl Actor {
    pub(super) fn is_minor(&self) -> bool {
        self.caps.is_some()
    }
}

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    Verify,
    TryAtNoon,
    Enter,
    Pay,
    Heartbeat,
    Leave,
    TryAfter,
}

/// Everybody: so many minors, and a quarter of that adults.
pub(super) fn cast(minors: usize) -> Vec<Actor> {
    let adults = (minors / 4).max(ADULTS.len());
    (0..minors + adults).map(|at| actor(at, minors)).collect()
}

fn actor(at: usize, minors: usize) -> Actor {
    let minor = (at < minors).then(|| MINORS[at % MINORS.len()]);
    let age = minor.map_or(ADULTS[at % ADULTS.len()], |(age, ..)| age);
    // Birthdays in March: nobody is near one.
    let birth = Date { year: 2026 - age, month: 3, day: (at % 28) as i32 + 1 };
    let body = format!("110000{}{:03}", birth.text().replace('-', ""), at / 28 % 999 + 1);
    // Spread over the first forty minutes; who leaves early comes early.
    let spread = 40 * MINUTE * at as i64 / (minors.max(1) * 2) as i64 / SECOND * SECOND;
    let leaves_early = minor.is_some() && at % 5 == 4;
    let leaves = match minor {
        None => Some(TEN_PAST_NINE),
        Some(_) => leaves_early.then_some(HALF_PAST_EIGHT),
    };
    Actor {
        caps: minor.map(|(_, single, month)| (single, month)),
        name: "某某".to_owned(),
        id_number: id_number(&body),
        enters: EIGHT + spread,
        leaves,
    }
}

/// Everything that everybody does, in order.
pub(super) fn acts(cast: &[Actor]) -> Vec<(i64, usize, Act)> {
    let mut acts = Vec::new();
    for (at, actor) in cast.iter().enumerate() {
        acts.push((ELEVEN + 20 * at as i64, at, Act::Verify));
        acts.push((actor.enters, at, Act::Enter));
        acts.push((actor.enters + MINUTE / 2, at, Act::Pay));
        let last = actor.leaves.unwrap_or(NINE);
        let beats = (1..).map(|nth| actor.enters + nth * MINUTE).take_while(|beat| *beat < last);
        acts.extend(beats.map(|beat| (beat, at, Act::Heartbeat)));
        if let Some(leaves) = actor.leaves {
            acts.push((leaves, at, Act::Leave));
        }
        if actor.is_minor() {
            acts.push((NOON, at, Act::TryAtNoon));
            acts.push((NINE + 5 * SECOND, at, Act::TryAfter));
        }
    }
    acts.sort_unstable();
    acts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use shiming_core::identity::validate_id_number;

    #[test]
    fn it_is_a_friday() {
        assert_eq!(Date::of(MIDNIGHT).map(Date::text).as_deref(), Some("2026-11-20"));
        assert_eq!(Date::of(MIDNIGHT).map(Date::start), Some(MIDNIGHT));
    }

    #[test]
    fn everybody_is_somebody_else_and_comes_before_the_first_warning() {
        let cast = cast(400);
        let numbers: BTreeSet<&str> = cast.iter().map(|actor| actor.id_number.as_str()).collect();
        assert_eq!(numbers.len(), cast.len());
        for actor in &cast {
            assert!(validate_id_number(&actor.id_number, NOON).is_ok());
            assert!((EIGHT..NINE - 15 * MINUTE - SECOND).contains(&actor.enters));
            assert!(actor.leaves.is_none_or(|leaves| leaves > actor.enters + MINUTE));
            let birth_year: i32 = actor.id_number[6..10].parse().unwrap();
            assert_eq!(actor.is_minor(), 2026 - birth_year < 18);
        }
    }
}
