//! Which law is in force.

use super::{Base, Profile};
use crate::time::UnixMs;

/// 2019-11-01T00:00:00+08:00: 国新出发〔2019〕34号 is in force.
pub(super) const FROM_2019: UnixMs = 1_572_537_600_000;
/// 2021-09-01T00:00:00+08:00: 国新出发〔2021〕14号 is in force; where the two differ, it holds.
pub(super) const FROM_2021: UnixMs = 1_630_425_600_000;

/// One version of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Law {
    /// Before November 2019: no rule on hours, spending or guests.
    None,
    /// 34号: hours a day, a curfew, a guest's hour, spending.
    Cn2019,
    /// 14号: 20 to 21 o'clock on Fridays, weekends and holidays; no guests. Spending as in 34号.
    Cn2021,
}

impl Profile {
    /// The law that holds at this instant.
    pub(super) fn law(&self, unix: UnixMs) -> Law {
        match self.base {
            Base::Cn2019 => Law::Cn2019,
            Base::Cn2021 => Law::Cn2021,
            Base::Auto if unix >= FROM_2021 => Law::Cn2021,
            Base::Auto if unix >= FROM_2019 => Law::Cn2019,
            Base::Auto => Law::None,
        }
    }

    /// The next change of the law after this instant.
    pub(super) fn law_changes(&self, after: UnixMs) -> Option<UnixMs> {
        let auto = self.base == Base::Auto;
        [FROM_2019, FROM_2021].into_iter().find(|at| auto && *at > after)
    }

    /// Whether guests exist at this instant (34号 gave them an hour, 14号 ended them).
    pub(crate) fn allows_guests(&self, unix: UnixMs) -> bool {
        self.law(unix) != Law::Cn2021
    }
}
