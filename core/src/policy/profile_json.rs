//! Profiles as JSON: `{"base":"cn2021","pending":"block"}`.

use alloc::string::String;

use serde::Deserialize;

use super::{
    AgeRule, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered, UnknownAge,
};
use crate::error::{Error, ErrorCode, Result};
use crate::object::Object;

/// Seconds of 31 days: the longest that a benefit of the doubt may last.
const MOST_SECONDS: i64 = 31 * 86_400;
/// Above this an age limit is a typing error.
const MOST_YEARS: i64 = 99;

/// A profile as configuration text gives it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct RawProfile(Object<Fields>);

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Fields {
    base: Option<String>,
    pending: Option<String>,
    fail_open_max_s: Option<i64>,
    pending_expired_grace_s: Option<i64>,
    age: Option<String>,
    holidays: Option<String>,
    makeup: Option<String>,
    uncovered: Option<String>,
    minor_pay_in_window_only: Option<bool>,
    unknown_age: Option<String>,
    manual_waiting: Option<String>,
    minimum_age: Option<i64>,
    no_pay_under: Option<i64>,
    service: Option<String>,
    warn_s: Option<[i64; 2]>,
}

impl Profile {
    /// Reads a profile: `{"base":"cn2021","pending":"block"}`. Bases are `auto` (also when absent), `cn2019`, `cn2021`,
    /// and the presets `faq_literal` and `cn2021_strict`; every other field of [`Profile`] overrides the base's value.
    ///
    /// ```
    /// use shiming_core::policy::{PendingPolicy, Profile};
    /// let profile = Profile::from_json(r#"{"base":"cn2021","pending":"block"}"#).unwrap();
    /// assert_eq!(profile, Profile { pending: PendingPolicy::Block, ..Profile::cn2021() });
    /// ```
    ///
    /// # Errors
    /// `invalid_profile`: no JSON object of this shape, an unknown field, an unknown value, a number out of range. The
    /// field is named.
    pub fn from_json(json: &str) -> Result<Self> {
        let raw: Option<RawProfile> = serde_json::from_str(json).ok();
        raw.ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidProfile,
                "a profile is a JSON object such as {\"base\":\"cn2021\"} whose fields are those that the documentation lists, each \
                 once and of its type: check the spelling",
            )
            .with_field("profile")
        })?
        .check()
    }
}

impl RawProfile {
    pub(crate) fn check(self) -> Result<Profile> {
        let Object(fields) = self.0;
        let mut profile = match fields.base.as_deref() {
            None | Some("auto") => Profile::auto(),
            Some("cn2019") => Profile::cn2019(),
            Some("cn2021") => Profile::cn2021(),
            Some("faq_literal") => Profile::faq_literal(),
            Some("cn2021_strict") => Profile::cn2021_strict(),
            Some(_) => {
                return Err(invalid("base", "one of auto, cn2019, cn2021, faq_literal, cn2021_strict"));
            }
        };
        named(
            &mut profile.pending,
            fields.pending,
            PendingPolicy::from_name,
            "pending",
            "one of by_claimed_age, faq_literal, treat_as_minor, block",
        )?;
        named(&mut profile.age, fields.age, AgeRule::from_name, "age", "next_day or birthday")?;
        named(
            &mut profile.holidays,
            fields.holidays,
            HolidayScope::from_name,
            "holidays",
            "official_break or statutory_only",
        )?;
        named(&mut profile.makeup, fields.makeup, Makeup::from_name, "makeup", "ban or ignore")?;
        named(
            &mut profile.uncovered,
            fields.uncovered,
            Uncovered::from_name,
            "uncovered",
            "one of best_effort, strict, error",
        )?;
        named(
            &mut profile.unknown_age,
            fields.unknown_age,
            UnknownAge::from_name,
            "unknown_age",
            "one of under_8, block, adult",
        )?;
        named(
            &mut profile.manual_waiting,
            fields.manual_waiting,
            ManualWaiting::from_name,
            "manual_waiting",
            "deny or by_document_age",
        )?;
        named(
            &mut profile.service,
            fields.service,
            Service::from_name,
            "service",
            "game or trading_platform",
        )?;
        let seconds = |value, field| within(value, MOST_SECONDS, field, "0 to 2678400 seconds (31 days)");
        if let Some(value) = fields.fail_open_max_s {
            profile.fail_open_max_s = seconds(value, "fail_open_max_s")?;
        }
        if let Some(value) = fields.pending_expired_grace_s {
            profile.pending_expired_grace_s = seconds(value, "pending_expired_grace_s")?;
        }
        let years = |value, field| {
            let value = within(value, MOST_YEARS, field, "0 to 99 years")?;
            Ok::<i32, Error>(i32::try_from(value).unwrap_or(0))
        };
        if let Some(value) = fields.minimum_age {
            profile.minimum_age = years(value, "minimum_age")?;
        }
        if let Some(value) = fields.no_pay_under {
            profile.no_pay_under = years(value, "no_pay_under")?;
        }
        if let Some(value) = fields.minor_pay_in_window_only {
            profile.minor_pay_in_window_only = value;
        }
        if let Some([long, short]) = fields.warn_s {
            if !(0..=3600).contains(&short) || !(short..=3600).contains(&long) {
                return Err(invalid("warn_s", "two numbers of 0 to 3600 seconds, the longer first"));
            }
            profile.warn_s = [long, short];
        }
        Ok(profile)
    }
}

fn named<T>(
    to: &mut T,
    text: Option<String>,
    parse: fn(&str) -> Option<T>,
    field: &'static str,
    allowed: &str,
) -> Result<()> {
    if let Some(text) = text {
        *to = parse(&text).ok_or_else(|| invalid(field, allowed))?;
    }
    Ok(())
}

fn within(value: i64, most: i64, field: &'static str, allowed: &str) -> Result<i64> {
    if (0..=most).contains(&value) { Ok(value) } else { Err(invalid(field, allowed)) }
}

fn invalid(field: &'static str, allowed: &str) -> Error {
    Error::new(ErrorCode::InvalidProfile, alloc::format!("this field of a profile is {allowed}"))
        .with_field(field)
}
