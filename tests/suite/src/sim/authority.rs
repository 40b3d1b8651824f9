//! The authority of one simulation: its quota, its people, its faults.

use fastrand::Rng;
use shiming_simulator::{AuthorityConfig, Fault, FaultRule, Game, LockReading, Spread, WindowKind};

use super::Plan;
use super::world::{APP_ID, KEY};

pub(super) fn authority_config(plan: &Plan, random: &mut Rng) -> AuthorityConfig {
    let mut config = AuthorityConfig::one_game(APP_ID, "biz-0", KEY);
    config.seed = plan.seed;
    config.games = (0..plan.games)
        .map(|game| Game { biz_id: format!("biz-{game}"), app_ids: vec![APP_ID.into()] })
        .collect();
    config.quota.window = if plan.calendar { WindowKind::Calendar } else { WindowKind::Rolling };
    config.quota.lock = if plan.next_minute { LockReading::NextMinute } else { LockReading::SixtySeconds };
    let [check, query, report] = plan.quota;
    config.quota.limits = shiming_simulator::Limits { check, query, report };
    config.rows.dedupe = plan.dedupe;
    config.people.others = Spread {
        verified: 10,
        failed: 2,
        pending_then_verified: 3,
        pending_then_failed: 1,
        never: 0,
        pending_min_s: 1,
        pending_max_s: 900,
    };
    if plan.faults {
        let until = plan.begin + plan.busy_ms + 30_000;
        let mut kinds = vec![
            Fault::RequestLost { hang_ms: 0 },
            Fault::AnswerLost { hang_ms: 0 },
            Fault::Errcode { errcode: 1001, processed: false },
            Fault::Errcode { errcode: 2006, processed: false },
            Fault::Errcode { errcode: 1012, processed: false },
            Fault::Errcode { errcode: 1007, processed: false },
            Fault::HttpStatus { status: 502, processed: false },
            Fault::HttpStatus { status: 502, processed: true },
            Fault::HtmlPage { processed: true },
            Fault::CutJson,
            Fault::Delay { min_ms: 10, max_ms: 8_000 },
            Fault::Errcode { errcode: 1005, processed: false },
            Fault::Errcode { errcode: 1011, processed: false },
            Fault::Errcode { errcode: 3005, processed: false },
            Fault::Errcode { errcode: 9999, processed: false },
            Fault::Errcode { errcode: 1001, processed: true },
        ];
        if plan.forced_throttles {
            kinds.push(Fault::Errcode { errcode: 1006, processed: false });
        }
        for fault in kinds {
            if random.u8(..3) == 0 {
                let share = f64::from(random.u32(1..40)) / 100.0;
                config.faults.push(FaultRule::new(fault).with_probability(share).between(plan.begin, until));
            }
        }
    }
    config
}
