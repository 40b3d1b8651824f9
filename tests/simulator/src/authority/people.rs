//! Who exists, and what verifying them gives: the official presets, the scenario's own people, and for everybody
//! else a rule that follows from a hash, so that thousands of synthetic people need no list.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::presets;
use super::random::keyed_hash;

/// What verifying somebody gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// Status 0 at once.
    Verified,
    /// Status 2 at once.
    Failed,
    /// Status 1, and status 0 after this many seconds.
    PendingThenVerified {
        /// Seconds from submission.
        after_s: i64,
    },
    /// Status 1, and status 2 after this many seconds.
    PendingThenFailed {
        /// Seconds from submission.
        after_s: i64,
    },
    /// Status 1 until the record is purged.
    Never,
}

impl Outcome {
    /// Seconds until the result is there; none = never.
    pub(crate) fn settles_after_s(self) -> Option<i64> {
        match self {
            Self::Verified | Self::Failed => Some(0),
            Self::PendingThenVerified { after_s } | Self::PendingThenFailed { after_s } => Some(after_s),
            Self::Never => None,
        }
    }

    pub(crate) fn succeeds(self) -> bool {
        matches!(self, Self::Verified | Self::PendingThenVerified { .. })
    }
}

/// One person of a scenario.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRule {
    /// 18 characters.
    pub id_number: String,
    /// The true name; another name under this number fails. None = any name is right.
    #[serde(default)]
    pub name: Option<String>,
    /// What verifying this person gives.
    pub outcome: Outcome,
    /// The pi; none = it follows from the seed.
    #[serde(default)]
    pub pi: Option<String>,
}

impl fmt::Debug for PersonRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonRule({:?})", self.outcome)
    }
}

/// How the outcomes of people without a rule are spread. Weights, not percentages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Spread {
    /// Status 0 at once.
    pub verified: u32,
    /// Status 2 at once.
    pub failed: u32,
    /// Status 1, then 0.
    pub pending_then_verified: u32,
    /// Status 1, then 2.
    pub pending_then_failed: u32,
    /// Status 1 for ever.
    pub never: u32,
    /// The shortest wait of a pending one, in seconds.
    pub pending_min_s: u32,
    /// The longest wait of a pending one, in seconds.
    pub pending_max_s: u32,
}

impl Default for Spread {
    fn default() -> Self {
        Self {
            verified: 1,
            failed: 0,
            pending_then_verified: 0,
            pending_then_failed: 0,
            never: 0,
            pending_min_s: 10,
            pending_max_s: 600,
        }
    }
}

impl Spread {
    /// A bit of everything, for demonstrations and long simulations.
    pub fn mixed() -> Self {
        Self {
            verified: 90,
            failed: 3,
            pending_then_verified: 5,
            pending_then_failed: 1,
            never: 1,
            ..Self::default()
        }
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        if self.pending_min_s > self.pending_max_s {
            return Err("people.others: pending_min_s is above pending_max_s".into());
        }
        let at_once = self.verified | self.failed;
        if at_once | self.never | self.pending_then_verified | self.pending_then_failed == 0 {
            return Err("people.others: at least one weight must be above 0".into());
        }
        Ok(())
    }

    fn outcome(&self, digest: &[u8; 32]) -> Outcome {
        let weights =
            [self.verified, self.failed, self.pending_then_verified, self.pending_then_failed, self.never];
        let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
        let mut point = word(digest, 0) % total.max(1);
        let wait = u64::from(self.pending_max_s.saturating_sub(self.pending_min_s)) + 1;
        let after_s = (u64::from(self.pending_min_s) + word(digest, 1) % wait) as i64;
        for (at, weight) in weights.into_iter().enumerate() {
            if point < u64::from(weight) {
                return match at {
                    0 => Outcome::Verified,
                    1 => Outcome::Failed,
                    2 => Outcome::PendingThenVerified { after_s },
                    3 => Outcome::PendingThenFailed { after_s },
                    _ => Outcome::Never,
                };
            }
            point -= u64::from(weight);
        }
        Outcome::Verified
    }
}

fn word(digest: &[u8; 32], at: usize) -> u64 {
    digest.iter().skip(at * 8).take(8).fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Who exists.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PeopleConfig {
    /// People with a rule of their own.
    pub rules: Vec<PersonRule>,
    /// Everybody else.
    pub others: Spread,
    /// In production, the presets of the second list wait this many seconds and then succeed.
    pub preset_pending_s: i64,
    /// Give pi of an unexpected shape, to see what a host makes of them.
    pub odd_pi: bool,
    /// pi that are known from the start, for hosts that bring players along.
    pub known_pi: Vec<String>,
}

impl fmt::Debug for PeopleConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PeopleConfig")
            .field("rules", &self.rules.len())
            .field("others", &self.others)
            .field("known_pi", &self.known_pi.len())
            .finish_non_exhaustive()
    }
}

impl Default for PeopleConfig {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            others: Spread::default(),
            preset_pending_s: 60,
            odd_pi: false,
            known_pi: Vec::new(),
        }
    }
}

impl PeopleConfig {
    pub(crate) fn check(&self) -> Result<(), String> {
        self.others.check()
    }
}

/// The same, indexed.
#[derive(Clone)]
pub(crate) struct People {
    seed: u64,
    config: PeopleConfig,
    rule_of: HashMap<String, usize>,
}

impl People {
    pub fn new(seed: u64, config: PeopleConfig) -> Self {
        // Of two rules for one number the later one holds.
        let rule_of =
            config.rules.iter().enumerate().map(|(at, rule)| (rule.id_number.clone(), at)).collect();
        Self { seed, config, rule_of }
    }

    /// Adds rules, or replaces those of the same numbers.
    pub fn put(&mut self, rules: &[PersonRule]) {
        for rule in rules {
            self.rule_of.insert(rule.id_number.clone(), self.config.rules.len());
            self.config.rules.push(rule.clone());
        }
    }

    /// Everybody without a rule, from now on.
    pub fn set_others(&mut self, others: Spread) {
        self.config.others = others;
    }

    /// The pi that are known before anybody was verified.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        let presets = presets::PRESETS.iter().filter_map(|preset| preset.pi);
        let rules = self.config.rules.iter().filter_map(|rule| rule.pi.as_deref());
        self.config.known_pi.iter().map(String::as_str).chain(presets).chain(rules)
    }

    /// What verifying this name and number gives, and the pi that a success carries.
    pub fn verify(&self, name: &str, id_number: &str) -> (Outcome, String) {
        if let Some(rule) = self.rule_of.get(id_number).and_then(|at| self.config.rules.get(*at)) {
            let right = rule.name.as_deref().is_none_or(|true_name| true_name == name);
            let pi = rule.pi.clone().unwrap_or_else(|| self.pi(id_number));
            return (if right { rule.outcome } else { Outcome::Failed }, pi);
        }
        if let Some(preset) = presets::by_number(id_number) {
            let outcome = match (preset.name == name, preset.pi) {
                (false, _) => Outcome::Failed,
                (true, Some(_)) => Outcome::Verified,
                (true, None) => Outcome::PendingThenVerified { after_s: self.config.preset_pending_s },
            };
            let pi = preset.pi.map_or_else(|| self.pi(id_number), str::to_owned);
            return (outcome, pi);
        }
        let digest = keyed_hash(self.seed, "outcome", &[name, id_number]);
        (self.config.others.outcome(&digest), self.pi(id_number))
    }

    /// The pi of a person: the same in every game and for every enterprise (Q109). Six digits of base 26 spell the
    /// birth date as the number yyyymmdd (V1.9 §六, M41), 32 characters follow from the ID number.
    fn pi(&self, id_number: &str) -> String {
        let digest = keyed_hash(self.seed, "pi", &[id_number]);
        let tail = digest.iter().map(|byte| b"0123456789abcdefghijklmnopqrstuvwxyz"[usize::from(byte % 36)]);
        let tail: String = tail.map(char::from).collect();
        let date: u64 = id_number.get(6..14).and_then(|date| date.parse().ok()).unwrap_or(0);
        let pi = base26(date) + &tail;
        if !self.config.odd_pi {
            return pi;
        }
        match digest[31] % 3 {
            0 => format!("PI-{}", &tail[..20]),
            1 => pi.to_uppercase(),
            _ => format!("{pi}{}", &tail[..20]),
        }
    }
}

fn base26(mut number: u64) -> String {
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdefghijklmnop"[(number % 26) as usize];
        number /= 26;
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_the_birth_date_in_base_26() {
        // V1.9 §六 and the presets: 2010-01-01 is 1hpfml, 1901-01-01 is 1fffbj.
        assert_eq!(base26(20_100_101), "1hpfml");
        assert_eq!(base26(19_010_101), "1fffbj");
        assert_eq!(base26(20_301_231), "1ib1af");
    }

    #[test]
    fn a_spread_meets_its_weights() {
        let config = PeopleConfig { others: Spread::mixed(), ..PeopleConfig::default() };
        let people = People::new(7, config);
        let mut verified = 0;
        for n in 0..10_000 {
            let (outcome, _) = people.verify("某某", &format!("11000019900101{n:04}"));
            verified += u32::from(outcome == Outcome::Verified);
        }
        assert!((8_800..9_200).contains(&verified), "{verified}");
    }
}
