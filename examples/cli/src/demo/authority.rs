//! The simulator's side of the plan: who exists, and what goes wrong on the way.

use shiming_core::wire::Endpoint;
use shiming_simulator::{
    AuthorityConfig, Enterprise, Fault, FaultRule, Game, Outcome, PeopleConfig, PersonRule,
};

use super::plan::{APP_ID, Fate, Plan, SECRET_KEY, biz_id};

/// The scenario of a plan.
pub(super) fn config(plan: &Plan) -> AuthorityConfig {
    let games =
        (0..plan.settings.games).map(|game| Game { biz_id: biz_id(game), app_ids: vec![APP_ID.into()] });
    AuthorityConfig {
        about: "demo".into(),
        seed: plan.settings.seed,
        enterprises: vec![Enterprise::new(APP_ID, SECRET_KEY)],
        games: games.collect(),
        people: PeopleConfig { rules: people(plan), ..PeopleConfig::default() },
        faults: if plan.settings.faults { faults(plan) } else { Vec::new() },
        ..AuthorityConfig::default()
    }
}

fn people(plan: &Plan) -> Vec<PersonRule> {
    let rules = plan.players.iter().filter_map(|player| {
        let outcome = match player.fate {
            Fate::Verified => Outcome::Verified,
            Fate::PendingVerified => Outcome::PendingThenVerified { after_s: player.pending_s },
            Fate::PendingFailed => Outcome::PendingThenFailed { after_s: player.pending_s },
            Fate::Failed => Outcome::Failed,
            Fate::Malformed | Fate::Guest => return None,
        };
        let (id_number, name) = (player.id_number.clone(), Some(player.name.clone()));
        Some(PersonRule { id_number, name, outcome, pi: None })
    });
    rules.collect()
}

/// A bad day on the network, and at the authority.
fn faults(plan: &Plan) -> Vec<FaultRule> {
    let some = |fault, probability| FaultRule::new(fault).with_probability(probability);
    let mut faults = vec![
        some(Fault::Delay { min_ms: 5, max_ms: 120 }, 0.5),
        some(Fault::RequestLost { hang_ms: 0 }, 0.01),
        some(Fault::RequestLost { hang_ms: 3_000 }, 0.004),
        some(Fault::AnswerLost { hang_ms: 0 }, 0.02),
        some(Fault::Errcode { errcode: 1001, processed: false }, 0.02),
        some(Fault::HttpStatus { status: 502, processed: false }, 0.01),
        some(Fault::HtmlPage { processed: true }, 0.01),
        some(Fault::CutJson, 0.01),
        FaultRule::new(Fault::Errcode { errcode: 1007, processed: false }).after(20).times(2),
        FaultRule::new(Fault::Rows { errcode: 3010, share: 0.3 }).on(Endpoint::Report).after(6).times(1),
    ];
    if plan.settings.throttle {
        let mut busy = FaultRule::new(Fault::Errcode { errcode: 1006, processed: false })
            .on(Endpoint::Report)
            .after(4)
            .times(1);
        busy.biz_id = Some(biz_id(plan.settings.games - 1));
        faults.insert(0, busy);
    }
    faults
}
