//! What must hold at the end of every simulation.

use std::fmt;

use super::app::game_name;
use super::plan::NINE;
use super::world::World;
use shiming_core::account::AccountKind;

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which invariant.
    pub invariant: &'static str,
    /// Where.
    pub detail: String,
}

impl Violation {
    pub(super) fn new(invariant: &'static str, detail: String) -> Self {
        Self { invariant, detail }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.detail)
    }
}

pub(super) fn check(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut broken = |invariant, detail: String| found.push(Violation::new(invariant, detail));
    let authority = &world.authority;
    if authority.unforced_throttles() > 0 {
        broken("quota", format!("{} answers 1006 that no fault forced", authority.unforced_throttles()));
    }
    if authority.nonce_reuses() > 0 {
        broken("nonce", format!("{} nonces used twice", authority.nonce_reuses()));
    }
    for promise in world.promises.iter().filter(|promise| promise.record != i64::MAX) {
        let told: Vec<_> = world
            .database
            .rows
            .iter()
            .filter(|((game, _, _), ends)| {
                *game == promise.game && ends.iter().any(|end| end.session == promise.session)
            })
            .collect();
        for ((_, si, login), ends) in &told {
            if ends.len() != 1 {
                broken("delivery", format!("row {si} login={login} ended {} times: {ends:?}", ends.len()));
            }
            let row = authority.session(&format!("biz-{}", promise.game), si);
            let row = row.map(|session| if *login { &session.login } else { &session.logout });
            for end in ends.iter() {
                let accepted = row.is_some_and(|row| row.accepted > 0);
                let says = matches!(end.outcome, "accepted" | "shifted");
                if says && !accepted {
                    broken(
                        "delivery",
                        format!("row {si} login={login} told {} and never stored", end.outcome),
                    );
                }
                let ot = row.map_or(0, |row| row.ot);
                let last = row.map_or(0, |row| row.last_ot);
                // A row that came twice may have come with two times: the engine knows the one that was answered, an
                // authority that drops repetitions keeps the other.
                let twice = world.plan.dedupe && row.is_some_and(|row| row.accepted > 1);
                if says && !twice && end.ot != ot && end.ot != last {
                    broken("delivery", format!("row {si} login={login} told ot {} but stored {ot}", end.ot));
                }
                if (end.outcome == "accepted") != (says && end.ot == end.true_ot) {
                    broken("delivery", format!("row {si} login={login}: {end:?}"));
                }
            }
        }
        // A minor plays until nine and not a second longer; what lateness moved past it is said so (14号 against Q201).
        let minor = promise.account.is_some_and(|at| world.players[at].minor);
        for end in told.iter().flat_map(|(_, ends)| ends.iter()) {
            let (nine, stored) = (NINE / 1_000, matches!(end.outcome, "accepted" | "shifted"));
            if minor && world.plan.evening && end.true_ot > nine {
                broken("window", format!("{} of a minor has a row of {}", promise.session, end.true_ot));
            }
            if end.outside != (minor && stored && end.ot > nine) && end.outcome != "refused" {
                broken("window", format!("{}: flag {} for {end:?}", promise.session, end.outside));
            }
        }
        let logins = told.iter().filter(|((_, _, login), _)| *login).count();
        let logouts = told.len() - logins;
        if promise.si.is_some() && (logins, logouts) != (1, 1) {
            broken(
                "delivery",
                format!(
                    "session {} of {} has {logins} logins and {logouts} logouts ended",
                    promise.session,
                    game_name(promise.game)
                ),
            );
        }
        if promise.si.is_none() && logins != logouts {
            broken(
                "delivery",
                format!("late session {} has {logins} logins, {logouts} logouts", promise.session),
            );
        }
    }
    for game in 0..world.plan.games {
        for (si, session) in authority.sessions(&format!("biz-{game}")) {
            let (login, logout) = (&session.login, &session.logout);
            if logout.accepted > 0 && (login.accepted == 0 || logout.first_arrival < login.first_arrival) {
                broken("order", format!("{si}: logout stored before its login"));
            }
            if logout.accepted > 0 && login.accepted > 0 && logout.last_ot < login.ot {
                broken("order", format!("{si}: logout at {} before login at {}", logout.last_ot, login.ot));
            }
            let promised = world.promises.iter().find(|promise| promise.si.as_deref() == Some(si));
            let told = world.database.rows.get(&(game, si.to_string(), true)).and_then(|ends| ends.first());
            let named = |end: &super::app::Ended| {
                world.promises.iter().find(|promise| promise.session == end.session)
            };
            if let Some(promise) = promised.or_else(|| told.and_then(named))
                && (session.ct == 2) != promise.account.is_none()
            {
                broken(
                    "pending",
                    format!("{si}: reported with ct {} but account {:?}", session.ct, promise.account),
                );
            }
            if session.conflicts > 0 {
                broken("person", format!("{si}: rows of different persons"));
            }
            let known = world.database.rows.contains_key(&(game, si.to_string(), true))
                || world.database.rows.contains_key(&(game, si.to_string(), false));
            if !known && (login.accepted > 0 || logout.accepted > 0) {
                broken("delivery", format!("{si}: stored, and no end was ever told"));
            }
        }
    }
    let injected =
        world.authority.config().faults.iter().any(|rule| format!("{:?}", rule.fault).contains("3005"));
    for code in [3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010] {
        if authority.answered(code) > 0 && !injected {
            broken("rows", format!("{} answers {code}", authority.answered(code)));
        }
    }
    for (at, player) in
        world.players.iter().enumerate().filter(|(_, player)| !player.guest && player.submitted)
    {
        let state = world.database.states.get(&(player.game, player.account.clone()));
        let Some(state) = state.filter(|state| state.kind() == AccountKind::Verified) else { continue };
        if state.pi().map(String::from) != world.true_pi(player.person) {
            broken("attempt", format!("player {at} is verified as somebody else"));
        }
    }
    found
}
