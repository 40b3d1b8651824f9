//! What others got wrong, in published code and documentation: ten tests, one for each, that would have caught it.

use serde_json::Value;
use shiming_core::Date;
use shiming_core::account::{
    AccountEvent, AccountKind, AccountOptions, AccountState, AttemptAnswer, account_apply,
};
use shiming_core::credential::App;
use shiming_core::identity::ai_for_attempt;
use shiming_core::policy::{
    AgeRule, Calendar, Profile, Reason, Usage, age_on, decide, decide_payment, play_windows,
};
use shiming_core::time::Now;
use shiming_core::wire::{Behavior, Endpoints, PlayerKind, Row, decrypt_body, parse_check, report_request};

use super::days::{HOUR, at, is_leap, midnight};
use super::edges::play;
use super::payments::pay;
use super::who::Who;

/// Pending players were reported as guests.
#[test]
fn pending_players_are_no_guests() {
    for base in ["cn2019", "cn2021", "auto"] {
        let profile = Profile::from_json(&format!(r#"{{"base":"{base}","pending":"faq_literal"}}"#)).unwrap();
        for claimed in [(1990, 1, 1), (2014, 1, 1)] {
            for who in [
                Who::Pending { claimed },
                Who::Submitting { claimed, fault: None },
                Who::Submitting { claimed, fault: Some(at((2021, 5, 1), 12, 0)) },
                Who::Expired { claimed, since: at((2021, 5, 1), 12, 0) },
            ] {
                for unix in [at((2021, 5, 1), 20, 30), at((2026, 11, 20), 20, 30)] {
                    let usage = Usage::default();
                    let report =
                        decide(&who.state(), &profile, &Calendar::official(), usage, unix).unwrap().report;
                    assert!(!report.allowed && report.rule_id.name() == "Q200", "{who:?}");
                }
            }
        }
    }
}

/// A query that was throttled, or that answered any other code, was stored as a failed verification.
#[test]
fn no_error_is_a_failed_verification() {
    let now = Now { unix: at((2026, 11, 20), 12, 0), mono: 0 };
    let state = Who::Pending { claimed: (1990, 1, 1) }.state();
    for errcode in (1001..1030).chain(2001..2010).chain(3001..3012).chain(4001..4005).chain([-1, 99_999]) {
        let refused = format!(r#"{{"errcode":{errcode},"errmsg":""}}"#);
        let answer = AttemptAnswer::Answer(parse_check(200, refused.as_bytes()));
        let ai = state.ai().unwrap().to_string();
        let event = AccountEvent::QueryAnswer { ai, answer };
        let after = account_apply(&state, &event, None, now, &AccountOptions::default()).unwrap().state;
        assert_ne!(after.kind(), AccountKind::Failed, "{errcode}");
        let play =
            decide(&after, &Profile::auto(), &Calendar::official(), Usage::default(), now.unix).unwrap().play;
        assert_eq!(play.reason, Reason::PendingClaimedAdult, "{errcode}");
    }
}

/// The user's id was the ai of every attempt, bt was 1 and 2, a guest's id stood in pi, times were seconds.
#[test]
fn rows_and_attempts_are_as_specified() {
    let salt = [7; 16];
    let ai = |attempt| {
        ai_for_attempt(&salt, "1101999999", "player", attempt, "某一一", "110000190101010001").unwrap()
    };
    assert!(ai(1) != ai(2) && ai(1) != "player" && ai(1).len() == 32);
    let key = "2836e95fcd10e04b0069bb1ee659955b";
    let app = App::new("test-appId", "test-bizId", key).unwrap();
    let unix = at((2021, 8, 1), 12, 0);
    let row = |bt| Row {
        si: "0".repeat(32),
        bt,
        ot: unix / 1000 - 1,
        ct: PlayerKind::Guest,
        pi: Some(super::who::PI.into()),
        di: Some("device".into()),
    };
    let rows = [row(Behavior::Login), row(Behavior::Logout)];
    let request = report_request(&app, &Endpoints::Production, &rows, &[1; 12], unix).unwrap();
    let sent: Value = serde_json::from_slice(&decrypt_body(key, &request.body).unwrap()).unwrap();
    for (row, bt) in sent["collections"].as_array().unwrap().iter().zip([1, 0]) {
        assert_eq!((&row["bt"], &row["ct"]), (&bt.into(), &2.into()), "login is 1, logout 0, a guest 2");
        assert_eq!((&row["di"], row.get("pi")), (&"device".into(), None));
    }
    let timestamps = request.headers.iter().find(|(name, _)| name == "timestamps").unwrap();
    assert_eq!(timestamps.1, unix.to_string());
}

/// A make-up workday was written `2021-02-7`, which no day ever equals.
#[test]
fn a_day_without_its_zero_is_refused() {
    let file =
        r#"{"v":1,"years":{"2021":{"off_days":[],"makeup_workdays":["2021-02-7"],"statutory_days":[]}}}"#;
    let error = Calendar::from_json(file).unwrap_err();
    assert!(error.detail.contains("2021-02-7"), "{error}");
    let february = play_windows(2021, 2, &Profile::cn2021(), &Calendar::official()).unwrap();
    assert!(!february[6].open, "7 February 2021 was a workday");
}

/// The window was open from 21 to 22 o'clock; the month of a date was its minutes; years had 365 days; the spending
/// check compared what was spent before and ignored the amount.
#[test]
fn hours_months_years_and_amounts() {
    let who = Who::Verified { birth: Some((2012, 6, 15)) };
    let open: Vec<i64> = (0..24)
        .filter(|hour| play(&who, &Profile::cn2021(), at((2026, 11, 20), *hour, 30)).allowed)
        .collect();
    assert_eq!(open, [20]);
    // Every month's first Friday, at every minute of the hour.
    for (month, day) in [(1, 2), (3, 6), (7, 3), (12, 4)] {
        assert!(
            (0..60).all(|minute| play(&who, &Profile::cn2021(), at((2026, month, day), 20, minute)).allowed)
        );
    }
    // 18 times 365 days are four or five days too few.
    let birth = Date::new(2008, 11, 25).unwrap();
    let by_days = midnight((2008, 11, 25)) + 18 * 365 * 24 * HOUR;
    for rule in AgeRule::ALL {
        assert_eq!(age_on(birth, by_days, *rule), Ok(17));
    }
    let friday = at((2026, 11, 20), 20, 30);
    assert_eq!(
        pay((2012, 6, 15), &Profile::cn2021(), 19_999, 5_000, friday).verdict.reason,
        Reason::MonthLimit
    );
}

/// Days / 365, plus one while the birthday is still to come: 19 instead of 17.
#[test]
fn four_days_before_18_is_17() {
    let birth = Date::new(2008, 11, 25).unwrap();
    for rule in AgeRule::ALL {
        assert_eq!(age_on(birth, at((2026, 11, 21), 12, 0), *rule), Ok(17));
    }
}

/// `y % 4 == 0 || (y % 100 == 0 && y % 4 == 0)` makes 2100 and 1900 leap years.
#[test]
fn centuries_are_no_leap_years() {
    for (year, leap) in
        [(1900, false), (2000, true), (2024, true), (2026, false), (2100, false), (2400, true)]
    {
        assert_eq!(Date::new(year, 2, 29).is_some(), leap, "{year}");
        assert_eq!(is_leap(year), leap);
    }
    assert_eq!(
        age_on(Date::new(2080, 2, 29).unwrap(), midnight((2100, 3, 1)) - 1, AgeRule::Birthday),
        Ok(19)
    );
    assert_eq!(age_on(Date::new(2080, 2, 29).unwrap(), midnight((2100, 3, 1)), AgeRule::NextDay), Ok(20));
}

/// Spending was limited for each game or account. It is the person's, at the enterprise: whatever the account.
#[test]
fn sums_belong_to_the_person() {
    let birth = Some((2012, 6, 15));
    let friday = at((2026, 11, 20), 20, 30);
    let accounts = [
        Who::Verified { birth },
        Who::Recheck { birth, claimed: (2012, 6, 15), phase: "submitting" },
        Who::Pending { claimed: (2012, 6, 15) },
        Who::Review { birth, outcome: "approved" },
    ];
    let mut spent = 0;
    for who in accounts.iter().cycle().take(40) {
        let payment =
            decide_payment(&who.state(), &Profile::auto(), &Calendar::official(), spent, 3_000, friday)
                .unwrap();
        spent += if payment.verdict.allowed { 3_000 } else { 0 };
    }
    assert_eq!(spent, 18_000);
}

/// The documented default of the month was 300 yuan where the rule says 200.
#[test]
fn the_limits_are_the_laws() {
    let friday = at((2026, 11, 20), 20, 30);
    for (birth, single, month) in [
        ((2019, 6, 15), 0, 0),
        ((2018, 6, 15), 5_000, 20_000),
        ((2012, 6, 15), 5_000, 20_000),
        ((2010, 6, 15), 10_000, 40_000),
    ] {
        for profile in [Profile::cn2021(), Profile::cn2019(), Profile::auto(), Profile::cn2021_strict()] {
            let payment = pay(birth, &profile, 0, 1, friday);
            assert_eq!(payment.max_single_fen, Some(single));
            assert_eq!(payment.month_left_fen.unwrap() + i64::from(payment.verdict.allowed), month);
        }
    }
}

/// The end was inclusive: at 21:00:00 the game was still open.
#[test]
fn the_end_is_not_within() {
    let end = at((2026, 11, 20), 21, 0);
    for who in [Who::Verified { birth: Some((2012, 6, 15)) }, Who::Pending { claimed: (2012, 6, 15) }] {
        assert!(!play(&who, &Profile::cn2021(), end).allowed);
        assert_eq!(play(&who, &Profile::cn2021(), end - 1).valid_until, Some(end));
    }
    let night = at((2020, 6, 1), 22, 0);
    let who = Who::Verified { birth: Some((2012, 6, 15)) };
    assert!(
        play(&who, &Profile::cn2019(), night - 1).allowed && !play(&who, &Profile::cn2019(), night).allowed
    );
    assert!(AccountState::new() == Who::Unverified.state());
}
