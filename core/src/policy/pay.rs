//! May the player pay, and how much.

use super::age::turns;
use super::case::{Case, OF_AGE, TIERS};
use super::law::Law;
use super::standing::{Person, Standing};
use super::verdict::{Finding, no, yes};
use super::{Calendar, Profile, Reason, Rule, Usage, Verdict};
use crate::account::AccountState;
use crate::error::{Error, ErrorCode, Result};
use crate::time::{Date, UnixMs};

/// What one payment and one month may be, in fen (34号, three): from 8 to 15, and 16 and 17.
const CAPS: [Caps; 2] = [Caps { single: 5_000, month: 20_000 }, Caps { single: 10_000, month: 40_000 }];
/// Under 8, and wherever nothing may be paid.
const NOTHING: Caps = Caps { single: 0, month: 0 };

#[derive(Clone, Copy)]
struct Caps {
    single: i64,
    month: i64,
}

/// The answer to one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Whether this payment is allowed now.
    pub verdict: Verdict,
    /// The most that one payment may be now, fen; 0 where paying is refused; none: no limit.
    pub max_single_fen: Option<i64>,
    /// What the month has left: after this payment when it is allowed, before it when not, fen; none: no limit.
    pub month_left_fen: Option<i64>,
}

/// May this player pay `amount_fen` now?
///
/// Sums are whole fen (1 yuan = 100 fen). `spent_month_fen` is what this person (pi) has paid to this enterprise in the calendar
/// month of `unix` in UTC+8, in all its games and accounts, refunds deducted, never below 0 (34号, three). When a birthday raises the
/// limit in mid-month, what was spent counts against the new one.
///
/// The ledger is the host's, one row for each pi and month. Raise it in the transaction that creates the order, under the condition that it stays within the
/// limit, or two payments at once exceed it together:
///
/// ```sql
/// BEGIN;
/// INSERT INTO spending (pi, month, fen) VALUES (:pi, '2026-11', 0) ON CONFLICT DO NOTHING;
/// SELECT fen FROM spending WHERE pi = :pi AND month = '2026-11' FOR UPDATE;
/// -- decide_payment(state, profile, calendar, fen, amount, now): on refusal ROLLBACK and show the reason
/// UPDATE spending SET fen = fen + :amount WHERE pi = :pi AND month = '2026-11';
/// INSERT INTO orders (...) VALUES (...);
/// COMMIT;
/// ```
///
/// A refund lowers the same row, to 0 at the least. 未成年人网络保护条例 article 44 also asks for a limit of the day, but names no sum: an
/// enterprise that sets one compares it before.
///
/// ```
/// use shiming_core::account::{AccountEvent, AccountOptions, AccountState, PersonSource, account_apply};
/// use shiming_core::policy::{Calendar, Profile, Reason, decide_payment};
/// use shiming_core::{Date, Now};
/// let friday = 1_795_177_800_000; // 2026-11-20T20:30+08:00
/// let birth = Date::new(2018, 6, 15); // 8 years old
/// let pi = "1i44pd00000000000000000000000000000000".to_string();
/// let link = AccountEvent::LinkPerson { pi, birth, source: PersonSource::Own };
/// let now = Now { unix: friday, mono: 0 };
/// let state = account_apply(&AccountState::new(), &link, None, now, &AccountOptions::default()).unwrap().state;
/// let pay = |fen| decide_payment(&state, &Profile::auto(), &Calendar::official(), 0, fen, friday).unwrap();
/// assert_eq!((pay(5_000).verdict.allowed, pay(5_000).month_left_fen), (true, Some(15_000)));
/// assert_eq!(pay(5_001).verdict.reason, Reason::SingleLimit);
/// ```
///
/// # Errors
/// `invalid_amount`: an amount below 1, or a spent sum below 0. Otherwise as [`crate::policy::decide`].
pub fn decide_payment(
    state: &AccountState,
    profile: &Profile,
    calendar: &Calendar,
    spent_month_fen: i64,
    amount_fen: i64,
    unix: UnixMs,
) -> Result<Payment> {
    if spent_month_fen < 0 {
        return Err(amount(
            "spent_month_fen",
            "what was spent is 0 or more: a refund lowers it to 0 at the least",
        ));
    }
    if amount_fen <= 0 {
        return Err(amount(
            "amount_fen",
            "an amount is at least 1 fen: book a refund in the ledger, not here",
        ));
    }
    let case = Case::new(Some(state), profile, calendar, Usage::default(), unix)?;
    let next_month = next_month(unix);
    let spent_at = |at| if next_month.is_none_or(|next| at < next) { spent_month_fen } else { 0 };
    let verdict = case.verdict(next_month, &|at| case.payment(at, spent_at(at), amount_fen))?;
    let caps = case.caps(unix);
    let left = caps.map(|caps| caps.month.saturating_sub(spent_month_fen).max(0));
    let barred = !case.pay(unix)?.allowed;
    Ok(Payment {
        verdict,
        max_single_fen: if barred {
            Some(0)
        } else {
            caps.zip(left).map(|(caps, left)| caps.single.min(left))
        },
        month_left_fen: left.map(|left| if verdict.allowed { left - amount_fen } else { left }),
    })
}

impl Case<'_> {
    /// Whether anything may be paid at all: state, age, hour, in this order.
    pub(super) fn pay(&self, at: UnixMs) -> Result<Finding> {
        let Standing::Person(person) = self.standing(at) else {
            return match (self.standing(at), self.profile.law(at)) {
                (Standing::Guest(_), Law::Cn2019) => Ok(no(Reason::GuestMayNotPay, Rule::N2019x1)),
                _ => self.play(at),
            };
        };
        if let Some(barred) = self.barred(person, at) {
            return Ok(barred);
        }
        let own = self.profile.no_pay_under;
        if own > 0 && !self.is_aged(person, own, at) {
            return Ok(no(Reason::UnderMinimumAge, Rule::Host));
        }
        if let Some(free) = self.free(person, at) {
            return Ok(free);
        }
        if !self.is_aged(person, TIERS[0], at) {
            return Ok(no(Reason::Under8, Rule::N2019x3));
        }
        let hour = self.minor(at)?;
        Ok(match (hour.allowed, self.profile.minor_pay_in_window_only) {
            (true, _) => Finding { rule: Rule::N2019x3, ..hour },
            (false, true) => hour,
            (false, false) => yes(Reason::UnrestrictedProfile, Rule::Host),
        })
    }

    fn payment(&self, at: UnixMs, spent: i64, amount: i64) -> Result<Finding> {
        let finding = self.pay(at)?;
        let Some(caps) = self.caps(at).filter(|_| finding.allowed) else { return Ok(finding) };
        if amount > caps.single {
            return Ok(no(Reason::SingleLimit, Rule::N2019x3));
        }
        if amount > caps.month.saturating_sub(spent) {
            return Ok(no(Reason::MonthLimit, Rule::N2019x3));
        }
        Ok(finding)
    }

    /// The sums that hold; none without a limit.
    fn caps(&self, at: UnixMs) -> Option<Caps> {
        match self.standing(at) {
            Standing::Person(person) if self.free(person, at).is_some() => None,
            Standing::Person(person) => Some(self.caps_of(person, at)),
            Standing::Free(_) => None,
            Standing::Guest(_) if self.profile.law(at) == Law::None => None,
            Standing::Guest(_) | Standing::Nobody(_) => Some(NOTHING),
        }
    }

    fn caps_of(&self, person: Person, at: UnixMs) -> Caps {
        let reached = person.birth.map_or(0, |birth| {
            TIERS
                .into_iter()
                .filter(|age| turns(birth, *age, self.profile.age).is_some_and(|t| t <= at))
                .count()
        });
        // `unknown_age: adult` with `pending: treat_as_minor`: 16 and 17.
        let reached = if self.is_aged(person, OF_AGE, at) { TIERS.len() } else { reached };
        reached.checked_sub(1).and_then(|tier| CAPS.get(tier)).copied().unwrap_or(NOTHING)
    }
}

/// The first instant of the next calendar month in UTC+8.
fn next_month(unix: UnixMs) -> Option<UnixMs> {
    let today = Date::of(unix)?;
    let (year, month) = if today.month == 12 { (today.year + 1, 1) } else { (today.year, today.month + 1) };
    Some(Date::new(year, month, 1)?.start())
}

fn amount(field: &'static str, text: &str) -> Error {
    Error::new(ErrorCode::InvalidAmount, text).with_field(field)
}
