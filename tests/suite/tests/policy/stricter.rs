//! Every option in its order from the lenient to the strict: who is stricter never allows more.

use proptest::prelude::*;
use shiming_core::policy::{
    AgeRule, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered, UnknownAge,
    decide, decide_payment,
};

use super::strategies::{Question, question};

/// One option's values, the most lenient first, in an otherwise equal profile.
fn chains(profile: Profile) -> Vec<(&'static str, Vec<Profile>)> {
    fn with<T>(profile: Profile, values: Vec<T>, set: fn(&mut Profile, T)) -> Vec<Profile> {
        let one = |value| {
            let mut profile = profile;
            set(&mut profile, value);
            profile
        };
        values.into_iter().map(one).collect()
    }
    use PendingPolicy::{Block, ByClaimedAge, FaqLiteral, TreatAsMinor};
    let years = || vec![0, 8, 12, 16, 18, 20, 99];
    let seconds = || vec![2_678_400, 172_800, 86_400, 1, 0];
    vec![
        ("pending", with(profile, vec![FaqLiteral, ByClaimedAge, TreatAsMinor, Block], |p, v| p.pending = v)),
        ("fail_open_max_s", with(profile, seconds(), |p, v| p.fail_open_max_s = v)),
        ("pending_expired_grace_s", with(profile, seconds(), |p, v| p.pending_expired_grace_s = v)),
        ("age", with(profile, vec![AgeRule::Birthday, AgeRule::NextDay], |p, v| p.age = v)),
        (
            "holidays",
            with(profile, vec![HolidayScope::OfficialBreak, HolidayScope::StatutoryOnly], |p, v| {
                p.holidays = v
            }),
        ),
        ("makeup", with(profile, vec![Makeup::Ignore, Makeup::Ban], |p, v| p.makeup = v)),
        (
            "uncovered",
            with(profile, vec![Uncovered::BestEffort, Uncovered::Strict, Uncovered::Error], |p, v| {
                p.uncovered = v
            }),
        ),
        ("minor_pay_in_window_only", with(profile, vec![false, true], |p, v| p.minor_pay_in_window_only = v)),
        (
            "unknown_age",
            with(profile, vec![UnknownAge::Adult, UnknownAge::Under8, UnknownAge::Block], |p, v| {
                p.unknown_age = v
            }),
        ),
        (
            "manual_waiting",
            with(profile, vec![ManualWaiting::ByDocumentAge, ManualWaiting::Deny], |p, v| {
                p.manual_waiting = v
            }),
        ),
        ("minimum_age", with(profile, years(), |p, v| p.minimum_age = v)),
        ("no_pay_under", with(profile, years(), |p, v| p.no_pay_under = v)),
        ("service", with(profile, vec![Service::Game, Service::TradingPlatform], |p, v| p.service = v)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_stricter_never_allows_more(question in question(), spent in 0_i64..50_000, fen in 1_i64..12_000) {
        let Question { who, calendar, usage, now, .. } = &question;
        let state = who.state();
        // None: a day without a notice, and the profile wants an error. That allows nothing, but is no decision.
        let allowed = |profile: &Profile| -> Option<[bool; 4]> {
            let decision = decide(&state, profile, calendar, *usage, *now).ok()?;
            let payment = decide_payment(&state, profile, calendar, spent, fen, *now).ok()?;
            Some([decision.account, decision.play, decision.pay, payment.verdict].map(|verdict| verdict.allowed))
        };
        for (option, chain) in chains(question.profile) {
            for pair in chain.windows(2) {
                let Some(lenient) = allowed(&pair[0]) else { continue };
                let strict = allowed(&pair[1]).unwrap_or([false; 4]);
                for (place, name) in ["account", "play", "pay", "payment"].iter().enumerate() {
                    prop_assert!(lenient[place] || !strict[place], "{} by a stricter {}: {:?}", name, option, pair);
                }
            }
        }
    }
}

/// Each chain has a question at which its ends differ, so the property above says something.
#[test]
fn every_option_matters() {
    use super::days::{OFFICIAL, at};
    use super::who::Who;
    use shiming_core::policy::{Calendar, Usage};
    let child = (2012, 6, 15);
    let pending = Who::Pending { claimed: child };
    let monday = at((2026, 11, 16), 12, 0);
    let friday = at((2026, 11, 20), 20, 30);
    let verified = |birth| Who::Verified { birth };
    let questions = [
        ("pending", pending, monday),
        ("fail_open_max_s", Who::Submitting { claimed: (1990, 1, 1), fault: Some(monday - 5_000) }, monday),
        ("pending_expired_grace_s", Who::Expired { claimed: (1990, 1, 1), since: monday - 5_000 }, monday),
        ("age", verified(Some((2008, 11, 16))), monday),
        ("holidays", verified(Some(child)), at((2026, 5, 5), 20, 30)),
        ("makeup", verified(Some(child)), at((2026, 9, 20), 20, 30)),
        ("uncovered", verified(Some(child)), at((2027, 3, 6), 20, 30)),
        ("minor_pay_in_window_only", verified(Some(child)), monday),
        ("unknown_age", verified(None), friday),
        ("manual_waiting", Who::Review { birth: Some((1990, 1, 1)), outcome: "waiting" }, monday),
        ("minimum_age", verified(Some(child)), friday),
        ("no_pay_under", verified(Some(child)), friday),
        ("service", verified(Some(child)), friday),
    ];
    let chains = chains(Profile::cn2021());
    assert_eq!(chains.len(), questions.len());
    for ((option, chain), (name, who, now)) in chains.into_iter().zip(questions) {
        assert_eq!(option, name);
        let allowed: Vec<usize> = chain
            .iter()
            .map(|profile| {
                let question = Question {
                    who: who.clone(),
                    profile: *profile,
                    calendar: Calendar::official(),
                    holidays: OFFICIAL.clone(),
                    usage: Usage::default(),
                    now,
                };
                super::against_oracle::decided(&question, now)
                    .map_or(0, |all| all.into_iter().filter(|allowed| *allowed).count())
            })
            .collect();
        assert!(allowed.first() > allowed.last(), "{option} changes nothing: {allowed:?}");
    }
}
