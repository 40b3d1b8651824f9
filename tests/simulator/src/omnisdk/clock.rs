//! The clock of one player, and `ts`.

use serde::Serialize;

/// The vendor's zone: not published, China's.
const OFFSET_S: i64 = 8 * 3_600;

/// How long one player has played. Times are Unix milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlayClock {
    /// Since when it runs; none = it stands.
    pub since: Option<i64>,
    /// What ran before that, in milliseconds.
    pub played_ms: i64,
    /// How many calls of playgame were counted, repeated ones included.
    pub starts: u64,
    /// How many of exitgame.
    pub exits: u64,
}

impl PlayClock {
    /// A start while it runs changes nothing: the first arrival counts.
    pub(crate) fn start(&mut self, now: i64) {
        self.starts += 1;
        self.since.get_or_insert(now);
    }

    /// An exit while it stands changes nothing.
    pub(crate) fn stop(&mut self, now: i64) {
        self.exits += 1;
        self.played_ms = self.total_ms(now);
        self.since = None;
    }

    /// Everything played until now, in milliseconds.
    pub fn total_ms(&self, now: i64) -> i64 {
        self.played_ms.saturating_add(self.since.map_or(0, |since| now.saturating_sub(since).max(0)))
    }
}

/// `yyyyMMddHHmmss` of an instant.
pub(crate) fn stamp(unix_ms: i64) -> String {
    let local = unix_ms.div_euclid(1_000) + OFFSET_S;
    let (days, seconds) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    // Howard Hinnant's civil_from_days: years begin in March, so that the leap day is a year's last.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
}

/// The instant of such a text in Unix milliseconds; nothing when it is none.
pub(crate) fn instant(text: &str) -> Option<i64> {
    if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (from_march, year) = if month > 2 { (month - 3, year) } else { (month + 9, year - 1) };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    let seconds = part(8, 10)? * 3_600 + part(10, 12)? * 60 + part(12, 14)? - OFFSET_S;
    let unix_ms = (days * 86_400 + seconds) * 1_000;
    // A day or an hour that does not exist comes back as another one.
    (stamp(unix_ms) == text).then_some(unix_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(stamp(1_574_928_085_999), "20191128160125");
        assert_eq!(instant("20191128160125"), Some(1_574_928_085_000));
        for text in ["20200229235959", "20000301000000", "20991231235959", "19700101080000", "20240101000000"]
        {
            assert_eq!(instant(text).map(stamp).as_deref(), Some(text));
        }
        for text in [
            "20190229000000",
            "20191301000000",
            "20191100000000",
            "20191128240000",
            "20191128160160",
            "2019",
            "",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn repeated_calls_change_nothing() {
        let mut clock = PlayClock::default();
        clock.stop(5);
        clock.start(10);
        clock.start(20);
        assert_eq!((clock.total_ms(30), clock.starts), (20, 2));
        clock.stop(40);
        clock.stop(50);
        assert_eq!((clock.total_ms(99), clock.since, clock.exits), (30, None, 3));
    }
}
