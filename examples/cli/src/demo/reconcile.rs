//! The end of a demonstration: what the application was told against what the authority has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shiming_core::account::AccountKind;
use shiming_simulator::{Authority, RowRecord, SessionRecord};

use super::evening::Evening;
use super::facts::{Facts, PlayerFacts, RowFact, SessionFacts};
use super::plan::{Fate, Plan, account_key, biz_id, session_key};

/// What became of the players of one fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FateSums {
    pub(super) planned: u64,
    pub(super) as_planned: u64,
    pub(super) sessions: u64,
    /// Sessions that the engine ended because the heartbeats stopped.
    pub(super) timeouts: u64,
}

/// What became of the rows of one game and one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSums {
    /// Rows that had to be reported.
    pub(super) due: u64,
    /// Rows as they reached the authority, repetitions included.
    pub(super) sent: u64,
    pub(super) accepted: u64,
    pub(super) shifted: u64,
    pub(super) refused: u64,
    pub(super) dropped: u64,
    /// Rows that the authority has more than once: an answer was lost, and they were sent again.
    pub(super) resent: u64,
    /// Rows of which nobody knows what became: there must be none.
    pub(super) lost: u64,
}

/// The whole comparison.
#[derive(Clone, Debug, Default)]
pub(super) struct Reconciliation {
    pub(super) fates: BTreeMap<Fate, FateSums>,
    /// By game, then login or logout.
    pub(super) rows: BTreeMap<(usize, &'static str), RowSums>,
    pub(super) faults: BTreeMap<String, u64>,
    pub(super) advice: BTreeMap<String, u64>,
    pub(super) requests: u64,
    pub(super) evening: Evening,
    /// What does not fit, in words without anything personal.
    pub(super) problems: Vec<String>,
}

impl Reconciliation {
    /// Compares. Neither side is trusted.
    pub(super) fn new(plan: &Plan, facts: &Facts, authority: &Authority, now: i64) -> Self {
        let mut all = Self { advice: facts.advice.clone(), ..Self::default() };
        let summary = authority.summary(now);
        all.requests = summary.requests;
        all.faults = summary.faults;
        let mut known = BTreeSet::new();
        for (player, planned) in plan.players.iter().enumerate() {
            let empty = PlayerFacts::default();
            let facts = facts.players.get(player).unwrap_or(&empty);
            let sums = all.fates.entry(planned.fate).or_default();
            sums.planned += 1;
            sums.as_planned += u64::from(is_as_planned(planned.fate, facts));
            let sessions =
                facts.sessions.iter().filter(|session| session.allowed == Some(true) && !session.void);
            sums.sessions += sessions.clone().count() as u64;
            sums.timeouts +=
                sessions.filter(|session| session.ended.as_deref() == Some("timeout")).count() as u64;
            if !is_as_planned(planned.fate, facts) {
                all.problems.push(format!("{}: did not become {}", account_key(player), planned.fate.name()));
            }
            let person = match planned.fate {
                Fate::Guest => Some((2, account_key(player))),
                _ => facts.state.as_ref().and_then(|state| state.pi()).map(|pi| (0, pi.to_owned())),
            };
            for (nth, session) in
                facts.sessions.iter().enumerate().filter(|(_, session)| session.reported && !session.void)
            {
                let name = session_key(player, nth);
                known.extend(session.rows.iter().map(|row| (planned.game, row.si.clone())));
                all.session(planned.game, &name, session, person.as_ref(), authority);
            }
        }
        for game in 0..plan.settings.games {
            for (si, record) in authority.sessions(&biz_id(game)) {
                if record.login.accepted + record.logout.accepted > 0
                    && !known.contains(&(game, si.to_owned()))
                {
                    all.problems.push(format!(
                        "game {game}: the authority has a session that the application never heard of"
                    ));
                }
            }
        }
        if authority.nonce_reuses() > 0 {
            all.problems.push(format!("{} nonces were used twice", authority.nonce_reuses()));
        }
        if authority.unforced_throttles() > 0 {
            all.problems
                .push(format!("the quota was exceeded: {} answers 1006", authority.unforced_throttles()));
        }
        all
    }

    /// Adds the evening of minors.
    pub(super) fn add_evening(&mut self, evening: Evening) {
        self.problems.extend(evening.problems.iter().cloned());
        self.evening = evening;
    }

    /// Whether every player and every row is accounted for.
    pub(super) fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }

    fn session(
        &mut self,
        game: usize,
        name: &str,
        session: &SessionFacts,
        person: Option<&(i64, String)>,
        authority: &Authority,
    ) {
        let nothing = SessionRecord::default();
        for login in [true, false] {
            let fact = session.row(login);
            let record = fact.and_then(|row| authority.session(&biz_id(game), &row.si)).unwrap_or(&nothing);
            let row = if login { &record.login } else { &record.logout };
            let what = if login { "login" } else { "logout" };
            let sums = self.rows.entry((game, what)).or_default();
            sums.due += 1;
            sums.sent += u64::from(row.accepted + row.refused);
            sums.resent += u64::from(row.accepted.saturating_sub(1));
            match judge(fact, row) {
                Ok(outcome) => {
                    *match outcome {
                        "shifted" => &mut sums.shifted,
                        "refused" => &mut sums.refused,
                        "dropped" => &mut sums.dropped,
                        _ => &mut sums.accepted,
                    } += 1;
                }
                Err(why) => {
                    sums.lost += 1;
                    self.problems.push(format!("session {name}, {what}: {why}"));
                }
            }
            let right_person =
                person.is_some_and(|(ct, person)| record.ct == *ct && record.person == *person);
            if row.accepted > 0 && (!right_person || record.conflicts > 0) {
                self.problems.push(format!("session {name}, {what}: it was reported for somebody else"));
            }
        }
        if let (Some(login), Some(logout)) = (session.row(true), session.row(false))
            && logout.ot < login.ot
        {
            self.problems.push(format!("session {name}: the logout comes before the login"));
        }
    }

    /// For machines.
    pub(super) fn json(&self) -> Value {
        let fates: serde_json::Map<String, Value> = self
            .fates
            .iter()
            .map(|(fate, sums)| {
                (
                    fate.name().to_owned(),
                    json!({
                        "planned": sums.planned, "as_planned": sums.as_planned, "sessions": sums.sessions,
                        "timeouts": sums.timeouts,
                    }),
                )
            })
            .collect();
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|((game, bt), sums)| {
                json!({
                    "game": game, "bt": bt, "due": sums.due, "sent": sums.sent,
                    "accepted": sums.accepted, "shifted": sums.shifted, "refused": sums.refused,
                    "dropped": sums.dropped, "resent": sums.resent, "lost": sums.lost,
                })
            })
            .collect();
        let evening: serde_json::Map<String, Value> = self
            .evening
            .counts
            .iter()
            .map(|(check, count)| (check.name().to_owned(), json!({"due": count.due, "done": count.done})))
            .collect();
        json!({
            "whole": self.is_whole(), "players": fates, "rows": rows, "evening": evening, "requests": self.requests,
            "faults": self.faults, "advice": self.advice, "problems": self.problems,
        })
    }
}

/// The account has the state that the plan names, and somebody who is reported has a session to show.
fn is_as_planned(fate: Fate, facts: &PlayerFacts) -> bool {
    let state = match fate {
        Fate::Verified | Fate::PendingVerified => facts.kind() == Some(AccountKind::Verified),
        Fate::PendingFailed | Fate::Failed => facts.kind() == Some(AccountKind::Failed),
        Fate::Malformed => facts.refused.is_some() && facts.state.is_none(),
        Fate::Guest => facts.state.is_none(),
    };
    let reported = facts.sessions.iter().any(|session| session.reported && !session.void);
    state && reported == fate.is_reported()
}

/// What the application heard of a row against what the authority has of it.
fn judge<'a>(fact: Option<&'a RowFact>, row: &RowRecord) -> Result<&'a str, &'static str> {
    let Some(fact) = fact else { return Err("nothing was heard of it") };
    let sent = row.ot == fact.ot || row.last_ot == fact.ot;
    match fact.outcome.as_str() {
        "accepted" | "shifted" if row.accepted == 0 => Err("the authority does not have it"),
        "accepted" | "shifted" if !sent => Err("the authority has it with another time"),
        // It may have been accepted before: then that answer was lost, and the row was sent again.
        "refused" if row.refused == 0 => Err("it counts as refused, but the authority did not refuse it"),
        "refused" if fact.errcode != Some(row.last_errcode) => Err("it was refused with another code"),
        "dropped" if row.accepted > 0 => Err("it counts as dropped, but the authority has it"),
        outcome @ ("accepted" | "shifted" | "refused" | "dropped") => Ok(outcome),
        _ => Err("its outcome is of no known kind"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(outcome: &str, errcode: Option<i32>) -> RowFact {
        RowFact {
            session: "0-0".into(),
            si: "a".into(),
            login: true,
            ot: 9,
            outcome: outcome.into(),
            errcode,
        }
    }

    #[test]
    fn each_lie_is_found() {
        let has = RowRecord { accepted: 1, ot: 9, last_ot: 9, ..RowRecord::default() };
        let refused = RowRecord { refused: 1, last_errcode: 3010, ..RowRecord::default() };
        let nothing = RowRecord::default();
        assert_eq!(judge(Some(&fact("accepted", None)), &has), Ok("accepted"));
        assert_eq!(judge(Some(&fact("refused", Some(3010))), &refused), Ok("refused"));
        assert_eq!(judge(Some(&fact("dropped", None)), &nothing), Ok("dropped"));
        assert!(judge(None, &has).is_err());
        assert!(judge(Some(&fact("accepted", None)), &nothing).is_err());
        assert!(judge(Some(&fact("shifted", None)), &RowRecord { ot: 8, last_ot: 8, ..has }).is_err());
        assert!(judge(Some(&fact("refused", Some(3010))), &has).is_err());
        assert_eq!(
            judge(Some(&fact("refused", Some(3010))), &RowRecord { accepted: 1, ..refused }),
            Ok("refused")
        );
        assert!(judge(Some(&fact("refused", Some(3006))), &refused).is_err());
        assert!(judge(Some(&fact("dropped", None)), &has).is_err());
        assert!(judge(Some(&fact("odd", None)), &has).is_err());
    }
}
