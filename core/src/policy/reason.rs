//! Why a verdict is as it is, and by which rule.

use crate::names::names;

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Of age.
    Adult,
    /// A minor, and within a minor's hours.
    MinorInWindow,
    /// The result is pending, and the profile sets no limit.
    PendingUnrestricted,
    /// The result is pending, and the player claims to be of age.
    PendingClaimedAdult,
    /// The authority does not answer, and the player claims to be of age.
    FailOpen,
    /// A guest, and the hour is not over.
    GuestTimeLeft,
    /// An adult by documents that the enterprise looked at.
    ManualReviewAdult,
    /// The profile sets no limit here.
    UnrestrictedProfile,
    /// A minor, outside a minor's hours.
    MinorOutsideWindow,
    /// A minor whose time of the day is used up (34号).
    MinorTimeUsed,
    /// A minor between 22 and 8 o'clock (34号).
    NightCurfew,
    /// No identity was submitted.
    Unverified,
    /// Guests are not served any more (14号).
    GuestProhibited,
    /// The guest's hour is over (34号).
    GuestTimeUsed,
    /// Guests may not pay (34号).
    GuestMayNotPay,
    /// The result is pending, and the profile waits for it; pending players are never reported.
    PendingBlocked,
    /// No result came within 48 hours: submit again.
    PendingExpired,
    /// The authority has not answered for longer than the profile bears.
    FailOpenEnded,
    /// Name and number do not belong together.
    VerificationFailed,
    /// The documents are still looked at.
    ManualReviewWaiting,
    /// The documents were rejected.
    ManualReviewRejected,
    /// Below the age that the host asks for.
    UnderMinimumAge,
    /// Trading platforms serve no minors.
    TradingPlatform,
    /// Under 8 nobody pays.
    Under8,
    /// More than one payment may be at this age.
    SingleLimit,
    /// More than the month has left at this age.
    MonthLimit,
}

names!(Reason {
    Adult = "adult",
    MinorInWindow = "minor_in_window",
    PendingUnrestricted = "pending_unrestricted",
    PendingClaimedAdult = "pending_claimed_adult",
    FailOpen = "fail_open",
    GuestTimeLeft = "guest_time_left",
    ManualReviewAdult = "manual_review_adult",
    UnrestrictedProfile = "unrestricted_profile",
    MinorOutsideWindow = "minor_outside_window",
    MinorTimeUsed = "minor_time_used",
    NightCurfew = "night_curfew",
    Unverified = "unverified",
    GuestProhibited = "guest_prohibited",
    GuestTimeUsed = "guest_time_used",
    GuestMayNotPay = "guest_may_not_pay",
    PendingBlocked = "pending_blocked",
    PendingExpired = "pending_expired",
    FailOpenEnded = "fail_open_ended",
    VerificationFailed = "verification_failed",
    ManualReviewWaiting = "manual_review_waiting",
    ManualReviewRejected = "manual_review_rejected",
    UnderMinimumAge = "under_minimum_age",
    TradingPlatform = "trading_platform",
    Under8 = "under_8",
    SingleLimit = "single_limit",
    MonthLimit = "month_limit",
});

impl Reason {
    /// Whether the hour of the day decides, so that the next edge of a minor's hours may change it.
    pub(super) fn is_of_the_hour(self) -> bool {
        matches!(
            self,
            Self::MinorInWindow | Self::MinorOutsideWindow | Self::MinorTimeUsed | Self::NightCurfew
        )
    }
}

/// Which rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// 国新出发〔2019〕34号, one: real names, and the guest's hour.
    N2019x1,
    /// 34号, two: night, and hours a day.
    N2019x2,
    /// 34号, three: spending.
    N2019x3,
    /// 国新出发〔2021〕14号, one: Fridays, weekends and holidays, 20 to 21 o'clock.
    N2021x1,
    /// 14号, two: real names for everybody, no guests.
    N2021x2,
    /// Q10: trading platforms.
    Q10,
    /// Q41: who is a guest and is reported as one.
    Q41,
    /// Q99: the authority does not answer.
    Q99,
    /// Q115: only guests and verified players can be reported.
    Q115,
    /// Q138: who is not verified does not come in.
    Q138,
    /// Q144: pending players, read literally.
    Q144,
    /// Q159: 48 hours without a result.
    Q159,
    /// Q161: players without a mainland document.
    Q161,
    /// Q187: pending players play and pay.
    Q187,
    /// Q200: pending players are not reported.
    Q200,
    /// Q215: everybody verified is reported, adults too.
    Q215,
    /// An option of the host.
    Host,
}

names!(Rule {
    N2019x1 = "N2019-1",
    N2019x2 = "N2019-2",
    N2019x3 = "N2019-3",
    N2021x1 = "N2021-1",
    N2021x2 = "N2021-2",
    Q10 = "Q10",
    Q41 = "Q41",
    Q99 = "Q99",
    Q115 = "Q115",
    Q138 = "Q138",
    Q144 = "Q144",
    Q159 = "Q159",
    Q161 = "Q161",
    Q187 = "Q187",
    Q200 = "Q200",
    Q215 = "Q215",
    Host = "host",
});
