//! What other channels say about a player's real name, in one set of terms: tables only, no calls.
//!
//! A channel's word is information for the host. Who verified the player stays the channel; whether the game may rely on it
//! and who reports is settled by Q30, Q160 and Q194.

mod tables;

/// What is known about a player's real name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RealName {
    /// The channel does real names and anti-addiction by itself and tells nothing.
    ChannelManaged,
    /// Not verified, or the player broke the verification off.
    Unverified,
    /// Submitted, without a result yet.
    Pending,
    /// Verified; the age is not told.
    Verified,
    /// Verified and under 18.
    Minor,
    /// Verified and 18 or older.
    Adult,
    /// The value says nothing about the real name, or is in no table.
    Unknown,
}

impl RealName {
    /// All of them, in a fixed order.
    pub const ALL: &'static [Self] = &[
        Self::ChannelManaged,
        Self::Unverified,
        Self::Pending,
        Self::Verified,
        Self::Minor,
        Self::Adult,
        Self::Unknown,
    ];

    /// The stable name, snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChannelManaged => "channel_managed",
            Self::Unverified => "unverified",
            Self::Pending => "pending",
            Self::Verified => "verified",
            Self::Minor => "minor",
            Self::Adult => "adult",
            Self::Unknown => "unknown",
        }
    }
}

/// Whose value it is, and which of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusSource {
    /// `certification` of the OmniSDK client, version 2: -1, 0, 1, 2.
    Omnisdk,
    /// Callback codes of TapTap's compliance SDK: 500, 1000, 1001, 1030, 1050, 1100, 1200, 9002.
    Taptap,
    /// Age ranges of TapTap by their lower bound: -1, 0, 8, 16, 18.
    TaptapAge,
    /// `isRealName` and `isAdult` of Huawei's PlayerExtraInfo as `true,false`; or an error code of HarmonyOS or HMS.
    Huawei,
    /// `playableTime` of HarmonyOS, in minutes: -1 is an adult, 0 or more a minor.
    HuaweiPlayableTime,
    /// `isRealName` and `age` of vivo's getRealNameInfo as `true,17`; or `failed`.
    Vivo,
    /// The age that OPPO's doGetVerifiedInfo gives as text; or the name of one of its two failure codes, with or without
    /// `RESULT_CODE_` in front.
    Oppo,
}

impl StatusSource {
    /// All of them, in a fixed order.
    pub const ALL: &'static [Self] = &[
        Self::Omnisdk,
        Self::Taptap,
        Self::TaptapAge,
        Self::Huawei,
        Self::HuaweiPlayableTime,
        Self::Vivo,
        Self::Oppo,
    ];

    /// The stable name, snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Omnisdk => "omnisdk",
            Self::Taptap => "taptap",
            Self::TaptapAge => "taptap_age",
            Self::Huawei => "huawei",
            Self::HuaweiPlayableTime => "huawei_playable_time",
            Self::Vivo => "vivo",
            Self::Oppo => "oppo",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// The neutral term for a channel's value. Numbers are decimal text without a plus sign, leading zeros or blanks.
///
/// A value that no table lists is [`RealName::Unknown`], never an error: channels add values without notice. Never
/// take `Unknown` for permission.
///
/// ```
/// use shiming_core::adapter::{RealName, StatusSource, adapt_status};
/// assert_eq!(adapt_status(StatusSource::Omnisdk, "2"), RealName::Adult);
/// assert_eq!(adapt_status(StatusSource::Vivo, "true,17"), RealName::Minor);
/// assert_eq!(adapt_status(StatusSource::Taptap, "4711"), RealName::Unknown);
/// ```
pub fn adapt_status(source: StatusSource, value: &str) -> RealName {
    match source {
        StatusSource::Omnisdk => tables::listed(tables::OMNISDK, value),
        StatusSource::Taptap => tables::listed(tables::TAPTAP, value),
        StatusSource::TaptapAge => tables::listed(tables::TAPTAP_AGE, value),
        StatusSource::Huawei => tables::listed(tables::HUAWEI, value),
        StatusSource::HuaweiPlayableTime => tables::playable_time(value),
        StatusSource::Vivo => tables::vivo(value),
        StatusSource::Oppo => tables::oppo(value),
    }
}
