//! The life of an `ai`: one act of verification (Q92, Q95), held until its result was fetched and 300 s passed
//! (Q158, Q179, M34, M36, M37), or until it is purged after 48 h (Q159).

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::codes::{Reply, code};
use super::config::AiConfig;
use super::people::Outcome;

/// In milliseconds.
fn seconds(seconds: i64) -> i64 {
    seconds.saturating_mul(1_000)
}

/// Everything that happened under one `ai`.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Checks that were taken.
    pub submissions: u32,
    /// Checks refused with 2004.
    pub in_use: u32,
    /// Queries that found the record.
    pub queries: u32,
    /// Queries refused with 2003 after there had been a record.
    pub queries_too_late: u32,
    /// When the newest submission arrived, Unix milliseconds.
    pub submitted: i64,
    /// What that submission gives in the end.
    pub outcome: Outcome,
    /// Whether its final result was ever put into an answer.
    pub told: bool,
    /// The ID number of that submission.
    pub id_number: String,
    /// The pi that a success carries.
    pub pi: String,
    live: Option<Live>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Live {
    settles: Option<i64>,
    last_query: i64,
    first_final_query: Option<i64>,
}

impl Attempt {
    /// Whether the record is held now: checking this `ai` again would be refused with 2004.
    pub fn held(&self, config: &AiConfig, now: i64) -> bool {
        let Some(live) = &self.live else { return false };
        let deleted =
            live.first_final_query.is_some_and(|at| now - at >= seconds(config.delete_after_query_s));
        let young = now - self.submitted < seconds(config.life_s);
        let asked_for = now - live.last_query < seconds(config.idle_s);
        !deleted && (young || asked_for)
    }

    /// Whether the result is there but was never fetched.
    pub fn waits_unfetched(&self, config: &AiConfig, now: i64) -> bool {
        self.held(config, now) && !self.told && self.settled(now)
    }

    fn settled(&self, now: i64) -> bool {
        self.live.is_some_and(|live| live.settles.is_some_and(|at| now >= at))
    }

    fn result(&self) -> Reply {
        if self.outcome.succeeds() {
            Reply::Status { status: 0, pi: Some(self.pi.clone()) }
        } else {
            Reply::Status { status: 2, pi: None }
        }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("submissions", &self.submissions)
            .field("in_use", &self.in_use)
            .field("queries", &self.queries)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// Who verifies: an enterprise and a game, or an enterprise alone, as the scenario reads uniqueness.
pub(crate) type Scope = (usize, usize);

/// A submission, after all of its fields were found good.
pub(crate) struct Submission {
    pub ai: String,
    pub id_number: String,
    pub outcome: Outcome,
    pub pi: String,
}

/// All attempts.
#[derive(Clone, Default)]
pub(crate) struct Attempts {
    by_scope: BTreeMap<Scope, HashMap<String, Attempt>>,
}

impl Attempts {
    pub fn get(&self, scope: Scope, ai: &str) -> Option<&Attempt> {
        self.by_scope.get(&scope)?.get(ai)
    }

    /// All of them, sorted.
    pub fn sorted(&self) -> Vec<(Scope, &str, &Attempt)> {
        let mut all: Vec<_> = self
            .by_scope
            .iter()
            .flat_map(|(scope, by_ai)| by_ai.iter().map(|(ai, attempt)| (*scope, ai.as_str(), attempt)))
            .collect();
        all.sort_unstable_by_key(|(scope, ai, _)| (*scope, *ai));
        all
    }

    /// Whether this `ai` may not be used now; counts the refusal.
    pub fn refuse_in_use(&mut self, config: &AiConfig, scope: Scope, ai: &str, now: i64) -> bool {
        let attempt = self.by_scope.get_mut(&scope).and_then(|by_ai| by_ai.get_mut(ai));
        let Some(attempt) = attempt.filter(|attempt| attempt.held(config, now)) else { return false };
        attempt.in_use += 1;
        true
    }

    pub fn check(&mut self, config: &AiConfig, scope: Scope, new: Submission, now: i64) -> Reply {
        let settles = new.outcome.settles_after_s().map(|after| now.saturating_add(seconds(after)));
        let at_once = settles.is_some_and(|at| at <= now);
        let live = Live { settles, last_query: now, first_final_query: None };
        let earlier = self.get(scope, &new.ai);
        let attempt = Attempt {
            submissions: 1 + earlier.map_or(0, |earlier| earlier.submissions),
            in_use: earlier.map_or(0, |earlier| earlier.in_use),
            queries: earlier.map_or(0, |earlier| earlier.queries),
            queries_too_late: earlier.map_or(0, |earlier| earlier.queries_too_late),
            submitted: now,
            outcome: new.outcome,
            told: at_once,
            id_number: new.id_number,
            pi: new.pi,
            live: (!at_once || config.hold_immediate).then_some(live),
        };
        let reply = if at_once { attempt.result() } else { Reply::Status { status: 1, pi: None } };
        self.by_scope.entry(scope).or_default().insert(new.ai, attempt);
        reply
    }

    pub fn query(&mut self, config: &AiConfig, scope: Scope, ai: &str, now: i64) -> Reply {
        let Some(attempt) = self.by_scope.get_mut(&scope).and_then(|by_ai| by_ai.get_mut(ai)) else {
            return Reply::Refused(code::NO_RECORD);
        };
        if !attempt.held(config, now) {
            attempt.queries_too_late += 1;
            return Reply::Refused(code::NO_RECORD);
        }
        attempt.queries += 1;
        let settled = attempt.settled(now);
        if let Some(live) = &mut attempt.live {
            live.last_query = now;
            if settled && live.first_final_query.is_none() {
                live.first_final_query = Some(now);
            }
        }
        if !settled {
            return Reply::Status { status: 1, pi: None };
        }
        attempt.told = true;
        attempt.result()
    }
}
