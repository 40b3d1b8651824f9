//! Decisions: who may play and pay, and when.

use shiming_core::account::AccountState;
use shiming_core::policy::{self, Calendar, Profile, Reason};
use shiming_core::time::Date;
use shiming_core::{Error, ErrorCode};

use crate::enumerations::AgeRule;
use crate::error::Result;
use crate::text::{Text, optional};

/// What the host's ledgers say.
#[derive(Clone, Copy, uniffi::Record)]
pub struct Usage {
    /// Seconds that the person has played today.
    pub played_today_s: i64,
    /// Seconds that the device's guest has used.
    pub guest_used_s: i64,
}

impl From<Usage> for policy::Usage {
    fn from(usage: Usage) -> Self {
        Self { played_today_s: usage.played_today_s, guest_used_s: usage.guest_used_s }
    }
}

/// One answer of `decide`.
#[derive(uniffi::Record)]
pub struct Verdict {
    /// Yes or no.
    pub allowed: bool,
    /// Why, snake_case; `reason_text` has words for players.
    pub reason: String,
    /// The rule behind it, such as `N2021-1` or `Q99`.
    pub rule_id: String,
    /// When `allowed` changes next, Unix ms.
    pub valid_until: Option<i64>,
    /// When refused: when it opens next, Unix ms, if that is in sight.
    pub next_open: Option<i64>,
}

impl From<policy::Verdict> for Verdict {
    fn from(verdict: policy::Verdict) -> Self {
        Self {
            allowed: verdict.allowed,
            reason: verdict.reason.name().to_owned(),
            rule_id: verdict.rule_id.name().to_owned(),
            valid_until: verdict.valid_until,
            next_open: verdict.next_open,
        }
    }
}

/// What a player may do.
#[derive(uniffi::Record)]
pub struct Decision {
    /// Have an account.
    pub account: Verdict,
    /// Play.
    pub play: Verdict,
    /// Pay.
    pub pay: Verdict,
    /// Be reported.
    pub report: Verdict,
}

/// Whether a payment may be made.
#[derive(uniffi::Record)]
pub struct Payment {
    /// Yes or no, and why.
    pub verdict: Verdict,
    /// The most in one payment, in fen; absent: no limit.
    pub max_single_fen: Option<i64>,
    /// What is left of the month, in fen; absent: no limit.
    pub month_left_fen: Option<i64>,
}

/// When a player may play next.
#[derive(uniffi::Record)]
pub struct PlayWindow {
    /// Unix ms.
    pub start: i64,
    /// Unix ms; absent: for ever.
    pub end: Option<i64>,
    /// Whether an official notice covers the day.
    pub covered: bool,
}

/// One day of a month, for a minor.
#[derive(uniffi::Record)]
pub struct PlayDay {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Whether there is play on it.
    pub open: bool,
    /// Why, snake_case.
    pub reason: String,
    /// Whether an official notice covers the day.
    pub covered: bool,
}

/// What to tell a player.
#[derive(uniffi::Record)]
pub struct ReasonText {
    /// The reason.
    pub reason: String,
    /// In Chinese.
    pub text_zh: String,
    /// In English.
    pub text_en: String,
}

/// State, profile, calendar, in the order in which they are checked.
pub(crate) struct Given {
    pub(crate) state: AccountState,
    pub(crate) profile: Profile,
    pub(crate) calendar: Calendar,
}

impl Given {
    fn take(state: Text, profile: Text, calendar: Option<Text>) -> Result<Self> {
        Ok(Self {
            state: AccountState::from_json(&state.take("state")?)?,
            profile: Profile::from_json(&profile.take("profile")?)?,
            calendar: calendar_of(calendar)?,
        })
    }
}

fn calendar_of(json: Option<Text>) -> Result<Calendar> {
    Ok(match optional(json, "calendar")? {
        None => Calendar::official(),
        Some(json) => Calendar::from_json(&json)?,
    })
}

/// `YYYY-MM-DD`.
pub(crate) fn date(text: Text, field: &'static str) -> Result<Date> {
    Ok(Date::parse(&text.take(field)?).ok_or_else(|| {
        Error::new(ErrorCode::InvalidParameter, "pass a calendar day as YYYY-MM-DD").with_field(field)
    })?)
}

/// Full years, 0 from the day of birth. `birth`: `YYYY-MM-DD`.
///
/// Errors: `invalid_parameter`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn age_on(birth: Text, unix: i64, rule: AgeRule) -> Result<i32> {
    Ok(policy::age_on(date(birth, "birth")?, unix, rule.into())?)
}

/// What a player may do now. `profile` and `calendar` are JSON text; without a calendar the built-in one holds.
///
/// Errors: `invalid_state`, `invalid_profile`, `invalid_calendar`, `invalid_parameter`, `bad_time`, `invalid_text`.
#[uniffi::export]
pub fn decide(
    state: Text,
    profile: Text,
    calendar: Option<Text>,
    usage: Usage,
    unix: i64,
) -> Result<Decision> {
    let given = Given::take(state, profile, calendar)?;
    let decision = policy::decide(&given.state, &given.profile, &given.calendar, usage.into(), unix)?;
    Ok(Decision {
        account: decision.account.into(),
        play: decision.play.into(),
        pay: decision.pay.into(),
        report: decision.report.into(),
    })
}

/// Whether a payment may be made. Amounts are in fen; `spent_month_fen`: by this person in this month so far.
///
/// Errors: as `decide`, and `invalid_amount`.
#[uniffi::export]
pub fn decide_payment(
    state: Text,
    profile: Text,
    calendar: Option<Text>,
    spent_month_fen: i64,
    amount_fen: i64,
    unix: i64,
) -> Result<Payment> {
    let given = Given::take(state, profile, calendar)?;
    let payment = policy::decide_payment(
        &given.state,
        &given.profile,
        &given.calendar,
        spent_month_fen,
        amount_fen,
        unix,
    )?;
    Ok(Payment {
        verdict: payment.verdict.into(),
        max_single_fen: payment.max_single_fen,
        month_left_fen: payment.month_left_fen,
    })
}

/// When a player may play next; absent when never restricted.
///
/// Errors: as `decide`.
#[uniffi::export]
pub fn next_play_window(
    state: Text,
    profile: Text,
    calendar: Option<Text>,
    unix: i64,
) -> Result<Option<PlayWindow>> {
    let given = Given::take(state, profile, calendar)?;
    let window = policy::next_play_window(&given.state, &given.profile, &given.calendar, unix)?;
    Ok(window.map(|window| PlayWindow { start: window.start, end: window.end, covered: window.covered }))
}

/// The days of a month, for a minor.
///
/// Errors: `invalid_parameter`, `invalid_profile`, `invalid_calendar`, `invalid_text`.
#[uniffi::export]
pub fn play_windows(year: i32, month: i32, profile: Text, calendar: Option<Text>) -> Result<Vec<PlayDay>> {
    let profile = Profile::from_json(&profile.take("profile")?)?;
    let days = policy::play_windows(year, month, &profile, &calendar_of(calendar)?)?;
    let day = |day: policy::PlayDay| PlayDay {
        date: day.date.text(),
        open: day.open,
        reason: day.reason.name().to_owned(),
        covered: day.covered,
    };
    Ok(days.into_iter().map(day).collect())
}

/// What to tell a player about the reason of a verdict.
///
/// Errors: `invalid_parameter`, `invalid_text`.
#[uniffi::export]
pub fn reason_text(reason: Text) -> Result<ReasonText> {
    let reason = Reason::from_name(&reason.take("reason")?).ok_or_else(|| {
        Error::new(ErrorCode::InvalidParameter, "pass a reason as a verdict names it").with_field("reason")
    })?;
    let text = policy::reason_text(reason);
    Ok(ReasonText {
        reason: text.reason.name().to_owned(),
        text_zh: text.text_zh.to_owned(),
        text_en: text.text_en.to_owned(),
    })
}
