//! A Friday evening of minors. The engine ends their sessions at 21:00 and warns them before; the policy decides their
//! payments. It is a day on a virtual clock, because nobody who looks at a demonstration wants to wait until nine.

mod cast;
mod world;

use std::collections::BTreeMap;

use shiming_core::Result;
use shiming_core::account::AccountState;
use shiming_core::engine::{Player, Priority};
use shiming_core::policy::{Calendar, Profile, Reason, decide_payment};
use shiming_core::time::SECOND;

use super::plan::Settings;
use cast::{Act, Actor, NINE, TEN_PAST_NINE, acts, cast};
use world::{BIZ_ID, End, GAME, World};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Check {
    RefusedAtNoon,
    UnpaidAtNoon,
    LetIn,
    OverSingleRefused,
    OverMonthRefused,
    PaidToTheLimit,
    LeftByThemselves,
    Warned15Minutes,
    Warned1Minute,
    EndedAtNine,
    ReportedAtNine,
    RefusedAfterNine,
    AdultsPlayOn,
}

impl Check {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::RefusedAtNoon => "refused_at_noon",
            Self::UnpaidAtNoon => "payment_refused_at_noon",
            Self::LetIn => "let_in",
            Self::OverSingleRefused => "payment_over_single_limit_refused",
            Self::OverMonthRefused => "payment_over_month_limit_refused",
            Self::PaidToTheLimit => "month_paid_to_the_limit",
            Self::LeftByThemselves => "left_by_themselves",
            Self::Warned15Minutes => "warned_15_minutes",
            Self::Warned1Minute => "warned_1_minute",
            Self::EndedAtNine => "ended_at_21",
            Self::ReportedAtNine => "reported_at_21",
            Self::RefusedAfterNine => "refused_after_21",
            Self::AdultsPlayOn => "adults_play_on",
        }
    }
}

/// How many it had to be, and how many it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) due: u64,
    pub(super) done: u64,
}

/// The evening's accounts.
#[derive(Clone, Debug, Default)]
pub(super) struct Evening {
    pub(super) counts: BTreeMap<Check, Count>,
    /// What does not fit, in words without anything personal.
    pub(super) problems: Vec<String>,
}

/// A fifth as many minors as the demonstration has players, within bounds.
fn minors(settings: Settings) -> usize {
    (settings.players / 5).clamp(12, 400)
}

/// Plays the evening.
pub(super) fn play(settings: Settings) -> Result<Evening> {
    let entropy: [u8; 32] = crate::command::random()?;
    let world = World::open(cast::ELEVEN - 60 * SECOND, settings.seed, settings.faults, &entropy)?;
    let cast = cast(minors(settings));
    let mut stage = Stage { world, cast: &cast, ledger: vec![0; cast.len()], evening: Evening::default() };
    for (at, player, act) in acts(&cast) {
        stage.world.pass(at)?;
        stage.act(player, act)?;
    }
    // The last reports, with their repetitions.
    stage.world.pass(TEN_PAST_NINE + 600 * SECOND)?;
    Ok(stage.close())
}

struct Stage<'a> {
    world: World,
    cast: &'a [Actor],
    /// What each has paid this month, fen: the host's ledger.
    ledger: Vec<i64>,
    evening: Evening,
}

impl Stage<'_> {
    fn act(&mut self, player: usize, act: Act) -> Result<()> {
        let (actor, now) = (&self.cast[player], self.world.now());
        match act {
            Act::Verify => {
                let (name, number) = (&actor.name, &actor.id_number);
                let state = AccountState::new();
                let engine = &mut self.world.engine;
                let verifying =
                    engine.verify(GAME, &account(player), &state, name, number, Priority::Live, now)?;
                self.world.told.states.entry(account(player)).or_insert(verifying.state);
            }
            Act::TryAtNoon => {
                let refused = self.is_refused(player, "noon")?;
                self.count(Check::RefusedAtNoon, refused);
                let unpaid = self.pay(player, 1)?.is_some();
                self.count(Check::UnpaidAtNoon, unpaid);
            }
            Act::Enter => {
                let admission = self.login(player, "evening")?;
                let until = actor.is_minor().then_some(NINE);
                let right = admission.allowed && admission.reported && admission.valid_until == until;
                self.count(Check::LetIn, right);
            }
            Act::Pay => self.spend(player)?,
            Act::Heartbeat => self.world.engine.heartbeat(GAME, &session("evening", player), now)?,
            Act::Leave => self.world.engine.logout(GAME, &session("evening", player), now)?,
            Act::TryAfter => {
                let refused = self.is_refused(player, "late")?;
                self.count(Check::RefusedAfterNine, refused);
            }
        }
        Ok(())
    }

    fn state(&self, player: usize) -> AccountState {
        self.world.told.states.get(&account(player)).cloned().unwrap_or_default()
    }

    fn login(&mut self, player: usize, at: &str) -> Result<shiming_core::engine::Admission> {
        let (who, now) =
            (Player::Account { account: account(player), state: self.state(player) }, self.world.now());
        self.world.engine.login(GAME, &session(at, player), &who, now)
    }

    fn is_refused(&mut self, player: usize, at: &str) -> Result<bool> {
        let admission = self.login(player, at)?;
        Ok(!admission.allowed && admission.reason == Reason::MinorOutsideWindow.name())
    }

    /// Asks for a payment and books it. None: paid; else why not.
    fn pay(&mut self, player: usize, fen: i64) -> Result<Option<Reason>> {
        let (state, spent) = (self.state(player), self.ledger[player]);
        let (profile, calendar) = (Profile::cn2021(), Calendar::official());
        let payment = decide_payment(&state, &profile, &calendar, spent, fen, self.world.now().unix)?;
        if !payment.verdict.allowed {
            return Ok(Some(payment.verdict.reason));
        }
        self.ledger[player] += fen;
        Ok(None)
    }

    /// Pays as much as it goes, and tries more.
    fn spend(&mut self, player: usize) -> Result<()> {
        let Some((single, month)) = self.cast[player].caps else { return Ok(()) };
        let over = self.pay(player, single + 1)?;
        let right = if single == 0 { Reason::Under8 } else { Reason::SingleLimit };
        self.count(Check::OverSingleRefused, over == Some(right));
        if single == 0 {
            return Ok(());
        }
        let mut refused = None;
        // One more than the month holds.
        for _ in 0..=month / single {
            refused = self.pay(player, single)?;
        }
        self.count(Check::OverMonthRefused, refused == Some(Reason::MonthLimit));
        self.count(Check::PaidToTheLimit, self.ledger[player] == month);
        Ok(())
    }

    fn count(&mut self, check: Check, done: bool) {
        let count = self.evening.counts.entry(check).or_default();
        count.due += 1;
        count.done += u64::from(done);
    }

    /// What each session came to. Neither the engine nor the authority is trusted alone.
    fn close(mut self) -> Evening {
        for (player, actor) in self.cast.iter().enumerate() {
            let session = session("evening", player);
            let told = &self.world.told;
            let warned = |left: i64| told.warned.get(&(session.clone(), left)).copied();
            let silent = [900, 60].into_iter().all(|left| warned(left).is_none());
            let end = told.ended.get(&session).cloned();
            match (actor.is_minor(), actor.leaves) {
                (true, None) => {
                    // An event of the second it is about is on time.
                    let soon = |at: i64, seen: i64| (at..at + SECOND).contains(&seen);
                    let warnings =
                        [(Check::Warned15Minutes, 900), (Check::Warned1Minute, 60)].map(|(check, left)| {
                            (check, warned(left).is_some_and(|at| soon(NINE - left * SECOND, at)))
                        });
                    let ended = end.is_some_and(|End { cause, at, told }| {
                        cause == "window" && at == NINE && soon(NINE, told)
                    });
                    let reported = self.is_reported(player, NINE);
                    warnings.into_iter().for_each(|(check, done)| self.count(check, done));
                    self.count(Check::EndedAtNine, ended);
                    self.count(Check::ReportedAtNine, reported);
                }
                (minor, leaves) => {
                    let left =
                        silent && end.is_none() && leaves.is_some_and(|at| self.is_reported(player, at));
                    self.count(if minor { Check::LeftByThemselves } else { Check::AdultsPlayOn }, left);
                }
            }
        }
        let Self { world, mut evening, .. } = self;
        for (check, count) in evening.counts.iter().filter(|(_, count)| count.due != count.done) {
            evening.problems.push(format!("evening, {}: {} of {}", check.name(), count.done, count.due));
        }
        if world.authority.nonce_reuses() + world.authority.unforced_throttles() > 0 {
            evening.problems.push("evening: a nonce was used twice, or the quota exceeded".to_owned());
        }
        evening
    }

    /// Both rows are accepted, with their true times, for this person.
    fn is_reported(&self, player: usize, end: i64) -> bool {
        let told = &self.world.told;
        let row = |login: bool| told.rows.get(&(session("evening", player), login));
        let (Some(login), Some(logout)) = (row(true), row(false)) else { return false };
        let Some(record) = self.world.authority.session(BIZ_ID, &logout.si) else { return false };
        let times = (self.cast[player].enters / SECOND, end / SECOND);
        login.si == logout.si
            && (login.ot, logout.ot) == times
            && (record.login.ot, record.logout.ot) == times
            && record.complete()
            && record.ct == 0
            && Some(record.person.as_str()) == self.state(player).pi()
    }
}

fn account(player: usize) -> String {
    format!("player-{player}")
}

fn session(at: &str, player: usize) -> String {
    format!("{at}-{player}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(seed: u64) -> Settings {
        Settings { players: 200, games: 1, seed, faults: true, throttle: false }
    }

    #[test]
    fn it_ends_at_nine_whatever_gets_lost() {
        for seed in 0..20 {
            let evening = play(settings(seed)).unwrap();
            assert!(evening.problems.is_empty(), "seed {seed}: {:?}", evening.problems);
            assert_eq!(evening.counts[&Check::RefusedAtNoon], Count { due: 40, done: 40 });
            assert_eq!(evening.counts[&Check::EndedAtNine], Count { due: 32, done: 32 });
            assert_eq!(evening.counts[&Check::AdultsPlayOn], Count { due: 10, done: 10 });
        }
    }

    #[test]
    fn an_evening_that_nobody_played_is_found() {
        let world =
            World::open(cast::ELEVEN, 1, false, &std::array::from_fn::<u8, 32, _>(|at| at as u8)).unwrap();
        let cast = cast(12);
        let ledger = vec![0; cast.len()];
        let evening = Stage { world, cast: &cast, ledger, evening: Evening::default() }.close();
        assert_eq!(evening.counts[&Check::EndedAtNine], Count { due: 10, done: 0 });
        assert_eq!(evening.problems.len(), evening.counts.len());
    }

    #[test]
    fn somebody_who_stays_past_nine_is_found() {
        let world =
            World::open(cast::ELEVEN, 1, false, &std::array::from_fn::<u8, 32, _>(|at| at as u8)).unwrap();
        let cast = cast(12);
        let ledger = vec![0; cast.len()];
        let mut stage = Stage { world, cast: &cast, ledger, evening: Evening::default() };
        for (at, player, act) in acts(&cast).into_iter().filter(|(at, ..)| *at <= NINE) {
            stage.world.pass(at).unwrap();
            stage.act(player, act).unwrap();
        }
        stage.world.pass(TEN_PAST_NINE).unwrap();
        // As if one event had come a second late, and one had named another time.
        let mut ends = stage.world.told.ended.values_mut();
        ends.next().unwrap().told += SECOND;
        ends.next().unwrap().at += 1;
        assert_eq!(stage.close().counts[&Check::EndedAtNine], Count { due: 10, done: 8 });
    }
}
