//! The tables, each from the channel's public documentation.

use super::RealName;

/// Of age in China (未成年人保护法).
const OF_AGE: u32 = 18;
/// Older than anybody: a value beyond is no age.
const OLDEST: u32 = 150;

type Table = &'static [(&'static str, RealName)];

/// OmniSDK, client version 2, `certification`. Version 3 no longer has it.
pub(super) const OMNISDK: Table = &[
    ("-1", RealName::ChannelManaged),
    ("0", RealName::Unverified),
    ("1", RealName::Minor),
    ("2", RealName::Adult),
];

/// TapTap, callback codes. 500 alone admits. Only minors meet the limits of time and age (1030, 1050, 1100), which is
/// inference. 1000, 1001 and 1200 are about the session and the network.
pub(super) const TAPTAP: Table = &[
    ("500", RealName::Verified),
    ("1000", RealName::Unknown),
    ("1001", RealName::Unknown),
    ("1030", RealName::Minor),
    ("1050", RealName::Minor),
    ("1100", RealName::Minor),
    ("1200", RealName::Unknown),
    ("9002", RealName::Unverified),
];

/// TapTap, age ranges by their lower bound.
pub(super) const TAPTAP_AGE: Table = &[
    ("-1", RealName::Unverified),
    ("0", RealName::Minor),
    ("8", RealName::Minor),
    ("16", RealName::Minor),
    ("18", RealName::Adult),
];

/// Huawei: the two flags of PlayerExtraInfo; 1002000004 real name cancelled, 1002000006 a minor outside the hours; after
/// 7001 and 7006 a real name must not be forced.
pub(super) const HUAWEI: Table = &[
    ("true,true", RealName::Adult),
    ("true,false", RealName::Minor),
    ("false,false", RealName::Unverified),
    ("false,true", RealName::Unverified),
    ("1002000004", RealName::Unverified),
    ("1002000006", RealName::Minor),
    ("7001", RealName::Unknown),
    ("7006", RealName::Unknown),
];

/// OPPO's failures: the player may go on, or must stop. Both lack a verified name.
const OPPO_FAILURES: Table = &[
    ("VERIFIED_FAILED_AND_RESUME_GAME", RealName::Unverified),
    ("VERIFIED_FAILED_AND_STOP_GAME", RealName::Unverified),
];

pub(super) fn listed(table: Table, value: &str) -> RealName {
    table.iter().find(|(known, _)| *known == value).map_or(RealName::Unknown, |(_, meaning)| *meaning)
}

/// HarmonyOS: -1 for an adult, else the minutes that a minor has left.
pub(super) fn playable_time(value: &str) -> RealName {
    match (value, decimal(value)) {
        ("-1", _) => RealName::Adult,
        (_, Some(_)) => RealName::Minor,
        _ => RealName::Unknown,
    }
}

pub(super) fn vivo(value: &str) -> RealName {
    match value.split_once(',') {
        Some(("true", years)) => age(years).unwrap_or(RealName::Verified),
        Some(("false", _)) => RealName::Unverified,
        _ => RealName::Unknown,
    }
}

pub(super) fn oppo(value: &str) -> RealName {
    let failure = value.strip_prefix("RESULT_CODE_").unwrap_or(value);
    age(value).unwrap_or_else(|| listed(OPPO_FAILURES, failure))
}

/// An age in years. 0 is what channels write when they have none.
fn age(years: &str) -> Option<RealName> {
    match decimal(years)? {
        years if (1..OF_AGE).contains(&years) => Some(RealName::Minor),
        years if (OF_AGE..=OLDEST).contains(&years) => Some(RealName::Adult),
        _ => None,
    }
}

/// Decimal digits without leading zeros.
fn decimal(text: &str) -> Option<u32> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| canonical)
}
