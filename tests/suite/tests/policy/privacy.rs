//! Nothing here shows a birth date, a pi, or what a text held.

use shiming_core::policy::{
    Calendar, Profile, Uncovered, Usage, age_on, decide, decide_payment, next_play_window, play_windows,
};
use shiming_core::{Date, Error};

use super::days::at;
use super::who::{PI, Who};

fn all() -> Vec<Who> {
    let birth = (2012, 6, 15);
    let mut all = vec![
        Who::Guest { used_s: 60 },
        Who::Pending { claimed: birth },
        Who::Submitting { claimed: birth, fault: Some(1_627_790_400_000) },
        Who::Expired { claimed: birth, since: 1_627_790_400_000 },
        Who::Verified { birth: Some(birth) },
        Who::Recheck { birth: Some(birth), claimed: birth, phase: "pending" },
    ];
    all.extend(
        ["waiting", "approved", "rejected"].map(|outcome| Who::Review { birth: Some(birth), outcome }),
    );
    all
}

fn clean(shown: &str) {
    for secret in ["2012", "06-15", "6-15", "month: 6", PI, &PI[..8], "device", "passport"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[test]
fn debug_shows_nobody() {
    for profile in [Profile::cn2021(), Profile::cn2019()] {
        for who in all() {
            let (state, calendar, now) = (who.state(), Calendar::official(), at((2026, 11, 20), 20, 30));
            clean(&format!("{state:?} {state:#?}"));
            clean(&format!("{:?}", decide(&state, &profile, &calendar, Usage::default(), now).unwrap()));
            clean(&format!("{:?}", decide_payment(&state, &profile, &calendar, 0, 1, now).unwrap()));
            clean(&format!("{:?}", next_play_window(&state, &profile, &calendar, now)));
            clean(&format!("{calendar:?} {profile:?}"));
        }
    }
    clean(&format!("{:?}", Date::new(2012, 6, 15)));
}

fn shown(error: &Error) -> String {
    assert!(!error.detail.is_empty());
    format!("{error} {error:?}")
}

#[test]
fn errors_show_nobody() {
    let strict = Profile { uncovered: Uncovered::Error, ..Profile::cn2021() };
    let calendar = Calendar::official();
    for who in all() {
        let state = who.state();
        for now in [-1, i64::MAX, at((2027, 3, 6), 20, 30)] {
            for error in [
                decide(&state, &strict, &calendar, Usage::default(), now).err(),
                decide(&state, &strict, &calendar, Usage { played_today_s: -1, guest_used_s: 0 }, now).err(),
                decide_payment(&state, &strict, &calendar, -1, 1, now).err(),
                decide_payment(&state, &strict, &calendar, 0, 0, now).err(),
                next_play_window(&state, &strict, &calendar, now).err(),
            ]
            .into_iter()
            .flatten()
            {
                clean(&shown(&error));
            }
        }
    }
    clean(&shown(
        &age_on(Date::new(2012, 6, 15).unwrap(), 0, shiming_core::policy::AgeRule::NextDay).unwrap_err(),
    ));
    clean(&shown(&play_windows(2012, 0, &strict, &calendar).unwrap_err()));
}
