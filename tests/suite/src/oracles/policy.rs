//! Decisions: any profile and calendar, and what must hold for whatever is decided with them.

use shiming_core::account::AccountState;
use shiming_core::policy::{
    AgeRule, Base, Calendar, HolidayScope, Makeup, ManualWaiting, PendingPolicy, Profile, Service, Uncovered,
    UnknownAge, Usage, decide, decide_payment, next_play_window, play_windows,
};
use shiming_core::time::{DAY, Date, HOUR, MINUTE};
use shiming_core::{Error, ErrorCode};

use super::input::Input;
use super::marker::{MARKER, check_error};

/// 2026-11-20T20:30+08:00, a Friday.
const FRIDAY: i64 = 1_795_177_800_000;
/// 2019-01-01T00:00+08:00.
const FIRST: i64 = 1_546_272_000_000;

/// The first byte chooses: a profile's text, a calendar's text (`@` stands for a secret), or a question of choices.
pub fn policy(bytes: &[u8]) {
    let mut input = Input(bytes);
    let choice = input.below(3);
    if choice == 2 {
        return question(&mut input);
    }
    let text = String::from_utf8_lossy(input.rest()).replace('@', MARKER);
    if choice == 0 {
        match Profile::from_json(&text) {
            Ok(profile) => everybody(&profile, &Calendar::official()),
            Err(error) => refused(&error, ErrorCode::InvalidProfile),
        }
    } else {
        match Calendar::from_json(&text) {
            Ok(calendar) => {
                notices(&calendar);
                everybody(&Profile::cn2021(), &calendar);
            }
            Err(error) => refused(&error, ErrorCode::InvalidCalendar),
        }
    }
}

fn refused(error: &Error, code: ErrorCode) {
    check_error(error);
    assert_eq!(error.code, code);
    assert!(error.field.is_some(), "{error}");
}

/// What holds of any notice that is taken.
fn notices(calendar: &Calendar) {
    for of in calendar.years() {
        for day in &of.makeup_workdays {
            let weekday = (day.start() + 8 * HOUR) / DAY % 7;
            assert!(weekday == 2 || weekday == 3, "{day} is no weekend day");
            assert!(!of.off_days.contains(day) && !of.statutory_days.contains(day), "{day} is both");
        }
        assert!(of.statutory_days.iter().all(|day| of.off_days.contains(day)));
        for month in 1..=12 {
            let days =
                play_windows(of.year, month, &Profile::cn2021(), calendar).expect("nothing is refused");
            for day in days {
                assert!(day.open || !of.statutory_days.contains(&day.date), "{} is closed", day.date);
                assert!(!day.open || !of.makeup_workdays.contains(&day.date), "{} is open", day.date);
            }
        }
    }
}

fn everybody(profile: &Profile, calendar: &Calendar) {
    for kind in 0..KINDS {
        for age in [7, 8, 14, 16, 17, 36] {
            let birth = Date::new(2026 - age, 11, 19).expect("a day");
            check(&state(kind, birth, FRIDAY - DAY), profile, calendar, Usage::default(), FRIDAY);
        }
    }
}

/// State, profile, usage and time out of choices.
fn question(input: &mut Input<'_>) {
    let seconds = [0, 1, 86_400, 172_800, 2_678_400];
    let years = [0, 0, 8, 12, 16, 18, 99];
    let profile = Profile {
        base: *input.pick(Base::ALL),
        pending: *input.pick(PendingPolicy::ALL),
        fail_open_max_s: *input.pick(&seconds),
        pending_expired_grace_s: *input.pick(&seconds),
        age: *input.pick(AgeRule::ALL),
        holidays: *input.pick(HolidayScope::ALL),
        makeup: *input.pick(Makeup::ALL),
        uncovered: *input.pick(Uncovered::ALL),
        minor_pay_in_window_only: input.below(2) == 0,
        unknown_age: *input.pick(UnknownAge::ALL),
        manual_waiting: *input.pick(ManualWaiting::ALL),
        minimum_age: *input.pick(&years),
        no_pay_under: *input.pick(&years),
        service: *input.pick(Service::ALL),
        warn_s: [900, 60],
    };
    let usage =
        Usage { played_today_s: i64::from(input.byte()) * 60, guest_used_s: i64::from(input.byte()) * 15 };
    let now = if input.below(8) == 0 {
        input.number()
    } else {
        let days = i64::try_from(input.below(11 * 365)).unwrap_or(0);
        let hour = *input.pick(&[0, 7, 8, 12, 20, 21, 22, 23]);
        FIRST + days * DAY + hour * HOUR + input.pick(&[0, 1, -1, 30 * MINUTE])
    };
    let kind = input.below(KINDS);
    let back = i64::try_from(input.below(20_000)).unwrap_or(0) * DAY;
    let birth = Date::of(now.saturating_sub(back)).or(Date::new(2012, 6, 15)).expect("a day");
    let since =
        now.saturating_sub(i64::from(input.byte()) * HOUR).clamp(1_577_808_000_000, 4_102_000_000_000);
    check(&state(kind, birth, since), &profile, &Calendar::official(), usage, now);
}

const KINDS: usize = 12;

/// A state of each kind; `since` is a fault's, or the end of 48 hours.
fn state(kind: usize, birth: Date, since: i64) -> AccountState {
    let person = r#""pi":"test-pi","source":"own","verified_at":1600000000000"#;
    let born = format!(r#"{person},"birth":"{birth}","birth_source":"host""#);
    let attempt = |more: &str| {
        format!(r#""attempt":{{"ai":"a","tag":"f7c7","birth":"{birth}","since":1600000000000{more}}}"#)
    };
    let review = |outcome| format!(r#""review":{{"outcome":"{outcome}","document":"d","birth":"{birth}"}}"#);
    let (name, rest) = match kind {
        0 => ("unverified", String::new()),
        1 => ("guest", r#""trial":{"di":"d","first_use":1600000000000,"used_s":600}"#.into()),
        2 => ("submitting", attempt("")),
        3 => ("submitting", attempt(&format!(r#","since_fault":{since}"#))),
        4 => ("pending", attempt("")),
        5 => ("pending_expired", format!(r#""changed_at":{since},{}"#, attempt(""))),
        6 => ("verified", born),
        7 => ("verified", person.into()),
        8 => ("pending", format!("{born},{}", attempt(""))),
        9 => ("failed", r#""cause":"status_2""#.into()),
        10 => ("manual_review", review("waiting")),
        _ => ("manual_review", review("approved")),
    };
    let comma = if rest.is_empty() { "" } else { "," };
    let json = format!(r#"{{"v":1,"kind":"{name}"{comma}{rest}}}"#);
    AccountState::from_json(&json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn check(state: &AccountState, profile: &Profile, calendar: &Calendar, usage: Usage, now: i64) {
    let decision = match decide(state, profile, calendar, usage, now) {
        Ok(decision) => decision,
        Err(error) => {
            check_error(&error);
            return assert!(matches!(error.code, ErrorCode::BadTime | ErrorCode::InvalidCalendar));
        }
    };
    let unsettled = state.ai().is_some() && state.pi().is_none();
    assert!(!(unsettled && decision.report.allowed), "a pending player is reported");
    assert!(decision.play.allowed || !decision.pay.allowed || !profile.minor_pay_in_window_only);
    // Under 34号 the ledger moves on with the clock, and so does a guest's hour.
    let still = profile.base == Base::Cn2021;
    for (place, verdict) in
        [decision.account, decision.play, decision.pay, decision.report].into_iter().enumerate()
    {
        assert!(verdict.valid_until.is_none_or(|until| until > now));
        assert_eq!(verdict.next_open, verdict.valid_until.filter(|_| !verdict.allowed));
        let Some(until) = verdict.valid_until.filter(|_| still) else { continue };
        let Ok(then) = decide(state, profile, calendar, usage, until) else {
            // One of the other three rests on a day without a notice.
            assert_eq!(profile.uncovered, Uncovered::Error);
            continue;
        };
        let then = [then.account, then.play, then.pay, then.report][place];
        assert_ne!(then.allowed, verdict.allowed, "nothing changes at {until}");
    }
    for fen in [1, 5_000, 5_001, 10_001] {
        let payment = decide_payment(state, profile, calendar, 18_000, fen, now).expect("decide answered");
        let most = payment.max_single_fen.unwrap_or(i64::MAX);
        assert!((0..=i64::MAX).contains(&most) && payment.month_left_fen.is_none_or(|left| left >= 0));
        assert_eq!(payment.verdict.allowed, fen <= most, "{fen} of {most}");
    }
    if let Ok(Some(window)) = next_play_window(state, profile, calendar, now) {
        assert!(window.end.is_none_or(|end| end > now && end > window.start));
    }
}
