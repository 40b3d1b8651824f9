//! Everything that a decision is about, and how it changes with time alone.

use super::age::{day_of, turns};
use super::law::Law;
use super::standing::{Person, Standing, guest_left, standing};
use super::verdict::{Finding, no, yes};
use super::{Calendar, Profile, Reason, Rule, Service, UnknownAge, Usage, Verdict};
use crate::account::AccountState;
use crate::error::Result;
use crate::time::{SECOND, UnixMs};

/// So many changes are looked at before a verdict is taken for lasting. A window has two edges, a week has at most seven.
const MOST_CHANGES: usize = 64;

/// The age of majority, and the two at which sums change (34号, three).
pub(super) const OF_AGE: i32 = 18;
pub(super) const TIERS: [i32; 2] = [8, 16];

/// One decision's facts.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    /// None: a guest's device, of which only the usage is known.
    pub(super) state: Option<&'a AccountState>,
    pub(super) profile: &'a Profile,
    pub(super) calendar: &'a Calendar,
    pub(super) usage: Usage,
    pub(super) now: UnixMs,
}

impl<'a> Case<'a> {
    pub(super) fn new(
        state: Option<&'a AccountState>,
        profile: &'a Profile,
        calendar: &'a Calendar,
        usage: Usage,
        now: UnixMs,
    ) -> Result<Self> {
        usage.check()?;
        day_of(now)?;
        Ok(Self { state, profile, calendar, usage, now })
    }

    pub(super) fn standing(&self, at: UnixMs) -> Standing {
        standing(self.state, self.profile, self.usage, at).0
    }

    /// Whether this person is `age` years old at an instant. Of unknown age: never, unless the profile says adult.
    pub(super) fn is_aged(&self, person: Person, age: i32, at: UnixMs) -> bool {
        match person.birth {
            Some(birth) => turns(birth, age, self.profile.age).is_some_and(|turns| turns <= at),
            None => self.profile.unknown_age == UnknownAge::Adult,
        }
    }

    /// What bars somebody whatever the hour and the sum: the host's own rules, and Q10.
    pub(super) fn barred(&self, person: Person, at: UnixMs) -> Option<Finding> {
        let adult = self.is_aged(person, OF_AGE, at);
        if self.profile.service == Service::TradingPlatform && !adult {
            return Some(no(Reason::TradingPlatform, Rule::Q10));
        }
        let blocked = person.birth.is_none() && self.profile.unknown_age == UnknownAge::Block;
        let minimum = self.profile.minimum_age;
        let young = minimum > 0 && !self.is_aged(person, minimum, at);
        (blocked || young).then_some(no(Reason::UnderMinimumAge, Rule::Host))
    }

    /// Why this person has an adult's freedom, if so.
    pub(super) fn free(&self, person: Person, at: UnixMs) -> Option<Finding> {
        let law = self.profile.law(at);
        if law == Law::None {
            return Some(yes(Reason::UnrestrictedProfile, Rule::Host));
        }
        let (reason, rule) = person.adult;
        let adult = !person.as_minor && self.is_aged(person, OF_AGE, at);
        let of_minors = if law == Law::Cn2019 { Rule::N2019x2 } else { Rule::N2021x1 };
        adult.then_some(yes(reason, rule.unwrap_or(of_minors)))
    }

    /// A guest's hour at an instant (Q41).
    pub(super) fn guest(&self, used: i64, at: UnixMs) -> Finding {
        if self.profile.service == Service::TradingPlatform {
            // Nobody knows that it is an adult.
            return no(Reason::TradingPlatform, Rule::Q10);
        }
        match self.profile.law(at) {
            Law::None => yes(Reason::UnrestrictedProfile, Rule::Host),
            Law::Cn2019 if at < self.guest_end(used) => yes(Reason::GuestTimeLeft, Rule::N2019x1),
            Law::Cn2019 => no(Reason::GuestTimeUsed, Rule::N2019x1),
            Law::Cn2021 => no(Reason::GuestProhibited, Rule::N2021x2),
        }
    }

    /// When the guest's hour ends, if the guest plays on.
    fn guest_end(&self, used: i64) -> UnixMs {
        self.now.saturating_add(guest_left(used).saturating_mul(SECOND))
    }

    /// The verdict of `judge` now, and when it changes. `resets` are further instants at which it may.
    pub(super) fn verdict(
        &self,
        resets: Option<UnixMs>,
        judge: &dyn Fn(UnixMs) -> Result<Finding>,
    ) -> Result<Verdict> {
        let first = judge(self.now)?;
        let mut verdict = Verdict {
            allowed: first.allowed,
            reason: first.reason,
            rule_id: first.rule,
            valid_until: None,
            next_open: None,
        };
        let (mut at, mut finding) = (self.now, first);
        for _ in 0..MOST_CHANGES {
            let reset = resets.filter(|reset| *reset > at);
            let Some(next) = earlier(self.changes(at, finding), reset) else { break };
            // Past the calendar, where the profile wants an error for it, nothing is in sight.
            let Ok(then) = judge(next) else { break };
            if then.allowed != first.allowed {
                verdict.valid_until = Some(next);
                verdict.next_open = then.allowed.then_some(next);
                break;
            }
            (at, finding) = (next, then);
        }
        Ok(verdict)
    }

    /// The next instant at which a finding may change.
    fn changes(&self, after: UnixMs, finding: Finding) -> Option<UnixMs> {
        let (standing, deadline) = standing(self.state, self.profile, self.usage, after);
        let mut next = earlier(self.profile.law_changes(after), deadline);
        let mut used = None;
        match standing {
            Standing::Person(person) => {
                next = earlier(next, self.next_age(person, after));
                if finding.reason.is_of_the_hour() {
                    next = earlier(next, self.next_edge(after));
                    used = self.day_used_up();
                }
            }
            Standing::Guest(seconds) => used = Some(self.guest_end(seconds)),
            Standing::Free(_) | Standing::Nobody(_) => {}
        }
        earlier(next, used.filter(|used| *used > after))
    }

    /// The next birthday that changes anything.
    fn next_age(&self, person: Person, after: UnixMs) -> Option<UnixMs> {
        let birth = person.birth?;
        let mut next = None;
        let mut look = |age| {
            next = earlier(next, turns(birth, age, self.profile.age).filter(|turns| *turns > after));
        };
        for age in TIERS {
            look(age);
        }
        look(OF_AGE);
        for own in [self.profile.minimum_age, self.profile.no_pay_under] {
            if own > 0 {
                look(own);
            }
        }
        next
    }
}

fn earlier(a: Option<UnixMs>, b: Option<UnixMs>) -> Option<UnixMs> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
