//! Random arguments of decisions.

use serde_json::{Value, json};

use super::values::Values;

/// 2019-01-01 to 2029-01-01, in ms: every law, covered years and others.
const TIMES: std::ops::Range<i64> = 1_546_272_000_000..1_861_891_200_000;
const HOUR: i64 = 3_600_000;

impl Values {
    /// An instant, often at the edge of an hour.
    pub fn instant(&mut self) -> i64 {
        let unix = self.rng.i64(TIMES);
        match self.rng.u8(..4) {
            0 => unix / HOUR * HOUR - self.rng.i64(0..2),
            1 if self.stray(8) => -1,
            _ => unix,
        }
    }

    /// A birth date.
    pub fn date(&mut self) -> String {
        if self.stray(8) {
            return self.pick(&["2010-02-30", "2010-2-3", "", "1799-01-01", "2031-01-01"], &[]).to_owned();
        }
        let (year, month, day) = (self.rng.i32(1990..2020), self.rng.i32(1..=12), self.rng.i32(1..=28));
        if self.rng.u8(..8) == 0 { "2008-02-29".to_owned() } else { format!("{year}-{month:02}-{day:02}") }
    }

    /// A stored state of any kind.
    pub fn state(&mut self) -> String {
        if self.stray(12) {
            return self.pick(&["", "{}", "[]", r#"{"v":2,"kind":"unverified"}"#], &[]).to_owned();
        }
        let birth = self.date();
        let birth = if birth.len() == 10 && !birth.starts_with("2010-02-3") {
            birth
        } else {
            "2012-06-15".to_owned()
        };
        let at = self.rng.i64(TIMES);
        let attempt =
            format!(r#""attempt":{{"ai":"{}","tag":"00ff","birth":"{birth}","since":{at}}}"#, "0".repeat(32));
        match self.rng.u8(..6) {
            0 => r#"{"v":1,"kind":"unverified"}"#.to_owned(),
            1 => format!(r#"{{"v":1,"kind":"pending","changed_at":{at},{attempt}}}"#),
            2 => format!(r#"{{"v":1,"kind":"failed","changed_at":{at},"cause":"status_2"}}"#),
            _ => format!(
                r#"{{"v":1,"kind":"verified","changed_at":{at},"pi":"{}","birth":"{birth}","birth_source":"host","source":"own","verified_at":{at}}}"#,
                "z".repeat(38)
            ),
        }
    }

    /// A profile with a few options.
    pub fn profile(&mut self) -> String {
        let base = self.pick(&["auto", "cn2019", "cn2021", "faq_literal", "cn2021_strict"], &["", "cn2022"]);
        let mut profile = json!({"base": base});
        let options: [(&str, &[&str]); 6] = [
            ("pending", &["by_claimed_age", "faq_literal", "treat_as_minor", "block"]),
            ("age", &["next_day", "birthday"]),
            ("holidays", &["official_break", "statutory_only"]),
            ("makeup", &["ban", "ignore"]),
            ("uncovered", &["best_effort", "strict", "error"]),
            ("service", &["game", "trading_platform"]),
        ];
        for (name, values) in options {
            if self.rng.u8(..4) == 0 {
                profile[name] = self.pick(values, &["", "x"]).into();
            }
        }
        if self.rng.u8(..6) == 0 {
            profile["minor_pay_in_window_only"] = self.rng.bool().into();
        }
        for name in ["minimum_age", "no_pay_under"] {
            if self.rng.u8(..8) == 0 {
                let years = if self.stray(4) { self.rng.i64(-5..200) } else { self.rng.i64(0..20) };
                profile[name] = years.into();
            }
        }
        if self.stray(16) { "nonsense".to_owned() } else { profile.to_string() }
    }

    /// None, or a notice of 2027.
    pub fn calendar(&mut self) -> Value {
        if self.rng.u8(..4) != 0 {
            return Value::Null;
        }
        let statutory = ["2027-01-01", "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"];
        let odd = self.pick(&["2027-01-09"], &["2027-01-11", "2027-01-01", "2027-02-30", "x"]);
        let calendar = json!({
            "v": 1,
            "years": {"2027": {"off_days": statutory, "makeup_workdays": [odd], "statutory_days": statutory}},
        });
        calendar.to_string().into()
    }

    /// What ledgers say.
    pub fn usage(&mut self) -> Value {
        let mut seconds = || if self.stray(10) { -1 } else { self.rng.i64(0..12_000) };
        json!({"played_today_s": seconds(), "guest_used_s": seconds()})
    }

    /// A sum.
    pub fn fen(&mut self) -> i64 {
        if self.stray(8) { self.rng.i64(-2..1) } else { self.rng.i64(1..50_000) }
    }
}
