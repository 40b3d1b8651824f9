//! Profiles as JSON: `{"base":"cn2021","pending":"block"}`.

use alloc::{string::String, vec::Vec};

use super::{
    AgeRule, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered, UnknownAge,
};
use crate::error::{Error, ErrorCode, Result};
use crate::record::{self, Blank, Inside, Items, Member, Node, Record, Value, members};

/// Seconds of 31 days: the longest that a benefit of the doubt may last.
const MOST_SECONDS: i64 = 31 * 86_400;
/// Above this an age limit is a typing error.
const MOST_YEARS: i64 = 99;

/// A profile as configuration text gives it.
#[derive(Default)]
pub(crate) struct RawProfile {
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
    warn_s: Option<Pair>,
}

impl Record for RawProfile {
    fn members(&mut self) -> Vec<Member<'_>> {
        members![
            optional("base", &mut self.base),
            optional("pending", &mut self.pending),
            optional("fail_open_max_s", &mut self.fail_open_max_s),
            optional("pending_expired_grace_s", &mut self.pending_expired_grace_s),
            optional("age", &mut self.age),
            optional("holidays", &mut self.holidays),
            optional("makeup", &mut self.makeup),
            optional("uncovered", &mut self.uncovered),
            optional("minor_pay_in_window_only", &mut self.minor_pay_in_window_only),
            optional("unknown_age", &mut self.unknown_age),
            optional("manual_waiting", &mut self.manual_waiting),
            optional("minimum_age", &mut self.minimum_age),
            optional("no_pay_under", &mut self.no_pay_under),
            optional("service", &mut self.service),
            optional("warn_s", &mut self.warn_s),
        ]
    }
}

/// Two integers.
#[derive(Default)]
struct Pair(Vec<i64>);

impl Blank for Pair {
    const EXPECTED: &'static str = "two integers";
    const HAS_PARTS: bool = true;

    fn blank() -> Self {
        Self::default()
    }
}

impl Node for Pair {
    fn expected(&self) -> &'static str {
        <Self as Blank>::EXPECTED
    }

    fn inside(&mut self) -> Option<Inside<'_>> {
        Some(Inside::List(self))
    }

    fn value(&mut self) -> Value<'_> {
        Value::Unwritten
    }
}

impl Items for Pair {
    fn add(&mut self, name: &str) -> Option<&mut dyn Node> {
        if self.0.len() < 2 { self.0.add(name) } else { None }
    }

    fn is_complete(&self) -> bool {
        self.0.len() == 2
    }
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
        let mut raw = RawProfile::default();
        record::read(json, &mut raw).map_err(|_| {
            Error::new(
                ErrorCode::InvalidProfile,
                "a profile is a JSON object such as {\"base\":\"cn2021\"} whose fields are those that the documentation lists, each \
                 once and of its type: check the spelling",
            )
            .with_field("profile")
        })?;
        raw.check()
    }
}

impl RawProfile {
    pub(crate) fn check(&self) -> Result<Profile> {
        let mut profile = match self.base.as_deref() {
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
            &self.pending,
            PendingPolicy::from_name,
            "pending",
            "one of by_claimed_age, faq_literal, treat_as_minor, block",
        )?;
        named(&mut profile.age, &self.age, AgeRule::from_name, "age", "next_day or birthday")?;
        named(
            &mut profile.holidays,
            &self.holidays,
            HolidayScope::from_name,
            "holidays",
            "official_break or statutory_only",
        )?;
        named(&mut profile.makeup, &self.makeup, Makeup::from_name, "makeup", "ban or ignore")?;
        named(
            &mut profile.uncovered,
            &self.uncovered,
            Uncovered::from_name,
            "uncovered",
            "one of best_effort, strict, error",
        )?;
        named(
            &mut profile.unknown_age,
            &self.unknown_age,
            UnknownAge::from_name,
            "unknown_age",
            "one of under_8, block, adult",
        )?;
        named(
            &mut profile.manual_waiting,
            &self.manual_waiting,
            ManualWaiting::from_name,
            "manual_waiting",
            "deny or by_document_age",
        )?;
        named(
            &mut profile.service,
            &self.service,
            Service::from_name,
            "service",
            "game or trading_platform",
        )?;
        let seconds = |value, field| within(value, MOST_SECONDS, field, "0 to 2678400 seconds (31 days)");
        if let Some(value) = self.fail_open_max_s {
            profile.fail_open_max_s = seconds(value, "fail_open_max_s")?;
        }
        if let Some(value) = self.pending_expired_grace_s {
            profile.pending_expired_grace_s = seconds(value, "pending_expired_grace_s")?;
        }
        let years = |value, field| {
            let value = within(value, MOST_YEARS, field, "0 to 99 years")?;
            Ok::<i32, Error>(i32::try_from(value).unwrap_or(0))
        };
        if let Some(value) = self.minimum_age {
            profile.minimum_age = years(value, "minimum_age")?;
        }
        if let Some(value) = self.no_pay_under {
            profile.no_pay_under = years(value, "no_pay_under")?;
        }
        if let Some(value) = self.minor_pay_in_window_only {
            profile.minor_pay_in_window_only = value;
        }
        if let Some(Pair(seconds)) = &self.warn_s
            && let [long, short] = **seconds
        {
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
    text: &Option<String>,
    parse: fn(&str) -> Option<T>,
    field: &'static str,
    allowed: &str,
) -> Result<()> {
    if let Some(text) = text {
        *to = parse(text).ok_or_else(|| invalid(field, allowed))?;
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
