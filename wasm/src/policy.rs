//! Decisions.

use shiming_core::account::AccountState;
use shiming_core::policy::{self, AgeRule, Calendar, Profile, Reason, Usage};
use shiming_core::{Date, Result};
use shiming_shape::answers;
use shiming_shape::args::invalid;

use crate::inbox::Given;
use crate::outbox;

/// What a decision rests on: state, profile, calendar.
fn known(given: &mut Given<'_>) -> Result<(AccountState, Profile, Calendar)> {
    let (state, profile) = (AccountState::from_json(given.text()?)?, Profile::from_json(given.text()?)?);
    Ok((state, profile, calendar(given)?))
}

/// None: the built-in one.
fn calendar(given: &mut Given<'_>) -> Result<Calendar> {
    given.optional_text()?.map_or_else(|| Ok(Calendar::official()), Calendar::from_json)
}

/// `age_on`: birth, unix, rule. The age.
pub(crate) fn age_on(given: &mut Given<'_>) -> Result<i32> {
    let birth =
        Date::parse(given.text()?).ok_or_else(|| invalid("birth", "pass a calendar day as YYYY-MM-DD"))?;
    let unix = given.int()?;
    policy::age_on(birth, unix, given.choice::<AgeRule>("rule")?)
}

/// `decide`: state, profile, calendar, played_today_s, guest_used_s, unix.
pub(crate) fn decide(given: &mut Given<'_>) -> Result<i32> {
    let (state, profile, calendar) = known(given)?;
    let usage = Usage { played_today_s: given.int()?, guest_used_s: given.int()? };
    let decision = policy::decide(&state, &profile, &calendar, usage, given.int()?)?;
    outbox::json(&answers::verdicts(&decision))
}

/// `decide_payment`: state, profile, calendar, spent_month_fen, amount_fen, unix.
pub(crate) fn decide_payment(given: &mut Given<'_>) -> Result<i32> {
    let (state, profile, calendar) = known(given)?;
    let (spent, amount) = (given.int()?, given.int()?);
    let payment = policy::decide_payment(&state, &profile, &calendar, spent, amount, given.int()?)?;
    outbox::json(&answers::payment(&payment))
}

/// `next_play_window`: state, profile, calendar, unix.
pub(crate) fn next_play_window(given: &mut Given<'_>) -> Result<i32> {
    let (state, profile, calendar) = known(given)?;
    let window = policy::next_play_window(&state, &profile, &calendar, given.int()?)?;
    outbox::json(&answers::play_window(window))
}

/// `play_windows`: year, month, profile, calendar.
pub(crate) fn play_windows(given: &mut Given<'_>) -> Result<i32> {
    let (year, month) = (given.int32("year")?, given.int32("month")?);
    let profile = Profile::from_json(given.text()?)?;
    let calendar = calendar(given)?;
    outbox::json(&answers::play_days(&policy::play_windows(year, month, &profile, &calendar)?))
}

/// `reason_text`: reason.
pub(crate) fn reason_text(given: &mut Given<'_>) -> Result<i32> {
    let reason = Reason::from_name(given.text()?)
        .ok_or_else(|| invalid("reason", "pass a reason as a verdict names it"))?;
    outbox::json(&answers::reason_text(&policy::reason_text(reason)))
}
