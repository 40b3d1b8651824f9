//! Players of every kind, instants around every edge, and the profiles in which they are looked at.

use alloc::{format, string::String, vec, vec::Vec};

use super::super::{
    AgeRule, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered, UnknownAge,
    Usage,
};
use crate::account::AccountState;
use crate::time::{DAY, Date, EARLIEST, HOUR, SECOND, UnixMs};

/// A player. What happened "before" is counted from the instant of the question.
pub(super) struct Player {
    pub(super) name: &'static str,
    pub(super) usage: Usage,
    state: fn(UnixMs) -> String,
    /// How long before the question the state came about; states begin in 2020.
    age: i64,
}

impl Player {
    /// None where the state cannot be as old.
    pub(super) fn at(&self, unix: UnixMs) -> Option<AccountState> {
        let state = (self.state)(unix);
        let possible = self.age == 0 || unix - self.age >= EARLIEST;
        possible.then(|| AccountState::from_json(&state).expect(&state))
    }
}

const PERSON: &str = r#""pi":"test-pi","source":"own","verified_at":1600000000000"#;

fn born(birth: &str) -> String {
    format!(r#"{{"v":1,"kind":"verified",{PERSON},"birth":"{birth}","birth_source":"host"}}"#)
}

fn attempt(kind: &str, birth: &str, changed_at: UnixMs, more: &str) -> String {
    let ai = "00000000000000000000000000000001";
    format!(
        r#"{{"v":1,"kind":"{kind}","changed_at":{changed_at},"attempt":{{"ai":"{ai}","tag":"f7c7","birth":"{birth}","since":1600000000000{more}}}}}"#
    )
}

fn again(kind: &str, birth: &str, claimed: &str) -> String {
    let person = format!(r#"{{"v":1,{PERSON},"birth":"{birth}","birth_source":"host","#);
    attempt(kind, claimed, 1_600_000_000_000, "").replacen(r#"{"v":1,"#, &person, 1)
}

fn fault(birth: &str, since: UnixMs) -> String {
    let changed_at = 1_600_000_000_000;
    attempt("submitting", birth, changed_at, &format!(r#","since_fault":{since}"#))
}

fn review(outcome: &str, birth: &str) -> String {
    format!(
        r#"{{"v":1,"kind":"manual_review","review":{{"outcome":"{outcome}","document":"passport"{birth}}}}}"#
    )
}

fn guest(used_s: i64) -> String {
    format!(r#"{{"v":1,"kind":"guest","trial":{{"di":"d","first_use":1600000000000,"used_s":{used_s}}}}}"#)
}

const ADULT: &str = "1990-06-15";
const CHILD: &str = "2012-06-15";
const PASSED: i64 = 1_600_000_000_000;

pub(super) fn players() -> Vec<Player> {
    let player = |name, state| Player { name, usage: Usage::default(), state, age: 0 };
    let old = |name, age, state| Player { name, usage: Usage::default(), state, age };
    let played = |name, played_today_s, state| Player {
        name,
        usage: Usage { played_today_s, guest_used_s: 0 },
        state,
        age: 0,
    };
    vec![
        player("unverified", |_| r#"{"v":1,"kind":"unverified"}"#.into()),
        player("guest, 30 min played", |_| guest(1_800)),
        player("guest, 60 min played", |_| guest(3_600)),
        player("submitting, claims 36", |_| attempt("submitting", ADULT, PASSED, "")),
        player("submitting, claims 14", |_| attempt("submitting", CHILD, PASSED, "")),
        old("fault for 47:59:59, claims 36", 2 * DAY, |unix| fault(ADULT, unix - 2 * DAY + SECOND)),
        old("fault for 47:59:59, claims 14", 2 * DAY, |unix| fault(CHILD, unix - 2 * DAY + SECOND)),
        old("fault for 48:00:00, claims 36", 2 * DAY, |unix| fault(ADULT, unix - 2 * DAY)),
        player("pending, claims 36", |_| attempt("pending", ADULT, PASSED, "")),
        player("pending, claims 14", |_| attempt("pending", CHILD, PASSED, "")),
        old("expired for 23:59:59, claims 36", DAY, |unix| {
            attempt("pending_expired", ADULT, unix - DAY + SECOND, "")
        }),
        old("expired for 23:59:59, claims 14", DAY, |unix| {
            attempt("pending_expired", CHILD, unix - DAY + SECOND, "")
        }),
        old("expired for 24:00:00, claims 36", DAY, |unix| attempt("pending_expired", ADULT, unix - DAY, "")),
        player("verified, 36", |_| born(ADULT)),
        player("verified, 18 on 2026-11-20", |_| born("2008-11-20")),
        player("verified, 17", |_| born("2009-06-15")),
        player("verified, 14", |_| born(CHILD)),
        played("verified, 14, 90 min played today", 5_400, |_| born(CHILD)),
        played("verified, 14, 3 h played today", 10_800, |_| born(CHILD)),
        player("verified, 7", |_| born("2019-06-15")),
        player("verified, age unknown", |_| format!(r#"{{"v":1,"kind":"verified",{PERSON}}}"#)),
        player("verified as 14, submitting again as 36", |_| again("submitting", CHILD, ADULT)),
        player("verified as 36, pending again as 14", |_| again("pending", ADULT, CHILD)),
        player("failed", |_| r#"{"v":1,"kind":"failed","cause":"status_2"}"#.into()),
        player("review waiting, 36", |_| review("waiting", r#","birth":"1990-06-15""#)),
        player("review approved, 36", |_| review("approved", r#","birth":"1990-06-15""#)),
        player("review approved, 14", |_| review("approved", r#","birth":"2012-06-15""#)),
        player("review approved, age unknown", |_| review("approved", "")),
        player("review rejected, 36", |_| review("rejected", r#","birth":"1990-06-15""#)),
    ]
}

pub(super) type Instants = Vec<(char, &'static str, UnixMs)>;

fn letters(of: &[(&'static str, (i32, i32, i32), i64)]) -> Instants {
    let at = |(year, month, day), after: i64| Date::new(year, month, day).unwrap().start() + after;
    ('a'..).zip(of).map(|(letter, (name, day, after))| (letter, *name, at(*day, *after))).collect()
}

pub(super) fn hours() -> Instants {
    let (thursday, friday) = ((2026, 11, 19), (2026, 11, 20));
    let evening = 20 * HOUR + HOUR / 2;
    letters(&[
        ("Thu 2026-11-19 03:00", thursday, 3 * HOUR),
        ("Thu 12:00", thursday, 12 * HOUR),
        ("Thu 20:30", thursday, evening),
        ("Fri 2026-11-20 07:59:59", friday, 8 * HOUR - SECOND),
        ("Fri 08:00:00", friday, 8 * HOUR),
        ("Fri 19:59:59", friday, 20 * HOUR - SECOND),
        ("Fri 20:00:00", friday, 20 * HOUR),
        ("Fri 20:59:59", friday, 21 * HOUR - SECOND),
        ("Fri 21:00:00", friday, 21 * HOUR),
        ("Fri 22:00:00", friday, 22 * HOUR),
        ("Sun 2026-09-20 20:30, make-up workday", (2026, 9, 20), evening),
        ("Tue 2026-05-05 20:30, a day of the break", (2026, 5, 5), evening),
        ("Thu 2026-10-01 12:00, statutory holiday", (2026, 10, 1), 12 * HOUR),
        ("Thu 2026-10-01 20:30, statutory holiday", (2026, 10, 1), evening),
        ("Sat 2027-03-06 20:30, no notice", (2027, 3, 6), evening),
    ])
}

pub(super) fn eras() -> Instants {
    letters(&[
        ("Thu 2019-10-31 23:59:59, no law", (2019, 11, 1), -SECOND),
        ("Fri 2019-11-01 00:00:00, 34号", (2019, 11, 1), 0),
        ("Mon 2020-06-01 12:00", (2020, 6, 1), 12 * HOUR),
        ("Tue 2021-08-31 21:59:59", (2021, 8, 31), 22 * HOUR - SECOND),
        ("Tue 2021-08-31 23:59:59", (2021, 9, 1), -SECOND),
        ("Wed 2021-09-01 00:00:00, 14号", (2021, 9, 1), 0),
        ("Wed 2021-09-01 20:30", (2021, 9, 1), 20 * HOUR + HOUR / 2),
        ("Fri 2021-09-03 20:30", (2021, 9, 3), 20 * HOUR + HOUR / 2),
    ])
}

/// A part of the table: a title, its profile, and the profile of which only the differences are shown.
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) profile: Profile,
    pub(super) beside: Option<Profile>,
    pub(super) eras: bool,
}

pub(super) fn parts() -> Vec<Part> {
    let whole = |title, profile, eras| Part { title, profile, beside: None, eras };
    let (cn2019, cn2021) = (Profile::cn2019(), Profile::cn2021());
    let option = |title, set: fn(&mut Profile)| {
        let mut profile = cn2021;
        set(&mut profile);
        Part { title, profile, beside: Some(cn2021), eras: false }
    };
    vec![
        whole("cn2021", cn2021, false),
        option("cn2021, pending: faq_literal", |p| p.pending = PendingPolicy::FaqLiteral),
        option("cn2021, pending: treat_as_minor", |p| p.pending = PendingPolicy::TreatAsMinor),
        option("cn2021, pending: block", |p| p.pending = PendingPolicy::Block),
        option("cn2021_strict", |p| *p = Profile::cn2021_strict()),
        option("cn2021, fail_open_max_s: 0, pending_expired_grace_s: 0", |p| {
            (p.fail_open_max_s, p.pending_expired_grace_s) = (0, 0);
        }),
        option("cn2021, age: birthday", |p| p.age = AgeRule::Birthday),
        option("cn2021, holidays: statutory_only", |p| p.holidays = HolidayScope::StatutoryOnly),
        option("cn2021, makeup: ignore", |p| p.makeup = Makeup::Ignore),
        option("cn2021, uncovered: strict", |p| p.uncovered = Uncovered::Strict),
        option("cn2021, uncovered: error", |p| p.uncovered = Uncovered::Error),
        option("cn2021, minor_pay_in_window_only: false", |p| p.minor_pay_in_window_only = false),
        option("cn2021, unknown_age: block", |p| p.unknown_age = UnknownAge::Block),
        option("cn2021, unknown_age: adult", |p| p.unknown_age = UnknownAge::Adult),
        option("cn2021, manual_waiting: by_document_age", |p| {
            p.manual_waiting = ManualWaiting::ByDocumentAge
        }),
        option("cn2021, minimum_age: 16", |p| p.minimum_age = 16),
        option("cn2021, no_pay_under: 16", |p| p.no_pay_under = 16),
        option("cn2021, service: trading_platform", |p| p.service = Service::TradingPlatform),
        whole("cn2019", cn2019, false),
        Part { title: "faq_literal", profile: Profile::faq_literal(), beside: Some(cn2019), eras: false },
        whole("auto, over the laws", Profile::auto(), true),
    ]
}
