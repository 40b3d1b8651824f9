//! Random states, profiles, calendars and times, close to where something changes.

use std::collections::BTreeSet;

use proptest::option;
use proptest::prelude::*;
use shiming_core::policy::{
    AgeRule, Base, Calendar, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered,
    UnknownAge, Usage,
};

use super::days::{DAY, HOUR, Holidays, OFFICIAL, Ymd, day_of, midnight};
use super::oracle::Played;
use super::who::Who;

/// 2019-01-01 to 2029-12-31.
const FIRST: i64 = 1_546_272_000_000;
const LAST: i64 = 1_893_427_200_000;

/// Everything that a decision rests on.
#[derive(Clone, Debug)]
pub struct Question {
    pub who: Who,
    pub profile: Profile,
    pub calendar: Calendar,
    pub holidays: Holidays,
    pub usage: Usage,
    pub now: i64,
}

impl Question {
    pub fn played(&self) -> Played {
        Played { today: self.usage.played_today_s * 1000, guest: self.usage.guest_used_s * 1000 }
    }
}

pub fn time() -> impl Strategy<Value = i64> {
    let edges = prop::sample::select(vec![0, 8, 20, 21, 22]);
    let near = (FIRST / DAY..LAST / DAY, edges, -2_i64..=2)
        .prop_map(|(day, hour, ms)| day * DAY - 8 * HOUR + hour * HOUR + ms);
    let laws =
        (prop::sample::select(vec![1_572_537_600_000_i64, 1_630_425_600_000]), -3 * DAY..3 * DAY, -1_i64..=1);
    prop_oneof![
        3 => FIRST..LAST,
        3 => near,
        1 => laws.prop_map(|(law, around, ms)| law + around / HOUR * HOUR + ms),
    ]
}

/// A birth date; half of them have a birthday of note within a few days of `now`.
fn birth(now: i64) -> impl Strategy<Value = Ymd> {
    let note = (prop::sample::select(vec![8, 12, 16, 18]), -3_i64..=3).prop_map(move |(age, days)| {
        let (year, month, day) = day_of(now + days * DAY).0;
        real((year - age, month, day))
    });
    let any = (1_i32..=60, 0_i64..366).prop_map(move |(age, days)| {
        let (year, month, day) = day_of(now - days * DAY).0;
        real((year - age, month, day))
    });
    let leap = prop::sample::select(vec![2000, 2004, 2008, 2012, 2016]).prop_map(|year| (year, 2, 29));
    prop_oneof![4 => note, 3 => any, 1 => leap]
}

/// 29 February only where it exists.
fn real((year, month, day): Ymd) -> Ymd {
    day_of(midnight((year.max(1970), month, day))).0
}

pub fn who(now: i64) -> impl Strategy<Value = Who> {
    // Stored times lie between 2020 and 2100.
    let since = prop_oneof![0..72 * HOUR, (0_i64..4).prop_map(|days| days * DAY)]
        .prop_map(move |back| (now - back).max(1_577_808_000_000));
    let expired = since.clone();
    prop_oneof![
        1 => Just(Who::Unverified),
        1 => Just(Who::Failed),
        2 => (0_i64..=3600).prop_map(|used_s| Who::Guest { used_s }),
        2 => (birth(now), option::of(since)).prop_map(|(claimed, fault)| Who::Submitting { claimed, fault }),
        2 => birth(now).prop_map(|claimed| Who::Pending { claimed }),
        2 => (birth(now), expired).prop_map(|(claimed, since)| Who::Expired { claimed, since }),
        6 => birth(now).prop_map(|birth| Who::Verified { birth: Some(birth) }),
        1 => Just(Who::Verified { birth: None }),
        2 => (option::of(birth(now)), birth(now), phase())
            .prop_map(|(birth, claimed, phase)| Who::Recheck { birth, claimed, phase }),
        2 => (option::of(birth(now)), prop::sample::select(vec!["waiting", "approved", "rejected"]))
            .prop_map(|(birth, outcome)| Who::Review { birth, outcome }),
    ]
}

fn phase() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["submitting", "pending", "pending_expired"])
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

pub fn profile() -> impl Strategy<Value = Profile> {
    let seconds = || prop_oneof![Just(0), Just(86_400), Just(172_800), 0_i64..=2_678_400];
    let years = || prop_oneof![3 => Just(0), 1 => prop::sample::select(vec![8, 12, 16, 18, 20])];
    let people = (
        any_of(PendingPolicy::ALL),
        any_of(AgeRule::ALL),
        any_of(UnknownAge::ALL),
        any_of(ManualWaiting::ALL),
        prop_oneof![4 => Just(Service::Game), 1 => Just(Service::TradingPlatform)],
        seconds(),
        seconds(),
        years(),
        years(),
    );
    let uncovered = prop_oneof![
        4 => Just(Uncovered::BestEffort), 2 => Just(Uncovered::Strict), 1 => Just(Uncovered::Error)
    ];
    let days = (any_of(Base::ALL), any_of(HolidayScope::ALL), any_of(Makeup::ALL), uncovered, any::<bool>());
    (people, days).prop_map(|(people, (base, holidays, makeup, uncovered, in_window))| Profile {
        base,
        pending: people.0,
        fail_open_max_s: people.5,
        pending_expired_grace_s: people.6,
        age: people.1,
        holidays,
        makeup,
        uncovered,
        minor_pay_in_window_only: in_window,
        unknown_age: people.2,
        manual_waiting: people.3,
        minimum_age: people.7,
        no_pay_under: people.8,
        service: people.4,
        warn_s: [900, 60],
    })
}

/// The official notices, or these and an invented one for 2027.
pub fn calendar() -> impl Strategy<Value = (Calendar, Holidays)> {
    let breaks = prop::collection::vec((0_i64..365, 1_i64..9), 0..9);
    let invented = (breaks, prop::collection::vec(0_i64..52, 0..9)).prop_map(|(breaks, weekends)| {
        let first = midnight((2027, 1, 1));
        let year = |number: i64| Some(day_of(first + number * DAY).0).filter(|day| day.0 == 2027);
        let fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
        let fixed: BTreeSet<Ymd> = fixed.into_iter().map(|(month, day)| (2027, month, day)).collect();
        let days = breaks.iter().flat_map(|(from, length)| (*from..from + length).filter_map(year));
        let off: BTreeSet<Ymd> = days.chain(fixed.iter().copied()).collect();
        // 2 January 2027 is a Saturday.
        let makeup = weekends.iter().filter_map(|week| year(1 + week * 7 + week % 2));
        let makeup: BTreeSet<Ymd> = makeup.filter(|day| !off.contains(day)).collect();
        let mut holidays = OFFICIAL.clone();
        holidays.years.insert(2027);
        holidays.statutory.extend(fixed);
        holidays.off.extend(off);
        holidays.makeup.extend(makeup);
        let json = holidays.json(2027).to_string();
        let calendar = Calendar::from_json(&json).unwrap_or_else(|error| panic!("{json}: {error}"));
        (calendar, holidays)
    });
    prop_oneof![3 => Just((Calendar::official(), OFFICIAL.clone())), 1 => invented]
}

pub fn usage() -> impl Strategy<Value = Usage> {
    let today =
        prop_oneof![2 => Just(0), 2 => 0_i64..12_000, 1 => 5_399_i64..=5_401, 1 => 10_799_i64..=10_801];
    let guest = prop_oneof![Just(0), 0_i64..=3_700];
    (today, guest).prop_map(|(played_today_s, guest_used_s)| Usage { played_today_s, guest_used_s })
}

pub fn question() -> impl Strategy<Value = Question> {
    (time(), profile(), calendar(), usage())
        .prop_flat_map(|(now, profile, calendar, usage)| {
            (Just(now), Just(profile), Just(calendar), Just(usage), who(now))
        })
        .prop_map(|(now, profile, (calendar, holidays), usage, who)| Question {
            who,
            profile,
            calendar,
            holidays,
            usage,
            now,
        })
}
