//! Decisions.

use shiming_core::Date;
use shiming_core::account::AccountState;
use shiming_core::policy::{self, AgeRule, Calendar, Profile, Reason, Usage};
use shiming_shape::answers;
use shiming_shape::args::invalid;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Result;
use crate::input::{choice, int, int32};

fn calendar_of(json: Option<&str>) -> Result<Calendar> {
    Ok(json.map_or_else(|| Ok(Calendar::official()), Calendar::from_json)?)
}

/// What every decision is about.
struct Case {
    state: AccountState,
    profile: Profile,
    calendar: Calendar,
}

impl Case {
    #[inline(never)]
    fn read(state: &str, profile: &str, calendar: Option<&str>) -> Result<Self> {
        let (state, profile) = (AccountState::from_json(state)?, Profile::from_json(profile)?);
        Ok(Self { state, profile, calendar: calendar_of(calendar)? })
    }
}

/// `age_on`.
#[wasm_bindgen]
pub fn age_on(birth: &str, unix: f64, rule: &str) -> Result<i32> {
    let birth = Date::parse(birth).ok_or_else(|| invalid("birth", "pass a calendar day as YYYY-MM-DD"))?;
    Ok(policy::age_on(birth, int(unix), choice::<AgeRule>(rule, "rule")?)?)
}

/// `decide`: JSON text.
#[wasm_bindgen]
pub fn decide(
    state: &str,
    profile: &str,
    calendar: Option<String>,
    played_today_s: f64,
    guest_used_s: f64,
    unix: f64,
) -> Result<String> {
    let Case { state, profile, calendar } = Case::read(state, profile, calendar.as_deref())?;
    let usage = Usage { played_today_s: int(played_today_s), guest_used_s: int(guest_used_s) };
    let decision = policy::decide(&state, &profile, &calendar, usage, int(unix))?;
    Ok(answers::verdicts(&decision).compact())
}

/// `decide_payment`: JSON text.
#[wasm_bindgen]
pub fn decide_payment(
    state: &str,
    profile: &str,
    calendar: Option<String>,
    spent_month_fen: f64,
    amount_fen: f64,
    unix: f64,
) -> Result<String> {
    let Case { state, profile, calendar } = Case::read(state, profile, calendar.as_deref())?;
    let (spent, amount) = (int(spent_month_fen), int(amount_fen));
    let payment = policy::decide_payment(&state, &profile, &calendar, spent, amount, int(unix))?;
    Ok(answers::payment(&payment).compact())
}

/// `next_play_window`: JSON text.
#[wasm_bindgen]
pub fn next_play_window(state: &str, profile: &str, calendar: Option<String>, unix: f64) -> Result<String> {
    let Case { state, profile, calendar } = Case::read(state, profile, calendar.as_deref())?;
    let window = policy::next_play_window(&state, &profile, &calendar, int(unix))?;
    Ok(answers::play_window(window).compact())
}

/// `play_windows`: JSON text.
#[wasm_bindgen]
pub fn play_windows(year: f64, month: f64, profile: &str, calendar: Option<String>) -> Result<String> {
    let (year, month) = (int32(year, "year")?, int32(month, "month")?);
    let profile = Profile::from_json(profile)?;
    let calendar = calendar_of(calendar.as_deref())?;
    Ok(answers::play_days(&policy::play_windows(year, month, &profile, &calendar)?).compact())
}

/// `reason_text`: JSON text.
#[wasm_bindgen]
pub fn reason_text(reason: &str) -> Result<String> {
    let reason =
        Reason::from_name(reason).ok_or_else(|| invalid("reason", "pass a reason as a verdict names it"))?;
    Ok(answers::reason_text(&policy::reason_text(reason)).compact())
}
