//! The seven festivals of 全国年节及纪念日放假办法 and their statutory days.

use shiming_core::time::Date;

/// A festival with days off for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Festival {
    NewYear,
    Spring,
    Qingming,
    Labour,
    DragonBoat,
    MidAutumn,
    National,
}

/// 除夕 and 2 May are statutory days since then.
const MORE_DAYS: i32 = 2025;

impl Festival {
    pub(super) const ALL: [Self; 7] = [
        Self::NewYear,
        Self::Spring,
        Self::Qingming,
        Self::Labour,
        Self::DragonBoat,
        Self::MidAutumn,
        Self::National,
    ];

    /// As the notices write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::NewYear => "元旦",
            Self::Spring => "春节",
            Self::Qingming => "清明节",
            Self::Labour => "劳动节",
            Self::DragonBoat => "端午节",
            Self::MidAutumn => "中秋节",
            Self::National => "国庆节",
        }
    }

    /// For keyboards without Chinese.
    fn plain(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::Spring => "spring",
            Self::Qingming => "qingming",
            Self::Labour => "labour",
            Self::DragonBoat => "dragon-boat",
            Self::MidAutumn => "mid-autumn",
            Self::National => "national",
        }
    }

    /// One name, with or without 节.
    fn parse(text: &str) -> Option<Self> {
        let is = |festival: &Self| {
            let name = festival.name();
            text == name || Some(text) == name.strip_suffix('节') || text == festival.plain()
        };
        // 春节 without 节 is the season, and only 春节 begins so.
        Self::ALL.into_iter().find(is).filter(|_| text != "春")
    }

    /// The names of one break: `国庆节、中秋节`.
    pub(super) fn parse_all(text: &str) -> Option<Vec<Self>> {
        text.split(['、', '+', '/']).map(Self::parse).collect()
    }

    /// The days that are the same every year.
    pub(super) fn fixed(self, year: i32) -> Vec<Date> {
        let days: &[(i32, i32)] = match self {
            Self::NewYear => &[(1, 1)],
            Self::Labour if year < MORE_DAYS => &[(5, 1)],
            Self::Labour => &[(5, 1), (5, 2)],
            Self::National => &[(10, 1), (10, 2), (10, 3)],
            Self::Spring | Self::Qingming | Self::DragonBoat | Self::MidAutumn => &[],
        };
        days.iter().filter_map(|(month, day)| Date::new(year, *month, *day)).collect()
    }

    /// How many days follow the moon or the sun, so that somebody has to say which.
    pub(super) fn to_be_given(self, year: i32) -> usize {
        match self {
            Self::Spring if year < MORE_DAYS => 3,
            Self::Spring => 4,
            Self::Qingming | Self::DragonBoat | Self::MidAutumn => 1,
            Self::NewYear | Self::Labour | Self::National => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_notices_and_people_write_them() {
        assert_eq!(
            Festival::parse_all("国庆节、中秋节"),
            Some(vec![Festival::National, Festival::MidAutumn])
        );
        assert_eq!(Festival::parse_all("清明"), Some(vec![Festival::Qingming]));
        assert_eq!(
            Festival::parse_all("mid-autumn+national"),
            Some(vec![Festival::MidAutumn, Festival::National])
        );
        for odd in ["春", "", "圣诞节", "春节、"] {
            assert_eq!(Festival::parse_all(odd), None, "{odd}");
        }
    }

    #[test]
    fn eleven_days_and_thirteen_since_2025() {
        for (year, days) in [(2024, 11), (2025, 13)] {
            let sum = |festival: &Festival| festival.fixed(year).len() + festival.to_be_given(year);
            assert_eq!(Festival::ALL.iter().map(sum).sum::<usize>(), days);
        }
    }
}
