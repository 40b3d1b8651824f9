//! Faults on demand. A rule says whom it hits, when, how often, and what happens; chance comes from the seed, so the
//! same calls meet the same faults.

use serde::{Deserialize, Serialize};
use shiming_core::time::{DAY, MINUTE, UTC8};
use shiming_core::wire::Endpoint;

use super::random::Random;

/// One rule. Delays and clock skews of all rules that hit add up; of the others the first one decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// A name for statistics.
    #[serde(default)]
    pub name: String,
    /// Which interface; none = all.
    #[serde(default)]
    pub endpoint: Option<EndpointName>,
    /// Which enterprise, by the appId in the header; none = all.
    #[serde(default)]
    pub app_id: Option<String>,
    /// Which game, by the bizId in the header; none = all.
    #[serde(default)]
    pub biz_id: Option<String>,
    /// From this instant, Unix milliseconds.
    #[serde(default)]
    pub from: Option<i64>,
    /// Until this instant (exclusive), Unix milliseconds.
    #[serde(default)]
    pub until: Option<i64>,
    /// Only in these hours of the week.
    #[serde(default)]
    pub weekly: Option<Weekly>,
    /// Let so many requests pass first.
    #[serde(default)]
    pub skip: u64,
    /// Hit so many requests at most; none = any number.
    #[serde(default)]
    pub count: Option<u64>,
    /// The share of requests that are hit, 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// What happens.
    pub fault: Fault,
}

impl FaultRule {
    /// A rule that hits everything.
    pub fn new(fault: Fault) -> Self {
        Self {
            name: String::new(),
            endpoint: None,
            app_id: None,
            biz_id: None,
            from: None,
            until: None,
            weekly: None,
            skip: 0,
            count: None,
            probability: 1.0,
            fault,
        }
    }

    /// Only this interface.
    #[must_use]
    pub fn on(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Only so many requests.
    #[must_use]
    pub fn times(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// Only after so many requests passed.
    #[must_use]
    pub fn after(mut self, skip: u64) -> Self {
        self.skip = skip;
        self
    }

    /// Only this share of requests.
    #[must_use]
    pub fn with_probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }

    /// Only from this instant until that one, Unix milliseconds.
    #[must_use]
    pub fn between(mut self, from: i64, until: i64) -> Self {
        (self.from, self.until) = (Some(from), Some(until));
        self
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.probability) {
            return Err("a fault's probability must be between 0 and 1".into());
        }
        if let Some(weekly) = &self.weekly
            && (weekly.days.iter().any(|day| !(1..=7).contains(day))
                || minutes(&weekly.from).is_none()
                || minutes(&weekly.until).is_none())
        {
            return Err("a fault's weekly needs days from 1 (Monday) to 7 and times as HH:MM".into());
        }
        match &self.fault {
            Fault::Delay { min_ms, max_ms } if min_ms > max_ms => {
                Err("a delay's min_ms is above its max_ms".into())
            }
            Fault::HttpStatus { status, .. } if !(200..=599).contains(status) => {
                Err("an http_status must be between 200 and 599".into())
            }
            Fault::Rows { share, .. } if !(0.0..=1.0).contains(share) => {
                Err("the share of refused rows must be between 0 and 1".into())
            }
            _ => Ok(()),
        }
    }

    fn hits(&self, at: &Arrival<'_>) -> bool {
        let only = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        self.endpoint.is_none_or(|name| Some(name.into()) == at.endpoint)
            && only(&self.app_id, at.app_id)
            && only(&self.biz_id, at.biz_id)
            && self.from.is_none_or(|from| at.now >= from)
            && self.until.is_none_or(|until| at.now < until)
            && self.weekly.as_ref().is_none_or(|weekly| weekly.holds(at.now))
    }
}

fn always() -> f64 {
    1.0
}

/// The three interfaces, as scenario files spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndpointName {
    /** 实名认证. */
    Check,
    /** 结果查询. */
    Query,
    /** 行为上报. */
    Report,
}

impl From<EndpointName> for Endpoint {
    fn from(name: EndpointName) -> Self {
        match name {
            EndpointName::Check => Self::Check,
            EndpointName::Query => Self::Query,
            EndpointName::Report => Self::Report,
        }
    }
}

impl From<Endpoint> for EndpointName {
    fn from(endpoint: Endpoint) -> Self {
        match endpoint {
            Endpoint::Check => Self::Check,
            Endpoint::Query => Self::Query,
            Endpoint::Report => Self::Report,
        }
    }
}

/// Hours of the week, in UTC+8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weekly {
    /// 1 = Monday to 7 = Sunday.
    pub days: Vec<u8>,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`, exclusive; `24:00` is the end of the day.
    pub until: String,
}

impl Weekly {
    fn holds(&self, now: i64) -> bool {
        let local = now + UTC8;
        // 1970-01-01 was a Thursday.
        let day = (local.div_euclid(DAY) + 3).rem_euclid(7) + 1;
        let minute = local.rem_euclid(DAY) / MINUTE;
        let (Some(from), Some(until)) = (minutes(&self.from), minutes(&self.until)) else { return false };
        self.days.iter().any(|wanted| i64::from(*wanted) == day) && (from..until).contains(&minute)
    }
}

fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    ((0..60).contains(&minutes) && (0..=24 * 60).contains(&total)).then_some(total)
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// The answer takes longer.
    Delay {
        /// At least so many milliseconds.
        min_ms: u64,
        /// At most so many milliseconds.
        max_ms: u64,
    },
    /// The authority's clock is so far ahead for this request: the stamp check and `Date` follow it.
    ClockSkew {
        /// Milliseconds; negative = behind.
        ms: i64,
    },
    /// The request never arrives.
    RequestLost {
        /// The connection ends after so many milliseconds; 0 = at once.
        #[serde(default)]
        hang_ms: u64,
    },
    /// The request is handled, its answer never arrives.
    AnswerLost {
        /// The connection ends after so many milliseconds; 0 = at once.
        #[serde(default)]
        hang_ms: u64,
    },
    /// A gateway answers with this HTTP status and an HTML page.
    HttpStatus {
        /// For example 502.
        status: u16,
        /// Whether the authority handled the request all the same.
        #[serde(default)]
        processed: bool,
    },
    /// An HTML page with status 200, as a captive portal gives.
    HtmlPage {
        /// Whether the authority handled the request all the same.
        #[serde(default)]
        processed: bool,
    },
    /// The request is handled, and the answer's JSON ends in the middle.
    CutJson,
    /// The authority answers with this code. 1006 locks the lane for a minute.
    Errcode {
        /// Any number.
        errcode: i32,
        /// Whether it handled the request all the same, and only its answer hides it.
        #[serde(default)]
        processed: bool,
    },
    /// The request is handled twice, as when a proxy on the way sends it again.
    Duplicate {
        /// Whether the client sees the answer to the second, not to the first.
        #[serde(default)]
        second: bool,
    },
    /// Good rows of a report are refused with this code.
    Rows {
        /// The code of the rows, for example 3005.
        errcode: i32,
        /// The share of good rows that are refused, 0 to 1.
        share: f64,
    },
}

impl Fault {
    /// Its name in scenario files and statistics.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Delay { .. } => "delay",
            Self::ClockSkew { .. } => "clock_skew",
            Self::RequestLost { .. } => "request_lost",
            Self::AnswerLost { .. } => "answer_lost",
            Self::HttpStatus { .. } => "http_status",
            Self::HtmlPage { .. } => "html_page",
            Self::CutJson => "cut_json",
            Self::Errcode { .. } => "errcode",
            Self::Duplicate { .. } => "duplicate",
            Self::Rows { .. } => "rows",
        }
    }
}

/// One request, as far as rules look at it.
pub(crate) struct Arrival<'a> {
    pub endpoint: Option<Endpoint>,
    pub app_id: &'a str,
    pub biz_id: &'a str,
    pub now: i64,
}

/// What the rules make of one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effect {
    pub delay_ms: u64,
    pub skew_ms: i64,
    pub outcome: Option<Fault>,
}

#[derive(Clone, Debug)]
struct Active {
    rule: FaultRule,
    met: u64,
    hit: u64,
}

/// The rules in force.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Active>,
}

impl Faults {
    pub fn new(rules: &[FaultRule]) -> Self {
        let mut faults = Self::default();
        faults.add(rules);
        faults
    }

    pub fn add(&mut self, rules: &[FaultRule]) {
        self.rules.extend(rules.iter().map(|rule| Active { rule: rule.clone(), met: 0, hit: 0 }));
    }

    pub fn clear(&mut self) {
        self.rules.clear();
    }

    /// Each rule, and how many requests it met and hit.
    pub fn status(&self) -> impl Iterator<Item = (&FaultRule, u64, u64)> {
        self.rules.iter().map(|active| (&active.rule, active.met, active.hit))
    }

    pub fn decide(&mut self, random: &mut Random, at: &Arrival<'_>) -> Effect {
        let mut effect = Effect::default();
        for active in &mut self.rules {
            let adds = matches!(active.rule.fault, Fault::Delay { .. } | Fault::ClockSkew { .. });
            if (!adds && effect.outcome.is_some()) || !active.rule.hits(at) {
                continue;
            }
            active.met += 1;
            let spent = active.rule.count.is_some_and(|count| active.hit >= count);
            if spent || active.met <= active.rule.skip || !random.chance(active.rule.probability) {
                continue;
            }
            active.hit += 1;
            match &active.rule.fault {
                Fault::Delay { min_ms, max_ms } => {
                    effect.delay_ms = effect.delay_ms.saturating_add(random.between(*min_ms, *max_ms));
                }
                Fault::ClockSkew { ms } => effect.skew_ms = effect.skew_ms.saturating_add(*ms),
                outcome => effect.outcome = Some(outcome.clone()),
            }
        }
        effect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekly_hours_are_those_of_china() {
        let friday_8pm = Weekly { days: vec![5], from: "20:00".into(), until: "20:05".into() };
        // 2026-01-02 is a Friday; 20:00 in China is 12:00 UTC.
        let start = 1_767_355_200_000;
        assert!(friday_8pm.holds(start) && friday_8pm.holds(start + 5 * MINUTE - 1));
        assert!(!friday_8pm.holds(start - 1) && !friday_8pm.holds(start + 5 * MINUTE));
        assert!(!friday_8pm.holds(start + DAY));
    }

    #[test]
    fn skip_and_count() {
        let rule = FaultRule::new(Fault::CutJson).after(2).times(3);
        let mut faults = Faults::new(&[rule]);
        let mut random = Random::new(1);
        let at = Arrival { endpoint: Some(Endpoint::Check), app_id: "", biz_id: "", now: 0 };
        let hits: Vec<bool> = (0..8).map(|_| faults.decide(&mut random, &at).outcome.is_some()).collect();
        assert_eq!(hits, [false, false, true, true, true, false, false, false]);
    }
}
