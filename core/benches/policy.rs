//! What one decision costs. The ratio is to the age alone, the part of it that nothing can do without; ratios of one run
//! compare across machines, times do not.
//!
//! `cargo bench -p shiming-core --bench policy [-- <part of a name>]`

use std::hint::black_box;
use std::time::{Duration, Instant};

use shiming_core::account::AccountState;
use shiming_core::policy::{
    AgeRule, Calendar, Profile, Usage, age_on, decide, decide_payment, next_play_window, play_windows,
};
use shiming_core::time::Date;

/// 2026-11-20 is a Friday, 2026-11-16 a Monday.
const FRIDAY_2030: i64 = 1_795_177_800_000;
const MONDAY_NOON: i64 = 1_794_801_600_000;
/// The target for one decision.
const TARGET_NS: f64 = 1_000.0;

fn main() {
    let calendar = Calendar::official();
    let (adult, minor) = (verified("1990-06-15"), verified("2012-06-15"));
    let pending = state(
        r#"{"v":1,"kind":"pending","changed_at":1795100000000,"attempt":{"ai":"00000000000000000000000000000001","tag":"f7c7","birth":"2012-06-15","since":1795100000000}}"#,
    );
    let birth = Date::new(2012, 6, 15).expect("a day");
    let age = || age_on(black_box(birth), black_box(FRIDAY_2030), AgeRule::NextDay);
    println!("{:<28}{:>12}{:>12}{:>9}", "", "a call", "target", "ratio");
    let yardstick = measure(&mut || drop(black_box(age())));
    let cases: [(&str, &AccountState, Profile, i64); 6] = [
        ("decide: adult", &adult, Profile::auto(), FRIDAY_2030),
        ("decide: minor in window", &minor, Profile::auto(), FRIDAY_2030),
        ("decide: minor on Monday", &minor, Profile::auto(), MONDAY_NOON),
        ("decide: pending minor", &pending, Profile::auto(), MONDAY_NOON),
        ("decide: minor, cn2019", &minor, Profile::cn2019(), MONDAY_NOON),
        ("decide: adult, cn2019", &adult, Profile::cn2019(), MONDAY_NOON),
    ];
    print("age_on", yardstick, yardstick, None);
    for (name, state, profile, unix) in cases {
        let mut call = || {
            drop(black_box(decide(black_box(state), &profile, &calendar, Usage::default(), black_box(unix))));
        };
        row(name, yardstick, Some(TARGET_NS), &mut call);
    }
    let profile = Profile::auto();
    row("decide_payment", yardstick, Some(TARGET_NS), &mut || {
        drop(black_box(decide_payment(black_box(&minor), &profile, &calendar, 0, 5_000, FRIDAY_2030)));
    });
    row("next_play_window", yardstick, Some(TARGET_NS), &mut || {
        drop(black_box(next_play_window(black_box(&minor), &profile, &calendar, MONDAY_NOON)));
    });
    row("play_windows: a month", yardstick, None, &mut || {
        drop(black_box(play_windows(black_box(2026), 10, &profile, &calendar)));
    });
    row("Calendar::official", yardstick, None, &mut || drop(black_box(Calendar::official())));
}

fn verified(birth: &str) -> AccountState {
    state(&format!(
        r#"{{"v":1,"kind":"verified","pi":"test-pi","birth":"{birth}","birth_source":"host","source":"own","verified_at":1795100000000}}"#
    ))
}

fn state(json: &str) -> AccountState {
    AccountState::from_json(json).expect("a state")
}

fn row(name: &str, yardstick: f64, target: Option<f64>, call: &mut dyn FnMut()) {
    if std::env::args().skip(1).any(|wanted| !wanted.starts_with("--") && !name.contains(&wanted)) {
        return;
    }
    print(name, measure(call), yardstick, target);
}

fn print(name: &str, nanoseconds: f64, yardstick: f64, target: Option<f64>) {
    let over = target.is_some_and(|target| nanoseconds > target);
    let target =
        target.map_or(String::new(), |target| format!("{target:.0}{}", if over { " !" } else { "" }));
    println!("{name:<28}{nanoseconds:>9.0} ns{target:>12}{:>9.1}", nanoseconds / yardstick);
}

/// The best of many rounds, nanoseconds.
fn measure(call: &mut dyn FnMut()) -> f64 {
    let mut each = 1;
    while time(each, call) < Duration::from_micros(100) {
        each *= 2;
    }
    let best = (0..2_000).map(|_| time(each, call)).min().unwrap_or_default();
    best.as_secs_f64() * 1e9 / f64::from(each)
}

fn time(calls: u32, call: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed()
}
