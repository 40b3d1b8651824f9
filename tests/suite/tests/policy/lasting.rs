//! How long a verdict holds: never less than it says, and at its end it really is another. `next_open` is really open, and
//! nothing before it.

use proptest::prelude::*;
use shiming_core::policy::{Decision, Usage, Verdict, decide};

use super::days::{DAY, HOUR, day_of};
use super::oracle::{self, Law, NoNotice, Played, law};
use super::strategies::{Question, question};

/// So far ahead every quarter of an hour is looked at. Longer than any time that minors are shut out.
const HORIZON: i64 = 16 * DAY;

/// What the ledgers say at a later time, if the player plays whenever that is allowed at the moment of the question.
fn ledger(question: &Question, playing: bool, then: i64) -> Played {
    let Played { today, guest } = question.played();
    let passed = if playing { then - question.now } else { 0 };
    let same_day = day_of(then).0 == day_of(question.now).0;
    Played { today: if same_day { today + passed } else { 0 }, guest: guest + passed }
}

/// The instants at which anything can change: every quarter of an hour, and what counts from an arbitrary instant.
fn instants(question: &Question) -> Vec<i64> {
    use super::who::Who;
    let Question { who, profile, usage, now, .. } = question;
    let quarter = HOUR / 4;
    let mut all: Vec<i64> = (1..HORIZON / quarter).map(|count| (now / quarter + count) * quarter).collect();
    let budgets = [5_400, 10_800].map(|budget| now + (budget - usage.played_today_s) * 1000);
    let used = if let Who::Guest { used_s } = who { *used_s } else { 0 };
    all.extend(budgets);
    all.push(now + (3_600 - usage.guest_used_s.max(used)) * 1000);
    match who {
        Who::Submitting { fault: Some(fault), .. } => all.push(fault + profile.fail_open_max_s * 1000),
        Who::Expired { since, .. } => all.push(since + profile.pending_expired_grace_s * 1000),
        _ => {}
    }
    all.retain(|at| at > now && *at < now + HORIZON);
    all.sort_unstable();
    all
}

fn verdicts(decision: &Decision) -> [(&'static str, Verdict); 4] {
    [
        ("account", decision.account),
        ("play", decision.play),
        ("pay", decision.pay),
        ("report", decision.report),
    ]
}

fn naive(question: &Question, playing: bool, at: i64) -> oracle::Answers {
    let Question { who, profile, holidays, .. } = question;
    // A state's own minutes count as the ledger's.
    let used = if let super::who::Who::Guest { used_s } = who { used_s * 1000 } else { 0 };
    let mut played = ledger(question, playing, at);
    if used > question.played().guest {
        played.guest += used - question.played().guest;
    }
    oracle::answers(who, profile, holidays, played, at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn verdicts_end_when_they_say(question in question()) {
        let now = question.now;
        let decision = decide(&question.who.state(), &question.profile, &question.calendar, question.usage, now);
        let Ok(decision) = decision else { return Ok(()) };
        let playing = decision.play.allowed;
        let instants = instants(&question);
        let future: Vec<_> = instants.iter().map(|at| (*at, naive(&question, playing, *at))).collect();
        for (place, (name, verdict)) in verdicts(&decision).into_iter().enumerate() {
            let today = verdict.allowed;
            prop_assert_eq!(verdict.next_open, verdict.valid_until.filter(|_| !today), "{}", name);
            // Where the profile wants an error for a day without a notice, nothing past it is in sight.
            let seen = future.iter().map_while(|(at, all)| all[place].ok().map(|allowed| (*at, allowed)));
            let seen: Vec<_> = seen.collect();
            let first = seen.iter().find(|(_, allowed)| *allowed != today).map(|(at, _)| *at);
            match (first, verdict.valid_until) {
                (Some(first), until) => prop_assert_eq!(until, Some(first), "{}", name),
                (None, None) => {}
                (None, Some(until)) => {
                    let end = seen.last().map_or(now, |(at, _)| *at);
                    prop_assert!(until > end, "{}: {} is no change", name, until);
                    // Years ahead: a birthday or a law, and the first hour after it.
                    prop_assert_eq!(naive(&question, playing, until)[place], Ok(!today), "{}", name);
                    let before = naive(&question, playing, until - 1)[place];
                    prop_assert!(before == Ok(today) || before == Err(NoNotice), "{}", name);
                }
            }
        }
    }

    /// The same by core alone: asked again in between it says the same, asked at the end it says the other.
    #[test]
    fn asked_again_it_says_the_same(question in question(), parts in prop::collection::vec(0.0..1.0, 8)) {
        let ask = |usage, at| {
            decide(&question.who.state(), &question.profile, &question.calendar, usage, at)
                .map(|decision| verdicts(&decision))
        };
        let Ok(first) = ask(question.usage, question.now) else { return Ok(()) };
        let playing = first[1].1.allowed;
        let later = |at: i64| {
            let Played { today, guest } = ledger(&question, playing, at);
            ask(Usage { played_today_s: today / 1000, guest_used_s: guest / 1000 }, at)
        };
        // Minutes that stand only in the state do not run by themselves.
        if matches!(question.who, super::who::Who::Guest { used_s } if used_s > question.usage.guest_used_s) {
            return Ok(());
        }
        for (place, (name, verdict)) in first.into_iter().enumerate() {
            let until = verdict.valid_until.unwrap_or(question.now + HORIZON);
            for part in &parts {
                #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
                let at = question.now + ((until - 1 - question.now) as f64 * part) as i64;
                let Ok(again) = later(at) else { continue };
                prop_assert_eq!(again[place].1.allowed, verdict.allowed, "{} at {}", name, at);
                // Whoever plays under 34号 stays within the day; then the end stays where it was.
                if law(&question.profile, at) == Law::N14 && verdict.valid_until.is_some() {
                    prop_assert_eq!(again[place].1.valid_until, verdict.valid_until, "{} at {}", name, at);
                }
            }
            if let Some(until) = verdict.valid_until {
                prop_assert_eq!(later(until).unwrap()[place].1.allowed, !verdict.allowed, "{} at its end", name);
            }
        }
    }
}
