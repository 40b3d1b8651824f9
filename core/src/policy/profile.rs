//! A profile: which law, and how to read it where it is silent.

use crate::names::names;
use crate::time::{DAY, HOUR, SECOND};

/// Which law holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// The law of the day that is asked about: none before 2019-11-01, then 34号, from 2021-09-01 14号.
    #[default]
    Auto,
    /// 国新出发〔2019〕34号, whatever the day.
    Cn2019,
    /// 国新出发〔2021〕14号, whatever the day.
    Cn2021,
}

names!(Base { Auto = "auto", Cn2019 = "cn2019", Cn2021 = "cn2021" });

/// What a player may do whose result is pending (认证中).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PendingPolicy {
    /// Who claims to be of age plays and pays without limits (Q177, Q187); who claims to be a minor is held to a minor's
    /// hours and sums, because the enterprise knows the birth date and 14号 forbids service to minors in any form.
    ByClaimedAge,
    /// No limits for anybody (Q144, read literally).
    FaqLiteral,
    /// A minor's hours and sums for everybody; who claims to be of age has the sums of 16 and 17. Q177 does not ask for it.
    TreatAsMinor,
    /// No play and no payment. Stricter than Q117 asks.
    Block,
}

names!(PendingPolicy {
    ByClaimedAge = "by_claimed_age",
    FaqLiteral = "faq_literal",
    TreatAsMinor = "treat_as_minor",
    Block = "block",
});

/// When a person turns an age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeRule {
    /// At the end of the birthday (民法典 201, 202). The stricter reading.
    NextDay,
    /// At the beginning of the birthday, as many games do it.
    Birthday,
}

names!(AgeRule { NextDay = "next_day", Birthday = "birthday" });

/// What 法定节假日 means in 14号.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayScope {
    /// Every day of a break that the State Council's notice declares, as the calendars that the large publishers print.
    OfficialBreak,
    /// Only the 11 (from 2025: 13) days of the holiday regulation itself.
    StatutoryOnly,
}

names!(HolidayScope { OfficialBreak = "official_break", StatutoryOnly = "statutory_only" });

/// What becomes of a Saturday or Sunday that is a make-up workday (调休).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makeup {
    /// Closed, as in every published calendar.
    Ban,
    /// Open like other weekends.
    Ignore,
}

names!(Makeup { Ban = "ban", Ignore = "ignore" });

/// What to do on a day that no loaded notice covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncovered {
    /// Fridays, Saturdays, Sundays and the fixed statutory days (1 January, 1 and 2 May, 1 to 3 October) are open; what can
    /// say so says `covered: false`.
    BestEffort,
    /// Only Fridays and the fixed statutory days: a Saturday or Sunday may turn out to be a make-up workday.
    Strict,
    /// `invalid_calendar`, with the date.
    Error,
}

names!(Uncovered { BestEffort = "best_effort", Strict = "strict", Error = "error" });

/// What a verified player may do whose age nobody knows (a pi without a birth date, none from the host).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownAge {
    /// As a child under 8: a minor's hours, no payment.
    Under8,
    /// No play and no payment.
    Block,
    /// As an adult: only where the host knows it from elsewhere and answers for it.
    Adult,
}

names!(UnknownAge { Under8 = "under_8", Block = "block", Adult = "adult" });

/// What a player may do whose documents are still looked at (Q161, Q165 are silent).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManualWaiting {
    /// Nothing yet.
    Deny,
    /// As after approval, by the birth date of the document.
    ByDocumentAge,
}

names!(ManualWaiting { Deny = "deny", ByDocumentAge = "by_document_age" });

/// What the host operates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A game, or a platform of games.
    Game,
    /// A site that trades virtual goods or currency: it may not serve minors at all (Q10, Q62).
    TradingPlatform,
}

names!(Service { Game = "game", TradingPlatform = "trading_platform" });

/// A law and its readings. As JSON, every field by its name here; those that are absent have the base's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Which law.
    pub base: Base,
    /// Players whose result is pending (Q117, Q144, Q177, Q187 against 14号).
    pub pending: PendingPolicy,
    /// How long a player whose check the authority does not answer is treated as pending, seconds: 0 to 31 days. Q99 sets no limit;
    /// 48 hours are ours, because 14号 came later.
    pub fail_open_max_s: i64,
    /// How long a player whose result did not come within 48 hours is still treated as pending, seconds: 0 to 31 days. Then a new
    /// submission is due (Q159).
    pub pending_expired_grace_s: i64,
    /// When a person turns 8, 16 and 18.
    pub age: AgeRule,
    /// Which days are holidays.
    pub holidays: HolidayScope,
    /// Make-up workdays.
    pub makeup: Makeup,
    /// Days that no notice covers.
    pub uncovered: Uncovered,
    /// Minors pay only while they may play: 14号 forbids service "in any form" at other times.
    pub minor_pay_in_window_only: bool,
    /// Verified players of unknown age.
    pub unknown_age: UnknownAge,
    /// Players whose documents are looked at.
    pub manual_waiting: ManualWaiting,
    /// The game's own minimum age in years, 0 for none (age rating, 适龄提示). Judged before the hour.
    pub minimum_age: i32,
    /// The youngest age that may pay, in years, 0 for the law's 8. Some publishers have 12.
    pub no_pay_under: i32,
    /// What the host operates (Q10).
    pub service: Service,
    /// How long before the end of a session the engine warns, seconds, longest first; 0: no warning.
    pub warn_s: [i64; 2],
}

impl Profile {
    /// 国新出发〔2021〕14号 with the readings that publishers' calendars show. The default readings of every base.
    pub fn cn2021() -> Self {
        Self {
            base: Base::Cn2021,
            pending: PendingPolicy::ByClaimedAge,
            fail_open_max_s: 48 * HOUR / SECOND,
            pending_expired_grace_s: DAY / SECOND,
            age: AgeRule::NextDay,
            holidays: HolidayScope::OfficialBreak,
            makeup: Makeup::Ban,
            uncovered: Uncovered::BestEffort,
            minor_pay_in_window_only: true,
            unknown_age: UnknownAge::Under8,
            manual_waiting: ManualWaiting::Deny,
            minimum_age: 0,
            no_pay_under: 0,
            service: Service::Game,
            warn_s: [900, 60],
        }
    }

    /// 国新出发〔2019〕34号.
    pub fn cn2019() -> Self {
        Self { base: Base::Cn2019, ..Self::cn2021() }
    }

    /// The law of the day that is asked about. The default.
    pub fn auto() -> Self {
        Self { base: Base::Auto, ..Self::cn2021() }
    }

    /// The authority's FAQ, manual and training material alone, which know only 34号: for comparison, and for replaying 2021.
    pub fn faq_literal() -> Self {
        Self { pending: PendingPolicy::FaqLiteral, age: AgeRule::Birthday, ..Self::cn2019() }
    }

    /// 14号 in the narrowest reading: nothing before the result, only the days of the holiday regulation, no make-up days.
    pub fn cn2021_strict() -> Self {
        Self { pending: PendingPolicy::Block, holidays: HolidayScope::StatutoryOnly, ..Self::cn2021() }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::auto()
    }
}
